"""The graph for OWL reasoners: dates as OWL 2 has them, and consistent by HermiT."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.portal.graphs import NamedGraphs, exported_graphs
from kg.export.rdf import RDF_FORMATS, written
from kg.export.reasoning import reasoner_view
from kg.project import Project
from kg.rdf.graph_lines import GraphLines
from kg.rdf.namespaces import QS, XSD
from kg.rdf.ntriples import triples_in
from kg.rdf.turtle import read

DATE, DATE_TIME = (ox.NamedNode(XSD + each) for each in ("date", "dateTime"))
SLUG = "guiyang-2020-quality-month"


@pytest.fixture(scope="module")
def graphs(project: Project) -> NamedGraphs:
    """The named graphs of an export."""
    return exported_graphs(project)


def viewed(graphs: NamedGraphs) -> set[ox.Triple]:
    """Return the statements that a reasoner reads."""
    with GraphLines.of(graphs) as content, reasoner_view(content) as view:
        return set(triples_in(chain.from_iterable(view.chunks())))


def test_only_dates_differ_from_the_files(graphs: NamedGraphs, project: Project) -> None:
    before = {triple for path in project.graph_files for triple in read(path).triples}
    after = viewed(graphs)
    assert len(before) == len(after)
    for triple in before - after:
        assert triple.object == DATE or getattr(triple.object, "datatype", None) == DATE


def test_a_date_is_its_midnight(graphs: NamedGraphs) -> None:
    literals = [each.object for each in viewed(graphs) if isinstance(each.object, ox.Literal)]
    assert [each for each in literals if each.datatype == DATE] == []
    dates = [each.value for each in literals if each.datatype == DATE_TIME]
    assert len(dates) > 200
    assert all(each.endswith("T00:00:00") for each in dates)


def consistent(content: bytes, folder: Path) -> bool:
    """Return whether HermiT, which comes with owlready2, finds an ontology consistent."""
    found = importlib.util.find_spec("owlready2")
    if found is None or found.origin is None or shutil.which("java") is None:
        pytest.skip("HermiT needs owlready2 and Java")
    hermit = Path(found.origin).parent / "hermit"
    path = folder / "graph.owl"
    path.write_bytes(content)
    run = subprocess.run(
        [
            *("java", "-Xmx2000M", "-cp", f"{hermit}:{hermit / 'HermiT.jar'}"),
            *("org.semanticweb.HermiT.cli.CommandLine", "-k", str(path)),
        ],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if "InconsistentOntologyException" in run.stderr:
        return False
    assert "is satisfiable" in run.stdout, run.stderr
    return True


def test_hermit_finds_the_graph_consistent(graphs: NamedGraphs, project: Project, tmp_path: Path) -> None:
    assert consistent(written(graphs, RDF_FORMATS["owl"], project), tmp_path)


def test_hermit_finds_a_second_value_of_a_functional_property(project: Project, tmp_path: Path) -> None:
    graphs = dict(exported_graphs(project, ["quality-strategy", SLUG]))
    name = next(each for each in graphs if each.endswith(SLUG))
    source = ox.NamedNode(f"https://w3id.org/quality-strategy/source/{SLUG}")
    second = ox.Literal("1", datatype=ox.NamedNode(XSD + "integer"))
    assert consistent(written(graphs, RDF_FORMATS["owl"], project), tmp_path)
    graphs[name] = {*graphs[name], ox.Triple(source, ox.NamedNode(QS + "characters"), second)}
    assert not consistent(written(graphs, RDF_FORMATS["owl"], project), tmp_path)
