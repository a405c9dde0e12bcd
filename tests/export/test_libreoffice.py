"""What LibreOffice makes of the tables, where it is installed: it opens them, and runs nothing in them."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.export.book import Book
from kg.export.cells import text_of
from kg.export.csvw import write_csvw
from kg.export.workbook import write_workbook
from tests.export.conftest import made_up, sheet_of

SOFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

HOSTILE = ["=1+1", "+1+1", "-1+2", "@SUM(1)", "\t=1+1", " =1+1", "＝1+1", '=HYPERLINK("http://x")', "'=1"]
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""LibreOffice's name for CSV files of all sheets, commas between cells, UTF-8, values as they are."""


def converted(path: Path, form: str) -> list[Path]:
    """Return the files that LibreOffice writes of one that it opens."""
    folder = path.parent / "converted"
    profile = path.parent / "profile"  # separate, so that a running LibreOffice is not used instead
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return sorted(folder.iterdir())


def formulas(path: Path) -> int:
    """Return how many formulas LibreOffice sees in a file."""
    (found,) = converted(path, "fods")
    return found.read_text(encoding="utf-8").count("table:formula=")


def test_a_csv_file_is_opened_without_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "thing.csv"
    path.write_bytes(write_csvw(made_up(list(HOSTILE)))["thing.csv"])
    assert formulas(path) == 0


def test_without_apostrophes_there_would_be_formulas(tmp_path: Path) -> None:
    path = tmp_path / "thing.csv"
    path.write_bytes(write_csvw(made_up(["=1+1", "x"]))["thing.csv"].replace(b"'=1+1", b"=1+1"))
    assert formulas(path) == 1


def test_a_workbook_is_opened_without_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "thing.xlsx"
    path.write_bytes(write_workbook(made_up(list(HOSTILE))))
    assert formulas(path) == 0


def test_the_workbook_of_the_graph_is_opened_with_all_its_rows(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "graph.xlsx"
    path.write_bytes(write_workbook(book))
    pages = {each.stem.removeprefix("graph-"): each for each in converted(path, EVERY_SHEET)}
    assert len(pages) == len(book.sheets) + 2
    for sheet in book.sheets:
        with pages[f"{sheet.title.en} {sheet.title.zh}"].open(encoding="utf-8", newline="") as stream:
            assert sum(1 for _ in csv.reader(stream)) == len(sheet.rows) + 1, sheet.name
    with pages["Target 目标值"].open(encoding="utf-8", newline="") as stream:
        _, *lines = csv.reader(stream)
    target = sheet_of(book, "target")
    value = [column.name for column in target.columns].index("value")
    assert [line[value] for line in lines] == [text_of(row[value][0]) for row in target.rows]
