"""A SPARQL 1.1 server as a store: answers are whole and not empty by accident.

A server may keep named graphs and leave its default graph empty. Every query is then answered with nothing.
So the first answer that says nothing is not believed: if the default graph does not have the ontology and a
named graph does, the query is asked again over the union of the named graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

import pyoxigraph as ox

from kg.errors import NoAnswer
from kg.rdf.answers import Answer, value_of
from kg.rdf.bounds import refuse_query
from kg.rdf.namespaces import QS
from kg.rdf.sparql import unquoted
from kg.rdf.transport import Client, Deadline, Reply
from kg.rdf.wholeness import CutAnswer, WrongColumns, read_boolean, read_rows, refuse_marks

if TYPE_CHECKING:
    from kg.rdf.sparql import Form

Found = TypeVar("Found")

Dataset = Mapping[str, tuple[str, ...]]
"""The parameters of a request that name the graphs to query."""

_ONTOLOGY: Final = f"<{QS.rstrip('#')}> ?p ?o"
_GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

_UNIONS: Final[tuple[Dataset, ...]] = (
    {"union-default-graph": ("true",)},  # Oxigraph
    {"default-graph-uri": ("urn:x-arq:UnionGraph",)},  # Jena
)
"""How some servers are asked for the union of their named graphs; it is faster than with all their names."""

_OWN_GRAPHS: Final = re.compile(r"\b(FROM|GRAPH)\b", re.IGNORECASE)
_UNREADABLE: Final = (KeyError, TypeError, ValueError, AttributeError, RecursionError, SyntaxError)


class RemoteStore:
    """A SPARQL 1.1 endpoint, queried over HTTP."""

    def __init__(self, endpoint: str, timeout: float = 60) -> None:
        """Set the endpoint.

        Args:
            endpoint: The URL of the query endpoint.
            timeout: The seconds that a query may take, with all its requests.

        Raises:
            KgError: `endpoint` is not an http or https URL, or has a user name; or the credentials in the
                environment are invalid.
        """
        self._client = Client(endpoint)
        self._url = endpoint
        self.endpoint = self._client.shown
        self.timeout = timeout
        self._dataset: Dataset | None = None
        """The graphs to query; None until an answer says nothing."""

    def __repr__(self) -> str:
        return f"RemoteStore({self.endpoint!r})"

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query; see `kg.rdf.store.Store.query`."""
        refuse_query(sparql)  # before an engine reads it
        columns = _columns(sparql)
        return self._believed(
            sparql,
            "SELECT",
            lambda reply: read_rows(reply.content, columns),
            lambda found: not _says_much(found),
        )

    def ask(self, sparql: str) -> bool:
        """Run an ASK query; see `kg.rdf.store.Store.ask`."""
        return self._believed(sparql, "ASK", lambda reply: read_boolean(reply.content), lambda yes: not yes)

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query; see `kg.rdf.store.Store.construct`."""
        return self._believed(sparql, "CONSTRUCT", _triples, lambda found: len(found) == 0)

    def _believed(
        self, sparql: str, form: Form, read: Callable[[Reply], Found], says_little: Callable[[Found], bool]
    ) -> Found:
        """Return the answer to a query; ask again if other graphs than the queried ones have the data.

        Args:
            sparql: The query.
            form: Its form.
            read: Returns the answer in a reply.
            says_little: Says whether an answer is what an empty graph gives, too.

        Raises:
            NoAnswer: The server does not answer, or holds no data.
        """
        refuse_query(sparql)
        deadline = Deadline(self.timeout)
        own = _OWN_GRAPHS.search(unquoted(sparql)) is not None
        found = self._read(sparql, form, {} if own else self._dataset or {}, read, deadline)
        if own or self._dataset is not None or not says_little(found):
            return found
        self._dataset = self._with_data(deadline)
        return found if len(self._dataset) == 0 else self._read(sparql, form, self._dataset, read, deadline)

    def _with_data(self, deadline: Deadline) -> Dataset:
        """Return the graphs with the data: none, which means the default graph, or the union of all.

        Raises:
            NoAnswer: The server does not have the graph, or does not query the union.
        """

        def has(pattern: str, dataset: Dataset) -> bool:
            return self._read(
                f"ASK {{ {pattern} }}", "ASK", dataset, lambda reply: read_boolean(reply.content), deadline
            )

        if has(_ONTOLOGY, {}):
            return {}
        if not has(f"GRAPH ?g {{ {_ONTOLOGY} }}", {}):
            raise NoAnswer(
                "{endpoint} does not have the ontology of this graph, so no rows would mean nothing; "
                "load the graph with kg publish, or check the URL",
                endpoint=self.endpoint,
            )
        for dataset in self._unions(deadline):
            with suppress(NoAnswer):  # a server that does not know the parameter may refuse it
                if has(_ONTOLOGY, dataset):
                    return dataset
        raise NoAnswer(
            "{endpoint} has the graph in named graphs, and does not query their union; "
            "set its default graph to the union of the named graphs",
            endpoint=self.endpoint,
        )

    def _unions(self, deadline: Deadline) -> Iterator[Dataset]:
        """Yield ways to query the union of the named graphs."""
        yield from _UNIONS
        yield {"default-graph-uri": self._graphs(deadline)}

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the named graphs.

        Raises:
            NoAnswer: The server does not answer.
        """
        return self._graphs(Deadline(self.timeout))

    def _graphs(self, deadline: Deadline) -> tuple[str, ...]:
        found = self._read(_GRAPHS, "SELECT", {}, lambda reply: read_rows(reply.content, ("g",)), deadline)
        return tuple(sorted(str(value_of(graph)) for (graph,) in found.rows))

    def _read(
        self, sparql: str, form: Form, dataset: Dataset, read: Callable[[Reply], Found], deadline: Deadline
    ) -> Found:
        """Return the answer to one request.

        Raises:
            NoAnswer: There is none, or it is invalid or a part.
        """
        from kg.rdf.protocol import send_query  # noqa: PLC0415  (loading it would slow the embedded engine)

        reply = send_query(self._client, self._url, sparql, form, dataset, deadline)
        wanted, kind = "json" if form in ("SELECT", "ASK") else "turtle", reply.headers.get_content_type()
        if wanted not in kind and not (form == "CONSTRUCT" and kind == "application/n-triples"):
            raise NoAnswer(
                "{endpoint} returned {kind}, not an answer in SPARQL 1.1; check that it is a query endpoint",
                endpoint=self.endpoint,
                kind=kind,
            )
        try:
            refuse_marks(reply.headers)
            return read(reply)
        except CutAnswer as error:
            raise self._client.cut(str(error)) from error
        except WrongColumns as error:
            raise NoAnswer(
                "{endpoint} returned the columns {found}, not {wanted}; check that it is a query endpoint",
                endpoint=self.endpoint,
                found=tuple(map(str, error.found)),
                wanted=tuple(error.wanted),
            ) from error
        except _UNREADABLE as error:
            raise NoAnswer(
                "{endpoint} returned an invalid SPARQL 1.1 response; check that it is a query endpoint",
                endpoint=self.endpoint,
            ) from error


def _columns(sparql: str) -> tuple[str, ...] | None:
    """Return the columns of a query, in order; None if it has an extension of the server.

    Raises:
        NoAnswer: It is not a SELECT query.
    """
    try:
        asked = ox.Store().query(sparql)
    except SyntaxError:
        return None
    if not isinstance(asked, ox.QuerySolutions):
        raise NoAnswer("only SELECT queries are supported here")
    return tuple(variable.value for variable in asked.variables)


def _says_much(answer: Answer) -> bool:
    """Say whether an answer has rows that an empty graph does not give, such as a count of 0."""
    return any(value_of(term) not in (None, 0) for row in answer.rows for term in row)


def _triples(reply: Reply) -> tuple[ox.Triple, ...]:
    """Return the triples of a reply in Turtle.

    Raises:
        CutAnswer: Nothing says where the reply ends, and Turtle without its end is Turtle.
        SyntaxError: It is not Turtle.
    """
    if not reply.framed:
        raise CutAnswer("Content-Length")
    return tuple(quad.triple for quad in ox.parse(reply.content, format=ox.RdfFormat.TURTLE))
