"""All charts and diagrams: the same bytes each time, one meaning for a mark, words in both languages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from importlib import import_module
from itertools import chain

import pytest
from matplotlib.colors import to_hex
from matplotlib.ft2font import FT2Font

from kg.charts import plan_figure, targets_figure, timeline_marks
from kg.charts.chart import EXTENSIONS
from kg.diagrams.diagram import NETWORK_FORMATS, Diagram
from kg.drawing.drawing import Drawing
from kg.drawing.marks import FAMILY_MARKS, OTHER_MARK, marks_of
from kg.drawing.style import GREY, PROJECT, font_file
from kg.errors import UnknownName
from kg.gallery import SUBJECTS, subject_of
from kg.project import Project
from kg.rdf.store import EmbeddedStore
from kg.words import LANGUAGES
from kg.words import text as translated
from tests.conftest import ROOT, Draw
from tests.drawing.figures import contrast, texts_of
from tests.hash_seeds import FEW, printed

HAN = re.compile("[\u4e00-\u9fff]")
CHARTS = [name for name, subject in SUBJECTS.items() if subject.extensions == EXTENSIONS]

every_subject = pytest.mark.parametrize("name", SUBJECTS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


# --- the same bytes each time ------------------------------------------------------------------------

PROGRAM = """
import sys
from hashlib import sha256
import kg
from kg.errors import KgError
from kg.gallery import SUBJECTS

graph = kg.open(sys.argv[1])
for name in SUBJECTS:
    drawing = graph.draw(name, "zh")
    for extension in drawing.extensions:
        if extension in (".png", ".pdf"):  # drawn by matplotlib from the same figure as .svg
            continue
        try:
            content = drawing.write(extension)
        except KgError as error:  # too large for Mermaid
            content = error.message("en").encode()
        print(name, extension, sha256(content).hexdigest())
