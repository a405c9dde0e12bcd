"""`--sparql`: prints the text of a query, which gives the same rows in any other tool."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query.catalog import read_query
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT, Run
from tests.queries.rows import PROJECT, rows_of


@pytest.mark.parametrize("path", PROJECT.queries, ids=lambda path: path.stem)
def test_the_text_of_a_query_has_no_open_place_and_all_its_prefixes(path: Path) -> None:
    query = read_query(path)
    for name in (None, *query.parameters):
        text = query.bind({name: query.parameters[name].example} if name is not None else {})
        assert "UNDEF" not in text
        assert "#+" not in text
        ox.Store().query(text)  # every prefix is declared


def test_the_text_gives_the_rows_of_the_query(kg: Run, store: EmbeddedStore) -> None:
    call = ("query", "target-cascade", "-p", "region", "贵州", "-p", "strictness", "source")
    said = kg(*call, "--sparql")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("PREFIX ")
    rows = kg(*call, "-f", "csv").out.splitlines()
    assert len(rows_of(store.query(said.out))) == len(rows) - 1 > 0


def test_the_text_goes_to_a_file(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.rq"
    assert kg("query", "regions", "--sparql", "-o", path).code == 0
    assert kg("query", path, "-f", "csv").out == kg("query", "regions", "-f", "csv").out


def test_a_query_of_ones_own_gets_the_prefixes_that_it_uses(kg: Run) -> None:
    said = kg("query", "-e", "SELECT ?p { ?p a qs:Province }", "--sparql")
    assert said.out == (
        "PREFIX qs: <https://w3id.org/quality-strategy/ontology#> SELECT ?p { ?p a qs:Province }\n"
    )


def test_a_wrong_name_is_an_error_as_in_the_query(kg: Run) -> None:
    said = kg("query", "target-cascade", "-p", "region", "Guizuo", "--sparql", "--root", ROOT)
    assert (said.code, said.out) == (2, "")
    assert "did you mean Guizhou?" in said.err
