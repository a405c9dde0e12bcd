"""`kg draw`: lists, explains and draws, and says in one line what is wrong."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from kg.cli import cli
from kg.cli.draw import draw
from kg.gallery import SUBJECTS
from tests.conftest import Run

EXAMPLES = [
    line.strip().removeprefix("kg draw ")
    for line in (draw.help or "").splitlines()
    if line.strip().startswith("kg draw ")
]
"""The examples of the help."""

every_language = pytest.mark.parametrize("lang", ["en", "zh"])


def test_the_list_has_every_drawing_with_its_extensions(kg: Run) -> None:
    said = kg("draw", "--list")
    assert (said.code, said.err) == (0, "")
    for subject in SUBJECTS.values():
        assert re.search(rf"^│ {subject.name} +│", said.out, re.MULTILINE) is not None
    assert SUBJECTS["timeline"].title["zh"] in kg("draw", "--list", "--lang", "zh").out


@every_language
@pytest.mark.parametrize("name", SUBJECTS)
def test_an_explanation_names_parameters_defaults_and_an_example(kg: Run, name: str, lang: str) -> None:
    said = kg("draw", name, "--explain", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert said.out == SUBJECTS[name].explanation(lang)
    for parameter in SUBJECTS[name].parameters.values():
        assert parameter.explanation(lang) in said.out


def test_the_help_names_the_formats_and_has_an_example_of_each_drawing(kg: Run) -> None:
    text = " ".join(kg("draw", "--help").out.split())
    for extension in {each for subject in SUBJECTS.values() for each in subject.extensions}:
        assert extension in text
    assert set(SUBJECTS) <= {example.split()[0] for example in EXAMPLES}


@pytest.mark.parametrize("example", [each for each in EXAMPLES if "-o" in each])
def test_an_example_of_the_help_draws(kg: Run, tmp_path: Path, example: str) -> None:
    words = shlex.split(example)
    path = tmp_path / words[-1]
    said = kg("draw", *words[:-1], path)
    assert (said.code, said.out) == (0, "")
    assert re.fullmatch(f"{words[0]}(: |：){re.escape(str(path))}\n", said.err) is not None
    assert path.stat().st_size > 1000


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_example_of_an_explanation_draws(kg: Run, tmp_path: Path, name: str) -> None:
    (example,) = re.findall(r"^example: kg draw (.+)$", SUBJECTS[name].explanation("en"), re.MULTILINE)
    words = shlex.split(example)
    path = tmp_path / Path(words[-1]).with_suffix(".html")  # faster than an image
    said = kg("draw", *words[:-1], path)
    assert said.code == 0, said.err
    assert path.read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_language_is_that_of_the_drawing_too(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    assert kg("draw", "plan", "-p", "depth", "1", "--lang", "zh", "-o", path).code == 0
    assert '<html lang="zh-Hans">' in path.read_text(encoding="utf-8")


def test_a_parameter_that_takes_several_values_comes_several_times(kg: Run, tmp_path: Path) -> None:
    found = {}
    for classes in (("qs:City",), ("qs:Province",), ("qs:City", "qs:Province")):
        path = tmp_path / "network.cyjs"
        options = [word for each in classes for word in ("-p", "classes", each)]
        assert kg("draw", "network", *options, "-o", path).code == 0
        found[classes] = {node["data"]["id"] for node in json.loads(path.read_bytes())["elements"]["nodes"]}
    cities, provinces, both = found.values()
    assert both == cities | provinces
    assert min(len(cities), len(provinces)) > 0


def test_visualize_is_the_same_command() -> None:
    assert cli.commands["visualize"] is cli.commands["draw"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("netwrk", "-o", "a.svg"), "unknown drawing 'netwrk'; did you mean network?"),
        (("netwrk", "--explain"), "unknown drawing 'netwrk'; did you mean network?"),
        (("network", "-o", "a.gif"), "unknown file extension of network '.gif'; "),
        (("network", "-o", "a"), "unknown file extension of network ''; "),
        (("targets", "-o", "a.gexf"), "unknown file extension of targets '.gexf'; "),
        (("targets", "-o", "missing/a.svg"), "not written: No such file or directory"),
        (("targets", "-p", "depth", "2", "-o", "a.svg"), "unknown parameter 'depth'; known: indicator"),
        (("plan", "-p", "dept", "2", "-o", "a.svg"), "unknown parameter 'dept'; did you mean depth?"),
        (
            ("network", "-p", "depth", "two", "-o", "a.svg"),
            "depth takes a whole number of at least 0, not 'two'",
        ),
        (("plan", "-p", "depth", "0", "-o", "a.svg"), "depth takes a whole number of at least 1, not '0'"),
        (
            ("matrix", "-p", "level", "city", "-o", "a.svg"),
            "level takes one of measure, theme, area, not 'city'",
        ),
        (
            ("plan", "-p", "depth", "1", "-p", "depth", "2", "-o", "a.svg"),
            "parameter 'depth' was given more than once; keep one of them",
        ),
        (("network", "-p", "around", "Guizhuo", "-o", "a.svg"), "did you mean Guizhou?"),
        (("network", "-p", "around", "region:guizhou", "-o", "a.svg"), "too many"),
        (
            ("lineage", "-p", "document", "region:guizhou", "-o", "a.svg"),
            "document takes a qs:Document or qs:Source, but region:guizhou is a qs:Province",
        ),
        (("network",), "give a file to write: -o network.svg"),
        ((), "name a drawing, or list them with --list"),
        (("network", "--depth", "2", "-o", "a.svg"), "No such option"),
    ],
)
def test_wrong_input_gets_one_line_and_writes_nothing(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = kg("draw", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
