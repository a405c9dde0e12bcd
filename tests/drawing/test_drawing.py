"""A drawing: what every chart and diagram can do."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from kg.drawing.drawing import Drawing
from kg.drawing.sheet import page
from kg.drawing.style import IMAGE_EXTENSIONS, image, inline_svg, text_width
from kg.errors import Note, NotWritten, UnknownName
from tests.drawing.hostile import HOSTILE


@pytest.fixture
def drawing() -> Drawing:
    """A drawing of nothing, with a format of its own."""
    return Drawing("A title", "Source: the test.", "en", Figure, {".txt": lambda: b"words"})


def test_it_shows_its_title(drawing: Drawing) -> None:
    assert repr(drawing) == "Drawing('A title')"


def test_its_extensions_are_the_images_and_its_own(drawing: Drawing) -> None:
    assert drawing.extensions == (".svg", ".png", ".pdf", ".txt")


def test_the_extension_of_a_file_chooses_its_format(drawing: Drawing, tmp_path: Path) -> None:
    for extension, beginning in ((".txt", b"words"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
        path = tmp_path / f"drawing{extension}"
        drawing.save(path)
        drawing.save(str(path))
        assert path.read_bytes() == drawing.write(extension)
        assert path.read_bytes().startswith(beginning)


def test_a_notebook_gets_its_svg(drawing: Drawing) -> None:
    assert drawing._repr_svg_().encode("utf-8") == drawing.write(".svg")


@pytest.mark.parametrize("name", ["drawing.text", "drawing", "drawing.txt.gz"])
def test_another_extension_is_an_error_and_writes_nothing(
    drawing: Drawing, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UnknownName, match="unknown file extension"):
        drawing.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_error(drawing: Drawing, tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        drawing.save(tmp_path / "missing" / "drawing.txt")


def figure_of(*labels: str) -> Figure:
    """Return a figure with each label on a line of its own."""
    with page("A title", "Source: the test.") as sheet:
        for label in labels:
            sheet.write(label)
            axes = sheet.panel(0.3)
            axes.text(0, 0.2, label)
    return sheet.figure


def notes_of(write: Callable[[], object]) -> list[str]:
    """Return the notes on an output."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        write()
    assert all(isinstance(each.message, Note) for each in caught), caught
    return list(dict.fromkeys(str(each.message) for each in caught))


@pytest.mark.parametrize("extension", IMAGE_EXTENSIONS)
@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_stops_an_image(label: str, extension: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Note)
        content = image(figure_of(label), extension)
        if extension == ".svg":
            ElementTree.fromstring(content)
        figure = figure_of(label)
        ElementTree.fromstring(inline_svg(figure, label).replace("xlink:href", "href"))


def test_characters_without_a_glyph_are_noted_and_others_are_not() -> None:
    assert notes_of(lambda: image(figure_of("CO₂", "😀\x1b"), ".svg")) == [
        "characters that the font of drawings does not have are in another font or \ufffd: "
        "\ufffd (U+001B), ₂ (U+2082), 😀 (U+1F600)"
    ]
    assert notes_of(lambda: image(figure_of("质量 98.5% ≥ ㎡"), ".png")) == []


def test_a_character_of_another_font_is_measured_as_it_is_drawn() -> None:
    with page("A title", "Source: the test.") as sheet:
        text = sheet.panel(1).text(0, 0, "CO₂ 😀", size=20)
        sheet.figure.canvas.draw()
        drawn = text.get_window_extent().width / sheet.figure.dpi
    assert text_width("CO₂ 😀", 20) == pytest.approx(drawn, rel=0.1)
