"""The template of the codebook is a file that validates."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.project import FOLDERS
from tests.conftest import ROOT, Run

PAGE = (ROOT / "data" / "README.md").read_text("utf-8")
TEXT = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TEMPLATE = re.search(r"^```turtle\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

Fill = Callable[..., Path]
"""Writes a template, lets the program fill it in, or all files of its project, and returns where it is."""


@pytest.fixture
def fill(kg: Run, texts: Path, tmp_path: Path) -> Fill:
    """Return a function that puts a template next to the committed data."""
    assert TEXT is not None
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(texts, tmp_path / "texts")
    (tmp_path / "texts" / "example.txt").write_text(TEXT[1], encoding="utf-8")
    path = tmp_path / "data" / "documents" / "example-2024-plan.ttl"

    def run(template: str, *, all_files: bool = False) -> Path:
        path.write_text(template, encoding="utf-8")
        places = () if all_files else (path,)
        assert kg("format", *places, "--sources", tmp_path / "texts", "--root", tmp_path).code == 0
        return path

    return run


def test_the_template_validates_when_the_program_has_filled_it(fill: Fill, kg: Run, tmp_path: Path) -> None:
    assert TEMPLATE is not None
    fill(TEMPLATE[1], all_files=True)
    said = kg("validate", "--sources", tmp_path / "texts", "--root", tmp_path)
    assert said.code == 0, said.out
    assert "violation:" not in said.out


def test_the_program_fills_in_hash_and_length_of_the_template(fill: Fill) -> None:
    assert TEMPLATE is not None
    short = re.sub(r"    qs:(characters|sha256) .*\n", "", TEMPLATE[1])
    assert len(TEMPLATE[1].splitlines()) - len(short.splitlines()) == 2
    assert fill(short).read_bytes() == fill(TEMPLATE[1]).read_bytes()


def test_the_template_needs_each_of_its_reasons(fill: Fill, kg: Run, tmp_path: Path) -> None:
    assert TEMPLATE is not None
    path = fill(TEMPLATE[1].replace(" ;\n    qs:reason reason:frame .", " ."))
    said = kg("validate", path, "--sources", tmp_path / "texts", "--root", tmp_path)
    assert said.code == 1
    assert "[open-clause]" in said.out


def test_hash_and_length_of_the_template_are_those_of_its_text() -> None:
    assert TEXT is not None
    assert f'qs:sha256 "{hashlib.sha256(TEXT[1].encode()).hexdigest()}"' in PAGE
    assert f"qs:characters {len(TEXT[1])} ;" in PAGE
