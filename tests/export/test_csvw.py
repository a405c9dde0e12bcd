"""CSV with W3C metadata: valid, described in both languages, and the graph's statements when converted."""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import uritemplate
from csvw.metadata import CSVW
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.export import export, format_of
from kg.export.book import Book
from kg.export.cells import SEPARATOR, text_of
from kg.export.csvw import LINKS, METADATA, write_csvw
from kg.files import write_folder_atomically
from kg.project import Project
from kg.rdf.answers import plain
from kg.rdf.formulas import guard, is_formula, unguard
from kg.rdf.namespaces import ELI, XSD
from kg.rdf.turtle import read
from tests.export.conftest import made_up
from tests.length import LONG
from tests.strategies import SPITE

Statement = tuple[str, str, str, str]
"""Subject, property, object, and the language or datatype of the object, "" for an IRI."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def files(book: Book) -> dict[str, bytes]:
    return write_csvw(book)


@pytest.fixture(scope="module")
def described(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[METADATA])
    return found


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8"), newline="")))


# --- the standard --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def part(project: Project) -> Mapping[str, bytes]:
    """The files of one source, which are fewer: the validator takes half a minute for those of all."""
    written = export(project, format_of("csvw", None), ["guizhou-2023-status-report"])
    assert not isinstance(written, bytes)
    return written


def faults(folder: Path) -> list[str]:
    """Return what a validator of CSV on the Web has to say against the files in a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = CSVW(str(folder / METADATA), validate=True)
            for table in found.tables:
                for _ in table.iterdicts():  # `is_valid` only logs a wrong value
                    pass
                if not table.check_primary_key():
                    return [f"{table.url}: primary key"]
            return [str(each.message) for each in found.warnings]
        except ValueError as error:
            return [str(error)]


@pytest.mark.parametrize("which", ["files", "part"] if LONG else ["part"])
def test_the_files_are_valid_csv_on_the_web(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    write_folder_atomically(tmp_path / "tables", request.getfixturevalue(which))
    assert faults(tmp_path / "tables") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b",4.7,", b",four,", "for decimal"),
        (
            b"observation-industrial-product-nonconformity-rate",
            b"observation-status-report-areas",
            "primary key",
        ),
        (b",2023,true,", b",2023,perhaps,", "for boolean"),
    ],
)
def test_the_validator_finds_what_is_wrong(
    part: Mapping[str, bytes], tmp_path: Path, old: bytes, new: bytes, fault: str
) -> None:
    assert old in part["observation.csv"]
    broken = {**part, "observation.csv": part["observation.csv"].replace(old, new, 1)}
    write_folder_atomically(tmp_path / "tables", broken)
    assert fault in " ".join(faults(tmp_path / "tables"))


def test_every_file_is_described_and_every_description_has_its_file(
    files: dict[str, bytes], described: dict[str, Any]
) -> None:
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert sorted(table["url"] for table in described["tables"]) == sorted(set(files) - {METADATA})


def test_the_columns_of_a_file_are_those_that_are_described(
    files: dict[str, bytes], described: dict[str, Any]
) -> None:
    for table in described["tables"]:
        columns = [each for each in table["tableSchema"]["columns"] if not each.get("virtual", False)]
        header, *lines = rows_of(files[table["url"]])
        assert header == [each["name"] for each in columns]
        assert {len(line) for line in lines} == {len(columns)}


def test_every_table_and_column_is_described_in_both_languages(described: dict[str, Any]) -> None:
    said = [described["dc:title"], described["dc:description"], described["rdfs:comment"]]
    for table in described["tables"]:
        said += [table["dc:title"], table["dc:description"]]
        for column in table["tableSchema"]["columns"]:
            if not column.get("virtual", False):
                said.append(column["dc:description"])
                assert table["url"] == LINKS or set(column["titles"]) == {"en", "zh-Hans"}
    for words in said:
        by_language = {each["@language"]: each["@value"] for each in words}
        assert sorted(by_language) == ["en", "zh-Hans"]
        assert CHINESE.search(by_language["zh-Hans"])
        assert re.search("[A-Za-z]{3}", by_language["en"])


