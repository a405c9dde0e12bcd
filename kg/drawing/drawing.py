"""A drawing: what a chart and a diagram have in common, a titled figure that can be written to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing.style import IMAGE_EXTENSIONS, image
from kg.errors import UnknownName
from kg.files import write_atomically
from kg.words import Noun

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Drawing:
    """A chart or a diagram.

    Attributes:
        title: Its title, in `lang`.
        caption: Its source: the project, and the command that shows the same data.
        lang: The language of its words, `en` or `zh`.
        figure: Draws it with matplotlib.
        files: What writes it in each further format, by file extension.
    """

    title: str
    caption: str
    lang: str
    figure: Callable[[], Figure]
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title!r})"

    @property
    def extensions(self) -> tuple[str, ...]:
        """The file extensions that it can be written with, images first."""
        return (*IMAGE_EXTENSIONS, *self.files)

    def write(self, extension: str) -> bytes:
        """Return the content of a file.

        Args:
            extension: One of `extensions`, such as `.svg`.

        Raises:
            UnknownName: It cannot be written in this format.
        """
        if extension in IMAGE_EXTENSIONS:
            return image(self.figure(), extension)
        if extension not in self.files:
            raise UnknownName(Noun("file extension"), extension, self.extensions)
        return self.files[extension]()

    def save(self, path: Path | str) -> None:
        """Write it to `path`, whose extension chooses the format.

        Raises:
            UnknownName: It cannot be written in this format.
            NotWritten: The file cannot be written.
        """
        path = Path(path)
        write_atomically(path, self.write(path.suffix))

    def _repr_svg_(self) -> str:
        """Return the figure for a notebook."""
        return self.write(".svg").decode("utf-8")
