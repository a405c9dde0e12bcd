"""The data of the SPARQL page: canned queries with their parameters, and the words for their answers.

A query is bound in the browser as `kg.query.catalog` binds it (`scripts/binding.js`), and its answer is shown
as `kg.query.display` shows it (`scripts/display.js`); tests compare both. The choices of a parameter that
takes a record, and the labels in answers, come from the graph itself, which the page has too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kg import words
from kg.files import read_text
from kg.query.catalog import CannedQuery, Catalog
from kg.query.parameters import Parameter
from kg.rdf.namespaces import BASE, PREFIXES
from kg.rdf.records import Records
from kg.site.packing import data_script, packed_json
from kg.site.wording import SINGLE_WORDS, WORKBENCH_WORDS, words_in_all

_QUERIES: Final = Path(__file__).resolve().parents[1] / "query"

_SELECTS: Final = ("labels", "namesakes", "records", "everything")
"""The queries of `kg/query` that find labels, with their places."""

_VALUE: Final = "value"
"""The context of coded values in the catalogs; that of one column is `value of state`."""

_TERM: Final = "label of term"
"""The context of the labels of terms of other standards, of which `kg.query.wording.borrowed` takes them."""


def workbench_script(catalog: Catalog, records: Records, page_of: Callable[[str], str | None]) -> bytes:
    """Return the script with the data of the SPARQL page; see `workbench_data`."""
    return data_script("workbench", packed_json(workbench_data(catalog, records, page_of)))


def workbench_data(
    catalog: Catalog, records: Records, page_of: Callable[[str], str | None]
) -> dict[str, Any]:
    """Return the data of the SPARQL page, as `WorkbenchData` of `scripts/types.js` describes them.

    Args:
        catalog: The canned queries.
        records: The statements of the graph.
        page_of: The page of each record.
    """
    queries = catalog.of_theme(None)
    return {
        "queries": [_query(each) for each in queries],
        "themes": {each: theme_name(each) for each in sorted({query.theme for query in queries})},
        "words": words_in_all(WORKBENCH_WORDS, SINGLE_WORDS),
        "headings": {name: _headings(name) for name in sorted(words.keys_in("column"))},
        "codes": {
            context.removeprefix(_VALUE).removeprefix(" of "): {
                code: _translated(code, context) for code in sorted(words.keys_in(context))
            }
            for context in sorted(words.contexts())
            if context == _VALUE or context.startswith(f"{_VALUE} of ")
        },
        "prefixes": PREFIXES,
        "base": BASE,
        "terms": _borrowed(),
        "selects": {name: read_text(_QUERIES / f"{name}.rq") for name in _SELECTS},
        "pages": _pages(records, page_of),
    }


def theme_name(theme: str) -> dict[str, str]:
    """Return the name of a theme of canned queries by language."""
    return _codes("theme", theme)


def _codes(column: str, value: str) -> dict[str, str]:
    return {lang: words.coded(column, value, lang) for lang in words.LANGUAGES}


def _headings(column: str) -> dict[str, str]:
    return {lang: words.heading(column, lang) for lang in words.LANGUAGES}


def _translated(message: str, context: str) -> dict[str, str]:
    return {lang: words.text(message, lang, context) for lang in words.LANGUAGES}


def _query(query: CannedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "theme": query.theme,
        "title": query.title,
        "description": query.description,
        "caveat": query.caveat or None,
        "body": query.body,
        "parameters": [_parameter(each) for each in query.parameters.values()],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter; a default that is an IRI is written as a prefixed name."""
    return {
        "name": parameter.name,
        "type": parameter.type,
        "does": {"en": parameter.en, "zh": parameter.zh},
        "example": parameter.example,
        "classes": parameter.classes,
        "default": parameter.default.strip('"'),
        "choices": [{"value": each, "label": _codes(parameter.name, each)} for each in parameter.choices],
        "least": parameter.least,
        "most": parameter.most,
        "several": parameter.several,
    }


def _borrowed() -> dict[str, dict[str, str]]:
    """Return the labels of terms of other standards, by prefixed name; a label in the graph goes first."""
    return {name: _translated(name, _TERM) for name in sorted(words.keys_in(_TERM))}


def _pages(records: Records, page_of: Callable[[str], str | None]) -> list[str]:
    """Return the named records that have a page: the end of the IRI, and after a tab a page elsewhere."""
    found = []
    for iri in sorted(records.subjects):
        page = page_of(iri)
        if iri.startswith(BASE) and page is not None and records.label(iri) is not None:
            local = iri.removeprefix(BASE)
            found.append(local if page == f"{local}/" else f"{local}\t{page}")
    return found
