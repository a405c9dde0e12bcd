"""Writes the reference pages of the queries, analyses and drawings from their own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.analysis import ANALYSES
from kg.gallery import SUBJECTS
from kg.project import open_project
from kg.query.catalog import CannedQuery, Catalog
from kg.query.parameters import Parameter
from kg.query.question import Question
from kg.words import said

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "queries": ("Query reference", "查询参考"),
    "analyses": ("Analysis reference", "分析参考"),
    "drawings": ("Chart and diagram reference", "图表参考"),
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
        themes = {_word(theme, lang): queries.of_theme(theme) for theme in THEMES}
        found[f"queries{ending}.md"] = _page("queries", themes, lang)
        found[f"analyses{ending}.md"] = _page("analyses", {"": ANALYSES.values()}, lang)
        found[f"drawings{ending}.md"] = _page("drawings", {"": SUBJECTS.values()}, lang)
    return found


def _word(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]


def _page(name: str, parts: Mapping[str, Iterable[Question]], lang: str) -> str:
    """Return a page of questions, in parts that have headings."""
    lines = [f"# {_word(name, lang)}"]
    for heading, questions in parts.items():
        lines += ["", f"## {heading}"] if heading != "" else []
        for question in questions:
            lines += ["", f"{'###' if heading != '' else '##'} {question.name}", *_question(question, lang)]
    return "\n".join(lines) + "\n"


def _question(question: Question, lang: str) -> Iterable[str]:
    title = question.title[lang]
    yield from ("", f"**{title[0].upper()}{title[1:]}.**" if lang == "en" else f"**{title}。**")
    yield from ("", prose(question.description[lang]))
    if len(question.caveat) > 0:
        yield from ("", f"**{_word('limits', lang)}.** {prose(question.caveat[lang])}")
    if question.reference != "":
        yield from ("", f"**{_word('reference', lang)}.** {prose(question.reference)}")
    yield from _parameters(question.parameters.values(), lang)
    if isinstance(question, CannedQuery) and question.theme == "checks":
        return  # kg validate runs it, and its columns are those of every check
    if any(question.columns.values()):
        yield from ("", f"| {_word('column', lang)} | {_word('description', lang)} |", "|---|---|")
        yield from (f"| `{name}` | {prose(words[lang])} |" for name, words in question.columns.items())
    elif len(question.columns) > 0:
        yield from ("", f"{_word('columns', lang)}: {', '.join(f'`{each}`' for each in question.columns)}.")
    yield from ("", f"{_word('example', lang)}:", "", "```console", f"$ {question.example}", "```")


def _parameters(parameters: Iterable[Parameter], lang: str) -> Iterable[str]:
    rows = list(parameters)
    if len(rows) == 0:
        return
    heads = (_word(key, lang) for key in ("parameter", "description", "accepts", "default"))
    yield from ("", f"| {' | '.join(heads)} |", "|---|---|---|---|")
    for each in rows:
        default = each.default.strip('"')
        shown = f"`{default}`" if default != "" else _word("any", lang)
        does = each.zh if lang == "zh" else each.en
        yield f"| `{each.name}` | {prose(does)} | {prose(said(each.wanted, lang).strip())} | {shown} |"


def prose(text: str) -> str:
    """Return a text as it reads in a Markdown paragraph or cell: marks of Markdown are escaped."""
    joined = " ".join(text.split())
    for mark in "\\`*_|<>[]":
        joined = joined.replace(mark, f"\\{mark}")
    return joined
