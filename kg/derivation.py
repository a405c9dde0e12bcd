"""Derives summaries from the claims: who has adopted which measure, aims at what, and was coded how far.

The rules are CONSTRUCT queries in `queries/rules/`. What they derive is kept in `data/derived/`, so that
any SPARQL engine that loads the files can answer from it. `kg` itself derives anew whenever it opens the
graph: an edited file never meets a summary of what it said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.catalog import read_query
from kg.store import EmbeddedStore
from kg.turtle import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from kg.project import Project

RULES: Final = ("coding-status", "adoption-claims", "adoption-state", "aim-claims", "aim-state")
"""The rules by name, in their order: each reads what those before it have derived."""


def derive(store: EmbeddedStore, project: Project) -> tuple[ox.Triple, ...]:
    """Run the rules on `store`, add to it what they derive, and return that.

    Args:
        store: What the project's files state, without summaries.
        project: Where the rules stand.

    Raises:
        MissingFile: A rule cannot be read.
        NoAnswer: A rule is not valid SPARQL.
    """
    derived: list[ox.Triple] = []
    for name in RULES:
        found = store.construct(read_query(project.rules / f"{name}.rq").text)
        store.add(found)
        derived += found
    return tuple(derived)


def open_store(project: Project) -> EmbeddedStore:
    """Return the project's graph in memory, with its summaries as they follow from the files now.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is not Turtle.
    """
    store = EmbeddedStore(project.stated_files)
    derive(store, project)
    return store


def summaries(stated: Iterable[ox.Triple], project: Project) -> str:
    """Return the text of the file of summaries that follows from the statements `stated`."""
    return normal_form(derive(EmbeddedStore.of(stated), project))
