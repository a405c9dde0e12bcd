"""Writes a citation as a sentence, by GB/T 7714, or as BibTeX, RIS, or CSL JSON for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.export.citation.claims import Citation, Quotation, Work
from kg.files import json_text
from kg.rdf.namespaces import BASE
from kg.words import Phrase, said

CITATION_FORMS: Final = ("text", "gbt7714", "bibtex", "ris", "csl-json")
"""The formats of citations."""

_GRAPH: Final = Phrase("The knowledge graph of quality strategy")
_UNREAD: Final = Phrase("The document is cited without its text.")
_SPECIAL: Final = re.compile(r"[\\{}&%$#_~^]")
_ESCAPED: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def write_citation(citation: Citation, form: str, lang: str) -> str:
    """Return `citation` as text.

    Args:
        citation: What to cite.
        form: One of `CITATION_FORMS`. BibTeX, RIS, and CSL JSON have one entry for each source and one for
            the data set; the quotation, its offsets, and the claim are in the note of the source. GB/T 7714
            has one reference for each, and lines of their own for what the standard has no place for.
        lang: `en` or `zh`, the language of titles and notes; a quotation is in that of its source.
    """
    if form == "bibtex":
        return "\n".join(_bibtex(citation, lang))
    if form == "ris":
        return "\n".join(_ris(citation, lang))
    if form == "gbt7714":
        return "\n".join(_gbt(citation, lang)) + "\n"
    if form == "csl-json":
        return json_text(list(_csl(citation, lang)))
    return _text(citation, lang)


def _text(citation: Citation, lang: str) -> str:
    lines = [citation.label[lang]]
    for work, quotations in citation.works:
        lines += [*(_quoted(each, lang) for each in quotations), _described(work, lang)]
        if len(quotations) == 0:
            lines.append(said(_UNREAD, lang))
    lines.append(said(Phrase("Claim: {claim}", claim=citation.claim), lang))
    if citation.data_set is not None:
        title = citation.data_set.title
        title = f"{said(_GRAPH, lang)}（{title}）" if lang == "zh" else title
        cited = replace(citation.data_set, title=title).line
        lines.append(said(Phrase("Data set: {citation}", citation=cited), lang))
    return "\n".join(lines) + "\n"


def _described(work: Work, lang: str) -> str:
    """Return title, publisher, and date as a sentence, followed by the address."""
    zh, title = lang == "zh", work.title[lang]
    title = f"《{title}》" if zh and "《" not in title else title
    facts = (title, work.publisher[lang], work.date or said(Phrase("no date"), lang))
    stop = "。" if zh else ". "
    return (stop.join(filter(None, facts)) + stop + work.address).strip()


def _quoted(quotation: Quotation, lang: str) -> str:
    """Return a quotation with its offsets, and its reading in clean characters if that differs."""
    facts = {"text": quotation.text, "start": quotation.start, "end": quotation.end}
    phrase = Phrase("“{text}” (characters {start}–{end}, counted from 0)", **facts)
    if quotation.clean != "":
        phrase = Phrase(
            "“{text}” [{clean}] (characters {start}–{end}, counted from 0)", **facts, clean=quotation.clean
        )
    return said(phrase, lang)


def _note(citation: Citation, quotations: tuple[Quotation, ...], lang: str) -> str:
    claim = Phrase("Claim: {label} <{claim}>", label=citation.label[lang], claim=citation.claim)
    read = [_quoted(each, lang) for each in quotations] or [said(_UNREAD, lang)]
    return "; ".join([*read, said(claim, lang)])


def _key(iri: str) -> str:
    """Return the key of a work: the end of its IRI."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", iri.removeprefix(BASE).partition("/")[2]) or "quality-strategy"


def _bibtex(citation: Citation, lang: str) -> Iterator[str]:
    for work, quotations in citation.works:
        date = _DATE.match(work.date)
        fields = {
            "author": _whole(work.publisher[lang]),
            "title": _whole(work.title[lang]),
            "year": date[1] if date is not None else "",
            "date": date[0] if date is not None else "",
            "url": work.address,
            "note": _escaped(_note(citation, quotations, lang)),
        }
        yield _entry("misc", _key(work.iri), fields)
    if citation.data_set is not None:
        fields = {
            "author": " and ".join(map(_whole, citation.data_set.authors)),
            "title": _whole(citation.data_set.title),
            "version": citation.data_set.version,
            "doi": citation.data_set.doi,
            "url": citation.data_set.url,
        }
        yield _entry("misc", "quality-strategy", fields)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value not in ("", "{}"))
    return f"@{kind}{{{key},\n{body}\n}}\n"


