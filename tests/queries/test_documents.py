"""The queries on documents: rows computed a second way from the statements, without SPARQL."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from kg.rdf.namespaces import PREFIXES, QS
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import parse
from tests.queries.rows import asked
from tests.queries.statements import records

OUTLINE = PREFIXES["document"] + "china-2023-outline"


def citations() -> dict[str, set[str]]:
    """Return for each document the documents and sources that state a relation to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in records().of_class(QS + "Lineage"):
        for document in records().all(claim, QS + "toDocument"):
            found[document].update(records().all(claim, QS + "fromDocument"))
    return found


def test_steps_lead_from_the_national_outline_down(store: EmbeddedStore) -> None:
    """Walk down level by level, once for each document on the way to the next."""
    above: dict[str, set[str]] = {OUTLINE: {OUTLINE}}
    level = {OUTLINE}
    while len(level) > 0:
        found: dict[str, set[str]] = defaultdict(set)
        for document in level:
            for below in citations()[document]:
                found[below] |= {below, *above[document]}
        level = {each for each, way in found.items() if not way <= above.get(each, set())}
        for each in level:
            above[each] = above.get(each, set()) | found[each]
    rows = asked(store, "outline-descendants", {})
    assert {(row["document"], row["via"], int(row["steps"])) for row in rows} == {
        (below, via, len(way)) for via, way in above.items() for below in citations()[via]
    }
    # Taiyuan's plan is based on the outline itself, and on the opinion of its province.
    taiyuan = PREFIXES["document"] + "taiyuan-2023-implementation-plan"
    assert sorted(int(row["steps"]) for row in rows if row["document"] == taiyuan) == [1, 2]


def test_a_document_with_several_relations_is_counted_once(store: EmbeddedStore) -> None:
    # Guizhou's opinion is based on the outline and implements it: one document, two relations.
    rows = asked(store, "most-cited-documents", {})
    assert {row["document"]: int(row["documents"]) for row in rows} == {
        document: len(others) for document, others in citations().items()
    }
    assert rows[0]["document"] == OUTLINE


def read_of(extent: str) -> set[str]:
    """Return the sources and documents that some reading read to this extent."""
    found = set()
    for reading in records().of_class(QS + "Reading"):
        if records().one(reading, QS + "extent") == PREFIXES["extent"] + extent:
            for used in records().all(reading, PREFIXES["prov"] + "used"):
                found.update([used, *records().all(used, QS + "transmits")])
    return found


def test_only_the_text_of_the_implementing_opinion_is_read_whole(store: EmbeddedStore) -> None:
    rows = asked(store, "unread-documents", {})
    states = {row["document"]: row["state"] for row in rows}
    whole, part, texts = read_of("whole"), read_of("part"), set(records().of_class(QS + "Source"))
    reported = {document for text in whole & texts for document in records().all(text, QS + "reportsOn")}
    assert states.keys().isdisjoint(whole)
    assert {document for document, state in states.items() if state == "report"} == reported - whole
    assert {document for document, state in states.items() if state == "part"} == part - reported - whole
    assert set(states.values()) == {"report", "part", "unread"}
    assert PREFIXES["document"] + "guizhou-2023-implementing-opinion" in whole
    # A press conference about the plan was read, the plan itself was not.
    assert states[PREFIXES["document"] + "yunnan-2021-quality-plan"] == "report"


def test_every_issuer_that_a_source_names_is_listed_with_its_document(store: EmbeddedStore) -> None:
    expected = {
        (document, agent)
        for role in records().of_class(QS + "Role")
        if records().one(role, QS + "roleKind") == PREFIXES["role"] + "issuer"
        for document in records().all(role, QS + "playedIn")
        for agent in records().all(role, QS + "agent")
    }
    rows = asked(store, "document-issuers", {})
    assert {(row["document"], row["issuer"]) for row in rows if row["state"] == "named"} == expected
    assert all(row["issuer"] == "" for row in rows if row["state"] != "named")


def test_the_other_end_of_a_relation_is_a_document_or_another_basis(store: EmbeddedStore) -> None:
    expected = {
        (records().one(claim, QS + "fromDocument"), records().one(claim, QS + "relation"), other)
        for claim in records().of_class(QS + "Lineage")
        for way in ("toDocument", "toBasis")
        for other in records().all(claim, QS + way)
    }
    given = {
        (source, QS + way, document)
        for source in records().of_class(QS + "Source")
        for way in ("transmits", "reportsOn")
        for document in records().all(source, QS + way)
    }
    rows = asked(store, "document-lineage", {})
    assert {(row["document"], row["relation"], row["other"]) for row in rows} == expected | given
    assert all(row["label_zh"] != "" and row["other_label_zh"] != "" for row in rows)


def test_what_a_document_is_based_on_may_be_a_congress() -> None:
    statements = """
    :plan a qs:Plan ; rdfs:label "规划"@zh-Hans, "Plan"@en .
    :congress a qs:Event ; rdfs:label "大会"@zh-Hans, "Congress"@en .
    :lineage a qs:Lineage ; qs:fromDocument :plan ; qs:relation relation:based-on ; qs:toBasis :congress .
    """
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    own = f"@prefix : <{PREFIXES['source']}invented/> .\n"
    store = EmbeddedStore.of(parse(prefixes + own + statements, Path("invented.ttl")).triples)
    (row,) = asked(store, "document-lineage", {})
    assert (row["label_zh"], row["other_label_zh"]) == ("规划", "大会")
    assert row["relation"] == PREFIXES["relation"] + "based-on"
