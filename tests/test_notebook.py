"""The notebook: it runs from top to bottom, and shows what it shows in the repository."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from nbclient import NotebookClient

from kg.files import write_atomically
from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "afternoon.ipynb"
SHOWN = ("text/plain", "text/html")
"""What is compared; a picture is only looked for, since another FreeType draws letters as other curves."""


@pytest.fixture(scope="module")
def committed() -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    return notebook


def outputs_of(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Yield the code of each cell, and the kind and the text of each thing that it shows."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type == "execute_result", f"{cell.source}\nshows {output}"
            for kind, content in sorted(output.data.items()):
                yield cell.source, kind, content if kind in SHOWN else ""


def test_the_notebook_shows_what_its_code_gives(
    committed: nbformat.NotebookNode, request: pytest.FixtureRequest
) -> None:
    run = nbformat.from_dict(committed)
    place = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(run, timeout=300, record_timing=False, resources=place).execute()
    run.metadata.language_info = {"name": "python"}  # no version, which would change with each Python
    for cell in run.cells:
        cell.metadata.pop("execution", None)  # when it ran, which an editor may have put there
    if request.config.getoption("--update-golden"):
        write_atomically(NOTEBOOK, nbformat.writes(run) + "\n")
        return
    found, expected = list(outputs_of(run)), list(outputs_of(committed))
    assert len(expected) > 0
    for now, before in zip(found, expected, strict=True):
        assert now == before, "if the new rows are right, write them with: make notebook"


def test_the_notebook_has_a_picture_and_says_everything_in_order(committed: nbformat.NotebookNode) -> None:
    assert "image/svg+xml" in {kind for _, kind, _ in outputs_of(committed)}
    counts = [cell.execution_count for cell in committed.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1)), "run it whole, from a fresh start: make notebook"


def test_the_notebook_has_neither_times_nor_paths(committed: nbformat.NotebookNode) -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert "/home/" not in text
    assert [cell for cell in committed.cells if "execution" in cell.metadata] == []
