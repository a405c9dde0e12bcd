"""The summaries: that they follow from the claims, that a changed claim changes them, that none is stale."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph import Graph
from kg.project import Project
from kg.query.derivation import RULES, derive, is_current, open_store, summaries
from kg.rdf.namespaces import BASE, DCTERMS, ELI, PROV, QS, RDF_TYPE, RDFS
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from kg.validation.summaries import check_summaries
from tests.adoption import adoptions, called, short
from tests.conftest import Run

OWN = f"{BASE}source/guizhou-2023-implementing-opinion/"
GUIZHOU = f"{BASE}region/guizhou"


@cache
def stated(project: Project) -> list[ox.Triple]:
    """Return all that the files state, without summaries."""
    return [triple for path in project.stated_files for triple in read(path).triples]


def triples(subject: str, facts: dict[str, str]) -> list[ox.Triple]:
    """Return statements between IRIs."""
    return [ox.Triple(ox.NamedNode(subject), ox.NamedNode(p), ox.NamedNode(o)) for p, o in facts.items()]


def claim(class_: str, measure: str, region: str = GUIZHOU, **more: str) -> list[ox.Triple]:
    """Return the statements of an invented claim."""
    facts = {RDF_TYPE: QS + class_, QS + "realises": measure, QS + "region": region}
    return triples(f"{OWN}invented", {**facts, **{QS + name: value for name, value in more.items()}})


@pytest.fixture(scope="module")
def derived(project: Project) -> Records:
    """What the rules derive from the committed files."""
    return Records(derive(EmbeddedStore.of(stated(project)), project))


@pytest.fixture
def checkout(project: Project, tmp_path: Path) -> Project:
    """A copy of the project's files that a test may change."""
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(project.root / folder, tmp_path / folder)
    return Project(tmp_path)


# --- what the rules derive --------------------------------------------------------------------------


def test_each_adoption_has_the_state_stage_evidence_and_claims_that_the_claims_give_it(
    derived: Records,
) -> None:
    found = {}
    for adoption in derived.of_class(QS + "Adoption"):
        facts = {name: derived.one(adoption, QS + name) or "" for name in ("state", "stage")}
        claims = frozenset(derived.all(adoption, PROV + "wasDerivedFrom"))
        has = tuple(derived.one(adoption, QS + name) == "true" for name in ("hasTarget", "hasResult"))
        assert derived.offset(adoption, QS + "claimCount") == len(claims)
        key = (derived.one(adoption, QS + "adopter"), derived.one(adoption, QS + "adopts"))
        found[key] = (facts["state"], facts["stage"], *has, claims)
    assert found == {
        key: (its.state, its.stage, its.target, its.result, its.claims)
        for key, its in adoptions().found.items()
    }


def test_each_policy_document_has_its_type_in_the_terms_of_eli(derived: Records, project: Project) -> None:
    known = Records(stated(project))
    kinds = [
        kind
        for kind in known.with_predicate(RDFS + "subClassOf")
        if {QS + "PolicyDocument", QS + "Opinion"} & set(known.iris(kind, RDFS + "subClassOf"))
    ]
    labels = {document: known.label(kind) for kind in kinds for document in known.of_class(kind)}
    found = {
        document: known.label(kind)
        for document in derived.with_predicate(ELI + "type_document")
        for kind in derived.all(document, ELI + "type_document")
    }
    assert found == labels
    assert len(found) > 50


def test_a_policy_document_was_passed_by_its_issuers(derived: Records) -> None:
    issuers = derived.all(f"{BASE}eli/guizhou-2023-implementing-opinion", ELI + "passed_by")
    assert sorted(issuers) == [f"{BASE}body/cpc-guizhou-committee", f"{BASE}body/guizhou-government"]


def test_each_region_is_coded_as_far_as_its_readings_go(derived: Records) -> None:
    known = adoptions()
    spoken = set(
        known.records.of_class(*(QS + n for n in ("Region", "Country", "Province", "City", "County")))
    )
    found = {
        derived.one(coding, QS + "codingOf"): (
            derived.one(coding, QS + "codedTo"),
            derived.one(coding, QS + "codedUntil") or "",
        )
        for coding in derived.of_class(QS + "Coding")
        if "/region/" in (derived.one(coding, QS + "codingOf") or "")
    }
    assert found == {
        region: (coding, known.until.get(region, ""))
        for region, coding in known.coded.items()
        if region in spoken
    }
    assert {coding for coding, _ in found.values()} == {"plan", "source", "part", "none"}


