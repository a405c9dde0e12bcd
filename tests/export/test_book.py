"""The book of tables: the foreword, and the texts of the headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import SyntaxFault
from kg.export.book import FOREWORD, Book, book_of
from kg.project import FOLDERS, Project
from kg.rdf.namespaces import QS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_foreword_is_in_both_languages() -> None:
    for words in (each for pair in FOREWORD for each in pair):
        assert CHINESE.search(words.zh)
        assert re.search("[a-z]{3}", words.en)


def test_the_foreword_distinguishes_the_three_states() -> None:
    said = dict(FOREWORD)
    (absence,) = (words for heading, words in said.items() if heading.en == "What is absent")
    for state in ("found", "absent", "not coded"):
        assert state in absence.en
    for state in ("有", "通读而无", "未读"):
        assert state in absence.zh


def test_every_source_says_how_far_it_was_coded(book: Book, project: Project) -> None:
    assert sorted(each.name for each in book.sources) == sorted(path.stem for path in project.documents)
    assert {each.extent for each in book.sources} == {("fully coded", "通读")}


def test_licence_and_citation_are_those_of_the_project(book: Book) -> None:
    assert book.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert book.citation.startswith("The curators of the quality-strategy knowledge graph. ")
    assert "Version " in book.citation


def project_citing(text: str, root: Path) -> Project:
    for folder in FOLDERS:
        (root / folder).mkdir()
    (root / "ontology" / "quality-strategy.ttl").write_text("", encoding="utf-8")
    (root / "CITATION.cff").write_text(text, encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize("text", ["title: [", "title: A graph", "authors: none\ntitle: A graph", "[]"])
def test_a_citation_without_authors_is_an_error_in_that_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(SyntaxFault) as caught:
        book_of(project_citing(text, tmp_path))
    assert caught.value.path == tmp_path / "CITATION.cff"


def test_persons_and_a_doi_are_cited(tmp_path: Path) -> None:
    text = "authors: [{family-names: Li, given-names: Na}, {name: Curators}]\ntitle: A graph\ndoi: 10.1/x\n"
    assert book_of(project_citing(text, tmp_path)).citation == "Li, Na; Curators. A graph. 10.1/x."


# --- the words of borrowed terms ------------------------------------------------------------------------


def test_every_borrowed_term_that_a_column_states_has_words_of_its_own(book: Book) -> None:
    columns = [each for sheet in book.sheets for each in sheet.columns if each.property is not None]
    borrowed = [each for each in columns if not (each.property or "").startswith(QS)]
    assert len(borrowed) > 20
    for column in borrowed:
        for words in (column.title, column.note):
            assert CHINESE.search(words.zh), column.name
            assert re.search("[a-z]{3}", words.en), column.name
