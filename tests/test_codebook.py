"""The template of the codebook is a file that validates."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

PAGE = (ROOT / "data" / "README.md").read_text("utf-8")
TEXT = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TEMPLATE = re.search(r"^```turtle\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

Validate = Callable[[str], tuple[int, str]]
"""Validates a template, and returns the exit code and what was found."""


@pytest.fixture
def validated(kg: Run, texts: Path, tmp_path: Path) -> Validate:
    """Return a function that validates a template, filled in by the program, with the committed data."""
    assert TEXT is not None
    root, sources = tmp_path / "root", tmp_path / "texts"
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(texts, sources)
    (sources / "example.txt").write_text(TEXT[1], encoding="utf-8")

    def validate(template: str) -> tuple[int, str]:
        (root / "data" / "documents" / "example-2024-plan.ttl").write_text(template, encoding="utf-8")
        assert kg("format", "--sources", sources, "--root", root).code == 0
        said = kg("validate", "--sources", sources, "--root", root)
        return said.code, said.out

    return validate


def test_the_template_validates_when_the_program_has_filled_it(validated: Validate) -> None:
    assert TEMPLATE is not None
    code, found = validated(TEMPLATE[1])
    assert code == 0, found
    assert "violation:" not in found


def test_the_program_fills_in_hash_and_length_of_the_template(validated: Validate) -> None:
    assert TEMPLATE is not None
    short = re.sub(r"    qs:(characters|sha256) .*\n", "", TEMPLATE[1])
    assert len(TEMPLATE[1].splitlines()) - len(short.splitlines()) == 2
    code, found = validated(short)
    assert code == 0, found
    assert "violation:" not in found


def test_the_template_needs_each_of_its_reasons(validated: Validate) -> None:
    assert TEMPLATE is not None
    code, found = validated(TEMPLATE[1].replace(" ;\n    qs:reason reason:frame .", " ."))
    assert code == 1
    assert "[open-clause]" in found


def test_hash_and_length_of_the_template_are_those_of_its_text() -> None:
    assert TEXT is not None
    assert f'qs:sha256 "{hashlib.sha256(TEXT[1].encode()).hexdigest()}"' in PAGE
    assert f"qs:characters {len(TEXT[1])} ;" in PAGE
