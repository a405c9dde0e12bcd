"""The validation: the committed graph conforms, and no planted fault goes unnoticed."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from kg.chinese.clauses import sentences
from kg.evidence.findings import Finding
from kg.project import Project, turtle_in
from kg.rdf.namespaces import BASE, PREFIXES
from kg.rdf.turtle import canonical_form, parse
from kg.validation import Report, validate
from kg.validation.reports import REPORT_FORMATS, write_findings
from kg.words import Phrase
from tests.conftest import Run

Place = tuple[str, int]
"""A file's name and a line in it."""

NOTE = {
    "en": "Quotations were not checked; pass --sources DIR to check them against the source texts.",
    "zh": "引语未与来源文本核对；请用 --sources 指定文本所在目录。",
}


def listed(findings: tuple[Finding, ...] | list[Finding]) -> str:
    """Return findings as a person reads them, for the message of a failing test."""
    return write_findings(tuple(findings), "text", "en", lambda path: Path(path.name))


def places(report: Report, *checks: str) -> set[Place]:
    """Return where the findings of `checks` are."""
    return {
        (finding.path.name, finding.line)
        for finding in report.findings
        if finding.check in checks and finding.path is not None and finding.line is not None
    }


def missed(left: set[Place]) -> str:
    """Return places as lines, for the message of a failing test."""
    return "".join(f"\n  {name}:{line}" for name, line in sorted(left))


# The committed graph


def test_the_committed_graph_conforms_with_its_source_texts(project: Project, texts: Path) -> None:
    report = validate(project, sources=texts)
    assert report.findings == (), f"the graph does not conform:\n{listed(report.findings)}"
    assert report.texts_read == report.sources == len(project.documents)


# One change in every claim


@dataclass(frozen=True)
class Change:
    """A fault put into one record of a document.

    Attributes:
        at: The line that was changed.
        record: The lines of its record.
    """

    at: Place
    record: frozenset[Place]


def change_all(
    project: Project, folder: Path, pattern: str, change: Callable[[str], str]
) -> tuple[list[Path], list[Change]]:
    """Copy the documents into `folder` and change what `pattern` finds in them.

    Args:
        project: The project with the documents.
        folder: Where the copies go.
        pattern: What to change; the group 1 is replaced.
        change: Gives the new text of the group; one that gives the old text leaves it alone.
    """
    copies, changes = [], []
    for path in project.documents:
        text = path.read_text(encoding="utf-8")
        breaks = [match.start() for match in re.finditer(r"^(?=\S)|\Z", text, re.MULTILINE)]
        pieces, done = [], 0
        for match in re.finditer(pattern, text):
            new = change(match[1])
            if new == match[1]:
                continue
            pieces += [text[done : match.start(1)], new]
            done = match.end(1)
            first = max(at for at in breaks if at <= match.start())
            last = min(at for at in breaks if at > match.start())
            lines = range(text.count("\n", 0, first) + 1, text.count("\n", 0, last) + 1)
            at = text.count("\n", 0, match.start(1)) + 1
            changes.append(Change((path.name, at), frozenset((path.name, line) for line in lines)))
        copy = folder / path.name
        copy.write_text("".join([*pieces, text[done:]]), encoding="utf-8")
        copies.append(copy)
    return copies, changes


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder for copies of documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


VALUE = r"qs:value ([+-]?[0-9.]+)"
EXACT = r'oa:exact "((?:[^"\\\n]|\\.)+)"'
START = r"oa:start ([0-9]+)\b(?! ;\n    qs:meant)"
# Without its repairs, a damaged text has other sentences; so these do not move together with the sentences.
REPAIR_START = r"oa:start ([0-9]+)(?= ;\n    qs:meant)"
END = r"oa:end ([0-9]+)"


def other_digit(digit: str) -> str:
    """Return another digit, and not 0, which would shorten a number."""
    return "8" if digit == "9" else str(int(digit) + 1)


def first_digit_changed(number: str) -> str:
    return re.sub("[0-9]", lambda match: other_digit(match[0]), number, count=1)


def last_digit_changed(number: str) -> str:
    return re.sub("[0-9]$", lambda match: other_digit(match[0]), number)


def character_changed(quotation: str, which: float) -> str:
    """Change a character of a quotation: the first (0), the last (1), or one between."""
    characters = re.findall(r"\\u[0-9A-Fa-f]{4}|\\.|.", quotation)
    index = round(which * (len(characters) - 1))
    characters[index] = "某" if characters[index] != "某" else "每"
    return "".join(characters)


def digit_or_character_changed(quotation: str) -> str:
    """Change the first digit of a quotation; where it has none, the character in its middle."""
    return (
        first_digit_changed(quotation) if re.search("[0-9]", quotation) else character_changed(quotation, 0.5)
    )


def moved(offset: str) -> str:
    return str(int(offset) + 1)


def stated(project: Project, predicate: str) -> int:
    """Return how often a predicate is stated in the documents."""
    prefix, _, name = predicate.partition(":")
    files = [parse(path.read_text(encoding="utf-8"), path) for path in project.documents]
    return sum(triple.predicate.value == PREFIXES[prefix] + name for file in files for triple in file.triples)


