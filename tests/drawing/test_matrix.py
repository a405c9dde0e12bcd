"""The picture of measures: a sign for each cell of the query, and no cell blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kg.answers import plain
from kg.catalog import Catalog
from kg.drawing import SUBJECTS
from kg.drawing.matrix import picture_matrix
from kg.drawing.matrix_cells import STATES, Cell, Matrix, read_matrix
from kg.drawing.matrix_page import COLOURS, draw_page
from kg.drawing.style import BAND, GREY, INK, LANGUAGES
from kg.errors import KgError, UnknownName
from kg.project import Project
from kg.store import EmbeddedStore
from tests.drawing.pages import contrast, faults_of, said, texts_of

CHOICES = [(measures, strictness) for measures in ("all", "shared") for strictness in ("plan", "source")]

every_choice = pytest.mark.parametrize(("measures", "strictness"), CHOICES)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


@pytest.fixture(scope="module")
def found(store: EmbeddedStore, catalog: Catalog) -> Matrix:
    return read_matrix(store, catalog, "en", "all", "plan")


def rows_of(store: EmbeddedStore, catalog: Catalog, strictness: str) -> list[dict[str, str]]:
    """Return the rows of the canned query."""
    answer = store.query(catalog.get("measure-matrix").bind({"strictness": strictness}))
    return [dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.rows]


def cells_of(figure: Figure) -> Counter[str]:
    """Return how many cells of each state are drawn, those of the legend left out."""
    cells = [str(box.get_label()) for axes in figure.axes[1:] for box in axes.patches]
    return Counter(cells)


def crosses_of(figure: Figure) -> int:
    """Return how many crosses are drawn, that of the legend left out."""
    return sum(line.get_marker() == "x" for axes in figure.axes[1:] for line in axes.lines)


# --- what is drawn ----------------------------------------------------------------------------------


@every_choice
def test_every_cell_of_a_province_that_was_read_is_drawn_and_no_other(
    store: EmbeddedStore, catalog: Catalog, measures: str, strictness: str
) -> None:
    rows = rows_of(store, catalog, strictness)
    read = {row["region"] for row in rows if row["state"] != "unread"}
    having = Counter(row["measure"] for row in rows if row["state"] == "yes")
    least = {"all": 0, "shared": 2}[measures]
    drawn = [row for row in rows if row["region"] in read and having[row["measure"]] >= least]
    matrix = read_matrix(store, catalog, "en", measures, strictness)
    figure = draw_page(matrix, "en")
    expected = Counter(row["state"] for row in drawn)
    assert cells_of(figure) == expected
    assert crosses_of(figure) == expected["absent"]
    numbers = [
        text.get_text() for axes in figure.axes[1:] for text in axes.texts if text.get_text().isdigit()
    ]
    assert Counter(numbers) == Counter(row["claims"] for row in drawn if row["state"] == "yes")
    assert (
        sum(text.get_text() == "?" for axes in figure.axes[1:] for text in axes.texts) == expected["unread"]
    )
    assert len(drawn) > 100


def test_a_cell_stands_in_the_row_and_column_that_the_query_gives_it(
    store: EmbeddedStore, catalog: Catalog, found: Matrix
) -> None:
    rows = {(row["measure"], row["region"]): row for row in rows_of(store, catalog, "plan")}
    for area in found.areas:
        for measure in area.measures:
            for (region, _), cell in zip(found.regions, measure.cells, strict=True):
                row = rows[measure.iri, region]
                assert (cell.state, str(cell.claims)) == (row["state"], row["claims"])


def test_what_most_provinces_have_stands_first_in_its_area(found: Matrix) -> None:
    assert len(found.areas) == 9
    for area in found.areas:
        counts = [measure.having for measure in area.measures]
        assert counts == sorted(counts, reverse=True)
    names = [measure.name for area in found.areas for measure in area.measures]
    assert len(names) == len(set(names)) == 78


def test_absent_and_not_read_are_told_apart_without_colour(found: Matrix) -> None:
    figure = draw_page(found, "en")
    legend = figure.axes[0]
    boxes = [box for box in legend.patches if isinstance(box, Rectangle)]
    assert [box.get_label() for box in boxes] == list(STATES)
    assert len({box.get_linestyle() for box in boxes[1:]}) == 2
    assert [line.get_marker() for line in legend.lines] == ["x"]
    assert "?" in [text.get_text() for text in legend.texts]


def test_a_stricter_reading_turns_absent_into_not_read(store: EmbeddedStore, catalog: Catalog) -> None:
    plan, source = (read_matrix(store, catalog, "en", "all", each) for each in ("plan", "source"))
    assert plan.count("yes") == source.count("yes")
    assert plan.count("unread") > 0 == source.count("unread")
    assert plan.count("absent") + plan.count("unread") == source.count("absent")


@every_language
def test_provinces_that_were_not_read_are_named_beneath_and_have_no_column(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    matrix = read_matrix(store, catalog, lang, "all", "plan")
    figure = draw_page(matrix, lang)
    beneath = "".join(text.get_text() for text in figure.texts)
    heads = {text.get_text() for axes in figure.axes for text in axes.texts}
    assert len(matrix.unread) + len(matrix.regions) == 31
    assert str(len(matrix.unread)) in beneath
    for name in matrix.unread:
        assert name.replace(" ", "") in beneath.replace(" ", "")
        assert name not in heads


def test_the_picture_says_what_it_shows_and_how_much(store: EmbeddedStore, catalog: Catalog) -> None:
    matrix = read_matrix(store, catalog, "zh", "shared", "plan")
    text = said(draw_page(matrix, "zh"))
    for part in (
        "各省份有无各项措施，或尚未读到",
        f"有，共 n 项主张 ({matrix.count('yes')})",
        f"已通读，没有 ({matrix.count('absent')})",
        f"未读 ({matrix.count('unread')})",
        f"另有 {matrix.left_out} 项措施",
        "首席质量官制度",
        "构建高水平质量基础设施",
        "kg query measure-matrix -p strictness plan",
    ):
        assert part in text
    assert matrix.left_out == 78 - sum(len(area.measures) for area in matrix.areas) > 0


# --- for every eye and every machine ----------------------------------------------------------------


@every_choice
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(
    store: EmbeddedStore, catalog: Catalog, lang: str, measures: str, strictness: str
) -> None:
    figure = draw_page(read_matrix(store, catalog, lang, measures, strictness), lang)
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9


@pytest.mark.parametrize("more", [4, 28])
def test_a_page_with_many_provinces_has_a_column_for_each(found: Matrix, more: int) -> None:
    areas = tuple(
        replace(
            area,
            measures=tuple(
                replace(each, cells=(*each.cells, *(Cell("yes", 10 + n) for n in range(more))))
                for each in area.measures
            ),
        )
        for area in found.areas
    )
    regions = (*found.regions, *((name, name) for name in found.unread[:more]))
    figure = draw_page(replace(found, areas=areas, regions=regions, unread=found.unread[more:]), "en")
    assert sum(cells_of(figure).values()) == 78 * (3 + more)
    assert list(faults_of(figure)) == []


def test_text_stands_out_from_what_is_behind_it(found: Matrix) -> None:
    behind = {INK: "white", GREY: BAND, "#FFFFFF": COLOURS["yes"][0]}
    for text in texts_of(draw_page(found, "en")):
        colour = to_hex(text.get_color()).upper()
        assert contrast(colour, behind[colour]) >= 4.5, text.get_text()


# --- the network -------------------------------------------------------------------------------------


@every_language
def test_the_network_has_the_actions_that_the_cells_count(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    picture = picture_matrix(store, catalog, lang)
    network = picture.network
    assert set(network) == set(picture.places)
    assert len(set(picture.places.values())) == len(picture.places)
    for row in rows_of(store, catalog, "plan"):
        if row["state"] != "yes":
            continue
        actions = [
            node
            for node, _, key in network.in_edges(row["measure"], keys=True)
            if key == "qs:realises" and network.has_edge(node, row["region"], key="qs:region")
        ]
        assert len(actions) == int(row["claims"])
    types = {facts["type"] for _, facts in network.nodes(data=True)}
    assert {"qs:Measure", "qs:Province", "qs:Task"} <= types == set(picture.marks)
    assert all(facts["label"] == facts[f"label_{lang}"] for _, facts in network.nodes(data=True))


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "told"),
    [({"measures": "shred"}, "did you mean shared"), ({"strictness": "sources"}, "did you mean source")],
)
def test_a_wrong_choice_is_told_in_one_line(
    store: EmbeddedStore, catalog: Catalog, choices: dict[str, str], told: str
) -> None:
    with pytest.raises(UnknownName, match=told) as caught:
        picture_matrix(store, catalog, "en", **choices)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_an_empty_store_is_told_in_one_line(catalog: Catalog, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="no province has a measure"):
        picture_matrix(EmbeddedStore([empty]), catalog, "en")


def test_the_gallery_has_it_with_its_choices() -> None:
    assert dict(SUBJECTS["matrix"].choices) == {"measures": "all", "strictness": "plan"}
