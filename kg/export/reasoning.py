"""The graph for OWL reasoners: what the files state, with dates as OWL 2 has them.

The datatypes of OWL 2 have `xsd:dateTime` but no `xsd:date`, and reasoners such as HermiT refuse a graph with
it. Here a date is its midnight, in the data and in the ranges of properties. Annotations and the description
of the data set, which use terms that the ontology does not declare, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.export.portal.description import DESCRIPTION
from kg.export.portal.graphs import ANNOTATIONS
from kg.rdf.graph_lines import GraphLines
from kg.rdf.namespaces import XSD
from kg.rdf.ntriples import token
from kg.rdf.sorting import SortedLines

_DATE: Final = token(XSD + "date")
_DATE_TIME: Final = token(XSD + "dateTime")


def reasoner_view(graphs: GraphLines) -> SortedLines:
    """Return the statements of an export as an OWL 2 reasoner reads them, together."""
    found = SortedLines()
    for name in graphs:
        if name not in (ANNOTATIONS, DESCRIPTION):
            found.add(_statements(name, graphs))
    return found


def _statements(name: str, graphs: GraphLines) -> Iterator[bytes]:
    """Yield the statements of a named graph, but not what it says about itself."""
    itself = token(name) + b" "
    for lines in graphs.chunks(name):
        for line in lines:
            if line.startswith(itself):
                continue
            if line.endswith(b'"^^' + _DATE):
                yield line.removesuffix(b'"^^' + _DATE) + b'T00:00:00"^^' + _DATE_TIME
            else:
                yield line.removesuffix(_DATE) + _DATE_TIME if line.endswith(b" " + _DATE) else line
