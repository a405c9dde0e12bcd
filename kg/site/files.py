"""The files of the site that are not pages: data of records, answers, style, site map, and feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import pyoxigraph as ox

from kg.export.frames import CONTEXT_FILE
from kg.export.jsonld import nodes_of
from kg.export.library import write_library
from kg.export.portal.description import DESCRIPTION
from kg.files import json_text, read_bytes
from kg.query.parameters import Argument
from kg.rdf.namespaces import BASE, DCTERMS, OA, QS
from kg.rdf.ntriples import ntriples_line
from kg.rdf.results import write_answer
from kg.rdf.turtle import canonical_form, read
from kg.site.addresses import relative
from kg.site.dumps import DUMPS
from kg.site.home_pages import answer_file, home_answers
from kg.site.material import Material
from kg.site.page import CHINESE, TAGS
from kg.site.question_pages import question_files
from kg.site.record_pages import file_of, sections_of
from kg.words import LANGUAGES, Phrase, said

_ASSETS: Final = Path(__file__).with_name("assets")

DATA_ENDINGS: Final = (".ttl", ".jsonld")
"""The file extensions of the data of a record; the server also writes N-Triples."""

FEED: Final = "feed.xml"
"""The feed of the texts that were coded, newest first (Atom, RFC 4287)."""

SITEMAP: Final = "sitemap.xml"
"""The site map (https://www.sitemaps.org/protocol.html)."""

File = tuple[str, Callable[[], bytes]]
"""The path of a file, and what makes it."""


def files_of(material: Material, folders: Sequence[str]) -> Iterator[File]:
    """Yield the files of the site that are not pages.

    Args:
        material: What the site is made of.
        folders: The folders of the pages in English.
    """
    for iri in material.addresses.named:
        for ending in DATA_ENDINGS:
            yield iri.removeprefix(BASE) + ending, partial(data_of, material, iri, ending)
        for query, parameter in sections_of(material, iri):
            yield file_of(iri, query), partial(_csv_about, material, query, parameter, iri)
    yield from question_files(material)
    for number, (query, arguments) in enumerate(home_answers(), 1):
        yield answer_file(number), partial(_csv, material, query, arguments)
    for path_, (_, write) in DUMPS.items():
        yield path_, partial(write, material)
    for path in sorted(_ASSETS.iterdir()):
        yield f"assets/{path.name}", partial(read_bytes, path)
    project = material.graph.project
    for name, triples in (
        ("ontology", read(project.ontology).triples),
        ("dataset", material.graphs.get(DESCRIPTION, ())),
    ):
        for ending in DATA_ENDINGS:
            yield name + ending, partial(_statements, material, triples, "", ending)
    yield "queries.ttl", partial(write_library, project)
    yield CONTEXT_FILE, lambda: json_text({"@context": material.context}).encode("utf-8")
    yield SITEMAP, lambda: _sitemap(folders)
    for lang in LANGUAGES:
        yield (CHINESE if lang == "zh" else "") + FEED, partial(_feed, material, lang)


def data_of(material: Material, iri: str, ending: str) -> bytes:
    """Return the statements about a record, and about the nameless records that belong to it.

    Args:
        material: What the site is made of.
        iri: The record.
        ending: One of `DATA_ENDINGS`, or `.nt`.
    """
    triples = [triple for each in _with_parts(material, iri) for triple in material.triples.get(each, ())]
    return _statements(material, triples, iri.removeprefix(BASE), ending)


def _statements(material: Material, triples: Iterable[ox.Triple], path: str, ending: str) -> bytes:
    """Return statements as a file; `path` is that of the record that they are about."""
    if ending == ".ttl":
        return canonical_form(
            triples, own=BASE + path.rpartition("/")[0] + "/" if "/" in path else None
        ).encode("utf-8")
    if ending == ".nt":
        return "".join(f"{line} .\n" for line in sorted(map(ntriples_line, triples))).encode("utf-8")
    context = relative(path, CONTEXT_FILE)
    nodes = ",\n".join(json.dumps(each, ensure_ascii=False) for each in nodes_of(triples, material.context))
    return f'{{"@context": {json.dumps(context)}, "@graph": [\n{nodes}\n]}}\n'.encode()


def _with_parts(material: Material, iri: str) -> list[str]:
    """Return a record with the nameless records that it refers to, and those that they refer to."""
    found = [iri]
    for each in found:
        for triple in material.triples.get(each, ()):
            if triple.predicate.value == OA + "hasSelector":
                continue  # the offsets and words are stated of the quotation, too
            part = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            own = part.startswith(iri.rpartition("/")[0] + "/") and material.records.label(part) is None
            if own and part not in found and part in material.triples:
                found.append(part)
    return found


def _csv_about(material: Material, query: str, parameter: str, iri: str) -> bytes:
    return write_answer(material.answer_about(query, parameter, iri), "csv").encode("utf-8")


def _csv(material: Material, query: str, arguments: Mapping[str, Argument]) -> bytes:
    return write_answer(material.answer(query, **arguments), "csv").encode("utf-8")


def _sitemap(folders: Sequence[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for folder in sorted(folders):
        lines += [f"<url><loc>{escape(BASE + home + folder)}</loc></url>" for home in ("", CHINESE)]
    return ("\n".join((*lines, "</urlset>")) + "\n").encode("utf-8")


def _feed(material: Material, lang: str) -> bytes:
    """Return the feed in a language: each coding of a text, with its date."""
    records, home = material.records, CHINESE if lang == "zh" else ""
    readings = sorted(
        ((records.one(each, DCTERMS + "date") or "", each) for each in records.of_class(QS + "Reading")),
        key=lambda dated: (dated[0], dated[1]),
        reverse=True,
    )
    newest = readings[0][0] if len(readings) > 0 else ""
    title = said(Phrase("The knowledge graph of quality strategy"), lang)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{TAGS[lang]}">',
        f"<title>{escape(title)}</title><id>{BASE}{home}</id><updated>{newest}T00:00:00Z</updated>",
        f'<link rel="self" href="{BASE}{home}{FEED}"/><link href="{BASE}{home}"/>',
        f"<author><name>{escape(said(material.terms.name(BASE + 'agent/curators'), lang))}</name></author>",
    ]
    for date, reading in readings:
        page = BASE + home + (material.addresses.page_of(reading) or "")
        lines.append(
            f"<entry><title>{escape(said(material.terms.name(reading), lang))}</title><id>{reading}</id>"
            f'<updated>{date}T00:00:00Z</updated><link href="{escape(page)}"/></entry>'
        )
    return ("\n".join((*lines, "</feed>")) + "\n").encode("utf-8")
