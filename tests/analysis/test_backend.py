"""The choice of a backend: networkx uses it, and a failure is reported in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.analysis.backend import computed_by
from kg.errors import KgError
from tests.conftest import ROOT

WORKING = """
import sys
import networkx

def degree_centrality(network):
    print("asked the backend", file=sys.stderr)
    return dict.fromkeys(network, 0.25)

def convert_from_nx(network, **facts):
    return network

def convert_to_nx(found, **facts):
    return found
"""
BROKEN = "from networkx import nothing_of_this_name\n"


def run(folder: Path, code: str, setting: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kg analyze institutions` where a backend called `made_up` is installed whose module is `code`."""
    (folder / "made_up.py").write_text(code, "utf-8")
    info = folder / "made_up-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: made_up\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[networkx.backends]\nmade_up = made_up\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    if setting is not None:
        environment["NETWORKX_BACKEND_PRIORITY"] = setting
    return subprocess.run(
        [
            *(sys.executable, "-m", "kg", "analyze", "institutions", "--root", str(ROOT)),
            *("-f", "csv", "-p", "mode", "one"),
            *arguments,
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_backend_computes_what_it_implements_and_networkx_the_rest(tmp_path: Path) -> None:
    said = run(tmp_path, WORKING, None, "-p", "backend", "made_up")
    assert "asked the backend" in said.stderr
    assert said.returncode == 0
    assert ",0.25," in said.stdout


def test_a_backend_may_be_set_by_networkxs_own_variable(tmp_path: Path) -> None:
    assert "asked the backend" in run(tmp_path, WORKING, "made_up").stderr


@pytest.mark.parametrize(("setting", "arguments"), [(None, ["-p", "backend", "made_up"]), ("made_up", [])])
def test_a_backend_that_does_not_load_is_reported_in_one_line(
    tmp_path: Path, setting: str | None, arguments: list[str]
) -> None:
    said = run(tmp_path, BROKEN, setting, *arguments)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("kg: a networkx backend does not load with networkx")
    assert said.stderr.count("\n") == 1


def test_without_a_name_networkx_computes() -> None:
    with computed_by(""):
        pass
    with computed_by("networkx"):
        pass


def test_an_unknown_backend_is_reported_with_the_installed_ones() -> None:
    with pytest.raises(KgError, match="or use: networkx"), computed_by("nosuch"):
        pass
