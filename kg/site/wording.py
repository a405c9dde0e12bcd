"""The words that the scripts of the site show, in both languages; a script has no text of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.words import LANGUAGES, text

CONTEXT: Final = "site"
"""The context of the words in the catalogs."""

SEARCH_WORDS: Final = {
    "search": "Search",
    "hint": "Names in English or Chinese, words of a quotation, a region",
    "found": "{count} results",
    "none": "No results for “{words}”. Try fewer words, or another spelling.",
    "more": "Show more results",
    "loading": "Loading the index …",
    "failed": "The search data could not be loaded. Reload the page, or use the lists below.",
}
"""The words of the search, by the key that the script uses."""

WORKBENCH_WORDS: Final = {
    "queries": "Queries",
    "filter": "Filter the queries",
    "own": "Your own query",
    "editor": "SPARQL query",
    "editorHint": "Ctrl+Space completes names, Ctrl+Enter runs, Escape then Tab leaves the editor.",
    "edit": "Edit as SPARQL",
    "run": "Run",
    "stop": "Stop",
    "limit": "Time limit in seconds",
    "any": "any",
    "another": "Add another value",
    "default": "default: {value}",
    "example": "example: {value}",
    "caveat": "Note",
    "loading": "Loading the query engine and the graph …",
    "running": "Running …",
    "rows": "{count} rows in {time} ms",
    "oneRow": "1 row in {time} ms",
    "triples": "{count} triples in {time} ms",
    "noRows": "No rows. Try fewer restrictions.",
    "cut": "The answer has more than {count} rows. Only the first {count} are here; add a LIMIT or a FILTER.",
    "moreRows": "Show {count} more rows",
    "stopped": "The query was stopped.",
    "timedOut": "The query was stopped after {limit} seconds. Simplify it, or allow more time.",
    "failed": "The engine refused the query: {reason}",
    "notLoaded": "The query engine could not be loaded. Reload the page.",
    "noForm": "Write a SELECT, ASK, CONSTRUCT, or DESCRIBE query. Updates are not supported.",
    "service": "SERVICE is not supported: this page sends no query to another server.",
    "chained": "Put parentheses around repeated subtraction or division, such as (?a - ?b) - ?c: "
    "the engine of this page reads it from right to left.",
    "unknownQuery": "There is no query with the name {name}.",
    "unknownName": "{parameter}: no entity has the name “{value}”. Choose one from the list.",
    "ambiguous": "{parameter}: several entities have the name “{value}”: {names}",
    "wrongValue": "{parameter}: “{value}” is not allowed here.",
    "bounds": "{low} to {high}",
    "atLeast": "at least {low}",
    "csv": "Download CSV",
    "json": "Download JSON",
    "turtle": "Download Turtle",
    "permalink": "Link to this query",
    "table": "Results",
    "chart": "Chart: {value} by {label}",
    "sort": "Sort by {column}",
    "answer": "Answer",
    "true": "yes",
    "false": "no",
}
"""The words of the SPARQL page, by the key that the script uses."""

SINGLE_WORDS: Final = {
    "title": "Quality strategy knowledge graph",
    "about": "The whole graph in one file: search, queries, and every entity with its statements. "
    "Nothing is sent to a server.",
    "sparql": "SPARQL",
    "statements": "Statements",
    "inverse": "Stated about it",
    "unknown": "The graph has no entity {name}.",
    "more": "{count} more",
    "turtle": "Query about this entity",
    "script": "This file needs JavaScript. The same content is on the site, and in the files of the release.",
}
"""The words of the single file, by the key that the script uses."""


def site_words(words: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return words by key in a language, `en` or `zh`."""
    return {key: text(each, lang, CONTEXT) for key, each in words.items()}


def words_in_all(*words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return words by language and key."""
    return {lang: {k: v for each in words for k, v in site_words(each, lang).items()} for lang in LANGUAGES}
