"""The picture of a plan: a row for each part in the order of the text, and nothing left out unsaid."""

from __future__ import annotations

from collections import Counter

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from kg.catalog import Catalog
from kg.drawing import SUBJECTS, picture_of
from kg.drawing.plan import READABLE, picture_plan, read_plan
from kg.drawing.plan_page import CLASSES, draw_page
from kg.drawing.style import LANGUAGES
from kg.errors import UnknownName, WrongValue
from kg.namespaces import PREFIXES, shorten
from kg.project import Project
from kg.store import EmbeddedStore
from tests.drawing.pages import contrast, faults_of, said, texts_of

OPINION = "document:guizhou-2023-implementing-opinion"
DOCUMENTS = (
    OPINION,
    "document:guangdong-2023-outline",
    "document:yunnan-2021-quality-plan",
    "source:guangdong-2023-outline-press-conference",
    "source:guiyang-2020-quality-month",
    "source:guizhou-2023-status-report",
    "source:yunnan-2021-plan-press-conference",
)
"""All documents and sources that something is part of."""

every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


def rows_of(store: EmbeddedStore, catalog: Catalog, document: str) -> list[dict[str, str]]:
    """Return the rows of the canned query."""
    answer = store.query(catalog.get("plan-outline").bind({"document": document}))
    return answer.texts()


def draw(store: EmbeddedStore, catalog: Catalog, lang: str, document: str, depth: int | None) -> Figure:
    """Return the page of a plan."""
    return draw_page(read_plan(store, catalog, lang, document, depth), lang)


def marks_of(figure: Figure) -> list[tuple[float, str]]:
    """Return the place and the class of each mark of the tree, from above."""
    lines = [line for line in figure.axes[1].lines if line.get_label() in CLASSES]
    return [(float(line.get_ydata()[0]), str(line.get_label())) for line in lines]  # type: ignore[index,arg-type]


# --- what is drawn ----------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("depth", [1, 2, 9])
def test_every_part_down_to_the_depth_is_a_mark_in_the_order_of_the_query(
    store: EmbeddedStore, catalog: Catalog, document: str, depth: int
) -> None:
    rows = [row for row in rows_of(store, catalog, document) if int(row["depth"]) <= depth]
    marks = marks_of(draw(store, catalog, "en", document, depth))
    assert [name for _, name in marks] == [shorten(row["class"]) for row in rows]
    assert [down for down, _ in marks] == sorted(down for down, _ in marks)
    assert len(rows) > 4


def bare(text: str) -> str:
    """Return a text without blanks and with straight quotation marks, which English has on a page."""
    return text.replace(" ", "").translate(str.maketrans("“”‘’", "\"\"''"))


@every_language
def test_every_number_and_label_is_written(store: EmbeddedStore, catalog: Catalog, lang: str) -> None:
    rows = rows_of(store, catalog, OPINION)
    texts = [text.get_text() for text in draw(store, catalog, lang, OPINION, 3).axes[1].texts]
    expected = "".join(row["number"] + row[f"label_{lang}"] for row in rows)
    assert bare("".join(texts)) == bare(expected)


def test_a_part_is_indented_by_its_depth(store: EmbeddedStore, catalog: Catalog) -> None:
    rows = rows_of(store, catalog, OPINION)
    lines = draw(store, catalog, "en", OPINION, 3).axes[1].lines
    lefts = [round(float(line.get_xdata()[0]), 2) for line in lines if line.get_label() in CLASSES]  # type: ignore[index,arg-type]
    assert len(set(lefts)) == 3
    for row, left in zip(rows, lefts, strict=True):
        assert left == sorted(set(lefts))[int(row["depth"]) - 1]