@pytest.mark.parametrize("change", [first_digit_changed, last_digit_changed])
def test_a_digit_changed_in_any_value_is_found_at_its_line(
    project: Project, copies: Path, change: Callable[[str], str]
) -> None:
    paths, changes = change_all(project, copies, VALUE, change)
    assert len(changes) == stated(project, "qs:value"), "the test did not reach every value"
    found, changed = places(validate(project, paths), "figure-value"), {each.at for each in changes}
    assert changed - found == set(), f"changed values that were not found:{missed(changed - found)}"
    assert found - changed == set(), f"values found that were not changed:{missed(found - changed)}"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(partial(character_changed, which=0), id="first_character"),
        pytest.param(digit_or_character_changed, id="a_digit_or_the_middle"),
        pytest.param(partial(character_changed, which=1), id="last_character"),
    ],
)
def test_a_character_changed_in_any_quotation_is_found_at_its_line(
    project: Project, texts: Path, copies: Path, change: Callable[[str], str]
) -> None:
    paths, changes = change_all(project, copies, EXACT, change)
    assert len(changes) == stated(project, "oa:exact"), "the test did not reach every quotation"
    report = validate(project, paths, texts)
    found = places(report, "quotation-position")
    # Words that are elsewhere in the text are found at their oa:start, a line or two below.
    left = {each.at for each in changes if each.at not in found and found.isdisjoint(each.record)}
    assert left == set(), f"changed quotations that were not found:{missed(left)}"
    strays = found - {place for each in changes for place in each.record}
    assert strays == set(), f"quotations found that were not changed:{missed(strays)}"


@pytest.mark.parametrize(
    ("pattern", "predicate"), [(START, "oa:start"), (REPAIR_START, "oa:start"), (END, "oa:end")]
)
def test_an_offset_moved_by_one_is_found_in_its_record(
    project: Project, texts: Path, copies: Path, pattern: str, predicate: str
) -> None:
    paths, changes = change_all(project, copies, pattern, moved)
    repairs = stated(project, "qs:meant")
    offsets = {
        START: stated(project, "oa:start") - repairs,
        REPAIR_START: repairs,
        END: stated(project, "oa:end"),
    }
    assert len(changes) == offsets[pattern], "the test did not reach every offset"
    # The end of the last sentence moves after the end of the text, which only the length can show.
    checks = ("quotation-position", "sentence-unreal", "clause-unreal", "offsets-against-length")
    found = places(validate(project, paths, texts), *checks)
    left = {each.at for each in changes if found.isdisjoint(each.record)}
    assert left == set(), f"moved offsets that were not found:{missed(left)}"
    if predicate == "oa:start":
        left = {each.at for each in changes} - found
        assert left == set(), f"moved offsets that were not found at their own line:{missed(left)}"


@pytest.mark.parametrize(
    ("pattern", "change", "check"),
    [
        (VALUE, last_digit_changed, "figure-value"),
        (EXACT, partial(character_changed, which=1), "quotation-position"),
        (START, moved, "quotation-position"),
    ],
    ids=["value", "quotation", "offset"],
)
def test_the_command_names_file_and_line_and_exits_with_1(
    project: Project,
    texts: Path,
    copies: Path,
    kg: Run,
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
    change: Callable[[str], str],
    check: str,
) -> None:
    path = copies / project.documents[0].name
    text = project.documents[0].read_text(encoding="utf-8")
    match = re.search(pattern, text)
    assert match is not None
    line = text.count("\n", 0, match.start()) + 1
    path.write_text(text[: match.start(1)] + change(match[1]) + text[match.end(1) :], encoding="utf-8")
    monkeypatch.chdir(copies.parent)
    said = kg("validate", path, "--sources", texts)
    assert said.code == 1, said.err
    wanted = f"documents/{path.name}:{line}: violation: "
    assert any(row.startswith(wanted) and f"[{check}]" in row for row in said.out.splitlines()), said.out


def test_a_process_of_its_own_says_the_same(project: Project, copies: Path) -> None:
    path = copies / project.documents[0].name
    text = project.documents[0].read_text(encoding="utf-8")
    match = re.search(VALUE, text)
    assert match is not None
    line = text.count("\n", 0, match.start()) + 1
    path.write_text(
        text[: match.start(1)] + first_digit_changed(match[1]) + text[match.end(1) :], encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "kg", "validate", str(path)],
        cwd=project.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert f"{path}:{line}: violation: the value is " in done.stdout, done.stdout


# The check queries

