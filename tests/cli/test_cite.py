"""`kg cite`: its forms, its languages, and what it says of a name that is no claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import cli
from kg.export.citation import CITATION_FORMS
from tests.conftest import Run

CLAIM = "source:guizhou-2023-status-report/observation-registered-trademarks-2023"


def test_the_command_takes_every_form() -> None:
    (option,) = [each for each in cli.commands["cite"].params if each.name == "form"]
    assert tuple(option.type.choices) == CITATION_FORMS  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "China Quality News report"), ("zh", "中国质量新闻网报道")]
)
def test_a_claim_is_cited_in_the_language(kg: Run, lang: str, title: str) -> None:
    said = kg("cite", CLAIM, "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert title in said.out
    assert "商标注册50.38万件" in said.out


def test_a_citation_goes_to_a_file(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "claim.json"
    assert kg("cite", CLAIM, "-f", "csl-json", "-o", path).out == ""
    assert [each["type"] for each in json.loads(path.read_text("utf-8"))] == ["webpage", "dataset"]


def test_a_name_that_is_no_claim_is_one_line_with_the_nearest(kg: Run) -> None:
    said = kg("cite", CLAIM.replace("registered", "registred"))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("kg: unknown claim 'source:guizhou-2023-status-report/observation-registred")
    assert f"did you mean {CLAIM}?" in said.err
