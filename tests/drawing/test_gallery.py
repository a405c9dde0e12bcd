"""All pictures at once: the same bytes each time, letters that the font has, marks for every eye."""

from __future__ import annotations

import shlex
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.ft2font import FT2Font

from kg.answers import plain
from kg.catalog import Catalog
from kg.cli.visualize import EXAMPLES, visualize
from kg.drawing import FORMATS, SUBJECTS, picture_of
from kg.drawing.gallery import CLASSES
from kg.drawing.marks import FAMILIES, OTHER, marks_of
from kg.drawing.style import LANGUAGES, font_file
from kg.namespaces import RDFS, SKOS
from kg.network import entity_network
from kg.project import Project
from kg.store import EmbeddedStore
from tests.conftest import Run
from tests.drawing.pages import contrast, texts_of
from tests.drawing.sight import SIGHTS, difference
from tests.hash_seeds import printed

OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
"""The colours of Okabe and Ito (https://jfly.uni-koeln.de/color/)."""

every_subject = pytest.mark.parametrize("subject", SUBJECTS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module")
def catalog(project: Project) -> Catalog:
    return Catalog(project.queries)


# --- the same bytes each time ------------------------------------------------------------------------

PROGRAM = """
import sys
from hashlib import sha256
import kg
from kg.drawing import FORMATS, SUBJECTS
from kg.errors import KgError

graph = kg.open(sys.argv[1])
for subject in SUBJECTS:
    picture = graph.draw(subject, "zh")
    for ending in FORMATS:
        if ending in (".png", ".pdf"):  # the same page as in .svg, drawn by matplotlib from the same figure
            continue
        try:
            content = picture.write(ending)
        except KgError as error:  # too large for Mermaid
            content = error.message("en").encode()
        print(subject, ending, sha256(content).hexdigest())
picture = graph.draw("network", classes=("qs:Task", "qs:Document", "qs:Measure"))
print(sha256(repr((list(picture.places.items()), list(picture.network.edges))).encode()).hexdigest())
"""


def test_every_picture_has_the_same_bytes_in_every_format_whatever_the_hash_seed(project: Project) -> None:
    lines = printed(PROGRAM, project.root).decode().splitlines()
    assert len(lines) == (len(FORMATS) - 2) * len(SUBJECTS) + 1


# --- letters -----------------------------------------------------------------------------------------


def test_every_character_of_every_label_of_the_graph_has_a_glyph(store: EmbeddedStore) -> None:
    font = FT2Font(str(font_file()))
    answer = store.query(
        f"""PREFIX rdfs: <{RDFS}> PREFIX skos: <{SKOS}>
        SELECT DISTINCT ?label WHERE {{ ?thing rdfs:label|skos:prefLabel|skos:altLabel ?label }}"""
    )
    characters = {character for (label,) in answer.rows for character in plain(label)}
    assert len(answer.rows) > 4000
    assert len(characters) > 1000
    assert [c for c in sorted(characters) if font.get_char_index(ord(c)) == 0] == []


def test_a_character_that_the_font_lacks_would_be_found() -> None:
    assert FT2Font(str(font_file())).get_char_index(ord("\U00010380")) == 0


@every_subject
@every_language
def test_every_word_of_a_page_has_its_glyphs_and_the_source_is_named(
    store: EmbeddedStore, catalog: Catalog, subject: str, lang: str
) -> None:
    font = FT2Font(str(font_file()))
    picture = picture_of(store, catalog, subject, lang, {})
    texts = texts_of(picture.draw())
    assert len(texts) > 10
    for text in texts:
        missing = [c for c in text.get_text() if c != "\n" and font.get_char_index(ord(c)) == 0]
        assert missing == [], text.get_text()
    assert {"en": "The knowledge graph of quality strategy", "zh": "质量战略知识图谱"}[lang] in "".join(
        text.get_text().replace("\n", " ") for text in texts
    )


@pytest.mark.parametrize("subject", ["network", "lineage"])
def test_text_stands_out_from_the_page(store: EmbeddedStore, catalog: Catalog, subject: str) -> None:
    colours = {
        to_hex(text.get_color()) for text in texts_of(picture_of(store, catalog, subject, "en", {}).draw())
    }
    assert min(contrast(colour, "white") for colour in colours) >= 4.5, "WCAG 2.2, 1.4.3"


# --- marks -------------------------------------------------------------------------------------------


def test_families_differ_in_colour_and_in_shape() -> None:
    marks = {(colour, shape, words["en"]) for _, colour, shape, words in (*FAMILIES, ("", *OTHER))}
    shapes = [shape for _, shape, _ in marks]
    assert len(set(shapes)) == len(shapes) >= 8
    coloured = [colour for colour, *_ in marks if colour in OKABE_ITO]
    assert len(set(coloured)) == len(coloured) >= 7
    assert len({words for *_, words in marks}) == len(marks), "a name has one mark"


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_eye_tells_the_colours_of_families_apart(sight: str) -> None:
    colours = sorted({colour for _, colour, *_ in FAMILIES})
    assert len(colours) >= 8
    for one, other in combinations(colours, 2):
        assert difference(one, other, sight) > 15, f"{one} and {other}"


def test_colours_that_some_eyes_confuse_would_be_found() -> None:
    assert difference("#FF0000", "#7A6A00", "full") > 60
    assert difference("#D62728", "#8C7A1E", "deuteranopia") < 15


def test_every_class_has_a_family_but_for_what_only_records_the_work(store: EmbeddedStore) -> None:
    types = {facts["type"] for _, facts in entity_network(store).nodes(data=True)}
    marks = marks_of(store, types, "en")
    assert {name for name, mark in marks.items() if mark.label == OTHER[2]["en"]} == {"qs:Reading"}


# --- the command -------------------------------------------------------------------------------------


def test_every_choice_is_an_option_of_the_command() -> None:
    options = {parameter.name for parameter in visualize.params}
    for subject in SUBJECTS.values():
        assert set(subject.choices) <= options, subject.name
    assert set(CLASSES) <= options


def test_the_help_names_every_subject_its_defaults_and_every_ending(kg: Run) -> None:
    said = kg("visualize", "--help")
    assert said.code == 0
    text = " ".join(said.out.split())
    for subject in SUBJECTS.values():
        assert subject.title["en"] in text
        assert f"kg visualize {subject.name}" in text, "an example each"
    for part in ("--depth [1]", "--document [document:guizhou-2023-implementing-opinion]", *FORMATS):
        assert part in text


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_draws(kg: Run, tmp_path: Path, example: str) -> None:
    words = shlex.split(example)
    path = tmp_path / words[-1]
    said = kg("visualize", *words[:-1], path)
    assert (said.code, said.out) == (0, "")
    assert said.err.count("\n") == 1
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("netwrk", "-o", "a.svg"), "unknown picture 'netwrk'; did you mean network?"),
        (("network", "-o", "a.gif"), "unknown file ending '.gif'; "),
        (("network", "-o", "a"), "unknown file ending ''; "),
        (("targets", "-o", "missing/a.svg"), "not written: No such file or directory"),
        (("targets", "--depth", "2", "-o", "a.svg"), "unknown choice of targets 'depth'; known: indicator"),
        (("network", "--indicator", "x", "-o", "a.svg"), "unknown choice of network 'indicator'; "),
        (("network", "--depth", "two", "-o", "a.svg"), "'two' is not a valid integer"),
        (("network", "--around", "Guizhuo", "-o", "a.svg"), "did you mean Guizhou?"),
        (("network", "--around", "region:guizhou", "-o", "a.svg"), "too many for a page"),
        (
            ("lineage", "--document", "region:guizhou", "-o", "a.svg"),
            "document takes a qs:Document or qs:Source, but region:guizhou is a qs:Province",
        ),
        (("network",), "Missing option"),
        ((), "Missing argument"),
    ],
)
def test_wrong_input_gets_one_line_and_writes_nothing(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = kg("visualize", *words)
    assert said.code == 2
    assert message in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
