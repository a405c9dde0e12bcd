"""The outline of a document: a row for each part in the order of the text, and nothing left out unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from kg.charts.plan_figure import CLASS_MARKS
from kg.charts.plan_rows import READABLE, read_plan
from kg.errors import UnknownName, WrongValue
from kg.query.catalog import Catalog
from kg.rdf.namespaces import shorten
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from tests.conftest import Draw
from tests.drawing.figures import contrast, faults_of, lines_of, place_of, said, texts_of

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

Outline = Callable[..., Figure]
"""Draws the outline of a document to a depth, in a language."""

every_language = pytest.mark.parametrize("lang", LANGUAGES)


def rows_of(store: EmbeddedStore, catalog: Catalog, document: str) -> list[dict[str, str]]:
    """Return the rows of the canned query."""
    answer = store.query(catalog.get("plan-outline").bind({"document": document}))
    return answer.texts()


@pytest.fixture(scope="session")
def outline(draw: Draw) -> Outline:
    """Draw the outline of a document in a language, to a depth."""

    def run(document: str, depth: int | None, lang: str = "en") -> Figure:
        given: dict[str, str | int] = {} if depth is None else {"depth": depth}
        return draw("plan", lang, document=document, **given).figure()

    return run


# --- what is drawn ----------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("depth", [1, 2, 9])
def test_every_part_down_to_the_depth_is_a_mark_of_its_class_in_the_order_of_the_query(
    store: EmbeddedStore, catalog: Catalog, outline: Outline, document: str, depth: int
) -> None:
    rows = [row for row in rows_of(store, catalog, document) if int(row["depth"]) <= depth]
    marks = lines_of(outline(document, depth))
    assert list(marks) == [row["part"] for row in rows]
    for row in rows:
        mark = marks[row["part"]]
        assert (mark.get_color(), mark.get_marker()) == CLASS_MARKS[shorten(row["class"])]
    downs = [place_of(mark)[1] for mark in marks.values()]
    assert downs == sorted(downs)
    assert len(rows) > 4


def bare(text: str) -> str:
    """Return a text without blanks and with straight quotation marks, which English has on a page."""
    return text.replace(" ", "").translate(str.maketrans("“”‘’", "\"\"''"))


@every_language
def test_every_number_and_label_is_written(
    store: EmbeddedStore, catalog: Catalog, outline: Outline, lang: str
) -> None:
    rows = rows_of(store, catalog, OPINION)
    texts = [text.get_text() for text in outline(OPINION, 3, lang).axes[1].texts]
    expected = "".join(row["number"] + row[f"label_{lang}"] for row in rows)
    assert bare("".join(texts)) == bare(expected)


def test_a_part_is_indented_by_its_depth(store: EmbeddedStore, catalog: Catalog, outline: Outline) -> None:
    rows = rows_of(store, catalog, OPINION)
    lefts = [round(place_of(mark)[0], 2) for mark in lines_of(outline(OPINION, 3)).values()]
    assert len(set(lefts)) == 3
    for row, left in zip(rows, lefts, strict=True):
        assert left == sorted(set(lefts))[int(row["depth"]) - 1]


def test_what_is_too_deep_to_be_drawn_is_counted_where_it_belongs(
    store: EmbeddedStore, catalog: Catalog, outline: Outline
) -> None:
    rows = rows_of(store, catalog, OPINION)
    counts: list[int] = []
    for row in rows:
        if row["depth"] == "2":
            counts.append(0)
        elif row["depth"] == "3":
            counts[-1] += 1
    figure = outline(OPINION, 2)
    drawn = [text.get_text() for text in figure.axes[1].texts if text.get_text().startswith("+")]
    assert drawn == [f"+{count}" for count in counts if count > 0]
    assert f"({sum(counts)} in all)" in said(figure)
    assert "not drawn" not in said(outline(OPINION, 3))


def test_a_page_is_as_deep_as_is_readable_unless_one_says_how_deep(
    store: EmbeddedStore, catalog: Catalog
) -> None:
    for document in DOCUMENTS:
        plan = read_plan(store, catalog, "en", document, None)
        assert 0 < len(plan.drawn) <= READABLE
        deeper = [part for part in plan.parts if part.depth <= plan.depth + 1]
        assert len(deeper) > READABLE or len(deeper) == len(plan.drawn)
    assert read_plan(store, catalog, "en", OPINION, None).depth == 2


def test_the_chart_says_how_far_the_text_was_read(outline: Outline) -> None:
    assert "已通读并编码原文" in said(outline(OPINION, 1, "zh"))
    for document in ("document:yunnan-2021-quality-plan", "document:guangdong-2023-outline"):
        assert "was not coded in full" in said(outline(document, 1))


def test_the_legend_counts_what_is_drawn(store: EmbeddedStore, catalog: Catalog, outline: Outline) -> None:
    rows = rows_of(store, catalog, OPINION)
    text = said(outline(OPINION, 3, "zh"))
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
    outline: Outline, lang: str, document: str, depth: int | None
) -> None:
    figure = outline(document, depth, lang)
    assert list(faults_of(figure)) == []
    assert figure.get_size_inches()[0] == 9
    assert min(float(text.get_fontsize()) for text in texts_of(figure)) >= 7.5


def test_text_contrasts_with_the_page(outline: Outline) -> None:
    for text in texts_of(outline(OPINION, 2)):
        assert contrast(to_hex(text.get_color()), "white") >= 4.5


# --- bad input --------------------------------------------------------------------------------------


def test_a_document_is_named_by_its_label(draw: Draw) -> None:
    found = draw("plan", "zh", document="云南省“十四五”质量发展规划")
    assert found.title == "文件大纲：云南省“十四五”质量发展规划"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            OPINION.replace("opinion", "opinoin"),
            "did you mean (document|source):guizhou-2023-",
        ),
        ("document:anhui-2023-outline", "unknown document with an outline 'document:anhui-2023-outline'"),
        ("region:guizhou", "document takes a qs:Document or qs:Source, but region:guizhou is a qs:Province"),
    ],
)
def test_a_document_without_parts_gets_one_line(draw: Draw, document: str, message: str) -> None:
    with pytest.raises((UnknownName, WrongValue), match=message) as caught:
        draw("plan", document=document)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)


@pytest.mark.parametrize("depth", [0, -1, "two", "1.5"])
def test_a_depth_that_is_none_gets_one_line(draw: Draw, depth: int | str) -> None:
    with pytest.raises(WrongValue, match="depth takes a whole number of at least 1, not ") as caught:
        draw("plan", depth=depth)
    for lang in LANGUAGES:
        assert "\n" not in caught.value.message(lang)
