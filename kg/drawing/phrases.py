"""Phrases that several drawings have: their source, lists of names, and words in brackets."""

from __future__ import annotations

from collections.abc import Iterable

from kg.drawing.style import PROJECT
from kg.words import text


def source_of(command: str, lang: str) -> str:
    """Return the caption of a drawing: the project, and the command that shows the same data."""
    return text("Source: {project}. {command}", lang).format(project=text(PROJECT, lang), command=command)


def listed(names: Iterable[str], lang: str) -> str:
    """Return names as a list in one line."""
    return text(", ", lang, "list").join(names)


def bracketed(words: str, more: object, lang: str) -> str:
    """Return words and what is to be in brackets behind them, such as a count."""
    return text("{words} ({more})", lang).format(words=words, more=more)


def placed(region: str, name: str, lang: str) -> str:
    """Return a name with the region that it belongs to before it."""
    return text("{region}: {name}", lang).format(region=region, name=name)
