"""Do one job with another program, to compare this project with; runs in an environment of its own.

Usage: python bench/peers.py JOB FOLDER

`parse` reads all files of the graph with pyoxigraph and keeps nothing: the limit for any program that reads
the files. `rdflib` loads them. `shacl` validates sources and cited documents with the shapes, in batches
of 25 with all shared files; `pyshacl` validates all files at once. Nothing here imports `kg`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

BATCH: Final = 25
"""How many documents are validated together."""

_TYPE: Final = re.compile(r"^((?:source|document):[\w-]+) a (qs:\w+(?:, qs:\w+)*) ", re.MULTILINE)
_HEAD: Final = """\
@prefix document: <https://w3id.org/quality-strategy/eli/> .
@prefix source: <https://w3id.org/quality-strategy/source/> .
@prefix qs: <https://w3id.org/quality-strategy/ontology#> .
"""


def background(root: Path) -> list[Path]:
    """Return the files that documents share: ontology, vocabularies, and entities."""
    return [*sorted((root / "ontology").rglob("*.ttl")), *sorted((root / "data").glob("*.ttl"))]


def documents(root: Path) -> list[Path]:
    """Return the files of sources and of cited documents."""
    return [
        path for name in ("documents", "reference") for path in sorted((root / "data" / name).glob("*.ttl"))
    ]


def parse(root: Path) -> int:
    """Parse all files, and return the number of statements."""
    import pyoxigraph  # noqa: PLC0415  (each job loads what it measures)

    return sum(1 for path in (*background(root), *documents(root)) for _ in pyoxigraph.parse(path=str(path)))


def rdflib(root: Path) -> int:
    """Load all files into rdflib, and return the number of statements."""
    return len(_loaded([*background(root), *documents(root)]))


def shacl(root: Path) -> int:
    """Validate in batches with `shacl`, and return the number of results."""
    from shacl import Shapes  # noqa: PLC0415  (each job loads what it measures)

    shapes = Shapes.from_turtle("".join(_text(path) for path in sorted((root / "shapes").glob("*.ttl"))))
    paths = documents(root)
    types = _HEAD + "".join(
        f"{name} a {kinds} .\n" for path in paths for name, kinds in _TYPE.findall(_text(path))
    )
    shared = "".join(map(_text, background(root))) + types
    found = 0
    for begin in range(0, len(paths), BATCH):
        batch = "".join(map(_text, paths[begin : begin + BATCH]))
        found += len(shapes.validate_turtle(shared + batch).results)
    return found


def pyshacl(root: Path) -> int:
    """Validate all files at once with pySHACL, and return the number of results."""
    from pyshacl import validate  # noqa: PLC0415  (each job loads what it measures)
    from rdflib import SH  # noqa: PLC0415

    graph = _loaded([*background(root), *documents(root)])
    _, report, _ = validate(graph, shacl_graph=_loaded(sorted((root / "shapes").glob("*.ttl"))))
    return sum(1 for _ in report.subjects(SH.resultSeverity, None))


def _loaded(paths: list[Path]):  # noqa: ANN202  (rdflib is loaded where it is used)
    from rdflib import Graph  # noqa: PLC0415

    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") + "\n"


JOBS: Final[dict[str, Callable[[Path], int]]] = {job.__name__: job for job in (parse, rdflib, shacl, pyshacl)}

if __name__ == "__main__":
    print(JOBS[sys.argv[1]](Path(sys.argv[2])))
