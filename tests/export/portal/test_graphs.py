"""The named graphs of an export, and what the data set says about itself."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

import kg
from kg.export.citation import data_set_of
from kg.export.portal.description import DESCRIPTION
from kg.export.portal.graphs import ANNOTATIONS, NamedGraphs, exported_graphs
from kg.export.portal.statistics import DATASET
from kg.project import Project, graph_name
from kg.rdf.namespaces import DCAT, DCTERMS, DQV, FAMILIES, PROV, RDF_TYPE, VOID
from kg.rdf.records import Records
from kg.rdf.turtle import read


@pytest.fixture(scope="module")
def content(project: Project) -> NamedGraphs:
    """The named graphs of an export."""
    return exported_graphs(project)


@pytest.fixture(scope="module")
def described(content: NamedGraphs) -> Records:
    """The description of the data set."""
    return Records(content[DESCRIPTION])


@pytest.fixture(scope="module")
def triples(content: NamedGraphs) -> set[ox.Triple]:
    """All statements of an export."""
    return set[ox.Triple]().union(*content.values())


def test_the_graph_of_a_file_has_its_statements_and_says_whose_it_is(
    content: NamedGraphs, project: Project
) -> None:
    names = {graph_name(path): path for path in project.graph_files}
    assert set(content) == {*names, ANNOTATIONS, DESCRIPTION}
    for name, path in names.items():
        own = {triple for triple in content[name] if triple.subject == ox.NamedNode(name)}
        assert set(content[name]) - own == set(read(path).triples)


def test_every_graph_says_its_license_and_size(content: NamedGraphs) -> None:
    for name, statements in content.items():
        records = Records(statements)
        assert records.all(name, DCTERMS + "license") == ["https://creativecommons.org/licenses/by/4.0/"]
        assert records.all(name, DCTERMS + "isPartOf") == [DATASET]
        assert records.offset(name, VOID + "triples") == len(statements)


def test_the_graph_of_a_source_names_it_as_its_topic(content: NamedGraphs) -> None:
    name = FAMILIES["graph"] + "guizhou-2023-status-report"
    topics = Records(content[name]).iris(name, "http://xmlns.com/foaf/0.1/primaryTopic")
    assert topics == [FAMILIES[each] + "guizhou-2023-status-report" for each in ("document", "source")]


def test_the_counts_are_those_of_the_whole_export(described: Records, triples: set[ox.Triple]) -> None:
    subjects = {str(triple.subject) for triple in triples}
    properties = Counter(triple.predicate.value for triple in triples)
    classes = Counter(str(each.object)[1:-1] for each in triples if each.predicate.value == RDF_TYPE)
    wanted = {
        "triples": len(triples),
        "distinctSubjects": len(subjects),
        "entities": len(
            [each for each in subjects if each.startswith("<https://w3id.org/quality-strategy/")]
        ),
        "classes": len(classes),
        "properties": len(properties),
    }
    assert {name: described.offset(DATASET, VOID + name) for name in wanted} == wanted
    for partitions, name, counted, counts in (
        ("classPartition", "class", "entities", classes),
        ("propertyPartition", "property", "triples", properties),
    ):
        parts = described.iris(DATASET, VOID + partitions)
        found = {described.one(each, VOID + name): described.offset(each, VOID + counted) for each in parts}
        assert found == counts
        assert len(parts) == len(counts)


def test_the_links_to_other_data_sets_are_counted(described: Records) -> None:
    links = described.of_class(VOID + "Linkset")
    assert any("wikidata" in each for each in links)
    assert set(links) <= set(described.iris(DATASET, VOID + "subset"))
    assert all((described.offset(each, VOID + "triples") or 0) > 0 for each in links)


def test_the_graphs_are_subsets_of_the_data_set(described: Records, content: NamedGraphs) -> None:
    assert set(content) <= set(described.iris(DATASET, VOID + "subset"))


@pytest.mark.parametrize(
    "property_",
    [
        *(DCTERMS + name for name in ("title", "description", "license", "publisher", "creator", "issued")),
        *(
            DCTERMS + name
            for name in ("modified", "identifier", "language", "spatial", "temporal", "conformsTo")
        ),
        *(DCTERMS + name for name in ("bibliographicCitation", "provenance", "accessRights")),
        *(DCAT + name for name in ("contactPoint", "distribution", "keyword", "theme", "version")),
        *(PROV + name for name in ("wasAttributedTo", "wasDerivedFrom", "wasGeneratedBy")),
        *(VOID + name for name in ("dataDump", "exampleResource", "uriSpace", "vocabulary")),
    ],
)
def test_the_data_set_is_described(described: Records, property_: str) -> None:
    assert len(described.all(DATASET, property_)) > 0


def test_the_version_is_that_of_the_program_and_the_citation(described: Records, project: Project) -> None:
    citation = data_set_of(project.citation)
    assert citation is not None
    assert described.all(DATASET, DCAT + "version") == [kg.__version__] == [citation.version]
    assert described.all(DATASET, DCTERMS + "bibliographicCitation") == [citation.line]
    title = described.words(DATASET, DCTERMS + "title")
    assert title is not None
    assert title.en == citation.title


def test_the_languages_of_labels_are_measured(described: Records) -> None:
    measured = described.of_class(DQV + "QualityMeasurement")
    assert measured == described.iris(DATASET, DQV + "hasQualityMeasurement")
    for each in measured:
        assert described.iris(each, DQV + "isMeasurementOf")[0] in described.of_class(DQV + "Metric")
        assert 0.99 < float(described.one(each, DQV + "value") or "") <= 1


def test_some_graphs_have_no_counts_of_the_whole(project: Project) -> None:
    content = exported_graphs(project, ["guizhou-2023-status-report"])
    described = Records(content[DESCRIPTION])
    assert described.all(DATASET, VOID + "triples") == []
    assert len(described.all(DATASET, DCTERMS + "license")) == 1
    assert len(content[ANNOTATIONS]) > 1000
