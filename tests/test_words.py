"""The catalogs of texts: compiled as they are written, and whole in Chinese."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kg import words
from kg.analysis import ANALYSES
from kg.query.catalog import Catalog
from tests.conftest import ROOT
from tests.queries.rows import PROJECT
from tests.templates import MODULES, all_templates, chinese_in, places, templates_in

LANGUAGES = sorted(path.name for path in words.LOCALE.iterdir())


def catalog_of(lang: str) -> tuple[Messages, Path]:
    path = words.LOCALE / lang / "LC_MESSAGES" / "kg.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True), path


def test_each_language_has_a_catalog() -> None:
    assert tuple(LANGUAGES) == words.LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalog_is_compiled_as_it_is_written(lang: str) -> None:
    messages, path = catalog_of(lang)
    written, compiled = io.BytesIO(), path.with_suffix(".mo")
    write_mo(written, messages)
    wanted = gettext.GNUTranslations(io.BytesIO(written.getvalue()))._catalog  # type: ignore[attr-defined]
    with compiled.open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    assert {key: text for key, text in found.items() if key != ""} == {
        key: text for key, text in wanted.items() if key != ""
    }, "run: make catalogs"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_of_a_catalog_is_empty_or_fuzzy(lang: str) -> None:
    messages, _ = catalog_of(lang)
    assert [each.id for each in messages if each.id != "" and (each.string in ("", ()) or each.fuzzy)] == []


def test_every_column_of_a_query_or_an_analysis_has_a_chinese_heading() -> None:
    columns = {name for query in Catalog(PROJECT.queries).of_theme(None) for name in query.columns}
    columns |= {name for analysis in ANALYSES.values() for name in analysis.columns}
    messages, _ = catalog_of("zh")
    known = {each.id for each in messages if each.context == "column"}
    of_labels = {name for name in columns if name.endswith(("_zh", "_en"))}
    assert columns - of_labels - known == set()


def test_a_heading_without_an_entry_is_its_name_in_words() -> None:
    assert words.heading("target_period", "en") == "target period"
    assert words.heading("no_such_column", "zh") == "no such column"
    assert words.heading("region", "zh") == "地区"


def test_a_code_means_what_its_column_says() -> None:
    assert words.coded("state", "yes", "en") == "found"
    assert words.coded("comparable", "yes", "en") == "yes"
    assert (words.coded("state", "yes", "zh"), words.coded("comparable", "yes", "zh")) == ("有", "是")
    assert words.coded("state", "no such code", "zh") == "no such code"


# --- the texts of the modules ---------------------------------------------------------------------------

TEMPLATES = all_templates()


def chinese_of() -> dict[tuple[str, str], str]:
    """Return the messages of the Chinese catalog by context and English text."""
    messages, _ = catalog_of("zh")
    return {(each.context or "", str(each.id)): str(each.string) for each in messages}


def test_every_error_finding_and_text_has_a_chinese_one_with_the_same_places() -> None:
    chinese = chinese_of()
    assert len(TEMPLATES) > 200
    missing = [each for each in TEMPLATES if (each.context, each.text) not in chinese]
    assert missing == [], "add them to kg/locale/zh, then: make catalogs"
    assert [each for each in TEMPLATES if places(chinese[each.context, each.text]) != places(each.text)] == []


PLACED = {"path", "line", "where"}
"""Facts of an error that are no part of its text."""


def test_every_place_of_a_text_is_filled() -> None:
    filled = [each for each in TEMPLATES if each.facts is not None and len(each.facts - PLACED) > 0]
    assert len(filled) > 80
    assert [each for each in filled if not places(each.text) <= (each.facts or set())] == []


@pytest.mark.parametrize(
    ("source", "context", "text"),
    [
        ('KgError("no {what}", what=1)', "", "no {what}"),
        ('MissingFile(path, "it is " "empty")', "", "it is empty"),
        ('WrongValue(name, value, "{name} is odd", **facts)', "", "{name} is odd"),
        ('UnknownName(Noun("query"), name, known)', "noun", "query"),
        ('Words.of("Sheet")', "", "Sheet"),
        ('def f(path, reason="it is empty"): ...', "", "it is empty"),
    ],
)
def test_a_text_is_found_where_it_is_written(source: str, context: str, text: str) -> None:
    assert [each[:2] for each in templates_in(source, "made-up.py")] == [(context, text)]


def test_a_text_that_is_put_together_is_refused() -> None:
    with pytest.raises(ValueError, match=r"made-up\.py:1: the template is no literal"):
        list(templates_in('KgError(f"no {what}")', "made-up.py"))


def test_terms_of_other_standards_are_described_in_both_languages() -> None:
    for context in ("label of term", "definition of term"):
        english, chinese = (
            {each.id for each in catalog_of(lang)[0] if each.context == context} for lang in ("en", "zh")
        )
        assert english == chinese
        assert len(english) > 20


def test_a_list_and_alternatives_are_joined_as_the_language_does() -> None:
    assert words.said_in_all(words.Phrase("known: {names}", names=("a", "b"))) == {
        "en": "known: a, b",
        "zh": "可用：a、b",
    }
    assert words.said(words.Phrase("known: {names}", names=words.either(["a", "b", "c"])), "en") == (
        "known: a or b or c"
    )
    assert words.either(["a"]) == "a"


WITH_CHINESE = (
    "kg/chinese/",  # characters to convert, and how numbers and dates are written
    "kg/evidence/figures.py",  # how years and scores are written
    "kg/guards/",  # which words say what
)
"""Modules and folders whose subject is Chinese text, or whose words are not in the catalogs yet."""


def test_no_other_module_has_a_text_in_chinese() -> None:
    found = {}
    for path in MODULES:
        name = path.relative_to(ROOT).as_posix()
        lines = chinese_in(path.read_text("utf-8"))
        if len(lines) > 0 and not name.startswith(WITH_CHINESE):
            found[name] = lines
    assert found == {}, "write it in English, and the Chinese into kg/locale/zh"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('"""文"""\nname = "文"', [2]),
        ('name = f"{x}文"', [1]),
        ('name = "[\\u4e00-\\u9fff]"', []),
        ('def f():\n    """文"""\n    return "，"', []),
    ],
)
def test_a_text_in_chinese_is_found(source: str, lines: list[int]) -> None:
    assert chinese_in(source) == lines
