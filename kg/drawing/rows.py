"""What drawings read: the rows of a canned query, and the labels of the entities in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from kg.errors import KgError, UnknownName
from kg.query.catalog import Catalog
from kg.rdf.answers import plain
from kg.rdf.namespaces import RDFS, SKOS
from kg.rdf.store import Store
from kg.words import Noun

_LABELS: Final = f"""
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?thing ?label WHERE {{
  VALUES ?thing {{ THINGS }}
  ?thing PATH ?label .
  FILTER(LANGMATCHES(LANG(?label), "LANGUAGE"))
}}
"""


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
        catalog: Where the query stands.
        query: Its name.
        arguments: A value for each parameter that is not to keep its default.
        columns: The columns that a drawing needs; a query that has others has changed.
        known: By the name of a column, the words that may stand in it.

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


def labels_of(store: Store, things: Iterable[str], path: str, lang: str) -> dict[str, str]:
    """Return the shortest label of each thing in the language `lang`; of equally short ones the first.

    Args:
        store: What answers.
        things: IRIs.
        path: The property path to the labels, such as `skos:prefLabel`.
        lang: The language, `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    terms = " ".join(f"<{thing}>" for thing in sorted(set(things)))
    text = _LABELS.replace("PATH", path).replace("THINGS", terms).replace("LANGUAGE", lang)
    names: dict[str, str] = {}
    for row in store.query(text).rows:
        thing, label = map(plain, row)
        names[thing] = min(names.get(thing, label), label, key=lambda each: (len(each), each))
    return names
