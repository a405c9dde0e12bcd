"""A SPARQL query of the user: finds its form, and binds the project's prefixes."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias, cast

from kg.errors import KgError
from kg.rdf.namespaces import PREFIXES

Form: TypeAlias = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
"""The result of a query: rows, yes or no, or triples."""

# Words that are not keywords of SPARQL: strings (long ones first), IRIs, comments, variables; prefixed names.
# A prefix has a bound, and does not begin inside a word, so that a long text is read in linear time.
_TERM: Final = (
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''(?:\\.|[^\\])*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n]*"
    r"|[?$]\w+"
)
_NAME: Final = r"(?<!\w)(?:_|[^\W\d_][\w.-]{0,99})?:[\w.:%-]*"
_OPAQUE: Final = re.compile(f"{_TERM}|{_NAME}", re.DOTALL)
_NOT_A_NAME: Final = re.compile(_TERM, re.DOTALL)
_PREFIX: Final = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_USED: Final = re.compile(r"(?<!\w)([^\W\d_][\w.-]{0,99}):")
_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def unquoted(query: str) -> str:
    """Return a query with a space for each string, IRI, comment, variable, and prefixed name."""
    return _OPAQUE.sub(" ", query)


def form_of(query: str) -> Form:
    """Return the form of a query.

    Raises:
        KgError: It has none: it is empty, or an update, which is not supported.
    """
    found = _FORM.search(unquoted(query))
    if found is None:
        raise KgError(
            "not a SPARQL query; write SELECT, ASK, CONSTRUCT, or DESCRIBE (updates are not supported)"
        )
    return cast("Form", found[1].upper())


def prefixed(query: str) -> str:
    """Return a query with the prefixes of the project that it uses and does not declare, on its first line.

    An error that an engine reports keeps its line number.
    """
    plain = _NOT_A_NAME.sub(" ", query)
    missing = set(_USED.findall(plain)) - set(_PREFIX.findall(plain))
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in missing) + query
