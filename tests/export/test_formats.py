"""The formats of an export: chosen by name or by ending, and the same bytes on every run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from kg.errors import KgError, UnknownName
from kg.export import FORMATS, export, format_of
from kg.project import Project
from tests.hash_seeds import printed
from tests.length import LONG

# --- the same bytes ---------------------------------------------------------------------------------

HASHES = """
import hashlib, sys
from pathlib import Path
from kg.export import FORMATS, export
from kg.project import open_project

project, graphs = open_project(Path(sys.argv[1])), sys.argv[2:]
for name, each in FORMATS.items():
    if each.of_text:  # tests/export/test_annotation.py has it: the texts are not everywhere
        continue
    written = export(project, each, () if name in ("sparql-library", "grlc") else graphs)
    files = {"": written} if isinstance(written, bytes) else written
    for file, content in files.items():
        print(name, file, hashlib.sha256(content).hexdigest())
"""


SOME: Final = ("agents", "bodies", "guizhou-2023-status-report", "indicators", "quality-strategy", "regions")
"""Graphs with records of nearly all classes; an order that is left open shows in them as in the whole."""


def test_every_format_has_the_same_bytes_over_hash_seeds(project: Project) -> None:
    lines = printed(HASHES, project.root, *(() if LONG else SOME)).decode().splitlines()
    assert list(dict.fromkeys(line.split()[0] for line in lines)) == [
        name for name, each in FORMATS.items() if not each.of_text
    ]


# --- choosing a format ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "output", "chosen"),
    [
        (None, None, "turtle"),
        (None, "graph.ttl", "turtle"),
        (None, "graph.nt", "ntriples"),
        (None, "graph.nq", "nquads"),
        (None, "graph.trig", "trig"),
        (None, "graph.jsonld", "jsonld"),
        (None, "graph.json", "jsonld"),
        (None, "graph.rdf", "rdfxml"),
        (None, "graph.owl", "owl"),
        (None, "graph.xlsx", "xlsx"),
        ("xlsx", None, "xlsx"),
        ("csvw", "tables", "csvw"),
        ("parquet", "tables", "parquet"),
        ("sparql-library", "queries.ttl", "sparql-library"),
        ("grlc", "operations", "grlc"),
        ("nquads", None, "nquads"),
        ("nquads", "graph.ttl", "nquads"),
    ],
)
def test_the_name_of_a_format_goes_before_the_ending(
    name: str | None, output: str | None, chosen: str
) -> None:
    assert format_of(name, Path(output) if output is not None else None).name == chosen


@pytest.mark.parametrize(("name", "output"), [("turtel", None), (None, "graph.tll"), (None, "graph")])
def test_an_unknown_format_or_ending_is_refused(name: str | None, output: str | None) -> None:
    with pytest.raises(UnknownName):
        format_of(name, Path(output) if output is not None else None)


@pytest.mark.parametrize(
    ("output", "command"),
    [
        ("graph.csv", "kg export -f csvw -o FOLDER"),
        ("graph.parquet", "kg export -f parquet -o FOLDER"),
        ("queries.rq", "kg export -f grlc -o FOLDER"),
    ],
)
def test_an_ending_of_files_that_come_in_a_folder_names_the_command(output: str, command: str) -> None:
    with pytest.raises(KgError) as caught:
        format_of(None, Path(output))
    assert command in str(caught.value)
    assert command.replace("FOLDER", "目录") in caught.value.message("zh")


@pytest.mark.parametrize("graphs", [(), ("guizhou-2023-status-report", "regions")])
def test_a_format_of_a_text_needs_one_graph(
    project: Project, graphs: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(KgError, match="annotated-html needs one --graph"):
        export(project, FORMATS["annotated-html"], graphs, tmp_path)


def test_a_format_of_a_text_needs_the_folder_of_the_texts(project: Project) -> None:
    with pytest.raises(KgError, match="and the folder of its text in --sources"):
        export(project, FORMATS["annotated-html"], ["guizhou-2023-status-report"])


def test_a_source_text_is_exported_with_its_claims_in_the_language(project: Project, texts: Path) -> None:
    name, form = "guizhou-2023-status-report", format_of(None, Path("report.html"))
    assert form.name == "annotated-html"
    page = export(project, form, [name], texts, "zh")
    assert isinstance(page, bytes)
    assert b'lang="zh-Hans"' in page
    assert page != export(project, form, [name], texts, "en")
