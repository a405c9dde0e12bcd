"""Reads Turtle files, writes them in the project's canonical form, and finds the lines of statements.

`files` reads a file and formats it, `canonical` writes statements as text, `trig` large or named graphs, and
`terms` a single IRI or literal; `places` finds the line of a statement.
"""

from __future__ import annotations

from kg.rdf.turtle.canonical import canonical_form
from kg.rdf.turtle.files import TurtleFile, format_file, parse, read
from kg.rdf.turtle.places import Lines, locate
from kg.rdf.turtle.terms import NoCanonicalForm, language_tag
from kg.rdf.turtle.trig import write_trig, write_turtle

__all__ = [
    "Lines",
    "NoCanonicalForm",
    "TurtleFile",
    "canonical_form",
    "format_file",
    "language_tag",
    "locate",
    "parse",
    "read",
    "write_trig",
    "write_turtle",
]
