"""Twice the documents take twice the work: no query, analysis, or export pairs all with all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pyoxigraph as ox
import pytest

from kg.analysis import ANALYSES
from kg.analysis.overlap import reachable
from kg.export.rdf import RDF_FORMATS, written
from kg.graph import Graph
from kg.project import Project
from kg.query.catalog import read_query
from kg.query.parameters import Argument
from kg.rdf.sparql import prefixed
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.calls import calls_of
from tests.clones import cloned
from tests.conftest import Twins
from tests.engine_work import exponent, load, plan_of, work_of
from tests.length import LONG
from tests.queries.rows import PROJECT

SIZES: Final = (1, 2, 3) if LONG else (1, 2, 4)
"""How often the documents are there: in a long run those of the project, else those of the excerpt."""

MOST: Final = 1.12
"""The exponent that is allowed.

A count of rows does not waver, so so few documents are enough: work that grows by the square shows when it is
a fifth of all, long before a clock could show it.
"""

SHRINKING: Final = {"concepts-used-once": 1.6}
"""Queries with a separate bound. Of the concepts that one claim of the documents uses, many are used by two
of their copies: rows fall at first, and the rest of the work seems to grow faster. Work by the square would
be 2. In an excerpt nearly no rows are left, so these queries are for a long run.
"""


FEWER: Final[dict[str, dict[str, Argument]]] = {"overlap": {"samples": 99}, "clusters": {"seeds": 5}}
"""Parameters that spare an analysis work which is not the engine's."""

Grows = Callable[[str], float]


@pytest.fixture(scope="module")
def grows(project: Project, excerpt: list[ox.Triple], tmp_path_factory: pytest.TempPathFactory) -> Grows:
    """Return the exponent with which a query's work grows."""
    whole = (triple for path in project.stated_files for triple in read(path).triples)
    stated = list(whole) if LONG else excerpt
    stores = (cloned(stated, project, size) for size in SIZES)
    places = [load(store, tmp_path_factory.mktemp("clones")) for store in stores]

    def power(sparql: str) -> float:
        first, second, third = (work_of(plan_of(sparql, place)) for place in places)
        return exponent(SIZES, (first, second, third))

    return power


class Listening(EmbeddedStore):
    """A store that remembers what it was asked."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store._store
        self.asked: list[str] = []

    def _ask(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        self.asked.append(sparql)
        return super()._ask(sparql)


@pytest.mark.parametrize(
    "path",
    [path for path in PROJECT.queries if LONG or path.stem not in SHRINKING],
    ids=lambda path: path.stem,
)
def test_a_query_grows_no_faster_than_the_documents(path: Path, grows: Grows) -> None:
    assert grows(read_query(path).text) <= SHRINKING.get(path.stem, MOST)


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_asks_nothing_that_grows_faster_than_the_documents(
    name: str, project: Project, twins: Twins, grows: Grows
) -> None:
    listening = Listening(twins.store)
    Graph(project, listening).analyze(name, **FEWER.get(name, {}))
    # The canned queries among them have a separate test.
    own = sorted({*listening.asked} - {read_query(path).text for path in project.queries})
    assert [sparql for sparql in own if grows(sparql) > MOST] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "?one qs:indicator ?shared . ?other qs:indicator ?shared FILTER(STR(?one) < STR(?other))",
        "?one a qs:Action FILTER NOT EXISTS { ?other a qs:Role ; qs:playedIn ?one }",
        "?one a qs:Target OPTIONAL { { SELECT (MIN(?any) AS ?one) { ?any a qs:Goal } GROUP BY ?any } }",
    ],
)
def test_a_query_that_pairs_all_with_all_is_found(grows: Grows, pattern: str) -> None:
    assert grows(prefixed(f"SELECT * {{ {pattern} }}")) > MOST


# --- exports, by the functions that they call ---------------------------------------------------------


@pytest.fixture(scope="module")
def stores(project: Project, excerpt: list[ox.Triple]) -> list[EmbeddedStore]:
    """The excerpt, once, and copies of it."""
    return [cloned(excerpt, project, size) for size in COPIES]


COPIES: Final = (1, 3, 5)
"""How often the documents are there for a count of calls."""


def power(jobs: list[Callable[[], object]]) -> float:
    """Return the exponent with which the calls of jobs grow, the first of which is run to fill caches."""
    jobs[0]()
    first, second, third = map(calls_of, jobs)
    return exponent(COPIES, (first, second, third))


@pytest.mark.parametrize("name", RDF_FORMATS if LONG else ["turtle", "nquads"])
def test_an_export_in_rdf_grows_no_faster_than_the_documents(
    name: str, project: Project, stores: list[EmbeddedStore]
) -> None:
    graphs = [{"urn:graph": store.construct("CONSTRUCT WHERE { ?s ?p ?o }")} for store in stores]
    format_ = RDF_FORMATS[name]
    assert power([partial(written, each, format_, project) for each in graphs]) <= MOST


def test_reachable_pairs_take_no_correction_each() -> None:
    p = [np.linspace(0.001, 1, size * 100) for size in COPIES]
    assert power([partial(reachable, each, each / 2, 0.9) for each in p]) == 0
