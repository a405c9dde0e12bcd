"""A subject: what can be drawn, its words in both languages, its parameters, and its function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.drawing.drawing import Drawing
from kg.query.parameters import Parameter
from kg.words import text


@dataclass(frozen=True)
class Subject:
    """A chart or a diagram that can be drawn.

    Attributes:
        name: Its name.
        title: What it shows, in a few words, by language.
        description: How to read it, by language.
        parameters: What a person may choose.
        extensions: The file extensions that it can be written with.
        draw: Draws it from a store and a catalog, in a language, with a value for each parameter.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    extensions: tuple[str, ...]
    draw: Callable[..., Drawing]

    def explanation(self, lang: str) -> str:
        """Return what a person should know before drawing it.

        Args:
            lang: The language, `en` or `zh`.
        """
        lines = [self.title[lang], "", self.description[lang], ""]
        lines.extend(f"  {each.explanation(lang)}" for each in self.parameters)
        lines.append(text("extensions: {names}", lang).format(names=" ".join(self.extensions)))
        shown = [f" -p {each.name} {each.example}" for each in self.parameters if each.example != ""][:1]
        example = f"kg draw {self.name}{''.join(shown)} -o {self.name}.svg"
        lines.append(text("example: {command}", lang).format(command=example))
        return "\n".join(lines) + "\n"