def _whole(text: str) -> str:
    """Return a name or title that BibTeX neither splits nor converts to lowercase."""
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], f"\\{found[0]}"), text)


def _ris(citation: Citation, lang: str) -> Iterator[str]:
    """Yield the entries in RIS.

    By the specification, ELEC is a web page, DATA a data file, and GEN a document without a type of its own.
    """
    for work, quotations in citation.works:
        date = _DATE.match(work.date)
        yield _ris_entry(
            "ELEC" if work.address != "" else "GEN",
            [
                ("AU", work.publisher[lang]),
                ("TI", work.title[lang]),
                ("PB", work.publisher[lang]),
                ("PY", date[1] if date is not None else ""),
                ("DA", "/".join(part or "" for part in (*date.groups(), "")) if date is not None else ""),
                ("UR", work.address),
                ("LA", "zh-CN"),
                ("N1", _note(citation, quotations, lang)),
            ],
        )
    if citation.data_set is not None:
        cited = citation.data_set
        yield _ris_entry(
            "DATA",
            [
                *(("AU", each) for each in cited.authors),
                ("TI", cited.title),
                ("ET", cited.version),
                ("DO", cited.doi),
                ("UR", cited.url),
            ],
        )


def _ris_entry(kind: str, fields: list[tuple[str, str]]) -> str:
    """Return an entry: a tag of two characters, two spaces, a hyphen, a space, and a value of one line."""
    lines = [
        ("TY", kind),
        *((tag, " ".join(value.split())) for tag, value in fields if value != ""),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines)


def _gbt(citation: Citation, lang: str) -> Iterator[str]:
    """Yield the lines of a citation by GB/T 7714-2015.

    A text on the web is an electronic bulletin online, EB/OL. A document without an address has the code of
    all other documents, Z, since the standard has none for acts of governments. The data set is DS/OL. The
    date of access is left out: the graph does not have it.
    """
    for work, quotations in citation.works:
        mark, date = ("EB/OL", work.date) if work.address != "" else ("Z", work.date)
        known = _DATE.fullmatch(date)
        estimated = _DATE.match(date)
        issued = date if work.address == "" else f"({date})"
        if known is None:  # an estimated year is in brackets
            issued = f"[{estimated[1]}]" if estimated is not None else ""
        yield _joined(work.publisher[lang], f"{work.title[lang]}[{mark}]", issued, work.address)
        yield from [_quoted(each, lang) for each in quotations] or [said(_UNREAD, lang)]
    yield said(Phrase("Claim: {claim}", claim=citation.claim), lang)
    if citation.data_set is not None:
        cited = citation.data_set
        title = f"{cited.title}: {cited.version}" if cited.version != "" else cited.title
        doi = f"DOI:{cited.doi}" if cited.doi != "" else ""
        yield _joined(", ".join(cited.authors), f"{title}[DS/OL]", cited.url, doi)


def _joined(*parts: str) -> str:
    """Return the parts of a reference, each after a full stop; an address has none after it."""
    text = ". ".join(part.removesuffix(".") for part in parts if part != "")
    return text if text.rpartition(" ")[2].startswith(("http", "DOI:")) else f"{text}."


def _csl(citation: Citation, lang: str) -> Iterator[dict[str, object]]:
    for work, quotations in citation.works:
        publisher = work.publisher[lang]
        item = {
            "id": _key(work.iri),
            "type": "webpage" if work.address != "" else "document",
            "title": work.title[lang],
            "author": [{"literal": publisher}] if publisher != "" else [],
            "publisher": publisher,
            "issued": _issued(work),
            "URL": work.address,
            "language": "zh-CN",
            "note": _note(citation, quotations, lang),
        }
        yield {name: value for name, value in item.items() if value not in ("", [], {})}
    if citation.data_set is not None:
        item = {
            "id": "quality-strategy",
            "type": "dataset",
            "title": citation.data_set.title,
            "author": [{"literal": each} for each in citation.data_set.authors],
            "version": citation.data_set.version,
            "DOI": citation.data_set.doi,
            "URL": citation.data_set.url,
        }
        yield {name: value for name, value in item.items() if value not in ("", [], {})}


def _issued(work: Work) -> dict[str, object]:
    """Return the date in CSL: its parts as numbers, and whether it is approximate."""
    date = _DATE.match(work.date)
    if date is None:
        return {}
    parts = {"date-parts": [[int(part) for part in date.groups() if part is not None]]}
    return {**parts, "circa": True} if "?" in work.date else dict(parts)
