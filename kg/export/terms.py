"""What classes and properties are called and mean, in both languages: the words of headers and notes.

The project's own terms are named and defined in the ontology. Those borrowed from other standards are
only declared there, so what they mean in this graph is said here.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.rdf.namespaces import OWL, QS, RDF_TYPE, RDFS, SKOS, expand, shorten
from kg.rdf.records import Records, Words


class Meaning(NamedTuple):
    """A term's label and definition."""

    label: Words
    note: Words


def _means(en: str, zh: str, note_en: str, note_zh: str) -> Meaning:
    return Meaning(Words(en, zh), Words(note_en, note_zh))


_NAME = _means(
    "label",
    "标签",
    "What the record is called; of a claim, what it says in one short statement.",
    "记录的名称；主张则为一句话概括。",
)

BORROWED: Final[dict[str, Meaning]] = {
    "rdf:type": _means("class", "类别", "What kind of record it is.", "记录属于哪一类。"),
    "rdfs:label": _NAME,
    "skos:prefLabel": _NAME,
    "skos:altLabel": _means(
        "other names", "其他名称", "Other names of the same thing.", "同一事物的其他名称。"
    ),
    "skos:definition": _means("definition", "定义", "What the concept means.", "概念的含义。"),
    "skos:note": _means("note", "附注", "What a reader should know besides.", "供读者参考的说明。"),
    "skos:scopeNote": _means(
        "scope", "适用范围", "When the concept is to be used, and when not.", "概念何时适用、何时不适用。"
    ),
    "skos:notation": _means(
        "notation", "记号", "The sign that stands for the concept.", "代表该概念的记号。"
    ),
    "skos:broader": _means("broader", "上位概念", "The wider concept it belongs to.", "所属的更宽泛的概念。"),
    "skos:closeMatch": _means(
        "near", "相近概念", "A concept that is near to it, but not the same.", "相近而不相同的概念。"
    ),
    "skos:exactMatch": _means(
        "same as", "等同于", "The same thing in another data set.", "其他数据集中的同一事物。"
    ),
    "skos:related": _means("related", "相关概念", "A concept that has to do with it.", "与之有关联的概念。"),
    "skos:inScheme": _means(
        "scheme", "所属概念表", "The scheme in which the concept stands.", "概念所在的概念表。"
    ),
    "skos:topConceptOf": _means(
        "top concept of",
        "顶层概念所属表",
        "The scheme of which it is a concept of the first level.",
        "以该概念为第一层概念的概念表。",
    ),
    "skos:Concept": _means("Concept", "概念", "An idea that records share.", "各记录共用的概念。"),
    "skos:ConceptScheme": _means(
        "Concept scheme", "概念表", "A list of concepts that belong together.", "同类概念的列表。"
    ),
    "dcterms:issued": _means(
        "issued", "发布日期", "The day on which it was issued or published.", "发布或刊载的日期。"
    ),
    "dcterms:date": _means("date", "日期", "The day on which it was done.", "进行的日期。"),
    "dcterms:spatial": _means(
        "region covered",
        "所涉地区",
        "The region that the text is about, or where the thing is and whose it is.",
        "文本所涉及的地区，或事物所在、所属的地区。",
    ),
    "dcterms:source": _means(
        "origin of facts",
        "事实出处",
        "Where facts about the record come from that no source text gives.",
        "来源文本没有给出的事实取自何处。",
    ),
    "eli:date_document": _means(
        "date of signing",
        "签署日期",
        "The date that the document itself bears; a year or a month where no more is known.",
        "文件自身所署的日期；所知不详者只写年或月。",
    ),
    "eli:date_publication": _means(
        "date of publication",
        "公布日期",
        "The date on which the document was made public; a year or a month where no more is known.",
        "文件公布的日期；所知不详者只写年或月。",
    ),
    "eli:id_local": _means(
        "document number", "文号", "The number that its issuer gave the document.", "发文机关所编的文号。"
    ),
    "foaf:page": _means("web page", "网页", "Where it can be read on the web.", "可以在线阅读的网址。"),
    "oa:hasSource": _means(
        "source", "来源文本", "The text in which the words stand.", "文字所在的来源文本。"
    ),
    "oa:start": _means(
        "start",
        "起点",
        "Where the words begin: Unicode characters of the text file before them, counted from 0.",
        "文字的起始位置：文本文件中在其之前的 Unicode 字符数，从 0 起计。",
    ),
    "oa:end": _means(
        "end",
        "终点",
        "Where the words end: the position just behind their last character.",
        "文字的终止位置：最后一个字符之后的位置。",
    ),
    "oa:exact": _means(
        "quotation",
        "引语",
        "The words exactly as the text file has them.",
        "文本文件中的原文，一字不改。",
    ),
    "org:subOrganizationOf": _means(
        "part of the body", "所属组织", "The body of which it is a part.", "其所隶属的组织。"
    ),
    "prov:used": _means(
        "what was read", "所读文本", "The source or document that was read.", "所读的来源文本或文献。"
    ),
    "prov:wasAssociatedWith": _means("reader", "编码员", "Who read it.", "阅读该文本者。"),
    "prov:wasDerivedFrom": _means(
        "derived from", "推导自", "The claims from which a rule derived it.", "规则据以推导的主张。"
    ),
}
"""The terms of other standards that records use, by prefixed name."""


class Terms:
    """The classes and properties of a graph."""

    def __init__(self, graph: Records) -> None:
        self._graph = graph
        self._borrowed = {expand(name): meaning for name, meaning in BORROWED.items()}
        self._classes = {each for each in graph.subjects if OWL + "Class" in graph.iris(each, RDF_TYPE)}

    def meaning(self, term: str) -> Meaning:
        """Return label and definition of a term; one that nothing defines is called by its prefixed name."""
        if term in self._borrowed:
            return self._borrowed[term]
        label = self.label(term) or Words(*[shorten(term)] * 2)
        return Meaning(label, self._graph.words(term, SKOS + "definition") or Words("", ""))

    def label(self, iri: str) -> Words | None:
        """Return what a term or record is called, None if it has no label."""
        borrowed = self._borrowed.get(iri)
        return borrowed.label if borrowed is not None else self._graph.label(iri)

    def range(self, property_: str) -> str | None:
        """Return the class or datatype that the ontology says the values of a property have."""
        ranges = self._graph.iris(property_, RDFS + "range")
        return ranges[0] if len(ranges) > 0 else None

    def classes_of(self, record: str) -> list[str]:
        """Return the classes that a record states: the project's own if there are any, else those declared.

        A concept also states that it is a skos:Concept, which its own class implies.
        """
        stated = [each for each in self._graph.iris(record, RDF_TYPE) if each in self._classes]
        own = [each for each in stated if each.startswith(QS)]
        return own if len(own) > 0 else stated

    def above(self, class_: str) -> list[str]:
        """Return a class and the project's own classes above it, the nearest first."""
        found = [class_]
        for each in found:
            parents = self._graph.iris(each, RDFS + "subClassOf")
            found += [p for p in parents if p.startswith(QS) and p not in found]
        return found
