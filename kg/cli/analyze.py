"""`kg analyze`: runs, lists and explains the analyses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import tables
from kg.answers import Answer
from kg.cli.completion import Command, analysis_names
