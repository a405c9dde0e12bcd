"""The floors of the package: who may import whom, what is loaded late, and who prints."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))

HEAVY = (
    "SPARQLWrapper",
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
    "starlette",
    "uvicorn",
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
        copy.parent.mkdir(exist_ok=True, parents=True)
        copy.write_bytes(path.read_bytes())
    wrong = tmp_path / "kg" / "chinese" / "normalization.py"
    wrong.write_text(wrong.read_text(encoding="utf-8") + "\n\nimport kg.cli\n", encoding="utf-8")
    done = python(LINT, tmp_path)
    assert done.returncode == 1
    assert "kg.chinese.normalization -> kg.cli" in done.stdout


def test_every_module_is_in_a_layer(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for path in [*MODULES, ROOT / "kg" / "elsewhere.py"]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(exist_ok=True, parents=True)
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
        "kg.networks",
        "kg.chinese.normalization",
        "kg.chinese.period",
        "kg.chinese.quantity",
        "kg.rdf.endpoint",
        "kg.rdf.turtle",
        "kg.validation",
        "html",
        "http.client",
    )
    done = python(
        "import sys; from kg.cli import cli;"
        "cli.main(['query', 'contents', '-f', 'csv'], standalone_mode=False);"
        f"print(*sorted(set(sys.modules) & set({unneeded!r})), file=sys.stderr)"
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "", "import it inside the function that needs it"


def test_the_readers_of_chinese_texts_are_loaded_on_first_use() -> None:
    done = python(
        "import kg, sys; before = {'kg.chinese.quantity', 'kg.chinese.period'} & set(sys.modules)\n"
        "print(len(before), kg.chinese.quantities('95%以上')[0].unit, kg.chinese.periods('2025年底')[0].edtf)"
    )
    assert (done.stdout.strip(), done.stderr) == ("0 % 2025", "")


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


def required() -> set[str]:
    """Return the modules that a default installation brings."""
    names = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found = {re.split(r"[^\w-]", name)[0].lower() for name in names}
    by_module = packages_distributions()
    return {module for module, packages in by_module.items() if found & {each.lower() for each in packages}}


OPTIONAL = {"h11", "jinja2", "pandas", "polars", "pyarrow", "starlette", "uvicorn"}
"""Of the extras `frames`, `parquet`, `site`, and `server`; an error names them where they are missing."""


def test_every_library_that_a_module_imports_is_a_dependency() -> None:
    allowed = required() | OPTIONAL | set(sys.stdlib_module_names) | {"kg"}
    foreign = {
        (path.relative_to(ROOT).as_posix(), name.split(".")[0])
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "kg"]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def test_analyses_and_diagrams_do_without_the_libraries_of_the_extras() -> None:
    done = python(
        "import sys; sys.modules.update(scipy=None, pandas=None, pyarrow=None)\n"
        "import networkx as nx, kg\n"
        "from kg.analysis import ANALYSES\n"
        "from kg.diagrams.layout import spread\n"
        "graph = kg.open()\n"
        "for name in ANALYSES: print(name, len(graph.analyze(name)))\n"
        "shape = nx.disjoint_union(nx.balanced_tree(5, 4), nx.cycle_graph(9))\n"
        "print(len(spread(nx.MultiDiGraph(nx.relabel_nodes(shape, str)))))\n"
        "for kind in ('network', 'lineage'): print(kind, len(graph.draw(kind)._repr_svg_()))\n"
    )
    assert done.returncode == 0, done.stderr


INTERFACES = {
    "ANALYSIS",
    "CHART",
    "DIAGRAM",
    "EXTENSIONS",
    "QUERY",
    "caption_of",
    "draw_figure",
    "title_of",
    "write_page",
}
"""Names that several modules of one kind have by agreement."""

COMMANDS = {path.stem for path in (ROOT / "kg" / "cli").glob("*.py")}
"""A command has the name of the function that does the work."""


def public_names(source: str) -> Iterator[str]:
    """Yield the public names that a module defines at its top level."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            names = []
        yield from (name for name in names if not name.startswith("_"))


def test_a_public_name_has_one_meaning() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for name in public_names(path.read_text(encoding="utf-8")):
            homes.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    several = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert {name: paths for name, paths in several.items() if name not in INTERFACES | COMMANDS} == {}
    assert sorted(INTERFACES - set(several)) == []
