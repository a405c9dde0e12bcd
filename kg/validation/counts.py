"""Compares the number of records of each class with `data/expected.toml`, and updates the numbers.

A lost record violates no shape. So the numbers are declared next to the data: too few records are a
violation. More than declared are a warning, since a number that is too low would hide a loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.evidence.findings import Finding
from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.validation.expected import WHOLE_GRAPH, Expected, line_of, read_expected, write_expected
from kg.words import Phrase

Counts = Mapping[str, Counter[str]]
"""The number of records of each class, for each table of `expected.toml`."""


@dataclass(frozen=True)
class Change:
    """A number in `expected.toml` that differs from the number of records.

    Attributes:
        table: The name of its table.
        name: The local name of the class.
        declared: The number that was declared, 0 if there was none.
        found: The number of records.
        written: Whether `found` was written in place of `declared`.
    """

    table: str
    name: str
    declared: int
    found: int
    written: bool


def classes_of(records: Records) -> Counter[str]:
    """Return the number of records of each class of the ontology, by local name."""
    types = (type_ for subject in records.subjects for type_ in records.all(subject, RDF_TYPE))
    return Counter(type_.removeprefix(QS) for type_ in types if type_.startswith(QS))


def count_records(classes: Iterable[tuple[Path, Counter[str]]], tables: Iterable[str]) -> Counts:
    """Return the number of records of each class of the ontology, for each of `tables`.

    Args:
        classes: The files of the graph, each with the result of `classes_of`.
        tables: The names of files, without extension, or that of the table for the whole graph.
    """
    counts: dict[str, Counter[str]] = {table: Counter() for table in tables}
    for file, own in classes:
        for table in counts.keys() & {file.stem, WHOLE_GRAPH}:
            counts[table].update(own)
    return counts


def check_counts(path: Path, expected: Expected, counts: Counts) -> Iterator[Finding]:
    """Yield a finding for each class with fewer or more records than declared.

    Args:
        path: The file of the declaration, for its lines.
        expected: The declared numbers.
        counts: The numbers of records.
    """
    for table in counts:
        if table in expected:
            for name, wanted, found in _differences(expected, counts, table):
                yield _finding(path, table, name, wanted, found)
            continue
        yield Finding(
            "record-count",
            FAMILIES["graph"] + table,
            Phrase("there is no table [{table}]; run kg validate --update-counts", table=table),
            severity="warning",
            path=path,
            line=1,
        )


def update_counts(path: Path, counts: Counts, *, allow_fewer: bool) -> tuple[Change, ...]:
    """Write the numbers of `counts` that are higher than declared; lower ones only if that is allowed.

    Returns:
        Every number that differed, also those that were not written.

    Raises:
        KgError: The file does not consist of headers with lines such as `Target = 32`.
        MissingFile: It cannot be read.
        SyntaxFault: It is not TOML, or has anything but tables of whole numbers.
        NotWritten: It cannot be written; it is unchanged.
    """
    expected = read_expected(path)
    changes = tuple(
        Change(table, name, wanted, found, allow_fewer or found > wanted)
        for table in counts
        for name, wanted, found in _differences(expected, counts, table)
    )
    new: Expected = {}
    for change in changes:
        if change.written:
            new.setdefault(change.table, {})[change.name] = change.found
    if len(new) > 0:
        write_expected(path, new)
    return changes


def _differences(expected: Expected, counts: Counts, table: str) -> Iterator[tuple[str, int, int]]:
    """Yield the classes whose declared and found numbers differ, with both numbers."""
    declared, found = expected.get(table, {}), counts[table]
    for name in sorted(declared.keys() | found.keys()):
        if declared.get(name, 0) != found[name]:
            yield name, declared.get(name, 0), found[name]


def _finding(path: Path, table: str, name: str, wanted: int, found: int) -> Finding:
    few = found < wanted
    run = "kg validate --update-counts"
    if few:
        cure = Phrase("restore the missing records, or run {command}", command=f"{run} --allow-fewer")
    else:
        cure = Phrase("run {command}", command=run)
    return Finding(
        "record-count",
        FAMILIES["graph"] + table,
        Phrase(
            "{table} has {found} records of qs:{name}, {wanted} are declared; {cure}",
            table=table,
            found=found,
            name=name,
            wanted=wanted,
            cure=cure,
        ),
        severity="violation" if few else "warning",
        path=path,
        line=line_of(path, table, name),
    )