scene = graph.draw("network", classes=["qs:Task", "qs:Document", "qs:Measure"]).scene
print(sha256(repr((list(scene.places.items()), list(scene.network.edges))).encode()).hexdigest())
"""


def test_every_drawing_has_the_same_bytes_in_every_format_for_any_hash_seed(project: Project) -> None:
    lines = printed(PROGRAM, project.root, seeds=FEW).decode().splitlines()
    assert len(lines) == 2 * len(CHARTS) + (1 + len(NETWORK_FORMATS)) * (len(SUBJECTS) - len(CHARTS)) + 1


# --- words -------------------------------------------------------------------------------------------


@every_subject
def test_a_subject_explains_itself_in_both_languages(name: str) -> None:
    subject = SUBJECTS[name]
    for words in (subject.title, subject.description):
        assert set(words) == set(LANGUAGES)
        assert HAN.search(words["en"]) is None
        assert HAN.search(words["zh"]) is not None
    for parameter in subject.parameters.values():
        assert HAN.search(parameter.zh) is not None
    for lang in LANGUAGES:
        text = subject.explanation(lang)
        assert all(f"-p {each}" in text for each in subject.parameters)
        assert all(extension in text for extension in subject.extensions)
        assert f"kg draw {name}" in text


@every_subject
def test_a_parameter_is_an_argument_of_the_function(name: str) -> None:
    kind, what = ("charts", "chart") if name in CHARTS else ("diagrams", "scene")
    read = getattr(import_module(f"kg.{kind}.{name}"), f"{name}_{what}")
    arguments = [
        each.name
        for each in inspect.signature(read).parameters.values()
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    assert arguments == list(SUBJECTS[name].parameters)


@every_subject
@every_language
def test_every_word_of_a_figure_has_its_glyphs_and_its_source_is_named(
    draw: Draw, name: str, lang: str
) -> None:
    font = FT2Font(str(font_file()))
    drawing = draw(name, lang)
    texts = texts_of(drawing.figure())
    assert len(texts) > 10
    for text in texts:
        missing = [c for c in text.get_text() if c != "\n" and font.get_char_index(ord(c)) == 0]
        assert missing == [], text.get_text()
    assert translated(PROJECT, lang) in "".join(text.get_text().replace("\n", " ") for text in texts)
    assert drawing.lang == lang
    assert translated(PROJECT, lang) in drawing.caption


@pytest.mark.parametrize("name", [name for name in SUBJECTS if name not in CHARTS])
def test_the_text_of_a_diagram_has_enough_contrast(draw: Draw, name: str) -> None:
    colours = {to_hex(text.get_color()) for text in texts_of(draw(name).figure())}
    assert min(contrast(colour, "white") for colour in colours) >= 4.5, "WCAG 2.2, 1.4.3"


@every_subject
def test_a_chart_is_a_chart_and_a_diagram_a_diagram(draw: Draw, name: str) -> None:
    drawing = draw(name)
    assert type(drawing) is (Drawing if name in CHARTS else Diagram)
    assert drawing.extensions == SUBJECTS[name].extensions


def test_the_documentation_explains_every_subject() -> None:
    text = (ROOT / "docs" / "charts.md").read_text("utf-8")
    assert [name for name in SUBJECTS if f"`kg draw {name} " not in text] == []


# --- names -------------------------------------------------------------------------------------------


def test_an_unknown_drawing_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"unknown drawing 'netwrk'; did you mean network\?"):
        subject_of("netwrk")


@every_subject
def test_an_unknown_language_and_an_unknown_parameter_are_named(draw: Draw, name: str) -> None:
    with pytest.raises(UnknownName, match=r"unknown language 'fr'; known: en, zh"):
        draw(name, "fr")
    with pytest.raises(UnknownName, match="unknown parameter 'colour'"):
        draw(name, colour="red")


# --- marks -------------------------------------------------------------------------------------------


Marks = Mapping[str, list[tuple[str, str, str]]]
"""Color, shape and meaning of the marks of each drawing; the meaning is the name in English."""


@pytest.fixture(scope="module")
def marks(store: EmbeddedStore) -> Marks:
    stances = targets_figure.STANCES
    families = marks_of(store, plan_figure.CLASS_MARKS)
    return {
        "diagrams": [
            (mark.colour, mark.shape, mark.label)
            for mark in dict.fromkeys([*FAMILY_MARKS.values(), OTHER_MARK])
        ],
        "targets": [
            *((*mark, stances[stance]) for stance, mark in targets_figure.STANCE_MARKS.items()),
            (GREY, "D", stances["other form"]),
        ],
        "timeline": [
            (colour, shape, kind) for kind, (colour, shape, _) in timeline_marks.DOCUMENT_MARKS.items()
        ],
        # A class that has the mark of its family means that family.
        "plan": [
            (*mark, family.label if mark == (family.colour, family.shape) else class_)
            for class_, mark in plan_figure.CLASS_MARKS.items()
            for family in [families[class_]]
        ],
    }


def test_a_color_and_a_shape_together_mean_one_thing_in_all_drawings(marks: Marks) -> None:
    meanings: dict[tuple[str, str], set[str]] = {}
    for colour, shape, name in chain(*marks.values()):
        meanings.setdefault((colour, shape), set()).add(name)
    assert {mark: names for mark, names in meanings.items() if len(names) > 1} == {}
    assert len(meanings) > 20


def test_a_name_means_one_mark_in_all_drawings(marks: Marks) -> None:
    shown: dict[str, set[tuple[str, str]]] = {}
    for colour, shape, name in chain(*marks.values()):
        shown.setdefault(name, set()).add((colour, shape))
    assert {name: looks for name, looks in shown.items() if len(looks) > 1} == {}


@pytest.mark.parametrize("drawing", ["diagrams", "targets", "timeline", "plan"])
def test_within_a_drawing_shapes_alone_differ(marks: Marks, drawing: str) -> None:
    shapes = [shape for _, shape, _ in marks[drawing]]
    assert len(set(shapes)) == len(shapes) >= 3


def test_the_color_of_a_class_in_an_outline_is_that_of_its_family(store: EmbeddedStore) -> None:
    families = marks_of(store, plan_figure.CLASS_MARKS)
    assert {class_: colour for class_, (colour, _) in plan_figure.CLASS_MARKS.items()} == {
        class_: family.colour for class_, family in families.items()
    }
