"""The examples in the docstrings run, and give what they are said to give."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kg.analysis

MODULES = [f"kg.analysis.{each.name}" for each in pkgutil.iter_modules(kg.analysis.__path__)]
EXAMPLES = [
    example
    for name in MODULES
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    if len(example.examples) > 0
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_what_it_shows(example: doctest.DocTest) -> None:
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    assert result.failed == 0, "".join(said)


def test_every_analysis_has_an_example() -> None:
    missing = {f"kg.analysis.{name}.{name}" for name in kg.analysis.ANALYSES} - {
        each.name for each in EXAMPLES
    }
    assert missing == set()
