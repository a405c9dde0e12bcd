"""Writes the reference pages of the ontology and of the concept schemes from their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from docs.reference_pages import prose
from kg.export.terms import Terms
from kg.project import open_project
from kg.rdf.namespaces import OWL, QS, RDFS, SKOS, shorten
from kg.rdf.records import Records
from kg.rdf.turtle import read
from kg.words import Words

HEADINGS: Final[Mapping[str, Words]] = {
    "ontology": Words("Ontology reference", "本体参考"),
    "schemes": Words("Concept schemes", "概念表"),
    "classes": Words("Classes", "类"),
    "properties": Words("Properties", "属性"),
    "property": Words("property", "属性"),
    "subclass of": Words("Subclass of", "上位类"),
    "domain": Words("Domain", "定义域"),
    "range": Words("Range", "值域"),
    "label": Words("label", "标签"),
    "definition": Words("definition", "定义"),
    "name": Words("name", "名称"),
}
"""The words of the pages."""

_PROPERTIES: Final = (OWL + "ObjectProperty", OWL + "DatatypeProperty")


def ontology_pages() -> dict[str, str]:
    """Return the text of each page, in Markdown, by file name."""
    project = open_project()
    ontology = Records(read(project.ontology).triples)
    schemes = Records(triple for path in project.vocabularies for triple in read(path).triples)
    found = {}
    for lang, ending in (("en", ""), ("zh", ".zh")):
        found[f"ontology{ending}.md"] = "\n".join(_ontology(ontology, lang)) + "\n"
        found[f"schemes{ending}.md"] = "\n".join(_schemes(schemes, lang)) + "\n"
    return found


def _ontology(ontology: Records, lang: str) -> Iterator[str]:
    """Yield the lines of the page of the ontology; the anchor of a term is the end of its IRI."""
    terms = Terms(ontology)
    yield f"# {_word('ontology', lang)}"
    used = defaultdict(list)
    for property_ in ontology.of_class(*_PROPERTIES):
        for class_ in ontology.iris(property_, RDFS + "domain"):
            used[class_].append(property_)
    for heading, kinds in (("classes", (OWL + "Class",)), ("properties", _PROPERTIES)):
        yield from ("", f"## {_word(heading, lang)}")
        for term in ontology.of_class(*kinds):
            if not term.startswith(QS):
                continue
            meaning = terms.meaning(term)
            yield from ("", f'<a id="{term.removeprefix(QS)}"></a>', "", f"### {shorten(term)}")
            yield from ("", f"**{_in(meaning.label, lang)}.** {_in(meaning.note, lang)}", "")
            for name, property_ in (("subclass of", "subClassOf"), ("domain", "domain"), ("range", "range")):
                values = ontology.iris(term, RDFS + property_)
                yield from _linked(_word(name, lang), values)
            yield from _linked(_word("properties", lang), used[term])


def _linked(heading: str, terms: list[str]) -> Iterable[str]:
    """Yield a line of the list of facts about a term, none if there are no `terms`."""
    links = (
        f'<a href="#{each.removeprefix(QS)}">{shorten(each)}</a>'
        if each.startswith(QS)
        else f"`{shorten(each)}`"
        for each in terms
    )
    return [f"- {heading}: {', '.join(links)}"] if len(terms) > 0 else []


def _schemes(schemes: Records, lang: str) -> Iterator[str]:
    """Yield the lines of the page of the concept schemes, with narrower concepts under broader ones."""
    yield f"# {_word('schemes', lang)}"
    narrower = defaultdict(list)
    for concept in schemes.of_class(SKOS + "Concept"):
        broader = schemes.iris(concept, SKOS + "broader")
        narrower[broader[0] if len(broader) > 0 else schemes.iris(concept, SKOS + "inScheme")[0]].append(
            concept
        )
    for scheme in schemes.of_class(SKOS + "ConceptScheme"):
        yield from ("", f"## {_in(schemes.label(scheme), lang)}", "", _definition(schemes, scheme, lang), "")
        heads = (_word(name, lang) for name in ("name", "label", "definition"))
        yield from (f"| {' | '.join(heads)} |", "|---|---|---|")
        yield from _below(schemes, narrower, scheme, lang, 0)


def _below(
    schemes: Records, narrower: Mapping[str, list[str]], broader: str, lang: str, depth: int
) -> Iterator[str]:
    """Yield the rows of all concepts below one, indented by their depth."""
    for concept in narrower.get(broader, ()):
        label = "\u2003" * depth + _in(schemes.label(concept), lang)
        yield f"| `{shorten(concept)}` | {label} | {_definition(schemes, concept, lang)} |"
        yield from _below(schemes, narrower, concept, lang, depth + 1)


def _definition(schemes: Records, concept: str, lang: str) -> str:
    return _in(schemes.words(concept, SKOS + "definition"), lang)


def _in(words: Words | None, lang: str) -> str:
    """Return words in a language as they read in Markdown, nothing if there are none."""
    return "" if words is None else prose(words.zh if lang == "zh" else words.en)


def _word(key: str, lang: str) -> str:
    return _in(HEADINGS[key], lang)
