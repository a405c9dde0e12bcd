"""`kg analyze`: its output and errors, and the same bytes for any hash seed."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.analysis import ANALYSES
from tests.conftest import ROOT, Run
from tests.hash_seeds import printed

EVERY = """
import sys
from kg.rdf import results as tables
from kg.analysis import ANALYSES
from kg.graph import open_graph

graph = open_graph(sys.argv[1])
more = [
    ("overlap", {"of": "measures", "level": "area"}), ("likeness", {"by": "targets"}),
    ("clusters", {"by": "measures", "scope": "all"}), ("lineage", {"relations": "all"}),
    ("institutions", {"mode": "one", "grain": "task"}), ("emphasis", {"category": "sector"}),
]
for name, given in [*((name, {}) for name in ANALYSES), *more]:
    few = {"overlap": {"samples": 199}, "clusters": {"seeds": 10}}.get(name, {})
    answer = graph.analyze(name, **given, **few)
    for form in ("csv", "json"):
        sys.stdout.write(tables.write_answer(answer, form))
"""


def test_an_analysis_prints_a_table_and_its_title_on_stderr(kg: Run) -> None:
    said = kg("analyze", "overlap", "--wide", "--root", ROOT)
    assert said.code == 0
    assert said.err == "Measures shared by provinces, compared with chance\n"
    assert "Guangdong Province" in said.out


def test_the_title_comes_in_chinese_on_request(kg: Run) -> None:
    assert kg("analyze", "overlap", "--lang", "zh", "--root", ROOT).err == "各省份共有措施与随机预期的比较\n"


def test_the_same_rows_come_as_csv_and_as_json(kg: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("analyze", "overlap", "-f", "csv", "--root", ROOT).out)))
    found = json.loads(kg("analyze", "overlap", "-f", "json", "--root", ROOT).out)
    assert list(rows[0]) == list(found[0]) == list(ANALYSES["overlap"].columns)
    assert [{key: str(value) for key, value in row.items()} for row in found] == rows


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_extension_of_a_file_sets_the_format(kg: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"distance.{ending}"
    said = kg("analyze", "distance", "-o", path, "--root", ROOT)
    assert (said.code, said.out) == (0, "")
    assert path.read_text("utf-8") == kg("analyze", "distance", "-f", ending, "--root", ROOT).out


def test_a_list_has_every_analysis_with_its_title(kg: Run) -> None:
    for lang in ("en", "zh"):
        rows = json.loads(kg("analyze", "--list", "-f", "json", "--lang", lang).out)
        assert rows == [{"name": name, "title": each.title[lang]} for name, each in ANALYSES.items()]


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_an_explanation_has_the_method_and_its_limits(kg: Run, name: str) -> None:
    for lang in ("en", "zh"):
        said = kg("analyze", name, "--explain", "--lang", lang)
        assert said.code == 0
        assert ANALYSES[name].caveat[lang] in said.out


def test_an_explanation_ends_with_a_call_that_runs(kg: Run) -> None:
    for lang in ("en", "zh"):
        call = kg("analyze", "distance", "--explain", "--lang", lang).out.splitlines()[-1]
        said = kg(*shlex.split(call.partition("kg ")[2]), "-f", "csv", "--root", ROOT)
        assert said.code == 0
        assert "Guizhou Province" in said.out


def test_a_label_in_either_language_means_the_record(kg: Run) -> None:
    said = [
        kg("analyze", "distance", "-p", "region", name, "--root", ROOT)
        for name in ("云南", "yunnan province")
    ]
    assert [each.code for each in said] == [0, 0]
    assert said[0].out == said[1].out


def test_an_empty_result_exits_with_1(kg: Run) -> None:
    assert kg("analyze", "distance", "-p", "region", "广西", "--root", ROOT).code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["overlp"], "overlap"),
        (["overlap", "-p", "scope", "lax"], "one of provinces, all"),
        (["overlap", "-p", "levl", "theme"], "level"),
        (["overlap", "-p", "alpha", "2"], "a number from 0 to 1"),
        (["overlap", "-p", "alpha", "0", "-p", "alpha", "1"], "given more than once"),
        (["distance", "-p", "region", "region:tibett"], "did you mean region:tibet?"),
        (["clusters", "-p", "backend", "nosuch"], "no networkx backend 'nosuch' is installed"),
        (["distance", "-o", "distance.docx"], ".docx"),
        ([], "--list"),
    ],
)
def test_an_error_is_reported_in_one_line(kg: Run, arguments: list[str], message: str) -> None:
    said = kg("analyze", *arguments, "--root", ROOT)
    assert said.code == 2
    assert said.out == ""
    assert message in said.err.strip().splitlines()[-1]
    assert "Traceback" not in said.err


def test_a_missing_backend_in_the_setting_of_networkx_is_reported_in_one_line() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "kg", "analyze", "institutions", "--root", str(ROOT)],
        env={**os.environ, "NETWORKX_BACKEND_PRIORITY": "nosuch"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.count("\n") == 1
    assert "nosuch" in said.stderr
    assert "NETWORKX_BACKEND_PRIORITY" in said.stderr


def test_every_analysis_gives_the_same_bytes_for_any_hash_seed() -> None:
    assert len(printed(EVERY, ROOT)) > 100_000
