"""Declared counts: a record too few is a violation, one too many a warning, each at its line."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError, MissingFile, SyntaxFault
from kg.project import FOLDERS, Project
from kg.rdf.records import Records
from kg.rdf.turtle import parse
from kg.validation import validate
from kg.validation.counts import Change, check_counts, classes_of, count_records, update_counts
from kg.validation.expected import read_expected, write_expected
from tests.conftest import ROOT, Run

TWO_TARGETS = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix qs: <https://w3id.org/quality-strategy/ontology#> .
<urn:a> a qs:Target .
<urn:b> a qs:Target .
<urn:c> a owl:Class .
"""

Declared = Callable[[str], Path]


@pytest.fixture
def declared(tmp_path: Path) -> Declared:
    def write(text: str) -> Path:
        path = tmp_path / "expected.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def found(path: Path, *tables: str) -> list[tuple[str, int | None, str]]:
    """Return severity, line and message of each finding on a file `own.ttl` with two targets."""
    own, expected = Path("own.ttl"), read_expected(path)
    counts = count_records(
        [(own, classes_of(Records(parse(TWO_TARGETS, own).triples)))], [*expected, *tables]
    )
    return [(each.severity, each.line, each.message("en")) for each in check_counts(path, expected, counts)]


def test_right_counts_give_no_finding(declared: Declared) -> None:
    assert found(declared("[graph]\nTarget = 2\n[own]\nTarget = 2\nGoal = 0\n")) == []


@pytest.mark.parametrize(
    ("count", "severity", "cure"),
    [
        (3, "violation", "restore the missing records, or run kg validate --update-counts --allow-fewer"),
        (1, "warning", "run kg validate --update-counts"),
    ],
)
def test_wrong_count_is_found_at_its_line(declared: Declared, count: int, severity: str, cure: str) -> None:
    path = declared(f"[graph]\nTarget = 2\n\n[own] # its own\nGoal = 0\nTarget = {count}\n")
    expected = f"own has 2 records of qs:Target, {count} are declared; {cure}"
    assert found(path) == [(severity, 6, expected)]


def test_class_without_a_number_is_a_warning_at_its_table(declared: Declared) -> None:
    expected = "own has 2 records of qs:Target, 0 are declared; run kg validate --update-counts"
    assert found(declared("[graph]\nTarget = 2\n\n[own]\nGoal = 0\n")) == [("warning", 4, expected)]


def test_document_without_a_table_is_one_warning(declared: Declared) -> None:
    expected = "there is no table [own]; run kg validate --update-counts"
    assert found(declared("[graph]\nTarget = 2\n"), "own") == [("warning", 1, expected)]


def test_table_without_a_file_counts_as_empty(declared: Declared) -> None:
    assert [severity for severity, _, _ in found(declared("[gone]\nTarget = 1\n"))] == ["violation"]


@pytest.mark.parametrize("text", ["[own]\nTarget = true", "[own]\nTarget = 1.0", "Target = 2", "[own"])
def test_declaration_of_another_form_is_a_syntax_fault(declared: Declared, text: str) -> None:
    with pytest.raises(SyntaxFault):
        read_expected(declared(text))


def test_missing_declaration_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_expected(tmp_path / "expected.toml")


def test_validation_of_the_graph_compares_the_counts(project: Project, tmp_path: Path) -> None:
    for folder in FOLDERS:
        shutil.copytree(project.root / folder, tmp_path / folder)
    expected = tmp_path / "data" / "expected.toml"
    lines = expected.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("Target = "))
    lines[line - 1] = "Target = 100000"
    expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = [each for each in validate(Project(tmp_path)).findings if each.check == "record-count"]
    assert [(each.path, each.line, each.severity) for each in counts] == [(expected, line, "violation")]


# Writing

TABLES = """# How many records there are.

[graph]
Action = 3
Target = 0x10 # sixteen

# The first source.
[b]
Action = 3 # comment
# Goals are few.
Goal=1

[d]
"""


