"""Named graphs as sorted lines: those that were put, and records that stay whole."""

from __future__ import annotations

from itertools import chain

import pyoxigraph as ox
import pytest

from kg.rdf import graph_lines
from kg.rdf.graph_lines import GraphLines, record_parts, whole_records
from kg.rdf.ntriples import ntriples_lines
from kg.rdf.turtle import canonical_form


def statement(subject: ox.NamedNode | ox.BlankNode, object_: ox.NamedNode | ox.BlankNode | str) -> ox.Triple:
    return ox.Triple(
        subject, ox.NamedNode("urn:p"), ox.Literal(object_) if isinstance(object_, str) else object_
    )


A, AB, B = (ox.NamedNode(f"urn:{name}") for name in ("a", "a/b", "b"))


def test_a_graph_has_its_lines_and_the_union_each_once() -> None:
    with GraphLines.of(
        {"urn:y": [statement(B, "2"), statement(A, "1")], "urn:x": [statement(A, "1")]}
    ) as graphs:
        assert list(graphs) == ["urn:y", "urn:x"]
        first, second = b'<urn:a> <urn:p> "1"', b'<urn:b> <urn:p> "2"'
        assert list(graphs.chunks("urn:y")) == [[first, second]]
        assert list(graphs.chunks("urn:x")) == [[first]]
        with graphs.union() as together:
            assert list(together.chunks()) == [[first, second]]


def test_a_graph_can_be_empty() -> None:
    with GraphLines.of({"urn:x": []}) as graphs:
        assert list(graphs.chunks("urn:x")) == []


def test_records_are_in_the_order_of_their_iris_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_lines, "_PART", 1)
    triples = [statement(each, text) for each in (AB, A, B) for text in ("1", "2")]
    parts = [list(part) for part in record_parts([sorted(ntriples_lines(triples))])]
    assert [{triple.subject for triple in part} for part in parts] == [{A}, {AB}, {B}]
    assert set(chain.from_iterable(parts)) == set(triples)


def test_a_record_in_two_chunks_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_lines, "_PART", 1)
    assert list(whole_records([[b"a 1", b"b 1"], [b"b 2", b"bb 1"]])) == [
        [b"a 1"],
        [b"b 1", b"b 2"],
        [b"bb 1"],
    ]


def test_blank_nodes_stay_with_the_records_that_refer_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_lines, "_PART", 1)
    inner = ox.BlankNode("x")
    triples = [statement(A, inner), statement(inner, "1"), statement(B, "2")]
    (part,) = record_parts([sorted(ntriples_lines(triples))])
    assert canonical_form(part) == canonical_form(triples)
