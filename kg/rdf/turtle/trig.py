"""Writes named graphs as TriG, each in the canonical form of Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from kg.rdf.turtle.canonical import records_form
from kg.rdf.turtle.terms import Names


def canonical_trig(graphs: Mapping[str, Iterable[Triple]]) -> str:
    """Return named graphs as TriG, in the order of their IRIs, ending with one newline.

    Records are not indented, since a text of several lines would change.

    Args:
        graphs: The statements of each graph by its IRI.

    Raises:
        NoCanonicalForm: See `kg.rdf.turtle.canonical.canonical_form`.
    """
    names = Names(None)
    blocks = [
        f"{names.iri(graph)} {{\n{records_form(triples, names)}\n}}"
        for graph, triples in sorted(graphs.items())
    ]
    return "\n\n".join(["\n".join(names.prefix_lines()), *blocks]) + "\n"
