"""Font, lines and files: the same everywhere, with any fonts installed and any settings of the user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font

from kg.drawing.style import IMAGE_EXTENSIONS, font_file, inline_svg, styled, text_width, wrap
from kg.errors import UnknownName
from kg.project import Project
from kg.rdf.answers import plain
from kg.rdf.namespaces import RDFS, SKOS
from kg.rdf.store import EmbeddedStore
from tests.conftest import Draw
from tests.drawing.figures import texts_of
from tests.drawing.pages import Page

MAGIC = {".svg": b"<?xml", ".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-"}
FOOD = "indicator:food-sampling-pass-rate"


@pytest.fixture(scope="module")
def files(draw: Draw) -> dict[str, bytes]:
    """A chart as each kind of image."""
    return {
        extension: draw("targets", "zh", indicator=FOOD).write(extension) for extension in IMAGE_EXTENSIONS
    }


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


def test_the_font_is_the_one_that_comes_with_the_project(draw: Draw) -> None:
    figure = draw("targets", "zh", indicator=FOOD).figure()
    with styled():
        assert {str(findfont(text.get_fontproperties())) for text in texts_of(figure)} == {str(font_file())}


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


# --- files -------------------------------------------------------------------------------------------


def test_a_file_begins_as_its_format_does(files: dict[str, bytes]) -> None:
    for extension, beginning in MAGIC.items():
        assert files[extension].startswith(beginning)
        assert 5_000 < len(files[extension]) < 1_000_000


def test_an_svg_needs_no_font_and_no_network(files: dict[str, bytes]) -> None:
    svg = files[".svg"].decode("utf-8")
    assert "<text" not in svg
    assert "font-family" not in svg
    assert 'xlink:href="http' not in svg


def test_a_png_is_twice_as_wide_as_a_readme(files: dict[str, bytes]) -> None:
    assert int.from_bytes(files[".png"][16:20], "big") == 1800


def test_files_hold_neither_clock_nor_version(files: dict[str, bytes]) -> None:
    for extension, content in files.items():
        for word in (b"CreationDate", b"<dc:date>", b"Matplotlib v", b"Software"):
            assert word not in content, extension


@pytest.mark.parametrize("extension", [".gif", "", "svg", ".SVG"])
def test_an_unknown_extension_is_named(draw: Draw, extension: str) -> None:
    with pytest.raises(UnknownName) as caught:
        draw("targets", "zh", indicator=FOOD).write(extension)
    assert caught.value.name == extension
    assert ".svg" in caught.value.message("en")


def test_inline_svg_has_text_a_name_and_the_width_of_its_place(draw: Draw) -> None:
    figure = draw("targets", "zh", indicator=FOOD).figure()
    page = Page(inline_svg(figure, 'a "title" <b>').encode("utf-8"))
    tag, attributes = page.tags[0]
    assert (tag, attributes["role"], attributes["aria-label"]) == ("svg", "group", 'a "title" <b>')
    assert {"width", "height"}.isdisjoint(attributes)
    assert str(attributes["viewbox"]).startswith("0 0 648 ")
    written = set(page.texts["text"])
    assert {text.get_text() for text in texts_of(figure) if "\n" not in text.get_text()} <= written


# --- settings ----------------------------------------------------------------------------------------

PROGRAM = """
import sys
from hashlib import sha256
import kg
from kg.drawing.style import IMAGE_EXTENSIONS

drawing = kg.open(sys.argv[1]).draw("targets", "zh", indicator=sys.argv[2])
for extension in IMAGE_EXTENSIONS:
    print(extension, sha256(drawing.write(extension)).hexdigest())
print("pyplot", "matplotlib.pyplot" in sys.modules)
"""


def test_the_bytes_do_not_depend_on_the_hash_seed_or_the_settings_of_a_user(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: none\naxes.grid: True\n")
    printed = []
    for seed, folder in (("0", project.root), ("4711", tmp_path)):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(project.root), FOOD],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(project.root)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) == len(IMAGE_EXTENSIONS) + 1
    assert printed[0].endswith("\npyplot False\n"), "pyplot keeps figures and may want a screen"


def test_drawing_and_saving_leave_the_settings_as_they_were(draw: Draw) -> None:
    before = dict(matplotlib.rcParams)
    draw("plan", "zh", depth=1).write(".svg")
    assert dict(matplotlib.rcParams) == before


def test_matplotlib_is_loaded_only_to_draw() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import kg.gallery, sys; print('matplotlib' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n"
