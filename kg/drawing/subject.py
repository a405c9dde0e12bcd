"""A subject: what can be drawn, a question whose answer is a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from kg.drawing.drawing import Drawing
from kg.query.question import Question
from kg.words import Phrase, said


@dataclass(frozen=True, kw_only=True)
class Subject(Question):
    """A chart or a diagram that can be drawn.

    Attributes:
        extensions: The file extensions that it can be written with.
        draw: Draws it from a store and a catalog, in a language, with a value for each parameter.
    """

    command: ClassVar[str] = "draw"

    extensions: tuple[str, ...]
    draw: Callable[..., Drawing]

    @property
    def example(self) -> str:
        """A command that draws it; see `Question.example`."""
        return f"{super().example} -o {self.name}.svg"

    def explanation(self, lang: str) -> str:
        """Return what a person should know before drawing it; see `Question.explanation`."""
        extensions = said(Phrase("extensions: {extensions}", extensions=" ".join(self.extensions)), lang)
        return f"{super().explanation(lang)}{extensions}\n"
