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
from tests.queries.rows import PROJECT

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
