"""The picture of documents by date: a mark for each row of the query, where and how the row says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.catalog import Catalog
from kg.drawing import SUBJECTS, picture_of
from kg.drawing.style import BAND, LANGUAGES
from kg.drawing.timeline import picture_timeline
from kg.drawing.timeline_dates import Timeline, read_timeline
from kg.drawing.timeline_page import FILLS, KINDS, draw_page, kind_of
from kg.errors import KgError, UnknownName
from kg.namespaces import PREFIXES, QS, shorten
from kg.project import Project
from kg.store import EmbeddedStore
from tests.drawing.pages import contrast, faults_of, said, texts_of

REGIONS = (None, "region:guizhou", "region:jiangxi", "region:guiyang", "region:china")

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_region = pytest.mark.parametrize("region", REGIONS)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


@pytest.fixture(scope="module")
def every_row(store: EmbeddedStore, catalog: Catalog) -> dict[str, dict[str, str]]:
    """The rows of the canned query by document, without the texts that give the words of another row."""
    answer = store.query(catalog.get("document-dates").bind({}))
    found = answer.texts()
    transmitting = store.query(
        f"PREFIX qs: <{QS}> SELECT ?text WHERE {{ ?text qs:transmits ?document }} ORDER BY ?text"
    )
    texts = {str(row["text"]) for row in transmitting.texts()}
    assert len(texts) > 0
    return {row["document"]: row for row in found if row["document"] not in texts}


@pytest.fixture(scope="module")
def rows(every_row: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The rows without press reports, which are drawn for a region only."""
    return {iri: row for iri, row in every_row.items() if shorten(row["class"]) != "qs:PressReport"}


