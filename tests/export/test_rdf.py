"""The exported graph: the same statements in every format, the same bytes on every run."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.term import Node

from kg.errors import KgError, UnknownName
from kg.export.portal.graphs import NamedGraphs, exported_graphs
from kg.export.rdf import NOT_XML, RDF_FORMATS, export_rdf
from kg.project import FOLDERS, Project
from kg.rdf import graph_lines, ntriples, sorting
from kg.rdf.namespaces import FAMILIES, PREFIXES, RDFS
from kg.rdf.ntriples import ntriples_line
from kg.rdf.turtle import canonical_form, parse
from kg.rdf.turtle.canonical import records_form
from kg.rdf.turtle.terms import Names
from kg.validation.rdflib_graph import rdflib_graph
from tests.drawing.hostile import HOSTILE

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

VIEW = "owl"
"""The format that changes statements for reasoners; see `tests/export/test_reasoning.py`."""

every_format = pytest.mark.parametrize("name", RDF_FORMATS)
every_exact_format = pytest.mark.parametrize("name", RDFLIB)
WITH_GRAPHS = [name for name in RDFLIB if RDF_FORMATS[name].named_graphs]
WITHOUT_GRAPHS = [name for name in RDFLIB if not RDF_FORMATS[name].named_graphs]
SOME = ("regions", "guizhou-2023-status-report")


@pytest.fixture(scope="module")
def contents(project: Project) -> dict[str, bytes]:
    """The whole graph in each format."""
    return {name: export_rdf(project, each) for name, each in RDF_FORMATS.items()}


@pytest.fixture(scope="module")
def content(project: Project) -> NamedGraphs:
    """The named graphs of an export."""
    return exported_graphs(project)


@pytest.fixture(scope="module")
def statements(project: Project) -> dict[str, set[Statement]]:
    """The statements of some named graphs in the terms of rdflib, which is slow."""
    return {name: set(rdflib_graph(triples)) for name, triples in exported_graphs(project, SOME).items()}


def test_the_reference_knows_every_format() -> None:
    assert sorted([*RDFLIB, VIEW]) == sorted(RDF_FORMATS)


@pytest.mark.parametrize("name", WITHOUT_GRAPHS)
def test_a_triple_format_has_the_statements_of_all_graphs(
    name: str, project: Project, statements: dict[str, set[Statement]]
) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    found = set(Graph().parse(data=content, format=RDFLIB[name]))
    assert len(found ^ set().union(*statements.values())) == 0


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_a_quad_format_has_the_graph_of_each_statement(
    name: str, project: Project, statements: dict[str, set[Statement]]
) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    found: dict[str, set[Statement]] = {}
    for s, p, o, name_of_graph in Dataset().parse(data=content, format=RDFLIB[name]).quads():
        found.setdefault(str(name_of_graph), set()).add((s, p, o))
    assert sorted(found) == sorted(statements)
    for graph, wanted in statements.items():
        assert len(found[graph] ^ wanted) == 0, f"{graph} differs"


@every_exact_format
def test_pyoxigraph_reads_the_same_statements(
    name: str, contents: dict[str, bytes], content: NamedGraphs
) -> None:
    found = {quad.triple for quad in ox.parse(contents[name], format=RDF_FORMATS[name].rdf)}
    assert len(found ^ set().union(*content.values())) == 0


@every_format
def test_no_statement_is_written_twice(name: str, contents: dict[str, bytes]) -> None:
    quads = list(ox.parse(contents[name], format=RDF_FORMATS[name].rdf))
    assert len(quads) == len(set(quads))


@every_format
def test_memory_has_no_effect_on_the_bytes(
    name: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    monkeypatch.setattr(sorting, "HELD", 50_000)
    monkeypatch.setattr(sorting, "CHUNK", 2_000)
    monkeypatch.setattr(graph_lines, "CHUNK", 3_000)
    monkeypatch.setattr(graph_lines, "_PART", 10)
    monkeypatch.setattr(ntriples, "_PART", 100)
    assert export_rdf(project, RDF_FORMATS[name], SOME) == content


def test_xml_has_the_statements_in_order(contents: dict[str, bytes], content: NamedGraphs) -> None:
    triples = sorted(set().union(*content.values()), key=ntriples_line)
    text = (ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b"").decode("utf-8")
    assert contents["rdfxml"].decode("utf-8") == text.replace('lang="zh-han', 'lang="zh-Han')


def test_trig_has_each_graph_in_the_canonical_form(contents: dict[str, bytes], content: NamedGraphs) -> None:
    names = Names(None)
    blocks = [
        f"{names.iri(graph)} {{\n{records_form(triples, names)}\n}}"
        for graph, triples in sorted(content.items())
    ]
    assert contents["trig"].decode("utf-8") == "\n\n".join(("\n".join(names.prefix_lines()), *blocks)) + "\n"


def test_turtle_is_in_the_canonical_form(contents: dict[str, bytes]) -> None:
    text = contents["turtle"].decode("utf-8")
    assert canonical_form(parse(text, Path("export.ttl")).triples) == text


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_lines_are_sorted_by_graph_and_statement(name: str, contents: dict[str, bytes]) -> None:
    lines = contents[name].decode("utf-8").splitlines()
    graphs = [line.rsplit(" ", 2)[1] if name == "nquads" else "" for line in lines]
    assert list(zip(graphs, lines, strict=True)) == sorted(zip(graphs, lines, strict=True))


@every_format
def test_a_language_tag_is_spelled_the_same(name: str, contents: dict[str, bytes]) -> None:
    tags = set(re.findall(r'(?:"@|xml:lang="|@language": "|")(zh-[A-Za-z]+)', contents[name].decode("utf-8")))
    assert tags <= {"zh-Hans", "zh-Hant"}
    assert "zh-Hans" in tags


@every_format
def test_chinese_stays_legible(name: str, contents: dict[str, bytes]) -> None:
    assert "贵州省" in contents[name].decode("utf-8")


# --- some graphs only ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_only_the_requested_graphs_are_written(name: str, project: Project) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    found = {str(graph.value) for graph in graphs_of(content, name)}
    assert found == {FAMILIES["graph"] + each for each in (*SOME, "annotations", "dataset")}


def graphs_of(content: bytes, name: str) -> set[ox.NamedNode]:
    quads = ox.parse(content, format=RDF_FORMATS[name].rdf)
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


@every_exact_format
def test_only_the_statements_of_the_requested_graphs_are_written(name: str, project: Project) -> None:
    content = export_rdf(project, RDF_FORMATS[name], SOME)
    found = {quad.triple for quad in ox.parse(content, format=RDF_FORMATS[name].rdf)}
    assert len(found ^ set().union(*exported_graphs(project, SOME).values())) == 0


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
    known = [label for label in HOSTILE if name not in ("rdfxml", VIEW) or NOT_XML.search(label) is None]
    content = export_rdf(hostile(tmp_path, *known), RDF_FORMATS[name])
    quads = ox.parse(content, RDF_FORMATS[name].rdf)
    assert sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)) == sorted(known)


@pytest.mark.parametrize("label", [each for each in HOSTILE if NOT_XML.search(each) is not None])
def test_a_character_that_xml_does_not_allow_is_refused_with_its_place(label: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"<urn:0>, rdfs:label: XML does not allow the character U\+00"):
        export_rdf(hostile(tmp_path, label), RDF_FORMATS["rdfxml"])
