"""All guards together: nothing on the committed graph, and exceptions that explain what they name."""

from __future__ import annotations

import pytest

from kg.guards import run_guards
from tests.guards.conftest import Guard

TRADEMARKS = "gz:target-trademarks-2025"
CHANGE = f"{TRADEMARKS} qs:value 370000.0 . "


@pytest.mark.parametrize("with_texts", [True, False])
def test_the_committed_graph_has_no_finding(guard: Guard, with_texts: bool) -> None:
    assert guard(run_guards, texts=with_texts) == set()


def test_an_exception_silences_its_guard_alone(guard: Guard) -> None:
    reason = f'{TRADEMARKS} qs:exception "label-value: printed so"@en, "label-value：原文如此"@zh-Hans .'
    assert guard(run_guards, CHANGE) == {("label-value", "target-trademarks-2025")}
    assert guard(run_guards, CHANGE + reason) == set()
    other = reason.replace("label-value", "label-period")
    assert guard(run_guards, CHANGE + other) == {
        ("label-value", "target-trademarks-2025"),
        ("idle-exception", "target-trademarks-2025"),
    }


def test_an_exception_that_explains_nothing_is_found(guard: Guard) -> None:
    reason = f'{TRADEMARKS} qs:exception "label-value: printed so"@en .'
    assert guard(run_guards, reason) == {("idle-exception", "target-trademarks-2025")}
    assert guard(run_guards, reason, texts=False) == set()
