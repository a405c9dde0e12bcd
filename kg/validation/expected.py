"""Reads and writes `data/expected.toml`, which declares the number of records of each class."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import KgError, SyntaxFault
from kg.files import read_text, write_atomically
from kg.words import Phrase

WHOLE_GRAPH: Final = "graph"
"""The table that counts the whole graph; each other table has the name of a document's file."""

Expected = dict[str, dict[str, int]]
"""The declared number of records of each class, for each table."""

_HEADER: Final = re.compile(r"""\s*\[\s*["']?([^]"']+?)["']?\s*\]""")
_ENTRY: Final = re.compile(r"""(\s*["']?([\w-]+)["']?\s*=\s*)[+-]?\w+""")


def read_expected(path: Path) -> Expected:
    """Read `expected.toml`.

    Raises:
        MissingFile: It cannot be read.
        SyntaxFault: It is not TOML, or has anything but tables of whole numbers.
    """
    return _parsed(read_text(path), path)


def line_of(path: Path, table: str, name: str) -> int:
    """Return the line that declares `name` in `table`; if there is none, that of the table, or the first."""
    keys = enumerate(_keys(read_text(path).split("\n")), 1)
    return max((number for number, key in keys if key in ((table, ""), (table, name))), default=1)


def write_expected(path: Path, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Write the numbers of `counts`, and keep everything else: comments, other numbers, the order.

    A new line is added in the order of the classes, and a new table in the order of the documents.

    Raises:
        KgError: The file does not consist of headers with lines such as `Target = 32`.
        NotWritten: The file cannot be written; it is unchanged.
    """
    wanted = read_expected(path)
    lines = read_text(path).removesuffix("\n").split("\n")
    for table, classes in counts.items():
        if table not in wanted:
            _add_table(lines, table)
        wanted[table] = {**wanted.get(table, {}), **classes}
        for name, number in classes.items():
            _declare(lines, table, name, number)
    text = "\n".join(lines) + "\n"
    try:
        right = _parsed(text, path) == wanted
    except SyntaxFault:
        right = False
    if not right:
        raise KgError(
            "it cannot be updated; write each table as a [header] with lines such as Target = 32", path=path
        )
    write_atomically(path, text)


def _parsed(text: str, path: Path) -> Expected:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SyntaxFault(path, None, str(error), "TOML") from error
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(type(n) is int for n in table.values()):
            detail = Phrase("[{table}] must have lines such as Target = 32", table=name)
            raise SyntaxFault(path, None, detail, "TOML")
    return tables


def _keys(lines: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the table of each line, and the class that it declares: "" for a header, None for other lines."""
    table = ""
    for line in lines:
        header, entry = _HEADER.match(line), _ENTRY.match(line)
        if header is not None:
            table = header[1]
        yield table, "" if header is not None else entry[2] if entry is not None else None


def _add_table(lines: list[str], table: str) -> None:
    """Insert an empty table; the comment above the header of the next one stays with that header."""
    place = next(
        (
            index
            for index, (other, key) in enumerate(_keys(lines))
            if key == "" and (other != WHOLE_GRAPH, other) > (table != WHOLE_GRAPH, table)
        ),
        None,
    )
    if place is None:
        lines += ["", f"[{table}]"]
        return
    while place > 0 and lines[place - 1].startswith("#"):
        place -= 1
    lines[place:place] = [f"[{table}]", ""]


def _declare(lines: list[str], table: str, name: str, number: int) -> None:
    """Write the number of a class into its line, or into a new one after the classes that come before it."""
    place = len(lines)
    for index, (other, key) in enumerate(_keys(lines)):
        if other == table and key == name:
            lines[index] = _ENTRY.sub(rf"\g<1>{number}", lines[index], count=1)
            return
        if other == table and key is not None and key < name:
            place = index + 1
    lines.insert(place, f"{name} = {number}")
