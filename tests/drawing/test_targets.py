"""The picture of targets: every row is on it, in letters that the font has, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from kg.answers import plain
from kg.catalog import Catalog
from kg.derivation import derive
from kg.drawing.cascade import read_indicator
from kg.drawing.style import ENDINGS, GREY, INK, LANGUAGES, font_file, image, styled, text_width, wrap
from kg.drawing.target_page import MARKS, WORDS, draw_page
from kg.drawing.targets import picture_targets
from kg.errors import KgError, UnknownName
from kg.namespaces import PREFIXES, shorten
from kg.project import Project
from kg.store import EmbeddedStore

INDEX = "indicator:manufacturing-quality-competitiveness-index"
FOOD = "indicator:food-sampling-pass-rate"
PASS_RATE = "indicator:manufacturing-product-pass-rate"
INDICATORS = (INDEX, "indicator:farm-produce-routine-monitoring-pass-rate", FOOD, PASS_RATE)

MAGIC = {".svg": b"<?xml", ".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-"}

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

MADE_UP_RATE = "indicator:made-up/rate"

every_indicator = pytest.mark.parametrize("indicator", INDICATORS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_ending = pytest.mark.parametrize("ending", ENDINGS)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


@pytest.fixture(scope="module")
def made_up(project: Project, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The project's graph with the indicator of `MADE_UP`."""
    path = tmp_path_factory.mktemp("made-up") / "made-up.ttl"
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    path.write_text(f"{prefixes}@prefix : <{PREFIXES['indicator']}made-up/> .\n{MADE_UP}", encoding="utf-8")
    store = EmbeddedStore([*project.stated_files, path])
    derive(store, project)
    return store


def draw_targets(store: EmbeddedStore, catalog: Catalog, indicator: str, lang: str) -> Figure:
    """Return the page of an indicator."""
    return draw_page(read_indicator(store, catalog, indicator, lang), lang)


def rows_of(store: EmbeddedStore, catalog: Catalog, indicator: str) -> list[dict[str, str]]:
    """Return the rows of the canned query, as the project's own tables write them."""
    answer = store.query(catalog.get("target-cascade").bind({"national_indicator": indicator}))
    return answer.texts()


def spots_of(dots: Collection) -> list[tuple[float, float]]:
    """Return value and row of each dot."""
    return [(float(x), float(y)) for x, y in np.asarray(dots.get_offsets(), dtype=float)]


def dots(figure: Figure) -> dict[str, list[float]]:
    """Return the values of the dots by stance."""
    found: dict[str, list[float]] = {stance: [] for stance in MARKS}
    for axes in figure.axes:
        for dot in axes.collections:
            found[str(dot.get_label())] += [x for x, _ in spots_of(dot)]
    return found


def texts_of(figure: Figure) -> Iterator[Text]:
    """Yield the texts that a person sees."""
    with styled():
        figure.draw_without_rendering()
    yield from figure.texts
    for axes in figure.axes:
        yield from axes.texts
        yield from axes.get_yticklabels()
        low, high = axes.get_xlim()
        yield from (text for text in axes.get_xticklabels() if low <= text.get_position()[0] <= high)
        yield axes.xaxis.label
        legend = axes.get_legend()
        if legend is not None:
            yield from legend.get_texts()


def said(figure: Figure) -> str:
    """Return all that is written, without line breaks."""
    return "\n".join(" ".join(text.get_text().split()) for text in texts_of(figure))


# --- what is drawn --------------------------------------------------------------------------------


@every_indicator
@every_language
def test_every_row_with_a_number_is_a_dot(
    store: EmbeddedStore, catalog: Catalog, indicator: str, lang: str
) -> None:
    rows = rows_of(store, catalog, indicator)
    found = dots(draw_targets(store, catalog, indicator, lang))
    for stance, values in found.items():
        assert sorted(values) == sorted(float(row["regional"]) for row in rows if row["stance"] == stance)
    assert sum(map(len, found.values())) > 5


@every_indicator
@every_language
def test_every_province_is_named_where_it_belongs(
    store: EmbeddedStore, catalog: Catalog, indicator: str, lang: str
) -> None:
    (cascade,) = read_indicator(store, catalog, indicator, lang).cascades
    figure = draw_targets(store, catalog, indicator, lang)
    named = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    assert sorted(named) == sorted(stand.name for stand in [*cascade.numbered, *cascade.worded])
    below = "".join(text.get_text() for text in figure.texts)
    for stand in cascade.unread:
        assert stand.name in below
        assert stand.name not in named
    assert len({stand.name for stand in cascade.stands}) == 31


