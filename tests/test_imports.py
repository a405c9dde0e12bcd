"""The floors of the package: who may import whom, what is loaded late, and who prints."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))

HEAVY = (
    "SPARQLWrapper",
    "cn2an",
    "matplotlib",
    "networkx",
    "numpy",
    "opencc",
    "pandas",
    "polars",
    "pyarrow",
    "pyshacl",
    "rdflib",
    "scipy",
    "xlsxwriter",
)
"""Libraries that take long to load, and that most commands do not need."""


def python(program: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, check=False, capture_output=True, text=True
    )


LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_modules_import_only_from_floors_below() -> None:
    done = python(LINT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_an_import_from_above_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for path in MODULES:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    wrong = tmp_path / "kg" / "text.py"
    wrong.write_text(wrong.read_text(encoding="utf-8") + "\n\nimport kg.cli\n", encoding="utf-8")
    done = python(LINT, tmp_path)
    assert done.returncode == 1
    assert "kg.text -> kg.cli" in done.stdout


def test_every_module_stands_on_a_floor(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for path in [*MODULES, ROOT / "kg" / "elsewhere.py"]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(exist_ok=True)
        copy.touch()
    done = python(LINT, tmp_path)
    assert done.returncode == 1
    assert "elsewhere" in done.stdout


def test_the_command_line_loads_no_heavy_library() -> None:
    # Of PyYAML only the header of a query has need.
    late = {*HEAVY, "yaml"}
    done = python(f"import kg.cli, sys; print(*sorted(set(sys.modules) & {late!r}))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", "import it inside the function that needs it"


def test_a_query_on_the_files_loads_no_heavy_library() -> None:
    done = python(
        "import sys; from kg.cli import cli;"
        "cli.main(['query', 'contents', '-f', 'csv'], standalone_mode=False);"
        f"print(*sorted(set(sys.modules) & {set(HEAVY)!r}), file=sys.stderr)"
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "", "import it inside the function that needs it"


def test_a_query_loads_only_the_modules_that_it_needs() -> None:
    # Each of these has its part in some other command or form, and would slow the start of this one.
    unneeded = (
        "kg.analysis",
        "kg.charts",
        "kg.diagrams",
        "kg.drawing",
        "kg.export",
        "kg.gallery",
        "kg.network",
        "kg.text",
        "kg.turtle",
        "kg.validation",
        "html",
    )
    done = python(
        "import sys; from kg.cli import cli;"
        "cli.main(['query', 'contents', '-f', 'csv'], standalone_mode=False);"
        f"print(*sorted(set(sys.modules) & set({unneeded!r})), file=sys.stderr)"
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "", "import it inside the function that needs it"


def printing(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of what writes to the screen in a module's text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id in ("print", "echo", "secho"):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if name in ("click.echo", "click.secho", "sys.stdout", "sys.stderr"):
                yield node.lineno, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints(path: Path) -> None:
    found = [f"{path}:{line}: {name}" for line, name in printing(path.read_text(encoding="utf-8"))]
    if path.parent != ROOT / "kg" / "cli":
        assert found == []


def test_the_command_line_does_print() -> None:
    text = (ROOT / "kg" / "cli" / "speech.py").read_text(encoding="utf-8")
    assert len(list(printing(text))) > 0


@pytest.mark.parametrize(
    "source",
    ["print(1)", "click.echo(1)", "def f():\n    sys.stdout.write('x')", "say = print", "click.secho('x')"],
)
def test_what_prints_is_found(source: str) -> None:
    assert len(list(printing(source))) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["--version"], ["query", "--lisst"]])
def test_help_and_errors_of_arguments_load_no_library_but_click(arguments: list[str]) -> None:
    done = python(
        f"import sys; sys.argv = ['kg', *{arguments!r}]\n"
        "from kg.cli import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', *sorted({{*{HEAVY!r}, 'pyoxigraph', 'yaml'}} & set(sys.modules)))"
    )
    assert done.stdout.splitlines()[-1].split() == ["loaded:"], done.stdout + done.stderr
