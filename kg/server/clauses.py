"""Finds the graphs that a query names in `FROM` and `FROM NAMED`.

An engine answers a query on a graph that it does not have with nothing. So the server compares the names with
those of its graphs first.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from kg.rdf.namespaces import PREFIXES

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''(?:\\.|[^\\])*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r'|<(?P<iri>[^<>"{}|^`\x00-\x20]*)>'
    r"|#[^\n]*"
    r"|[?$@]\w+"
    r"|(?<!\w)(?P<prefix>(?:[^\W\d_][\w.-]{0,99})?):(?P<local>(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*)"
    r"|(?P<word>\w+)",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST: Final = 0x10FFFF


def graphs_named(query: str) -> list[str]:
    """Return the IRIs of the graphs in the dataset clauses of a query, relative ones by its `BASE`.

    Args:
        query: A query; in one that is not valid, what follows `FROM` may not be an IRI, and is left out.
    """
    base, prefixes = "", dict(PREFIXES)
    words: list[str] = []
    declared = ""
    found: list[str] = []
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        last = words[-1] if len(words) > 0 else ""
        if kind == "word":
            words.append(match["word"].upper())
        elif kind == "iri":
            iri = _resolved(base, _ESCAPE.sub(_character, match["iri"]))
            if last == "BASE":
                base = iri
            elif last == "PREFIX":
                prefixes[declared] = iri
            elif last == "FROM" or words[-2:] == ["FROM", "NAMED"]:
                found.append(iri)
            words.clear()
        elif kind == "local":
            if last == "PREFIX":
                declared = match["prefix"]
                continue
            if last == "FROM" or words[-2:] == ["FROM", "NAMED"]:
                local = re.sub(r"\\(.)", r"\1", match["local"])
                found.append(prefixes.get(match["prefix"], "") + local)
            words.clear()
        elif not match[0].startswith("#"):
            words.clear()
    return found


def _resolved(base: str, iri: str) -> str:
    """Return an IRI, resolved against a base; `urljoin` alone drops an empty fragment."""
    return urljoin(base, iri) + ("#" if iri.endswith("#") else "")


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= _LAST else escape[0]
