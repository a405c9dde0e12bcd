"""The page binds a canned query to the same text as the command line, and refuses the same values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.errors import KgError
from kg.query.catalog import Catalog
from kg.query.parameters import Given, Parameter, values_of
from tests.site.node import run_script

BIND = """
  const { bound } = await module("binding");
  const { prefixes, queries } = given.data;
  return given.cases.map(([name, values]) => {
    try {
      return bound(queries.find((each) => each.name === name), values, prefixes);
    } catch (error) {
      if (error.constructor.name !== "WrongValue") throw error;
      return null;
    }
  });
"""

TEXTS = (
    "一站式",
    'a "quotation" and \\',
    "\\u0022 and \\U00000022",
    "line\r\nline\ttab",
    "VALUES ?words { UNDEF }",
    "}; DROP",
    "\x01\x7f\b\f",
    "𠀀",
    "'",
)
NUMBERS = (
    "1",
    " 2 ",
    "+3",
    "007",
    "2.0",
    "0.50",
    ".5",
    "1.",
    "-1",
    "1e2",
    "1.5E1",
    "25e-2",
    "-.5e-3",
    "1.5e0",
    "",
    "x",
    "1 2",
    "0.5.1",
    "9" * 40,
)
IRIS = (
    "region:guizhou",
    "<https://example.org/a>",
    "https://example.org/a",
    "nowhere:x",
    "a b",
    "<a b>",
    "x",
)


def values_for(parameter: Parameter) -> tuple[str, ...]:
    """Return values of a parameter, of which it refuses some."""
    if len(parameter.choices) > 0:
        return (*parameter.choices, "no such choice")
    return {"iri": IRIS, "string": TEXTS, "integer": NUMBERS, "decimal": NUMBERS}[parameter.type]


def cases(catalog: Catalog) -> list[tuple[str, dict[str, Given]]]:
    """Return each query with its defaults, with each example, with all, and with odd values."""
    found: list[tuple[str, dict[str, Given]]] = []
    for query in catalog.of_theme(None):
        parameters = query.parameters.values()
        examples: dict[str, Given] = {each.name: each.example for each in parameters if each.example != ""}
        found += [(query.name, {}), (query.name, examples)]
        found += [(query.name, {name: value}) for name, value in examples.items()]
        for each in parameters:
            found += [(query.name, {each.name: value}) for value in values_for(each)]
            if each.several:
                found.append((query.name, {each.name: ("region:z", "region:b", "region:a", "region:b")}))
    return found


def test_every_query_is_bound_as_on_the_command_line(catalog: Catalog, bench_data: dict[str, Any]) -> None:
    wanted: list[str | None] = []
    for name, values in cases(catalog):
        try:
            wanted.append(catalog.get(name).bind(values))
        except KgError:
            wanted.append(None)
    given = [
        (name, {key: values_of(each) for key, each in values.items()}) for name, values in cases(catalog)
    ]
    found = run_script(BIND, {"data": bench_data, "cases": given})
    differing = [values for (_, values), one, other in zip(given, found, wanted, strict=True) if one != other]
    # A form has no empty value: it keeps the default, and the command line refuses it.
    assert [values for values in differing if "" not in next(iter(values.values()))] == []
    assert len(wanted) > 500
    assert 50 < wanted.count(None) < len(wanted) / 2


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_one_literal_in_the_query(text: str, bench_data: dict[str, Any], store: Any) -> None:  # noqa: ANN401
    program = """
      const { literal } = await module("binding");
      return literal(given);
    """
    written = run_script(program, text)
    ((term,),) = store.query(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}").rows
    assert term.value == text


def test_the_data_of_the_page_have_every_canned_query(catalog: Catalog, bench_data: dict[str, Any]) -> None:
    assert sorted(each["name"] for each in bench_data["queries"]) == catalog.names
    for each in bench_data["queries"]:
        assert all(each[part][lang] != "" for part in ("title", "description") for lang in ("en", "zh"))
        for parameter in each["parameters"]:
            assert all(label["label"]["zh"] != "" for label in parameter["choices"])
    assert len(json.dumps(bench_data, ensure_ascii=False)) < 700_000
