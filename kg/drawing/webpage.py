"""Web pages that work offline: one file with the letters that it needs, which loads nothing.

A page is a template, a style sheet, scripts, and data as JSON. Labels are of unknown origin: no text in the
data ends its script element, and the content security policy of the template lets only this script run.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from kg.drawing.style import PROJECT, font_file, note_characters
from kg.pages import hash_of
from kg.words import visible


def fill_page(
    template: Path, scripts: Iterable[Path], lang: str, title: str, caption: str, content: object, **more: str
) -> bytes:
    """Return a web page, UTF-8.

    Args:
        template: The page with places such as `$title`; a style sheet with the same name is next to it.
        scripts: The files that become its script.
        lang: The language of its words, `en` or `zh`.
        title: Its title.
        caption: Its source.
        content: Its data, as JSON can hold them.
        more: What is in further places, as HTML; `letters` is what the font must have besides.
    """
    page, style = template.read_text("utf-8"), template.with_suffix(".css").read_text("utf-8")
    script = "\n".join(path.read_text("utf-8") for path in scripts)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    note_characters("".join((data, title, caption, *more.values())))
    font = _font({*page, *script, *data, *title, *caption, *"".join(more.values())})
    style = f'@font-face {{ font-family: "Quality Strategy Sans"; src: url({font}) }}\n{style}'
    places = {
        "lang": {"en": "en", "zh": "zh-Hans"}[lang],
        "title": escape(visible(title)),
        "caption": escape(visible(caption)),
        "project": escape(PROJECT),
        "style": style,
        "style_hash": hash_of(style),
        "script": script,
        "script_hash": hash_of(script),
        "data": data,
    }
    return Template(page).substitute(places, **more).encode("utf-8")


def _font(characters: Iterable[str]) -> str:
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