def test_what_is_too_deep_to_be_drawn_is_counted_where_it_belongs(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    rows = rows_of(store, catalog, OPINION)
    counts: list[int] = []
    for row in rows:
        if row["depth"] == "2":
            counts.append(0)
        elif row["depth"] == "3":
            counts[-1] += 1
    figure = draw(store, catalog, "en", OPINION, 2)
    drawn = [text.get_text() for text in figure.axes[1].texts if text.get_text().startswith("+")]
    assert drawn == [f"+{count}" for count in counts if count > 0]
    assert f"({sum(counts)} in all)" in said(figure)
    assert "not drawn" not in said(draw(store, catalog, "en", OPINION, 3))


def test_a_page_is_as_deep_as_is_readable_unless_one_says_how_deep(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    for document in DOCUMENTS:
        plan = read_plan(store, catalog, "en", document, None)
        assert 0 < len(plan.drawn) <= READABLE
        deeper = [part for part in plan.parts if part.depth <= plan.depth + 1]
        assert len(deeper) > READABLE or len(deeper) == len(plan.drawn)
    assert read_plan(store, catalog, "en", OPINION, None).depth == 2


def test_the_picture_says_how_far_the_text_was_read(store: EmbeddedStore, catalog: Catalog) -> None:
    assert "已通读原文" in said(draw(store, catalog, "zh", OPINION, 1))
    for document in ("document:yunnan-2021-quality-plan", "document:guangdong-2023-outline"):
        assert "was not read in full" in said(draw(store, catalog, "en", document, 1))


def test_the_legend_counts_what_is_drawn(store: EmbeddedStore, catalog: Catalog) -> None:
    rows = rows_of(store, catalog, OPINION)
    text = said(draw(store, catalog, "zh", OPINION, 3))
    counts = Counter(shorten(row["class"]) for row in rows)
    names = {"Section": "章节", "Campaign": "行动", "Project": "工程", "Task": "任务", "Action": "举措"}
    for name, label in names.items():
        assert f"{label} ({counts[f'qs:{name}']})" in text
    assert f"kg query plan-outline -p document {OPINION}" in text
    assert "中共贵州省委、贵州省人民政府" in text


# --- for every eye and every machine ----------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("depth", [None, 9])
@every_language
def test_no_text_is_cut_or_covered_or_lacks_a_glyph(
    store: EmbeddedStore, catalog: Catalog, lang: str, document: str, depth: int | None
) -> None:
    figure = draw(store, catalog, lang, document, depth)
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9
    assert min(float(text.get_fontsize()) for text in texts_of(figure)) >= 7.5


def test_classes_differ_in_colour_and_in_shape() -> None:
    colours, shapes = zip(*CLASSES.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == 5


def test_text_stands_out_from_the_page(store: EmbeddedStore, catalog: Catalog) -> None:
    for text in texts_of(draw(store, catalog, "en", OPINION, 2)):
        assert contrast(to_hex(text.get_color()), "white") >= 4.5


# --- the network -------------------------------------------------------------------------------------


@every_language
def test_the_network_has_the_parts_and_what_they_are_part_of(
    store: EmbeddedStore, catalog: Catalog, lang: str
) -> None:
    picture = picture_plan(store, catalog, lang, depth=3)
    network, rows = picture.network, rows_of(store, catalog, OPINION)
    document = PREFIXES["document"] + OPINION.partition(":")[2]
    assert set(network) == set(picture.places) == {document, *(row["part"] for row in rows)}
    assert len(set(picture.places.values())) == len(picture.places)
    above = {0: document}
    for row in rows:
        depth = int(row["depth"])
        above[depth] = row["part"]
        assert network.has_edge(row["part"], above[depth - 1], key="qs:partOf")
        assert network.nodes[row["part"]]["label"] == row[f"label_{lang}"]
    assert {facts["type"] for _, facts in network.nodes(data=True)} == set(picture.marks)


# --- bad input --------------------------------------------------------------------------------------


def test_a_document_may_be_named_by_its_label(store: EmbeddedStore, catalog: Catalog) -> None:
    picture = picture_of(store, catalog, "plan", "zh", {"document": "云南省“十四五”质量发展规划"})
    assert picture.title == "内容与次序：云南省“十四五”质量发展规划"


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (OPINION.replace("opinion", "opinoin"), f"did you mean {OPINION}"),
        ("document:anhui-2023-outline", "unknown document with an outline 'document:anhui-2023-outline'"),
        ("region:guizhou", "unknown document with an outline"),
    ],
)
def test_a_document_without_parts_is_told_in_one_line(
    store: EmbeddedStore, catalog: Catalog, document: str, told: str
) -> None:
    with pytest.raises(UnknownName, match=told) as caught:
        picture_plan(store, catalog, "en", document=document)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


@pytest.mark.parametrize("depth", [0, -1, True, "2"])
def test_a_depth_that_is_none_is_told_in_one_line(store: EmbeddedStore, catalog: Catalog, depth: int) -> None:
    with pytest.raises(WrongValue, match="depth takes a whole number of 1 or more") as caught:
        picture_plan(store, catalog, "en", depth=depth)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


def test_the_gallery_has_it_with_its_choices() -> None:
    assert dict(SUBJECTS["plan"].choices) == {"document": OPINION, "depth": None}
