"""The RDF dataset of the server: one named graph for each file, and their union as the default graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import MissingFile, SyntaxFault
from kg.files import read_bytes
from kg.project import Project, graph_name
from kg.query.derivation import derive, is_current
from kg.rdf.bounds import refuse_turtle
from kg.rdf.namespaces import BASE
from kg.rdf.store import EmbeddedStore


@dataclass(frozen=True)
class NamedDataset:
    """The dataset, as the processes that answer queries load it.

    Attributes:
        nquads: The dataset as N-Quads. If two graphs share a triple, their union is there as the default
            graph: an engine that asks several graphs would give the triple twice.
        sizes: The number of triples of each named graph, by its IRI.
        triples: The number of triples of the default graph.
        subjects: The IRIs that have statements, by their path below the namespace, without a fragment.
    """

    nquads: bytes
    sizes: Mapping[str, int]
    triples: int
    subjects: Mapping[str, tuple[str, ...]]


def dataset_of(project: Project) -> NamedDataset:
    """Return the dataset of a project's files, with summaries that match them.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is not Turtle.
    """
    store = ox.Store()
    current = is_current(project)
    for path in project.graph_files if current else project.stated_files:
        content = read_bytes(path)
        refuse_turtle(content, path)
        try:
            store.load(content, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph_name(path)))
        except OSError as error:
            raise MissingFile.from_os(path, error) from error
        except SyntaxError as error:
            raise SyntaxFault(path, error.lineno, error.msg, "Turtle") from error
    if not current:
        name = ox.NamedNode(graph_name(project.summaries))
        derived = derive(EmbeddedStore(project.stated_files), project)
        store.extend(ox.Quad(each.subject, each.predicate, each.object, name) for each in derived)
    return named_dataset(store)


def named_dataset(store: ox.Store) -> NamedDataset:
    """Return the dataset whose named graphs are those of a store.

    Args:
        store: A store without a default graph; it gets one if two of its graphs share a triple.
    """
    sizes: dict[str, int] = defaultdict(int)
    subjects: dict[str, set[str]] = defaultdict(set)
    triples = set()
    for quad in store:
        triples.add(quad.triple)
        assert isinstance(quad.graph_name, ox.NamedNode)
        sizes[quad.graph_name.value] += 1
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BASE):
            path = quad.subject.value.removeprefix(BASE).partition("#")[0]
            subjects[path].add(quad.subject.value)
    if len(triples) < len(store):
        store.extend(ox.Quad(*triple) for triple in triples)
    nquads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert nquads is not None
    ordered = {path: tuple(sorted(iris)) for path, iris in subjects.items()}
    return NamedDataset(nquads, dict(sizes), len(triples), ordered)
