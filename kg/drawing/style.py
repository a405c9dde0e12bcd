"""Font, colors and files of the drawings: the same on every machine, the same bytes each time.

The font comes with a package of its own, so that Chinese is drawn where no Chinese font is installed;
in SVG its letters are paths. The colours are those of Okabe and Ito, which people with any kind of
colour blindness tell apart (https://jfly.uni-koeln.de/color/); a shape goes with each colour.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Note
from kg.words import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font
    from matplotlib.text import Text

PROJECT: Final = "The knowledge graph of quality strategy"
"""The name that a drawing gives as its source."""

BLUE: Final = "#0072B2"
GREEN: Final = "#009E73"
VERMILLION: Final = "#D55E00"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
PURPLE: Final = "#CC79A7"
BLACK: Final = "#000000"
INK: Final = "#1F2328"
GREY: Final = "#5F6670"
"""Of secondary text: 5.8 to 1 on white, above the 4.5 to 1 that WCAG 2.2 asks for."""
RULE: Final = "#D5D9DE"
BAND: Final = "#F4F5F7"

GROUND: Final = {"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.8}
"""The `bbox` of a text that lines cross: an outline around each letter makes an SVG ten times as large."""

WIDTH: Final = 9.0
"""The width of a figure in inches: 900 px at 100 dots an inch, the width of a README."""

IMAGE_EXTENSIONS: Final[dict[str, dict[str, str | None]]] = {
    ".svg": {"Creator": PROJECT, "Date": None},
    ".png": {"Software": None},
    ".pdf": {"Creator": PROJECT, "Producer": None, "CreationDate": None},
}
"""The file extensions of images, with the metadata that keeps clock and version out."""

_NOTED: Final = 10
"""The maximum number of characters that a note names."""

_SVG_METADATA: Final = ("Creator", "Date", "Format", "Type")

_FONT: Final = "Quality Strategy Sans"
_OTHER_FONT: Final = "Quality Strategy Signs"
"""The names of the font, and of the one for characters that it does not have."""

MISSING: Final = "\ufffd"
"""The sign for a character that neither font has."""

_SETTINGS: Final[dict[Any, Any]] = {
    "axes.unicode_minus": True,
    "figure.facecolor": "white",
    "font.family": [_FONT, _OTHER_FONT],
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "quality-strategy",
    "text.color": INK,
    "text.hinting": "no_hinting",  # letters as wide as `text_width` says, in PNG as in SVG
    "text.parse_math": False,  # a dollar sign in a label is a dollar sign
}


def font_file() -> Path:
    """Return the font of all drawings: Noto Sans SC Regular, under the SIL Open Font License 1.1."""
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  (only a drawing needs it)

    return sans_path()


def other_font_file() -> Path:
    """Return the font for characters that the font of all drawings does not have: DejaVu Sans."""
    import matplotlib  # noqa: PLC0415  (loading it slows every other command)

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@contextmanager
def styled() -> Iterator[None]:
    """Draw and save with the project's settings alone, not with the user's matplotlibrc."""
    import matplotlib  # noqa: PLC0415  (loading it slows every other command)

    _know_font()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


@cache
def _know_font() -> None:
    """Make the font known to matplotlib, once.

    It goes by a name of the project's own. `addfont` alone would do, but an installed Noto Sans SC of
    another version has the same name, and matplotlib takes whichever it finds first.
    """
    from matplotlib.font_manager import FontEntry, fontManager  # noqa: PLC0415  (as above)

    fontManager.addfont(font_file())  # which also forgets what was looked up before
    for name, path in ((_FONT, font_file()), (_OTHER_FONT, other_font_file())):
        fontManager.ttflist.append(FontEntry(fname=str(path), name=name))


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Return how wide `text` is in inches, at `size` points."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415  (as above)

    text = drawable(text)
    if not all(map(in_font, text)):
        return sum(map(_advance, text)) * size / 72
    font = _face(font_file())
    font.set_size(size, 720)  # ten times the true resolution, since widths come rounded
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 720


@cache
def _face(path: Path) -> FT2Font:
    """Return a font to measure with; opening it takes longer than measuring."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415  (as above)

    return FT2Font(str(path))


@cache
def in_font(character: str) -> bool:
    """Say whether the font of all drawings has a character, or needs none for it."""
    return (
        character in "\n\t" or _is_unseen(character) or _face(font_file()).get_char_index(ord(character)) != 0
    )


def _is_unseen(character: str) -> bool:
    """Say whether a character only joins or parts others; matplotlib cannot write such a one as PDF."""
    return unicodedata.category(character) == "Cf" and visible(character) == character


