"""The page of all claims: facets with counts, and what the script shows for a choice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kg.rdf.namespaces import QS
from kg.site import Site
from kg.site.browse_pages import facets_of, values_of_claim
from kg.site.page import View
from tests.browser import narrowed
from tests.site.conftest import Browse

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SHOWN = """
return {
  count: document.querySelector("#count").textContent,
  rows: [...document.querySelectorAll("#claims tbody tr")].map(
    (row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  address: location.search,
  counts: Object.fromEntries([...document.querySelectorAll("details[data-facet='class'] li")]
    .filter((item) => !item.hidden)
    .map((item) => [item.querySelector("input").value, Number(item.querySelector(".number").textContent)])),
};
"""


def claims_of(site: Site) -> list[str]:
    material = site.material
    return [each for each in material.addresses.named if material.is_a(each, "Attested")]


def test_the_counts_are_those_of_the_graph(site: Site) -> None:
    facets = {each.name: each for each in facets_of(View(site.material, "en", "browse/"))}
    counts = {each.id: each.count for each in facets["class"].values}
    assert counts["Target"] == len(site.material.records.of_class(QS + "Target"))
    assert sum(counts.values()) == len(claims_of(site))
    guizhou = [
        each
        for each in claims_of(site)
        if any(iri.endswith("/guizhou") for iri in site.material.records.iris(each, QS + "region"))
    ]
    assert {each.id: each.count for each in facets["region"].values}["guizhou"] == len(guizhou)


def test_a_claim_on_a_measure_counts_for_its_theme_and_area(site: Site) -> None:
    for claim in claims_of(site):
        values = values_of_claim(site.material, claim)
        if len(values["measure"]) > 0:
            assert len(values["theme"]) > 0
            assert len(values["area"]) > 0


def test_every_claim_has_a_source(site: Site) -> None:
    assert [each for each in claims_of(site) if values_of_claim(site.material, each)["source"] == []] == []


@pytest.mark.parametrize("home", ["", "zh/"])
def test_every_value_is_on_the_page_with_its_count(site: Site, home: str) -> None:
    page = site.content(f"{home}browse/index.html").decode("utf-8")
    facets = facets_of(View(site.material, "zh" if home != "" else "en", "browse/"))
    found = [int(each) for each in re.findall(r'<span class="number">(\d+)</span>', page)]
    assert found == [each.count for facet in facets for each in facet.values]
    assert len(page.encode("utf-8")) <= 150_000


def test_the_data_of_the_script_has_every_claim(site: Site) -> None:
    text = site.content("zh/data/claims.js").decode("utf-8")
    data = json.loads(text.removeprefix("globalThis.claims = ").removesuffix(";\n"))
    paths = {f"{data['folders'][each[1]]}/{each[2]}/".removeprefix("../") for each in data["claims"]}
    assert {f"zh/{path}index.html" for path in paths} <= set(site.paths)
    assert len(paths) == len(claims_of(site))


def test_the_script_shows_fifty_claims(browse: Browse, site: Site) -> None:
    shown = browse("browse/").execute_script(SHOWN)
    assert shown["count"] == f"{len(claims_of(site))} claims"
    assert len(shown["rows"]) == 50
    assert shown["address"] == ""


def test_the_script_filters_and_keeps_the_choice(browse: Browse) -> None:
    page = browse("browse/?region=guizhou")
    before = page.execute_script(SHOWN)
    assert {row[1] for row in before["rows"]} == {"Guizhou"}
    page.execute_script(
        "document.querySelector(\"details[data-facet='class'] input[value='Target']\").click()"
    )
    after = page.execute_script(SHOWN)
    assert after["address"] == "?class=Target&region=guizhou"
    assert after["count"] == f"{before['counts']['Target']} claims"
    assert after["counts"] == before["counts"]  # the choice in a facet does not change its own counts
    page.execute_script("document.querySelector('#reset').click()")
    assert page.execute_script(SHOWN)["address"] == ""


def test_values_of_one_facet_are_added_and_facets_are_combined(browse: Browse) -> None:
    both = browse("browse/?region=guizhou,yunnan&class=Target").execute_script(SHOWN)
    each = [
        browse(f"browse/?region={name}&class=Target").execute_script(SHOWN) for name in ("guizhou", "yunnan")
    ]
    count = [int(one["count"].split()[0]) for one in (both, *each)]
    assert count[0] == count[1] + count[2] > 0
    assert {row[1] for row in both["rows"]} == {"Guizhou", "Yunnan"}


def test_the_script_sorts_by_number_and_turns_pages(browse: Browse) -> None:
    page = browse("browse/?class=Observation&sort=value")
    first = [row[2] for row in page.execute_script(SHOWN)["rows"]]
    numbers = [
        float(re.sub(r"[^\d.]", "", each.split("–")[0].split(" ")[0]) or "nan")
        for each in first
        if each[:1].isdigit()
    ]
    assert numbers == sorted(numbers)
    page.execute_script("document.querySelector('#next').click()")
    second = page.execute_script(SHOWN)
    assert second["address"] == "?class=Observation&sort=value&page=2"
    assert [row[2] for row in second["rows"]] != first


def test_an_unknown_value_or_page_in_the_address_is_ignored(browse: Browse, site: Site) -> None:
    shown = browse("browse/?region=nowhere&sort=none&page=x").execute_script(SHOWN)
    assert shown["count"] == f"{len(claims_of(site))} claims"


def test_on_a_phone_the_claims_come_before_the_filters(browse: Browse, chrome: Chrome) -> None:
    first = "return document.querySelector('#claims tbody tr').getBoundingClientRect().top / innerHeight"
    with narrowed(chrome, 390):
        page = browse("browse/?region=guizhou")
        assert page.execute_script(first) < 1
        page.execute_script("document.querySelector('#filters summary').click()")
        assert page.execute_script(first) > 1
