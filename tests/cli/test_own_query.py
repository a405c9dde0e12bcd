"""Queries of one's own: the form of the answer where none is asked for."""

from __future__ import annotations

from tests.conftest import Run


def test_rows_are_a_table_and_triples_are_turtle_by_default(kg: Run) -> None:
    rows = kg("query", "-e", "SELECT (1 AS ?number) {}")
    assert rows.code == 0
    assert "number" in rows.out and "│" in rows.out and "@prefix" not in rows.out
    triples = kg("query", "-e", "CONSTRUCT { <urn:a> <urn:b> <urn:c> } {}")
    assert triples.out == "<urn:a> <urn:b> <urn:c> .\n"
