"""Pages of questions: each canned query, analysis, and drawing with its description and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kg.analysis import ANALYSES
from kg.drawing.subject import Subject
from kg.gallery import SUBJECTS, drawing_of
from kg.query.question import Question
from kg.rdf.answers import Answer
from kg.rdf.results import write_answer
from kg.site.material import Material
from kg.site.page import CHINESE, Page, View
from kg.site.tables import QUESTION_FOLDERS, Table, table_of
from kg.words import LANGUAGES, Phrase, coded


def question_pages(material: Material) -> Iterator[Page]:
    """Yield the page of each canned query, analysis, and drawing, and the list of each of these."""
    queries = material.graph.catalog.of_theme(None)
    kinds: list[tuple[Phrase, Sequence[Question]]] = [
        (Phrase("Canned queries"), queries),
        (Phrase("Analyses"), [*ANALYSES.values()]),
        (Phrase("Charts and diagrams"), [*SUBJECTS.values()]),
    ]
    for title, questions in kinds:
        folder = QUESTION_FOLDERS[questions[0].command]
        yield Page(folder, "questions.html", title, partial(_list_of, questions=questions))
        for each in questions:
            yield Page(
                f"{folder}{each.name}/", "question.html", each.title, partial(_question, question=each)
            )


def question_files(material: Material) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the answers to queries and analyses as CSV, and the drawings as SVG, in each language."""
    for each in (*material.graph.catalog.of_theme(None), *ANALYSES.values()):
        yield f"{QUESTION_FOLDERS[each.command]}{each.name}.csv", partial(_csv, material, each)
    for subject in SUBJECTS.values():
        for lang in LANGUAGES:
            yield _picture(subject.name, lang), partial(_svg, material, subject.name, lang)


def answer_to(material: Material, question: Question) -> Answer:
    """Return the answer to a canned query or an analysis with its default values."""
    if question.name in ANALYSES and question.command == "analyze":
        return material.analysis(question.name)
    return material.answer(question.name)


def _list_of(view: View, questions: Sequence[Question]) -> Mapping[str, object]:
    by_theme: dict[str, list[tuple[str, str, str]]] = {}
    for each in questions:
        theme = getattr(each, "theme", "")
        href = view.to_page(f"{QUESTION_FOLDERS[each.command]}{each.name}/")
        by_theme.setdefault(theme, []).append((href, each.title[view.lang], each.description[view.lang]))
    return {
        "themes": [
            (coded("theme", theme, view.lang), sorted(items, key=lambda item: item[1]))
            for theme, items in sorted(by_theme.items())
        ]
    }


def _question(view: View, question: Question) -> Mapping[str, object]:
    """Return what the page of a question shows."""
    return {
        "question": question,
        "description": question.description[view.lang],
        "caveat": question.caveat.get(view.lang, ""),
        "parameters": [(each.name, each.meaning(view.lang)) for each in question.parameters.values()],
        "body": getattr(question, "body", ""),
        "picture": view.to(_picture(question.name, view.lang)) if isinstance(question, Subject) else "",
        "table": None if isinstance(question, Subject) else _table(view, question),
    }


def _table(view: View, question: Question) -> Table:
    folder = QUESTION_FOLDERS[question.command]
    answer = answer_to(view.material, question)
    return table_of(view, question, answer, f"{folder}{question.name}.csv")


def _csv(material: Material, question: Question) -> bytes:
    return write_answer(answer_to(material, question), "csv").encode("utf-8")


def _picture(name: str, lang: str) -> str:
    """Return the path of a drawing as SVG."""
    return f"{CHINESE if lang == 'zh' else ''}{QUESTION_FOLDERS['draw']}{name}.svg"


def _svg(material: Material, name: str, lang: str) -> bytes:
    graph = material.graph
    return drawing_of(graph.store, graph.catalog, name, lang, {}).write(".svg")
