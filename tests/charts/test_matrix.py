"""The adoption matrix: a sign for each cell of the query, and no cell blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kg.charts.matrix_figure import COLOURS, ROWS, draw_figure
from kg.charts.matrix_rows import STATES, MatrixCell, MatrixRows, Measure, read_matrix
from kg.drawing.style import BAND, GREY, INK
from kg.errors import KgError, WrongValue
from kg.query.catalog import Catalog
from kg.rdf.namespaces import shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.adoption import adoptions
from tests.conftest import Draw
from tests.drawing.figures import contrast, faults_of, marks_of, said, texts_of
from tests.drawing.pages import Page

CHOICES = [
    ("theme", "all", "named", "plan"),
    ("theme", "all", "named", "source"),
    ("measure", "all", "named", "plan"),
    ("measure", "shared", "named", "plan"),
    ("measure", "shared", "done", "source"),
    ("area", "all", "planned", "plan"),
]

every_choice = pytest.mark.parametrize(("level", "measures", "stage", "strictness"), CHOICES)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def read(
    store: EmbeddedStore,
    catalog: Catalog,
    lang: str = "en",
    level: str = "theme",
    measures: str = "all",
    stage: str = "named",
    strictness: str = "plan",
) -> MatrixRows:
    """Return the rows of the chart."""
    return read_matrix(store, catalog, lang, level, measures, stage, strictness)


@pytest.fixture(scope="module")
def found(store: EmbeddedStore, catalog: Catalog) -> MatrixRows:
    """Themes, the rows by themselves."""
    return read(store, catalog)


@pytest.fixture(scope="module")
def narrow(store: EmbeddedStore, catalog: Catalog) -> MatrixRows:
    """Measures, by theme."""
    return read(store, catalog, level="measure")


def rows_of(
    store: EmbeddedStore,
    catalog: Catalog,
    level: str = "theme",
    stage: str = "named",
    strictness: str = "plan",
) -> list[dict[str, str]]:
    """Return the rows of the canned query."""
    given = {"level": level, "stage": stage, "strictness": strictness}
    answer = store.query(catalog.get("measure-matrix").bind(given))
    return answer.texts()


def cells_of(figure: Figure) -> Counter[str]:
    """Return how many cells of each state are drawn."""
    return Counter(str(mark.get_label()) for mark in marks_of(figure).values())


def signs_of(figure: Figure) -> Counter[object]:
    """Return how many of each mark are drawn, those of the legend left out."""
    return Counter(
        line.get_marker() for axes in figure.axes[1:] for line in axes.lines if line.get_marker() != "None"
    )


# --- what is drawn ----------------------------------------------------------------------------------


@every_choice
def test_every_cell_of_a_province_that_texts_are_about_is_drawn_and_no_other(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, level: str, measures: str, stage: str, strictness: str
) -> None:
    rows = rows_of(store, catalog, level, stage, strictness)
    told = {row["region"] for row in rows if row["state"] != "unread"}
    having = Counter(row["measure"] for row in rows if row["state"] == "yes")
    least = {"all": 0, "shared": 2}[measures]
    drawn = [row for row in rows if row["region"] in told and having[row["measure"]] >= least]
    figure = draw("matrix", level=level, measures=measures, stage=stage, strictness=strictness).figure()
    assert {key: mark.get_label() for key, mark in marks_of(figure).items()} == {
        f"{shorten(row['measure'])}--{shorten(row['region'])}": row["state"] for row in drawn
    }
    expected = Counter(row["state"] for row in drawn)
    assert signs_of(figure) == +Counter({"o": expected["other form"], "x": expected["absent"]})
    texts = [text.get_text() for axes in figure.axes[1:] for text in axes.texts]
    numbers = Counter(text for text in texts if text.isdigit())
    assert numbers == Counter(row["claims"] for row in drawn if row["state"] == "yes")
    assert texts.count("?") == expected["unread"]
    assert len(drawn) >= 27


@pytest.mark.parametrize("level", ROWS)
def test_a_cell_is_in_the_row_and_column_that_the_query_gives_it(
    store: EmbeddedStore, catalog: Catalog, level: str
) -> None:
    rows = {(row["measure"], row["region"]): row for row in rows_of(store, catalog, level)}
    matrix = read(store, catalog, level=level)
    drawn = [measure for area in matrix.areas for measure in area.measures]
    assert {measure.iri for measure in drawn} == {measure for measure, _ in rows}
    for measure in drawn:
        for (region, _), cell in zip(matrix.regions, measure.cells, strict=True):
            row = rows[measure.iri, region]
            assert (cell.state, str(cell.claims)) == (row["state"], row["claims"])


def test_what_most_provinces_have_comes_first_at_each_level(found: MatrixRows, narrow: MatrixRows) -> None:
    for matrix in (found, narrow):
        assert len(matrix.areas) == 9
        for area in matrix.areas:
            sums = [sum(measure.having for measure in theme.measures) for theme in area.themes]
            assert sums == sorted(sums, reverse=True)
            for theme in area.themes:
                counts = [measure.having for measure in theme.measures]
                assert counts == sorted(counts, reverse=True)
        names = [measure.name for area in matrix.areas for measure in area.measures]
        assert len(names) == len(set(names))


def test_a_measure_is_in_its_theme_and_area(narrow: MatrixRows, found: MatrixRows) -> None:
    known = adoptions()
    for area in narrow.areas:
        for theme in area.themes:
            assert known.above[theme.iri] == area.iri
            assert {known.above[measure.iri] for measure in theme.measures} == {theme.iri}
    for area in found.areas:
        assert [theme.iri for theme in area.themes] == [""]
        assert {known.above[theme.iri] for theme in area.measures} == {area.iri}


def test_the_names_of_themes_are_over_their_measures(narrow: MatrixRows) -> None:
    text = said(draw_figure(narrow, "en"))
    for area in narrow.areas:
        for theme in area.themes:
            assert theme.name in text


def test_areas_are_in_one_block_under_a_name_of_their_kind(store: EmbeddedStore, catalog: Catalog) -> None:
    matrix = read(store, catalog, "zh", level="area")
    assert [area.iri for area in matrix.areas] == [""]
    assert "措施领域" in said(draw_figure(matrix, "zh")).splitlines()


def test_the_states_differ_without_colour(found: MatrixRows) -> None:
    figure = draw_figure(found, "en")
    legend = figure.axes[0]
    boxes = [box for box in legend.patches if isinstance(box, Rectangle)]
    assert [box.get_label() for box in boxes] == list(STATES)
    assert [line.get_marker() for line in legend.lines] == ["o", "x"]
    texts = [text.get_text() for text in legend.texts]
    # A number, a ring, a cross, a question mark: each cell of the legend has one of its own.
    assert texts.count("n") == texts.count("?") == 1


def test_a_stricter_reading_turns_absent_into_not_coded(store: EmbeddedStore, catalog: Catalog) -> None:
    plan, source = (read(store, catalog, level="measure", strictness=each) for each in ("plan", "source"))
    for state in ("yes", "other form"):
        assert plan.count(state) == source.count(state) > 0
    assert plan.count("unread") > 0 == source.count("unread")
    assert plan.count("absent") + plan.count("unread") == source.count("absent")


def test_a_later_stage_turns_found_into_another_form(store: EmbeddedStore, catalog: Catalog) -> None:
    named, done = (read(store, catalog, stage=each) for each in ("named", "done"))
    assert named.count("yes") > done.count("yes") > 0
    assert named.count("yes") + named.count("other form") == done.count("yes") + done.count("other form")
    assert 'at the stage "done"' in said(draw_figure(done, "en"))
    assert "“已完成”" in said(draw_figure(read(store, catalog, "zh", stage="done"), "zh"))


@every_language
def test_provinces_that_were_not_coded_are_named_below_and_have_no_column(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    matrix = read(store, catalog, lang)
    figure = draw_figure(matrix, lang)
    beneath = "".join(text.get_text() for text in figure.texts)
    heads = {text.get_text() for axes in figure.axes for text in axes.texts}
    assert len(matrix.unread) + len(matrix.regions) == 31
    assert str(len(matrix.unread)) in beneath
    for name in matrix.unread:
        assert name.replace(" ", "") in beneath.replace(" ", "")
        assert name not in heads


def test_the_chart_says_what_it_shows_and_how_much(store: EmbeddedStore, catalog: Catalog) -> None:
    matrix = read(store, catalog, "zh", "measure", "shared")
    text = said(draw_figure(matrix, "zh"))
    for part in (
        "各省份的措施：有、其他形式、未见或未编码",
        f"有，共 n 项主张 ({matrix.count('yes')})",
        f"其他形式 ({matrix.count('other form')})",
        f"未见（已通读） ({matrix.count('absent')})",
        f"未编码 ({matrix.count('unread')})",
        f"另有 {matrix.left_out} 项措施",
        "首席质量官制度",
        "kg query measure-matrix -p level measure -p stage named -p strictness plan",
    ):
        assert part in text
    every = len(adoptions().of("measure"))
    assert matrix.left_out == every - sum(len(area.measures) for area in matrix.areas) > 0


def test_the_chart_says_in_english_what_the_states_are(found: MatrixRows) -> None:
    text = said(draw_figure(found, "en"))
    for part in (
        "Themes of measures by province: found, other form, absent, or not coded",
        f"found, in n claims ({found.count('yes')})",
        f"other form ({found.count('other form')})",
        f"absent (fully coded) ({found.count('absent')})",
        f"not coded ({found.count('unread')})",
    ):
        assert part in text


# --- for every eye and every machine ----------------------------------------------------------------


@every_choice
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(
    draw: Draw, lang: str, level: str, measures: str, stage: str, strictness: str
) -> None:
    figure = draw("matrix", lang, level=level, measures=measures, stage=stage, strictness=strictness).figure()
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9


@pytest.mark.parametrize("more", [4, 28])
def test_a_page_with_many_provinces_has_a_column_for_each(found: MatrixRows, more: int) -> None:
    def wider(measure: Measure) -> Measure:
        return replace(
            measure,
            cells=(*measure.cells, *(MatrixCell(f"{measure.iri}-{n}", "yes", 10 + n) for n in range(more))),
        )

    areas = tuple(
        replace(
            area,
            themes=tuple(replace(each, measures=tuple(map(wider, each.measures))) for each in area.themes),
        )
        for area in found.areas
    )
    regions = (*found.regions, *((name, name) for name in found.unread[:more]))
    figure = draw_figure(replace(found, areas=areas, regions=regions, unread=found.unread[more:]), "en")
    assert sum(cells_of(figure).values()) == len(adoptions().of("theme")) * (3 + more)
    assert list(faults_of(figure)) == []


def test_text_contrasts_with_what_is_behind_it(found: MatrixRows) -> None:
    behind = {INK: "white", GREY: BAND, "#FFFFFF": COLOURS["yes"][0]}
    for face, edge in (COLOURS["other form"], COLOURS["absent"]):
        assert contrast(to_hex(edge), to_hex(face)) >= 3, "a mark needs 3 to 1 (WCAG 2.2, 1.4.11)"
    for text in texts_of(draw_figure(found, "en")):
        colour = to_hex(text.get_color()).upper()
        assert contrast(colour, behind[colour]) >= 4.5, text.get_text()


# --- the claims --------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ROWS)
def test_a_cell_has_the_claims_that_it_counts(
    store: EmbeddedStore, catalog: Catalog, draw: Draw, level: str
) -> None:
    data = Page(draw("matrix", level=level).write(".html")).data
    known = adoptions()
    for row in rows_of(store, catalog, level):
        mark = data["marks"].get(f"{shorten(row['measure'])}--{shorten(row['region'])}")
        if mark is None:
            assert row["state"] == "unread"
            continue
        claims = {data["claims"][number]["iri"] for number in mark["claims"]}
        assert len(claims) == int(row["claims"])
        if row["state"] in ("yes", "other form"):
            assert claims == set(known.found[row["region"], row["measure"]].claims)


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"measures": "shred"}, "measures does not take 'shred'; did you mean shared?"),
        ({"strictness": "sources"}, "strictness does not take 'sources'; did you mean source?"),
        ({"level": "themes"}, "level does not take 'themes'; did you mean theme?"),
        ({"stage": "plan"}, "stage does not take 'plan'; did you mean planned?"),
    ],
)
def test_a_value_outside_the_choices_gets_one_line(draw: Draw, given: dict[str, str], message: str) -> None:
    with pytest.raises(WrongValue) as caught:
        draw("matrix", **given)
    assert message in caught.value.message("en")
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_an_empty_store_gets_one_line(catalog: Catalog, tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="no province has a measure"):
        read(EmbeddedStore([empty]), catalog)
