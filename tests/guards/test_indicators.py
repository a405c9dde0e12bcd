"""Directions and measurement types that the name of an indicator contradicts."""

from __future__ import annotations

import pytest

from kg.guards.indicators import check_indicators
from tests.guards.conftest import Guard


@pytest.mark.parametrize(
    "change",
    [
        "indicator:food-sampling-pass-rate qs:direction direction:lower .",
        "indicator:food-sampling-pass-rate qs:direction direction:neutral .",
        "indicator:valid-trademark-registrations qs:direction direction:lower .",
        "indicator:food-sampling-pass-rate qs:nature nature:stock .",
        "indicator:valid-trademark-registrations qs:nature nature:flow .",
        "indicator:new-4a-scenic-areas qs:nature nature:stock .",
        "indicator:new-4a-scenic-areas qs:nature nature:rate .",
    ],
)
def test_a_name_decides(guard: Guard, change: str) -> None:
    name = change.split(maxsplit=1)[0].partition(":")[2]
    assert guard(check_indicators, change) == {("indicator-name", name)}
