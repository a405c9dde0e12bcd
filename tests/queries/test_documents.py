"""The queries on documents: rows computed a second way from the statements, without SPARQL."""

from __future__ import annotations

from collections import defaultdict

from kg.namespaces import PREFIXES, QS
from kg.store import EmbeddedStore
from tests.queries.rows import asked
from tests.queries.statements import records

OUTLINE = PREFIXES["document"] + "china-2023-outline"


def ties() -> dict[str, set[str]]:
    """Return for each document the documents and sources that state a tie to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in records().of_class(QS + "Lineage"):
        for document in records().all(claim, QS + "toDocument"):
            found[document].update(records().all(claim, QS + "fromDocument"))
    return found


def test_steps_lead_from_the_national_outline_down(store: EmbeddedStore) -> None:
    """Walk down level by level; no document of the committed data is reached in two ways."""
    level, steps = {OUTLINE}, 0
    expected: dict[str, int] = {}
    while len(level) > 0:
        steps += 1
        level = {below for document in level for below in ties()[document]}
        assert level.isdisjoint(expected)
        expected |= dict.fromkeys(level, steps)
    rows = asked(store, "outline-descendants", {})
    assert {row["document"]: int(row["steps"]) for row in rows} == expected
    assert max(expected.values()) == 2


def test_a_document_is_counted_once_however_many_ties_it_has(store: EmbeddedStore) -> None:
    # Guizhou's opinion both rests on the outline and implements it: one document, two ties.
    rows = asked(store, "most-cited-documents", {})
    assert {row["document"]: int(row["documents"]) for row in rows} == {
        document: len(others) for document, others in ties().items()
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
    told = {document for text in whole & texts for document in records().all(text, QS + "reportsOn")}
    assert states.keys().isdisjoint(whole)
    assert {document for document, state in states.items() if state == "report"} == told - whole
    assert {document for document, state in states.items() if state == "part"} == part - told - whole
    assert set(states.values()) == {"report", "part", "unread"}
    assert PREFIXES["document"] + "guizhou-2023-implementing-opinion" in whole
    # A press conference about the plan was read, the plan itself was not.
    assert states[PREFIXES["document"] + "yunnan-2021-quality-plan"] == "report"


def test_every_issuer_that_a_source_names_stands_beside_its_document(store: EmbeddedStore) -> None:
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
