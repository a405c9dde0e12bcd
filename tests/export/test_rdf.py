"""The exported graph: the same statements in every format, the same bytes on every run."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.term import Node

from kg.errors import KgError, UnknownName
from kg.export.rdf import NOT_XML, RDF_FORMATS, export_rdf
from kg.project import FOLDERS, Project, graph_name
from kg.rdf.namespaces import FAMILIES, RDFS
from kg.rdf.turtle import canonical_form, parse, read
from tests.drawing.hostile import HOSTILE
from tests.length import LONG

Statement = tuple[Node, Node, Node]

RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
"""What rdflib calls the formats."""

every_format = pytest.mark.parametrize("name", RDF_FORMATS)
WITH_GRAPHS = [name for name, each in RDF_FORMATS.items() if each.named_graphs]
WITHOUT_GRAPHS = [name for name, each in RDF_FORMATS.items() if not each.named_graphs]
SOME = ("regions", "guizhou-2023-status-report")


@pytest.fixture(scope="module")
def contents(project: Project) -> dict[str, bytes]:
    """The whole graph in each format."""
    return {name: export_rdf(project, each) for name, each in RDF_FORMATS.items()}


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, set[Statement]]:
    """The statements of some files, in a long run of all, as rdflib reads them, by the name of the graph."""
    paths = project.files_of(() if LONG else SOME)
    return {graph_name(path): set(Graph().parse(path, format="turtle")) for path in paths}


def test_the_reference_knows_every_format() -> None:
    assert sorted(RDFLIB) == sorted(RDF_FORMATS)


@pytest.mark.parametrize("name", WITHOUT_GRAPHS)
def test_a_triple_format_has_the_statements_of_the_files(
    name: str, project: Project, files: dict[str, set[Statement]]
) -> None:
    content = export_rdf(project, RDF_FORMATS[name], () if LONG else SOME)
    found = set(Graph().parse(data=content, format=RDFLIB[name]))
    assert found == set().union(*files.values())


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_a_quad_format_has_the_graph_of_each_statement(
    name: str, project: Project, files: dict[str, set[Statement]]
) -> None:
    content = export_rdf(project, RDF_FORMATS[name], () if LONG else SOME)
    found: dict[str, set[Statement]] = {}
    for s, p, o, name_of_graph in Dataset().parse(data=content, format=RDFLIB[name]).quads():
        found.setdefault(str(name_of_graph), set()).add((s, p, o))
    assert sorted(found) == sorted(files)
    for graph, statements in files.items():
        assert found[graph] == statements, f"{graph} differs"


@every_format
def test_pyoxigraph_reads_the_same_statements(
    name: str, contents: dict[str, bytes], project: Project
) -> None:
    found = {quad.triple for quad in ox.parse(contents[name], format=RDF_FORMATS[name].rdf)}
    assert found == {triple for path in project.graph_files for triple in read(path).triples}


@every_format
def test_no_statement_is_written_twice(name: str, contents: dict[str, bytes]) -> None:
    quads = list(ox.parse(contents[name], format=RDF_FORMATS[name].rdf))
    assert len(quads) == len(set(quads))


def test_turtle_is_in_the_canonical_form(contents: dict[str, bytes]) -> None:
    text = contents["turtle"].decode("utf-8")
    assert canonical_form(parse(text, Path("export.ttl")).triples) == text


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_lines_are_sorted_by_graph_and_statement(name: str, contents: dict[str, bytes]) -> None:
    quads = list(ox.parse(contents[name], format=RDF_FORMATS[name].rdf))
    assert quads == sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))


def test_json_ld_is_json(contents: dict[str, bytes]) -> None:
    assert json.loads(contents["jsonld"]) is not None


@every_format
def test_chinese_stays_legible(name: str, contents: dict[str, bytes]) -> None:
    assert "贵州省" in contents[name].decode("utf-8")


# --- some graphs only ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_only_the_requested_graphs_are_written(name: str, project: Project) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    found = {str(graph.value) for graph in graphs_of(content, name)}
    assert found == {FAMILIES["graph"] + each for each in SOME}


def graphs_of(content: bytes, name: str) -> set[ox.NamedNode]:
    quads = ox.parse(content, format=RDF_FORMATS[name].rdf)
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


@every_format
def test_only_the_statements_of_the_requested_graphs_are_written(name: str, project: Project) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    paths = [path for path in project.graph_files if path.stem in SOME]
    assert len(paths) == len(SOME)
    assert {quad.triple for quad in ox.parse(content, format=RDF_FORMATS[name].rdf)} == {
        triple for path in paths for triple in read(path).triples
    }


@every_format
def test_the_order_of_the_requested_graphs_has_no_effect(name: str, project: Project) -> None:
    each = RDF_FORMATS[name]
    assert export_rdf(project, each, SOME) == export_rdf(project, each, (*reversed(SOME), *SOME))


def test_an_unknown_graph_is_named_with_the_nearest(project: Project) -> None:
    with pytest.raises(UnknownName) as caught:
        export_rdf(project, RDF_FORMATS["turtle"], ["guizhou-2023-status-raport"])
    assert caught.value.nearest == "guizhou-2023-status-report"


def hostile(root: Path, *labels: str) -> Project:
    """Return a project whose only records have these labels."""
    for folder in FOLDERS:
        (root / folder).mkdir(exist_ok=True)
    (root / "ontology" / "quality-strategy.ttl").write_text("", "utf-8")
    triples = [
        ox.Triple(ox.NamedNode(f"urn:{number}"), ox.NamedNode(RDFS + "label"), ox.Literal(label))
        for number, label in enumerate(labels)
    ]
    (root / "data" / "hostile.ttl").write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")
    return Project(root)


@every_format
def test_any_label_is_written_and_read_back_or_refused(name: str, tmp_path: Path) -> None:
    known = [label for label in HOSTILE if name != "rdfxml" or NOT_XML.search(label) is None]
    content = export_rdf(hostile(tmp_path, *known), RDF_FORMATS[name])
    quads = ox.parse(content, RDF_FORMATS[name].rdf)
    assert sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)) == sorted(known)


@pytest.mark.parametrize("label", [each for each in HOSTILE if NOT_XML.search(each) is not None])
def test_a_character_that_xml_does_not_allow_is_refused_with_its_place(label: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"<urn:0>, rdfs:label: XML does not allow the character U\+00"):
        export_rdf(hostile(tmp_path, label), RDF_FORMATS["rdfxml"])
