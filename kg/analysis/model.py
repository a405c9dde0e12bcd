"""What an analysis is: its words in both languages, its parameters, its columns, its function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from kg.query.labels import settle
from kg.query.parameters import Argument, Parameter
from kg.rdf.answers import Answer, Term

if TYPE_CHECKING:
    from kg.rdf.store import Store

Cell = Term | str | int | float | None
"""A value in a row that an analysis computes; a number may also be numpy's."""

Words = Mapping[str, str]
"""A text by language, `en` and `zh`."""

DIGITS: Final = 6
"""How many decimals an answer has: fewer than platforms differ in, more than the data bear."""


class Askable(Protocol):
    """What an analysis asks: the graph that `kg.open()` returns, or whatever else has these two."""

    @property
    def store(self) -> Store:
        """What answers SPARQL."""

    def query(self, name: str, /, **arguments: Argument) -> Answer:
        """Return the rows of a canned query."""


@dataclass(frozen=True)
class Analysis:
    """A question to the graph that takes more than a query to answer.

    Attributes:
        name: What it is called.
        title: The question, in a few words.
        description: What it computes, with the formula.
        caveat: What the answer does not say.
        reference: The literature that the method is from.
        parameters: What a person may choose.
        columns: The columns of the answer, in order, each with what it holds in English and in Chinese.
        compute: Returns the rows, in a total order, from the graph and a value for each parameter.
    """

    name: str
    title: Words
    description: Words
    caveat: Words
    reference: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, tuple[str, str]]
    compute: Callable[..., Iterable[Iterable[Cell]]]

    def run(self, graph: Askable, given: Mapping[str, Argument]) -> Answer:
        """Return the answer.

        Args:
            graph: What is asked.
            given: A value for each parameter that is not to keep its default.

        Raises:
            UnknownName: The analysis has no such parameter, or the graph no record of a name.
            WrongValue: A value is not what the parameter takes, or is a record of another class.
            AmbiguousName: Several records have the label that was given.
            NoAnswer: The store did not answer.
        """
        rows = self.compute(graph, **settle(graph.store, self.parameters, given))
        return Answer.of(self.columns, [[_settled(cell) for cell in row] for row in rows])

    def explanation(self, lang: str) -> str:
        """Return what a person should know before running the analysis.

        Args:
            lang: The language, `en` or `zh`.
        """
        zh = lang == "zh"
        lines = [self.title[lang], "", self.description[lang], "", self.caveat[lang], ""]
        lines.extend(f"  {each.explanation(lang)}" for each in self.parameters)
        lines.append("列：" if zh else "columns:")
        lines.extend(
            f"  {column}：{words[1]}" if zh else f"  {column}: {words[0]}"
            for column, words in self.columns.items()
        )
        lines.append(f"{'文献：' if zh else 'reference: '}{self.reference}")
        shown = [f" -p {each.name} {each.example}" for each in self.parameters if each.example != ""]
        lines.append(f"{'示例：' if zh else 'example: '}kg analyze {self.name}{''.join(shown)}")
        return "\n".join(lines) + "\n"


def _settled(cell: Cell) -> Cell:
    """Return a cell with numbers as Python's own, rounded to `DIGITS` decimals."""
    if cell is None or isinstance(cell, Term | str | int):
        return cell
    number = round(float(cell), DIGITS)
    return number + 0.0  # no minus before a zero
