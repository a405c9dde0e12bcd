"""The legend: entries in rows, as many as they need."""

from __future__ import annotations

from matplotlib.figure import Figure

from kg.drawing.legend import Entry, draw_legend
from kg.drawing.sheet import SMALL, Sheet
from kg.drawing.style import styled
from tests.drawing.figures import faults_of


def test_a_legend_goes_on_in_a_new_row_where_the_page_ends() -> None:
    with styled():
        sheet = Sheet(Figure())
        draw_legend(sheet, [Entry(f"what the mark {n} means ({n})", {"marker": "o"}) for n in range(12)])
        sheet.trim()
    rows = {text.get_position()[1] for text in sheet.figure.axes[0].texts}
    assert len(rows) == 3
    assert list(faults_of(sheet.figure)) == []
    assert {text.get_fontsize() for text in sheet.figure.axes[0].texts} == {SMALL}
