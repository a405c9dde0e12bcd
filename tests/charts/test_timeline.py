"""The timeline: a mark for each row of the query, where and how the row says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path as Shape
from matplotlib.transforms import Affine2D

from kg.charts.timeline import timeline_chart
from kg.charts.timeline_marks import DOCUMENT_MARKS, kind_of
from kg.charts.timeline_rows import read_timeline
from kg.drawing.marks import FILLS
from kg.drawing.style import BAND
from kg.errors import KgError, UnknownName
from kg.query.catalog import Catalog
from kg.rdf.namespaces import PREFIXES, QS, RDFS, SKOS, shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.conftest import Draw
from tests.drawing.figures import contrast, faults_of, lines_of, place_of, said, texts_of
from tests.drawing.pages import Page

REGIONS = (None, "region:guizhou", "region:jiangxi", "region:guiyang", "region:china")
NEAR_GUIZHOU = {PREFIXES["region"] + name for name in ("china", "guizhou", "guiyang")}
LANES = {"qs:Country": "National", "qs:Province": "Provinces", "qs:City": "Cities, districts and counties"}

Rows = Mapping[str, Mapping[str, str]]
"""The rows of the canned query by document."""

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_region = pytest.mark.parametrize("region", REGIONS)


@pytest.fixture(scope="module")
def every_row(store: EmbeddedStore, catalog: Catalog) -> Rows:
    """The rows of the canned query by document, without the texts that give the words of another row."""
    answer = store.query(catalog.get("document-dates").bind({}))
    transmitting = store.query(
        f"PREFIX qs: <{QS}> SELECT ?text WHERE {{ ?text qs:transmits ?document }} ORDER BY ?text"
    )
    texts = {str(row["text"]) for row in transmitting.texts()}
    assert len(texts) > 0
    return {row["document"]: row for row in answer.texts() if row["document"] not in texts}


@pytest.fixture(scope="module")
def rows(every_row: Rows) -> Rows:
    """The rows without press reports, which are drawn for a region only."""
    return {iri: row for iri, row in every_row.items() if shorten(row["class"]) != "qs:PressReport"}


@pytest.fixture(scope="module")
def guizhou(every_row: Rows) -> Rows:
    """The rows of Guizhou, of what is within it, and of the nation around it."""
    return {iri: row for iri, row in every_row.items() if row["place"] in NEAR_GUIZHOU}


def timeline(draw: Draw, region: str | None, lang: str = "en") -> Figure:
    """Return the figure of a region, or of all."""
    return draw("timeline", lang, **({} if region is None else {"region": region})).figure()


def day_of(date_: str) -> str:
    """Return a date in EDTF as a text that sorts by the first day that it may be."""
    text = date_.removeprefix("[..").removesuffix("]").replace("?", "")
    return text + "-01" * ((10 - len(text)) // 3)


def relations(store: EmbeddedStore, catalog: Catalog, rows: Rows) -> list[dict[str, str]]:
    """Return what the dated documents among `rows` carry out, are based on, revise, or correspond to."""
    return [
        row
        for row in store.query(catalog.get("document-lineage").bind({})).texts()
        if row["relation"].rpartition("/")[2] in ("implements", "based-on", "revises", "counterpart")
        and all(row[end] in rows and rows[row[end]]["date"] != "" for end in ("document", "other"))
    ]


# --- both figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("region", [None, "region:guizhou"])
def test_every_document_is_one_mark_of_its_kind_filled_as_it_was_read(
    draw: Draw, rows: Rows, guizhou: Rows, region: str | None
) -> None:
    expected = rows if region is None else guizhou
    marks = lines_of(timeline(draw, region))
    assert set(marks) == set(expected)
    assert len(expected) > 20
    for iri, mark in marks.items():
        _, colour, shape = kind_of(shorten(expected[iri]["class"]))
        assert (mark.get_marker(), mark.get_markeredgecolor()) == (shape, colour)
        filled = mark.get_fillstyle() if mark.get_markerfacecolor() != "white" else "none"
        assert (
            filled
            == {"whole": "full", "report": "left", "part": "left", "none": "none"}[expected[iri]["reading"]]
        )


@pytest.mark.parametrize("region", [None, "region:guizhou"])
def test_marks_are_in_the_order_of_their_dates(
    draw: Draw, rows: Rows, guizhou: Rows, region: str | None
) -> None:
    expected = rows if region is None else guizhou
    marks = lines_of(timeline(draw, region))
    dated = sorted((day_of(row["date"]), iri) for iri, row in expected.items() if row["date"] != "")
    across = [place_of(marks[iri])[0] for _, iri in dated]
    assert across == sorted(across)
    assert len({round(x, 6) for x in across}) == len({day for day, _ in dated})


@every_region
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(draw: Draw, lang: str, region: str | None) -> None:
    figure = timeline(draw, region, lang)
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9


@pytest.mark.parametrize("region", [None, "region:guizhou"])
def test_text_contrasts_with_what_is_behind_it(draw: Draw, region: str | None) -> None:
    for text in texts_of(timeline(draw, region)):
        assert contrast(to_hex(text.get_color()), BAND) >= 4.5


@every_language
def test_the_claims_of_a_mark_are_those_that_relate_its_document_to_another(
    store: EmbeddedStore, draw: Draw, rows: Rows, lang: str
) -> None:
    answer = store.query(
        f"""PREFIX qs: <{QS}> SELECT ?claim ?document ?relation ?other WHERE {{
        ?claim a qs:Lineage ; qs:fromDocument ?document ; qs:relation ?relation ; qs:toDocument ?other }}"""
    )
    expected: dict[str, set[str]] = {iri: set() for iri in rows}
    for row in answer.texts():
        kind = row["relation"].rpartition("/")[2]
        if kind in ("implements", "based-on", "revises", "counterpart") and row["other"] in rows:
            expected.get(row["document"], set()).add(row["claim"])
    data = Page(draw("timeline", lang).write(".html")).data
    found = {
        key: {data["claims"][number]["iri"] for number in mark["claims"]}
        for key, mark in data["marks"].items()
    }
    assert found == expected
    assert {key: mark["page"] for key, mark in data["marks"].items()} == {
        iri: row["page"] for iri, row in rows.items()
    }


# --- the overview -----------------------------------------------------------------------------------


def names_of_rows(figure: Figure) -> list[tuple[float, str]]:
    """Return the names of the rows, each with the place of its first marks, from the top."""
    names = [text for text in figure.axes[2].texts if text.get_position()[0] == 0]
    return sorted((float(text.get_position()[1]), text.get_text()) for text in names)


def row_of(figure: Figure, mark: Line2D) -> str:
    """Return the name of the row that a mark is in."""
    return [name for down, name in names_of_rows(figure) if down <= place_of(mark)[1] + 1e-6][-1]


@every_language
def test_every_document_is_in_the_row_of_its_province(
    store: EmbeddedStore, draw: Draw, rows: Rows, lang: str
) -> None:
    answer = store.query(
        f"""PREFIX qs: <{QS}> PREFIX rdfs: <{RDFS}> PREFIX skos: <{SKOS}>
        SELECT ?place ?name WHERE {{
        ?place qs:within* ?province . ?province a qs:Province ; rdfs:label|skos:altLabel ?name
        FILTER(LANGMATCHES(LANG(?name), "{lang}")) }}"""
    )
    names: dict[str, str] = {}
    for row in answer.texts():
        names[row["place"]] = min(names.get(row["place"], row["name"]), row["name"], key=len)
    figure = timeline(draw, None, lang)
    words = {"en": ("National", "Elsewhere"), "zh": ("全国", "其他")}[lang]
    for iri, mark in lines_of(figure).items():
        national = shorten(rows[iri]["level"]) == "qs:Country"
        assert row_of(figure, mark) == (words[0] if national else names.get(rows[iri]["place"], words[1]))
    provinces = [name for _, name in names_of_rows(figure) if name not in words]
    assert len(provinces) == len(set(provinces)) == 31
    assert names_of_rows(figure)[0][1] == words[0]


def test_provinces_are_in_the_order_of_their_first_document(draw: Draw, rows: Rows) -> None:
    figure = timeline(draw, None)
    first: dict[str, str] = {name: "9999" for _, name in names_of_rows(figure)}
    for iri, mark in lines_of(figure).items():
        name = row_of(figure, mark)
        if rows[iri]["date"] != "":
            first[name] = min(first[name], day_of(rows[iri]["date"]))
    days = [day for name, day in first.items() if name not in ("National", "Elsewhere")]
    assert days == sorted(days)


def shape_of(mark: Line2D) -> Shape:
    """Return the outline of a mark in points."""
    style = MarkerStyle(str(mark.get_marker()))
    across, down = place_of(mark)
    place = Affine2D().scale(mark.get_markersize()).translate(72 * across, 72 * down)
    return style.get_path().transformed(style.get_transform() + place)


def test_no_mark_covers_another(draw: Draw) -> None:
    marks = {iri: (place_of(mark), shape_of(mark)) for iri, mark in lines_of(timeline(draw, None)).items()}
    for (one, (spot, shape)), (other, (next_spot, next_shape)) in combinations(marks.items(), 2):
        if max(abs(spot[0] - next_spot[0]), abs(spot[1] - next_spot[1])) < 0.3:
            assert not shape.intersects_path(next_shape), f"{one} and {other}"


@every_language
def test_each_national_document_has_a_number_that_the_key_explains(draw: Draw, rows: Rows, lang: str) -> None:
    figure = timeline(draw, None, lang)
    marks = lines_of(figure)
    national = [iri for iri, row in rows.items() if shorten(row["level"]) == "qs:Country"]
    numbers = {
        (round(text.get_position()[0] - 0.08, 6), round(text.get_position()[1], 6)): text.get_text()
        for text in figure.axes[2].texts
        if text.get_text().isdigit() and len(text.get_text()) < 4
    }
    assert len(numbers) == len(national) > 5
    key = "".join("".join(text.get_text().split()) for text in figure.axes[3].texts)
    straight = str.maketrans("“”‘’", "\"\"''")
    for iri in national:
        across, down = place_of(marks[iri])
        number = numbers[round(across, 6), round(down, 6)]
        name = "".join(rows[iri][f"label_{lang}"].split())
        assert (number + name).translate(straight) in key.translate(straight)


def test_the_lines_lead_to_the_national_documents_that_others_carry_out(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, rows: Rows
) -> None:
    figure = timeline(draw, None)
    marks = lines_of(figure)
    expected = {
        (
            *place_of(marks[row["other"]]),
            *place_of(marks[row["document"]]),
            row["relation"].endswith("/counterpart"),
        )
        for row in relations(store, catalog, rows)
        if shorten(rows[row["other"]]["level"]) == "qs:Country" != shorten(rows[row["document"]]["level"])
    }
    lines = [line for line in figure.axes[2].lines if line.get_alpha() is not None]
    drawn = {
        (*np.asarray(line.get_xydata(), dtype=float).ravel().tolist(), line.get_linestyle() != "-")
        for line in lines
    }
    assert drawn == expected
    assert len(expected) > 20


def test_the_overview_says_what_it_shows_and_how_much(draw: Draw, rows: Rows, every_row: Rows) -> None:
    text = said(timeline(draw, None, "zh"))
    readings = Counter(FILLS[row["reading"]] for row in rows.values())
    for part in (
        "各文件的发布时间",
        f"已通读并编码 ({readings['full']})",
        f"部分编码，或据其报道编码 ({readings['left']})",
        f"未编码 ({readings['none']})",
        f"纲要 ({sum(shorten(row['class']) == 'qs:Outline' for row in rows.values())})",
        "质量强国建设纲要(2023-02-06)",
        f"略去 {len(every_row) - len(rows)} 篇新闻报道",
        "-p region",
        "kg query document-dates",
    ):
        assert part.replace(" ", "") in text.replace(" ", "")


# --- the figure of a region -------------------------------------------------------------------------


def test_a_document_without_a_date_is_listed_as_undated(draw: Draw, guizhou: Rows) -> None:
    figure = timeline(draw, "region:guizhou")
    undated = {iri for iri, row in guizhou.items() if row["date"] == ""}
    last = {str(line.get_gid()) for line in figure.axes[-1].lines} & set(guizhou)
    assert last == undated
    assert f"Undated ({len(undated)})" in said(figure)
    assert len(undated) > 0


def test_lanes_are_those_of_the_regions_and_each_is_in_the_order_of_dates(draw: Draw, guizhou: Rows) -> None:
    figure = timeline(draw, "region:guizhou")
    marks = lines_of(figure)
    dated = sorted((day_of(row["date"]), iri) for iri, row in guizhou.items() if row["date"] != "")
    lanes: dict[str, list[float]] = {}
    for _, iri in dated:
        lanes.setdefault(LANES[shorten(guizhou[iri]["level"])], []).append(place_of(marks[iri])[1])
    text = said(figure)
    for lane, downs in lanes.items():
        assert len(set(downs)) == len(downs)
        assert f"{lane} ({len(downs)})" in text
    assert set(lanes) == set(LANES.values())
    ends = [(min(lanes[lane]), max(lanes[lane])) for lane in LANES.values()]
    assert ends == sorted(ends)
    assert all(one[1] < other[0] for one, other in pairwise(ends))


def test_a_line_is_drawn_for_each_claim_between_dated_documents(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, every_row: Rows
) -> None:
    placed = {iri: row for iri, row in every_row.items() if row["place"] != ""}
    expected = relations(store, catalog, placed)
    figure = timeline(draw, "region:china")
    marks = lines_of(figure)
    edges = [line for axes in figure.axes for line in axes.lines if line.get_label() == "relation"]
    assert len(edges) == len(expected) > 20
    places = {(place_of(marks[row["other"]])[0], *place_of(marks[row["document"]])) for row in expected}
    drawn = [np.asarray(line.get_xydata(), dtype=float) for line in edges]
    assert {(float(ends[0, 0]), float(ends[1, 0]), float(ends[0, 1])) for ends in drawn} == places
    dotted = sum(line.get_linestyle() != "-" for line in edges)
    assert dotted == sum(row["relation"].endswith("/counterpart") for row in expected)


def test_every_document_of_a_region_is_named_with_its_date(draw: Draw, guizhou: Rows) -> None:
    text = "".join(said(timeline(draw, "region:guizhou", "zh")).split())
    for row in guizhou.values():
        assert "".join(row["label_zh"].split()) in text
        assert row["date"].replace("[..", "≤").replace("]", "") in text
    assert "贵州及其下辖、所属地区" in text


# --- bad input --------------------------------------------------------------------------------------


def test_a_region_is_named_by_its_label(draw: Draw) -> None:
    assert draw("timeline", "zh", region="贵州省").title == "各文件的发布时间：贵州及其下辖、所属地区"


@pytest.mark.parametrize(
    ("region", "message"),
    [("region:guizou", "did you mean region:guizhou"), ("measure:metrology", "unknown region")],
)
def test_a_wrong_region_gets_one_line(
    store: EmbeddedStore, catalog: Catalog, region: str, message: str
) -> None:
    with pytest.raises(UnknownName, match=message) as caught:
        timeline_chart(store, catalog, "en", region=region)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_an_empty_store_gets_one_line(catalog: Catalog, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="has no document to draw"):
        read_timeline(EmbeddedStore([empty]), catalog, "en", None)


def test_every_class_of_document_has_a_kind(every_row: Rows) -> None:
    kinds = {kind_of(shorten(row["class"]))[0] for row in every_row.values()}
    assert kinds <= set(DOCUMENT_MARKS)
    assert {"outline", "opinion", "press report", "regulation, rules or other"} <= kinds
