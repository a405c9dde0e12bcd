"""Holds the graph against the SHACL shapes, with pySHACL, a part at a time on all cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.findings import Finding, Severity
from kg.namespaces import RDF_TYPE, RDFS, SH, shorten
from kg.turtle import TurtleFile, read

_PROPERTY = ox.NamedNode(SH + "property")
_TARGET = ox.NamedNode(SH + "targetClass")


@dataclass(frozen=True)
class _Work:
    """What every worker process holds: the shapes, and the files of the graph by path."""

    shapes: tuple[ox.Triple, ...]
    files: dict[Path, TurtleFile]


_work = _Work((), {})


def _begin(work: _Work) -> None:
    """Give a worker process its work; a forked one shares the memory of its parent."""
    global _work  # noqa: PLW0603  (the one way to hand a worker more than a job at a time)
    _work = work
    # A worker lives for a few seconds and keeps nearly all that it makes: collecting is wasted on it.
    gc.disable()


class ShapeCheck:
    """A SHACL validation under way; the caller may do other work before it asks for the findings.

    pySHACL's time grows faster than the graph, so each part is validated by itself, with no more of
    the rest than the types of the records it refers to: that is all that the shapes look at there.
    """

    def __init__(self, shapes: list[Path], files: list[TurtleFile], parts: list[list[Path]]) -> None:
        """Start the validation.

        Args:
            shapes: The files of the shapes.
            files: All files of the graph.
            parts: The paths of the files to validate, those of one part together.
        """
        # Loaded here, before the workers are forked, so that they need not load it again.
        import pyshacl  # noqa: F401, PLC0415

        forked = "fork" in multiprocessing.get_all_start_methods()
        triples = tuple(triple for path in shapes for triple in read(path).triples)
        self._pool = ProcessPoolExecutor(
            max_workers=max(1, min(len(parts), os.cpu_count() or 1)),
            mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
            initializer=_begin,
            initargs=(_Work(tuple(_flattened(triples)), {file.path: file for file in files}),),
        )
        self._results: list[Future[list[Finding]]] = [self._pool.submit(_check_part, part) for part in parts]

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


def _flattened(shapes: tuple[ox.Triple, ...]) -> Iterator[ox.Triple]:
    """Yield shapes that say the same with each property shape aimed at the classes of its node shape.

    pySHACL asks the property shapes of a node shape anew for each node, but one that has a target
    of its own for all nodes at once, which takes a third of the time.
    """
    targets = [(triple.subject, triple.object) for triple in shapes if triple.predicate == _TARGET]
    for triple in shapes:
        if triple.predicate != _PROPERTY:
            yield triple
            continue
        for shape, target in targets:
            if shape == triple.subject and isinstance(triple.object, ox.NamedNode):
                yield ox.Triple(triple.object, _TARGET, target)


def _check_part(paths: list[Path]) -> list[Finding]:
    """Return a finding for each result of validating some files (https://www.w3.org/TR/shacl/)."""
    import pyshacl  # noqa: PLC0415  (half a second, which other commands should not pay)
    from rdflib import SH as S  # noqa: PLC0415
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415

    from kg.reference import rdflib_graph  # noqa: PLC0415

    own = [triple for path in paths for triple in _work.files[path].triples]
    others = [file for path, file in _work.files.items() if path not in paths]
    described = {triple.subject for triple in own}
    shape_graph = rdflib_graph(_work.shapes)
    data_graph = rdflib_graph([*own, *_types_referred_to(own, others)])
    _, results, _ = pyshacl.validate(data_graph, shacl_graph=shape_graph, inplace=True, inference="none")
    assert isinstance(results, Graph)
    findings = []
    for result in results.objects(None, S.result):
        focus = str(results.value(result, S.focusNode))
        if ox.NamedNode(focus) not in described:
            continue  # of these records only the type is here
        shape = results.value(result, S.sourceShape)
        path, value = results.value(result, S.resultPath), results.value(result, S.value)
        messages = {
            message.language: str(message)
            for message in shape_graph.objects(shape, S.message)
            if isinstance(message, Literal)
        }
        severe: Severity = (
            "violation" if results.value(result, S.resultSeverity) == S.Violation else "warning"
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


def _types_referred_to(own: list[ox.Triple], others: list[TurtleFile]) -> Iterator[ox.Triple]:
    """Yield the class axioms of `others`, and the types of the records to which `own` refers."""
    objects = {triple.object for triple in own}
    for file in others:
        for triple in file.triples:
            predicate = triple.predicate.value
            if predicate == RDFS + "subClassOf" or (predicate == RDF_TYPE and triple.subject in objects):
                yield triple
