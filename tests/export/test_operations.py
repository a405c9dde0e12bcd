"""The folder for grlc, by its documented rules: each parameter is found, and gives the rows of the command.

What grlc does to a file is implemented here again, from its documentation: `#+` lines are YAML; a variable
`?_name_type`, or with two underscores if it may be left out, is a parameter; its value is put into the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from configparser import ConfigParser

import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery

from kg.errors import KgError
from kg.export import export, format_of
from kg.export.operations import SETTINGS, variable_of, write_operations
from kg.project import Project
from kg.query.catalog import CannedQuery, read_query
from kg.query.parameters import Parameter
from kg.rdf.namespaces import iri_in
from kg.rdf.store import EmbeddedStore
from tests.conftest import Twins
from tests.length import sampled
from tests.queries.rows import PROJECT, reference_rows, rows_of

QUERIES = [read_query(path) for path in PROJECT.queries]
PARAMETERS = [(query, name) for query in QUERIES for name in query.parameters]
XSD_LINE = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"

every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
some_queries = pytest.mark.parametrize("query", sampled(QUERIES, 8), ids=lambda query: query.name)
some_parameters = pytest.mark.parametrize(
    ("query", "name"),
    sampled(PARAMETERS, 8),
    ids=lambda part: part.name if isinstance(part, CannedQuery) else part,
)

VARIABLE = re.compile(r"\?(_{1,2})([a-zA-Z0-9]+)(?:_(iri|number|literal|integer|xsd_decimal))?\b")
"""A parameter of grlc: one underscore if it must be given, its name, its type."""

FORMS = {
    "iri": "<{}>",
    "literal": '"{}"',
    "integer": '"{}"^^xsd:integer',
    "xsd_decimal": '"{}"^^xsd:decimal',
}
"""How grlc writes a value of each type."""


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, str]:
    return {name: content.decode("utf-8") for name, content in write_operations(project).items()}


def header_of(text: str) -> dict[str, object]:
    """Return what the `#+` lines say, as grlc reads them."""
    lines = [line.lstrip("#+") for line in text.split("\n") if line.startswith("#+")]
    found: dict[str, object] = yaml.safe_load("\n".join(lines))
    return found


def parameters_of(text: str) -> dict[str, tuple[str, bool]]:
    """Return type of, and whether one must give, each parameter that grlc finds, by its name."""
    return {name: (kind, bars == "_") for bars, name, kind in VARIABLE.findall(text)}


def substituted(text: str, values: Mapping[str, str]) -> str:
    """Return the query that grlc sends for some values."""

    def value(found: re.Match[str]) -> str:
        return FORMS[found[3]].format(values[found[2]]) if found[2] in values else found[0]

    sent = VARIABLE.sub(value, text)
    if "^^xsd:" in sent and XSD_LINE not in sent:
        sent = sent.replace("SELECT", f"{XSD_LINE}\n\nSELECT")  # which would break a subquery
    return sent


def api_name(parameter: Parameter) -> str:
    (name,) = parameters_of(variable_of(parameter))
    return name


def given(parameter: Parameter) -> str:
    """Return the example of a parameter as one writes it in the URL of an operation."""
    return iri_in(parameter.example) or parameter.example if parameter.type == "iri" else parameter.example


# --- the files -----------------------------------------------------------------------------------------


def test_every_query_is_an_operation(files: dict[str, str]) -> None:
    assert sorted(files) == sorted([*(f"{query.name}.rq" for query in QUERIES), SETTINGS, "README.md"])


@every_query
def test_the_header_has_what_grlc_shows(query: CannedQuery, files: dict[str, str]) -> None:
    header = header_of(files[f"{query.name}.rq"])
    assert set(header) <= {"summary", "description", "method", "tags", "defaults", "enumerate"}
    assert header["summary"] == f"{query.title['en']} {query.title['zh']}"
    assert header["tags"] == [query.theme]
    assert header["method"] == "GET"
    for words in query.description.values():
        assert words.strip() in str(header["description"])
    for parameter in query.parameters.values():
        assert f"- `{api_name(parameter)}`: {parameter.en} {parameter.zh} (" in str(header["description"])


@some_queries
def test_grlc_finds_the_parameters_and_no_other_and_needs_none(
    query: CannedQuery, files: dict[str, str]
) -> None:
    found = parameters_of(files[f"{query.name}.rq"])
    kinds = {"iri": "iri", "integer": "integer", "decimal": "xsd_decimal", "string": "literal"}
    assert found == {
        api_name(parameter): (kinds[parameter.type], False) for parameter in query.parameters.values()
    }
    prepareQuery(files[f"{query.name}.rq"])


@every_query
def test_the_choices_are_enumerated_as_grlc_reads_them(query: CannedQuery, files: dict[str, str]) -> None:
    # grlc offers the values of a mapping from the parameter's name to a list.
    choices = {api_name(each): list(each.choices) for each in query.parameters.values() if each.choices}
    enumerated = header_of(files[f"{query.name}.rq"]).get("enumerate", [])
    assert enumerated == [{name: values} for name, values in choices.items()]


def test_some_query_has_choices(files: dict[str, str]) -> None:
    assert '#+   - strictness: ["plan", "source"]' in files["measure-matrix.rq"]


@every_query
def test_the_defaults_are_those_of_the_query(query: CannedQuery, files: dict[str, str]) -> None:
    defaults = header_of(files[f"{query.name}.rq"]).get("defaults", [])
    assert isinstance(defaults, list)
    named = [name for each in defaults for name in each]
    assert named == [api_name(each) for each in query.parameters.values() if each.default.strip() != ""]


def test_the_settings_name_title_and_licence(files: dict[str, str]) -> None:
    settings = ConfigParser()
    settings.read_string(files[SETTINGS])
    assert settings["repo_info"]["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "质量战略知识图谱查询库" in settings["repo_info"]["repo_title"]


def test_the_page_says_in_both_languages_where_the_server_is_named(files: dict[str, str]) -> None:
    english, chinese = files["README.md"].split("\n\n")[1:3]
    for words in (english, chinese):
        assert "endpoint.txt" in words
        assert "local_sparql_dir" in words


# --- the rows ------------------------------------------------------------------------------------------


@some_queries
def test_an_operation_without_values_gives_the_rows_of_the_query(
    query: CannedQuery, files: dict[str, str], store: EmbeddedStore
) -> None:
    assert store.query(substituted(files[f"{query.name}.rq"], {})) == store.query(query.text)


@some_parameters
def test_a_value_in_place_of_the_variable_gives_the_rows_of_the_command(
    query: CannedQuery, name: str, files: dict[str, str], store: EmbeddedStore
) -> None:
    parameter = query.parameters[name]
    sent = substituted(files[f"{query.name}.rq"], {api_name(parameter): given(parameter)})
    assert variable_of(parameter) not in sent
    rows = store.query(sent)
    assert len(rows) > 0
    assert rows == store.query(query.bind({name: parameter.example}))


def test_the_default_in_the_header_gives_the_same_rows_as_no_value(
    files: dict[str, str], store: EmbeddedStore
) -> None:
    seen = 0
    for query in QUERIES:
        text = files[f"{query.name}.rq"]
        defaults = header_of(text).get("defaults", [])
        assert isinstance(defaults, list)
        for each in defaults:
            seen += 1
            assert store.query(substituted(text, each)) == store.query(query.text), query.name
    assert seen > 2


def test_two_values_at_once_each_take_their_own_place(files: dict[str, str], store: EmbeddedStore) -> None:
    query = next(each for each in QUERIES if each.name == "target-cascade")
    asked = {
        "national_indicator": "indicator:manufacturing-product-pass-rate",
        "region": "region:guizhou",
    }
    values = {api_name(query.parameters[key]): iri_in(value) or "" for key, value in asked.items()}
    assert "nationalIndicator" in values, "an underscore would end the name"
    rows = store.query(substituted(files["target-cascade.rq"], values))
    assert {(row["indicator"], row["region"]) for row in rows} == {tuple(map(iri_in, asked.values()))}
    assert rows == store.query(query.bind(asked))


def test_rdflib_gives_the_same_rows(files: dict[str, str], twins: Twins) -> None:
    for name, values in (
        ("recurring-measures", {}),
        ("recurring-measures", {"minimum": "3"}),
        ("institutions", {"role": "https://w3id.org/quality-strategy/role/leader"}),
    ):
        sent = substituted(files[f"{name}.rq"], values)
        assert reference_rows(twins.reference, sent) == rows_of(twins.store.query(sent)), name


def test_a_line_of_prefixes_is_there_so_that_grlc_adds_none(files: dict[str, str]) -> None:
    for query in QUERIES:
        if any(each.type in ("integer", "decimal") for each in query.parameters.values()):
            assert files[f"{query.name}.rq"].count(XSD_LINE) == 1


def test_a_graph_cannot_be_chosen_since_queries_belong_to_none(project: Project) -> None:
    with pytest.raises(KgError, match="belong to no graph; leave out --graph"):
        export(project, format_of("grlc", None), ["regions"])
