"""What tests share, so that it is computed once: files, answers, stores, and findings of shapes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import ClassVar

from kg.evidence.findings import Finding
from kg.project import Project
from kg.query.derivation import open_store
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import TurtleFile, parse
from kg.validation.shapes import ShapeCheck, _Types


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


class RememberedShapes(ShapeCheck):
    """A validation against the shapes that does not repeat what this process has validated before.

    The findings about a file follow from its text, the shapes, and the types of the records it refers to.
    """

    _known: ClassVar[dict[Hashable, list[Finding]]] = {}

    def __init__(self, shapes: list[Path], files: list[TurtleFile], subjects: list[TurtleFile]) -> None:
        types, rules = _Types.in_files(files), tuple(path.read_bytes() for path in shapes)

        def key(file: TurtleFile) -> Hashable:
            return rules, file.text, frozenset(types.referred_to(file.triples))

        self._files = {key(file): file for file in subjects}
        self._new = [each for each in self._files if each not in self._known]
        super().__init__(shapes, files, [self._files[each] for each in self._new])

    def findings(self) -> Iterator[Finding]:
        """Yield the findings, and wait only for those that are not known."""
        fresh = list(super().findings())
        yield from chain(fresh, *(self._known[each] for each in self._files if each not in self._new))
        described = {each: {str(t.subject)[1:-1] for t in self._files[each].triples} for each in self._new}
        found = {each: [one for one in fresh if one.subject in described[each]] for each in self._new}
        if sum(map(len, found.values())) == len(fresh):  # each finding is about a record of one file
            self._known.update(found)
