"""Lineage, compared with SPARQL's paths and a hand-built network with a circle."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis import lineage
from kg.errors import UnknownName
from kg.graph import Graph
from kg.rdf.answers import Answer
from kg.rdf.namespaces import BASE
from tests.sparql import number, select

STATED = "relation:implements relation:based-on"
ALL = f"{STATED} relation:counterpart"


def step(kinds: str, lower: str, upper: str) -> str:
    """Return the pattern of one relation from the lower document to the upper."""
    claim = f"?relation_{lower}_{upper}"
    return (
        f"VALUES ?kind_{lower}_{upper} {{ {kinds} }} {claim} qs:relation ?kind_{lower}_{upper} ; "
        f"qs:fromDocument ?{lower} ; qs:toDocument ?{upper} ."
    )


@pytest.mark.parametrize(("relations", "kinds"), [("stated", STATED), ("all", ALL)])
def test_the_depth_is_the_length_of_the_shortest_path_to_the_root(
    graph: Graph, relations: str, kinds: str
) -> None:
    root = "VALUES ?root { document:china-2023-outline }"
    reached = [
        {row[0] for row in select(graph.store, f"SELECT DISTINCT ?a WHERE {{ {root} {pattern} }}")}
        for pattern in (
            "BIND(?root AS ?a)",
            step(kinds, "a", "root"),
            step(kinds, "a", "b") + step(kinds, "b", "root"),
            step(kinds, "a", "b") + step(kinds, "b", "c") + step(kinds, "c", "root"),
        )
    ]
    found = {row["document"]: row["depth"] for row in graph.analyze("lineage", relations=relations)}
    for document, depth in found.items():
        wanted = next((steps for steps, documents in enumerate(reached) if document in documents), None)
        assert depth == wanted
    assert sum(depth is not None for depth in found.values()) > 5


def test_relations_are_counted_as_by_sparql(graph: Graph) -> None:
    rows = {row["document"]: row for row in graph.analyze("lineage")}
    for name in ("china-2023-outline", "guizhou-2023-implementing-opinion", "yunnan-2021-quality-plan"):
        iri = f"{BASE}eli/{name}"
        relation = f"VALUES ?k {{ {STATED} }} ?t qs:relation ?k ;"
        found = rows[iri]
        assert found["rests_on"] == number(
            graph.store, "?o", f"{relation} qs:fromDocument <{iri}> ; qs:toDocument ?o"
        )
        assert found["carried_by"] == number(
            graph.store, "?o", f"{relation} qs:toDocument <{iri}> ; qs:fromDocument ?o"
        )
        assert found["names"] == number(graph.store, "?o", f"?t qs:fromDocument <{iri}> ; qs:toDocument ?o")
        assert found["named_by"] == number(
            graph.store, "?o", f"?t qs:toDocument <{iri}> ; qs:fromDocument ?o"
        )


def test_a_document_is_below_the_root_if_and_only_if_it_has_a_depth(graph: Graph) -> None:
    for row in graph.analyze("lineage"):
        assert (row["place"] in ("root", "beneath")) is (row["depth"] is not None)
        if row["place"] == "untied":
            assert (row["rests_on"], row["carried_by"]) == (0, 0)
        if row["place"] == "top":
            assert row["rests_on"] == 0
            assert row["carried_by"] != 0


def test_another_root_has_other_descendants(graph: Graph) -> None:
    rows = list(graph.analyze("lineage", root="document:guizhou-2023-implementing-opinion"))
    assert (rows[0]["document"], rows[0]["depth"]) == (f"{BASE}eli/guizhou-2023-implementing-opinion", 0)


def test_a_root_that_is_not_a_document_is_reported(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="china-2023-outline"):
        graph.analyze("lineage", root="document:china-2023-outlin")


def test_documents_in_a_cycle_are_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    # d is based on the root; e and f on each other, and e on d; g has only an edge that does not count.
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(
        (f"{BASE}eli/{name}" for name in "rdefg"), label_en="", label_zh="", type="qs:Plan", reading="whole"
    )
    for one, other, kind in (
        ("d", "r", "implements"), ("e", "d", "based-on"), ("e", "f", "based-on"), ("f", "e", "based-on"),
        ("f", "g", "mentions"),
    ):  # fmt: skip
        network.add_edge(f"{BASE}eli/{one}", f"{BASE}eli/{other}", relation=f"relation:{kind}")
    monkeypatch.setattr(lineage, "document_network", lambda _: network)
    rows = Answer.of(lineage.ANALYSIS.columns, lineage.lineage(graph, root=f"{BASE}eli/r"))
    assert [
        (str(row["document"])[-1], row["place"], row["depth"], row["rests_on"], row["names"], row["cycle"])
        for row in rows
    ] == [
        ("r", "root", 0, 0, 0, ""),
        ("d", "beneath", 1, 1, 1, ""),
        ("e", "beneath", 2, 2, 2, "document:f"),
        ("f", "beneath", 3, 1, 2, "document:e"),
        ("g", "untied", None, 0, 0, ""),
    ]
