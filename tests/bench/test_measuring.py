"""Measuring a process: its CPU time and memory, its end at the limit, and the exponent of growth."""

from __future__ import annotations

import doctest
import sys
from pathlib import Path

import pytest

from bench import measuring
from bench.measuring import exponent, run


def test_the_examples_are_correct() -> None:
    found = doctest.testmod(measuring)
    assert (found.failed, found.attempted) == (0, 2)


def test_one_size_has_no_exponent() -> None:
    assert exponent([500], [3.0]) is None


def test_the_exponent_is_that_of_the_best_line() -> None:
    assert exponent([1, 10, 100], [1, 10, 1000]) == pytest.approx(1.5)


def test_a_process_is_measured_with_its_output(tmp_path: Path) -> None:
    work = "print(sum(range(10**6)))"
    found = run([sys.executable, "-c", work], tmp_path, 60, {})
    assert (found.state, found.output) == ("done", "499999500000\n")
    assert found.cpu > 0
    assert found.memory > 1


def test_memory_is_that_of_the_largest_child(tmp_path: Path) -> None:
    hold = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = b\"1\" * 200_000_000'])"
    assert run([sys.executable, "-c", hold], tmp_path, 60, {}).memory > 190


def test_a_process_without_end_is_stopped(tmp_path: Path) -> None:
    assert run([sys.executable, "-c", "while True: pass"], tmp_path, 1, {}).state == "stopped"


def test_a_process_that_waits_is_stopped(tmp_path: Path) -> None:
    assert run([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, 1, {}).state == "stopped"


def test_a_failure_is_not_an_answer(tmp_path: Path) -> None:
    found = run([sys.executable, "-c", "import sys; sys.exit('no such file')"], tmp_path, 60, {})
    assert found.state == "done"  # kg answers with 1, too
    found = run(
        [sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(2)"], tmp_path, 60, {}
    )
    assert (found.state, found.errors) == ("failed", "why")
