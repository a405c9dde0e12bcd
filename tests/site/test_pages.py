"""The pages: whole, in their language, without a broken link, and small."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from lxml import html

from kg.chinese.script import has_chinese
from kg.rdf.namespaces import BASE, OA, QS
from kg.site import Site
from kg.site.page import CHINESE, View
from kg.site.record_pages import sections_of
from tests.conftest import Run
from tests.length import LONG
from tests.site.conftest import Read

LARGEST = 150_000
"""The maximum size of a page in bytes."""

TARGET = "source/guizhou-2023-implementing-opinion/target-guiding-5a-scenic-areas-2025/"


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_named_record_has_a_page_and_data_in_both_languages(site: Site) -> None:
    paths = set(site.paths)
    named = site.material.addresses.named
    assert len(named) > 3000
    for iri in named:
        path = iri.removeprefix(BASE)
        wanted = {f"{path}/index.html", f"{CHINESE}{path}/index.html", f"{path}.ttl", f"{path}.jsonld"}
        assert wanted <= paths, iri


def test_each_page_is_small_and_links_only_to_files_of_the_site(site: Site, some_pages: list[str]) -> None:
    paths, broken, large = set(site.paths), set(), {}
    for folder in some_pages:
        content = site.content(f"{folder}index.html")
        if len(content) > LARGEST:
            large[folder] = len(content)
        for _, _, link, _ in html.document_fromstring(content).iterlinks():
            if re.match("[a-z]+:", link) is not None or link.startswith("#"):
                continue
            path = unquote(
                urljoin(f"https://site/{folder}", link).removeprefix("https://site/").partition("#")[0]
            )
            if (f"{path}index.html" if path == "" or path.endswith("/") else path) not in paths:
                broken.add((folder, link))
    assert (large, broken) == ({}, set())


def test_anchors_of_terms_are_on_the_page_of_the_ontology(site: Site, page: Read) -> None:
    there = set(page("ontology/").xpath("//@id"))
    terms = {iri.removeprefix(QS) for iri in site.material.terms.classes if iri.startswith(QS)}
    assert len(terms) > 50
    assert terms <= there


def test_no_text_of_an_english_page_is_chinese_without_its_language(
    site: Site, some_pages: list[str]
) -> None:
    found = []
    for folder in some_pages:
        if folder.startswith(CHINESE):
            continue
        body = html.document_fromstring(site.content(f"{folder}index.html")).body
        for element in body.iter():
            texts = [element.text or "", *(child.tail or "" for child in element)]
            lang = next(iter(element.xpath("ancestor-or-self::*/@lang")[::-1]), "")
            if lang == "en" and element.tag not in ("pre", "code") and any(map(has_chinese, texts)):
                found.append((folder, element.tag, "".join(texts)[:60]))
    assert found == []


def test_a_page_says_its_language_its_other_language_and_its_address(page: Read) -> None:
    english, chinese = page("region/guizhou/"), page("zh/region/guizhou/")
    assert (english.get("lang"), chinese.get("lang")) == ("en", "zh-Hans")
    assert english.xpath("//h1/text()") == ["Guizhou Province"]
    assert chinese.xpath("//h1/text()") == ["贵州省"]
    for each, own in ((english, "region/guizhou/"), (chinese, "zh/region/guizhou/")):
        assert each.xpath("//link[@rel='canonical']/@href") == [BASE + own]
        languages = each.xpath("//link[@rel='alternate'][@hreflang]")
        assert {(link.get("hreflang"), link.get("href")) for link in languages} == {
            ("en", BASE + "region/guizhou/"),
            ("zh-Hans", BASE + "zh/region/guizhou/"),
        }
        described = json.loads(each.xpath("//script[@type='application/ld+json']/text()")[0])
        assert (described["@type"], described["@id"]) == ("Place", BASE + "region/guizhou")


def test_a_page_loads_only_files_of_the_site_and_has_no_script_or_style_in_it(
    site: Site, some_pages: list[str]
) -> None:
    for folder in some_pages:
        tree = html.document_fromstring(site.content(f"{folder}index.html"))
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert all(not each.startswith(("http:", "https:", "//", "data:")) for each in loaded), folder
        inline = [
            each for each in tree.xpath("//script[not(@src)]") if not each.get("type", "").endswith("json")
        ]
        assert inline == tree.xpath("//style") == tree.xpath("//@style") == [], folder


# --- what pages show ----------------------------------------------------------------------------------


def test_a_claim_shows_value_unit_period_words_position_and_citation(site: Site, page: Read) -> None:
    records = site.material.records
    claim = next(
        each
        for each in records.of_class(QS + "Target")
        if [records.one(some, OA + "exact") is None for some in records.iris(each, QS + "evidence")]
        == [False]
        and records.one(each, QS + "unit") == BASE + "unit/percent"
    )
    evidence = records.iris(claim, QS + "evidence")[0]
    english = page(claim.removeprefix(BASE) + "/")
    amount = text_of(english.xpath("//p[@class='amount']")[0])
    value = records.one(claim, QS + "value") or ""
    assert amount.endswith("%")
    assert value.removesuffix(".0") in amount.replace(",", "")
    figure = english.xpath("//figure[@class='quotation']")[0]
    words = {records.one(evidence, OA + "exact"), records.one(evidence, QS + "cleanWords")}
    assert figure.xpath("blockquote")[0].text_content() in words
    start, end = records.one(evidence, OA + "start"), records.one(evidence, OA + "end")
    assert f"characters {start}–{end}, counted from 0" in text_of(figure)
    assert text_of(english).count(records.one(claim, QS + "period") or "?") > 0
    assert {"Text", "BibTeX"} <= set(english.xpath("//details/summary/text()"))
    assert "Review of the record (automated)" in text_of(english)


def test_the_link_to_the_original_marks_the_words(page: Read, site: Site) -> None:
    records = site.material.records
    quotation = next(
        each
        for each in records.of_class(QS + "Quotation")
        if each.startswith(BASE + "source/guizhou-2023-status-report/observation-")
    )
    claim = site.material.incoming[quotation][0][1]
    links = page(claim.removeprefix(BASE) + "/").xpath("//figcaption/a[contains(@href, ':~:text=')]/@href")
    exact = records.one(quotation, OA + "exact") or ""
    assert exact in [unquote(link.partition(":~:text=")[2]) for link in links]


def test_a_province_has_a_state_for_every_measure(site: Site, page: Read) -> None:
    measures = [
        each
        for each in site.material.records.of_class(QS + "Measure")
        if site.material.records.one(each, QS + "level") == "measure"
    ]
    for folder in ("region/guizhou/", "region/beijing/", "region/tibet/"):
        titles = [text_of(each) for each in page(folder).xpath("//h3[starts-with(@class, 'state')]")]
        assert sum(int(title.rpartition(": ")[2]) for title in titles) == len(measures), folder
    assert [text_of(each) for each in page("zh/region/tibet/").xpath("//h3")][:1] == [
        f"未编码：{len(measures)}"
    ]


def test_a_measure_has_a_state_in_every_province(page: Read) -> None:
    for folder in ("measure/chief-quality-officer/", "measure/quality-infrastructure/"):
        titles = [text_of(each) for each in page(folder).xpath("//h3[starts-with(@class, 'state')]")]
        assert sum(int(title.rpartition(": ")[2]) for title in titles) == 31, folder


def test_the_map_has_every_province_with_its_coding_status(page: Read) -> None:
    tiles = page("zh/").xpath("//li[starts-with(@class, 'tile')]")
    assert len(tiles) == 31
    assert len({re.sub(" [a-z-]+$", "", tile.get("class")) for tile in tiles}) == 31, "two in one place"
    states = {text_of(tile.xpath(".//span[@class='status']")[0]) for tile in tiles}
    assert states <= {"规划已通读", "其他文本已通读", "只有部分数值，未编码措施", "未编码"}
    assert len(states) > 2


def test_a_press_text_is_not_shown_and_an_official_act_is(page: Read) -> None:
    assert page("source/guizhou-2023-status-report/").xpath("//ol[@class='passages']//q") == []
    assert len(page("source/guizhou-2023-status-report/").xpath("//ol[@class='passages']/li")) > 100
    assert len(page("source/guizhou-2023-implementing-opinion/").xpath("//ol[@class='passages']//q")) > 200


# --- answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "iri",
    [
        *(
            "region/guizhou",
            "region/yunnan",
            "region/guiyang",
            "measure/chief-quality-officer",
            "role/leader",
        ),
        *("indicator/food-sampling-pass-rate", "indicator/manufacturing-quality-competitiveness-index"),
        *("eli/guizhou-2023-implementing-opinion", "source/guizhou-2023-status-report", "sector/tourism"),
    ],
)
def test_an_answer_about_a_record_is_that_of_the_bound_query(iri: str, site: Site) -> None:
    material, some = site.material, 0
    for query, parameter in sections_of(material, BASE + iri):
        wanted = material.graph.query(query, **{parameter.partition(" ")[0]: BASE + iri})
        assert material.answer_about(query, parameter, BASE + iri).rows == wanted.rows, query
        some += len(wanted)
    assert some > 0


def test_a_table_has_its_rows_as_csv(site: Site) -> None:
    content = site.content("region/guizhou/targets-and-outcomes.csv").decode("utf-8")
    assert content.startswith("region,indicator,indicator_zh,target,")
    assert len(content.splitlines()) == 1 + len(
        site.material.graph.query("targets-and-outcomes", region="region:guizhou")
    )


# --- the command --------------------------------------------------------------------------------------


def test_the_command_writes_the_files_of_the_site(
    kg: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = ["index.html", "zh/region/guizhou/index.html", "region/guizhou.ttl", "assets/site.css"]
    if not LONG:
        monkeypatch.setattr(Site, "paths", some)
    said = kg("export", "-f", "site", "-o", str(tmp_path / "site"))
    assert (said.code, said.out) == (0, "")
    written = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.*")}
    assert written >= set(some)
    for path in some:
        assert (tmp_path / "site" / path).read_bytes() == site.content(path)


@pytest.mark.parametrize("given", [(), ("-o", "site", "-g", "regions")])
def test_the_site_needs_a_folder_and_the_whole_graph(kg: Run, given: tuple[str, ...]) -> None:
    said = kg("export", "-f", "site", *given)
    assert (said.code, said.out) == (2, "")
    assert "a site has the whole graph; name its folder with -o, and leave out -g" in said.err


def test_a_growth_rate_is_not_shown_as_a_level(site: Site) -> None:
    claim = BASE + "source/guizhou-2023-implementing-opinion/target-high-value-patents-2025"
    amounts = {lang: View(site.material, lang, "").amount(claim) for lang in ("en", "zh")}
    assert amounts == {"en": "≈\u00a015% change per year", "zh": "≈\u00a015%（年均百分比变化）"}


def test_an_answer_of_the_home_page_leads_to_its_form_with_the_same_values(page: Read) -> None:
    links = page("").xpath("//a[text()='All rows, and other values']/@href")
    assert len(links) == 6
    assert "sparql/#query=targets-and-outcomes&region=region:guizhou" in links


def test_each_parameter_says_what_it_means_in_both_languages(page: Read) -> None:
    for home in ("", "zh/"):
        (meaning,) = page(f"{home}query/measure-matrix/").xpath("//dt[code='strictness']/../dd/text()")
        assert "plan" in meaning
        assert has_chinese(meaning) == (home != "")
