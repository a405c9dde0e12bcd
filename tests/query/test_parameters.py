"""Parameters: the values that each type accepts and refuses, and the explanations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, UnknownName, WrongValue
from kg.query.parameters import TYPES, Parameter, arguments_of
from kg.rdf.namespaces import BASE, QS
from kg.words import said
from tests.length import examples
from tests.strategies import hostile_iris, hostile_numbers, hostile_texts

REGION = Parameter("region", "iri", "Only this region", "仅此地区", classes=(QS + "Region",))
LEVEL = Parameter(
    "level", "string", "What to compare", "比较何者", default="measure", choices=("measure", "area")
)
SHARE = Parameter("share", "decimal", "The share", "比例", default="0.5", least=0, most=1)
SEED = Parameter("seed", "integer", "The seed", "种子", default="1", least=0, most=2**31)
EVERY = (REGION, LEVEL, SHARE, SEED)


@pytest.mark.parametrize(
    ("parameter", "given_", "read"),
    [
        (REGION, "region:guizhou", f"{BASE}region/guizhou"),
        (REGION, f"{BASE}region/guizhou", f"{BASE}region/guizhou"),
        (REGION, f"<{BASE}region/guizhou>", f"{BASE}region/guizhou"),
        (REGION, "", ""),
        (LEVEL, "area", "area"),
        (SHARE, "0.25", 0.25),
        (SHARE, "1", 1.0),
        (SHARE, " 1e-1 ", 0.1),
        (SEED, "7", 7),
        (SEED, "7.0", 7),
    ],
)
def test_a_value_is_read_as_its_type(parameter: Parameter, given_: str, read: object) -> None:
    found = parameter.read(given_)
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(
    ("parameter", "given_"),
    [
        (REGION, "Guizhou Province"),
        (REGION, "http://example.org/a b"),
        (REGION, "http://["),
        (LEVEL, "region"),
        (LEVEL, ""),
        (SHARE, "1.01"),
        (SHARE, "-0.1"),
        (SHARE, "nan"),
        (SHARE, "half"),
        (SEED, "1.5"),
        (SEED, "1e400"),
        (SEED, ""),
    ],
)
def test_an_invalid_value_is_refused_with_the_allowed_values(parameter: Parameter, given_: str) -> None:
    with pytest.raises(WrongValue) as error:
        parameter.read(given_)
    assert said(parameter.wanted, "en") in error.value.message("en")
    assert said(parameter.wanted, "zh") in error.value.message("zh")


@pytest.mark.parametrize("given_", ["areas", "AREA", "aera"])
def test_a_value_like_a_choice_is_refused_with_that_choice(given_: str) -> None:
    with pytest.raises(WrongValue) as error:
        LEVEL.read(given_)
    assert error.value.message("en") == f"level does not take {given_!r}; did you mean area?"
    assert error.value.message("zh") == f"level 不接受 {given_!r}；您是否指 area？"


def test_an_unknown_prefix_is_reported_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="region"):
        REGION.read("regoin:guizhou")


@given(st.one_of(hostile_texts, hostile_iris, hostile_numbers))
@settings(deadline=None, max_examples=examples(300))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    for parameter in EVERY:
        try:
            found = parameter.read(text)
        except KgError as error:
            assert "\n" not in error.message("en") + error.message("zh")
            continue
        if parameter is LEVEL:
            assert found in LEVEL.choices
        elif parameter is not REGION:
            assert parameter.least is not None
            assert parameter.most is not None
            assert isinstance(found, int | float)
            assert parameter.least <= found <= parameter.most


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
@settings(deadline=None)
def test_a_number_without_bounds_keeps_every_digit(number: Decimal) -> None:
    assert Parameter("n", "decimal", "", "").number(f"{number:f}") == number


def test_an_explanation_gives_the_values_and_the_default_in_both_languages() -> None:
    assert SHARE.explanation("en") == "-p share: The share (a number from 0 to 1; default: 0.5)"
    assert LEVEL.explanation("zh") == "-p level：比较何者（measure、area 之一；默认为 measure）"
    assert REGION.explanation("en").endswith("or the label of a qs:Region; default: any)")


def test_every_type_is_named_in_both_languages() -> None:
    assert set(TYPES) == {"iri", "integer", "decimal", "string"}
    assert all(said(each, "en") != said(each, "zh") for each in TYPES.values())


def test_a_name_that_occurs_again_has_several_values() -> None:
    pairs = [("a", "1"), ("b", "2"), ("a", "3"), ("a", "4")]
    assert arguments_of(pairs) == {"a": ("1", "3", "4"), "b": "2"}


def test_a_parameter_takes_one_value_unless_it_says_otherwise() -> None:
    with pytest.raises(KgError, match="'level' was given more than once"):
        LEVEL.read(("measure", "area"))
    assert LEVEL.read(("area",)) == "area"
    classes = Parameter("classes", "string", "", "", several=True)
    assert classes.read(("qs:Task", "qs:Target")) == ("qs:Task", "qs:Target")
    assert classes.read("qs:Task") == ("qs:Task",)
    assert classes.read("") == ()
    assert classes.explanation("en").endswith("default: any; may be repeated)")
    assert classes.explanation("zh").endswith("；可多次给出）")


def test_pairs_become_arguments() -> None:
    assert arguments_of([("a", "1"), ("b", "x=y"), ("c", "")]) == {"a": "1", "b": "x=y", "c": ""}