def test_dots_are_sorted_with_the_highest_on_top(store: EmbeddedStore, catalog: Catalog) -> None:
    axes = draw_targets(store, catalog, INDEX, "en").axes[0]
    spots = sorted((spot for dot in axes.collections for spot in spots_of(dot)), key=lambda spot: spot[1])
    assert [row for _, row in spots] == list(range(len(spots)))
    assert [value for value, _ in spots] == sorted(value for value, _ in spots)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names.index("Inner Mongolia") < names.index("Xinjiang") < names.index("Beijing")


def test_the_picture_says_what_it_shows(store: EmbeddedStore, catalog: Catalog) -> None:
    rows = rows_of(store, catalog, INDEX)
    text = said(draw_targets(store, catalog, INDEX, "zh"))
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
    text = said(draw_targets(store, catalog, INDEX, "en"))
    for part in (
        "Manufacturing quality competitiveness index: targets for 2025",
        "National target for 2025: 86",
        "close to the national average by 2025 (goal without a number)",
        "Not coded: ",
    ):
        assert part in text


def test_what_is_in_another_form_has_no_place_on_the_scale(store: EmbeddedStore, catalog: Catalog) -> None:
    scale, *bands = draw_targets(store, catalog, INDEX, "zh").axes
    numbered = {label.get_text() for label in scale.get_yticklabels()}
    others = [label.get_text() for band in bands for label in band.get_yticklabels()]
    assert others == ["安徽", "安徽", "重庆", "贵州", "湖南", "四川"]
    assert numbered.isdisjoint(others)
    for band in bands:
        assert len(band.get_xticks()) == 0
        assert scale.get_position().y0 > band.get_position().y1


def test_a_wording_of_ones_own_is_named(store: EmbeddedStore, catalog: Catalog) -> None:
    indicator = "indicator:food-sampling-pass-rate"
    own = [
        row
        for row in rows_of(store, catalog, indicator)
        if row["stance"] in MARKS and shorten(row["wording"]) != indicator
    ]
    text = said(draw_targets(store, catalog, indicator, "zh"))
    assert len(own) > 0
    for name in {row["wording_zh"] for row in own}:
        assert text.split("\n").count(name) == sum(row["wording_zh"] == name for row in own)
    assert WORDS["zh"]["wording"] in text
    assert WORDS["zh"]["wording"] not in said(draw_targets(store, catalog, INDEX, "zh"))


def test_every_number_has_its_comparator(store: EmbeddedStore, catalog: Catalog) -> None:
    texts = [text.get_text() for text in texts_of(draw_targets(store, catalog, FOOD, "en"))]
    rows = [row for row in rows_of(store, catalog, FOOD) if row["stance"] in MARKS]
    signs = {">=": "≥\u00a0", ">": ">\u00a0", "=": ""}
    for sign, value in {(row["regional_comparator"], row["regional"]) for row in rows}:
        here = [row for row in rows if (row["regional_comparator"], row["regional"]) == (sign, value)]
        assert texts.count(f"{signs[sign]}{value}%") == len(here)
    assert {row["regional_comparator"] for row in rows} == set(signs)


