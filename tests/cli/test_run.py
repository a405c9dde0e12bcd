"""The entry point: how a command ends that was interrupted."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from kg.project import Project
from tests.conftest import ROOT, Run

STOPPED = """
import importlib, os, signal, sys, time
from kg import cli

def interrupt(*arguments):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

importlib.import_module("kg.cli.validate").open_project = interrupt
sys.argv = ["kg", "validate"]
cli.run()
"""


def test_interrupt_exits_130_without_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=ROOT, check=False, capture_output=True, text=True, timeout=50
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


def test_interrupt_of_a_command_in_this_process_exits_130(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Project:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("kg.cli.validate"), "open_project", interrupt)
    assert kg("validate").code == 130
