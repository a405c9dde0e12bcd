"""The files of the site, made when they are asked for and kept while there is room; and the data of IRIs."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

import pyoxigraph as ox

from kg.rdf.namespaces import BASE, PREFIXES
from kg.rdf.ntriples import ntriples_line
from kg.rdf.store import Store
from kg.rdf.turtle import canonical_form
from kg.server.dataset import NamedDataset
from kg.server.media import content_type, is_packed
from kg.server.serialization import graph_as

_ROOM: Final = 48_000_000
"""How many bytes of files are kept."""

_SMALL: Final = 500
"""The size in bytes of a file that gzip would not make much smaller."""


class PageSource(Protocol):
    """What makes the files of the site."""

    @property
    def paths(self) -> Sequence[str]:
        """The paths of all files."""

    def content(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            KeyError: There is no such file.
        """

    def page_of(self, iri: str) -> str | None:
        """Return the folder of the page that shows an IRI, perhaps with a fragment, or None."""


class StoredFile(NamedTuple):
    """A file that is ready to be sent.

    Attributes:
        content: Its bytes.
        packed: Its bytes, compressed with gzip; None if that is of no use.
        tag: What is different for each content.
        content_type: The value of the header.
    """

    content: bytes
    packed: bytes | None
    tag: str
    content_type: str


class SiteLibrary:
    """The files of the site and the data of IRIs."""

    def __init__(self, site: PageSource, store: Store, dataset: NamedDataset) -> None:
        self._site, self._store, self._dataset = site, store, dataset
        self._paths = frozenset(site.paths)
        self._kept: OrderedDict[str, StoredFile] = OrderedDict()
        self._size = 0
        self._made: dict[str, asyncio.Future[StoredFile]] = {}
        # One thread: the loop answers others meanwhile, and makers need no locks.
        self._maker = ThreadPoolExecutor(1, "pages")

    def close(self) -> None:
        """Make no more files."""
        self._maker.shutdown(wait=False, cancel_futures=True)

    def has(self, path: str) -> bool:
        """Return whether there is a file of the site."""
        return path in self._paths

    def describes(self, subject: str) -> bool:
        """Return whether there are data of the IRI with a path."""
        return subject in self._dataset.subjects or f"{subject}.ttl" in self._paths

    def page_of(self, subject: str) -> str | None:
        """Return the folder of the page that shows the IRI with a path, perhaps with a fragment, or None."""
        page = self._site.page_of(BASE + subject)
        if page is None and f"{subject}/index.html" in self._paths and self.describes(subject):
            return f"{subject}/"
        return page

    async def file(self, path: str) -> StoredFile:
        """Return a file of the site."""
        return await self._get(path, lambda: self._site.content(path))

    async def data(self, subject: str, end: str) -> StoredFile:
        """Return the data of the IRI with a path, in the format of the end of their address."""
        return await self._get(subject + end, lambda: self._written(subject, end))

    def _written(self, subject: str, end: str) -> bytes:
        """Return data: a file of the site, or what the graph states about the IRI."""
        if subject + end in self._paths:
            return self._site.content(subject + end)
        if f"{subject}.ttl" in self._paths:
            content = self._site.content(f"{subject}.ttl")
            triples = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]
        else:
            names = " ".join(f"<{iri}>" for iri in self._dataset.subjects[subject])
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {names} }} ?s ?p ?o }}"
            triples = list(self._store.construct(text))
        if end == ".ttl":
            return canonical_form(triples).encode()
        if end == ".nt":
            return "".join(f"{line} .\n" for line in sorted(map(ntriples_line, triples))).encode()
        return graph_as(sorted(triples, key=ntriples_line), "application/ld+json", PREFIXES)

    async def _get(self, path: str, make: Callable[[], bytes]) -> StoredFile:
        """Return a file that is kept, or make it; those who ask for it meanwhile wait for the same."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._made:
            loop = asyncio.get_running_loop()
            made = loop.run_in_executor(self._maker, lambda: _stored(path, make()))
            made.add_done_callback(lambda done: self._keep(path, done))
            self._made[path] = made
        return await asyncio.shield(self._made[path])

    def _keep(self, path: str, made: asyncio.Future[StoredFile]) -> None:
        """Keep a file, and drop those that were not asked for the longest, until there is room."""
        del self._made[path]
        if made.cancelled() or made.exception() is not None:
            return
        self._kept[path] = made.result()
        self._size += _size(made.result())
        while self._size > _ROOM and len(self._kept) > 1:
            self._size -= _size(self._kept.popitem(last=False)[1])


def _stored(path: str, content: bytes) -> StoredFile:
    packed = None if is_packed(path) or len(content) < _SMALL else gzip.compress(content, 6, mtime=0)
    return StoredFile(content, packed, sha256(content).hexdigest()[:32], content_type(path))


def _size(file: StoredFile) -> int:
    return len(file.content) + len(file.packed or b"")
