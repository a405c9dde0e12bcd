"""The output of the command: the answer goes to a file or to stdout, messages go to stderr."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gettext import gettext as _
from io import TextIOWrapper
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast

import click

from kg.errors import KgError, Note, NotWritten
from kg.files import StreamWriter, write_atomically, write_folder_atomically
from kg.words import visible

PATIENCE: Final = 2
"""The number of seconds after which a slow command shows a progress line."""

_IN_MEMORY: Final = 16_000_000
"""The number of bytes of an answer from which it waits for stdout in a file."""

_PLAIN_LINES: Final = str.maketrans("─│┌┬┐├┼┤└┴┘", "-|+++++++++")
"""Lines of a table for an encoding without box-drawing characters."""


def take_any_text() -> None:
    """Let stdout and stderr write a character that their encoding does not have as `\\u8d35`.

    A closed stream gets another, so that no file that is opened later takes its number. A closed stdout gets
    one that cannot be written to, so that an answer is not lost without an error.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print a message on stderr; a stderr that cannot be written to is no reason to stop."""
    with suppress(OSError):
        click.echo(visible(text), err=True)


@contextmanager
def waiting() -> Iterator[None]:
    """Count the seconds on a line of stderr during slow work, and remove the line at the end.

    There is no such line if stderr is not a terminal.
    """
    done, shown = threading.Event(), threading.Event()

    def count() -> None:
        seconds = PATIENCE
        while not done.wait(PATIENCE if seconds == PATIENCE and not shown.is_set() else 1):
            shown.set()
            click.echo(f"\r{_('working')} … {seconds} s", err=True, nl=False)
            seconds += 1

    if not sys.stderr.isatty():
        yield
        return
    counter = threading.Thread(target=count, daemon=True)
    counter.start()
    try:
        yield
    finally:
        done.set()
        counter.join()
        if shown.is_set():
            click.echo("\r\033[K", err=True, nl=False)


@contextmanager
def noting(lang: str) -> Iterator[None]:
    """Print the notes of the block on stderr, each once, in `lang`."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    for text in dict.fromkeys(
        each.message.message(lang) for each in caught if isinstance(each.message, Note)
    ):
        say(text)


def deliver(
    content: str | bytes | Mapping[str, bytes] | StreamWriter,
    output: Path | None,
    *,
    pager: bool = False,
    styled: bool = False,
) -> None:
    """Write the answer to a file or to stdout, or, if it is several files, to a folder.

    Args:
        content: A text, the bytes of a file, the files of a folder, or what writes a file to a stream.
        output: The file or folder; None for stdout.
        pager: Whether a text longer than the terminal goes to a pager there.
        styled: Whether a text has terminal sequences, all of them the program's own. Those of other texts
            are not sent to a terminal.

    Raises:
        KgError: Several files go to stdout, or binary content goes to a terminal.
        NotWritten: The destination cannot be written to.
    """
    if callable(content):
        _deliver_stream(content, output)
        return
    if not isinstance(content, str | bytes):
        if output is None:
            raise KgError("this format writes a folder of files; name it with --output")
        write_folder_atomically(output, content)
        return
    if output is not None:
        write_atomically(output, content)
        return
    if sys.stdout.isatty() and not styled:
        content = visible(_text_of(content))
    if pager and isinstance(content, str) and _is_long(content):
        os.environ.setdefault("LESS", "-RS")  # colors, and long lines cut rather than wrapped
        click.echo_via_pager(content.removesuffix("\n"))
        return
    if isinstance(content, str) and not _has_lines():
        content = content.translate(_PLAIN_LINES)
    _echo([content])


def _deliver_stream(write: StreamWriter, output: Path | None) -> None:
    """Write a file, or all of it to stdout once it is complete; see `deliver`."""
    if output is not None:
        with waiting():
            write_atomically(output, write)
        return
    with SpooledTemporaryFile(_IN_MEMORY) as kept:
        with waiting():
            write(cast(BinaryIO, kept))
        kept.seek(0)
        if sys.stdout.isatty():
            deliver(kept.read(), None)
        else:
            _echo(iter(lambda: kept.read(_IN_MEMORY), b""))


def _echo(parts: Iterable[str | bytes]) -> None:
    """Write to stdout."""
    try:
        for part in parts:
            click.echo(part, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_stdout()
        raise NotWritten.because(Path("stdout"), error) from error


def _is_long(text: str) -> bool:
    """Say whether stdout is a terminal, and has fewer lines than a text."""
    return sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size((80, 24)).lines


def _has_lines() -> bool:
    """Say whether the encoding of stdout has box-drawing characters."""
    try:
        "┼".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _text_of(content: str | bytes) -> str:
    """Return the text of an output for a terminal.

    Raises:
        KgError: It is binary.
    """
    if isinstance(content, str):
        return content
    try:
        if b"\0" not in content:
            return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    raise KgError("binary output; write it to a file with --output")


def drop_stdout() -> None:
    """Discard the rest of stdout, since Python would fail again when it flushes at exit."""
    with suppress(OSError):  # a stream in memory has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
