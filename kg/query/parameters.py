"""Parameters of canned queries, analyses, and drawings, and how their values are read.

This module does not look up records: `kg.query.labels` replaces the label of a record by its IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, UnknownName, WrongValue, nearest
from kg.rdf.namespaces import OWL, PREFIXES, iri_in, shorten
from kg.words import Noun, Phrase, either, said, text

Argument = str | int | float | Decimal | Sequence[str]
"""A value that a caller passes: an IRI, a prefixed name, a label, a text, or a number, or a list of those."""

Given = str | tuple[str, ...]
"""The same as text, and several values as a tuple."""

Setting = str | int | float | tuple[str, ...]
"""A value after reading: the full IRI, a text, or a number; a tuple of texts where there may be several."""

TYPES: Final[Mapping[str, Phrase]] = {
    "iri": Phrase("an IRI or a prefixed name such as region:guizhou"),
    "integer": Phrase("a whole number"),
    "decimal": Phrase("a number"),
    "string": Phrase("a text"),
}
"""The types of parameters, and their names in messages."""

_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')


@dataclass(frozen=True)
class Parameter:
    """A parameter.

    Attributes:
        name: Its name; in a query, that of the variable.
        type: A key of `TYPES`.
        en: What it does, in English.
        zh: The same in simplified Chinese.
        example: A value that gives rows; empty if there is none.
        classes: The IRIs of the classes of its values, for the type `iri`; a value may then be given by its
            label.
        default: The default, as it is written (in a query, in SPARQL); empty if the parameter then has no
            effect.
        choices: The texts that are allowed, for the type `string`; empty if any text is.
        least: The least number that is allowed.
        most: The greatest number that is allowed.
        several: Whether it may have several values, which are alternatives; of the type `iri` or `string`.
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
    def wanted(self) -> Phrase:
        """The values that it takes."""
        kind = TYPES[self.type]
        if len(self.choices) > 0:
            return Phrase("one of {choices}", choices=self.choices)
        if len(self.classes) == 0:
            return self._within(kind)
        if self.classes == (OWL + "Thing",):
            return Phrase("{type}, or the label of an entity", type=kind)
        return Phrase(
            "{type}, or the label of a {classes}", type=kind, classes=either(map(shorten, self.classes))
        )

    def _within(self, kind: Phrase) -> Phrase:
        """Return the values that it takes of a type, within its bounds."""
        low, high = (f"{bound:.10g}" if bound is not None else "" for bound in (self.least, self.most))
        if low != "" and high != "":
            return Phrase("{type} from {low} to {high}", type=kind, low=low, high=high)
        if low != "":
            return Phrase("{type} of at least {low}", type=kind, low=low)
        return Phrase("{type} of at most {high}", type=kind, high=high) if high != "" else kind

    def explanation(self, lang: str) -> str:
        """Return the line that says what it does, which values it takes, and its default."""
        return said(Phrase("-p {name}: {meaning}", name=self.name, meaning=self.meaning(lang)), lang)

    def meaning(self, lang: str) -> str:
        """Return the same without its name."""
        value = self.default.strip('"')
        default = Phrase("default: {value}", value=value) if value != "" else Phrase("default: any")
        notes = [self.wanted, default, *([Phrase("may be repeated")] if self.several else [])]
        joined = text("; ", lang, "list").join(said(each, lang).strip() for each in notes)
        does = {"en": self.en, "zh": self.zh}
        return said(Phrase("{does} ({notes})", does=does, notes=joined), lang)

    def read(self, given: Given) -> Setting:
        """Return the value of `given`; an empty text that is the default stays empty, or means no values.

        Raises:
            WrongValue: It is not of the type, not one of the choices, or out of bounds.
            UnknownName: The prefix of a name is not known.
            KgError: There are several values, but it takes one.
        """
        if self.several:
            texts = [each for each in values_of(given) if each != ""]
            return tuple(self.iri(each) if self.type == "iri" else self.text(each) for each in texts)
        given = self.single(given)
        if given == self.default == "":
            return given
        if self.type == "iri":
            return self.iri(given)
        if self.type == "string":
            return self.text(given)
        number = self.number(given)
        return int(number) if self.type == "integer" else float(number)

    def single(self, given: Given) -> str:
        """Return the one value that is given.

        Raises:
            KgError: There is more than one.
        """
        if len(values_of(given)) > 1:
            raise KgError("parameter {name!r} was given more than once; keep one of them", name=self.name)
        return values_of(given)[0] if given != () else ""

    def text(self, given: str) -> str:
        """Return a text, if the parameter takes it; see `read`."""
        try:
            given.encode("utf-8")
        except UnicodeEncodeError:
            raise self.refusal(given) from None
        if len(self.choices) > 0 and given not in self.choices:
            raise self.refusal(given)
        return given

    def iri(self, given: str) -> str:
        """Return the IRI that was given in full or as a prefixed name; see `read`."""
        iri = iri_in(self.text(given))
        if iri is None or not is_iri(iri):
            prefix, colon, _ = given.partition(":")
            if iri is None and colon != "" and prefix not in PREFIXES:
                raise UnknownName(Noun("prefix"), prefix, PREFIXES)
            raise self.refusal(given)
        return iri

    def number(self, given: str) -> Decimal:
        """Return the number that was given, a whole one for the type `integer`; see `read`."""
        try:
            number = Decimal(self.text(given).strip())
        except InvalidOperation:
            raise self.refusal(given) from None
        # No engine supports a number of so many digits, and it would only fill the memory.
        if not number.is_finite() or abs(number.adjusted()) > 30:
            raise self.refusal(given)
        low = self.least if self.least is not None else float("-inf")
        high = self.most if self.most is not None else float("inf")
        whole = number.to_integral_value()
        if not low <= float(number) <= high or (self.type == "integer" and number != whole):
            raise self.refusal(given)
        return whole if self.type == "integer" else number

    def refusal(self, given: str) -> WrongValue:
        """Return the error that names the choice most like `given`, or the values that are allowed."""
        like = nearest(given, self.choices)
        if like is None:
            return WrongValue(self.name, given, wanted=self.wanted)
        message = "{name} does not take {value!r}; did you mean {nearest}?"
        return WrongValue(self.name, given, message, nearest=like)


def is_iri(text: str) -> bool:
    """Say whether `text` is a full IRI that is allowed in a query."""
    if _IRI.fullmatch(text) is None:
        return False
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def values_of(given: Given) -> tuple[str, ...]:
    """Return the values that are given."""
    return (given,) if isinstance(given, str) else given


def as_given(argument: Argument) -> Given:
    """Return the values that a caller passes, as text."""
    if isinstance(argument, Sequence) and not isinstance(argument, str):
        return tuple(map(str, argument))
    return str(argument)


def arguments_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Given]:
    """Return pairs of name and value as a mapping; a name that occurs again has several values."""
    arguments: dict[str, Given] = {}
    for name, value in pairs:
        arguments[name] = (*values_of(arguments[name]), value) if name in arguments else value
    return arguments
