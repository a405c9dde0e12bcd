"""What the tests of the site share: the statements of the graph, and the data of its scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from kg.query.catalog import Catalog
from kg.rdf.namespaces import BASE
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.site.packing import packed_graph
from kg.site.search import search_data
from kg.site.workbench import workbench_data


@pytest.fixture(scope="session")
def statements(store: EmbeddedStore) -> tuple[ox.Triple, ...]:
    """All statements of the graph."""
    return store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.fixture(scope="session")
def graph_records(statements: tuple[ox.Triple, ...]) -> Records:
    """The same by record."""
    return Records(statements)


@pytest.fixture(scope="session")
def page_of(graph_records: Records) -> Callable[[str], str | None]:
    """Each record with a label has a page at the path of its IRI."""

    def page(iri: str) -> str | None:
        named = iri.startswith(BASE) and graph_records.label(iri) is not None
        return f"{iri.removeprefix(BASE)}/" if named else None

    return page


@pytest.fixture(scope="session")
def graph_data(statements: tuple[ox.Triple, ...]) -> str:
    """The packed graph."""
    return packed_graph(statements)


@pytest.fixture(scope="session")
def bench_data(
    catalog: Catalog, graph_records: Records, page_of: Callable[[str], str | None]
) -> dict[str, Any]:
    """The data of the SPARQL page."""
    return workbench_data(catalog, graph_records, page_of)


@pytest.fixture(scope="session")
def finder_data(graph_records: Records, page_of: Callable[[str], str | None]) -> dict[str, Any]:
    """The data of the search."""
    return search_data(graph_records, page_of)
