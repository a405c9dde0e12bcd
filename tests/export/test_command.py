"""`kg export` from the shell: where tables go, and one line for each wrong use."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kg.project import Project
from tests.conftest import Run

SOME = ("-g", "regions")
CHINESE = re.compile("[\u4e00-\u9fff]")


def in_a_terminal(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kg export` with a terminal as its stdout."""
    reader, terminal = os.openpty()
    try:
        return subprocess.run(
            [sys.executable, "-m", "kg", "export", *arguments],
            cwd=project.root,
            stdout=terminal,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(terminal)
        os.close(reader)


def test_a_workbook_is_written_to_a_file_and_to_a_pipe(kg: Run, project: Project, tmp_path: Path) -> None:
    path = tmp_path / "graph.xlsx"
    assert kg("export", *SOME, "-o", path).code == 0
    assert openpyxl.load_workbook(path).sheetnames[2:] == ["Region 地区"]
    piped = subprocess.run(
        [sys.executable, "-m", "kg", "export", "-f", "xlsx", *SOME],
        cwd=project.root,
        check=True,
        capture_output=True,
    )
    assert piped.stdout == path.read_bytes()


@pytest.mark.parametrize(("form", "file"), [("csvw", "region.csv"), ("parquet", "region.parquet")])
def test_a_folder_is_written_and_an_earlier_one_is_replaced(
    kg: Run, tmp_path: Path, form: str, file: str
) -> None:
    folder = tmp_path / "tables"
    for _ in range(2):
        assert kg("export", "-f", form, *SOME, "-o", folder).code == 0
        written = (folder / file).read_bytes()
        (folder / file).write_bytes(b"old")
    assert len(written) > 1000


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_is_not_written_to_a_terminal(project: Project, lang: str) -> None:
    said = in_a_terminal(project, "-f", "xlsx", *SOME, "--lang", lang)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "--output" in said.stderr
    assert (CHINESE.search(said.stderr) is not None) == (lang == "zh")


WRONG = {
    "folder of files to stdout": ("-f csvw", "this format writes a folder of files; name it with --output"),
    "folder where a file must be": ("-f xlsx -o {folder}", "{folder}: not written: Is a directory"),
    "file where a folder must be": ("-f csvw -o {file}", "{file}: not written: Not a directory"),
    "device where a folder must be": ("-f parquet -o /dev/null", "/dev/null: not written"),
    "folder in a folder that is missing": ("-f parquet -o {none}/tables", "{none}/tables: not written"),
    "old ending of workbooks": (
        "-o {folder}/graph.xls",
        "unknown file extension '.xls'; did you mean .xlsx?",
    ),
    "format without the w": ("-f csv -o {none}", "unknown format 'csv'; did you mean csvw?"),
    "folder with a file of somebody else": (
        "-f csvw -o {folder}",
        "the folder contains mine.txt, which would be lost",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_gives_one_line_and_changes_nothing(kg: Run, tmp_path: Path, case: str, lang: str) -> None:
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    file.write_text("mine", encoding="utf-8")
    places = {"folder": folder, "file": file, "none": tmp_path / "none"}
    arguments, expected = WRONG[case]
    said = kg("export", *SOME, *arguments.format(**places).split(), "--lang", lang)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    if lang == "en":
        assert expected.format(**places) in said.err
    else:
        assert CHINESE.search(said.err)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder", "mine.txt"]
    assert file.read_text(encoding="utf-8") == (folder / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_parquet_without_pyarrow_exits_2_with_the_extra_to_install(
    kg: Run, tmp_path: Path, without: Callable[[str], None], lang: str
) -> None:
    without("pyarrow")
    said = kg("export", "-f", "parquet", *SOME, "-o", tmp_path / "tables", "--lang", lang)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert 'pip install "quality-strategy[parquet]"' in said.err
    assert not (tmp_path / "tables").exists()
