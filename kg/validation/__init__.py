"""Validates the graph against SHACL shapes, check queries, and source texts.

`shapes` runs SHACL, `checks` runs the queries that return violations, `files` checks names, terms, and the
canonical form, and `counts` compares the numbers of records with those that `expected` reads and writes.
`validate` combines them and finds the line of each finding.
"""

from __future__ import annotations

from kg.validation.report import Report, validate

__all__ = ["Report", "validate"]
