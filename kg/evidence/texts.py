"""Finds a source text and makes sure that it is the one that was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import MissingFile, WrongSource
from kg.files import read_text
from kg.rdf.namespaces import QS
from kg.rdf.records import Records


@dataclass(frozen=True)
class SourceText:
    """The text of a source.

    Attributes:
        source: The IRI of the source.
        path: The file it was read from.
        raw: Its characters as they are; offsets count them from 0.
    """

    source: str
    path: Path
    raw: str


def read_source(records: Records, source: str, folder: Path) -> SourceText:
    """Read the text of `source` from `folder` and hold it against the sha256 in the graph.

    Args:
        records: The records of the document that describes the source.
        source: The IRI of the source.
        folder: Where the texts lie, under the names that `qs:fileName` gives.

    Raises:
        MissingFile: There is no such file, or it cannot be read as UTF-8.
        WrongSource: Its sha256 is not the one in the graph.
    """
    if not folder.is_dir():
        raise MissingFile(folder, "there is no such folder of source texts", "没有此来源文本目录")
    path = folder / (records.one(source, QS + "fileName") or "")
    raw = read_text(path)
    found = hashlib.sha256(raw.encode("utf-8")).hexdigest()
    expected = records.one(source, QS + "sha256") or ""
    if found != expected:
        raise WrongSource(path, expected, found)
    return SourceText(source, path, raw)
