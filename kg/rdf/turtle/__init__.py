"""Reads Turtle files, writes them in the project's canonical form, and finds the lines of statements.

`files` reads a file and formats it, `normal` writes statements as text, `terms` writes a single
IRI or literal, `places` finds the line of a statement.
"""

from __future__ import annotations

from kg.rdf.turtle.canonical import canonical_form
from kg.rdf.turtle.files import TurtleFile, format_file, parse, read
from kg.rdf.turtle.places import Lines, locate
from kg.rdf.turtle.terms import NoCanonicalForm

__all__ = [
    "Lines",
    "NoCanonicalForm",
    "TurtleFile",
    "canonical_form",
    "format_file",
    "locate",
    "parse",
    "read",
]