def test_the_description_names_licence_and_citation(described: dict[str, Any], book: Book) -> None:
    assert described["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert described["dc:bibliographicCitation"] == book.citation != ""


def test_the_rows_are_those_of_the_sheets(files: dict[str, bytes], book: Book) -> None:
    for sheet in book.sheets:
        _, *lines = rows_of(files[f"{sheet.name}.csv"])
        expected = []
        for row in sheet.rows:
            cells = zip(sheet.columns, row, strict=True)
            texts = [(column.kind, SEPARATOR.join(map(text_of, cell))) for column, cell in cells]
            expected.append([guard(text) if kind == "text" else text for kind, text in texts])
        assert lines == expected, sheet.name


# --- conversion to RDF ---------------------------------------------------------------------------------


def converted(files: Mapping[str, bytes], described: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield the statements that CSV2RDF (https://www.w3.org/TR/csv2rdf/) makes of the files, minimal mode.

    Only what this metadata uses of the standard is here. The apostrophe that keeps a text from being a
    formula is taken away, as the description asks.
    """
    for table in described["tables"]:
        schema = table["tableSchema"]
        _, *lines = rows_of(files[table["url"]])
        real = [each for each in schema["columns"] if not each.get("virtual", False)]
        for line in lines:
            row: dict[str, Any] = {column["name"]: cell for column, cell in zip(real, line, strict=True)}
            about = uritemplate.expand(schema["aboutUrl"], row)
            for column in schema["columns"]:
                if "propertyUrl" not in column or column.get("suppressOutput", False):
                    continue
                property_ = uritemplate.expand(column["propertyUrl"], row)
                cell = row.get(column["name"], "")
                if column.get("virtual", False):
                    yield about, property_, column["valueUrl"], ""
                elif cell == "":
                    continue  # the standard reads an empty cell as null
                elif "valueUrl" in column:
                    yield about, property_, uritemplate.expand(column["valueUrl"], row), ""
                else:
                    text = unguard(cell) if column["datatype"] == "string" else cell
                    kind = column.get("lang", XSD + column["datatype"])
                    values = text.split(column["separator"]) if "separator" in column else [text]
                    for value in values:
                        yield about, property_, value, kind


def test_the_files_give_back_the_statements_of_every_record(
    files: dict[str, bytes], described: dict[str, Any], book: Book, project: Project
) -> None:
    records = {text_of(row[0][0]) for sheet in book.sheets for row in sheet.rows}
    expected: set[Statement] = set()
    for path in project.graph_files:
        for subject, predicate, object_ in read(path).triples:
            if isinstance(subject, ox.NamedNode) and subject.value in records:
                kind = ""
                if isinstance(object_, ox.Literal):
                    kind = object_.language or object_.datatype.value
                    kind = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(kind, kind)
                    if predicate.value in (ELI + "date_document", ELI + "date_publication"):
                        kind = XSD + "string"  # some are a year or a month, and a column has one datatype
                assert not isinstance(object_, ox.BlankNode | ox.Triple)
                expected.add((subject.value, predicate.value, plain(object_), kind))
    found = set(converted(files, described))
    assert len(expected) > 20_000
    assert sorted(found - expected)[:5] == []
    assert sorted(expected - found)[:5] == []


def test_the_links_are_those_of_properties_with_several_objects(
    files: dict[str, bytes], described: dict[str, Any]
) -> None:
    header, *lines = rows_of(files[LINKS])
    assert header == ["subject", "property", "object"]
    assert len({tuple(line) for line in lines}) == len(lines) > 1000
    several = {(subject, property_) for subject, property_, _ in lines}
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            if "valueUrl" in column and "separator" in column:
                pytest.fail(f"{column['name']}: the standard gives a cell one value URL")
    assert len(several) < len(lines)


# --- what a spreadsheet could take for a formula ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "\tno sign",
        "\rno sign",
        "\nno sign",
        "\0no sign",
        " =1",
        "\u3000=1",
        "\ufeff=1",
        "＝1",
        "＠x",
    ],
)
def test_a_text_like_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert is_formula(text)
    assert guard(text) == "'" + text
    ((_, cell),) = rows_of(write_csvw(made_up([text]))["thing.csv"])[1:]
    assert cell == "'" + text


@pytest.mark.parametrize("text", ["", "质量强省", "a=b", "1+1", "36-40", "user@host", "a\tb"])
def test_any_other_text_is_unchanged(text: str) -> None:
    assert guard(text) == text


def test_an_apostrophe_at_the_beginning_is_doubled_so_that_one_can_be_taken_away() -> None:
    assert guard("'tis") == "''tis"
    assert unguard("''tis") == "'tis"


def test_a_negative_number_stays_a_number() -> None:
    ((_, cell),) = rows_of(write_csvw(made_up([-5], "integer"))["thing.csv"])[1:]
    assert cell == "-5"


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(), st.sampled_from(sorted(SPITE))).filter(bool), min_size=1))
def test_no_cell_begins_as_a_formula_does_and_none_loses_a_character(values: list[str]) -> None:
    texts = [each for each in values if re.search("[\ud800-\udfff]", each) is None]
    content = write_csvw(made_up(list(texts)))["thing.csv"]
    cells = [cell for _, cell in rows_of(content)[1:]]
    assert [cell for cell in cells if is_formula(cell)] == []
    assert [unguard(cell) for cell in cells] == texts


@settings(deadline=None)
@given(st.lists(st.text(alphabet="a'=|¦‖", min_size=1), min_size=2, max_size=5))
def test_several_texts_in_one_cell_can_be_separated(values: list[str]) -> None:
    ((_, cell),) = rows_of(write_csvw(made_up(list(values), many=True))["thing.csv"])[1:]
    assert not is_formula(cell)
    assert unguard(cell).split(SEPARATOR) == values


# --- where they are written ------------------------------------------------------------------------------


def test_a_folder_with_other_files_is_not_changed(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match=r"the folder contains notes\.txt, which would be lost"):
        write_folder_atomically(tmp_path, files)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
