"""The search finds what a reader looks for, in both languages and scripts."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.site.node import run_script

TARGETS: Final = {
    "food sampling inspection pass rate": "indicator/food-sampling-pass-rate",
    "valid trademark registrations": "indicator/valid-trademark-registrations",
    "chief quality officer": "measure/chief-quality-officer",
    "Guizhou": "region/guizhou",
    "China Quality Award": "award/china-quality-award",
    "manufacturing quality competitivness index": "indicator/manufacturing-quality-competitiveness-index",
    "standardisation pilots": "measure/standardization-pilots",
    "geografical indications": "indicator/geographical-indications",
    "brand bulding": "measure/brand-building",
    "食品抽检合格率": "indicator/food-sampling-pass-rate",
    "食品抽檢合格率": "indicator/food-sampling-pass-rate",
    "首席質量官": "measure/chief-quality-officer",
    "贵州": "region/guizhou",
    "廣東": "region/guangdong",
    "中國質量獎": "award/china-quality-award",
    "品牌建设": "measure/brand-building",
    "制造业产品合格率": "indicator/manufacturing-product-pass-rate",
    "质量强国领导小组 贵州": "body/guizhou-quality-leading-group",
}
"""What is looked for, and what is meant: half in Chinese, some in Traditional characters, or with typos."""

SEARCH = """
  const { Finder } = await module("finder");
  const finder = new Finder(given.data);
  const first = (each) => finder.search(each).slice(0, given.most);
  return given.queries.map((each) => first(each).map(({ found, quoted }) => [found[0], quoted]));
"""


@pytest.fixture(scope="module")
def found(finder_data: dict[str, Any]) -> dict[str, list[str]]:
    """The first results of each query."""
    results = run_script(SEARCH, {"data": finder_data, "queries": list(TARGETS), "most": 10})
    return {query: [iri for iri, _ in each] for query, each in zip(TARGETS, results, strict=True)}


def test_every_target_is_among_the_first_five(found: dict[str, list[str]]) -> None:
    missed = {query: found[query] for query, wanted in TARGETS.items() if wanted not in found[query][:5]}
    assert missed == {}


def test_sixteen_of_eighteen_targets_come_first(found: dict[str, list[str]]) -> None:
    later = {query: found[query][:3] for query, wanted in TARGETS.items() if found[query][:1] != [wanted]}
    assert len(TARGETS) == 18
    assert len(later) <= 2, later


def test_words_of_a_quotation_find_its_claim_in_either_script(finder_data: dict[str, Any]) -> None:
    claim = "source/guizhou-2023-status-report/observation-registered-trademarks-2023"
    given = {"data": finder_data, "queries": ["商标注册50.38万件", "商標註冊50.38萬件", ""], "most": 5}
    simplified, traditional, empty = run_script(SEARCH, given)
    assert claim in [iri for iri, _ in simplified]
    assert simplified == traditional
    assert empty == []


def test_measures_and_indicators_come_before_claims(finder_data: dict[str, Any]) -> None:
    (results,) = run_script(SEARCH, {"data": finder_data, "queries": ["trademark"], "most": 8})
    assert {iri.partition("/")[0] for iri, _ in results} <= {"indicator", "measure", "unit"}


def test_one_character_is_enough(finder_data: dict[str, Any]) -> None:
    results = run_script(SEARCH, {"data": finder_data, "queries": ["鹅", "質"], "most": 5})
    labels = {row[0]: "".join(row[3:7]) for row in finder_data["records"]}
    assert all(len(each) > 0 for each in results[1:])
    assert all("质" in labels[iri] or "質" in labels[iri] for iri, _ in results[1])


def test_a_region_in_a_chinese_query_is_that_of_the_first_results(finder_data: dict[str, Any]) -> None:
    queries = ["贵州省制造业产品质量合格率", "贵州制造业产品质量合格率", "貴州製造業產品質量合格率"]
    results = run_script(SEARCH, {"data": finder_data, "queries": queries, "most": 5})
    claim = "source/guizhou-2023-implementing-opinion/target-manufacturing-product-pass-rate-2025"
    for each in results:
        assert claim in [iri for iri, _ in each], each
    (other,) = run_script(SEARCH, {"data": finder_data, "queries": ["云南品牌建设"], "most": 3})
    assert {iri.split("/")[1].partition("-")[0] for iri, _ in other} == {"yunnan"}


def test_what_has_few_words_of_a_query_is_not_found_if_others_have_more(finder_data: dict[str, Any]) -> None:
    given = {"data": finder_data, "queries": ["制造业产品质量的合格率", "依据文件"], "most": 5000}
    long, short = run_script(SEARCH, given)
    assert 0 < len(long) < 300
    assert len(short) > 0
