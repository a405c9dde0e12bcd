"""Holds the number of records of each class against `data/expected.toml`.

A record that vanishes breaks no shape. So the numbers are declared beside the data: too few records
are a violation, more than declared a warning, for the declaration is then to be raised.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import MissingFile, SyntaxFault
from kg.evidence.findings import Finding
from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.words import Phrase

WHOLE_GRAPH = "graph"
"""The table of `expected.toml` that counts the whole graph; the others are named for a source's file."""

Expected = dict[str, dict[str, int]]
"""For each table, how many records of each class there must be."""


def read_expected(path: Path) -> Expected:
    """Read `expected.toml`.

    Raises:
        MissingFile: It cannot be read.
        SyntaxFault: It is not TOML, or holds anything but tables of whole numbers.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingFile.from_os(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SyntaxFault(path, None, str(error), "TOML") from error
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(type(n) is int for n in table.values()):
            detail = Phrase("[{table}] must hold lines such as Target = 32", table=name)
            raise SyntaxFault(path, None, detail, "TOML")
    return tables


def check_counts(path: Path, expected: Expected, records: Mapping[Path, Records]) -> Iterator[Finding]:
    """Yield a finding for each class of which there are fewer or more records than declared.

    Args:
        path: The file of the declaration, for its lines.
        expected: What it declares.
        records: What each file of the graph holds.
    """
    counts = {WHOLE_GRAPH: Counter[str]()}
    for file, own in records.items():
        types = Counter(type_ for subject in own.subjects for type_ in own.all(subject, RDF_TYPE))
        counts.setdefault(file.stem, Counter()).update(types)
        counts[WHOLE_GRAPH] += types
    lines = path.read_text(encoding="utf-8").splitlines()
    for table, classes in expected.items():
        for name, wanted in classes.items():
            found = counts.get(table, Counter())[QS + name]
            if found != wanted:
                yield _finding(path, _line(lines, table, name), table, name, wanted, found)


def _finding(path: Path, line: int, table: str, name: str, wanted: int, found: int) -> Finding:
    few = found < wanted
    cure = Phrase("put back what is missing") if few else Phrase("raise the number")
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
        line=line,
    )


def _line(lines: list[str], table: str, name: str) -> int:
    """Return the line of `expected.toml` that declares `name` in `table`."""
    inside = False
    for number, text in enumerate(lines, 1):
        if text.startswith("["):
            inside = text.strip("[] ") == table
        elif inside and text.partition("=")[0].strip() == name:
            return number
    return 1
