"""Shell completion with the Tab key: names of queries, themes, analyses, and parameters.

click calls these functions (https://click.palletsprojects.com/en/stable/shell-completion/). Completion must
not fail, so a folder that cannot be read gives no names and no error.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from gettext import gettext as _
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click
from click.shell_completion import CompletionItem

from kg.errors import KgError
from kg.project import open_project
from kg.rdf.namespaces import QS

if TYPE_CHECKING:
    from kg.query.catalog import Catalog
    from kg.query.parameters import Parameter

_WORDS = "kg.words"
"""The key under which a context keeps the arguments."""

Offer: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]"
"""Returns the completions of an incomplete word."""


class Command(click.Command):
    """A command that keeps its arguments, and refuses an option that is given twice but takes one value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments, since click drops those of an incomplete option, and parse them.

        Raises:
            click.UsageError: An option that takes one value is given twice.
        """
        ctx.meta[_WORDS] = list(args)
        if not ctx.resilient_parsing:
            order = self.make_parser(ctx).parse_args(list(args))[2]
            for param, count in Counter(order).items():
                if isinstance(param, click.Option) and count > 1 and not (param.multiple or param.is_flag):
                    name = max(param.opts, key=len)
                    said = _("{name} was given more than once; keep one of them")
                    raise click.UsageError(said.format(name=name), ctx)
        return super().parse_args(ctx, args)


def _offering(named: Callable[[click.Context], Iterable[tuple[str, str]]]) -> Offer:
    """Return the function that offers the results of `named`: names with their titles."""

    def offer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        try:
            found = [each for each in named(ctx) if each[0].startswith(incomplete)]
        except KgError:
            return []
        return [CompletionItem(name, help=title) for name, title in found]

    return offer


def _queries(ctx: click.Context) -> Iterable[tuple[str, str]]:
    catalog = _catalog(ctx)
    return [(name, catalog.get(name).title[_lang(ctx)]) for name in catalog.names]


def _themes(ctx: click.Context) -> Iterable[tuple[str, str]]:
    themes = [each.theme for each in _catalog(ctx).of_theme(None)]
    return [(theme, "") for theme in dict.fromkeys(themes)]


def _analyses(ctx: click.Context) -> Iterable[tuple[str, str]]:
    from kg.analysis import ANALYSES  # noqa: PLC0415  (only this command needs it)

    return [(each.name, each.title[_lang(ctx)]) for each in ANALYSES.values()]


def _drawings(ctx: click.Context) -> Iterable[tuple[str, str]]:
    from kg.gallery import SUBJECTS  # noqa: PLC0415  (only this command needs it)

    return [(each.name, each.title[_lang(ctx)]) for each in SUBJECTS.values()]


def _formats(ctx: click.Context) -> Iterable[tuple[str, str]]:
    from kg.export import FORMATS  # noqa: PLC0415  (only this command needs it)

    return [(name, "") for name in (*FORMATS, "site")]


def _claims(ctx: click.Context) -> Iterable[tuple[str, str]]:
    return _records(ctx, (QS + "Attested",))


def _records(ctx: click.Context, classes: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return the names of the records of some classes, each with its label."""
    from kg.graph import open_graph  # noqa: PLC0415  (only names of records need the graph)
    from kg.query.wording import names_of  # noqa: PLC0415

    root: Path | None = ctx.params.get("root")
    with warnings.catch_warnings(action="ignore"):  # the shell would show a note in the middle of a line
        graph = open_graph(root)
    return names_of(graph.store, classes, _lang(ctx))


def _parameters(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Return the parameters of the named query, analysis, or drawing that can still be given a value.

    After the name of a parameter, return its choices or names of records, and nothing for a number or a
    text.
    """
    words: list[str] = ctx.meta[_WORDS]
    if words[-1:] not in (["-p"], ["--param"]):
        if words[-2:-1] not in (["-p"], ["--param"]):
            return []
        chosen = [each for each in _all_parameters(ctx) if each.name == words[-1]]
        names = [(choice, "") for each in chosen for choice in each.choices]
        return names + [name for each in chosen if each.classes for name in _records(ctx, each.classes)]
    given = {name for option, name in pairwise(words) if option in ("-p", "--param")}
    zh = _lang(ctx) == "zh"
    return [
        (each.name, each.zh if zh else each.en)
        for each in _all_parameters(ctx)
        if each.several or each.name not in given
    ]


def _all_parameters(ctx: click.Context) -> Iterable[Parameter]:
    name = ctx.params.get("name") or next(iter(ctx.args), None)
    if name is None:
        return []
    if ctx.command.name == "analyze":
        from kg.analysis import analysis_of  # noqa: PLC0415  (only this command needs it)

        return analysis_of(name).parameters.values()
    if ctx.command.name == "draw":
        from kg.gallery import subject_of  # noqa: PLC0415  (only this command needs it)

        return subject_of(name).parameters.values()
    return _catalog(ctx).get(name).parameters.values()


def _catalog(ctx: click.Context) -> Catalog:
    from kg.query.catalog import Catalog  # noqa: PLC0415  (help does not need it)

    root: Path | None = ctx.params.get("root")
    return Catalog(open_project(root).queries)


def _lang(ctx: click.Context) -> str:
    return str(ctx.params.get("lang") or "en")


query_names = _offering(_queries)
themes = _offering(_themes)
analysis_names = _offering(_analyses)
drawing_names = _offering(_drawings)
claims = _offering(_claims)
export_formats = _offering(_formats)
parameter_names = _offering(_parameters)
