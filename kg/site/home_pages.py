"""The pages that lead to all others: home, the terms of the ontology, and the files to download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from kg.export.citation import data_set_of
from kg.files import read_text
from kg.query.question import load
from kg.rdf.namespaces import BASE, DCTERMS, OWL, QS, RDFS, SKOS
from kg.site.addresses import DOWNLOADS_PAGE, ONTOLOGY
from kg.site.dumps import DUMPS
from kg.site.list_pages import RECORDS, class_name
from kg.site.material import Material
from kg.site.page import Link, Page, View
from kg.site.script_pages import SPARQL
from kg.site.tables import Table, table_of
from kg.words import Phrase, coded

_HOME: Final = Path(__file__).with_name("home.yaml")

FIRST_ROWS: Final = 5
"""The number of rows of an answer that the home page shows."""

_FIGURES: Final = Phrase("some figures, no measures")
"""The status of a province of which no text is fully coded: documents that others cite have figures of it."""

_BEGUN: Final = ("measure", "indicator", "target", "observation", "action", "goal", "finding", "source")
"""The classes that the home page counts, by the names of their lists."""


@dataclass(frozen=True)
class Tile:
    """A province on the map of the home page.

    Attributes:
        row: Its row, from 1.
        column: Its column, from 1.
        code: Its code in ISO 3166-2 without the country.
        name: Its short name, with the link to its page.
        state: Its coding status as a code: `plan`, `source`, `part`, or `none`.
        status: The same in words.
    """

    row: int
    column: int
    code: str
    name: Link
    state: str
    status: str


@dataclass(frozen=True, kw_only=True)
class HomeAnswer(Table):
    """The beginning of an answer.

    Attributes:
        form: The address of the form with its values, which shows all rows.
    """

    form: str


def home_pages(material: Material) -> Iterator[Page]:
    """Yield the home page, the page of the ontology, and that of the downloads."""
    yield Page("", "home.html", Phrase("The knowledge graph of quality strategy"), _home)
    yield Page(ONTOLOGY, "ontology.html", Phrase("Ontology"), _ontology)
    yield Page(DOWNLOADS_PAGE, "downloads.html", Phrase("Downloads"), _downloads)


def _home(view: View) -> Mapping[str, object]:
    material = view.material
    counts = {class_name(class_): 0 for class_ in material.terms.classes if class_.startswith(QS)}
    names = {class_name(class_): class_ for class_ in material.terms.classes if class_.startswith(QS)}
    for iri in material.addresses.named:
        class_ = material.class_of(iri)
        if class_ is not None and class_name(class_) in counts:
            counts[class_name(class_)] += 1
    tiles = tiles_of(view)
    return {
        "description": _description(view),
        "tiles": tiles,
        "legend": Counter((each.state, each.status) for each in tiles).most_common(),
        "counts": [
            (Link(view.label(names[each]), view.to_page(f"{RECORDS}{each}/")), counts[each])
            for each in _BEGUN
            if counts.get(each, 0) > 0
        ],
        "tables": list(_answers(view)),
    }


def tiles_of(view: View) -> list[Tile]:
    """Return the provinces on the map with their coding status."""
    records, found = view.material.records, []
    readings = {str(row["region"]): row for row in view.material.answer("region-readings")}
    places: Mapping[str, list[int]] = _content()["tiles"]
    for iri in records.of_class(QS + "Province"):
        code = (records.one(iri, QS + "iso3166") or "").removeprefix("CN-")
        if code in places:
            state = str(readings[iri]["state"]) if iri in readings else "none"
            row, column = places[code]
            status = view.say(_FIGURES) if state == "part" else coded("state", state, view.lang)
            found.append(Tile(row, column, code, short_name(view, iri), state, status))
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def short_name(view: View, iri: str) -> Link:
    """Return the shortest name of a record with the link to its page."""
    texts = view.material.records.texts(iri, SKOS + "altLabel")
    names = [each.value for each in texts if each.tongue == view.lang]
    return Link(min([view.label(iri), *names], key=len), view.named(iri).href)


def _description(view: View) -> str:
    words = view.material.records.words(BASE + "dataset", DCTERMS + "description")
    return view.say(words) if words is not None else ""


def _answers(view: View) -> Iterator[HomeAnswer]:
    """Yield the answers that the home page begins with, each with its first rows."""
    for number, each in enumerate(_content()["questions"], 1):
        material = view.material
        question = material.question(each["query"])
        table = table_of(
            view, question, material.answer(each["query"], **each["arguments"]), answer_file(number)
        )
        asked = urlencode({"query": each["query"], **each["arguments"]}, safe=":")
        yield HomeAnswer(
            **vars(replace(table, rows=table.rows[:FIRST_ROWS])), form=f"{view.to_page(SPARQL)}#{asked}"
        )


def answer_file(number: int) -> str:
    """Return the path of the answer to the question of the home page with a number, from 1."""
    return f"answers/{number}.csv"


def home_answers() -> list[tuple[str, Mapping[str, Any]]]:
    """Return the questions of the home page: the name of each query, and values by parameter."""
    return [(each["query"], each["arguments"]) for each in _content()["questions"]]


@cache
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load(read_text(_HOME), _HOME)
    return found


def _ontology(view: View) -> Mapping[str, object]:
    """Return the classes and properties of the ontology, each with its definition."""
    records, kinds = view.material.records, []
    for title, types in (
        (Phrase("Classes"), ("Class",)),
        (Phrase("Properties"), ("ObjectProperty", "DatatypeProperty")),
    ):
        terms = [each for each in records.of_class(*(OWL + name for name in types)) if each.startswith(QS)]
        found = []
        for term in terms:
            definition = records.words(term, SKOS + "definition")
            facts = [
                (view.label(property_), view.names(records.iris(term, property_)))
                for property_ in (
                    RDFS + "subClassOf",
                    RDFS + "subPropertyOf",
                    RDFS + "domain",
                    RDFS + "range",
                )
                if len(records.iris(term, property_)) > 0
            ]
            said = view.say(definition) if definition is not None else ""
            found.append((term.removeprefix(QS), view.label(term), said, facts))
        kinds.append((view.say(title), found))
    return {"kinds": kinds}


def _downloads(view: View) -> Mapping[str, object]:
    data_set = data_set_of(view.material.graph.project.citation)
    return {
        "dumps": [(Link(name, view.to(name)), view.say(what)) for name, (what, _) in DUMPS.items()],
        "cited": data_set.line if data_set is not None else "",
    }