def test_only_the_lines_of_new_numbers_change(declared: Declared) -> None:
    path = declared(TABLES)
    write_expected(path, {"graph": {"Target": 17}, "b": {"Action": 4, "Goal": 0}})
    expected = TABLES.replace("0x10 #", "17 #").replace("3 # comment", "4 # comment").replace("l=1", "l=0")
    assert path.read_text(encoding="utf-8") == expected


def test_new_class_is_added_in_the_order_of_names(declared: Declared) -> None:
    path = declared(TABLES)
    write_expected(path, {"graph": {"Goal": 1, "Unit": 2}, "b": {"Brand": 5}, "d": {"Action": 1}})
    assert path.read_text(encoding="utf-8") == (
        TABLES.replace("\nTarget = 0x10 # sixteen", "\nGoal = 1\nTarget = 0x10 # sixteen\nUnit = 2")
        .replace("comment\n", "comment\nBrand = 5\n")
        .replace("[d]\n", "[d]\nAction = 1\n")
    )


@pytest.mark.parametrize(
    ("table", "before"), [("a", "# The first source.\n[b]"), ("c", "[d]"), ("e", None)], ids="ace"
)
def test_new_table_is_added_in_the_order_of_names(declared: Declared, table: str, before: str | None) -> None:
    path = declared(TABLES)
    write_expected(path, {table: {"Action": 1, "Goal": 2}})
    new = f"[{table}]\nAction = 1\nGoal = 2\n"
    expected = TABLES.replace(before, f"{new}\n{before}") if before is not None else f"{TABLES}\n{new}"
    assert path.read_text(encoding="utf-8") == expected


def test_table_of_the_whole_graph_comes_first(declared: Declared) -> None:
    path = declared("[a]\nGoal = 1\n")
    write_expected(path, {"graph": {"Goal": 1}})
    assert path.read_text(encoding="utf-8") == "[graph]\nGoal = 1\n\n[a]\nGoal = 1\n"


@pytest.mark.parametrize("text", ["own = {Target = 1}\n", "own.Target = 1\n"])
def test_table_in_another_notation_is_refused_and_left_alone(declared: Declared, text: str) -> None:
    path = declared(text)
    with pytest.raises(KgError, match="it cannot be updated; write each table as a"):
        write_expected(path, {"own": {"Target": 2}})
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("allow_fewer", [False, True])
def test_number_is_lowered_only_if_that_is_allowed(declared: Declared, allow_fewer: bool) -> None:
    path = declared("[own]\nGoal = 2\nTarget = 2\n")
    changes = update_counts(path, {"own": Counter(Goal=3, Target=1)}, allow_fewer=allow_fewer)
    assert changes == (Change("own", "Goal", 2, 3, True), Change("own", "Target", 2, 1, allow_fewer))
    assert read_expected(path) == {"own": {"Goal": 3, "Target": 1 if allow_fewer else 2}}


def test_right_numbers_are_not_written_again(declared: Declared) -> None:
    path = declared("[own]\nGoal = 0x2")
    assert update_counts(path, {"own": Counter(Goal=2)}, allow_fewer=True) == ()
    assert path.read_text(encoding="utf-8") == "[own]\nGoal = 0x2"


# The command

GOALS = "[graph]\nGoal = {}\n\n[a]\nGoal = {}\n\n[b]\nGoal = {}\n"

Update = Callable[..., tuple[int, list[str], str]]
"""Updates a declaration; returns exit code, what was said of numbers, and the declaration that results."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny checkout with a class, a shape, a check, and two documents, of two goals and of one."""
    for folder in (*FOLDERS, "data/documents", "data/derived", "queries/checks"):
        (tmp_path / folder).mkdir(exist_ok=True)
    shutil.copy(ROOT / "shapes" / "unit.ttl", tmp_path / "shapes")
    shutil.copy(ROOT / "queries" / "checks" / "day-not-a-date.rq", tmp_path / "queries" / "checks")
    qs = "@prefix qs: <https://w3id.org/quality-strategy/ontology#> .\n\n"
    ontology = f"@prefix owl: <http://www.w3.org/2002/07/owl#> .\n{qs}qs:Goal a owl:Class .\n"
    (tmp_path / "ontology" / "quality-strategy.ttl").write_text(ontology, encoding="utf-8")
    (tmp_path / "data" / "derived" / "summaries.ttl").write_text("", encoding="utf-8")
    for name, goals in (("a", ":goal-1 a qs:Goal .\n:goal-2 a qs:Goal .\n"), ("b", ":goal-1 a qs:Goal .\n")):
        own = f"@prefix : <https://w3id.org/quality-strategy/source/{name}/> .\n"
        (tmp_path / "data" / "documents" / f"{name}.ttl").write_text(own + qs + goals, encoding="utf-8")
    return tmp_path


