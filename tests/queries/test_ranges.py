"""Ranges: a figure with an upper end is shown with it, and compared by the end that decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import Graph
from kg.query.catalog import Catalog
from kg.query.derivation import derive
from kg.rdf.namespaces import PREFIXES
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import parse, read
from kg.validation.rdflib_graph import rdflib_graph
from tests.queries.rows import PROJECT, asked, reference_rows, rows_of

RATE, COST = "indicator:made-up-rate", "indicator:made-up-cost"

CONCEPTS = """
indicator:made-up-rate a qs:Indicator ; skos:prefLabel "合格率"@zh-Hans, "Pass rate"@en ;
    qs:direction direction:higher ; qs:nature nature:rate .
indicator:made-up-cost a qs:Indicator ; skos:prefLabel "能耗率"@zh-Hans, "Energy rate"@en ;
    qs:direction direction:lower ; qs:nature nature:rate .
<urn:text> a qs:Source ; dcterms:issued "2023-03-23"^^xsd:date .
"""

FIGURES = [
    ("china", "Target", RATE, "95.0", None, "2025"),
    ("hebei", "Target", RATE, "94.0", "97.0", "2025"),
    ("sichuan", "Target", RATE, "95.0", "98.0", "2025"),
    ("hunan", "Target", RATE, "96.0", None, "2025"),
    ("chengdu", "Target", RATE, "94.0", "96.0", "2025"),
    ("china", "Target", COST, "10.0", "12.0", "2025"),
    ("hebei", "Target", COST, "11.0", "13.0", "2025"),
    ("sichuan", "Target", COST, "8.0", "12.0", "2025"),
    ("hunan", "Target", COST, "9.0", "11.0", "2025"),
    ("hebei", "Observation", RATE, "93.0", "95.0", "2024"),
    ("sichuan", "Observation", COST, "7.0", "13.0", "2024"),
    ("hunan", "Target", RATE, "97.0", "98.0", "2027"),
    ("china", "Observation", "indicator:made-up-index", "1.0", "2.0", "2024"),
]
"""Region, class, indicator, value, upper end, and period of made-up figures."""


def stated() -> str:
    """Return the figures in Turtle."""
    prologue = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    text = prologue + CONCEPTS
    for number, (region, class_, about, value, upper, period) in enumerate(FIGURES):
        text += (
            f'<urn:{number}> a qs:{class_} ; rdfs:label "数{number}"@zh-Hans, "Figure {number}"@en ; '
            f"qs:region region:{region} ; qs:indicator {about} ; qs:value {value} ; "
            + (f"qs:valueTo {upper} ; " if upper is not None else "")
            + f'qs:period "{period}" ; qs:comparator comparator:exactly ; qs:unit unit:percent ; '
            f"qs:evidence <urn:e{number}> .\n"
            f'<urn:e{number}> a qs:Quotation ; oa:hasSource <urn:text> ; oa:exact "约百分之一" ; '
            f"oa:start {number * 10} ; oa:end {number * 10 + 5} .\n"
        )
    return text


@pytest.fixture(scope="module")
def made_up() -> EmbeddedStore:
    """The background of the project with the figures."""
    files = [*PROJECT.vocabularies, PROJECT.ontology, PROJECT.root / "data" / "regions.ttl"]
    triples = [triple for path in files for triple in read(path).triples]
    store = EmbeddedStore.of([*triples, *parse(stated(), Path("made-up.ttl")).triples])
    derive(store, PROJECT)
    return store


def shown(store: EmbeddedStore, query: str, *columns: str, **arguments: str) -> set[tuple[str, ...]]:
    """Return the rows of a query that are about a made-up indicator, with IRIs as local names."""
    rows = asked(store, query, arguments)
    about = [row for row in rows if "made-up" in "".join(row.values()) or "率" in row.get("indicator_zh", "")]
    return {tuple(row[column].rpartition("/")[2] for column in columns) for row in about}


@pytest.mark.parametrize("query", ["indicator-values", "indicator-series", "target-matrix"])
def test_a_range_is_shown_with_its_upper_end(made_up: EmbeddedStore, query: str) -> None:
    found = shown(made_up, query, "region", "value", "value_to", indicator=RATE)
    assert {("hunan", "97", "98"), ("hunan", "96", "")} <= found


def test_a_figure_in_words_is_shown_with_its_upper_end(made_up: EmbeddedStore) -> None:
    assert ("10", "12") in {(r["value"], r["value_to"]) for r in asked(made_up, "figures-in-words", {})}


def test_each_province_is_compared_by_the_end_that_decides(made_up: EmbeddedStore) -> None:
    columns = ("national", "national_to", "region", "regional", "regional_to", "stance")
    found = shown(made_up, "target-cascade", *columns, national_indicator=RATE)
    numbered = {row for row in found if row[3] != ""}
    assert numbered == {
        ("95", "", "hebei", "94", "97", "looser"),
        ("95", "", "sichuan", "95", "98", "equal"),
        ("95", "", "hunan", "96", "", "stricter"),
    }
    found = shown(made_up, "target-cascade", *columns, national_indicator=COST)
    assert {row for row in found if row[3] != ""} == {
        ("10", "12", "hebei", "11", "13", "looser"),
        ("10", "12", "sichuan", "8", "12", "equal"),
        ("10", "12", "hunan", "9", "11", "stricter"),
    }


def test_regions_are_ranked_by_the_end_that_decides(made_up: EmbeddedStore) -> None:
    columns = ("period", "rank", "region", "value", "value_to")
    assert shown(made_up, "target-ranking", *columns, indicator=COST) == {
        ("2025", "1", "hunan", "9", "11"),
        ("2025", "2", "china", "10", "12"),
        ("2025", "2", "sichuan", "8", "12"),
        ("2025", "4", "hebei", "11", "13"),
    }


def test_a_city_is_compared_by_the_end_that_decides(made_up: EmbeddedStore) -> None:
    columns = ("region", "regional", "regional_to", "provincial", "provincial_to", "stance")
    found = shown(made_up, "province-cascade", *columns, region="region:chengdu")
    assert found == {("chengdu", "94", "96", "95", "98", "looser")}


def test_the_highest_value_of_a_common_indicator_is_an_upper_end(made_up: EmbeddedStore) -> None:
    found = shown(made_up, "common-indicators", "indicator", "lowest", "highest")
    assert ("made-up-cost", "8", "13") in found


def test_targets_and_outcomes_are_shown_with_both_ends(made_up: EmbeddedStore) -> None:
    columns = ("region", "target", "target_to", "observed", "observed_to", "verdict")
    found = shown(made_up, "targets-and-outcomes", *columns)
    assert found == {
        ("hebei", "94", "97", "93", "95", "not yet met"),
        ("sichuan", "8", "12", "7", "13", "not yet met"),
    }
    found = shown(made_up, "targets-without-outcome", "region", "target", "target_to", indicator=COST)
    assert found == {("china", "10", "12"), ("hebei", "11", "13"), ("hunan", "9", "11")}
    found = shown(made_up, "outcome-evidence", "target", "target_to", "observed", "observed_to")
    assert found == {("94", "97", "93", "95"), ("8", "12", "7", "13")}


@pytest.mark.parametrize("name", ["target-cascade", "target-ranking"])
def test_another_engine_gives_the_same_rows(made_up: EmbeddedStore, name: str) -> None:
    query = Catalog(PROJECT.queries).get(name)
    about = "national_indicator" if name == "target-cascade" else "indicator"
    text = query.bind({about: COST})
    graph = rdflib_graph(made_up.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
    assert rows_of(made_up.query(text)) == reference_rows(graph, text)


def test_the_distance_is_from_the_end_that_decides(made_up: EmbeddedStore) -> None:
    graph = Graph(PROJECT, made_up)
    rows = graph.analyze("distance", indicator=[RATE, COST]).texts()
    found = {(r["region"].rpartition("/")[2], r["target"], r["target_to"], r["missing"]) for r in rows}
    assert {("hebei", "94", "97", "1"), ("sichuan", "8", "12", "1")} <= found