def day_of(date_: str) -> str:
    """Return a date in EDTF as a text that sorts by the first day that it may be."""
    text = date_.removeprefix("[..").removesuffix("]").replace("?", "")
    return text + "-01" * ((10 - len(text)) // 3)


@pytest.fixture(scope="module")
def found(store: EmbeddedStore, catalog: Catalog) -> Timeline:
    return read_timeline(store, catalog, "en", None)


def marks_of(figure: Figure) -> dict[str, Line2D]:
    """Return the mark of each document."""
    lines = [line for axes in figure.axes for line in axes.lines]
    marks = [line for line in lines if str(line.get_label()).startswith("http")]
    assert len({line.get_label() for line in marks}) == len(marks), "a document is drawn once"
    return {str(line.get_label()): line for line in marks}


def place_of(mark: Line2D) -> tuple[float, float]:
    """Return where a mark stands."""
    across, down = np.asarray(mark.get_xydata(), dtype=float)[0]
    return float(across), float(down)


# --- what is drawn ----------------------------------------------------------------------------------


def test_every_document_is_a_mark_of_its_kind_filled_as_it_was_read(
    rows: dict[str, dict[str, str]], found: Timeline
) -> None:
    marks = marks_of(draw_page(found, "en"))
    assert set(marks) == set(rows)
    assert len(rows) > 70
    for iri, mark in marks.items():
        _, colour, shape = kind_of(shorten(rows[iri]["class"]))
        assert (mark.get_marker(), mark.get_markeredgecolor()) == (shape, colour)
        filled = mark.get_fillstyle() if mark.get_markerfacecolor() != "white" else "none"
        expected = {"whole": "full", "report": "left", "part": "left", "none": "none"}
        assert filled == expected[rows[iri]["reading"]]


def test_marks_stand_in_the_order_of_their_dates(rows: dict[str, dict[str, str]], found: Timeline) -> None:
    marks = marks_of(draw_page(found, "en"))
    dated = sorted((day_of(row["date"]), iri) for iri, row in rows.items() if row["date"] != "")
    across = [place_of(marks[iri])[0] for _, iri in dated]
    assert across == sorted(across)
    assert len({round(x, 6) for x in across}) == len({day for day, _ in dated})
    for lane in {each.lane for each in found.dated}:
        downs = [place_of(marks[each.iri])[1] for each in found.dated if each.lane == lane]
        assert downs == sorted(downs)


def test_a_document_without_a_date_is_listed_as_undated_and_has_no_place_in_time(
    rows: dict[str, dict[str, str]], found: Timeline
) -> None:
    figure = draw_page(found, "en")
    undated = {iri for iri, row in rows.items() if row["date"] == ""}
    last = {str(line.get_label()) for line in figure.axes[-1].lines} & set(rows)
    assert last == undated
    assert f"Undated ({len(undated)})" in said(figure)
    assert len(undated) > 20


def test_lanes_are_those_of_the_regions(rows: dict[str, dict[str, str]], found: Timeline) -> None:
    lanes = {"qs:Country": "national", "qs:Province": "provinces", "qs:City": "cities", "qs:County": "cities"}
    for each in found.documents:
        level = rows[each.iri]["level"]
        assert each.lane == (lanes.get(shorten(level), "other") if level != "" else "other")
    text = said(draw_page(found, "en"))
    counts = Counter(each.lane for each in found.dated)
    assert f"National ({counts['national']})" in text
    assert f"Provinces ({counts['provinces']})" in text


def test_a_tie_is_drawn_for_each_claim_between_dated_documents(
    store: EmbeddedStore, catalog: Catalog, rows: dict[str, dict[str, str]], found: Timeline
) -> None:
    answer = store.query(catalog.get("document-lineage").bind({}))
    lineage = answer.texts()
    expected = [
        row
        for row in lineage
        if row["relation"].rpartition("/")[2] in ("implements", "based-on", "revises", "counterpart")
        and row["other"] in rows  # the basis of a document may be an event or a body, which has no mark
        and rows[row["document"]]["date"] != ""
        and rows[row["other"]]["date"] != ""
    ]
    figure = draw_page(found, "en")
    marks = marks_of(figure)
    ties = [line for axes in figure.axes for line in axes.lines if line.get_label() == "tie"]
    assert len(ties) == len(expected) > 20
    places = {(place_of(marks[row["other"]])[0], *place_of(marks[row["document"]])) for row in expected}
    drawn = [np.asarray(line.get_xydata(), dtype=float) for line in ties]
    assert {(float(ends[0, 0]), float(ends[1, 0]), float(ends[0, 1])) for ends in drawn} == places
    dotted = sum(line.get_linestyle() != "-" for line in ties)
    assert dotted == sum(row["relation"].endswith("/counterpart") for row in expected)


def test_a_region_keeps_its_own_documents_and_those_within_it_and_around_it(
    store: EmbeddedStore, catalog: Catalog, every_row: dict[str, dict[str, str]]
) -> None:
    timeline = read_timeline(store, catalog, "zh", "region:guizhou")
    places = {PREFIXES["region"] + name for name in ("china", "guizhou", "guiyang")}
    expected = {iri for iri, row in every_row.items() if row["place"] in places}
    assert {each.iri for each in timeline.documents} == expected
    assert "贵州" in said(draw_page(timeline, "zh"))
    assert {each.region for each in timeline.documents} == places


def test_the_picture_says_what_it_shows_and_how_much(
    rows: dict[str, dict[str, str]],
    every_row: dict[str, dict[str, str]],
    store: EmbeddedStore,
    catalog: Catalog,
) -> None:
    text = said(draw_page(read_timeline(store, catalog, "zh", None), "zh"))
    readings = Counter(FILLS[row["reading"]] for row in rows.values())
    for part in (
        "各文件的发布时间",
        f"已通读 ({readings['full']})",
        f"读了一部分，或只读了关于它的报道 ({readings['left']})",
        f"未读 ({readings['none']})",
        f"纲要 ({sum(shorten(row['class']) == 'qs:Outline' for row in rows.values())})",
        "质量强国建设纲要",
        "2023-02-06",
        f"略去 {len(every_row) - len(rows)} 篇新闻报道",
        "kg query document-dates",
    ):
        assert part in text


# --- for every eye and every machine ----------------------------------------------------------------


@every_region
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(
    store: EmbeddedStore, catalog: Catalog, lang: str, region: str | None
) -> None:
    figure = draw_page(read_timeline(store, catalog, lang, region), lang)
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9


def test_kinds_differ_in_colour_and_in_shape() -> None:
    colours, shapes, _ = zip(*KINDS.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(KINDS)


def test_text_stands_out_from_the_page(found: Timeline) -> None:
    for text in texts_of(draw_page(found, "en")):
        assert contrast(to_hex(text.get_color()), BAND) >= 4.5


# --- the network -------------------------------------------------------------------------------------


@every_language
def test_the_network_has_the_documents_their_regions_and_the_claims_that_tie_them(
    store: EmbeddedStore, catalog: Catalog, rows: dict[str, dict[str, str]], found: Timeline, lang: str
) -> None:
    picture = picture_timeline(store, catalog, lang)
    network = picture.network
    assert set(network) == set(picture.places) >= set(rows)
    assert len(set(picture.places.values())) == len(picture.places)
    for tie in found.ties:
        assert network.has_edge(tie.claim, tie.source, key="qs:fromDocument")
        assert network.has_edge(tie.claim, tie.target, key="qs:toDocument")
    for iri, row in rows.items():
        assert row["place"] == "" or network.has_edge(iri, row["place"], key="dcterms:spatial")
    assert {facts["type"] for _, facts in network.nodes(data=True)} == set(picture.marks)
    looks = {(mark.label, mark.colour, mark.shape) for mark in picture.marks.values()}
    assert len({look[1:] for look in looks}) == len(looks) == len(KINDS) - 1 + 2, "a mark means one thing"
    days = [each.day for each in found.dated if each.day is not None]
    assert days == sorted(days)
    assert min(days) >= date(2009, 1, 1)


# --- bad input --------------------------------------------------------------------------------------


def test_a_region_may_be_named_by_its_label(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = picture_of(store, catalog, "timeline", "zh", {"region": "贵州省"})
    assert picture.title == "各文件的发布时间：贵州及其下辖、所属地区"


@pytest.mark.parametrize(
    ("region", "told"),
    [("region:guizou", "did you mean region:guizhou"), ("measure:metrology", "unknown region")],
)
def test_a_wrong_region_is_told_in_one_line(
    store: EmbeddedStore, catalog: Catalog, region: str, told: str
) -> None:
    with pytest.raises(UnknownName, match=told) as caught:
        picture_timeline(store, catalog, "en", region=region)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_an_empty_store_is_told_in_one_line(catalog: Catalog, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="has no document to draw"):
        picture_timeline(EmbeddedStore([empty]), catalog, "en")


def test_the_gallery_has_it_with_its_choices() -> None:
    assert dict(SUBJECTS["timeline"].choices) == {"region": None}
