"""Writes statements as N-Triples, with language tags as BCP 47 recommends."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf.turtle import language_tag


def ntriples_line(triple: ox.Triple) -> str:
    """Return a statement in N-Triples, without the final dot; the tag is `zh-Hans`, not `zh-hans`."""
    text, object_ = str(triple), triple.object
    language = object_.language if isinstance(object_, ox.Literal) else None
    return text if language is None else text[: -len(language)] + language_tag(language)
