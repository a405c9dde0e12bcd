"""The chart of targets: every row is in it, where and how the row says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from kg import words
from kg.charts.targets import targets_chart
from kg.charts.targets_figure import STANCE_MARKS, draw_figure
from kg.charts.targets_rows import read_indicator
from kg.drawing.style import GREY, INK
from kg.errors import KgError, UnknownName
from kg.project import Project
from kg.query.catalog import Catalog
from kg.query.derivation import derive
from kg.rdf.namespaces import PREFIXES, shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.conftest import Draw
from tests.drawing.figures import faults_of, lines_of, place_of, said, texts_of

INDEX = "indicator:manufacturing-quality-competitiveness-index"
FOOD = "indicator:food-sampling-pass-rate"
PASS_RATE = "indicator:manufacturing-product-pass-rate"
INDICATORS = (INDEX, "indicator:farm-produce-routine-monitoring-pass-rate", FOOD, PASS_RATE)

MADE_UP = """
:aim-now a qs:Target ; qs:region region:china ; qs:indicator :rate ; qs:period "2025" ; qs:value -1.5 ;
  qs:comparator comparator:exactly ; qs:unit unit:percent .
:aim-later a qs:Target ; qs:region region:china ; qs:indicator :rate ; qs:period "2035" ; qs:value 360000.0 ;
  qs:comparator comparator:exactly ; qs:unit unit:yuan .
:own a qs:Target ; qs:region region:hebei ; qs:indicator :rate ; qs:period "2025" ; qs:value -2.50 ;
  qs:comparator comparator:exactly ; qs:unit unit:percent .
:other a qs:Target ; qs:region region:hubei ; qs:indicator :near ; qs:period "2025" ; qs:value 3.0 ;
  qs:comparator comparator:exactly ; qs:unit unit:percent .
:rate a qs:Indicator ; skos:prefLabel "花费 $x_1$"@zh-Hans, "Cost in $x_1$ and $y$"@en ;
  qs:direction direction:lower ; qs:nature nature:rate .
:near a qs:Indicator ; skos:prefLabel "相近"@zh-Hans, "Near"@en ; qs:direction direction:lower ;
  qs:nature nature:rate ; skos:broader :rate .
"""
"""An indicator that is better lower, with two national targets, one of which no province has."""

RANGES = """
:aim a qs:Target ; qs:region region:china ; qs:indicator :share ; qs:period "2025" ; qs:value 50.0 ;
  qs:valueTo 55.0 ; qs:comparator comparator:exactly ; qs:unit unit:percent .
:range a qs:Target ; qs:region region:hunan ; qs:indicator :share ; qs:period "2025" ; qs:value 60.0 ;
  qs:valueTo 80.0 ; qs:comparator comparator:exactly ; qs:unit unit:percent .
:share a qs:Indicator ; skos:prefLabel "占比"@zh-Hans, "Share"@en ; qs:direction direction:higher ;
  qs:nature nature:rate .
"""
"""An indicator whose targets are ranges."""

MADE_UP_RATE = "indicator:made-up/rate"

every_indicator = pytest.mark.parametrize("indicator", INDICATORS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def made_up(project: Project, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The project's graph with the indicator of `MADE_UP`."""
    path = tmp_path_factory.mktemp("made-up") / "made-up.ttl"
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    path.write_text(
        f"{prefixes}@prefix : <{PREFIXES['indicator']}made-up/> .\n{MADE_UP}{RANGES}", encoding="utf-8"
    )
    store = EmbeddedStore([*project.stated_files, path])
    derive(store, project)
    return store


def rows_of(store: EmbeddedStore, catalog: Catalog, indicator: str) -> list[dict[str, str]]:
    """Return the rows of the canned query, as the project's own tables write them."""
    answer = store.query(catalog.get("target-cascade").bind({"national_indicator": indicator}))
    return answer.texts()


# --- what is drawn --------------------------------------------------------------------------------


@every_indicator
@every_language
def test_every_row_is_a_mark_at_its_value_or_is_in_another_form_or_has_none(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, indicator: str, lang: str
) -> None:
    marks = lines_of(draw("targets", lang, indicator=indicator).figure())
    numbered = 0
    for number, row in enumerate(rows_of(store, catalog, indicator)):
        mark = marks.pop(f"comparison-{number}", None)
        if row["stance"] in ("absent", "unread"):
            assert mark is None
            continue
        assert mark is not None
        if row["stance"] == "other form":
            assert (mark.get_marker(), mark.get_markerfacecolor()) == ("D", "white")
            continue
        assert (mark.get_color(), mark.get_marker()) == STANCE_MARKS[row["stance"]]
        assert place_of(mark)[0] == float(row["regional"])
        numbered += 1
    assert numbered > 5
    assert set(marks) == {"target-0"}
    assert place_of(marks["target-0"])[0] == float(rows_of(store, catalog, indicator)[0]["national"])


