"""An answer as a person reads it: labels for IRIs, and words for names and codes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.project import Project
from kg.query.display import displayed
from kg.rdf.answers import Answer, Term, plain
from kg.rdf.namespaces import BASE, QS, XSD
from kg.rdf.store import EmbeddedStore

GUIZHOU, YUNNAN = (ox.NamedNode(f"{BASE}region/{name}") for name in ("guizhou", "yunnan"))
TARGET = ox.NamedNode(QS + "Target")
UNKNOWN = ox.NamedNode("http://example.org/page")


def decimal(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))


def table(answer: Answer, store: EmbeddedStore, lang: str, machine: bool = False) -> list[dict[str, str]]:
    return displayed(answer, store, lang, machine=machine).texts()


def of(**row: Term | str | int | None) -> Answer:
    return Answer.of(tuple(row), [tuple(row.values())])


def test_a_label_replaces_an_iri_and_the_iri_comes_last(store: EmbeddedStore) -> None:
    assert table(of(region=GUIZHOU, claims=3), store, "en") == [
        {"region": "Guizhou Province", "claims": "3", "IRI": "region:guizhou"}
    ]
    assert table(of(region=GUIZHOU, claims=3), store, "zh") == [
        {"地区": "贵州省", "主张数": "3", "IRI": "region:guizhou"}
    ]


def test_columns_of_labels_are_not_shown_twice(store: EmbeddedStore) -> None:
    answer = of(region=GUIZHOU, label_zh="黔", label_en="Gui", state="yes")
    assert table(answer, store, "en") == [{"region": "Gui", "state": "found", "IRI": "region:guizhou"}]
    assert table(answer, store, "zh") == [{"地区": "黔", "状态": "有", "IRI": "region:guizhou"}]


def test_a_label_that_the_answer_lacks_in_a_language_comes_from_the_graph(store: EmbeddedStore) -> None:
    assert table(of(region=GUIZHOU, region_zh="贵州省"), store, "en")[0]["region"] == "Guizhou Province"


def test_an_iri_without_a_label_is_shown_itself(store: EmbeddedStore) -> None:
    assert table(of(page=UNKNOWN), store, "en")[0]["page"] == "http://example.org/page"


def test_the_iri_in_the_last_column_is_that_of_what_the_row_is_about(store: EmbeddedStore) -> None:
    rows = table(of(region=GUIZHOU, other=YUNNAN), store, "en")
    assert rows[0]["IRI"] == "region:yunnan", "a region only where there is nothing else"
    rows = table(of(region=GUIZHOU, **{"class": TARGET}, label_zh="x", other=YUNNAN), store, "en")
    assert rows[0]["IRI"] == "region:guizhou", "what label_zh is the label of"


def test_the_machine_form_has_every_iri_and_plain_numbers(store: EmbeddedStore) -> None:
    answer = of(region=GUIZHOU, value=decimal("98.0"), unit="%", comparator=">=", **{"class": TARGET})
    (row,) = table(answer, store, "en", machine=True)
    assert row == {
        **{"region": "Guizhou Province", "value": "98", "unit": "%", "comparator": ">=", "class": "Target"},
        **{"region IRI": "region:guizhou", "class IRI": "qs:Target"},
    }
    shown = displayed(answer, store, "en", machine=True)
    assert shown.rows[0][1] == decimal("98.0"), "it stays a number"


@pytest.mark.parametrize(("sign", "text"), [("=", "98 %"), (">=", ">= 98 %"), ("~", "~ 98 %")])
def test_a_number_has_its_comparator_and_unit_with_it(store: EmbeddedStore, sign: str, text: str) -> None:
    answer = of(target=decimal("98.0"), observed=decimal("97"), comparator=sign, unit="%", observed_unit="件")
    assert table(answer, store, "zh") == [{"目标值": text, "观测值": "97 件"}]


def test_no_number_has_no_unit(store: EmbeddedStore) -> None:
    answer = Answer.of(("value", "unit"), [(decimal("1"), "%"), (None, "%")])
    assert [row["value"] for row in table(answer, store, "en")] == ["1 %", ""]


def test_units_and_lists_of_regions_are_in_the_language(store: EmbeddedStore) -> None:
    answer = of(regions=ox.Literal("贵州省、云南省", language="zh-hans"), unit="亩")
    assert table(answer, store, "en") == [{"regions": "Guizhou Province, Yunnan Province", "unit": "mu"}]
    assert table(answer, store, "zh") == [{"地区": "贵州省、云南省", "单位": "亩"}]


def test_a_note_in_both_languages_is_shown_in_one(store: EmbeddedStore) -> None:
    answer = of(note="floor | 下限", other="a | b")
    assert table(answer, store, "en") == [{"note": "floor", "other": "a | b"}]
    assert table(answer, store, "zh") == [{"注": "下限", "另一项": "a | b"}]


def test_a_class_that_is_written_by_name_has_its_label(store: EmbeddedStore) -> None:
    answer = of(**{"class": "Target"})
    assert plain(displayed(answer, store, "zh").rows[0][0]) == "目标值"


def test_truth_is_a_word(store: EmbeddedStore) -> None:
    assert table(of(stated=ox.Literal(True)), store, "en") == [{"stated": "yes"}]


def test_a_list_of_texts_needs_no_graph() -> None:
    shown = displayed(of(theme="targets", name="goals"), None, "zh")
    assert shown.texts() == [{"主题": "目标", "名称": "goals"}]


@pytest.mark.parametrize(("lang", "names"), [("en", {"class", "label"}), ("zh", {"类别", "标签"})])
def test_a_term_of_another_standard_has_its_label_from_the_catalogs(
    project: Project, store: EmbeddedStore, lang: str, names: set[str]
) -> None:
    answer = Graph(project, store).query("about", entity="region:guiyang")
    shown = displayed(answer, store, lang)
    properties = [row["property" if lang == "en" else "属性"] for row in shown.texts()]
    assert names <= set(properties)
    assert [each for each in properties if ":" in each] == []