@cache
def _drawable(character: str) -> str:
    """Return a character, nothing if it is not seen, or `MISSING` if no font has it."""
    if _is_unseen(character):
        return ""
    other = _face(other_font_file()).get_char_index(ord(character)) != 0
    return character if visible(character) == character and (in_font(character) or other) else MISSING


def drawable(text: str) -> str:
    """Return a text without characters that would stop an image."""
    return "".join(map(_drawable, text))


def note_characters(text: str) -> None:
    """Warn of the characters of a text that the font of all drawings does not have."""
    missing = sorted({each for each in text if not in_font(each)})
    if len(missing) > 0:
        shown = [f"{visible(each)} (U+{ord(each):04X})" for each in missing[:_NOTED]]
        warnings.warn(
            Note(
                "characters that the font of drawings does not have are in another font or {sign}: {missing}",
                sign=MISSING,
                missing=[*shown, *(["…"] if len(missing) > _NOTED else [])],
            ),
            stacklevel=2,
        )


_PIECES: Final = re.compile(
    r"[“‘（《【]*(?:[，。、；：）》”’】]|(?:[^\s\u3000-\u9fff\uff00-\uffef“”‘]|[\u00a0\u202f]| (?=%))+"
    r"|[\u3000-\u9fff\uff00-\uffef])|\s+|."
)
"""What a line holds whole: a Chinese character or another word, with what opens before it; or blanks."""

_CHINESE: Final = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")


def wrap(text: str, size: float, width: float) -> list[str]:
    """Return `text` in lines of at most `width` inches at `size` points.

    A line breaks at a space or behind a Chinese character, but not before a mark of punctuation, nor
    behind one that opens; a word wider than a line has a line of its own.
    """
    lines = [""]
    if _CHINESE.search(text) is None:
        text = text.translate(_QUOTES)  # in the font curly ones are Chinese, as wide as a character
    for piece in _PIECES.findall(text):
        longer = lines[-1] + piece
        if piece in "，。、；：）》”’】" or _fits(longer.rstrip(), size, width):
            lines[-1] = longer
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines]


def _fits(text: str, size: float, width: float) -> bool:
    """Say whether `text` is at most `width` inches wide, by measuring it only where that is in doubt."""
    # Letters moved together (kerning) make a line at most 2 % narrower than the sum of its letters.
    sum_ = sum(map(_advance, text)) * size / 72
    if sum_ < 0.95 * width or sum_ > 1.05 * width + 0.05:
        return sum_ < width
    return text_width(text, size) <= width


@cache
def _advance(letter: str) -> float:
    """Return how far a letter moves the pen, in sizes of the text."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415  (as above)

    letter = " " if letter in "\n\t" else _drawable(letter)
    if letter == "":
        return 0.0
    font = _face(font_file() if in_font(letter) else other_font_file())
    font.set_size(100, 72)
    return font.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100


def image(figure: Figure, ending: str) -> bytes:
    """Return `figure` as a file.

    Args:
        figure: What to write.
        ending: One of `IMAGE_EXTENSIONS`.
    """
    stream = io.BytesIO()
    texts = _texts(figure)
    note_characters("".join(each.get_text() for each in texts))
    for each in texts:
        each.set_text(drawable(each.get_text()))
    with styled():
        # Twice the width of a README, so that a PNG stays sharp on a dense screen.
        figure.savefig(stream, format=ending.removeprefix("."), dpi=200, metadata=IMAGE_EXTENSIONS[ending])
    return stream.getvalue()


def _texts(figure: Figure) -> list[Text]:
    """Return the texts of a figure."""
    from matplotlib.text import Text  # noqa: PLC0415  (as above)

    return [each for each in figure.findobj(Text) if isinstance(each, Text)]


def inline_svg(figure: Figure, title: str) -> str:
    """Return `figure` as an SVG element for a web page that has the project's font.

    Unlike in a file of its own, its text is text, which can be searched and read aloud.

    Args:
        figure: What to write.
        title: What it is, for those who do not see it.
    """
    import matplotlib  # noqa: PLC0415  (as above)

    stream = io.BytesIO()
    for each in _texts(figure):
        each.set_text(visible(each.get_text()))
    with styled(), matplotlib.rc_context({"svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the reader has a font for it
        figure.savefig(stream, format="svg", metadata=dict.fromkeys(_SVG_METADATA))
    text = stream.getvalue().decode("utf-8")
    element = text[text.index("<svg") :]
    # The page scales it: without width and height, it is as wide as its container.
    head, rest = element.split(">", 1)
    head = re.sub(r' (?:width|height|version|xmlns:xlink)="[^"]*"', "", head)
    return f'{head} role="group" aria-label="{escape(visible(title), quote=True)}">{rest.rstrip()}'
