"""What tests share, so that it is computed once: files, answers, and stores."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path

from kg.project import Project
from kg.query.derivation import open_store
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import TurtleFile, parse


def remembering(store: EmbeddedStore) -> EmbeddedStore:
    """Let a store answer each SELECT query once; an answer cannot be changed, so tests can share it."""
    store.query = cache(store.query)  # type: ignore[method-assign]
    return store


def parsing_once(root: Path) -> Callable[[str, Path], TurtleFile]:
    """Return a function that parses Turtle, each text of a file of the checkout once."""
    known = cache(parse)
    return lambda text, path: (known if path.is_relative_to(root) else parse)(text, path)


class SharedStores:
    """Opens the store of the checkout once, as long as no file changes, and any other each time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stores: dict[Hashable, EmbeddedStore] = {}

    def open(self, project: Project) -> EmbeddedStore:
        """Return the graph of a project."""
        if project.root != self._root:
            return open_store(project)
        state = tuple((path, path.stat().st_mtime_ns) for path in project.graph_files)
        if state not in self._stores:
            self._stores[state] = remembering(open_store(project))
        return self._stores[state]
