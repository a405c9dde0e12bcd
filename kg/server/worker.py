"""A query process: loads the dataset, and answers one query after another, each within limits.

The server starts some of these (`kg.server.pool`), sends queries to their standard input, and ends a process
that takes too long. A process ends itself if the server has gone.
"""

from __future__ import annotations

import gzip
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.bounds import refuse_query
from kg.rdf.namespaces import PREFIXES
from kg.rdf.sparql import form_of, prefixed
from kg.server.clauses import graphs_named
from kg.server.frames import MessageHeader, pack, receive
from kg.server.serialization import AnswerLimits, WrongForm, rows_as, triples_as, truth_as
from kg.words import Phrase

_KINDS: Final = {"SELECT": "table", "ASK": "truth"}
"""The kinds of answers by the form of a query; the others are graphs."""

_MEGABYTE: Final = 1_000_000
_KEPT: Final = 200 * _MEGABYTE
"""How much memory a process may keep after a query; the server then replaces it."""


class _Engine:
    """The dataset in memory."""

    def __init__(self, nquads: bytes, graphs: Iterable[str]) -> None:
        self._graphs = frozenset(graphs)
        self._store = ox.Store()
        self._store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        whole = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        self._union = next(whole, None) is None

    def answer(self, job: MessageHeader) -> tuple[str, bytes]:
        """Return the media type and the content of an answer.

        Raises:
            KgError: The query is invalid or about graphs that are not here, or its answer is too large.
            WrongForm: The client takes no format that this kind of answer has.
        """
        kind = _KINDS.get(form_of(job["query"]), "graph")
        if job[kind] is None:
            raise WrongForm(kind)
        named = graphs_named(job["query"])
        for graph in (*job["default"], *job["named"], *named):
            if graph not in self._graphs:
                raise KgError(
                    "the graph {graph} is not here, and this server loads none; "
                    "SELECT ?g {{ GRAPH ?g {{ }} }} lists those that are",
                    graph=graph,
                )
        query = prefixed(job["query"])
        refuse_query(query)
        limits = AnswerLimits(job["rows"], job["bytes"])
        try:
            found = self._store.query(query, **self._dataset(job, whole=len(named) == 0))
            if isinstance(found, ox.QueryBoolean):
                return truth_as(bool(found), job["truth"])
            if isinstance(found, ox.QueryTriples):
                return triples_as(found, job["graph"], limits, PREFIXES)
            assert isinstance(found, ox.QuerySolutions)
            return rows_as(found, job["table"], limits)
        except SyntaxError as error:
            raise KgError("not valid SPARQL: {reason}; fix the query", reason=error.msg) from error
        except (RuntimeError, OSError) as error:
            raise KgError("query engine error: {reason}", reason=error) from error

    def _dataset(self, job: MessageHeader, *, whole: bool) -> dict[str, Any]:
        """Return the arguments that select the graphs to query: those of the request, or of the query."""
        default, named = job["default"], job["named"]
        if len(default) + len(named) > 0:
            return {
                "default_graph": list(map(ox.NamedNode, default)),
                "named_graphs": list(map(ox.NamedNode, named)),
            }
        # With this argument, the engine does not use the clause FROM.
        return {"use_default_graph_as_union": True} if self._union and whole else {}


def main() -> None:
    """Answer the queries on standard input, until it ends."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing else may write between the messages
    first = receive(incoming)
    if first is None:
        return
    settings, nquads = first
    engine = _Engine(nquads, settings["graphs"])
    del first, nquads
    _limit_memory(settings["memory"])
    start = _resident()
    _send(outgoing, {"status": "ready"})
    while (message := receive(incoming)) is not None:
        job, _ = message
        _end_after(job["seconds"])
        header, body = _reply(engine, job)
        _end_after(None)
        header["worn"] = _resident() - start > _KEPT
        _send(outgoing, header, body)


def _reply(engine: _Engine, job: MessageHeader) -> tuple[MessageHeader, bytes]:
    try:
        kind, content = engine.answer(job)
    except WrongForm as error:
        return {"status": "form", "kind": str(error)}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except KgError as error:
        facts = {
            name: fact if isinstance(fact, int | float) else str(fact)
            for name, fact in error.text.facts.items()
        }
        return {"status": "refused", "template": error.text.template, "facts": facts}, b""
    if job["gzip"]:
        content = gzip.compress(content, 6, mtime=0)
    return {"status": "answer", "type": kind}, content


def refusal_of(header: MessageHeader) -> Phrase:
    """Return the reason in a reply of a query process that refuses a query."""
    template: str = header["template"]
    return Phrase(template, **header["facts"])


def _send(stream: BinaryIO, header: MessageHeader, body: bytes = b"") -> None:
    pieces: Iterable[bytes] = pack(header, body)
    stream.writelines(pieces)
    stream.flush()


def _end_after(seconds: float | None) -> None:
    """Let the system end this process after some seconds, also if the server cannot do so any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + 5 if seconds is not None else 0)


def _resident() -> int:
    """Return the memory of this process in bytes; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_memory(megabytes: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  (Windows does not have it)

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
