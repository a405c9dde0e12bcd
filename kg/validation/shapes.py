"""Validates the graph against the SHACL shapes with pySHACL, in batches, on all cores.

The workers also check the canonical form, which needs nothing but the file.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from heapq import heappop, heappush
from math import ceil
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.evidence.findings import Finding, Severity
from kg.rdf.namespaces import RDF_TYPE, RDFS, SH, shorten
from kg.rdf.turtle import TurtleFile, read
from kg.validation.files import check_canonical_form
from kg.words import Words

LARGEST_BATCH = 50_000
"""The number of statements above which files are validated in more batches, to save memory."""

_PROPERTY = ox.NamedNode(SH + "property")
_TARGET = ox.NamedNode(SH + "targetClass")


@dataclass(frozen=True)
class _Work:
    """The data of every worker process: the shapes, the files of the graph by path, and their types."""

    shapes: tuple[ox.Triple, ...]
    files: dict[Path, TurtleFile]
    types: _Types


@dataclass(frozen=True)
class _Types:
    """The types of all records, and the axioms of their classes, collected once for all batches."""

    axioms: tuple[ox.Triple, ...]
    of: dict[object, tuple[ox.Triple, ...]]

    @classmethod
    def in_files(cls, files: Iterable[TurtleFile]) -> _Types:
        """Collect them from `files`."""
        axioms: list[ox.Triple] = []
        of: dict[object, tuple[ox.Triple, ...]] = {}
        for file in files:
            for triple in file.triples:
                predicate = triple.predicate.value
                if predicate == RDF_TYPE:
                    of[triple.subject] = (*of.get(triple.subject, ()), triple)
                elif predicate == RDFS + "subClassOf":
                    axioms.append(triple)
        return cls(tuple(axioms), of)

    def classes_of(self, own: Iterable[ox.Triple]) -> set[object]:
        """Return the classes of the records that `own` describes, with those above them."""
        above: dict[object, list[object]] = {}
        for axiom in self.axioms:
            above.setdefault(axiom.subject, []).append(axiom.object)
        classes: set[object] = set()
        left: list[object] = [triple.object for triple in own if triple.predicate.value == RDF_TYPE]
        while len(left) > 0:
            class_ = left.pop()
            if class_ not in classes:
                classes.add(class_)
                left += above.get(class_, [])
        return classes

    def referred_to(self, own: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Yield the axioms, and the types of the records to which `own` refers."""
        yield from self.axioms
        for object_ in {triple.object for triple in own}:
            yield from self.of.get(object_, ())


_work = _Work((), {}, _Types((), {}))


def _begin(work: _Work) -> None:
    """Give a worker process its work; a forked one shares the memory of its parent."""
    global _work  # noqa: PLW0603  (the only way to pass data to a worker for several jobs)
    _work = work
    # A worker runs for a few seconds and keeps nearly all its objects: garbage collection is wasted time.
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its workers


class ShapeCheck:
    """A SHACL validation in progress; the caller can do other work before it reads the findings.

    Each batch of files is validated by itself, together with the types of the records it refers to: the
    shapes need nothing else of the other files.
    """

    def __init__(self, shapes: list[Path], files: list[TurtleFile], subjects: list[TurtleFile]) -> None:
        """Start the validation.

        Args:
            shapes: The files of the shapes.
            files: All files of the graph.
            subjects: The files to validate.
        """
        # Loaded here, before the workers are forked, so that they need not load it again.
        import pyshacl  # noqa: F401, PLC0415

        forked = "fork" in multiprocessing.get_all_start_methods()
        triples = tuple(triple for path in shapes for triple in read(path).triples)
        workers = os.cpu_count() or 1
        batches = batches_of(subjects, workers)
        self._pool = ProcessPoolExecutor(
            max_workers=min(len(batches), workers),
            mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
            initializer=_begin,
            initargs=(
                _Work(
                    tuple(_flattened(triples)), {file.path: file for file in files}, _Types.in_files(files)
                ),
            ),
        )
        self._results: list[Future[list[Finding]]] = [
            self._pool.submit(_check_batch, batch) for batch in batches
        ]

    def __enter__(self) -> ShapeCheck:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all files, and wait for the batches if necessary."""
        for result in self._results:
            yield from result.result()


def batches_of(files: list[TurtleFile], workers: int) -> list[list[Path]]:
    """Divide files into a batch for each worker, or more if these were too large, of about the same size."""
    total = sum(len(file.triples) for file in files)
    count = min(max(workers, ceil(total / LARGEST_BATCH)), max(1, len(files)))
    batches: list[list[Path]] = [[] for _ in range(count)]
    lightest = [(0, at) for at in range(count)]
    for file in sorted(files, key=lambda file: len(file.triples), reverse=True):
        size, at = heappop(lightest)
        batches[at].append(file.path)
        heappush(lightest, (size + len(file.triples), at))
    return batches


def _flattened(shapes: tuple[ox.Triple, ...]) -> Iterator[ox.Triple]:
    """Yield equivalent shapes in which each property shape has the target classes of its node shape.

    pySHACL validates the property shapes of a node shape for each node separately, but a shape with a
    target for all nodes at once, which takes a third of the time.
    """
    targets = [(triple.subject, triple.object) for triple in shapes if triple.predicate == _TARGET]
    for triple in shapes:
        if triple.predicate != _PROPERTY:
            yield triple
            continue
        for shape, target in targets:
            if shape == triple.subject and isinstance(triple.object, ox.NamedNode):
                yield ox.Triple(triple.object, _TARGET, target)


def _check_batch(paths: list[Path]) -> list[Finding]:
    """Return a finding for each result of validating some files (https://www.w3.org/TR/shacl/).

    Each file that is not in the canonical form is a finding, too.
    """
    import pyshacl  # noqa: PLC0415  (half a second, which other commands should not pay)
    from rdflib import SH as S  # noqa: PLC0415
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415

    from kg.validation.index import Index  # noqa: PLC0415
    from kg.validation.rdflib_graph import rdflib_graph  # noqa: PLC0415

    own = [triple for path in paths for triple in _work.files[path].triples]
    described = {triple.subject.value for triple in own if isinstance(triple.subject, ox.NamedNode)}
    # A shape of classes that only other files describe does not apply to these records.
    classes = _work.types.classes_of(own)
    shapes = (t for t in _work.shapes if t.predicate != _TARGET or t.object in classes)
    shape_graph = rdflib_graph(shapes, Index())
    data_graph = rdflib_graph([*own, *_work.types.referred_to(own)], Index())
    _, results, _ = pyshacl.validate(data_graph, shacl_graph=shape_graph, inplace=True, inference="none")
    assert isinstance(results, Graph)
    findings = [found for path in paths for found in check_canonical_form(_work.files[path])]
    for result in results.objects(None, S.result):
        node = results.value(result, S.focusNode)
        if not isinstance(node, URIRef) or str(node) not in described:
            continue  # only the type of these records is here, and `check_blank_nodes` finds blank nodes
        focus = str(node)
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
                text=Words(messages.get("en", str(shape)), messages.get("zh-hans", str(shape))),
                predicate=str(path) if isinstance(path, URIRef) else None,
                object=str(value) if value is not None else None,
                severity=severe,
            )
        )
    return findings
