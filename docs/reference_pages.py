"""Writes the reference pages of the queries and analyses from their own metadata."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import Final

from kg.analysis import ANALYSES
from kg.analysis.model import Analysis
from kg.project import open_project
from kg.query.catalog import CannedQuery, Catalog
from kg.query.parameters import Parameter

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "queries": ("Query reference", "查询参考"),
    "analyses": ("Analysis reference", "分析参考"),
    "parameter": ("parameter", "参数"),
    "accepts": ("accepts", "取值"),
    "default": ("default", "默认值"),
    "any": ("any", "不限"),
    "description": ("description", "说明"),
    "column": ("column", "列"),
    "columns": ("Columns", "列"),
    "example": ("Example", "示例"),
    "limits": ("Limits", "局限"),
    "reference": ("Reference", "文献"),
    "measures": ("Measures", "措施"),
    "targets": ("Targets", "目标"),
    "outcomes": ("Outcomes", "结果"),
    "plans": ("Plans", "规划"),
    "institutions": ("Institutions", "机构"),
    "places": ("Places", "地区"),
    "documents": ("Documents", "文件"),
    "evidence": ("Evidence", "证据"),
    "quality": ("Data quality", "数据质量"),
    "checks": ("Checks", "检查"),
}
"""The words of the pages, in English and Chinese; the themes in the order of the page."""

THEMES: Final = tuple(WORDS)[list(WORDS).index("measures") :]


def pages() -> dict[str, str]:
    """Return the text of each reference page, in Markdown, by file name."""
    queries = Catalog(open_project().queries)
    found = {}
    for lang, ending in (("en", ""), ("zh", ".zh")):
        found[f"queries{ending}.md"] = "\n".join(_query_page(queries, lang)) + "\n"
        found[f"analyses{ending}.md"] = "\n".join(_analysis_page(lang)) + "\n"
    return found


def _word(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]


def _query_page(queries: Catalog, lang: str) -> Iterable[str]:
    yield f"# {_word('queries', lang)}"
    for theme in THEMES:
        yield from ("", f"## {_word(theme, lang)}")
        for query in queries.of_theme(theme):
            yield from _query(query, lang)


def _query(query: CannedQuery, lang: str) -> Iterable[str]:
    title = query.title[lang]
    yield from (
        "",
        f"### {query.name}",
        "",
        f"**{title[0].upper()}{title[1:]}.**" if lang == "en" else f"**{title}。**",
    )
    yield from ("", _prose(query.description[lang]))
    yield from _parameters(query.parameters.values(), lang)
    if len(query.columns) > 0 and query.theme != "checks":
        yield from ("", f"{_word('columns', lang)}: {', '.join(f'`{each}`' for each in query.columns)}.")
        yield from _example(f"kg query {query.name}", query.parameters.values(), lang)


def _analysis_page(lang: str) -> Iterable[str]:
    yield f"# {_word('analyses', lang)}"
    for analysis in ANALYSES.values():
        yield from _analysis(analysis, lang)


def _analysis(analysis: Analysis, lang: str) -> Iterable[str]:
    yield from (
        "",
        f"## {analysis.name}",
        "",
        f"**{analysis.title[lang]}.**" if lang == "en" else f"**{analysis.title[lang]}。**",
    )
    yield from ("", _prose(analysis.description[lang]))
    yield from ("", f"**{_word('limits', lang)}.** {_prose(analysis.caveat[lang])}")
    yield from ("", f"**{_word('reference', lang)}.** {_prose(analysis.reference)}")
    yield from _parameters(analysis.parameters, lang)
    yield from ("", f"| {_word('column', lang)} | {_word('description', lang)} |", "|---|---|")
    for name, words in analysis.columns.items():
        yield f"| `{name}` | {_prose(words[lang == 'zh'])} |"
    yield from _example(f"kg analyze {analysis.name}", analysis.parameters, lang)


def _parameters(parameters: Iterable[Parameter], lang: str) -> Iterable[str]:
    rows = list(parameters)
    if len(rows) == 0:
        return
    heads = (_word(key, lang) for key in ("parameter", "description", "accepts", "default"))
    yield from ("", f"| {' | '.join(heads)} |", "|---|---|---|---|")
    for each in rows:
        default = each.default.strip('"')
        shown = f"`{default}`" if default != "" else _word("any", lang)
        said = each.zh if lang == "zh" else each.en
        yield f"| `{each.name}` | {_prose(said)} | {_prose(each.wanted[lang == 'zh'].strip())} | {shown} |"


def _example(command: str, parameters: Iterable[Parameter], lang: str) -> Iterable[str]:
    shown = [f" -p {each.name} {shlex.quote(each.example)}" for each in parameters if each.example != ""][:1]
    yield from ("", f"{_word('example', lang)}:", "", "```console", f"$ {command}{''.join(shown)}", "```")


def _prose(text: str) -> str:
    """Return a text as it reads in a Markdown paragraph or cell: marks of Markdown are escaped."""
    joined = " ".join(text.split())
    for mark in "\\`*_|<>[]":
        joined = joined.replace(mark, f"\\{mark}")
    return joined
