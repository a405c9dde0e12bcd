"""Finds a source text and checks that it is the one that was coded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.chinese.normalization import CleanText, Repair, clean
from kg.errors import KgError, MissingFile, WrongSource
from kg.evidence.findings import Finding
from kg.files import read_text
from kg.rdf.namespaces import OA, QS, shorten
from kg.rdf.records import Records
from kg.words import Phrase


@dataclass(frozen=True)
class SourceText:
    """The text of a source.

    Attributes:
        source: The IRI of the source.
        path: The file it was read from.
        raw: Its characters as they are; offsets count them from 0.
        repairs: What its damaged characters were, by `qs:Repair`.
    """

    source: str
    path: Path
    raw: str
    repairs: tuple[Repair, ...] = ()

    @property
    def reading(self) -> CleanText:
        """Its clean reading."""
        return clean(self.raw, self.repairs)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal digits."""
        return hashlib.sha256(self.raw.encode("utf-8")).hexdigest()


def read_source(records: Records, source: str, folder: Path) -> SourceText:
    """Read the text of `source` from `folder` and compare it with the sha256 in the graph.

    A source without sha256 accepts any text: the shapes require one, and `kg format` fills it in.

    Args:
        records: The records of the document that describes the source.
        source: The IRI of the source.
        folder: The folder of the texts, with the file names in `qs:fileName`.

    Raises:
        KgError: The file name in the graph leads out of the folder.
        MissingFile: There is no such file, or it cannot be read as UTF-8.
        WrongSource: Its sha256 is not the one in the graph.
    """
    if not folder.is_dir():
        raise MissingFile(folder, "there is no such folder of source texts")
    name = records.one(source, QS + "fileName") or ""
    if "\0" in name or Path(name).is_absolute() or ".." in Path(name).parts:
        raise KgError(
            "{source}: the file name {name!r} is not in the folder of source texts; correct qs:fileName",
            source=shorten(source, "/"),
            name=name,
        )
    path = folder / name
    text = SourceText(source, path, read_text(path))
    expected = records.one(source, QS + "sha256")
    if expected is not None and text.sha256 != expected:
        raise WrongSource(path, expected, text.sha256)
    return replace(text, repairs=tuple(_repairs(records, text)))


def _repairs(records: Records, text: SourceText) -> Iterator[Repair]:
    """Yield the repairs of a text that are at their offsets; others are findings."""
    for record in records.of_class(QS + "Repair"):
        start, exact = records.offset(record, OA + "start"), records.one(record, OA + "exact")
        meant = records.one(record, QS + "meant") or ""
        if text.source not in records.all(record, OA + "hasSource") or start is None or not exact:
            continue
        if text.raw.startswith(exact, start) and len(meant) == 1:
            yield Repair(start, start + len(exact), meant)


def check_characters(records: Records, text: SourceText) -> Iterator[Finding]:
    """Yield a finding if the source states a wrong number of characters."""
    stated = records.offset(text.source, QS + "characters")
    if stated is not None and stated != len(text.raw):
        yield Finding(
            "source-characters",
            text.source,
            Phrase(
                "{file} has {found} characters, not {stated}; correct qs:characters",
                file=text.path.name,
                found=len(text.raw),
                stated=stated,
            ),
            QS + "characters",
        )
