"""Lets `python -m kg` do what `kg` does."""

from kg.cli import run

run()