def test_each_document_is_coded_as_far_as_its_readings_go(derived: Records) -> None:
    records = adoptions().records
    known: dict[str, set[str]] = {}
    for reading in records.of_class(QS + "Reading"):
        whole = records.all(reading, QS + "extent") == [BASE + "extent/whole"]
        for text in records.all(reading, PROV + "used"):
            full = [text, *records.all(text, QS + "transmits")]
            for document in (*full, *records.all(text, QS + "reportsOn")):
                said = "part" if not whole else "whole" if document in full else "report"
                known.setdefault(document, set()).add(said)
    found = {
        derived.one(coding, QS + "codingOf") or "": derived.one(coding, QS + "codedTo")
        for coding in derived.of_class(QS + "Coding")
        if "/region/" not in (derived.one(coding, QS + "codingOf") or "")
    }
    assert set(known) <= set(found)
    for document, coded in found.items():
        order = ("whole", "report", "part")
        assert coded == next((each for each in order if each in known.get(document, ())), "none")
    assert set(found.values()) == {"whole", "report", "part", "none"}


# --- a changed claim changes the cell ---------------------------------------------------------------


def cell(project: Project, more: list[ox.Triple], region: str, measure: str) -> tuple[str, str]:
    """Return state and stage of a cell of the table when the graph states `more`."""
    store = EmbeddedStore.of([*stated(project), *more])
    derive(store, project)
    answer = Graph(project, store).query("measure-matrix", region=region, measure=measure)
    (row,) = answer
    return str(row["state"]), str(row["stage"] or "")


def empty_cell() -> tuple[str, str]:
    """Return a measure on which Guizhou has no claim, and its theme."""
    known = adoptions()
    return next(
        (measure, known.above[measure])
        for measure in known.of("measure")
        if known.state(GUIZHOU, measure) == "absent"
    )


@pytest.mark.parametrize(
    ("class_", "facts", "expected"),
    [
        ("Action", {"status": BASE + "status/named"}, ("yes", "named")),
        ("Task", {"status": BASE + "status/planned"}, ("yes", "planned")),
        ("Campaign", {"status": BASE + "status/under-way"}, ("yes", "under-way")),
        ("Project", {"status": BASE + "status/completed"}, ("yes", "done")),
        ("Target", {}, ("yes", "planned")),
        ("Observation", {}, ("yes", "done")),
        ("Conferral", {}, ("yes", "done")),
        ("Goal", {}, ("other form", "")),
        ("Finding", {}, ("other form", "")),
    ],
)
def test_a_claim_turns_what_is_absent_into_what_it_says(
    project: Project, class_: str, facts: dict[str, str], expected: tuple[str, str]
) -> None:
    measure, _ = empty_cell()
    assert cell(project, claim(class_, measure, **facts), GUIZHOU, measure) == expected


def test_without_a_claim_a_measure_is_absent(project: Project) -> None:
    assert cell(project, [], GUIZHOU, empty_cell()[0]) == ("absent", "")


def test_a_claim_that_only_names_the_theme_leaves_a_measure_in_another_form(project: Project) -> None:
    measure, theme = empty_cell()
    more = claim("Action", theme, status=BASE + "status/completed")
    assert cell(project, more, GUIZHOU, measure) == ("other form", "")
    # One that names the area says nothing of any measure in it.
    area = adoptions().above[theme]
    more = claim("Action", area, status=BASE + "status/completed")
    assert cell(project, more, GUIZHOU, measure) == ("absent", "")


def test_a_claim_of_a_city_does_not_count_for_its_province(project: Project) -> None:
    measure, _ = empty_cell()
    more = claim("Action", measure, f"{BASE}region/guiyang", status=BASE + "status/completed")
    assert cell(project, more, GUIZHOU, measure) == ("absent", "")


def test_a_fully_coded_plan_turns_unread_into_absent(project: Project) -> None:
    known = adoptions()
    yunnan = f"{BASE}region/yunnan"
    measure = next(each for each in known.of("measure") if known.state(yunnan, each) == "unread")
    reading = {
        RDF_TYPE: QS + "Reading",
        PROV + "used": f"{OWN}invented-text",
        QS + "extent": BASE + "extent/whole",
    }
    text = {RDF_TYPE: QS + "Source", QS + "transmits": f"{OWN}invented-plan"}
    plan = {RDF_TYPE: QS + "Plan", DCTERMS + "spatial": yunnan}
    rest = [*triples(f"{OWN}invented-text", text), *triples(f"{OWN}invented-plan", plan)]
    whole = triples(f"{OWN}invented-reading", reading)
    part = triples(f"{OWN}invented-reading", {**reading, QS + "extent": BASE + "extent/part"})
    assert cell(project, [*whole, *rest], yunnan, measure) == ("absent", "")
    assert cell(project, [*part, *rest], yunnan, measure) == ("unread", "")


