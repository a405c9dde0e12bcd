"""Holds the graph against the SHACL shapes, with pySHACL, a part at a time on all cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.findings import Finding, Severity
from kg.namespaces import RDF_TYPE, RDFS, shorten
from kg.turtle import read


@dataclass(frozen=True)
class Part:
    """Files whose records are held against the shapes together.

    Attributes:
        own: The files.
        others: The other files of the graph, to which their records may refer.
    """

    own: tuple[Path, ...]
    others: tuple[Path, ...]


class ShapeCheck:
    """A SHACL validation under way; the caller may do other work before it asks for the findings.

    pySHACL's time grows faster than the graph, so each part is validated by itself, with no more of
    the rest than the types of the records it refers to: that is all that the shapes look at there.
    """

    def __init__(self, shapes: list[Path], parts: list[Part]) -> None:
        """Start the validation.

        Args:
            shapes: The files of the shapes.
            parts: What to validate.
        """
        # Loaded here, before the workers are forked, so that they need not load it again.
        import pyshacl  # noqa: F401, PLC0415

        forked = "fork" in multiprocessing.get_all_start_methods()
        self._pool = ProcessPoolExecutor(
            max_workers=max(1, min(len(parts), os.cpu_count() or 1)),
            mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
        )
        self._results: list[Future[list[Finding]]] = [
            self._pool.submit(check_part, shapes, part) for part in parts
        ]

    def __enter__(self) -> ShapeCheck:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each result, waiting for the parts as need be."""
        for result in self._results:
            yield from result.result()


def check_part(shapes: list[Path], part: Part) -> list[Finding]:
    """Return a finding for each result of validating `part` (https://www.w3.org/TR/shacl/)."""
    import pyshacl  # noqa: PLC0415  (half a second, which other commands should not pay)
    from rdflib import SH, Graph, Literal, URIRef  # noqa: PLC0415

    from kg.reference import rdflib_graph  # noqa: PLC0415

    own = [triple for path in part.own for triple in read(path).triples]
    described = {triple.subject for triple in own}
    shape_graph = rdflib_graph(triple for path in shapes for triple in read(path).triples)
    data_graph = rdflib_graph([*own, *_types_referred_to(own, part.others)])
    _, results, _ = pyshacl.validate(data_graph, shacl_graph=shape_graph, inplace=True, inference="none")
    assert isinstance(results, Graph)
    findings = []
    for result in results.objects(None, SH.result):
        focus = str(results.value(result, SH.focusNode))
        if ox.NamedNode(focus) not in described:
            continue  # of these records only the type is here
        shape = results.value(result, SH.sourceShape)
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        messages = {
            message.language: str(message)
            for message in shape_graph.objects(shape, SH.message)
            if isinstance(message, Literal)
        }
        severe: Severity = (
            "violation" if results.value(result, SH.resultSeverity) == SH.Violation else "warning"
        )
        findings.append(
            Finding(
                check=shorten(str(shape)).removeprefix("shape:"),
                subject=focus,
                en=messages.get("en", str(shape)),
                zh=messages.get("zh-hans", str(shape)),
                predicate=str(path) if isinstance(path, URIRef) else None,
                object=str(value) if value is not None else None,
                severity=severe,
            )
        )
    return findings


def _types_referred_to(own: list[ox.Triple], others: tuple[Path, ...]) -> Iterator[ox.Triple]:
    """Yield the class axioms of `others`, and the types of the records to which `own` refers."""
    objects = {triple.object for triple in own}
    for path in others:
        for triple in read(path).triples:
            if triple.predicate.value == RDFS + "subClassOf" or (
                triple.predicate.value == RDF_TYPE and triple.subject in objects
            ):
                yield triple
