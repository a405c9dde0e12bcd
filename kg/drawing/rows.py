"""What drawings read: the rows of a canned query."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.errors import KgError, UnknownName
from kg.query.catalog import Catalog
from kg.rdf.store import Store
from kg.words import Noun


def rows_of(
    store: Store,
    catalog: Catalog,
    query: str,
    arguments: Mapping[str, str],
    columns: Collection[str],
    known: Mapping[str, Collection[str]],
) -> list[dict[str, str]]:
    """Return the rows of a canned query, each a mapping from column to text.

    Args:
        store: What answers.
        catalog: Where the query is found.
        query: Its name.
        arguments: A value for each parameter that is not to keep its default.
        columns: The columns that a drawing needs; a query that has others has changed.
        known: By the name of a column, the words that may be in it.

    Raises:
        UnknownName: The catalog has no such query, or a row has a word that is not known.
        KgError: The query has other columns.
        NoAnswer: The store did not answer.
    """
    answer = store.query(catalog.get(query).bind(arguments))
    if set(answer.columns) != set(columns):
        raise KgError(
            "the query {query} has the columns {found}; the drawing needs {wanted}",
            query=query,
            found=answer.columns,
            wanted=columns,
        )
    rows = answer.texts()
    for row in rows:
        for column, words in known.items():
            if row[column] not in words:
                raise UnknownName(Noun("{name}", name=column), row[column], words)
    return rows
