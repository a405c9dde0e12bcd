"""The class of analyses: questions with the function that answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from kg.query.labels import settle
from kg.query.parameters import Argument
from kg.query.question import Question
from kg.rdf.answers import Answer, Term

if TYPE_CHECKING:
    from kg.rdf.store import Store

Cell = Term | str | int | float | None
"""A value in a row of an analysis; a number may also be a numpy number."""

DIGITS: Final = 6
"""The number of decimals in an answer: few enough to be the same on all platforms, more than needed."""


class Askable(Protocol):
    """The graph that an analysis queries: that of `kg.open()`, or any other object with these two members."""

    @property
    def store(self) -> Store:
        """The store that answers SPARQL."""

    def query(self, name: str, /, **arguments: Argument) -> Answer:
        """Return the rows of a canned query."""


@dataclass(frozen=True, kw_only=True)
class Analysis(Question):
    """A question to the graph that needs more than a query.

    Attributes:
        compute: Returns the rows, in a total order, from the graph and a value for each parameter.
    """

    command: ClassVar[str] = "analyze"

    compute: Callable[..., Iterable[Iterable[Cell]]]

    def run(self, graph: Askable, given: Mapping[str, Argument]) -> Answer:
        """Return the answer.

        Args:
            graph: The graph to query.
            given: Values by parameter; the others keep their defaults.

        Raises:
            UnknownName: The analysis has no such parameter, or the graph no record of a name.
            WrongValue: A value is not what the parameter takes, or is a record of another class.
            AmbiguousName: Several records have the label that was given.
            NoAnswer: The store did not answer.
        """
        rows = self.compute(graph, **settle(graph.store, self.parameters, given))
        return Answer.of(tuple(self.columns), [[_settled(cell) for cell in row] for row in rows])


def _settled(cell: Cell) -> Cell:
    """Return a cell with numbers as Python numbers, rounded to `DIGITS` decimals."""
    if cell is None or isinstance(cell, Term | str | int):
        return cell
    number = round(float(cell), DIGITS)
    return number + 0.0  # no minus before a zero