@every_indicator
@every_language
def test_every_province_is_named_where_it_belongs(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, indicator: str, lang: str
) -> None:
    (cascade,) = read_indicator(store, catalog, indicator, lang).cascades
    figure = draw("targets", lang, indicator=indicator).figure()
    named = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    assert sorted(named) == sorted(comparison.name for comparison in [*cascade.numbered, *cascade.worded])
    below = "".join(text.get_text() for text in figure.texts)
    for comparison in cascade.of("unread"):
        assert comparison.name in below
        assert comparison.name not in named
    assert len({comparison.name for comparison in cascade.comparisons}) == 31


def test_the_highest_value_is_on_top(draw: Draw) -> None:
    figure = draw("targets", indicator=INDEX).figure()
    axes = figure.axes[0]
    marks = [place_of(line) for line in axes.lines if str(line.get_gid()).startswith("comparison-")]
    places = sorted(marks, key=lambda place: place[1])
    assert [row for _, row in places] == list(range(len(places)))
    assert [value for value, _ in places] == sorted(value for value, _ in places)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names.index("Inner Mongolia") < names.index("Xinjiang") < names.index("Beijing")


def test_the_chart_says_what_it_shows(store: EmbeddedStore, catalog: Catalog, draw: Draw) -> None:
    rows = rows_of(store, catalog, INDEX)
    text = said(draw("targets", "zh", indicator=INDEX).figure())
    for part in (
        "制造业质量竞争力指数：2025年目标",
        "全国2025年目标：86",
        f"严于全国目标 ({sum(row['stance'] == 'stricter' for row in rows)})",
        "84.5",
        "2025年制造业质量竞争力指数接近全国平均水平（没有数值的目标）",
        "≥ 84.5",
        "未编码：",
        "质量战略知识图谱",
        f"kg query target-cascade -p national_indicator {INDEX}",
    ):
        assert part in text
    text = said(draw("targets", indicator=INDEX).figure())
    for part in (
        "Manufacturing quality competitiveness index: targets for 2025",
        "National target for 2025: 86",
        "close to the national average by 2025 (goal without a number)",
        "Not coded: ",
    ):
        assert part in text


def test_what_is_in_another_form_has_no_place_on_the_scale(draw: Draw) -> None:
    scale, *bands = draw("targets", "zh", indicator=INDEX).figure().axes
    numbered = {label.get_text() for label in scale.get_yticklabels()}
    others = [label.get_text() for band in bands for label in band.get_yticklabels()]
    assert others == ["安徽", "安徽", "重庆", "贵州", "湖南", "四川"]
    assert numbered.isdisjoint(others)
    for band in bands:
        assert len(band.get_xticks()) == 0
        assert scale.get_position().y0 > band.get_position().y1


def test_a_wording_of_ones_own_is_named(store: EmbeddedStore, catalog: Catalog, draw: Draw) -> None:
    indicator = "indicator:food-sampling-pass-rate"
    own = [
        row
        for row in rows_of(store, catalog, indicator)
        if row["stance"] in STANCE_MARKS and shorten(row["wording"]) != indicator
    ]
    text = said(draw("targets", "zh", indicator=indicator).figure())
    assert len(own) > 0
    for name in {row["wording_zh"] for row in own}:
        assert text.split("\n").count(name) == sum(row["wording_zh"] == name for row in own)
    head = words.text("The province's own wording, where it differs", "zh")
    assert head in text
    assert head not in said(draw("targets", "zh", indicator=INDEX).figure())


def test_every_number_has_its_comparator(store: EmbeddedStore, catalog: Catalog, draw: Draw) -> None:
    texts = [text.get_text() for text in texts_of(draw("targets", indicator=FOOD).figure())]
    rows = [row for row in rows_of(store, catalog, FOOD) if row["stance"] in STANCE_MARKS]
    signs = {">=": "≥\u00a0", ">": ">\u00a0", "=": ""}
    for sign, value in {(row["regional_comparator"], row["regional"]) for row in rows}:
        here = [row for row in rows if (row["regional_comparator"], row["regional"]) == (sign, value)]
        assert texts.count(f"{signs[sign]}{value}%") == len(here)
    assert {row["regional_comparator"] for row in rows} == set(signs)


