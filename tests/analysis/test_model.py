"""What all analyses have in common: their words, their parameters, their rows."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from kg.analysis import ANALYSES, analysis_of
from kg.analysis.model import Analysis
from kg.errors import KgError, UnknownName, WrongValue
from kg.graph import Graph
from kg.project import Project
from kg.query.labels import settle
from kg.rdf.endpoint import RemoteStore
from kg.rdf.namespaces import BASE

HAN = re.compile("[\u4e00-\u9fff]")
EVERY = sorted(ANALYSES)
PARTS = ("Formula:", "Units:", "Example:", "Args:")
"""What the docstring of each analysis has, in this order."""


@pytest.fixture(params=EVERY)
def analysis(request: pytest.FixtureRequest) -> Analysis:
    return ANALYSES[request.param]


def test_an_analysis_has_the_name_of_its_module_and_its_function(analysis: Analysis) -> None:
    assert analysis.compute.__name__ == analysis.name
    assert analysis.compute.__module__ == f"kg.analysis.{analysis.name}"


def test_the_docstring_of_an_analysis_has_formula_units_and_example(analysis: Analysis) -> None:
    text = analysis.compute.__doc__ or ""
    places = [text.find(f"    {part}\n") for part in PARTS]
    assert -1 not in places
    assert places == sorted(places)
    assert ">>> " in text[places[PARTS.index("Example:")] : places[PARTS.index("Args:")]]


def test_an_analysis_explains_itself_in_both_languages(analysis: Analysis) -> None:
    for words in (analysis.title, analysis.description, analysis.caveat):
        assert set(words) == {"en", "zh"}
        assert HAN.search(words["en"]) is None
        assert HAN.search(words["zh"]) is not None
    for parameter in analysis.parameters.values():
        assert HAN.search(parameter.zh) is not None
    for said in analysis.columns.values():
        assert HAN.search(said["en"]) is None
    assert analysis.reference != ""
    for lang in ("en", "zh"):
        text = analysis.explanation(lang)
        assert all(f"-p {each}" in text for each in analysis.parameters)
        assert all(f"  {column}" in text for column in analysis.columns)
        assert analysis.reference in text


def test_an_analysis_takes_the_parameters_that_its_function_takes(analysis: Analysis) -> None:
    code = analysis.compute.__code__
    names = code.co_varnames[1 : code.co_argcount]
    assert names == tuple(analysis.parameters)


def test_the_defaults_are_those_of_the_function(analysis: Analysis, graph: Graph) -> None:
    defaults = analysis.compute.__defaults__ or ()
    assert tuple(settle(graph.store, analysis.parameters, {}).values()) == defaults


def test_there_are_rows_for_the_columns_and_none_occurs_twice(analysis: Analysis, graph: Graph) -> None:
    few = {each.name: 99 for each in analysis.parameters.values() if each.name in ("samples", "seeds")}
    answer = graph.analyze(analysis.name, **few)
    assert answer.columns == tuple(analysis.columns)
    assert len(set(answer.rows)) == len(answer.rows) > 0


def test_rows_are_the_same_from_a_sparql_server(
    analysis: Analysis, graph: Graph, project: Project, remote: RemoteStore
) -> None:
    few = {each.name: 99 for each in analysis.parameters.values() if each.name in ("samples", "seeds")}
    assert Graph(project, remote).analyze(analysis.name, **few) == graph.analyze(analysis.name, **few)


@pytest.mark.parametrize(
    ("name", "parameter", "value", "message"),
    [
        ("overlap", "scope", "cities", "scope takes one of provinces, all"),
        ("overlap", "samples", "5", "samples takes a whole number from 99 to 99999"),
        ("overlap", "samples", "1.5", "samples takes a whole number"),
        ("overlap", "alpha", "nan", "alpha takes a number from 0 to 1"),
        ("overlap", "alpha", "inf", "alpha takes a number from 0 to 1"),
        ("clusters", "resolution", "0", "resolution takes a number from 0.01 to 100"),
        ("emphasis", "confidence", "most", "confidence takes a number"),
        ("emphasis", "confidence", "1", "confidence takes a number from 0.5 to 0.9999"),
        ("lineage", "root", "", "root takes an IRI or a prefixed name"),
    ],
)
def test_an_invalid_value_is_reported_with_the_allowed_values(
    name: str, parameter: str, value: str, message: str, graph: Graph
) -> None:
    with pytest.raises(WrongValue, match=message) as error:
        graph.analyze(name, **{parameter: value})
    assert "\n" not in error.value.message("en") + error.value.message("zh")


def test_an_unknown_name_is_reported_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="overlap"):
        analysis_of("overlp")
    with pytest.raises(UnknownName, match="level"):
        graph.analyze("overlap", levl="theme")
    with pytest.raises(UnknownName, match="region"):
        graph.analyze("distance", region="regoin:yunnan")


def test_a_number_may_be_given_as_text_or_as_any_kind_of_number(graph: Graph) -> None:
    found = [list(graph.analyze("emphasis", confidence=level)) for level in ("0.9", 0.9, Decimal("0.9"))]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    "region",
    [
        f"{BASE}region/yunnan",
        f"<{BASE}region/yunnan>",
        "region:yunnan",
        "云南省",
        "雲南省",
        "Yunnan Province",
        "yunnan",
    ],
)
def test_a_record_may_be_named_by_its_iri_or_by_a_label_in_either_language(graph: Graph, region: str) -> None:
    rows = list(graph.analyze("distance", region=region))
    assert {row["region_en"] for row in rows} == {"Yunnan Province"}


def test_a_document_may_be_named_by_its_title(graph: Graph) -> None:
    found = graph.analyze("lineage", root="质量强国建设纲要")
    assert found == graph.analyze("lineage")


def test_an_unknown_label_is_reported_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="云南省"):
        graph.analyze("distance", region="云楠省")


def test_the_bounds_of_a_number_are_allowed() -> None:
    parameter = ANALYSES["clusters"].parameters["resolution"]
    assert [parameter.read(text) for text in ("0.01", "100", "1e2")] == [0.01, 100, 100]


def test_every_error_is_one_line_in_both_languages(graph: Graph) -> None:
    with pytest.raises(KgError) as error:
        graph.analyze("clusters", backend="nosuch")
    assert "networkx" in error.value.message("en")
    assert HAN.search(error.value.message("zh")) is not None


def test_the_function_accepts_every_choice_of_a_parameter(analysis: Analysis, graph: Graph) -> None:
    few = {name: 99 for name in analysis.parameters if name in ("samples", "seeds")}
    for parameter in analysis.parameters.values():
        for choice in parameter.choices:
            assert graph.analyze(analysis.name, **few, **{parameter.name: choice}).columns
