"""What tests read from a figure: its texts, their boxes, its marks, and their contrast."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

from kg.drawing.style import font_file, styled


def texts_of(figure: Figure) -> list[Text]:
    """Return the texts that a person sees in a figure, ticks and legends among them."""
    with styled():
        figure.draw_without_rendering()
    texts = [*figure.texts]
    for axes in figure.axes:
        texts += axes.texts
        if axes.axison:
            low, high = axes.get_xlim()
            texts += axes.get_yticklabels()
            texts += [text for text in axes.get_xticklabels() if low <= text.get_position()[0] <= high]
            texts.append(axes.xaxis.label)
        legend = axes.get_legend()
        if legend is not None:
            texts += legend.get_texts()
    return [text for text in texts if text.get_text() != ""]


def said(figure: Figure) -> str:
    """Return all that is written, a line for each text, without line breaks in it."""
    return "\n".join(" ".join(text.get_text().split()) for text in texts_of(figure))


def faults_of(figure: Figure) -> Iterator[str]:
    """Yield what is wrong with the texts: cut off, over another, or of a character that the font lacks."""
    texts = texts_of(figure)
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    page, font = figure.bbox, FT2Font(str(font_file()))
    for text, box in boxes:
        if not (page.x0 <= box.x0 < box.x1 <= page.x1 and page.y0 <= box.y0 < box.y1 <= page.y1):
            yield f"{text!r} is cut off"
        for character in sorted(set(text) - {"\n"}):
            if font.get_char_index(ord(character)) == 0:
                yield f"{character!r} has no glyph"
    low = np.array([(box.x0, box.y0) for _, box in boxes])
    high = np.array([(box.x1, box.y1) for _, box in boxes])
    for number, (one, _) in enumerate(boxes):
        after = slice(number + 1, None)
        shared = np.minimum(high[number], high[after]) - np.maximum(low[number], low[after])
        # Line boxes may touch by the height of an accent.
        for index in np.flatnonzero((shared > (1, 3)).all(axis=1)):
            yield f"{one!r} and {boxes[number + 1 + index][0]!r} overlap"


def marks_of(figure: Figure) -> dict[str, Artist]:
    """Return the marks of a chart by their keys; a key that two marks have is a fault."""
    artists = [each for axes in figure.axes for each in (*axes.lines, *axes.patches)]
    marks = [each for each in artists if each.get_gid() is not None]
    found = {str(each.get_gid()): each for each in marks}
    assert len(found) == len(marks), "a row is drawn once"
    return found


def lines_of(figure: Figure) -> dict[str, Line2D]:
    """Return the marks of a chart that are points, by their keys."""
    return {key: mark for key, mark in marks_of(figure).items() if isinstance(mark, Line2D)}


def place_of(mark: Line2D) -> tuple[float, float]:
    """Return where a mark is, in the units of its axes."""
    across, down = np.asarray(mark.get_xydata(), dtype=float)[0]
    return float(across), float(down)


def nodes_of(figure: Figure) -> dict[str, Line2D]:
    """Return the marks of the nodes of a diagram by IRI."""
    lines = [line for axes in figure.axes for line in axes.lines]
    return {str(line.get_label()): line for line in lines if "://" in str(line.get_label())}


def arrows_of(figure: Figure) -> list[FancyArrowPatch]:
    """Return the arrows of a diagram."""
    return [patch for axes in figure.axes for patch in axes.patches if isinstance(patch, FancyArrowPatch)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        red, green, blue = (
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in to_rgb(colour)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
