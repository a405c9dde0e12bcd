"""How the command speaks: the answer goes to a file or to stdout, the talk to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kg.errors import KgError, NotWritten
from kg.output import write_atomically, write_folder_atomically


def say(en: str, zh: str, lang: str) -> None:
    """Say something to the person, on stderr."""
    click.echo(zh if lang == "zh" else en, err=True)


def deliver(content: str | bytes | Mapping[str, bytes], output: Path | None) -> None:
    """Write the answer to a file or to stdout, or, if it is several files, to a folder.

    Raises:
        KgError: Several files go to stdout, or what is no text goes to a terminal.
        NotWritten: The place cannot be written to.
    """
    if not isinstance(content, str | bytes):
        if output is None:
            raise KgError(
                "this format writes a folder of files; name it with --output",
                "此格式输出一个目录；请用 --output 指定",
            )
        write_folder_atomically(output, content)
        return
    if output is not None:
        write_atomically(output, content)
        return
    if isinstance(content, bytes) and sys.stdout.isatty() and not _is_text(content):
        raise KgError(
            "this format is no text, which a terminal could show; name a file with --output",
            "此格式不是文本，终端无法显示；请用 --output 指定文件",
        )
    try:
        click.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_stdout()
        raise NotWritten(Path("stdout"), error.strerror or str(error)) from error


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def drop_stdout() -> None:
    """Send what is left for stdout nowhere, since Python would fail again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
