"""The named graphs of an export: those of the files, and those that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.export.library import licence_of
from kg.export.portal.annotations import annotations_of
from kg.export.portal.description import DESCRIPTION, description_of, of_graph
from kg.project import Project, graph_name
from kg.rdf.namespaces import FAMILIES
from kg.rdf.records import Records
from kg.rdf.turtle import read

NamedGraphs = Mapping[str, Collection[ox.Triple]]
"""The statements of named graphs, by the IRI of their graph."""

ANNOTATIONS: Final = FAMILIES["graph"] + "annotations"
"""The named graph of the Web Annotations."""


def exported_graphs(project: Project, graphs: Iterable[str] = ()) -> NamedGraphs:
    """Return the statements of an export by the IRI of their named graph.

    These are added to the graphs of the files: the annotations of their quotations; in each graph, what it
    says about itself; and the description of the data set, with counts only if the export is of the whole
    graph. A project without a description has only the annotations.

    Args:
        project: The project.
        graphs: Names of the named graphs to write, which are file names without extension; none means all.

    Raises:
        UnknownName: A name in `graphs` is not a graph of the project.
    """
    chosen = tuple(graphs)
    found = {graph_name(path): set(read(path).triples) for path in project.files_of(chosen)}
    records = Records(triple for triples in found.values() for triple in triples)
    annotations = set(annotations_of(records))
    if len(annotations) > 0:
        found[ANNOTATIONS] = annotations
    if project.description.is_file():
        licence = licence_of(project)
        for name, triples in found.items():
            triples.update(of_graph(name, licence, triples))
        found[DESCRIPTION] = description_of(project, licence, records, found, whole=len(chosen) == 0)
    return found
