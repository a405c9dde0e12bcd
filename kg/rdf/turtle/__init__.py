"""Reads Turtle files, writes them in the project's normal form, and finds the lines of statements.

`files` reads a file and formats it, `normal` writes statements as text, `terms` writes a single
IRI or literal, `places` finds the line of a statement.
"""

from __future__ import annotations

from kg.rdf.turtle.files import TurtleFile, format_file, parse, read
from kg.rdf.turtle.normal import normal_form
from kg.rdf.turtle.places import Lines, locate
from kg.rdf.turtle.terms import NoNormalForm

__all__ = ["Lines", "NoNormalForm", "TurtleFile", "format_file", "locate", "normal_form", "parse", "read"]
