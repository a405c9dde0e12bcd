"""Reads Turtle files, writes them in the project's one normal form, and finds statements by line.

`files` reads a file and formats it, `normal` writes statements as text, `terms` writes a single
IRI or literal, `places` tells on which line a statement stands.
"""

from __future__ import annotations

from kg.turtle.files import TurtleFile, format_file, parse, read
from kg.turtle.normal import normal_form
from kg.turtle.places import Places, locate
from kg.turtle.terms import NoNormalForm

__all__ = ["NoNormalForm", "Places", "TurtleFile", "format_file", "locate", "normal_form", "parse", "read"]
