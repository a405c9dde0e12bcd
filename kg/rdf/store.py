"""One interface for SPARQL: the project's files in an embedded engine, or a server over HTTP."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import pyoxigraph as ox

from kg.errors import KgError, MissingFile, NoAnswer, SyntaxFault
from kg.files import read_bytes
from kg.rdf.answers import Answer, Term, checked
from kg.rdf.bounds import refuse_query, refuse_turtle

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
"""A line that is a comment."""


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


class EmbeddedStore:
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
            return self._store.query(sparql)
        except SyntaxError as error:
            raise NoAnswer("not valid SPARQL: {reason}; fix the query", reason=error.msg) from error
        except (RuntimeError, OSError) as error:
            raise _stopped(error) from error


class RemoteStore:
    """A SPARQL 1.1 endpoint, queried over HTTP."""

    def __init__(self, endpoint: str, timeout: float = 60) -> None:
        """Set the endpoint.

        Args:
            endpoint: The URL of the query endpoint.
            timeout: Seconds to wait for an answer.

        Raises:
            KgError: `endpoint` is not an http or https URL.
        """
        if not endpoint.startswith(("http://", "https://")):
            raise KgError("--endpoint takes an http or https URL, not {endpoint!r}", endpoint=endpoint)
        self.endpoint = endpoint
        self.timeout = timeout

    def __repr__(self) -> str:
        return f"RemoteStore({self.endpoint!r})"

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query; see `Store.query`."""
        from SPARQLWrapper import JSON  # noqa: PLC0415  (loading it would slow the embedded engine)

        found = cast("dict[str, Any]", self._ask(sparql, JSON))
        try:
            columns = self._columns(sparql, found["head"]["vars"])
            rows = tuple(
                tuple(_from_json(binding[c]) if c in binding else None for c in columns)
                for binding in found["results"]["bindings"]
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._not_understood() from error
        return Answer(columns, rows)

    def _columns(self, sparql: str, found: list[str]) -> tuple[str, ...]:
        """Return the columns that a query asks for, in order.

        Raises:
            NoAnswer: The server answered with others.
        """
        try:
            asked = ox.Store().query(sparql)
        except SyntaxError:  # an extension of the server
            return tuple(found)
        if not isinstance(asked, ox.QuerySolutions):
            raise self._not_understood()
        columns = tuple(variable.value for variable in asked.variables)
        if sorted(columns) != sorted(found):
            raise NoAnswer(
                "{endpoint} returned the columns {found}, not {wanted}; check that it is a query endpoint",
                endpoint=self.endpoint,
                found=found,
                wanted=columns,
            )
        return columns

    def ask(self, sparql: str) -> bool:
        """Run an ASK query; see `Store.ask`."""
        from SPARQLWrapper import JSON  # noqa: PLC0415  (as above)

        found = cast("dict[str, Any]", self._ask(sparql, JSON))
        answer = found.get("boolean") if isinstance(found, dict) else None
        if not isinstance(answer, bool):
            raise self._not_understood()
        return answer

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query; see `Store.construct`."""
        from SPARQLWrapper import N3  # noqa: PLC0415  (as above)

        found = cast("bytes", self._ask(sparql, N3))
        try:
            return tuple(quad.triple for quad in ox.parse(found, format=ox.RdfFormat.TURTLE))
        except (SyntaxError, TypeError, AttributeError) as error:
            raise self._not_understood() from error

    def _not_understood(self) -> NoAnswer:
        return NoAnswer(
            "{endpoint} returned an invalid SPARQL 1.1 response; check that it is a query endpoint",
            endpoint=self.endpoint,
        )

    def _ask(self, sparql: str, form: str) -> object:
        from SPARQLWrapper import POST, SPARQLWrapper  # noqa: PLC0415  (as above)

        refuse_query(sparql)
        wrapper = SPARQLWrapper(self.endpoint)
        # It looks for the form of the query in comments too, where "address" would make it an update.
        wrapper.setQuery(_COMMENT.sub("", sparql))
        wrapper.queryString = sparql
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(form)
        wrapper.setTimeout(ceil(self.timeout))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of another format, which is an error here
                return wrapper.query().convert()
        except Exception as error:  # SPARQLWrapper lets urllib, socket and JSON errors through
            reason = " ".join(str(error).split())[:200]
            raise NoAnswer(
                "{endpoint} did not answer: {reason}; check that the server runs",
                endpoint=self.endpoint,
                reason=reason,
            ) from error


def _stopped(error: Exception) -> NoAnswer:
    return NoAnswer("query engine error: {reason}", reason=error)


def _from_json(cell: Mapping[str, str]) -> Term:
    """Return the term of one cell of SPARQL 1.1 Query Results JSON."""
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return ox.BlankNode(cell["value"])
    if cell["type"] not in ("literal", "typed-literal"):
        raise ValueError(f"unknown kind of term: {cell['type']}")
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    datatype = cell.get("datatype")
    return ox.Literal(cell["value"], datatype=ox.NamedNode(datatype) if datatype is not None else None)