# --- the file of summaries --------------------------------------------------------------------------


def test_the_committed_summaries_follow_from_the_committed_claims(project: Project) -> None:
    text = project.summaries.read_text(encoding="utf-8")
    assert text == summaries(stated(project), project), "run kg format"


def test_the_file_begins_with_the_digest_of_its_input(checkout: Project) -> None:
    assert is_current(checkout)
    rules = [checkout.rules / f"{name}.rq" for name in RULES]
    for path in (
        *(checkout.ontology, checkout.vocabularies[0], checkout.entities[0], checkout.documents[0]),
        *(*rules, checkout.summaries),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "\n# changed\n", encoding="utf-8")
        assert not is_current(checkout), path.name
        path.write_text(text, encoding="utf-8")
        assert is_current(checkout)


def test_words_that_move_from_one_file_to_the_next_change_the_digest(checkout: Project) -> None:
    one, other = checkout.documents[:2]
    text = one.read_text(encoding="utf-8")
    one.write_text(text[:-1], encoding="utf-8")
    other.write_text(text[-1] + other.read_text(encoding="utf-8"), encoding="utf-8")
    assert not is_current(checkout)


def test_all_rules_are_run(project: Project) -> None:
    assert {path.stem for path in project.rules.glob("*.rq")} == set(RULES)


def drop_claims(project: Project, measure: str) -> None:
    """Take the measure out of the file of Guangdong's press conference; its claims keep their others."""
    path = next(each for each in project.documents if "guangdong" in each.name)
    text = path.read_text(encoding="utf-8")
    assert f"measure:{short(measure)}" in text
    path.write_text(text.replace(f"measure:{short(measure)}", "measure:quality-infrastructure"), "utf-8")


def test_a_stale_file_of_summaries_is_not_read(checkout: Project) -> None:
    measure = called("首席质量官")
    given = {"measure": measure, "region": f"{BASE}region/guangdong"}
    (before,) = kg.open(checkout.root).query("measure-matrix", **given)
    drop_claims(checkout, measure)
    (after,) = kg.open(checkout.root).query("measure-matrix", **given)
    (stale,) = Graph(checkout, EmbeddedStore(checkout.graph_files)).query("measure-matrix", **given)
    assert (before["state"], stale["state"]) == ("yes", "yes")
    assert after["state"] in ("unread", "other form")


def test_without_the_file_the_summaries_are_derived(checkout: Project, project: Project) -> None:
    checkout.summaries.unlink()
    assert not is_current(checkout)
    assert len(open_store(checkout)) == len(open_store(project))


def test_a_current_file_is_read_as_it_is(checkout: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.query.derivation.derive", lambda *_: pytest.fail("derived again without need"))
    assert len(open_store(checkout)) == len(EmbeddedStore(checkout.graph_files))


def test_validation_does_not_pass_a_stale_file(checkout: Project, kg: Run) -> None:
    drop_claims(checkout, called("首席质量官"))
    (finding,) = check_summaries(checkout)
    assert (finding.check, finding.path) == ("stale-summary", checkout.summaries)
    said = kg("validate", "--root", checkout.root)
    assert said.code == 1
    assert "[stale-summary]" in said.out


def test_a_summary_that_was_written_by_hand_is_neither_read_nor_passed(checkout: Project) -> None:
    text = checkout.summaries.read_text(encoding="utf-8")
    forged = text.replace('qs:state "other form"', 'qs:state "yes"', 1)
    assert forged != text
    checkout.summaries.write_text(forged, encoding="utf-8")
    assert not is_current(checkout)
    every = "SELECT ?s ?o WHERE { ?s <" + QS + "state> ?o } ORDER BY ?s ?o"
    derived_again = EmbeddedStore.of(derive(EmbeddedStore.of(stated(checkout)), checkout))
    assert open_store(checkout).query(every) == derived_again.query(every)
    (finding,) = check_summaries(checkout)
    assert finding.check == "stale-summary"


def test_formatting_writes_the_summaries_again(checkout: Project, kg: Run) -> None:
    drop_claims(checkout, called("首席质量官"))
    assert kg("format", "--check", "--root", checkout.root).code == 1
    assert kg("format", "--root", checkout.root).code == 0
    assert is_current(checkout)
    assert list(check_summaries(checkout)) == []
    assert kg("format", "--check", "--root", checkout.root).code == 0