PLANTED = {
    "basis-without-period": """
        :wrong-stated qs:periodStated true .
        :wrong-evidence qs:periodEvidence :words .
        :right qs:period "2025" ; qs:periodStated true .
        :right-timeless qs:region region:guizhou .
    """,
    "broader-of-other-kind": """
        :wrong qs:nature nature:stock ; qs:direction direction:higher ; skos:broader :flow .
        :wrong-direction qs:nature nature:flow ; qs:direction direction:lower ; skos:broader :flow .
        :wrong-unit qs:nature nature:flow ; qs:direction direction:higher ; skos:broader :flow .
        :right qs:nature nature:flow ; qs:direction direction:higher ; skos:broader :flow .
        :right-unrelated qs:nature nature:stock ; qs:direction direction:higher ; qs:accumulates :flow .
        :flow qs:nature nature:flow ; qs:direction direction:higher .
        :fines qs:indicator :wrong-unit ; qs:unit unit:yuan .
        :firms qs:indicator :flow ; qs:unit unit:jia .
        :cases qs:indicator :right ; qs:unit unit:jian .
        :growth qs:indicator :right ; qs:unit unit:percent-change .
    """,
    "circular-hierarchy": """
        :wrong-part qs:partOf :wrong-whole .
        :wrong-whole qs:partOf :wrong-part .
        :wrong-concept skos:broader :wrong-concept .
        :wrong-broader skos:broader :wrong-broadest .
        :wrong-broadest skos:broader :wrong-narrower .
        :wrong-narrower skos:broader :wrong-broader .
        :wrong-region qs:within :wrong-land .
        :wrong-land qs:within :wrong-region .
        :wrong-office org:subOrganizationOf :wrong-office .
        :wrong-stock qs:accumulates :wrong-stock .
        :right qs:partOf :right-whole ; skos:broader :right-whole .
    """,
    "cited-without-page": """
        :wrong a qs:Plan .
        :wrong-denied a qs:Plan ; qs:copyOnly false .
        :right a qs:Plan ; foaf:page <https://example.org/plan> .
        :right-copied a qs:Plan ; qs:copyOnly true .
        :right-without-figures a qs:Plan .
        :first a qs:Citation ; qs:citedDocument :wrong .
        :second a qs:Citation ; qs:citedDocument :wrong-denied .
        :third a qs:Citation ; qs:citedDocument :right .
        :fourth a qs:Citation ; qs:citedDocument :right-copied .
        :fifth a qs:Citation ; qs:citedDocument :right-without-figures .
        :figure qs:value 1.0 ; qs:evidence :first, :second, :third, :fourth .
        :finding qs:evidence :fifth .
    """,
    "code-above-code": """
        :wrong qs:realises :measure, :theme .
        :wrong-far qs:realises :measure, :area .
        :right qs:realises :measure, :other .
        :measure a qs:Measure ; skos:broader :theme .
        :theme a qs:Measure ; skos:broader :area .
        :area a qs:Measure .
        :other a qs:Measure ; skos:broader :theme .
    """,
    "day-not-a-date": """
        :wrong eli:date_document "2021-01-31" .
        :wrong-publication eli:date_publication "2021-01-31" .
        :right eli:date_document "2021-01-31"^^xsd:date ; eli:date_publication "2021-02" .
        :right-no-later eli:date_publication "[..2021-01-31]" .
    """,
    "file-of-two-sources": """
        :one qs:fileName "one.txt" ; qs:sha256 "aa" .
        :wrong qs:fileName "one.txt" ; qs:sha256 "bb" .
        :wrong-text qs:fileName "three.txt" ; qs:sha256 "aa" .
        :right qs:fileName "two.txt" ; qs:sha256 "cc" .
    """,
    "foreign-evidence": """
        :wrong qs:evidence :foreign .
        :wrong-period qs:periodEvidence :foreign .
        :foreign oa:hasSource source:another .
        :right qs:evidence :own .
        :own oa:hasSource <OWN> .
    """,
    "idle-quotation": """
        :wrong a qs:Quotation .
        :claim qs:evidence :right ; qs:periodEvidence :right-period .
        :right a qs:Quotation .
        :right-period a qs:Quotation .
    """,
    "idle-record": """
        :wrong-indicator a qs:Indicator .
        :wrong-brand a qs:Brand .
        :wrong-body a qs:Institution .
        :wrong-document a qs:Plan .
        :right-listed a qs:Platform .
        :right-congress a qs:Event .
        :right-who-asks a qs:Institution .
        :count qs:enumerates :right-listed .
        :lineage qs:toBasis :right-congress, :right-who-asks .
        :claim qs:indicator :right-indicator ; qs:concerns :right-brand ;
            qs:agent :right-body ; qs:toDocument :right-document .
        :right-indicator a qs:Indicator .
        :right-brand a qs:Brand .
        :right-body a qs:Institution .
        :right-document a qs:Plan .
    """,
    "invisible-character": """
        :wrong rdfs:label "qua\\u200Blity"@en .
        :wrong-blank skos:altLabel "quality "@en .
        :wrong-order skos:prefLabel "\\u202Equality"@en .
        :right rdfs:label "quality of life"@en .
    """,
    "label-on-two-concepts": """
        :one skos:inScheme :scheme ; skos:prefLabel "inspection"@en .
        :wrong skos:inScheme :scheme ; skos:prefLabel "inspection"@en .
        :right-elsewhere skos:inScheme :other-scheme ; skos:prefLabel "inspection"@en .
        :right-alternative skos:inScheme :scheme ; skos:altLabel "inspection"@en .
    """,
    "marked-but-quoted": """
        :wrong a qs:Sentence ; oa:hasSource <OWN> ; oa:start 10 ; oa:end 20 ; qs:reason reason:furniture .
        :right a qs:Sentence ; oa:hasSource <OWN> ; oa:start 20 ; oa:end 30 ; qs:reason reason:furniture .
        :right-coded a qs:Sentence ; oa:hasSource <OWN> ; oa:start 0 ; oa:end 10 .
        :claim qs:evidence :words ; qs:periodEvidence :long .
        :words a qs:Quotation ; oa:hasSource <OWN> ; oa:start 8 ; oa:end 11 .
        :long a qs:Quotation ; oa:hasSource <OWN> ; oa:start 110 ; oa:end 139 .
        :right-grazed a qs:Clause ; oa:hasSource <OWN> ; oa:start 105 ; oa:end 111 ; qs:reason reason:frame .
        :wrong-first a qs:Clause ; oa:hasSource <OWN> ; oa:start 110 ; oa:end 115 ; qs:reason reason:frame .
        :right-inside a qs:Clause ; oa:hasSource <OWN> ; oa:start 115 ; oa:end 125 ; qs:reason reason:frame .
        :right-quoted a qs:Clause ; oa:hasSource <OWN> ; oa:start 125 ; oa:end 130 .
        :wrong-last a qs:Clause ; oa:hasSource <OWN> ; oa:start 130 ; oa:end 140 ; qs:reason reason:purpose .
        :right-elsewhere a qs:Clause ; oa:hasSource source:another ; oa:start 110 ; oa:end 115 ;
            qs:reason reason:frame .
    """,
    "indicator-collection": """
        :wrong a qs:Indicator .
        :wrong-twice a qs:Indicator .
        :right a qs:Indicator .
        :right-below a qs:Indicator ; skos:broader :right .
        :one skos:member :right, :wrong-twice .
        :other skos:member :wrong-twice .
    """,
    "measure-at-wrong-level": """
        :wrong a qs:Measure ; qs:level "measure" ; skos:broader :area .
        :wrong-top a qs:Measure ; qs:level "theme" .
        :right a qs:Measure ; qs:level "measure" ; skos:broader :theme .
        :theme a qs:Measure ; qs:level "theme" ; skos:broader :area .
        :area a qs:Measure ; qs:level "area" .
    """,
    "measure-without-instrument": """
        :wrong a qs:Measure ; skos:broader :area .
        :right a qs:Measure ; skos:broader :area ; qs:instrument :tool .
        :area a qs:Measure ; skos:topConceptOf scheme:measures .
    """,
    "offsets-against-length": """
        :wrong oa:exact "质量" ; oa:start 4 ; oa:end 7 .
        :wrong-short oa:exact "质量" ; oa:start 4 ; oa:end 5 .
        :right oa:exact "质量" ; oa:start 4 ; oa:end 6 .
        :right-beyond-the-plane oa:exact "𠮷质" ; oa:start 4 ; oa:end 6 .
    """,
    "open-clause": """
        :wrong a qs:Clause ; oa:hasSource <OWN> ; oa:start 20 ; oa:end 30 .
        :right-grazed a qs:Clause ; oa:hasSource <OWN> ; oa:start 0 ; oa:end 10 .
        :right-marked a qs:Clause ; oa:hasSource <OWN> ; oa:start 10 ; oa:end 20 ; qs:reason reason:frame .
        :words a qs:Quotation ; oa:hasSource <OWN> ; oa:start 8 ; oa:end 10 .
        :digits a qs:NonValue ; oa:hasSource <OWN> ; oa:start 22 ; oa:end 24 .
        :elsewhere a qs:Quotation ; oa:hasSource source:another ; oa:start 22 ; oa:end 24 .
    """,
    "open-sentence": """
        :wrong a qs:Sentence ; oa:hasSource <OWN> ; oa:start 20 ; oa:end 30 .
        :right-coded a qs:Sentence ; oa:hasSource <OWN> ; oa:start 0 ; oa:end 10 .
        :right-marked a qs:Sentence ; oa:hasSource <OWN> ; oa:start 10 ; oa:end 20 ;
            qs:reason reason:furniture .
        :words a qs:Quotation ; oa:hasSource <OWN> ; oa:start 8 ; oa:end 10 .
        :elsewhere a qs:Quotation ; oa:hasSource source:another ; oa:start 22 ; oa:end 24 .
    """,
    "period-without-basis": """
        :words a qs:Quotation .
        :cited a qs:Citation .
        :wrong qs:period "2025" ; qs:evidence :words .
        :wrong-implied qs:period "2025" ; qs:periodStated false ; qs:evidence :words .
        :right qs:period "2025" ; qs:periodStated true ; qs:evidence :words .
        :right-implied qs:period "2025" ; qs:periodStated false ;
            qs:evidence :words ; qs:periodEvidence :words .
        :right-cited qs:period "2025" ; qs:evidence :cited .
    """,
    "related-and-broader": """
        :wrong skos:related :above ; skos:broader :between .
        :between skos:broader :above .
        :wrong-below skos:related :leaf .
        :leaf skos:broader :wrong-below .
        :wrong-match skos:exactMatch <https://example.org/a> ; skos:broadMatch <https://example.org/a> .
        :right skos:related :other ; skos:broader :above ; skos:exactMatch <https://example.org/a> .
    """,
    "same-figure-twice": """
        :wrong a qs:Target ; qs:indicator :i ; qs:region :r ; qs:unit unit:jia ;
            qs:comparator comparator:about ; qs:period "2025" ; qs:value 5.0 ; qs:evidence :words .
        :yet-another a qs:Target ; qs:indicator :i ; qs:region :r ; qs:unit unit:jia ;
            qs:comparator comparator:about ; qs:period "2025" ; qs:value 6.0 ; qs:evidence :words .
        :right-year a qs:Target ; qs:indicator :i ; qs:region :r ; qs:unit unit:jia ;
            qs:comparator comparator:about ; qs:period "2027" ; qs:value 5.0 ; qs:evidence :words .
        :right-kind a qs:Observation ; qs:indicator :i ; qs:region :r ; qs:unit unit:jia ;
            qs:comparator comparator:about ; qs:period "2025" ; qs:value 5.0 ; qs:evidence :words .
        :words oa:hasSource <OWN> .
    """,
    "source-without-reading": """
        :wrong a qs:Source .
        :right a qs:Source .
        :reading a qs:Reading ; prov:used :right .
    """,
    "top-concept": """
        :wrong a skos:Concept ; skos:inScheme :scheme .
        :wrong-below skos:inScheme :scheme ; skos:topConceptOf :scheme ; skos:broader :right .
        :wrong-elsewhere skos:inScheme :scheme ; skos:topConceptOf :scheme, :another-scheme .
        :right skos:inScheme :scheme ; skos:topConceptOf :scheme .
        :right-below skos:inScheme :scheme ; skos:broader :right .
    """,
    "units-that-do-not-meet": """
        :wrong qs:indicator :rate ; qs:unit unit:percent .
        :yet-another qs:indicator :rate ; qs:unit unit:jia .
        :right qs:indicator :firms ; qs:unit unit:jia .
        :right-growth qs:indicator :firms ; qs:unit unit:percent-change .
        :right-count qs:indicator :firms ; qs:unit unit:count .
    """,
}
"""For each check a few statements: what it must find is named `:wrong...`, and nothing else it may."""


