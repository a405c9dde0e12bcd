"""The texts for people that the modules of the package write, read from their source."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any, Final, NamedTuple

from jinja2 import Environment

from kg.errors import KgError, Note
from kg.export.annotation import annotate  # noqa: F401  (it has a separate kind of phrase)
from kg.words import Phrase
from tests.conftest import ROOT

MODULES: Final = sorted((ROOT / "kg").rglob("*.py"))

PAGES: Final = sorted((ROOT / "kg").rglob("templates/*.html"))
"""The templates of the pages of the site."""

FORWARDED: Final = ("message", "reason", "template")
"""What a function calls a template that it hands on; its calls are read instead."""

_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")


class Template(NamedTuple):
    """A template: its gettext context, its English text, its facts if they are known, and its place."""

    context: str
    text: str
    facts: frozenset[str] | None
    place: str


def places(template: str) -> set[str]:
    """Return the names of the places of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def kinds(root: type[object]) -> Iterator[type[object]]:
    """Yield a class and all classes below it."""
    yield root
    for each in root.__subclasses__():
        yield from kinds(each)


def takers() -> dict[str, tuple[int, str]]:
    """Return what takes a template: by name, at which place, and in which gettext context."""
    found = {"Words.of": (0, ""), "super().__init__": (0, "")}
    for kind in (*kinds(KgError), *kinds(Note), *kinds(Phrase)):
        parameters = list(inspect.signature(kind).parameters)
        for name in set(FORWARDED) & set(parameters):
            found[kind.__name__] = (parameters.index(name), getattr(kind, "context", ""))
    return found


TAKERS: Final = takers()


def templates_in(source: str, module: str) -> Iterator[Template]:
    """Yield the templates that a module writes.

    Raises:
        ValueError: A template is no literal, so that nobody could look for its translation.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arguments):
            for parameter, default in zip(
                reversed([*node.posonlyargs, *node.args]), reversed(node.defaults), strict=False
            ):
                if parameter.arg in FORWARDED:
                    yield Template("", ast.literal_eval(default), None, f"{module}:{default.lineno}")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in TAKERS:
            name = ast.unparse(node.func)
            at, context = TAKERS[name]
            if len(node.args) <= at:
                continue
            argument, place = node.args[at], f"{module}:{node.args[at].lineno}"
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield Template(context, argument.value, _facts(node, name), place)
            elif not isinstance(argument, ast.Name) or argument.id not in FORWARDED:
                raise ValueError(f"{place}: the template is no literal: {ast.unparse(argument)}")


def _facts(call: ast.Call, name: str) -> frozenset[str] | None:
    """Return the names of the facts that a call gives, None if it unpacks some."""
    names = {each.arg for each in call.keywords if each.arg is not None}
    if len(names) < len(call.keywords):
        return None
    return frozenset(names | ({"name", "value"} if name == "WrongValue" else set()))


def templates_of_page(source: str, file: str) -> Iterator[Template]:
    """Yield the texts of a template of pages: the arguments of its function `_`."""
    environment: Any = Environment(extensions=["jinja2.ext.i18n"])
    for line, _, message in environment.extract_translations(source):
        yield Template("", message if isinstance(message, str) else message[0] or "", None, f"{file}:{line}")


def all_templates() -> list[Template]:
    """Return the templates of all modules of the package, and the texts of its pages."""
    found: list[Template] = []
    for path in (*MODULES, *PAGES):
        read = templates_in if path.suffix == ".py" else templates_of_page
        found += read(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
    return found


def chinese_in(source: str) -> list[int]:
    """Return the lines of the string literals that are written in Chinese characters, without docstrings.

    An escape such as `\\u4e00`, in the pattern of a character, is no text.
    """
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    lines = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if _HAN.search(node.value) and _HAN.search(ast.get_source_segment(source, node) or "")
    }
    return sorted(lines)
