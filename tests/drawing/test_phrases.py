"""The words of drawings: in the catalog, with the same places in both languages."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from itertools import chain

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kg import words
from kg.charts import matrix_figure, plan_figure, targets_figure, timeline_figure, timeline_marks, web
from kg.diagrams import adoption, lineage_figure
from kg.drawing import marks
from kg.drawing.phrases import bracketed, listed, placed, source_of
from kg.graph import open_graph
from tests.conftest import ROOT

CONTEXTS = ("chart", "drawing", "list")
"""The contexts of texts; others have codes, which may stay as they are."""

PLACE = re.compile(r"\{\w+\}")
ROOMS = [ROOT / "kg" / room for room in ("charts", "diagrams", "drawing")]

CHOSEN = [
    *chain(matrix_figure.MEANINGS.values(), matrix_figure.ROWS.values(), plan_figure.NOTES.values()),
    *chain(
        targets_figure.STANCES.values(), timeline_figure.LANE_WORDS.values(), timeline_marks.DOCUMENT_MARKS
    ),
    *chain(web.WORDS.values(), adoption.EDGE_WORDS.values()),
    *(lineage_figure.HOW, lineage_figure.UNREAD, lineage_figure.ALONE, lineage_figure.COUNTERPART),
    *(mark.label for mark in (*marks.FAMILY_MARKS.values(), marks.OTHER_MARK)),
    *marks.READINGS.values(),
]
"""Words of which a drawing shows some."""

DRAWN: dict[str, tuple[dict[str, str], ...]] = {
    "targets": ({}, {"indicator": "indicator:food-sampling-pass-rate"}),
    "matrix": ({}, {"level": "measure", "measures": "shared"}, {"stage": "done", "strictness": "source"}),
    "timeline": ({}, {"region": "region:guizhou"}),
    "plan": ({}, {"depth": "1"}),
    "network": ({}, {"classes": "qs:Province"}),
    "adoption": ({}, {"side": "regions"}, {"side": "measures"}),
    "lineage": ({}, {"document": "document:guizhou-2023-implementing-opinion"}),
}


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """The Chinese of each message."""
    with (words.LOCALE / "zh" / "LC_MESSAGES" / "kg.po").open("rb") as file:
        catalog = read_po(file, locale="zh")
    return {str(each.id): str(each.string) for each in catalog}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The messages that were looked up."""
    found: set[str] = set()

    class Recorder(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            found.add(message)
            return message

        def pgettext(self, context: str, message: str) -> str:
            return self.gettext(message) if context in CONTEXTS else message

    monkeypatch.setattr(words, "_catalog", lambda _: Recorder())
    return found


@pytest.mark.parametrize("name", DRAWN)
def test_every_text_that_a_drawing_shows_is_in_the_catalog(
    asked: set[str], known: dict[str, str], name: str
) -> None:
    graph = open_graph(ROOT)
    for given in DRAWN[name]:
        drawing = graph.draw(name, "zh", **given)
        drawing.figure()
        drawing.write(".html")
    assert len(asked) > 5
    assert asked - set(known) == set(), "add them to kg/locale/zh, then: make catalogs"


def test_every_text_in_the_code_is_in_the_catalog(known: dict[str, str]) -> None:
    found = {
        str(message)
        for room in ROOMS
        for _, _, message, _, _ in extract_from_dir(room, [("**.py", "python")], keywords={"text": None})
    }
    assert len(found) > 20
    assert found - set(known) == set(), "add them to kg/locale/zh, then: make catalogs"


@pytest.mark.parametrize("message", CHOSEN)
def test_a_text_that_is_chosen_is_in_the_catalog_with_its_places(known: dict[str, str], message: str) -> None:
    assert sorted(PLACE.findall(known[message])) == sorted(PLACE.findall(message))


@pytest.mark.parametrize(
    ("say", "en", "zh"),
    [
        (lambda lang: bracketed("a", 2, lang), "a (2)", "a（2）"),
        (lambda lang: listed(["a", "b"], lang), "a, b", "a、b"),
        (lambda lang: placed("a", "b", lang), "a: b", "a：b"),
        (
            lambda lang: source_of("kg draw a", lang),
            "Source: The knowledge graph of quality strategy. kg draw a",
            "来源：质量战略知识图谱。kg draw a",
        ),
    ],
)
def test_a_phrase_has_the_punctuation_of_its_language(say: Callable[[str], str], en: str, zh: str) -> None:
    assert (say("en"), say("zh")) == (en, zh)