@pytest.fixture(scope="module")
def planted(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The validation of a folder with a file for each check query."""
    folder = tmp_path_factory.mktemp("planted")
    for check, statements in PLANTED.items():
        own = f"{BASE}source/planted-{check}"
        prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        text = f"{prefixes}@prefix : <{own}/> .\n{statements.replace('<OWN>', f'<{own}>')}"
        path = folder / f"{check}.ttl"
        path.write_text(canonical_form(parse(text, path).triples, own=f"{own}/"), encoding="utf-8")
    return validate(project, list(turtle_in([folder])))


def test_each_check_query_has_a_planted_fault(project: Project) -> None:
    assert {path.stem for path in project.checks} == set(PLANTED), (
        "each file in queries/checks/ needs statements in PLANTED that it must find"
    )


@pytest.mark.parametrize("check", PLANTED)
def test_a_check_query_finds_only_the_planted_error(planted: Report, check: str) -> None:
    wanted = set(re.findall(r"^ +:(wrong\S*) ", PLANTED[check], re.MULTILINE))
    found = [f for f in planted.findings if f.check == check and f.path is not None and f.path.stem == check]
    assert {finding.subject.rpartition("/")[2] for finding in found} == wanted, listed(found)
    for finding in found:
        assert finding.path is not None
        lines = finding.path.read_text(encoding="utf-8").splitlines()
        name = ":" + finding.subject.rpartition("/")[2]
        assert finding.line is not None, f"no line for {name}"
        assert lines[finding.line - 1].split()[0] == name, f"line {finding.line} is not that of {name}"
        assert all(
            len(part) > 0 for lang in ("en", "zh") for part in re.split("[;；]", finding.message(lang))
        )
        assert re.search("[\u4e00-\u9fff]", finding.message("zh")) is not None, (
            f"no Chinese in {finding.message('zh')!r}"
        )
        assert re.search("[\u4e00-\u9fff]", finding.message("en")) is None, (
            f"Chinese in {finding.message('en')!r}"
        )


# The checks in Python

TEXT = (
    "某省质量工作报告\n"
    "到2025年，产品合格率达到95%以上。新增品牌30家。\n"
    "2023年检测了12项指标。\n"
    "有关单位要认真贯彻本报告的各项要求，切实加强组织领导，明确工作责任，细化工作措施，强化督?检查，确保各项任务落到实处取得成效。\n"
)
LONG = TEXT.splitlines()[3]


def quotation(name: str, words: str, shift: int = 0) -> str:
    """Return a quotation of `TEXT` in Turtle."""
    start = TEXT.index(words) + shift
    return (
        f':{name} a qs:Quotation ; oa:exact "{words}" ; oa:hasSource source:invented ; '
        f"oa:start {start} ; oa:end {start + len(words)} ."
    )


def figure(name: str, words: str, value: str, unit: str, comparator: str, more: str = "") -> str:
    """Return a target with its quotation in Turtle."""
    return (
        f":{name} a qs:Target ; qs:value {value} ; qs:unit unit:{unit} ; "
        f"qs:comparator comparator:{comparator} ; qs:evidence :{name}-evidence {more}.\n"
        + quotation(f"{name}-evidence", words)
    )


def sentence(start: int, end: int, name: str) -> str:
    """Return a sentence of `TEXT` in Turtle."""
    return f":{name} a qs:Sentence ; oa:hasSource source:invented ; oa:start {start} ; oa:end {end} ."


def invented(records: list[str], folder: Path) -> Path:
    """Write a document about `TEXT` with `records` in canonical form, and the text next to it."""
    sources, documents = folder / "texts", folder / "documents"
    for each in (sources, documents):
        each.mkdir(exist_ok=True)
    (sources / "invented.txt").write_text(TEXT, encoding="utf-8")
    own = f"{BASE}source/invented/"
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    source = (
        'source:invented a qs:Source ; qs:fileName "invented.txt" ; dcterms:issued "2024-01-31"^^xsd:date ; '
        f'qs:sha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}" .'
    )
    path = documents / "invented.ttl"
    text = "\n".join([prefixes, f"@prefix : <{own}> .", source, *records])
    path.write_text(canonical_form(parse(text, path).triples, own=own), encoding="utf-8")
    return path


FAULTS = [
    "body:stray a qs:Institution .",
    "source:invented qs:characters 99 .",
    ":unknown-class a qs:Targett .",
    ":unknown-property qs:perriod 5 .",
    ":unknown-record qs:region region:guizhuo .",
    ":nowhere-near qs:region region:zzzzzzzz .",
    figure("other-value", "产品合格率达到95%以上", "96.0", "percent", "at-least"),
    figure("other-unit", "产品合格率达到95%以上", "95.0", "jia", "at-least"),
    figure("other-comparator", "产品合格率达到95%以上", "95.0", "percent", "exactly"),
    figure("other-year", "到2025年，产品合格率达到95%以上", "95.0", "percent", "at-least",
           '; qs:period "2026" ; qs:periodStated true '),
    figure("other-year-implied", "新增品牌30家", "30.0", "jia", "exactly",
           '; qs:period "2035" ; qs:periodStated false ; qs:periodEvidence :year-2025 '),
    figure("right", "新增品牌30家", "30.0", "jia", "exactly",
           '; qs:period "2025" ; qs:periodStated false ; qs:periodEvidence :year-2025 '),
    quotation("year-2025", "到2025年"),
    quotation("year-2023", "2023年"),
    quotation("moved", "工作报告", shift=1),
    ':reworded a qs:Quotation ; oa:exact "质量公作" ; oa:hasSource source:invented ; oa:start 2 ; oa:end 6 .',
    quotation("too-long", LONG),
    ':empty a qs:Quotation ; oa:exact "" ; oa:hasSource source:invented ; oa:start 2 ; oa:end 2 .',
    *(sentence(start, end, f"sentence-{start:05d}") for start, end in sentences(TEXT)[1:]),
    sentence(3, 5, "sentence-unreal"),
    quotation("needless", "质").replace("qs:Quotation", 'qs:Repair ; qs:meant "质"'),
]  # fmt: skip

FOUND = [
    # check, subject, part of its line, part of the English message, part of the Chinese one
    ("wrong-file", "stray", "body:stray", "move it to the file of its family", "请移至所属文件"),
    (
        "unknown-term",
        "unknown-class",
        "qs:Targett",
        "unknown class qs:Targett; did you mean qs:Target?",
        "未知的类 qs:Targett；您是否指 qs:Target？",
    ),
    (
        "unknown-term",
        "unknown-property",
        "qs:perriod",
        "unknown term qs:perriod; did you mean qs:period?",
        "未知的术语 qs:perriod；您是否指 qs:period？",
    ),
    (
        "unknown-term",
        "unknown-record",
        "region:guizhuo",
        "unknown record region:guizhuo; did you mean region:guizhou?",
        "未知的记录 region:guizhuo；您是否指 region:guizhou？",
    ),
    ("unknown-term", "nowhere-near", "region:zzzzzzzz", "define it, or correct the name", "请先定义"),
    (
        "figure-value",
        "other-value",
        "qs:value",
        "the value is 96.0, the quotation says 95",
        "数值为 96.0，而引语为 95",
    ),
    ("figure-unit", "other-unit", "qs:unit", "correct the unit or the quotation", "请更正单位或引语"),
    ("figure-comparator", "other-comparator", "qs:comparator", "gives >=; correct it", "的措辞为 >=；请更正"),
    (
        "claim-period",
        "other-year",
        "qs:period ",
        "the sentence of the quotation does not give the year 2026",
        "引语所在的句子没有给出 2026 年",
    ),
    (
        "claim-period",
        "other-year-implied",
        "qs:period ",
        "the evidence of the period does not give the year 2035",
        "时期证据没有给出 2035 年",
    ),
    (
        "quotation-position",
        "moved",
        "oa:start",
        "the words are at 4-8; correct the offsets",
        "该文字位于 4-8；请更正位置",
    ),
    (
        "quotation-position",
        "reworded",
        "oa:exact",
        "the words are not in the text",
        "全文没有这段文字",
    ),
    (
        "quotation-length",
        "too-long",
        "oa:exact",
        "but 1 to 60 are allowed; shorten it",
        "应为 1 至 60 个；请缩短",
    ),
    ("quotation-length", "empty", "oa:exact", "the quotation has 0 characters", "引语有 0 个字符"),
    (
        "sentence-missing",
        "invented",
        "source:invented a",
        "the sentence at 0-8 “某省质量工作报告",
        "0-8 处的句子“某省质量工作报告",
    ),
    (
        "sentence-unreal",
        "sentence-unreal",
        "oa:start",
        "there is no sentence of the text at 3-5",
        "没有这个句子",
    ),
    (
        "source-characters",
        "invented",
        "qs:characters 99",
        f"invented.txt has {len(TEXT)} characters, not 99",
        f"invented.txt 有 {len(TEXT)} 个字符，而不是 99 个",
    ),
    ("digits-open", "invented", "source:invented a", "are in no quotation", "不在任何引语中"),
    (
        "damage-open",
        "invented",
        "source:invented a",
        "强化督?检查，确保各项任”): a question mark in place of a character; restore the text, or record",
        "问号代替了字符；请恢复原文，或将本来的每个字符录为 qs:Repair",
    ),
    (
        "repair-needless",
        "needless",
        "oa:start",
        "no damage found at 2-3; remove the repair",
        "2-3 处未见损坏；请删除该修复",
    ),
]


@dataclass(frozen=True)
class Faulty:
    """A document full of faults, and what its validation found."""

    folder: Path
    path: Path
    report: Report


@pytest.fixture(scope="module")
def faulty(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Faulty:
    """An invented document with one fault of each kind, validated with its text."""
    folder = tmp_path_factory.mktemp("faulty")
    path = invented(FAULTS, folder)
    return Faulty(folder, path, validate(project, [path], folder / "texts"))


@pytest.mark.parametrize(
    ("check", "subject", "at", "en", "zh"), FOUND, ids=[f"{c}-{s}" for c, s, *_ in FOUND]
)
def test_an_error_of_each_kind_is_found_at_its_line_and_reported_with_its_fix(
    faulty: Faulty, check: str, subject: str, at: str, en: str, zh: str
) -> None:
    found = [
        finding
        for finding in faulty.report.findings
        if finding.check == check and finding.subject.rpartition("/")[2] == subject
    ]
    assert len(found) == 1, (
        f"{check} found of {subject}:\n{listed(found)}all:\n{listed(faulty.report.findings)}"
    )
    finding = found[0]
    assert en in finding.message("en")
    assert zh in finding.message("zh")
    assert finding.path == faulty.path
    assert finding.line is not None
    assert at in faulty.path.read_text(encoding="utf-8").splitlines()[finding.line - 1]


def test_each_fault_is_found_once_and_nothing_else_by_the_same_checks(faulty: Faulty) -> None:
    checks = {check for check, *_ in FOUND}
    found = sorted(
        (f.check, f.subject.rpartition("/")[2]) for f in faulty.report.findings if f.check in checks
    )
    assert found == sorted((check, subject) for check, subject, *_ in FOUND), listed(faulty.report.findings)


def test_a_file_out_of_order_is_found_at_the_first_line_that_differs(
    project: Project, tmp_path: Path
) -> None:
    text = (project.root / "data" / "regions.ttl").read_text(encoding="utf-8")
    path = tmp_path / "regions.ttl"
    at = text.index("\n\n") + 1
    path.write_text(text[:at] + "\n" + text[at:], encoding="utf-8")
    (finding,) = validate(project, [path]).findings
    assert (finding.check, finding.path) == ("canonical-form", path)
    assert finding.line == text.count("\n", 0, at) + 2
    assert "run kg format" in finding.message("en")
    assert "请运行 kg format" in finding.message("zh")


# How findings are reported


def test_messages_come_in_the_language_asked_for(faulty: Faulty, kg: Run) -> None:
    arguments = ("validate", faulty.path, "--sources", faulty.folder / "texts")
    english, chinese = kg(*arguments), kg(*arguments, "--lang", "zh")
    assert (english.code, chinese.code) == (1, 1)
    assert ": violation: the value is 96.0, the quotation says 95 " in english.out
    assert ": 错误: 数值为 96.0，而引语为 95" in chinese.out


def test_each_finding_is_on_one_line_that_begins_with_its_place(faulty: Faulty, kg: Run) -> None:
    for lang in ("en", "zh"):
        rows = kg(
            "validate", faulty.path, "--sources", faulty.folder / "texts", "--lang", lang
        ).out.splitlines()
        strays = [row for row in rows if re.match(re.escape(str(faulty.path)) + r":\d+: ", row) is None]
        assert strays == [], "lines of the output that are not a finding"
        assert len(rows) == len(faulty.report.findings)


def test_json_has_every_finding_with_its_place_and_both_languages(faulty: Faulty, kg: Run) -> None:
    said = kg("validate", faulty.path, "--sources", faulty.folder / "texts", "-f", "json")
    assert said.code == 1
    written = json.loads(said.out)
    assert len(written) == len(faulty.report.findings)
    for each, finding in zip(written, faulty.report.findings, strict=True):
        assert each == {
            "path": faulty.path.as_posix(),
            "line": finding.line,
            "severity": finding.severity,
            "check": finding.check,
            "subject": finding.subject,
            "message_en": finding.message("en"),
            "message_zh": finding.message("zh"),
        }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_has_what_the_standard_requires(faulty: Faulty, kg: Run, lang: str) -> None:
    said = kg("validate", faulty.path, "-f", "sarif", "--lang", lang, "--sources", faulty.folder / "texts")
    assert said.code == 1
    written = json.loads(said.out)
    assert (written["version"], len(written["runs"])) == ("2.1.0", 1)
    assert written["$schema"].startswith("https://")
    run = written["runs"][0]
    driver = run["tool"]["driver"]
    assert driver["name"] == "kg"
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules)), "a rule is listed twice"
    assert len(run["results"]) == len(faulty.report.findings)
    for result, finding in zip(run["results"], faulty.report.findings, strict=True):
        assert result["ruleId"] in rules
        assert result["level"] == ("error" if finding.severity == "violation" else "warning")
        assert result["message"]["text"] == finding.message(lang)
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == faulty.path.as_posix()
        assert location["physicalLocation"]["region"]["startLine"] == finding.line
        assert location["logicalLocations"] == [{"fullyQualifiedName": finding.subject}]


def test_the_place_of_a_sarif_result_is_a_uri() -> None:
    # RFC 3986 knows neither spaces nor Chinese characters; section 3.4.3 of SARIF 2.1.0 asks for a URI.
    finding = Finding("figure-value", "urn:x", Phrase("wrong"), path=Path("我的 数据/a%b.ttl"), line=3)
    written = json.loads(write_findings((finding,), "sarif", "en", lambda path: path))
    uri = written["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~/:@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+", uri) is not None, uri
    assert uri == "%E6%88%91%E7%9A%84%20%E6%95%B0%E6%8D%AE/a%25b.ttl"


@pytest.mark.parametrize("line", [None, 1, 7])
def test_lines_begin_at_one_also_where_a_finding_has_none(line: int | None) -> None:
    finding = Finding("figure-value", "urn:x", Phrase("wrong"), path=Path("a.ttl"), line=line)
    written = json.loads(write_findings((finding,), "sarif", "en", lambda path: path))
    place = written["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == (line or 1)
    assert write_findings((finding,), "text", "en", lambda path: path).startswith(f"a.ttl:{line or 1}: ")


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_no_findings_are_written_in_every_form(form: str) -> None:
    written = write_findings((), form, "en", lambda path: path)
    if form == "text":
        assert written == ""
    elif form == "json":
        assert json.loads(written) == []
    else:
        assert json.loads(written)["runs"][0]["results"] == []


def test_findings_go_to_a_file_that_is_named(faulty: Faulty, kg: Run, tmp_path: Path) -> None:
    output = tmp_path / "findings.json"
    said = kg("validate", faulty.path, "-f", "json", "-o", output)
    assert (said.code, said.out) == (1, "")
    assert len(json.loads(output.read_text(encoding="utf-8"))) > 0


# Without the texts, and with a path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_the_texts_it_says_so_once_and_checks_the_rest(faulty: Faulty, kg: Run, lang: str) -> None:
    said = kg("validate", faulty.path, "--lang", lang)
    assert said.code == 1
    assert said.err.count(NOTE[lang]) == 1
    checks = set(re.findall(r"\[([a-z-]+)\]$", said.out, re.MULTILINE))
    assert {"figure-value", "figure-unit", "figure-comparator", "claim-period", "quotation-length"} <= checks
    assert checks.isdisjoint({"quotation-position", "sentence-missing", "sentence-unreal", "digits-open"})


def test_with_the_texts_it_does_not_say_that_they_lack(faulty: Faulty, kg: Run) -> None:
    said = kg("validate", faulty.path, "--sources", faulty.folder / "texts")
    assert NOTE["en"] not in said.err
    assert "1 files, 1 sources, 1 texts: " in said.err


def test_a_file_without_a_source_needs_no_texts(project: Project, kg: Run) -> None:
    said = kg("validate", project.root / "data" / "regions.ttl")
    assert (said.code, said.out) == (0, ""), said.out
    assert NOTE["en"] not in said.err


def test_the_folder_of_the_texts_may_be_set_in_the_environment(
    faulty: Faulty, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_SOURCES", str(faulty.folder / "texts"))
    assert "[quotation-position]" in kg("validate", faulty.path).out


@pytest.fixture
def disordered(project: Project, tmp_path: Path) -> Path:
    """A checkout of which two files are out of order."""
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(project.root / folder, tmp_path / folder)
    for name in ("brands.ttl", "events.ttl"):
        path = tmp_path / "data" / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["data/brands.ttl"], {"brands.ttl"}),
        (["data/regions.ttl"], set()),
        (["data/brands.ttl", "data/events.ttl"], {"brands.ttl", "events.ttl"}),
        (["ontology"], set()),
    ],
    ids=["one", "another", "both", "folder"],
)
def test_a_path_limits_the_findings_to_its_files(
    disordered: Path, kg: Run, asked: list[str], found: set[str]
) -> None:
    said = kg("validate", "--root", disordered, *(disordered / each for each in asked))
    assert said.code == (1 if len(found) > 0 else 0), said.out
    assert {Path(row.split(":")[0]).name for row in said.out.splitlines()} == found


def test_a_folder_means_all_files_below_it(planted: Report) -> None:
    assert {path.stem for path in planted.files} == set(PLANTED)
    assert {finding.path.stem for finding in planted.findings if finding.path is not None} <= set(PLANTED)


# What is validated, and against what


def test_standard_input_is_validated_as_its_file_is(
    kg: Run, project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = project.root / "data" / "documents" / "guizhou-2023-status-report.ttl"
    wrong = path.read_text("utf-8").replace("qs:value ", "qs:value 7", 1)
    copy = tmp_path / path.name
    for text in (wrong, path.read_text("utf-8")):
        copy.write_text(text, "utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))
        piped, named = kg("validate", "-"), kg("validate", copy)
        assert piped.code == named.code == (1 if text == wrong else 0)
        assert piped.out == named.out.replace(str(copy), "-")


def test_standard_input_that_describes_other_records_replaces_no_file(
    kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "@prefix : <https://w3id.org/quality-strategy/region/> .\n<urn:a> <urn:b> 1 .\n:hebei <urn:b> 1 .\n"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))
    said = kg("validate", "-")
    assert "unknown" not in said.out
    assert "seal" not in said.out


def test_a_pipe_is_validated(project: Project) -> None:
    command = f"printf '<urn:a> a <urn:b>' | {sys.executable} -m kg validate /dev/stdin"
    done = subprocess.run(
        ["sh", "-c", command], cwd=project.root, check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith("kg: /dev/stdin:1: not valid Turtle: ")


@pytest.mark.parametrize(("folder", "suffix"), [("shapes", "ttl"), ("queries/checks", "rq")])
def test_a_project_without_shapes_or_checks_is_an_error(
    kg: Run, project: Project, tmp_path: Path, folder: str, suffix: str
) -> None:
    for each in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(project.root / each, tmp_path / each)
    for path in (tmp_path / folder).glob(f"*.{suffix}"):
        path.unlink()
    said = kg("validate", tmp_path / "data" / "regions.ttl", "--root", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"kg: {tmp_path / folder}: cannot read it: it contains no files that can be checked against; "
        "check the path\n"
    )
