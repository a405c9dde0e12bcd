"""Questions: their YAML, shared parameters, and explanations."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.analysis import ANALYSES
from kg.errors import SyntaxFault
from kg.gallery import SUBJECTS
from kg.project import Project
from kg.query.catalog import Catalog
from kg.query.question import LONGEST_HEADER, Question, load, read_file
from tests.conftest import ROOT

SHARED = yaml.safe_load((ROOT / "kg" / "query" / "parameters.yaml").read_text("utf-8"))

WORDS = """\
title: {en: A question, zh: 一个问题}
description: {en: It asks., zh: 提问。}
caveat: {en: Beware., zh: 注意。}
reference: A. Author (2001), A method.
parameters:
  stage:
  level: {default: theme, example: area}
columns:
  region: {en: the region, zh: 地区}
"""


class Asked(Question):
    """A question of a command that is none."""

    command = "ask"


def asked(folder: Path, text: str = WORDS) -> Asked:
    path = folder / "who-has.yaml"
    path.write_text(text, encoding="utf-8")
    return Asked(**read_file(path))


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """All canned queries, analyses and drawings."""
    queries = Catalog(Project(ROOT).queries).of_theme(None)
    return [*queries, *ANALYSES.values(), *SUBJECTS.values()]


def test_a_question_has_the_name_of_its_file(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert found.name == "who-has"
    assert (found.caveat["zh"], found.reference) == ("注意。", "A. Author (2001), A method.")


def test_a_parameter_without_a_type_is_the_shared_one_of_its_name(tmp_path: Path) -> None:
    level, stage = (asked(tmp_path).parameters[name] for name in ("level", "stage"))
    assert (level.default, level.example, stage.default) == ("theme", "area", "named")
    assert level.choices == tuple(SHARED["level"]["choices"])
    assert (stage.en, stage.zh) == (SHARED["stage"]["en"], SHARED["stage"]["zh"])


def test_a_parameter_that_is_not_shared_needs_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(SyntaxFault, match="'type'"):
        asked(tmp_path, WORDS.replace("stage:", "stagge:"))


def test_an_explanation_is_complete_and_ends_with_an_example(tmp_path: Path) -> None:
    assert asked(tmp_path).explanation("en").splitlines() == [
        "A question",
        "",
        "It asks.",
        "",
        "Beware.",
        "",
        f"  -p stage: {SHARED['stage']['en']} (one of named, planned, under-way, done; default: named)",
        f"  -p level: {SHARED['level']['en']} (one of measure, theme, area; default: theme)",
        "columns:",
        "  region: the region",
        "reference: A. Author (2001), A method.",
        "example: kg ask who-has -p level area",
    ]
    assert asked(tmp_path).explanation("zh").splitlines()[-4:] == [
        "列：",
        "  region：地区",
        "文献：A. Author (2001), A method.",
        "示例：kg ask who-has -p level area",
    ]


def test_a_name_that_is_shared_means_one_thing_in_all_questions(questions: list[Question]) -> None:
    for question in questions:
        for name, facts in SHARED.items():
            if name in question.parameters:
                parameter = question.parameters[name]
                assert parameter.type == facts["type"]
                assert set(parameter.choices) <= set(facts.get("choices", []))
                if facts["type"] != "iri" and len(parameter.choices) == len(facts.get("choices", [])):
                    assert (parameter.en, parameter.zh) == (facts["en"], facts["zh"]), question.name


def test_every_shared_parameter_is_used_by_several_questions(questions: list[Question]) -> None:
    for name in SHARED:
        assert sum(name in question.parameters for question in questions) > 1


def bomb() -> str:
    """Return YAML of a hundred bytes that means a million texts."""
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 7)]
    return "\n".join(["a0: &a0 text", *levels])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (bomb(), "aliases"),
        ("a: &a [*a]", "aliases"),
        ("a: &a {b: c}\nd: {<<: *a}", "aliases"),
        ("a: " + "x" * LONGEST_HEADER, "longer than"),
        ("[" * 5000, "YAML"),
        ("- " * 5000, "YAML"),
        ("a: " + "1" * 6000, "YAML"),
        ("a: 2023-13-45", "YAML"),
    ],
)
def test_a_description_that_could_fill_the_memory_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(SyntaxFault, match=wrong) as caught:
        load(text, Path("made-up.rq"))
    assert "\n" not in caught.value.message("en")


@pytest.mark.parametrize("text", ["a: 2 * 3", "a: '*b'", "a: [b, '* c']"])
def test_a_description_may_have_an_asterisk(text: str) -> None:
    assert "a" in load(text, Path("made-up.rq"))
