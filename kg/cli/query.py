"""`kg query`: runs, lists and explains the canned queries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import tables
from kg.answers import Answer
from kg.cli.completion import Command, query_names, themes
