"""The named graphs of an export: those of the files, and those that follow from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

import pyoxigraph as ox

from kg.export.library import licence_of
from kg.export.portal.annotations import QUOTING, Annotations
from kg.export.portal.description import DESCRIPTION, NOTING, Noted, description_of, of_graph
from kg.project import Project, graph_name
from kg.rdf.graph_lines import GraphLines
from kg.rdf.namespaces import FAMILIES
from kg.rdf.ntriples import ntriples_in, ntriples_lines, stated_with, triples_in
from kg.rdf.sorting import Chunk, SortedLines

NamedGraphs = Mapping[str, Collection[ox.Triple]]
"""The statements of named graphs, by the IRI of their graph."""

ANNOTATIONS: Final = FAMILIES["graph"] + "annotations"
"""The named graph of the Web Annotations."""


def exported_graphs(project: Project, graphs: Iterable[str] = ()) -> NamedGraphs:
    """Return the statements of an export in memory, by the IRI of their named graph; see `exported_lines`."""
    with exported_lines(project, graphs) as found:
        return {name: set(triples_in(chain.from_iterable(found.chunks(name)))) for name in found}


def exported_lines(project: Project, graphs: Iterable[str] = ()) -> GraphLines:
    """Return the statements of an export, as sorted lines by the IRI of their named graph.

    These are added to the graphs of the files: the annotations of their quotations; in each graph, what it
    says about itself; and the description of the data set, with counts only if the export is of the whole
    graph. A project without a description has only the annotations.

    Files are read one after the other, and no more is in memory than one of them and a fixed number of lines.

    Args:
        project: The project.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
    """
    chosen = tuple(graphs)
    licence = licence_of(project) if project.description.is_file() else None
    found = GraphLines()
    with Annotations() as annotations, Noted() as noted:
        for path in project.files_of(chosen):
            with SortedLines() as own:
                for lines in ntriples_in(path):
                    stated = stated_with(lines, {*QUOTING, *NOTING})
                    annotations.read(stated)
                    noted.read(stated)
                    own.add(lines)
                _put(found, graph_name(path), own, licence)
        with annotations.lines() as own:
            if any(True for _ in own.chunks()):
                _put(found, ANNOTATIONS, own, licence)
        if licence is not None:
            described = description_of(project, licence, noted if len(chosen) == 0 else None, found)
            found.put(DESCRIPTION, [sorted(ntriples_lines(described))])
    return found


def _put(found: GraphLines, name: str, own: SortedLines, licence: str | None) -> None:
    """Add a named graph, and in it what it says about itself if the data set has a license."""
    if licence is not None:
        size, subjects = 0, set[str]()
        slug = name.removeprefix(FAMILIES["graph"])
        for lines in own.chunks():
            size += len(lines)
            subjects.update(_topics(lines, slug))
        own.add(ntriples_lines(of_graph(name, licence, size, subjects)))
    found.put(name, own.chunks())


def _topics(lines: Chunk, slug: str) -> Iterator[str]:
    """Yield the source and the document of a name, if lines are about them."""
    for family in ("document", "source"):
        start = f"<{FAMILIES[family]}{slug}> ".encode()
        at = bisect_left(lines, start)
        if at < len(lines) and lines[at].startswith(start):
            yield FAMILIES[family] + slug
