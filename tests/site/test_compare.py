"""The page that compares regions: what it says without a script, and what the script shows."""

from __future__ import annotations

import json
import re

import pytest

from kg.site import Site
from kg.site.comparison import STATE_LETTERS, ComparedCell, RegionComparison, coded_most, comparison_of
from kg.site.page import View
from tests.site.conftest import Browse

UNREAD = STATE_LETTERS["unread"]


@pytest.fixture(scope="module")
def comparison(site: Site) -> RegionComparison:
    return comparison_of(View(site.material, "en", "compare/"))


def cell(comparison: RegionComparison, region: str, row: str) -> ComparedCell:
    """Return the cell of a region and a measure or indicator by their names in addresses."""
    (found,) = [each for each in comparison.regions if each.id == region]
    for rows, cells in (
        (comparison.measures, found.measures),
        (comparison.indicators, found.indicators),
    ):
        for link, each in zip(rows, cells, strict=True):
            if (link.href or "").endswith(f"/{row}/"):
                return each
    raise AssertionError(f"no row {row}")


def test_all_provinces_and_the_nation_can_be_compared(comparison: RegionComparison) -> None:
    names = {each.id for each in comparison.regions}
    assert len(names) == len(comparison.regions) == 32
    assert {"guizhou", "tibet", "china"} <= names


def test_states_of_measures_are_those_of_the_matrix(site: Site, comparison: RegionComparison) -> None:
    wanted = {
        (str(row["region"]).rpartition("/")[2], str(row["measure"]).rpartition("/")[2]): STATE_LETTERS[
            str(row["state"])
        ]
        for row in site.material.answer("measure-matrix")
    }
    assert len(wanted) == 31 * len(comparison.measures)
    found = {
        (region.id, (link.href or "").split("/")[-2]): each.state
        for region in comparison.regions
        for link, each in zip(comparison.measures, region.measures, strict=True)
        if region.id != "china"
    }
    assert found == wanted


def test_a_state_other_than_not_coded_or_absent_has_a_link(comparison: RegionComparison) -> None:
    for region in comparison.regions:
        for each in (*region.measures, *region.indicators):
            linked = len(each.links) > 0 and all(link.href is not None for link in each.links)
            assert linked == (each.state in (STATE_LETTERS["yes"], STATE_LETTERS["other form"]))


def test_an_indicator_is_absent_only_where_a_plan_is_fully_coded(comparison: RegionComparison) -> None:
    with_absent = {
        region.id
        for region in comparison.regions
        for each in region.indicators
        if each.state == STATE_LETTERS["absent"]
    }
    assert with_absent == {"guizhou"}


def test_a_target_has_comparator_unit_and_period(comparison: RegionComparison) -> None:
    texts = [link.text for link in cell(comparison, "china", "food-sampling-pass-rate").links]
    assert "≥\N{NO-BREAK SPACE}98% (target, 2025)" in texts


def test_every_indicator_has_figures_of_two_regions(comparison: RegionComparison) -> None:
    assert len(comparison.indicators) > 50
    for at in range(len(comparison.indicators)):
        assert sum(each.indicators[at].state == STATE_LETTERS["yes"] for each in comparison.regions) > 1


def test_the_page_begins_with_the_regions_that_are_coded_most(comparison: RegionComparison) -> None:
    assert [each.id for each in coded_most(comparison.regions)] == ["guizhou", "yunnan", "guangdong"]
    unread = [each for each in comparison.regions if each.coded == 0]
    assert len(coded_most(unread)) == 2


@pytest.mark.parametrize(("path", "state"), [("compare/", "not coded"), ("zh/compare/", "未编码")])
def test_the_page_has_no_blank_cell_before_any_script(site: Site, path: str, state: str) -> None:
    page = site.content(f"{path}index.html").decode("utf-8")
    cells = re.findall(r"<td class=\"\w\"[^>]*>(.*?)</td>", page)
    assert len(cells) > 900
    assert "" not in cells
    assert state in cells
    assert len(page.encode("utf-8")) <= 150_000


def test_the_data_of_the_script_has_every_cell(site: Site, comparison: RegionComparison) -> None:
    text = site.content("data/compare.js").decode("utf-8")
    data = json.loads(text.removeprefix("globalThis.comparison = ").removesuffix(";\n"))
    assert [each["id"] for each in data["regions"]] == [each.id for each in comparison.regions]
    for region, each in zip(comparison.regions, data["regions"], strict=True):
        assert each["measures"] == "".join(one.state for one in region.measures)
        assert each["indicators"] == "".join(one.state for one in region.indicators)


ROWS = """
const cells = [...document.querySelectorAll("#measures tbody tr")].map(
  (row) => [...row.querySelectorAll("td")].map((cell) => cell.className));
return [cells, location.search, document.querySelector("#message").textContent];
"""


def test_the_script_compares_the_regions_of_the_address(browse: Browse) -> None:
    page = browse("compare/?regions=guizhou,yunnan&rows=different")
    cells, address, _ = page.execute_script(ROWS)
    assert address == "?regions=guizhou,yunnan&rows=different"
    assert len(cells) > 10
    assert all(len(set(each)) == 2 and UNREAD not in each for each in cells)
    heads = page.execute_script(
        "return [...document.querySelectorAll('#measures thead th a')].map(a => a.textContent)"
    )
    assert heads == ["Guizhou", "Yunnan"]


def test_the_script_keeps_a_choice_in_the_address(browse: Browse) -> None:
    page = browse("compare/?regions=guizhou,yunnan")
    page.execute_script("document.querySelector('input[value=guangdong]').click()")
    page.execute_script("document.querySelector('input[value=shared]').click()")
    cells, address, _ = page.execute_script(ROWS)
    assert address == "?regions=guangdong,guizhou,yunnan&rows=shared"
    assert len(cells) > 5
    assert {state for each in cells for state in each} == {STATE_LETTERS["yes"]}


def test_the_script_says_which_regions_are_not_coded(browse: Browse) -> None:
    page = browse("compare/?regions=anhui,guizhou,tibet")
    cells, _, message = page.execute_script(ROWS)
    assert message == "No measure of Anhui, Tibet is coded. Not coded does not mean absent."
    assert {each[0] for each in cells} == {UNREAD}


def test_the_script_refuses_a_fifth_region(browse: Browse) -> None:
    page = browse("compare/?regions=anhui,guizhou,tibet,yunnan")
    page.execute_script("document.querySelector('input[value=hubei]').click()")
    cells, address, message = page.execute_script(ROWS)
    assert (len(cells[0]), "hubei" in address) == (4, False)
    assert message == "Four regions can be compared at most. Remove one first."
