"""An answer: the rows that a query or an analysis gives, as RDF terms and as Python values.

It converts to a pandas, polars, or Arrow table, and is shown as a table in a notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import PARQUET, MissingLibrary, NoAnswer
from kg.rdf.namespaces import XSD, shorten
from kg.words import Words

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Term = ox.NamedNode | ox.BlankNode | ox.Literal
"""An RDF term as the engines return it."""

Value = str | int | float | bool | None
"""A term as a Python value: an IRI or a text is a `str`, a decimal a `float`, a missing term is None."""

TRIPLE = ("subject", "predicate", "object")
"""The columns of an answer that is a set of triples."""

SHOWN_ROWS = 60
"""How many rows a notebook shows of a long answer."""


@dataclass(frozen=True, repr=False)
class Answer:
    """Rows under named columns.

    Attributes:
        columns: The names of the columns, in order.
        rows: A tuple of terms for each row; None where there is no value.
        why: Why there are no rows and what to ask instead, by language (`en` and `zh`); empty if there are
            rows, or if the query was your own. It does not count when two answers are compared.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    why: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, columns: Iterable[str], rows: Iterable[Iterable[Term | Decimal | Value]]) -> Answer:
        """Return the answer whose rows are Python values; a `float` becomes an xsd:decimal.

        Raises:
            ValueError: A number is infinite or NaN, or a row is shorter or longer than `columns`.
        """
        names = tuple(columns)
        terms = tuple(tuple(map(_term, row)) for row in rows)
        for row in terms:
            if len(row) != len(names):
                raise ValueError(f"{len(row)} values for the columns {', '.join(names)}")
        return cls(names, terms)

    @classmethod
    def of_triples(cls, triples: Iterable[ox.Triple]) -> Answer:
        """Return the answer whose rows are triples, in order and each once.

        Raises:
            NoAnswer: A triple is about another triple.
        """
        rows = {(checked(subject), predicate, checked(object_)) for subject, predicate, object_ in triples}
        return cls(TRIPLE, tuple(sorted(rows, key=lambda row: tuple(map(str, row)))))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a mapping from column to value."""
        for row in self.rows:
            yield {column: value_of(term) for column, term in zip(self.columns, row, strict=True)}

    def texts(self) -> list[dict[str, str]]:
        """Return the rows, each as a mapping from column to the text without markup that `plain` gives."""
        return [dict(zip(self.columns, map(plain, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame.

        Raises:
            MissingLibrary: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  (a library of the user's choice)
        except ImportError as error:
            raise MissingLibrary("pandas", "pandas") from error
        return pd.DataFrame(self._series(), columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars data frame.

        Raises:
            MissingLibrary: polars is not installed.
        """
        try:
            import polars as pl  # noqa: PLC0415  (a library of the user's choice)
        except ImportError as error:
            raise MissingLibrary("polars", "polars") from error
        return pl.DataFrame(self._series())

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table; a column without any value is of type text.

        Raises:
            MissingLibrary: pyarrow is not installed.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415  (loading it takes long)
        except ImportError as error:
            raise MissingLibrary("pyarrow", PARQUET) from error
        arrays = [
            pa.array(values, type=pa.string() if all(value is None for value in values) else None)
            for values in self._series().values()
        ]
        return pa.table(arrays, names=list(self.columns))

    def _series(self) -> dict[str, list[Value]]:
        """Return the values of each column, all of one type: numbers if all are, else texts if any is."""
        series: dict[str, list[Value]] = {}
        for index, column in enumerate(self.columns):
            values = [value_of(row[index]) for row in self.rows]
            kinds = {type(value) for value in values if value is not None}
            if kinds == {int, float}:
                values = [float(value) if value is not None else None for value in values]
            elif len(kinds) > 1:
                values = [plain(row[index]) if row[index] is not None else None for row in self.rows]
            series[column] = values
        return series

    def __repr__(self) -> str:
        return f"Answer({len(self)} rows of {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        """Return the rows as an HTML table, which a notebook shows."""
        from html import escape  # noqa: PLC0415  (its tables slow the start of every command)

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_shown(term))}</td>' for term in row)}</tr>"
            for row in self.rows[:SHOWN_ROWS]
        )
        more = len(self.rows) - SHOWN_ROWS
        rest = f"<p>… {' | '.join(Words.of('{more} more rows', more=more))}</p>" if more > 0 else ""
        reason = f"<p>{escape(' | '.join(self.why.values()))}</p>" if len(self.why) > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}{reason}"


def checked(term: Term | ox.Triple | None) -> Term | None:
    """Return an engine's term.

    Raises:
        NoAnswer: It is a triple, which RDF 1.1 does not have as a term.
    """
    if isinstance(term, ox.Triple):
        raise NoAnswer("the answer has a triple as a term; ask for its subject, predicate, and object")
    return term


def plain(term: Term | None) -> str:
    """Return a term without markup: the IRI, the text, or the number as a plain decimal."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "decimal":
        try:
            number = Decimal(term.value)
        except InvalidOperation:
            return term.value
        if not number.is_finite():
            return term.value
        # Cut as text: arithmetic on a Decimal rounds to 28 digits.
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return term.value


def language_of(term: Term | None) -> str:
    """Return the language of a literal without its script or region, such as `zh`; empty if it has none."""
    return (term.language or "").partition("-")[0] if isinstance(term, ox.Literal) else ""


def value_of(term: Term | None) -> Value:
    """Return a term as a Python value; an invalid number stays a text, even with a numeric datatype."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.removeprefix(XSD)
        if kind == "boolean":
            return term.value in ("true", "1")
        if kind in ("integer", "decimal"):
            text = plain(term)
            try:
                return float(text) if "." in text else int(text)
            except ValueError:
                return text
    return term.value


def _term(value: Term | Decimal | Value) -> Term | None:
    """Return the term of a Python value; see `Answer.of`."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"not a number: {value}")
        return ox.Literal(f"{value:f}", datatype=ox.NamedNode(XSD + "decimal"))
    if isinstance(value, str | int):  # a bool is an int, and becomes an xsd:boolean
        return ox.Literal(value)
    return value


def _shown(term: Term | None) -> str:
    """Return a term as a person reads it in a table: an IRI shortened, a number plain."""
    return shorten(term.value, "/") if isinstance(term, ox.NamedNode) else plain(term)
