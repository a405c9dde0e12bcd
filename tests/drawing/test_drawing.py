"""A drawing: what every chart and diagram can do."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from kg.drawing.drawing import Drawing
from kg.errors import NotWritten, UnknownName


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
