"""Opens the store on disk if it is fresh, and answers from it while that is the faster way.

A store on disk opens at once, but its joins take about six times as long as those in memory. So a small graph
is read into memory in any case. A large one is asked on disk, until the queries have taken as long as reading
it would have taken; then it is read into memory, if it fits, and the next queries are asked there.
"""

from __future__ import annotations

import re
import time
import warnings
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeVar

import pyoxigraph as ox

from kg.disk.folder import Build, StoreFolder, maker
from kg.disk.manifest import Manifest
from kg.errors import NoAnswer, Note
from kg.query.derivation import open_store
from kg.rdf.sparql import unquoted
from kg.rdf.store import Oxigraph

if TYPE_CHECKING:
    from kg.project import Project
    from kg.rdf.answers import Answer
    from kg.rdf.store import EmbeddedStore

Replied = TypeVar("Replied")

SMALLEST_GRAPH: Final = 200_000
"""The number of statements below which the files are read into memory in any case."""

LARGEST_GRAPH: Final = 5_000_000
"""The number of statements above which a graph is not read into memory; it would take 2 GB."""

LOADING_TIME: Final = 4e-6
"""The seconds that it takes to read a statement into memory."""

_TRIES: Final = 5
"""How often to look for the current build, if others replace it at the same time."""

_FROM: Final = re.compile(r"\bFROM\b", re.IGNORECASE)


class DiskStore(Oxigraph):
    """A store on disk, which answers like one in memory: without its named graphs."""

    def __init__(self, place: Path) -> None:
        """Open a store.

        Raises:
            OSError: It is damaged, and so is a RuntimeError.
        """
        self._store = ox.Store.read_only(str(place))

    def _found(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        if _FROM.search(unquoted(sparql)) is not None:  # a graph that is not in memory is empty there
            return self._store.query(sparql, default_graph=[], named_graphs=[])
        return self._store.query(sparql, named_graphs=[])


class BuiltStore:
    """The graph that `kg build` wrote, on disk or, after long queries, in memory."""

    def __init__(
        self, place: Path, statements: int, load: Callable[[], EmbeddedStore | None], held: IO[bytes]
    ) -> None:
        """Set the store, which the first query opens.

        Args:
            place: The folder of the store.
            statements: How many statements it has.
            load: Returns the same graph in memory, None if the files have changed.
            held: An open file that keeps the store from being removed.
        """
        self._place = place
        self._statements = statements
        self._load = load
        weakref.finalize(self, held.close)
        self._store: Oxigraph | None = None
        self._left = statements * LOADING_TIME

    def __len__(self) -> int:
        """Return how many triples there are."""
        return self._statements

    def __repr__(self) -> str:
        return f"BuiltStore({len(self)} triples)"

    def query(self, sparql: str) -> Answer:
        """Run a SELECT query; see `kg.rdf.store.Store.query`."""
        return self._timed(lambda store: store.query(sparql))

    def ask(self, sparql: str) -> bool:
        """Run an ASK query; see `kg.rdf.store.Store.ask`."""
        return self._timed(lambda store: store.ask(sparql))

    def construct(self, sparql: str) -> tuple[ox.Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE query; see `kg.rdf.store.Store.construct`."""
        return self._timed(lambda store: store.construct(sparql))

    def _opened(self) -> Oxigraph:
        """Return the store on disk, or the graph in memory if that is damaged.

        Raises:
            NoAnswer: It is damaged, and the files have changed.
        """
        try:
            return DiskStore(self._place)
        except (OSError, RuntimeError) as error:
            store = self._load()
            if store is None:
                raise NoAnswer("the build is damaged; run kg build --force") from error
            return store

    def _timed(self, work: Callable[[Oxigraph], Replied]) -> Replied:
        if self._store is None:
            self._store = self._opened()
        if isinstance(self._store, DiskStore) and self._left < 0 and self._statements <= LARGEST_GRAPH:
            self._left = float("inf")  # it is tried once
            self._store = self._load() or self._store
        begin = time.thread_time()
        try:
            return work(self._store)
        finally:
            self._left -= time.thread_time() - begin


def open_built(project: Project) -> BuiltStore | None:
    """Return the store that `kg build` wrote, None if there is none or the files are faster to read.

    A store that does not have the files in their present state is not returned, and a `Note` warns of it.

    Raises:
        MissingFile: A file cannot be read.
    """
    folder = StoreFolder(project)
    build, held = _held(folder)
    if build is None:
        return None
    manifest = folder.manifest_of(build.name)
    if held is None or manifest is None or not folder.is_whole(build):
        note = Note("the build is damaged, so it is not used; run kg build")
    elif build.maker != maker():
        note = Note("the build was made by another version of kg, so it is not used; run kg build")
    elif len(differing := Manifest.of(project, manifest).differing(manifest)) > 0:
        note = Note(
            "the build is out of date, so it is not used: {files} files differ, such as {example}; "
            "run kg build",
            files=len(differing),
            example=differing[0],
        )
    else:
        load = partial(_loaded, project, manifest)
        return BuiltStore(folder.store_of(build.name), build.statements, load, held)
    if held is not None:
        held.close()
    warnings.warn(note, stacklevel=2)
    return None


def _held(folder: StoreFolder) -> tuple[Build | None, IO[bytes] | None]:
    """Return the current build if it is large, and what keeps it from being removed."""
    for _ in range(_TRIES):
        build = folder.current()
        if build is None or build.statements < SMALLEST_GRAPH:
            return None, None
        held = folder.hold(build.name)
        if held is not None or build == folder.current():
            return build, held
    return None, None  # each was replaced before it could be held


def _loaded(project: Project, manifest: Manifest) -> EmbeddedStore | None:
    """Return the graph in memory, None if the files are not those of the manifest."""
    if Manifest.of(project, manifest).differing(manifest) != []:
        return None
    store = open_store(project)
    return store if Manifest.of(project, manifest).differing(manifest) == [] else None
