"""The Python interface: an open graph, and its queries, analyses, and drawings.

import kg
graph = kg.open()
graph.query("recurring-measures", minimum=2).to_pandas()
graph.analyze("likeness", scope="all").to_pandas()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from kg.disk.opening import open_built
from kg.errors import KgError, WrongValue
from kg.project import Project, open_project
from kg.query.catalog import CannedQuery, Catalog
from kg.query.derivation import open_store
from kg.query.emptiness import NO_VIOLATIONS, why_empty
from kg.query.labels import resolve, settle
from kg.query.parameters import Argument, Given, as_given
from kg.rdf.answers import Answer
from kg.rdf.sparql import form_of, prefixed
from kg.rdf.store import Store
from kg.words import Phrase, said_in_all

if TYPE_CHECKING:
    import networkx as nx

    from kg.drawing.drawing import Drawing
    from kg.export.citation import Citation


class Graph:
    """The knowledge graph, in memory or on a SPARQL server.

    Attributes:
        project: The files: canned queries, shapes, and (without a server) data.
        store: The store that answers SPARQL.
        catalog: The canned queries.
    """

    def __init__(self, project: Project, store: Store) -> None:
        self.project = project
        self.store = store
        self.catalog = Catalog(project.queries)

    def __repr__(self) -> str:
        return f"Graph({self.store!r})"

    def query(self, name: str, /, **arguments: Argument) -> Answer:
        """Return the rows of the canned query `name`.

        Args:
            name: The query's name; `graph.catalog.names` has them all.
            arguments: Values by parameter; the others keep their defaults.

        Raises:
            UnknownName: There is no such query or parameter, or no record of a name.
            WrongValue: A value is not of the parameter's type, or is a record of another class.
            AmbiguousName: Several records have the label that was given.
            NoAnswer: The server did not answer.
        """
        canned = self.catalog.get(name)
        given = self._resolved(canned, arguments)
        answer = self.store.query(canned.bind(given))
        if len(answer) > 0:
            return answer
        if canned.theme == "checks":
            return replace(answer, why=said_in_all(NO_VIOLATIONS))

        def rows(fewer: Mapping[str, Given]) -> int:
            return len(self.store.query(canned.bind(fewer)))

        return replace(answer, why=said_in_all(why_empty(self.store, canned.parameters, given, rows)))

    def bind(self, canned: CannedQuery, arguments: Mapping[str, Argument]) -> str:
        """Return the text of a canned query with `arguments` in their places; see `query`.

        A record costs one query, which finds the record of a label and checks that an IRI is a record.
        """
        return canned.bind(self._resolved(canned, arguments))

    def _resolved(self, canned: CannedQuery, arguments: Mapping[str, Argument]) -> dict[str, Given]:
        """Return `arguments` as texts, with the IRI of the record in the place of each label."""
        classes = {each.name: each.classes for each in canned.parameters.values()}
        return resolve(self.store, classes, {key: as_given(value) for key, value in arguments.items()})

    def sparql(self, query: str) -> Answer:
        """Return the answer to a SPARQL query, in which the project's prefixes are bound.

        The rows of a SELECT query are its solutions; an ASK query has one row with the column `answer`; the
        triples of a CONSTRUCT or DESCRIBE query are rows with the columns of `kg.rdf.answers.TRIPLE`.

        Args:
            query: A SELECT, ASK, CONSTRUCT, or DESCRIBE query; prefixes that it declares have priority.

        Raises:
            KgError: It is none of these.
            NoAnswer: The query is not SPARQL 1.1, or the server did not answer.
        """
        text, form = prefixed(query), form_of(query)
        if form == "SELECT":
            return self.store.query(text)
        if form == "ASK":
            return Answer.of(["answer"], [[self.store.ask(text)]])
        return Answer.of_triples(self.store.construct(text))

    def _repr_html_(self) -> str:
        """Return the HTML for a notebook: the coded sources, with the numbers of their claims."""
        return self.query("sources")._repr_html_()

    def analyze(self, name: str, /, **arguments: Argument) -> Answer:
        """Return the rows of the analysis `name`.

        Args:
            name: The analysis's name; `kg.analysis.ANALYSES` has them all.
            arguments: Values by parameter; the others keep their defaults.

        Raises:
            UnknownName: There is no such analysis or parameter, or no record of a name.
            WrongValue: A value is not what the parameter takes.
            AmbiguousName: Several records have the label that was given.
            NoAnswer: The server did not answer.
        """
        from kg.analysis import analysis_of  # noqa: PLC0415  (a query does not need it)

        analysis = analysis_of(name)
        answer = analysis.run(self, arguments)
        if len(answer) > 0:
            return answer
        settled = settle(self.store, analysis.parameters, arguments)

        def rows(fewer: Mapping[str, Given]) -> int:
            return len(analysis.run(self, fewer))

        given = {key: as_given(settled[key]) for key in arguments}
        return replace(answer, why=said_in_all(why_empty(self.store, analysis.parameters, given, rows)))

    def cite(self, claim: str) -> Citation:
        """Return the citation of a claim, which `kg.export.citation.write_citation` formats.

        Args:
            claim: Its IRI, a prefixed name, or a label in either language.

        Raises:
            UnknownName: There is no such claim; the error names the nearest.
            WrongValue: It is not a claim.
            AmbiguousName: Several claims have the label that was given.
            NoAnswer: The server did not answer.
        """
        from kg.export.citation import cite  # noqa: PLC0415  (a query does not need it)

        return cite(self.store, self.project, claim)

    def network(self, lang: str = "en") -> nx.MultiDiGraph[str]:
        """Return the records of the graph and the properties between them as a networkx graph.

        Args:
            lang: The language of the labels, `en` or `zh`; see `kg.networks.entities.entity_network`.
        """
        from kg.networks.entities import entity_network  # noqa: PLC0415  (networkx takes long to load)

        return entity_network(self.store, lang)

    def draw(self, name: str, /, lang: str = "en", **arguments: Argument) -> Drawing:
        """Return a chart or a diagram, which a notebook shows and `save` writes to a file.

        Args:
            name: Its name; `kg.gallery.SUBJECTS` has them all.
            lang: The language of its texts, `en` or `zh`.
            arguments: Values by parameter; the others keep their defaults.

        Raises:
            UnknownName: There is no such drawing, parameter, language or record.
            WrongValue: A value is not what the parameter takes.
            AmbiguousName: Several records have the label that was given.
            NoAnswer: The server did not answer.
        """
        from kg.gallery import drawing_of  # noqa: PLC0415  (a query does not need it)

        return drawing_of(self.store, self.catalog, name, lang, arguments)


def open_graph(
    root: Path | str | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    *,
    built: bool = True,
) -> Graph:
    """Open the knowledge graph.

    Args:
        root: A checkout; None for the files that came with the package.
        endpoint: The URL of a SPARQL endpoint to query instead of the local files.
        timeout: The seconds that each query may take; None for any, and 60 for an endpoint.
        memory: The megabytes that each query may take in addition to the graph; None for any.
        built: Whether a large graph may be read from the store on disk that `kg build` wrote.

    Raises:
        MissingFile: `root` is not a folder.
        KgError: It is not a checkout; `endpoint` is not a URL; a limit is not positive; or a limit is not
            supported, as that of memory is only on Linux and for local files.
    """
    project = open_project(Path(root) if root is not None else None)
    for name, limit in (("timeout", timeout), ("memory", memory)):
        if limit is not None and not 0 < limit < inf:
            raise WrongValue(name, str(limit), wanted=Phrase("a number above 0"))
    if endpoint is not None:
        if memory is not None:
            raise KgError("a limit for memory is for local files; leave out memory or endpoint")
        from kg.rdf.endpoint import RemoteStore  # noqa: PLC0415  (HTTP takes long to load)

        return Graph(project, RemoteStore(endpoint, timeout if timeout is not None else 60))
    store: Store | None = open_built(project) if built else None
    if store is None:
        store = open_store(project)
    if timeout is not None or memory is not None:
        from kg.rdf.limits import LimitedStore  # noqa: PLC0415  (few need it)

        store = LimitedStore(store, timeout, memory)
    return Graph(project, store)
