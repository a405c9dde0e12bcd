"""A store of rdflib for one graph that only grows: what pySHACL reads of the graph.

rdflib's own store keeps the context of each statement and notifies listeners of each addition, which takes
more time than the validation itself.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any, NoReturn

from rdflib import Graph
from rdflib.store import Store
from rdflib.term import Node

_Triple = tuple[Any, Any, Any]


class Index(Store):
    """The statements by subject and predicate, and by predicate and object; each once, in order."""

    context_aware = True
    graph_aware = True  # pySHACL accepts no other; all graphs of this store are the same

    def __init__(self) -> None:
        """Begin without statements."""
        super().__init__()
        self._objects: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._subjects: dict[Node, dict[Node, list[Node]]] = {}
        self._length = 0

    def add(self, triple: _Triple, context: Graph, quoted: bool = False) -> None:
        """Add one statement."""
        self.addN([(*triple, context)])

    def addN(self, quads: Iterable[tuple[Any, Any, Any, Graph]]) -> None:  # noqa: N802  (rdflib's name)
        """Add statements."""
        for subject, predicate, object_, _ in quads:
            objects = self._objects.setdefault(subject, {}).setdefault(predicate, {})
            if object_ not in objects:
                objects[object_] = None
                self._subjects.setdefault(predicate, {}).setdefault(object_, []).append(subject)
                self._length += 1

    def remove(self, triple: object, context: object = None) -> NoReturn:
        """Refuse to remove statements."""
        raise NotImplementedError("statements of an index are never removed")

    def triples(
        self, triple_pattern: _Triple, context: Graph | None = None
    ) -> Generator[tuple[_Triple, Iterator[Graph | None]], None, None]:
        """Yield the statements that have the terms of a pattern, of which None is any term."""
        subject, predicate, object_ = triple_pattern
        if subject is None and predicate is not None:
            known = self._subjects.get(predicate, {})
            for each in known if object_ is None else (object_,):
                for found in known.get(each, ()):
                    yield (found, predicate, each), iter((None,))
            return
        for about in self._objects if subject is None else (subject,):
            stated = self._objects.get(about, {})
            for name in stated if predicate is None else (predicate,):
                objects = stated.get(name, {})
                if object_ is None:
                    for each in objects:
                        yield (about, name, each), iter((None,))
                elif object_ in objects:
                    yield (about, name, object_), iter((None,))

    def __len__(self, context: Graph | None = None) -> int:
        """Return how many statements there are."""
        return self._length
