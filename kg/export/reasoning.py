"""The graph for OWL reasoners: what the files state, with dates as OWL 2 has them.

The datatypes of OWL 2 have `xsd:dateTime` but no `xsd:date`, and reasoners such as HermiT refuse a graph with
it. Here a date is its midnight, in the data and in the ranges of properties. Annotations and the description
of the data set, which use terms that the ontology does not declare, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.export.portal.description import DESCRIPTION
from kg.export.portal.graphs import ANNOTATIONS, NamedGraphs
from kg.rdf.namespaces import XSD

_DATE: Final = ox.NamedNode(XSD + "date")
_DATE_TIME: Final = ox.NamedNode(XSD + "dateTime")


def reasoner_view(graphs: NamedGraphs) -> NamedGraphs:
    """Return the named graphs of an export as an OWL 2 reasoner reads them."""
    return {name: set(_statements(name, graphs)) for name in graphs if name not in (ANNOTATIONS, DESCRIPTION)}


def _statements(name: str, graphs: NamedGraphs) -> Iterator[ox.Triple]:
    """Yield the statements of a named graph, but not what it says about itself."""
    for triple in graphs[name]:
        if triple.subject == ox.NamedNode(name):
            continue
        object_ = triple.object
        if object_ == _DATE:
            object_ = _DATE_TIME
        elif isinstance(object_, ox.Literal) and object_.datatype == _DATE:
            object_ = ox.Literal(f"{object_.value}T00:00:00", datatype=_DATE_TIME)
        yield ox.Triple(triple.subject, triple.predicate, object_)
