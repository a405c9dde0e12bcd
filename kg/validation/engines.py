"""The SHACL engines behind one door: a fast one for SHACL Core, and pySHACL, the reference, for all.

`shacl` validates a document in a thousandth of the time of pySHACL and gives the same results, to which the
tests hold both. It is young, so its version is pinned, and everything works without it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox

from kg.rdf.namespaces import SH
from kg.validation.shapes import ShaclEngine, ShaclResult, Shapes

ENGINES: Final = ("shacl", "pyshacl")
"""The engines: the fast one, which leaves what it cannot do to the reference, and the reference alone."""

_PROPERTY: Final = ox.NamedNode(SH + "property")
_TARGET: Final = ox.NamedNode(SH + "targetClass")


def engine_of(shapes: Shapes, name: str = "shacl") -> ShaclEngine:
    """Return an engine that has read `shapes`.

    Args:
        shapes: The shapes.
        name: One of `ENGINES`. Without the package `shacl`, pySHACL does everything.
    """
    fast, referred = divided(shapes, name)
    return _Both(
        *([_Fast(fast)] if len(fast.triples) > 0 else []),
        *([_Reference(referred)] if len(referred.triples) > 0 else []),
    )


def divided(shapes: Shapes, name: str = "shacl") -> tuple[Shapes, Shapes]:
    """Return the shapes that the fast engine validates, and those that the reference does."""
    if name == "shacl" and _shacl() is not None:
        return shapes.divided()
    return Shapes(()), shapes


class _Both:
    """Several engines, each with its own shapes."""

    def __init__(self, *engines: ShaclEngine) -> None:
        self._engines = engines

    def results(self, data: Iterable[ox.Triple]) -> Iterator[ShaclResult]:
        """Yield the results of all engines."""
        statements = list(data)
        for engine in self._engines:
            yield from engine.results(statements)


class _Fast:
    """The engine of the package `shacl` (https://pypi.org/project/shacl/)."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = _shacl().Shapes.from_text(_ntriples(shapes.triples), "ntriples")

    def results(self, data: Iterable[ox.Triple]) -> Iterator[ShaclResult]:
        """Yield the results."""
        report = self._shapes.validate_text(_ntriples(data), "ntriples", allow_warnings=True)
        found: set[ShaclResult] = set()
        for each in report.results:
            shape = each.root_shape or each.source_shape or ""
            if each.focus_node.startswith("<") and shape.startswith("<"):
                path = each.path or ""
                path = path[1:-1] if path.startswith("<") and path.count("<") == 1 else ""
                found.add(ShaclResult(each.focus_node[1:-1], shape[1:-1], path, each.value_plain or ""))
        yield from sorted(found)


class _Reference:
    """pySHACL (https://pypi.org/project/pyshacl/)."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = Shapes(_flattened(shapes.triples))

    def results(self, data: Iterable[ox.Triple]) -> Iterator[ShaclResult]:
        """Yield the results."""
        import pyshacl  # noqa: PLC0415  (half a second, which other commands should not pay)
        from rdflib import SH as S  # noqa: PLC0415
        from rdflib import Graph, URIRef  # noqa: PLC0415

        from kg.validation.rdflib_graph import rdflib_graph  # noqa: PLC0415

        shapes = rdflib_graph(self._shapes.triples)
        collected = gc.isenabled()
        gc.disable()  # nearly all objects are kept to the end: collecting garbage is wasted time
        try:
            _, report, _ = pyshacl.validate(
                rdflib_graph(data), shacl_graph=shapes, inplace=True, inference="none", advanced=True
            )
        finally:
            if collected:
                gc.enable()
        assert isinstance(report, Graph)
        found: set[ShaclResult] = set()
        for result in report.objects(None, S.result):
            focus, shape = report.value(result, S.focusNode), report.value(result, S.sourceShape)
            while shape is not None and not isinstance(shape, URIRef):
                shape = next(shapes.subjects(S.property, shape), None)
            if isinstance(focus, URIRef) and shape is not None:
                path, value = report.value(result, S.resultPath), report.value(result, S.value)
                found.add(
                    ShaclResult(
                        str(focus),
                        str(shape),
                        str(path) if isinstance(path, URIRef) else "",
                        str(value) if value is not None else "",
                    )
                )
        yield from sorted(found)


def _flattened(shapes: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield equivalent shapes in which each property shape has the target classes of its node shape.

    pySHACL validates the property shapes of a node shape for each node separately, but a shape with a
    target for all nodes at once, which takes a third of the time.
    """
    triples = list(shapes)
    targets = [(triple.subject, triple.object) for triple in triples if triple.predicate == _TARGET]
    for triple in triples:
        own = [target for shape, target in targets if shape == triple.subject]
        if triple.predicate != _PROPERTY or len(own) == 0 or not isinstance(triple.object, ox.NamedNode):
            yield triple
            continue
        for target in own:
            yield ox.Triple(triple.object, _TARGET, target)


def _ntriples(triples: Iterable[ox.Triple]) -> str:
    serialized = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return (serialized or b"").decode("utf-8")


def _shacl() -> Any:  # noqa: ANN401  (a module, or None where it is not installed)
    """Return the package `shacl`, or None if it is not installed."""
    try:
        import shacl  # noqa: PLC0415  (an engine that can be missing)
    except ImportError:
        return None
    return shacl
