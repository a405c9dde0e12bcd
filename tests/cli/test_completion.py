"""What the Tab key offers, as click's own machinery asks for it, and once as a shell does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kg.analysis import ANALYSES
from kg.cli import cli
from kg.export import FORMATS
from kg.gallery import SUBJECTS
from kg.query.catalog import Catalog
from kg.query.labels import resolve
from kg.query.parameters import values_of
from kg.rdf.store import EmbeddedStore
from tests.conftest import ROOT
from tests.queries.rows import PROJECT

CATALOG = Catalog(PROJECT.queries)


def offered(line: str) -> dict[str, str | None]:
    """Return what may follow a line, with its help; the last word is the one that is not whole yet."""
    *words, incomplete = line.split(" ")
    items = ShellComplete(cli, {}, "kg", "_KG_COMPLETE").get_completions(words, incomplete)
    return {item.value: item.help for item in items}


def test_the_commands_complete() -> None:
    assert set(offered("")) == set(cli.commands)
    assert list(offered("que")) == ["query"]


def test_the_names_of_queries_complete_with_their_titles() -> None:
    assert list(offered("query ")) == CATALOG.names
    assert offered("query targets-and") == {"targets-and-outcomes": "Targets and reported outcomes"}


def test_the_titles_are_in_the_language_that_is_asked_for() -> None:
    assert offered("query --lang zh targets-and") == {
        "targets-and-outcomes": CATALOG.get("targets-and-outcomes").title["zh"]
    }


def test_the_themes_complete() -> None:
    themes = {path.parent.name for path in PROJECT.queries}
    assert set(offered("query --list --theme ")) == themes
    assert list(offered("query --list --theme tar")) == ["targets"]


@pytest.mark.parametrize("option", ["-p", "--param"])
def test_the_parameters_of_the_query_that_is_named_complete(option: str) -> None:
    assert set(offered(f"query target-cascade {option} ")) == {
        *("national_indicator", "region", "stance", "strictness")
    }
    assert offered(f"query target-cascade {option} r") == {"region": "Only this province"}


def test_a_parameter_that_has_a_value_is_not_offered_again() -> None:
    line = "query target-cascade -p stance equal -p "
    assert list(offered(line)) == ["national_indicator", "region", "strictness"]


def test_the_choices_of_a_parameter_complete() -> None:
    assert list(offered("query measure-matrix -p strictness ")) == ["plan", "source"]
    assert list(offered("query measure-matrix --param strictness so")) == ["source"]
    assert list(offered("analyze overlap -p scope ")) == ["provinces", "all"]


@pytest.mark.parametrize(
    "line", ["query recurring-measures -p minimum ", "query -p ", "query no-such -p ", "query contents -p "]
)
def test_nothing_is_offered_where_nothing_is_known(line: str) -> None:
    assert offered(line) == {}


def test_the_records_that_a_parameter_may_be_complete_by_name_and_by_chinese_label() -> None:
    assert offered("query indicator-values -p region guizhou")["guizhou"] == "Guizhou Province"
    assert offered("query indicator-values --lang zh -p region guizhou")["guizhou"] == "贵州省"
    assert offered("query indicator-values -p region 贵州省") == {"贵州省": "guizhou"}
    assert set(offered("analyze distance -p region yun")) >= {"yunnan"}
    assert set(offered("query indicator-values -p region nation")) == set()


def test_a_name_that_completes_is_one_that_a_query_takes(store: EmbeddedStore) -> None:
    classes = CATALOG.get("indicator-values").parameters["region"].classes
    names = offered("query indicator-values -p region ")
    assert len(names) > 100
    for name in [*names][::20]:
        (found,) = values_of(resolve(store, {"region": classes}, {"region": name})["region"])
        assert found.startswith("<http"), name


def test_a_claim_completes_by_its_prefixed_name_where_others_end_alike() -> None:
    names = offered("cite source:guizhou-2023-implementing-opinion/section-1")
    assert "source:guizhou-2023-implementing-opinion/section-1" in names
    assert offered("cite 至2023年全省商标注册量") != {}


def test_the_analyses_and_their_parameters_complete() -> None:
    assert list(offered("analyze ")) == list(ANALYSES)
    for name, analysis in ANALYSES.items():
        assert list(offered(f"analyze {name} -p ")) == list(analysis.parameters)


@pytest.mark.parametrize("command", ["draw", "visualize"])
def test_the_drawings_and_their_parameters_complete(command: str) -> None:
    assert list(offered(f"{command} ")) == list(SUBJECTS)
    assert offered(f"{command} time") == {"timeline": SUBJECTS["timeline"].title["en"]}
    assert offered(f"{command} --lang zh time") == {"timeline": SUBJECTS["timeline"].title["zh"]}
    for name, subject in SUBJECTS.items():
        assert list(offered(f"{command} {name} -p ")) == list(subject.parameters)


def test_the_choices_of_a_parameter_of_a_drawing_complete() -> None:
    assert list(offered("draw matrix -p level ")) == ["measure", "theme", "area"]
    assert list(offered("draw matrix -p level measure -p strictness so")) == ["source"]
    assert offered("draw timeline -p region guizh")["guizhou"] == "Guizhou Province"
    assert offered("draw no-such-drawing -p ") == {}


def test_a_parameter_that_takes_several_values_is_offered_again() -> None:
    assert "classes" in offered("draw network -p classes qs:Target -p ")
    assert "depth" not in offered("draw network -p depth 2 -p ")


def test_the_formats_of_an_export_complete() -> None:
    assert list(offered("export -f ")) == [*FORMATS, "site"]
    assert list(offered("export -f sp")) == ["sparql-library"]


def test_another_checkout_has_its_own_names(tmp_path: Path) -> None:
    for folder in ("ontology", "shapes", "data", "queries/few"):
        (tmp_path / folder).mkdir(parents=True)
    header = "#+ title: {en: One, zh: x}\n#+ description: {en: d, zh: d}\n#+ columns: [s]\n\n"
    query = tmp_path / "queries" / "few" / "one.rq"
    query.write_text(header + "SELECT ?s { ?s ?p ?o }\n", encoding="utf-8")
    assert offered(f"query --root {tmp_path} ") == {"one": "One"}


def test_a_folder_that_is_no_checkout_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    assert offered(f"query --root {tmp_path} ") == {}


def test_the_completion_script_of_a_shell_works() -> None:
    def kg(**asked: str) -> str:
        program = "import sys; sys.argv = ['kg']; from kg.cli import run; run()"
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **asked}, check=False, capture_output=True, text=True
        )
        assert done.stderr == ""
        return done.stdout

    assert "complete" in kg(_KG_COMPLETE="zsh_source")
    line = {"COMP_WORDS": "kg query recurring-m", "COMP_CWORD": "2"}
    assert kg(_KG_COMPLETE="bash_complete", **line) == "plain,recurring-measures\n"