def test_a_change_and_a_goal_are_shown_in_words_with_what_they_are(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    text = said(draw_targets(store, catalog, PASS_RATE, "en"))
    assert "by at least 2 percentage points overall by 2025 (target; change or rank)" in text
    assert "by 2035 (goal without a number; other period)" in text


@every_language
def test_an_indicator_with_two_national_targets_has_a_panel_for_each(
    made_up: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    figure = draw_targets(made_up, catalog, MADE_UP_RATE, lang)
    assert dots(figure) == {"stricter": [-2.5], "equal": [], "looser": [3.0]}
    assert len(figure.axes) == 2
    text = said(figure)
    for part in ("$x_1$", "−1.5%", "−2.5%", "360,000"):
        assert part in text
    # Guizhou's opinion was read whole, and holds none of this.
    assert WORDS[lang]["absent"].partition("{")[0] in text


# --- for every eye and every machine ----------------------------------------------------------------


def test_stances_differ_in_colour_and_in_shape() -> None:
    colours, shapes = zip(*MARKS.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == 3


@every_indicator
@every_language
def test_no_text_leaves_the_picture_or_covers_another(
    store: EmbeddedStore, catalog: Catalog, indicator: str, lang: str
) -> None:
    figure = draw_targets(store, catalog, indicator, lang)
    boxes = [
        (text.get_text(), text.get_window_extent()) for text in texts_of(figure) if text.get_text() != ""
    ]
    page = figure.bbox
    for text, box in boxes:
        assert page.x0 <= box.x0 < box.x1 <= page.x1, text
        assert page.y0 <= box.y0 < box.y1 <= page.y1, text
    for (one, box), (other, next_box) in combinations(boxes, 2):
        # Line boxes may touch by the height of an accent.
        width = min(box.x1, next_box.x1) - max(box.x0, next_box.x0)
        height = min(box.y1, next_box.y1) - max(box.y0, next_box.y0)
        assert width <= 1 or height <= 3, f"{one!r} and {other!r}"


@every_indicator
@every_language
def test_every_character_has_a_glyph(
    store: EmbeddedStore, catalog: Catalog, indicator: str, lang: str
) -> None:
    font = FT2Font(str(font_file()))
    characters = set(said(draw_targets(store, catalog, indicator, lang))) - {"\n"}
    assert len(characters) > 50
    assert [c for c in sorted(characters) if font.get_char_index(ord(c)) == 0] == []


def test_every_name_that_may_be_drawn_has_its_glyphs(store: EmbeddedStore) -> None:
    font = FT2Font(str(font_file()))
    answer = store.query(
        """
        PREFIX qs: <https://w3id.org/quality-strategy/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?label WHERE {
          VALUES ?class { qs:Province qs:Indicator qs:Goal qs:Unit qs:Direction }
          ?thing a ?class ; rdfs:label|skos:prefLabel|skos:altLabel ?label
        }
        """
    )
    characters = {c for (label,) in answer.rows for c in plain(label)}
    assert len(characters) > 300
    assert [c for c in sorted(characters) if font.get_char_index(ord(c)) == 0] == []


def test_the_font_is_the_one_that_comes_with_the_project(store: EmbeddedStore, catalog: Catalog) -> None:
    from matplotlib.font_manager import findfont  # noqa: PLC0415

    figure = draw_targets(store, catalog, INDEX, "zh")
    with styled():
        assert {str(findfont(text.get_fontproperties())) for text in texts_of(figure)} == {str(font_file())}


def test_secondary_text_is_grey_and_the_rest_is_dark(store: EmbeddedStore, catalog: Catalog) -> None:
    texts = texts_of(draw_targets(store, catalog, INDEX, "en"))
    colours = {to_hex(text.get_color()).upper() for text in texts if text.get_text() != ""}
    assert colours == {INK, GREY}


@pytest.mark.parametrize("size", [7.5, 10.0, 15.0])
@pytest.mark.parametrize(
    "text", ["未读：安徽、重庆、福建，北京", "Not read: Anhui, Chongqing, Fujian", "x" * 30]
)
def test_lines_are_no_wider_than_asked_and_lose_nothing(text: str, size: float) -> None:
    lines = wrap(text, size, 1.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert text_width(line.rstrip("，。、；："), size) <= 1.0 or " " not in line
        assert line[:1] not in tuple("，。、；：")
    assert wrap(text, size, 100) == [text]


# --- files ------------------------------------------------------------------------------------------


@every_ending
@every_language
def test_a_file_begins_as_its_format_does(
    store: EmbeddedStore, catalog: Catalog, ending: str, lang: str
) -> None:
    content = image(draw_targets(store, catalog, INDEX, lang), ending)
    assert content.startswith(MAGIC[ending])
    assert 5_000 < len(content) < 1_000_000


def test_an_svg_needs_no_font_and_no_network(store: EmbeddedStore, catalog: Catalog) -> None:
    svg = image(draw_targets(store, catalog, INDEX, "zh"), ".svg").decode("utf-8")
    assert "<text" not in svg
    assert "font-family" not in svg
    assert 'xlink:href="http' not in svg


def test_a_png_is_twice_as_wide_as_a_readme(store: EmbeddedStore, catalog: Catalog) -> None:
    png = image(draw_targets(store, catalog, INDEX, "en"), ".png")
    assert int.from_bytes(png[16:20], "big") == 1800


def test_files_hold_neither_clock_nor_version(store: EmbeddedStore, catalog: Catalog) -> None:
    for ending in ENDINGS:
        content = image(draw_targets(store, catalog, INDEX, "en"), ending)
        for word in (b"CreationDate", b"<dc:date>", b"Matplotlib v", b"Software"):
            assert word not in content, ending


PROGRAM = """
import sys
from hashlib import sha256
import kg
from kg.drawing.style import ENDINGS

graph = kg.open(sys.argv[1])
for lang in ("en", "zh"):
    picture = graph.draw("targets", lang, indicator=sys.argv[2])
    for ending in ENDINGS:
        print(lang, ending, sha256(picture.write(ending)).hexdigest())
print("pyplot", "matplotlib.pyplot" in sys.modules)
"""


def test_the_bytes_do_not_depend_on_the_hash_seed_or_the_settings_of_a_user(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: none\naxes.grid: True\n")
    printed = []
    for seed, folder in (("0", project.root), ("4711", tmp_path)):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(project.root), INDICATORS[1]],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(project.root)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == 7
    assert printed[0].endswith("\npyplot False\n"), "pyplot keeps figures and may want a screen"


def test_drawing_and_saving_leave_the_settings_as_they_were(store: EmbeddedStore, catalog: Catalog) -> None:
    import matplotlib  # noqa: PLC0415

    before = dict(matplotlib.rcParams)
    image(draw_targets(store, catalog, INDEX, "en"), ".svg")
    assert dict(matplotlib.rcParams) == before


def test_matplotlib_is_loaded_only_to_draw() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import kg.drawing, sys; print('matplotlib' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n"


# --- bad input --------------------------------------------------------------------------------------


def test_an_iri_names_an_indicator_as_a_prefixed_name_does(store: EmbeddedStore, catalog: Catalog) -> None:
    iri = PREFIXES["indicator"] + INDEX.partition(":")[2]
    expected = image(draw_targets(store, catalog, INDEX, "en"), ".svg")
    for name in (iri, f"<{iri}>"):
        assert image(draw_targets(store, catalog, name, "en"), ".svg") == expected


@pytest.mark.parametrize(
    "indicator",
    [
        "indicator:manufacturing-quality-index",
        "indicator:valid-trademark-registrations",
        "region:guizhou",
        "http://example.org/}",
        "",
    ],
)
def test_an_indicator_without_a_national_target_is_unknown(
    store: EmbeddedStore, catalog: Catalog, indicator: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        draw_targets(store, catalog, indicator, "en")
    assert caught.value.name == indicator
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_a_near_miss_is_told_the_right_name(store: EmbeddedStore, catalog: Catalog) -> None:
    with pytest.raises(UnknownName, match=f"did you mean {INDEX}"):
        draw_targets(store, catalog, INDEX.replace("index", "indx"), "en")


def test_an_unknown_language_is_named(store: EmbeddedStore, catalog: Catalog) -> None:
    with pytest.raises(UnknownName, match=r"language 'fr'; known: en, zh"):
        draw_targets(store, catalog, INDEX, "fr")


@pytest.mark.parametrize("ending", [".gif", "", "svg", ".SVG"])
def test_an_unknown_ending_is_named(store: EmbeddedStore, catalog: Catalog, ending: str) -> None:
    with pytest.raises(UnknownName) as caught:
        image(draw_targets(store, catalog, INDEX, "en"), ending)
    assert ".svg" in caught.value.message("en")


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
        draw_targets(store, Catalog([changed]), INDEX, "en")
    assert "\n" not in caught.value.message("zh")


# --- the network -------------------------------------------------------------------------------------


@every_language
def test_the_network_has_the_targets_that_the_query_compares(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    picture = picture_targets(store, catalog, lang, indicator=INDEX)
    assert set(picture.places) == set(picture.network)
    regions = {
        region for _, region, property_ in picture.network.edges(keys=True) if property_ == "qs:region"
    }
    rows = rows_of(store, catalog, INDEX)
    expected = {row["region"] for row in rows if row["stance"] not in ("absent", "unread")}
    assert regions == expected | {PREFIXES["region"] + "china"}
    assert {"qs:Target", "qs:Goal", "qs:Province", "qs:Indicator"} <= set(picture.marks)