@pytest.fixture
def updated(root: Path, kg: Run) -> Update:
    path = root / "data" / "expected.toml"

    def update(text: str, *arguments: object) -> tuple[int, list[str], str]:
        path.write_text(text, encoding="utf-8")
        said = kg("validate", "--root", root, "--update-counts", *arguments)
        return said.code, said.err.splitlines()[:-1], path.read_text(encoding="utf-8")

    return update


def test_update_adds_what_is_new_and_leaves_nothing_to_find(root: Path, updated: Update, kg: Run) -> None:
    code, lines, text = updated("[graph]\nGoal = 2\n\n[a]\n")
    assert (code, lines) == (0, ["[graph] Goal: 2 -> 3", "[a] Goal: 0 -> 2", "[b] Goal: 0 -> 1"])
    assert text == GOALS.format(3, 2, 1)
    assert kg("validate", "--root", root).out == ""
    assert updated(text) == (0, [], text)


def test_update_keeps_a_higher_number_as_a_violation(updated: Update) -> None:
    code, lines, text = updated(GOALS.format(2, 2, 5))
    assert code == 1
    assert lines == [
        "[graph] Goal: 2 -> 3",
        "[b] Goal: 5 -> 1 (fewer; not written without --allow-fewer)",
    ]
    assert text == GOALS.format(3, 2, 5)


@pytest.mark.parametrize(
    ("lang", "message"), [("en", "[b] Goal: 5 -> 1 (fewer)"), ("zh", "[b] Goal：5 -> 1（减少）")]
)
def test_update_lowers_a_number_if_that_is_allowed(updated: Update, lang: str, message: str) -> None:
    found = updated(GOALS.format(3, 2, 5), "--allow-fewer", "--lang", lang)
    assert found == (0, [message], GOALS.format(3, 2, 1))


def test_update_with_a_path_leaves_other_tables_alone(root: Path, updated: Update) -> None:
    found = updated(GOALS.format(7, 1, 7), root / "data" / "documents" / "a.ttl", "--allow-fewer")
    assert found == (0, ["[a] Goal: 1 -> 2"], GOALS.format(7, 2, 7))


def test_update_with_a_path_finds_what_its_document_lost(root: Path, updated: Update) -> None:
    found = updated(GOALS.format(3, 3, 1), root / "data" / "documents" / "a.ttl")
    message = "[a] Goal: 3 -> 2 (fewer; not written without --allow-fewer)"
    assert found == (1, [message], GOALS.format(3, 3, 1))


def test_update_adds_no_table_for_a_file_that_is_no_document(root: Path, updated: Update) -> None:
    text = "[graph]\nGoal = 3\n"
    assert updated(text, root / "ontology") == (0, [], text)


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "The numbers of records were not updated; fix the violations first."),
        ("zh", "记录数未更新；请先改正错误。"),
    ],
)
def test_update_waits_for_a_graph_without_violations(
    root: Path, updated: Update, lang: str, message: str
) -> None:
    with (root / "data" / "documents" / "b.ttl").open("a", encoding="utf-8") as file:
        file.write(":goal-2 a qs:Gaol .\n")
    assert updated("[graph]\n", "--lang", lang) == (1, [message], "[graph]\n")


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "--allow-fewer is for --update-counts; give both"),
        ("zh", "--allow-fewer 须与 --update-counts 同用"),
    ],
)
def test_fewer_records_are_allowed_only_in_an_update(
    kg: Run, monkeypatch: pytest.MonkeyPatch, lang: str, message: str
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    said = kg("validate", "--allow-fewer")
    assert (said.code, said.out, said.err) == (2, "", f"kg: {message}\n")
