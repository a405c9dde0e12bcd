"""The catalog: a value lands in its place, whole and alone; what is wrong is named with its cure."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError, MissingFile, SyntaxFault, UnknownName, WrongValue
from kg.query.catalog import CannedQuery, Catalog, read_query
from kg.rdf.namespaces import BASE, XSD

HEADER = """\
#+ title: {en: A question, zh: 一个问题}
#+ description: {en: It asks., zh: 提问。}
"""

ALL_TYPES = (
    HEADER
    + """\
#+ parameters:
#+   region: {type: iri, en: A region, zh: 地区}
#+   minimum: {type: integer, en: At least, zh: 至少}
#+   share: {type: decimal, en: A share, zh: 比重}
#+   words: {type: string, en: Words, zh: 文字}
#+   other: {type: string, en: Other words, zh: 其他文字}
#+ columns: [region, minimum, share, words, other]

SELECT ?region ?minimum ?share ?words ?other
WHERE {
  VALUES ?region { UNDEF }
  VALUES ?minimum { 2 }
  VALUES ?share { UNDEF }
  VALUES ?words { UNDEF }
  VALUES ?other { UNDEF }
}
ORDER BY ?region
"""
)


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> CannedQuery:
    """A query with a parameter of each type."""
    return read_query(written(tmp_path_factory.mktemp("queries"), ALL_TYPES))


def written(folder: Path, text: str) -> Path:
    path = folder / "question.rq"
    path.write_text(text, encoding="utf-8")
    return path


def solution(sparql: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]:
    """Return the one row that the query has on an empty graph."""
    solutions = ox.Store().query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    (row,) = list(solutions)
    return [row[variable] for variable in solutions.variables]


def number(lexical: str, kind: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + kind))


TWO = number("2", "integer")


# --- binding -------------------------------------------------------------------------------------


def test_a_parameter_that_is_not_bound_keeps_its_default_or_is_taken_out(query: CannedQuery) -> None:
    head, _, tail = query.body.partition("  VALUES ?region { UNDEF }\n")
    assert query.bind({}) == f"{head}  VALUES ?minimum {{ 2 }}\n{tail.partition('?other { UNDEF }')[2][1:]}"
    assert solution(query.bind({})) == solution(query.text) == [None, TWO, None, None, None]


def test_an_empty_list_of_values_is_no_value(query: CannedQuery) -> None:
    assert query.bind({"region": (), "minimum": ()}) == query.bind({})


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("region", "region:guizhou", ox.NamedNode(BASE + "region/guizhou")),
        ("region", BASE + "region/guizhou", ox.NamedNode(BASE + "region/guizhou")),
        ("region", f"<{BASE}region/guizhou>", ox.NamedNode(BASE + "region/guizhou")),
        ("region", "qs:Target", ox.NamedNode(BASE + "ontology#Target")),
        ("minimum", "3", number("3", "integer")),
        ("minimum", " 3 ", number("3", "integer")),
        ("minimum", "-3", number("-3", "integer")),
        ("minimum", "1e2", number("100", "integer")),
        ("minimum", "2.0", number("2", "integer")),
        ("share", "98.4", number("98.4", "decimal")),
        ("share", "98", number("98", "decimal")),
        ("share", "1e-7", number("0.0000001", "decimal")),
        ("words", "质量", ox.Literal("质量")),
        ("words", "", ox.Literal("")),
    ],
)
def test_a_value_becomes_the_term_of_its_type(
    name: str, value: str, term: ox.Literal | ox.NamedNode, query: CannedQuery
) -> None:
    row = dict(zip(query.columns, solution(query.bind({name: value})), strict=True))
    open_row = dict(zip(query.columns, solution(query.text), strict=True))
    assert row == {**open_row, name: term}


def test_all_parameters_are_bound_at_once(query: CannedQuery) -> None:
    bound = query.bind(
        {"region": "region:guizhou", "minimum": "3", "share": "1.5", "words": "a", "other": "b"}
    )
    assert solution(bound) == [
        ox.NamedNode(BASE + "region/guizhou"),
        number("3", "integer"),
        number("1.5", "decimal"),
        ox.Literal("a"),
        ox.Literal("b"),
    ]


def test_a_place_that_occurs_twice_is_filled_twice(tmp_path: Path) -> None:
    text = (
        HEADER
        + "#+ parameters: {n: {type: integer, en: N, zh: N}}\n#+ columns: [n]\n\n"
        + "SELECT ?n { VALUES ?n { 1 } { SELECT ?n { VALUES ?n { 1 } } } }"
    )
    assert solution(read_query(written(tmp_path, text)).bind({"n": "7"})) == [number("7", "integer")]


def test_a_name_that_begins_like_another_is_left_alone(tmp_path: Path) -> None:
    text = (
        HEADER
        + "#+ parameters: {n: {type: integer, en: N, zh: N}}\n#+ columns: [n, n2]\n\n"
        + "SELECT ?n ?n2 { VALUES ?n { 1 } VALUES ?n2 { 1 } }"
    )
    bound = read_query(written(tmp_path, text)).bind({"n": "7"})
    assert solution(bound) == [number("7", "integer"), number("1", "integer")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minimum", "many"),
        ("minimum", ""),
        ("minimum", "2.5"),
        ("minimum", "NaN"),
        ("minimum", "Infinity"),
        ("minimum", "2 } #"),
        ("share", "half"),
        ("share", "-Infinity"),
        ("share", "sNaN"),
        ("region", "guizhou"),
        ("region", ""),
        ("region", "region:gui zhou"),
        ("region", "http://example.org/ } #"),
        ("region", "region:gui\nzhou"),
        ("region", "http://["),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_what_is_wanted(
    name: str, value: str, query: CannedQuery
) -> None:
    with pytest.raises(WrongValue) as caught:
        query.bind({name: value})
    assert (caught.value.name, caught.value.value) == (name, value)
    for lang in ("en", "zh"):
        assert name in caught.value.message(lang)
        assert "\n" not in caught.value.message(lang)


@pytest.mark.parametrize(("name", "value"), [("words", "\udcff"), ("region", "http://example.org/\udcff")])
def test_half_a_character_is_a_wrong_value(name: str, value: str, query: CannedQuery) -> None:
    # A terminal that does not speak UTF-8 hands such texts over.
    with pytest.raises(WrongValue):
        query.bind({name: value})


@pytest.mark.parametrize("name", ["minimum", "share"])
def test_a_number_beyond_all_engines_is_a_wrong_value(name: str, query: CannedQuery) -> None:
    with pytest.raises(WrongValue):
        query.bind({name: "1e400"})


def test_an_unknown_prefix_is_named_with_the_nearest(query: CannedQuery) -> None:
    with pytest.raises(UnknownName) as caught:
        query.bind({"region": "regoin:guizhou"})
    assert (caught.value.name, caught.value.nearest) == ("regoin", "region")


def test_an_unknown_parameter_is_named_with_the_nearest(query: CannedQuery) -> None:
    with pytest.raises(UnknownName) as caught:
        query.bind({"minimun": "2"})
    assert (caught.value.name, caught.value.nearest) == ("minimun", "minimum")
    assert "did you mean minimum?" in caught.value.message("en")


def test_a_parameter_unlike_all_others_is_reported_with_the_list(query: CannedQuery) -> None:
    with pytest.raises(UnknownName) as caught:
        query.bind({"zzz": "2"})
    assert "known: minimum, other, region, share, words" in caught.value.message("en")


# --- the pairs of the command line ---------------------------------------------------------------


# --- finding and reading -------------------------------------------------------------------------------


def test_a_query_is_found_by_its_name_in_any_theme(tmp_path: Path) -> None:
    theme = tmp_path / "targets"
    theme.mkdir()
    path = written(theme, ALL_TYPES)
    catalog = Catalog([path])
    found = catalog.get("question")
    assert catalog.names == ["question"]
    assert (found.name, found.theme, found.path) == ("question", "targets", path)
    assert found.title == {"en": "A question", "zh": "一个问题"}
    assert found.description == {"en": "It asks.", "zh": "提问。"}
    assert list(found.parameters) == ["region", "minimum", "share", "words", "other"]
    assert tuple(found.columns) == ("region", "minimum", "share", "words", "other")


def test_an_unknown_query_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        Catalog([written(tmp_path, ALL_TYPES)]).get("qestion")
    assert (caught.value.name, caught.value.nearest) == ("qestion", "question")


def test_a_broken_query_does_not_hide_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.rq"
    broken.write_text("SELECT", encoding="utf-8")
    assert Catalog([broken, written(tmp_path, ALL_TYPES)]).get("question").name == "question"


CHOSEN = (
    "#+ parameters:\n#+   n: {type: string, choices: [one, two], en: N, zh: N}\n"
    "#+   m: {type: integer, least: 1, most: 9, en: M, zh: M}\n#+ columns: [n, m]\n\n"
    'SELECT ?n ?m { VALUES ?n { "one" } VALUES ?m { UNDEF } }'
)


def test_a_value_outside_the_choices_is_an_error_that_names_them(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER + CHOSEN))
    assert query.parameters["n"].choices == ("one", "two")
    assert solution(query.bind({"n": "two"})) == [ox.Literal("two"), None]
    with pytest.raises(WrongValue) as caught:
        query.bind({"n": "three"})
    assert caught.value.message("en") == "n takes one of one, two, not 'three'"
    assert caught.value.message("zh") == "n 需要 one、two 之一，而不是 'three'"
    assert "-p n: N (one of one, two; default: one)" in query.explanation("en")
    assert "-p n：N（one、two 之一；默认为 one）" in query.explanation("zh")


def test_a_number_out_of_bounds_is_an_error_that_names_them(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER + CHOSEN))
    assert solution(query.bind({"m": "9"})) == [ox.Literal("one"), number("9", "integer")]
    for value in ("0", "10"):
        with pytest.raises(WrongValue, match=f"m takes a whole number from 1 to 9, not '{value}'"):
            query.bind({"m": value})


PLACE = "\nSELECT ?n { VALUES ?n { 1 } }"
NUMBER = "#+ parameters: {n: {type: integer, en: N, zh: N}}\n"

BROKEN = {
    "no-header": "SELECT ?n { VALUES ?n { 1 } }",
    "no-title": "#+ description: {en: It asks., zh: 提问。}\n" + PLACE,
    "no-description": "#+ title: {en: A question, zh: 一个问题}\n" + PLACE,
    "no-chinese-title": HEADER.replace(", zh: 一个问题", "") + PLACE,
    "title-is-a-text": HEADER.replace("{en: A question, zh: 一个问题}", "A question") + PLACE,
    "title-is-empty": HEADER.replace("{en: A question, zh: 一个问题}", "") + PLACE,
    "not-yaml": HEADER + "#+ columns: [n\n" + PLACE,
    "not-a-mapping": "#+ - title\n" + PLACE,
    "not-a-date": HEADER + "#+ since: 2023-13-45\n" + PLACE,
    "columns-are-a-number": HEADER + "#+ columns: 5\n" + PLACE,
    "columns-are-a-text": HEADER + "#+ columns: n\n" + PLACE,
    "part-that-is-unknown": HEADER + "#+ columns: [n]\n#+ colums: [n]\n" + PLACE,
    "caveat-in-one-language": HEADER + "#+ caveat: {en: Beware.}\n" + PLACE,
    "parameters-are-a-list": HEADER + "#+ parameters: [n]\n" + PLACE,
    "parameter-without-type": HEADER + "#+ parameters: {n: {en: N, zh: N}}\n" + PLACE,
    "parameter-without-chinese": HEADER + "#+ parameters: {n: {type: integer, en: N}}\n" + PLACE,
    "type-is-a-list": HEADER + NUMBER.replace("integer", "[integer]") + PLACE,
    "choices-are-a-text": HEADER + NUMBER.replace("integer", "string, choices: one") + PLACE,
    "choices-are-empty": HEADER + NUMBER.replace("integer", "string, choices: []") + PLACE,
    "choices-of-a-number": HEADER + NUMBER.replace("integer", "integer, choices: [1]") + PLACE,
    "default-is-no-choice": HEADER + NUMBER.replace("integer", "string, choices: [one]") + PLACE,
    "bound-of-a-text": HEADER + NUMBER.replace("integer", "string, least: 1") + PLACE,
    "bound-is-a-text": HEADER + NUMBER.replace("integer", "integer, most: many") + PLACE,
    "place-missing": HEADER + NUMBER + "\nSELECT ?n { }",
    "place-of-another": HEADER + NUMBER + "\nSELECT ?n { VALUES ?m { 1 } }",
    "place-without-spaces": HEADER + NUMBER + "\nSELECT ?n { VALUES ?n {1} }",
    "place-over-two-lines": HEADER + NUMBER + "\nSELECT ?n { VALUES ?n {\n1 } }",
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_broken_header_is_named_with_its_file(reason: str, tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN[reason])
    with pytest.raises((SyntaxFault, UnknownName)) as caught:
        read_query(path)
    for lang in ("en", "zh"):
        assert caught.value.message(lang).startswith(f"{path}: ")
        assert "\n" not in caught.value.message(lang)


def test_an_unknown_type_is_named_with_file_and_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + NUMBER.replace("integer", "interger") + PLACE)
    with pytest.raises(UnknownName) as caught:
        read_query(path)
    assert (caught.value.path, caught.value.nearest) == (path, "integer")


def test_a_missing_query_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile) as caught:
        read_query(tmp_path / "gone.rq")
    assert caught.value.path == tmp_path / "gone.rq"


def test_a_query_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes(HEADER.encode("gb18030") + PLACE.encode())
    with pytest.raises(KgError) as caught:
        read_query(path)
    assert caught.value.path == path
