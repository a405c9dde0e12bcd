"""Holds the graph against its shapes, its checks and the source texts.

`shapes` runs SHACL, `checks` runs the queries that return offenders, `files` looks at names, terms and
the normal form, `counts` compares the numbers of records with those that `expected` reads and writes;
`validate` puts them together and finds the line of each fault.
"""

from __future__ import annotations

from kg.validation.report import Report, validate

__all__ = ["Report", "validate"]
