"""Why an answer is empty: one line with the reason, and an alternative query.

An empty table must not be read as "no". The region may not be coded, only cited documents about it may
be known, or one parameter may exclude every row. Each given parameter is left out once, so the cost is
one more run for each, and one or two small queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.query.parameters import Given, Parameter, values_of
from kg.query.wording import words_of
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store
from kg.words import LANGUAGES, Phrase

GOVERNMENTS: Final = ("region", "province", "city")
"""The parameters that name the government whose texts must be coded for there to be rows."""

TEXTS: Final = ("document", "source")
"""The parameters that name the text that must be coded."""

FULL: Final = ("plan", "source", "whole")
"""The coding status of a region or document with a fully coded text; see `queries/rules/`."""

NO_VIOLATIONS: Final = Phrase("no violations found")
"""The message for a check without rows."""


def why_empty(
    store: Store,
    parameters: Mapping[str, Parameter],
    given: Mapping[str, Given],
    rows: Callable[[Mapping[str, Given]], int],
) -> Phrase:
    """Return the line that says why there are no rows, and what to query instead.

    Args:
        store: The store to query.
        parameters: The parameters of the query or analysis, by name.
        given: The values that were given, by name; a record by its IRI or prefixed name.
        rows: Runs it again with some of the values, and returns how many rows there are.
    """
    if len(given) == 0:
        return Phrase("no rows: {reason}", reason=Phrase("nothing in the graph matches"))
    records = {
        name: [iri for value in values_of(given[name]) if (iri := iri_in(value.strip())) is not None]
        for name in given
        if parameters[name].type == "iri"
    }
    freed = {name: rows({key: value for key, value in given.items() if key != name}) for name in given}
    freed = {name: count for name, count in freed.items() if count > 0}
    name, reason = _uncoded(store, records)
    if reason is None and len(freed) > 0:
        reason = Phrase("nothing matches these values")
    elif reason is None and len(given) == 1:
        reason = Phrase("nothing in the graph matches, with or without the parameter")
    elif reason is None:
        reason = Phrase("nothing in the graph matches, also without any one of the parameters")
    for each, count in freed.items():
        if each == name:
            continue
        values = [shorten(iri, "/") for iri in records[each]] if each in records else values_of(given[each])
        options = " ".join(f"-p {each} {value}" for value in values)
        facts = {"reason": reason, "count": count, "options": options}
        if count == 1:
            reason = Phrase("{reason}; {count} row without {options}", **facts)
        else:
            reason = Phrase("{reason}; {count} rows without {options}", **facts)
    return Phrase("no rows: {reason}", reason=reason)


def _uncoded(store: Store, records: Mapping[str, list[str]]) -> tuple[str, Phrase | None]:
    """Return the first of `records` whose texts were not coded in full, and a message about it, if any."""
    asked = [(name, iri) for name in records if name in (*GOVERNMENTS, *TEXTS) for iri in records[name]]
    if len(asked) == 0:
        return "", None
    rows = selected(store, "query/codings", thing=[ox.NamedNode(iri) for _, iri in asked])
    codings = {thing: coded for thing, coded in rows}  # noqa: C416  (mypy does not see pairs in the rows)
    for name, iri in asked:
        coded = codings.get(iri, "none")
        if coded in FULL:
            continue
        words = words_of(store, [iri]).get(iri, {})
        label = {lang: words.get(lang, shorten(iri, "/")) for lang in LANGUAGES}
        facts = {"label": label, "command": "kg query unread-documents"}
        if name in GOVERNMENTS:
            facts["command"] = f"kg query region-readings -p region {shorten(iri)}"
        if coded == "none":
            return name, Phrase("{label} was not coded ({command})", **facts)
        if name in TEXTS:
            return name, Phrase("{label} was not coded; only parts of it are known ({command})", **facts)
        return name, Phrase("{label} was not coded; only cited documents are known ({command})", **facts)
    return "", None
