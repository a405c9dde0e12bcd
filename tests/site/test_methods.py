"""The page of methods: its figures are those of the documentation and of the graph."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.guards import GUARDS
from kg.site import Site
from kg.site.methods_page import method_figures, reviews_by_kind, share
from tests.conftest import ROOT

MUTATIONS = (ROOT / "docs" / "mutations.md").read_text("utf-8")
AGREEMENT = (ROOT / "docs" / "agreement.md").read_text("utf-8")
CHECKS = (ROOT / "docs" / "checks.md").read_text("utf-8")


def content(site: Site, lang: str) -> str:
    return site.content(("zh/" if lang == "zh" else "") + "methods/index.html").decode("utf-8")


def numbers(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@pytest.mark.parametrize(
    ("name", "start"),
    [("knowable", r"kinds that a machine can know"), ("reader", "kinds of which some cases")],
)
def test_error_rates_are_those_of_the_documentation(name: str, start: str) -> None:
    (line,) = re.findall(rf"^- (\d+ {start}.*)$", MUTATIONS, re.MULTILINE)
    figures = method_figures()["mutations"][name]
    kinds, found, cases, percent = numbers(line)
    assert (figures["kinds"], figures["found"], figures["cases"]) == (kinds, found, cases)
    assert share(figures["found"], figures["cases"]) == f"{percent}%"


def test_agreement_is_that_of_the_documentation() -> None:
    figures = method_figures()["agreement"]
    for each in figures["levels"]:
        (line,) = re.findall(rf"^\| {each['level']} \| all \|(.*)\|$", AGREEMENT, re.MULTILINE)
        assert numbers(line) == [figures["mentions"], each["both"], each["equal"], each["alpha"]]
    assert [each["level"] for each in figures["levels"]] == ["area", "theme", "measure"]
    (line,) = re.findall(r"^The codings differ on.*$", AGREEMENT, re.MULTILINE)
    assert numbers(line) == [figures["differ"], figures["mentions"], figures["neither"]]


def test_what_no_machine_checks_is_what_the_documentation_lists(site: Site) -> None:
    listed = CHECKS.partition("## What no machine checks")[2]
    items = re.findall(r"^- (.+)$", listed.replace(" (`qs:reason`)", ""), re.MULTILINE)
    page = content(site, "en")
    assert len(items) == 5
    assert [each for each in items if f"<li>{each}</li>" not in page] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_the_figures_in_the_language(site: Site, lang: str) -> None:
    page = content(site, lang)
    for each in ("99.2%", "37.9%", "16,199", "0.989", "98.8%", "0.897"):
        assert each in page
    assert f" {len(GUARDS)} " in page
    for source in ("yunnan-2021-plan-press-conference", "guiyang-2020-quality-month"):
        assert f"source/{source}/" in page
    said = "All reviews are automated" if lang == "en" else "所有审核均为自动"
    assert said in page


def test_reviews_are_counted_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "seals.csv"
    path.write_text("record,kind\na,automated\nb,human\nc,automated\n", "utf-8")
    assert reviews_by_kind(path) == {"automated": 2, "human": 1}
    assert reviews_by_kind(tmp_path / "none.csv") == {}
    committed = ROOT / "data" / "seals.csv"
    assert reviews_by_kind(committed) == {"automated": committed.read_text("utf-8").count("\n") - 1}
