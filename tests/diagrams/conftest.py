"""What the tests of diagrams share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.diagrams.diagram import Diagram
from tests.conftest import Draw

DrawDiagram = Callable[..., Diagram]
"""As `tests.conftest.Draw`, for diagrams alone."""


@pytest.fixture(scope="session")
def diagram(draw: Draw) -> DrawDiagram:
    """Draw a diagram; see `draw`."""

    def run(name: str, lang: str = "en", **arguments: str | int) -> Diagram:
        drawing = draw(name, lang, **arguments)
        assert isinstance(drawing, Diagram)
        return drawing

    return run
