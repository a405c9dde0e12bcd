"""Holds the number of records of each class against `data/expected.toml`.

A record that vanishes breaks no shape. So the numbers are declared beside the data: too few records
are a violation, more than declared a warning, for the declaration is then to be raised.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import SyntaxFault
from kg.evidence.findings import Finding
from kg.files import read_text
from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE
from kg.rdf.records import Records

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
        tables = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise SyntaxFault(path, None, str(error), "TOML") from error
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(type(n) is int for n in table.values()):
            raise SyntaxFault(path, None, f"[{name}] must hold lines such as Target = 32", "TOML")
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
    lines = read_text(path).splitlines()
    for table, classes in expected.items():
        for name, wanted in classes.items():
            found = counts.get(table, Counter())[QS + name]
            if found != wanted:
                yield _finding(path, _line(lines, table, name), table, name, wanted, found)


def _finding(path: Path, line: int, table: str, name: str, wanted: int, found: int) -> Finding:
    few = found < wanted
    cure_en = "put back what is missing" if few else "raise the number"
    cure_zh = "请补回缺少的记录" if few else "请更新数目"
    return Finding(
        "record-count",
        FAMILIES["graph"] + table,
        f"{table} has {found} records of qs:{name}, {wanted} are declared; {cure_en}",
        f"{table} 有 {found} 条 qs:{name}，声明为 {wanted} 条；{cure_zh}",
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
