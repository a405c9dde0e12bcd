"""The query operation of the SPARQL 1.1 protocol, as SPARQLWrapper writes it and `kg.rdf.transport` sends it.

SPARQLWrapper 2.0 is the last release, of 2022. It sends with `urllib.request.urlopen`, which has no deadline,
no limit of size, and no repetition, and sends no query on to another URL; and it warns on stderr of what it
does not recognize. So only its way of writing a request is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

if TYPE_CHECKING:
    from kg.rdf.sparql import Form
    from kg.rdf.transport import Client, Deadline, Reply


class _Wrapper(SPARQLWrapper):
    """A request of SPARQLWrapper that a client sends."""

    def prepare(self, client: Client, sparql: str, form: Form, deadline: Deadline) -> None:
        """Set what to send, and how."""
        self._client, self._deadline = client, deadline
        self.setMethod(POST)
        self.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
        self.setOnlyConneg(True)  # no parameters of its own for the format
        # Not by setQuery, which looks for the form in comments, too, and warns of what it does not know.
        self.queryString, self.queryType = sparql, form

    def _query(self) -> tuple[Any, str]:
        return self._client.send(self._createRequest(), self._deadline), self.returnFormat


def send_query(
    client: Client,
    endpoint: str,
    sparql: str,
    form: Form,
    dataset: Mapping[str, tuple[str, ...]],
    deadline: Deadline,
) -> Reply:
    """Return a server's reply to a query.

    Args:
        client: The client of the server.
        endpoint: The URL of its query service.
        sparql: The query.
        form: Its form.
        dataset: More parameters of the request, which name the graphs to query.
        deadline: The time by which the reply must be there.

    Raises:
        NoAnswer: The server did not reply in time, or refused.
    """
    wrapper = _Wrapper(endpoint)
    wrapper.prepare(client, sparql, form, deadline)
    for name, values in dataset.items():
        for value in values:
            wrapper.addParameter(name, value)
    return cast("Reply", wrapper.query().response)
