"""The project's font as a web page takes it: the letters that the page needs, in one text."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from kg.drawing.style import font_file


def web_font(characters: Iterable[str]) -> str:
    """Return the font with these characters only, as WOFF in a `data:` URL.

    A character that the font does not have is left to the reader's own fonts. The licence (SIL Open Font
    License 1.1) allows to embed a part of the font; its notices stay in it. WOFF rather than WOFF2, which
    needs a compressor that Python does not bring.

    Args:
        characters: What is to be shown; the same set gives the same bytes.
    """
    from fontTools import subset  # noqa: PLC0415  (only this format needs it, and it loads slowly)

    options = subset.Options(
        flavor="woff",
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 13, 14],  # copyright, name, licence
        name_languages=[0x409],
        notdef_outline=True,
        recalc_timestamp=False,  # the font's own date, not today's
        hinting=False,
        desubroutinize=True,  # compresses better, and is faster
        drop_tables=["BASE", "DSIG", "GDEF", "GSUB", "VORG", "vhea", "vmtx"],
    )
    with subset.load_font(font_file(), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=sorted({ord(character) for character in characters}))
        subsetter.subset(font)
        stream = io.BytesIO()
        subset.save_font(font, stream, options)
    return "data:font/woff;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
