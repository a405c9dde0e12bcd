"""The table of measurements, and the jobs in it."""

from __future__ import annotations

from pathlib import Path

from bench.bench import Bench, growth, read, table, write
from bench.jobs import ANALYSES, DRAWINGS, FORMATS, JOBS, LIMIT
from bench.measuring import Measured
from kg.analysis import ANALYSES as METHODS
from kg.export import FORMATS as WRITERS
from kg.gallery import SUBJECTS

ROWS = {
    LIMIT: {5: Measured(0.1, 20, "done"), 50: Measured(1, 20, "done"), 500: Measured(10, 20, "done")},
    "fast": {5: Measured(1, 50, "done"), 50: Measured(2, 60, "done"), 500: Measured(20, 1234.4, "done")},
    "slow": {5: Measured(1, 50, "done"), 50: Measured(9, 60, "done"), 500: Measured(900, 99, "stopped")},
    "square": {5: Measured(1, 50, "done"), 50: Measured(1, 60, "done"), 500: Measured(100, 70, "done")},
    "wrong": {5: Measured(0.5, 30, "failed")},
}


def test_the_table_has_ratios_memory_and_exponents() -> None:
    lines = table(ROWS, [5, 50, 500]).splitlines()
    assert lines[0] == "| job | 5 documents | 50 documents | 500 documents | memory | to parsing | exponent |"
    assert lines[2:] == [
        "| parsing alone | 0.10 s | 1.00 s | 10.00 s | 20 MB | 1.0 | 1.00 |",
        "| fast | 1.00 s | 2.00 s | 20.00 s | 1,234 MB | 2.0 | 1.00 |",
        "| slow | 1.00 s | 9.00 s | > 900.00 s | 99 MB |  |  |",
        "| square | 1.00 s | 1.00 s | 100.00 s | 70 MB | 10.0 | **2.00** |",
        "| wrong | failed, 0.50 s |  |  |  |  |  |",
    ]


def test_growth_is_counted_from_fifty_documents_on() -> None:
    assert growth(ROWS["square"]) == 2.0
    assert growth(ROWS["slow"]) is None


def test_times_too_short_for_the_clock_have_no_exponent() -> None:
    assert growth({50: Measured(0.004, 1, "done"), 500: Measured(0.8, 1, "done")}) is None


def test_results_can_be_read_again_without_what_failed(tmp_path: Path) -> None:
    write(ROWS, [5, 50, 500], tmp_path / "results")
    assert read(tmp_path / "results") == ROWS | {"wrong": {}}
    assert (tmp_path / "results.md").read_text(encoding="utf-8") == table(ROWS, [5, 50, 500])


def test_what_was_stopped_is_not_run_on_more_documents(tmp_path: Path) -> None:
    bench = Bench(tmp_path, tmp_path / "no-python", 1, {"slow": {50: Measured(1, 1, "stopped")}})
    job = JOBS[0].__class__("slow", "nothing", "peer")
    bench.measure(job, 500)
    assert bench.rows["slow"].keys() == {50}


def test_every_method_format_and_drawing_is_measured() -> None:
    assert {*ANALYSES} == {*METHODS}
    assert {*DRAWINGS} == {*SUBJECTS}
    endings = {ending for each in WRITERS.values() for ending in each.endings}
    assert {f".{name}" for name in FORMATS} <= endings
    assert len({job.name for job in JOBS}) == len(JOBS)
