"""Parameters: what a person may choose in a canned query or an analysis, and how what is given is read.

Which records there are is not known here: `kg.query.labels` puts the IRI of a record in the place of its
label.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, UnknownName, WrongValue
from kg.rdf.namespaces import OWL, PREFIXES, iri_in, shorten
from kg.words import Noun, Words

Argument = str | int | float | Decimal
"""A value that a caller gives: an IRI, a prefixed name, a label, a text or a number."""

Value = str | int | float
"""A value as it is read: the whole IRI, a text, or a number."""

TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "iri": (
        "an IRI or a prefixed name such as region:guizhou",
        "IRI 或带前缀的名称，如 region:guizhou",
    ),
    "integer": ("a whole number", "整数"),
    "decimal": ("a number", "数字"),
    "string": ("a text", "文本"),
}
"""The types a parameter may have, and how to name them to a person."""

_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')


@dataclass(frozen=True)
class Parameter:
    """What a person may choose.

    Attributes:
        name: Its name; in a query that of the variable.
        type: A key of `TYPES`.
        en: What it does, in English.
        zh: The same in simplified Chinese.
        example: A value that gives rows; empty if there is none.
        classes: The IRIs of the classes that its values are of, for the type `iri`; a value may then
            be named by a label.
        default: What it is if nothing is given, as it is written, in a query in SPARQL; empty if that leaves
            the answer open.
        choices: The texts that it may be, for the type `string`; none if it is free.
        least: The least number that it may be.
        most: The greatest.
        several: Whether it may be given more than once.
    """

    name: str
    type: str
    en: str
    zh: str
    example: str = ""
    classes: tuple[str, ...] = ()
    default: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    several: bool = False

    @property
    def wanted(self) -> tuple[str, str]:
        """What it takes, in English and in Chinese."""
        en, zh = TYPES[self.type]
        if len(self.choices) > 0:
            return f"one of {', '.join(self.choices)}", f" {'、'.join(self.choices)} 之一"
        low, high = (f"{bound:.10g}" if bound is not None else "" for bound in (self.least, self.most))
        if low != "" and high != "":
            return f"{en} from {low} to {high}", f"{low} 至 {high} 的{zh}"
        if low != "" or high != "":
            at_en, at_zh = ("at least", "不小于") if low != "" else ("at most", "不大于")
            return f"{en} of {at_en} {low}{high}", f"{at_zh} {low}{high} 的{zh}"
        if len(self.classes) == 0:
            return en, zh
        if self.classes == (OWL + "Thing",):
            return f"{en}, or the label of an entity", f"{zh}，或实体的标签"
        names = [shorten(each) for each in self.classes]
        return f"{en}, or the label of a {' or '.join(names)}", f"{zh}，或 {'、'.join(names)} 的标签"

    def explanation(self, lang: str) -> str:
        """Return the line that tells a person what it does, what it takes and what its default is."""
        value = self.default.strip('"')
        if lang == "zh":
            default = f"默认为 {value}" if value != "" else "默认不限"
            return f"-p {self.name}：{self.zh}（{self.wanted[1].strip()}；{default}）"
        default = f"default: {value}" if value != "" else "default: any"
        return f"-p {self.name}: {self.en} ({self.wanted[0]}; {default})"

    def read(self, given: str) -> Value:
        """Return what `given` means; an empty text that is the default stays one.

        Raises:
            WrongValue: It is not of the type, none of the choices, or out of bounds.
            UnknownName: The prefix of a name is not known.
        """
        if given == self.default == "":
            return given
        if self.type == "iri":
            return self.iri(given)
        if self.type == "string":
            return self.text(given)
        number = self.number(given)
        return int(number) if self.type == "integer" else float(number)

    def text(self, given: str) -> str:
        """Return a text that it takes; see `read`."""
        try:
            given.encode("utf-8")
        except UnicodeEncodeError:
            raise self.refusal(given) from None
        if len(self.choices) > 0 and given not in self.choices:
            raise self.refusal(given)
        return given

    def iri(self, given: str) -> str:
        """Return the IRI that a person wrote, whole or as a prefixed name; see `read`."""
        iri = iri_in(self.text(given))
        if iri is None or not is_iri(iri):
            prefix, colon, _ = given.partition(":")
            if iri is None and colon != "" and prefix not in PREFIXES:
                raise UnknownName(Noun("prefix"), prefix, PREFIXES)
            raise self.refusal(given)
        return iri

    def number(self, given: str) -> Decimal:
        """Return the number that a person wrote, a whole one for the type `integer`; see `read`."""
        try:
            number = Decimal(self.text(given).strip())
        except InvalidOperation:
            raise self.refusal(given) from None
        # A number of more digits than any engine holds would only fill the memory.
        if not number.is_finite() or abs(number.adjusted()) > 30:
            raise self.refusal(given)
        low = self.least if self.least is not None else float("-inf")
        high = self.most if self.most is not None else float("inf")
        whole = number.to_integral_value()
        if not low <= float(number) <= high or (self.type == "integer" and number != whole):
            raise self.refusal(given)
        return whole if self.type == "integer" else number

    def refusal(self, given: str) -> WrongValue:
        """Return the error that says what it takes instead of `given`."""
        return WrongValue(self.name, given, wanted=Words(*self.wanted))


def is_iri(text: str) -> bool:
    """Say whether `text` is a whole IRI that may stand in a query."""
    if _IRI.fullmatch(text) is None:
        return False
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def arguments_of(pairs: Iterable[tuple[str, str]], several: Container[str] = ()) -> dict[str, str]:
    """Return the mapping that pairs of name and value make.

    Args:
        pairs: Names and values.
        several: The names that may come more than once; their values are joined by spaces.

    Raises:
        KgError: Another name comes twice.
    """
    arguments: dict[str, str] = {}
    for name, value in pairs:
        if name in arguments and name in several:
            value = f"{arguments[name]} {value}"  # noqa: PLW2901
        elif name in arguments:
            raise KgError("parameter {name!r} was given more than once; keep one of them", name=name)
        arguments[name] = value
    return arguments
