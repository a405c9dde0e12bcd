"""Builds the store on disk. Only changed files are loaded, and the new store replaces the old in one step.

Each file is in its named graph, from which the statements of its old version are known. Queries read the
default graph, which has each statement once, however many files state it. The union of the named graphs would
have a statement of two files twice, and so give other counts than the graph in memory.

The new store begins as a copy of the old one. A copy takes no time, since the files of a store never change
and can be linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.disk.folder import Build, StoreFolder, maker
from kg.disk.manifest import NO_FILES, Manifest
from kg.errors import KgError, NotWritten, SyntaxFault
from kg.files import LARGEST, read_bytes
from kg.project import Project, graph_name
from kg.query.derivation import LARGEST_SUMMARIES, derive, header_of, rule_files, summaries_read
from kg.rdf.bounds import refuse_turtle
from kg.rdf.store import EmbeddedStore

_MOST_CHANGED: Final = 0.5
"""The share of graphs that may change before a new store is made faster than the old one is changed."""

_MANY: Final = 100_000
"""The number of statements above which loading them as a file is faster than adding them."""

_DERIVED: Final = "derived "
"""The mark of a graph of summaries that were derived for the build, since no file had them."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        loaded: The files that were loaded, as paths from the root of the project.
        removed: The files whose statements were removed.
        unchanged: How many files were not loaded, since they had not changed.
        statements: How many statements the graph has.
    """

    loaded: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    statements: int


@dataclass(frozen=True)
class _Old:
    """The build before: what it was made from, its named graphs, its store, and its number of statements."""

    manifest: Manifest
    graphs: Mapping[str, str]
    place: Path
    statements: int

    @property
    def derived(self) -> bool:
        """Whether its summaries are not those of the file."""
        return any(digest.startswith(_DERIVED) for digest in self.graphs.values())


@dataclass(frozen=True)
class _Plan:
    """What a store is to contain: the files of each named graph, and their digest."""

    files: Mapping[str, list[Path]]
    graphs: Mapping[str, str]

    def changed(self, old: _Old | None) -> list[str]:
        """Return the graphs that the build before does not have, or not with this digest."""
        before = old.graphs if old is not None else {}
        return [graph for graph, digest in self.graphs.items() if before.get(graph) != digest]


def build_store(project: Project, *, force: bool = False) -> BuildReport:
    """Write the project's graph to the store on disk, or bring that up to date.

    Args:
        project: The project.
        force: Whether to load all files again.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is not Turtle.
        KgError: A file changed while it was read, or the system has no locks.
        NotWritten: The folder cannot be written.
    """
    folder = StoreFolder(project)
    with folder.writing():
        folder.sweep()
        build = folder.current() if not force else None
        old = _old(folder, build) if build is not None else None
        now = Manifest.of(project, old.manifest if old is not None else NO_FILES)
        if build is not None and old is not None and now.differing(old.manifest) == []:
            if now != old.manifest:
                folder.note(build.name, now)  # the same contents with other times
            unchanged = len(project.stated_files) + (not old.derived)
            return BuildReport((), (), unchanged, build.statements)
        plan = _plan(project, now)
        name = folder.begin()
        try:
            statements = _write(folder.store_of(name), project, now, plan, old)
            folder.publish(name, statements, plan.graphs, now)
        finally:
            folder.sweep()
    changed = set(plan.changed(old))
    loaded = [path for graph, paths in plan.files.items() if graph in changed for path in paths]
    rules = [_shown(project, path) for path in rule_files(project)]
    removed = set(old.manifest.files) - set(now.files) - set(rules) if old is not None else set()
    return BuildReport(
        tuple(_shown(project, path) for path in loaded),
        tuple(sorted(removed)),
        sum(map(len, plan.files.values())) - len(loaded),
        statements,
    )


def _old(folder: StoreFolder, build: Build) -> _Old | None:
    """Return what a build has, None if it is damaged or of another version of the program."""
    manifest, graphs = folder.manifest_of(build.name), folder.graphs_of(build.name)
    if manifest is None or graphs is None or build.maker != maker() or not folder.is_whole(build):
        return None
    return _Old(manifest, graphs, folder.store_of(build.name), build.statements)


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()


def _plan(project: Project, now: Manifest) -> _Plan:
    """Return what the store is to contain.

    Raises:
        MissingFile: The file of summaries cannot be read.
        SyntaxFault: It is one that the parser could not read without a crash.
    """
    digests = {path: now.files[_shown(project, path)].sha256 for path in project.stated_files}
    files: dict[str, list[Path]] = {}
    for path in project.stated_files:
        files.setdefault(graph_name(path), []).append(path)
    graphs = {graph: " ".join(digests[path] for path in paths) for graph, paths in files.items()}
    rules = (now.files[_shown(project, path)].sha256 for path in rule_files(project))
    inputs = [bytes.fromhex(digest) for digest in (*digests.values(), *rules)]
    derived = graph_name(project.summaries)
    if project.summaries.is_file():
        first, body = summaries_read(project)
        if first == header_of(body, inputs):
            digest = now.files[_shown(project, project.summaries)].sha256
            files[derived] = [*files.get(derived, ()), project.summaries]
            graphs[derived] = f"{graphs.get(derived, '')} {digest}"
            return _Plan(files, graphs)
    files.setdefault(derived, [])
    graphs[derived] = _DERIVED + sha256(b"".join(inputs)).hexdigest()
    return _Plan(files, graphs)


def _write(place: Path, project: Project, now: Manifest, plan: _Plan, old: _Old | None) -> int:
    """Write a store, and return how many statements it has.

    Raises:
        MissingFile: A file cannot be read.
        SyntaxFault: A file is not Turtle.
        KgError: A file changed while it was read.
        NotWritten: The folder cannot be written.
    """
    changed = plan.changed(old)
    gone = [graph for graph in old.graphs if graph not in plan.graphs] if old is not None else []

    def triples(graph: str) -> Iterator[ox.Triple]:
        for path in plan.files[graph]:
            yield from _triples(path, now.files[_shown(project, path)].sha256)
        if plan.graphs[graph].startswith(_DERIVED):
            yield from derive(EmbeddedStore(project.stated_files), project)
            if now.differing(Manifest.of(project, now)) != []:
                raise _moving(project.root)

    try:
        if old is None or len(changed) + len(gone) > _MOST_CHANGED * len(old.graphs):
            store = ox.Store(place)
            store.bulk_extend(chain.from_iterable(_quads(triples(graph), graph) for graph in plan.graphs))
            statements = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        else:
            ox.Store.read_only(str(old.place)).backup(place)
            store = ox.Store(place)
            statements = old.statements
            for graph in (*gone, *changed):
                statements += _replace(store, graph, triples(graph) if graph in plan.graphs else ())
        store.flush()
    except (OSError, RuntimeError) as error:
        raise NotWritten.because(place, error) from error
    return statements


def _triples(path: Path, digest: str) -> Iterator[ox.Triple]:
    """Yield the statements of a file.

    Its blank nodes get names that no other file has, and that are the same in both graphs.

    Raises:
        MissingFile: It cannot be read, or is too large.
        SyntaxFault: It is not Turtle.
        KgError: Its SHA-256 is not `digest`.
    """
    content = read_bytes(path, LARGEST_SUMMARIES if path.parent.name == "derived" else LARGEST)
    if sha256(content).hexdigest() != digest:
        raise _moving(path)
    refuse_turtle(content, path)
    try:
        for quad in ox.parse(content, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield quad.triple
    except SyntaxError as error:
        raise SyntaxFault(path, error.lineno, error.msg, "Turtle") from error


def _moving(path: Path) -> KgError:
    return KgError("it changed while it was read; run kg build again", path=path)


def _quads(triples: Iterable[ox.Triple], graph: str) -> Iterator[ox.Quad]:
    """Yield each statement in its named graph and in the default graph."""
    name = ox.NamedNode(graph)
    for subject, predicate, object_ in triples:
        yield ox.Quad(subject, predicate, object_, name)
        yield ox.Quad(subject, predicate, object_)


def _replace(store: ox.Store, graph: str, triples: Iterable[ox.Triple]) -> int:
    """Replace the statements of a named graph, and return by how many the default graph has grown.

    A statement leaves the default graph only with the last named graph that has it.
    """
    name = ox.NamedNode(graph)
    new, old = ox.Store(), ox.Store()
    new.bulk_extend(ox.Quad(*triple) for triple in triples)
    old.bulk_extend(ox.Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, name))
    grown = 0
    for quad in old:
        if quad not in new:
            store.remove(ox.Quad(quad.subject, quad.predicate, quad.object, name))
            elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(each == quad for each in elsewhere):
                store.remove(quad)
                grown -= 1
    added = [quad.triple for quad in new if quad not in old]
    grown += sum(1 for triple in added if ox.Quad(*triple) not in store)
    add = store.extend if len(added) < _MANY else store.bulk_extend
    add(_quads(added, graph))
    return grown
