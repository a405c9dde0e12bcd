"""What an analysis is: its words in both languages, its parameters, its columns, its function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from kg.answers import Answer, Term
from kg.errors import UnknownName, WrongValue
from kg.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from kg.store import Store

Argument = str | int | float | Decimal
"""A value that a caller gives for a parameter; from the command line it is a text."""

Setting = str | int | float
"""A value that a parameter takes in the end: of the type of its default."""

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
class Parameter:
    """What a person may choose in an analysis.

    Attributes:
        name: Its name.
        default: What it is if nothing is chosen; its type is the parameter's.
        en: What it does, in English.
        zh: The same in simplified Chinese.
        choices: The texts that it may be; none if it is free.
        least: The least number that it may be.
        most: The greatest.
        iri: It names a record, by an IRI or a prefixed name.
    """

    name: str
    default: Setting
    en: str
    zh: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    iri: bool = False

    def take(self, given: Argument) -> Setting:
        """Return `given` as the parameter takes it.

        Raises:
            WrongValue: It is not of the type, none of the choices, or out of bounds.
            UnknownName: The prefix of a name is not known.
        """
        text = str(given).strip()
        if self.iri:
            return self._iri(text)
        if isinstance(self.default, str):
            if len(self.choices) > 0 and text not in self.choices:
                raise WrongValue(self.name, text, *self.wanted())
            return text
        try:
            number = int(text) if isinstance(self.default, int) else float(text)
        except ValueError:
            raise WrongValue(self.name, text, *self.wanted()) from None
        low = self.least if self.least is not None else float("-inf")
        high = self.most if self.most is not None else float("inf")
        if not low <= number <= high:  # which a number that is none (nan) is not either
            raise WrongValue(self.name, text, *self.wanted())
        return number

    def wanted(self) -> tuple[str, str]:
        """Return what the parameter takes, in English and in Chinese."""
        if self.iri:
            return "an IRI or a prefixed name such as region:guizhou", "IRI 或带前缀的名称，如 region:guizhou"
        if isinstance(self.default, str):
            if len(self.choices) == 0:
                return "a text", "文本"
            return f"one of {', '.join(self.choices)}", f"{'、'.join(self.choices)} 之一"
        en, zh = ("a whole number", "整数") if isinstance(self.default, int) else ("a number", "数字")
        if self.least is None or self.most is None:
            return en, zh
        low, high = (f"{bound:.10g}" for bound in (self.least, self.most))
        return f"{en} from {low} to {high}", f"{low} 至 {high} 的{zh}"

    def _iri(self, text: str) -> str:
        """Return the IRI that `text` names; empty for an empty text, where that is the default."""
        if text == self.default == "":
            return text
        iri = text.strip("<>") if "//" in text else expand(text)
        if iri is not None:
            return iri
        prefix, colon, _ = text.partition(":")
        if colon != "" and prefix not in PREFIXES:
            raise UnknownName("prefix", "前缀", prefix, PREFIXES)
        raise WrongValue(self.name, text, *self.wanted())


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

    def settle(self, given: Mapping[str, Argument]) -> dict[str, Setting]:
        """Return a value for each parameter: the one that is given, else the default.

        Raises:
            UnknownName: The analysis has no such parameter.
            WrongValue: A value is not what the parameter takes.
        """
        known = {each.name: each for each in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownName("parameter", "参数", name, known)
        return {name: each.take(given.get(name, each.default)) for name, each in known.items()}

    def run(self, graph: Askable, given: Mapping[str, Argument]) -> Answer:
        """Return the answer.

        Args:
            graph: What is asked.
            given: A value for each parameter that is not to keep its default.

        Raises:
            UnknownName: The analysis has no such parameter, or the graph no record of a name.
            WrongValue: A value is not what the parameter takes.
            NoAnswer: The store did not answer.
        """
        rows = self.compute(graph, **self.settle(given))
        return Answer.of(self.columns, [[_settled(cell) for cell in row] for row in rows])

    def explanation(self, lang: str) -> str:
        """Return what a person should know before running the analysis.

        Args:
            lang: The language, `en` or `zh`.
        """
        zh = lang == "zh"
        lines = [self.title[lang], "", self.description[lang], "", self.caveat[lang], ""]
        for each in self.parameters:
            default = str(each.default) or ("无" if zh else "none")
            if zh:
                lines.append(f"  -p {each.name}：{each.zh}（{each.wanted()[1]}；默认 {default}）")
            else:
                lines.append(f"  -p {each.name}: {each.en} ({each.wanted()[0]}; default {default})")
        lines.append("列：" if zh else "columns:")
        lines.extend(
            f"  {column}：{words[1]}" if zh else f"  {column}: {words[0]}"
            for column, words in self.columns.items()
        )
        lines.append(f"{'文献：' if zh else 'reference: '}{self.reference}")
        lines.append(f"{'示例：' if zh else 'example: '}kg analyze {self.name}")
        return "\n".join(lines) + "\n"


def _settled(cell: Cell) -> Cell:
    """Return a cell with numbers as Python's own, rounded to `DIGITS` decimals."""
    if cell is None or isinstance(cell, Term | str | int):
        return cell
    number = round(float(cell), DIGITS)
    return number + 0.0  # no minus before a zero
