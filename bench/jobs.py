"""The table of what `make bench` measures: a job is a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FOREVER: Final = 10**9
"""The largest size of a job that is measured at any size."""


@dataclass(frozen=True)
class Job:
    """What is measured.

    Attributes:
        name: Its name in the table.
        command: The command; `{root}` is the project, `{file}` an edited source, `{out}` a file to write.
        program: `kg`, `python` (with kg), or `peer` (Python in the environment of the peers).
        largest: The number of documents above which it is not measured.
    """

    name: str
    command: str
    program: str = "kg"
    largest: int = FOREVER


LIMIT: Final = "parsing alone"
"""The job that all others are divided by."""

QUERIES: Final = "all canned queries"
"""The job that asks all queries one after another; each of them has a row of its own, too."""

ANALYSES: Final = (
    *("comparison", "overlap", "likeness", "clusters", "lineage", "progress", "distance", "institutions"),
    "emphasis",
)
FORMATS: Final = ("nt", "nq", "ttl", "trig", "jsonld", "xlsx")
DRAWINGS: Final = ("targets", "matrix", "timeline", "plan", "network", "adoption", "lineage")
_NEEDED: Final = {
    "comparison": "-p region region:guizhou -p other region:yunnan",
    "plan": "-p document document:guizhou-2023-implementing-opinion",
}
"""Parameters that a method or drawing asks for."""

JOBS: Final = (
    Job(LIMIT, "bench/peers.py parse {root}", "peer"),
    Job("open the graph", "bench/answers.py {root}", "python"),
    Job(QUERIES, "", "python"),
    Job("kg validate", "validate --root {root}"),
    Job("kg validate of one file after an edit", "validate --root {root} {file}"),
    Job("shacl 0.3.4, in batches of 25", "bench/peers.py shacl {root}", "peer"),
    Job("pySHACL 0.40.1, all at once", "bench/peers.py pyshacl {root}", "peer", largest=5),
    Job("rdflib 7.6.0, loading", "bench/peers.py rdflib {root}", "peer", largest=50),
    *(
        Job(f"kg analyze {name}", f"analyze {name} --root {{root}} {_NEEDED.get(name, '')}")
        for name in ANALYSES
    ),
    *(Job(f"kg export {name}", f"export --root {{root}} -o {{out}}.{name}") for name in FORMATS),
    Job("kg export csv", "export --root {root} -f csvw -o {out}-csv"),
    *(
        Job(f"kg draw {name}", f"draw {name} --root {{root}} -o {{out}}.svg {_NEEDED.get(name, '')}")
        for name in DRAWINGS
    ),
)
"""All jobs, in the order in which they are run."""