def test_a_change_and_a_goal_are_shown_in_words_with_what_they_are(draw: Draw) -> None:
    text = said(draw("targets", indicator=PASS_RATE).figure())
    assert "by at least 2 percentage points overall by 2025 (target; change or rank)" in text
    assert "by 2035 (goal without a number; other period)" in text


@pytest.fixture(scope="module", params=LANGUAGES)
def two_targets(request: pytest.FixtureRequest, made_up: EmbeddedStore, catalog: Catalog) -> Figure:
    return draw_figure(read_indicator(made_up, catalog, MADE_UP_RATE, request.param), request.param)


def test_a_range_is_drawn_from_end_to_end(made_up: EmbeddedStore, catalog: Catalog) -> None:
    figure = draw_figure(read_indicator(made_up, catalog, "indicator:made-up/share", "en"), "en")
    axes = figure.axes[0]
    (mark,) = (line for line in axes.lines if str(line.get_gid()).startswith("comparison-"))
    assert [60.0, 80.0] in [np.asarray(line.get_xdata()).tolist() for line in axes.lines]
    assert place_of(mark)[0] == 60.0
    low, high = axes.get_xlim()
    assert low < 50.0
    assert high > 80.0
    text = said(figure)
    for part in ("50–55%", "60–80%"):
        assert part in text


def test_an_indicator_with_two_national_targets_has_a_panel_for_each(two_targets: Figure) -> None:
    marks = lines_of(two_targets)
    comparisons = [mark for key, mark in marks.items() if key.startswith("comparison-")]
    found = {(mark.get_color(), mark.get_marker()): place_of(mark)[0] for mark in comparisons}
    assert found == {STANCE_MARKS["stricter"]: -2.5, STANCE_MARKS["looser"]: 3.0}
    assert {key for key in marks if key not in {str(mark.get_gid()) for mark in comparisons}} == {
        *("target-0", "target-1")
    }
    assert len(two_targets.axes) == 2
    text = said(two_targets)
    for part in ("$x_1$", "−1.5%", "−2.5%", "360,000"):
        assert part in text
    # Guizhou's opinion was read whole, and holds none of this.
    assert any(head in text for head in ("Absent (fully coded): ", "未见（已通读）："))


# --- for every eye ----------------------------------------------------------------------------------


@every_indicator
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(draw: Draw, indicator: str, lang: str) -> None:
    figure = draw("targets", lang, indicator=indicator).figure()
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9


def test_no_text_is_cut_or_covered_with_two_national_targets(two_targets: Figure) -> None:
    assert list(faults_of(two_targets)) == []


def test_secondary_text_is_grey_and_the_rest_is_dark(draw: Draw) -> None:
    texts = texts_of(draw("targets", indicator=INDEX).figure())
    assert {to_hex(text.get_color()).upper() for text in texts} == {INK, GREY}


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["{iri}", "<{iri}>", "制造业质量竞争力指数"])
def test_an_indicator_is_named_by_a_label_or_an_iri(draw: Draw, name: str) -> None:
    found = draw("targets", indicator=name.format(iri=PREFIXES["indicator"] + INDEX.partition(":")[2]))
    assert (found.title, found.caption) == (
        *(draw("targets", indicator=INDEX).title, draw("targets", indicator=INDEX).caption),
    )


@pytest.mark.parametrize(
    "indicator", ["indicator:valid-trademark-registrations", "region:guizhou", "http://example.org/}", ""]
)
def test_an_indicator_without_a_national_target_is_unknown(
    store: EmbeddedStore, catalog: Catalog, indicator: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        targets_chart(store, catalog, "en", indicator=indicator)
    assert caught.value.name.strip("<>") == indicator, "as a prefixed name, where it has one"
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_a_near_miss_gets_the_right_name(store: EmbeddedStore, catalog: Catalog) -> None:
    with pytest.raises(UnknownName, match=f"did you mean {INDEX}"):
        targets_chart(store, catalog, "en", indicator=INDEX.replace("index", "indx"))


@pytest.mark.parametrize(
    ("old", "new"),
    [('"unread"', '"elsewhere"'), ("?regional ?stance\n", "?stance\n")],
)
def test_a_query_that_has_changed_is_not_drawn_wrongly(
    project: Project, store: EmbeddedStore, tmp_path: Path, old: str, new: str
) -> None:
    (path,) = (path for path in project.queries if path.stem == "target-cascade")
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / path.name
    changed.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KgError) as caught:
        targets_chart(store, Catalog([changed]), "en", indicator=INDEX)
    assert "\n" not in caught.value.message("zh")
