"""The output of rows: their options, their format, and their destination."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import PATH, Choice
from kg.cli.speech import deliver, say
from kg.errors import KgError, UnknownName
from kg.words import Noun

if TYPE_CHECKING:
    from kg.rdf.answers import Answer
    from kg.rdf.store import Store

FORM_OF_EXTENSION: Final = {".txt": "table", ".csv": "csv", ".json": "json", ".ttl": "ttl", ".xlsx": "xlsx"}
"""The format for each file extension."""

FORMS: Final = tuple(FORM_OF_EXTENSION.values())
"""The formats of rows."""

TABLE_WIDTH: Final = 120
"""The width of a table if there is no terminal and COLUMNS is not set."""


@dataclass(frozen=True)
class Rows:
    """The requested format and destination of the rows.

    Attributes:
        form: One of `FORMS`; None for the format of the extension of `output`, or a table.
        output: The file to write; None for stdout.
        wide: Whether a table may be wider than the terminal, and name every IRI.
        limit: The maximum number of rows to show; None for all.
        pager: Whether output longer than the terminal goes to a pager.
        bom: Whether CSV begins with a byte order mark, by which Excel recognizes UTF-8.
        lang: The language of a table or workbook, `en` or `zh`.
    """

    form: str | None
    output: Path | None
    wide: bool
    limit: int | None
    pager: bool
    bom: bool
    lang: str

    def form_of(self, usual: str = "table") -> str:
        """Return the format of the rows; `usual` if neither a format nor a file is named.

        Raises:
            UnknownName: No format has the extension of the file.
        """
        if self.form is not None:
            return self.form
        if self.output is None:
            return usual
        if self.output.suffix not in FORM_OF_EXTENSION:
            raise UnknownName(Noun("file extension"), self.output.suffix, FORM_OF_EXTENSION)
        return FORM_OF_EXTENSION[self.output.suffix]

    def show(
        self, answer: Answer, name: str, store: Store | None = None, usual: str = "table", title: str = ""
    ) -> None:
        """Write the rows to their destination, and say how many are left out.

        Args:
            answer: The rows.
            name: The name of a sheet with the rows.
            store: The store with the labels of IRIs; None if there are no IRIs.
            usual: See `form_of`.
            title: The title, which is a message: above the rows, or after they are in a file.

        Raises:
            KgError: The rows cannot be written, or the store did not answer.
        """
        shown = replace(answer, rows=answer.rows[: self.limit])
        content = self._content(shown, name, store, usual)
        if self.output is None and title != "":
            say(title)
        self.write(content, styled=self.form_of(usual) == "table")
        if self.output is not None and title != "":
            say(title)
        more = len(answer) - len(shown)
        if more > 0:
            one, several = (
                "{more} more row; raise --limit to see it",
                "{more} more rows; raise --limit to see them",
            )
            say(ngettext(one, several, more).format(more=more))

    def write(self, content: str | bytes, *, styled: bool = False) -> None:
        """Write a text or a file to its destination; see `deliver`."""
        deliver(content, self.output, pager=self.pager, styled=styled)

    def _content(self, answer: Answer, name: str, store: Store | None, usual: str) -> str | bytes:
        """Return the rows in their format; see `show`."""
        form = self.form_of(usual)
        if self.bom and form != "csv":
            raise KgError("--bom is for csv, not {form}; leave it out", form=form)
        if form == "table":
            return self._table(answer, store)
        if form == "xlsx":
            from kg.export.answer_sheet import write_sheet  # noqa: PLC0415
            from kg.query.display import displayed  # noqa: PLC0415  (help does not need it)

            return write_sheet(displayed(answer, store, self.lang, machine=True), name)
        from kg.rdf.results import write_answer  # noqa: PLC0415  (as above)

        return ("\ufeff" if self.bom else "") + write_answer(answer, form)

    def _table(self, answer: Answer, store: Store | None) -> str:
        from kg.cli.grid import write_table  # noqa: PLC0415
        from kg.query.display import displayed  # noqa: PLC0415  (help does not need it)

        shown = displayed(answer, store, self.lang, machine=self.wide)
        width = None if self.wide else max(20, shutil.get_terminal_size((TABLE_WIDTH, 24)).columns)
        bold = self.output is None and sys.stdout.isatty() and os.environ.get("NO_COLOR", "") == ""
        return write_table(shown, width, spare=not self.wide, bold=bold)


_OPTIONS: Final = (
    click.option(
        "-f",
        "--format",
        "form",
        type=Choice(FORMS),
        help="The format of the rows.  [default: the extension of --output, else table]",
    ),
    click.option("-o", "--output", type=PATH, help="Output file; default: stdout."),
    click.option(
        "--wide", is_flag=True, help="Do not fit the table to the terminal, and show the IRI of every label."
    ),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show at most N rows."),
    click.option(
        "--pager/--no-pager",
        default=True,
        help="Show output longer than the terminal in the program in $PAGER.  [default: pager]",
    ),
    click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, which Excel needs."),
    click.option(
        "--lang",
        type=Choice(["en", "zh"]),
        default="en",
        show_default=True,
        envvar="KG_LANG",
        help="The language of messages and tables.",
    ),
)


def rows_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of rows to a command, which receives them as `rows`."""

    @functools.wraps(command)
    def packed(**given: object) -> None:
        rows = Rows(**{each.name: given.pop(each.name) for each in fields(Rows)})  # type: ignore[arg-type]
        command(rows=rows, **given)

    for option in reversed(_OPTIONS):
        option(packed)
    return packed
