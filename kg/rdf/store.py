"""One interface for SPARQL: the project's files in an embedded engine, or a server (`kg.rdf.endpoint`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.errors import MissingFile, NoAnswer, SyntaxFault
from kg.files import read_bytes
from kg.rdf.answers import Answer, checked
from kg.rdf.bounds import refuse_query, refuse_turtle


class Store(Protocol):
    """An engine that answers SPARQL queries."""

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query and return its solutions in order.

        Raises:
            NoAnswer: The engine refused the query or could not be reached.
        """

    def ask(self, sparql: str) -> bool:
        """Run an ASK query and return its answer.

        Raises:
            NoAnswer: The engine refused the query or could not be reached.
        """

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query and return its triples.

        Raises:
            NoAnswer: The engine refused the query or could not be reached.
        """


class Oxigraph:
    """A pyoxigraph store that answers from its default graph."""

    _store: ox.Store

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query; see `Store.query`."""
        found = self._ask(sparql)
        if not isinstance(found, ox.QuerySolutions):
            raise NoAnswer("only SELECT queries are supported here")
        columns = tuple(variable.value for variable in found.variables)
        try:
            rows = tuple(tuple(map(checked, row)) for row in found)
        except (RuntimeError, OSError) as error:
            raise _stopped(error) from error
        return Answer(columns, rows)

    def ask(self, sparql: str) -> bool:
        """Run an ASK query; see `Store.ask`."""
        found = self._ask(sparql)
        if not isinstance(found, ox.QueryBoolean):
            raise NoAnswer("only ASK queries are supported here")
        return bool(found)

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query; see `Store.construct`."""
        found = self._ask(sparql)
        if not isinstance(found, ox.QueryTriples):
            raise NoAnswer("only CONSTRUCT and DESCRIBE queries are supported here")
        try:
            return tuple(found)
        except (RuntimeError, OSError) as error:
            raise _stopped(error) from error

    def _ask(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        refuse_query(sparql)
        try:
            return self._found(sparql)
        except SyntaxError as error:
            raise NoAnswer("not valid SPARQL: {reason}; fix the query", reason=error.msg) from error
        except (RuntimeError, OSError) as error:
            raise _stopped(error) from error

    def _found(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        return self._store.query(sparql)


class EmbeddedStore(Oxigraph):
    """The files of the project in pyoxigraph, in memory.

    All files go into the default graph: a query then runs unchanged on a server whose default
    graph is the exported graph, without asking for the union of named graphs.
    """

    def __init__(self, files: Iterable[Path], *, checked: bool = False) -> None:
        """Load `files` (Turtle).

        Args:
            files: The files.
            checked: Whether `kg.rdf.bounds.refuse_turtle` has read them; reading them again takes time.

        Raises:
            MissingFile: A file cannot be read, or is too large.
            SyntaxFault: A file is not Turtle.
        """
        self._store = ox.Store()
        for path in files:
            if not checked:
                refuse_turtle(read_bytes(path), path)
            try:
                # On files as small as these, twice as fast as bulk_load.
                self._store.load(path=path, format=ox.RdfFormat.TURTLE)
            except OSError as error:
                raise MissingFile.from_os(path, error) from error
            except SyntaxError as error:
                raise SyntaxFault(path, error.lineno, error.msg, "Turtle") from error

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> EmbeddedStore:
        """Return a store with `triples`."""
        store = cls([])
        store._store.bulk_extend(ox.Quad(*triple) for triple in triples)
        return store

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Add `triples`."""
        self._store.extend(ox.Quad(*triple) for triple in triples)

    def __len__(self) -> int:
        """Return how many triples there are."""
        return len(self._store)

    def __repr__(self) -> str:
        return f"EmbeddedStore({len(self)} triples)"


def _stopped(error: Exception) -> NoAnswer:
    return NoAnswer("query engine error: {reason}", reason=error)
