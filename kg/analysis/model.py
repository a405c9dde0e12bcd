"""What an analysis is: a question with the function that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from kg.query.labels import settle
from kg.query.parameters import Argument
from kg.query.question import Question, read_file
from kg.rdf.answers import Answer, Term

if TYPE_CHECKING:
    from kg.rdf.store import Store

Cell = Term | str | int | float | None
"""A value in a row that an analysis computes; a number may also be numpy's."""

DIGITS: Final = 6
"""How many decimals an answer has: fewer than platforms differ in, more than the data bear."""


class Askable(Protocol):
    """What an analysis asks: the graph that `kg.open()` returns, or whatever else has these two."""

    @property
    def store(self) -> Store:
        """What answers SPARQL."""

    def query(self, name: str, /, **arguments: Argument) -> Answer:
        """Return the rows of a canned query."""


@dataclass(frozen=True, kw_only=True)
class Analysis(Question):
    """A question to the graph that takes more than a query to answer.

    Attributes:
        compute: Returns the rows, in a total order, from the graph and a value for each parameter.
    """

    command: ClassVar[str] = "analyze"

    compute: Callable[..., Iterable[Iterable[Cell]]]

    @classmethod
    def of(cls, module: str, compute: Callable[..., Iterable[Iterable[Cell]]]) -> Analysis:
        """Return the analysis whose words are in the YAML file beside a module.

        Args:
            module: The file of the module, `__file__`.
            compute: See `compute`.

        Raises:
            SyntaxFault: The file does not describe a question.
        """
        return cls(**read_file(Path(module).with_suffix(".yaml")), compute=compute)

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
        return Answer.of(tuple(self.columns), [[_settled(cell) for cell in row] for row in rows])


def _settled(cell: Cell) -> Cell:
    """Return a cell with numbers as Python's own, rounded to `DIGITS` decimals."""
    if cell is None or isinstance(cell, Term | str | int):
        return cell
    number = round(float(cell), DIGITS)
    return number + 0.0  # no minus before a zero
