"""Reads files as UTF-8, and writes them atomically: a reader sees the old content or the new one.

The path `-` is standard input, wherever a file is read.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import KgError, MissingFile, NotWritten

STDIN: Final = Path("-")
"""The path that means standard input."""

LARGEST: Final = 64_000_000
"""The maximum size of a file in bytes, ten times that of the whole graph."""

StreamWriter = Callable[[BinaryIO], None]
"""Writes the content of a file to a stream, so that not all of it is in memory."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return the content of a file, or of standard input.

    Args:
        path: The file.
        largest: The maximum size in bytes.

    Raises:
        MissingFile: The file cannot be read, or is larger than `largest`.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(largest + 1)
        else:
            with path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size  # 0 for a device, which may have no end
                content = stream.read() if 0 < size <= largest else stream.read(largest + 1)
    except OSError as error:
        raise MissingFile.from_os(path, error) from error
    except ValueError as error:
        raise MissingFile(path, "its name has a null character") from error
    if len(content) > largest:
        raise MissingFile(path, "it is larger than {most} MB", most=largest // 1_000_000)
    return content


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a file, line ends untouched; see `read_bytes`.

    Raises:
        MissingFile: The file cannot be read, is too large, or is not UTF-8.
    """
    content = read_bytes(path, largest)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MissingFile(
            path,
            "it is not UTF-8: byte 0x{byte:02x} at offset {offset}, line {line}",
            byte=content[error.start],
            offset=error.start,
            line=line,
        ) from error


def json_text(content: object) -> str:
    """Return the text of a JSON file: indented, with the characters of all scripts as they are."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_atomically(path: Path, content: str | bytes | StreamWriter) -> None:
    """Write `content` to `path` completely or not at all.

    The content goes to a temporary file in the same folder, is flushed to the disk, and then takes
    the name `path` in one step (POSIX rename, which is atomic on one file system).

    Args:
        path: The file to write; its folder must exist.
        content: Text (written as UTF-8, newlines untouched), bytes, or what writes them to a stream.

    Raises:
        NotWritten: The folder is missing, not writable, or full; an earlier file at `path` is unchanged.
    """
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:  # a device or a pipe has no old content, and must not be replaced
                _write(stream, content)
            return
        path = path.resolve()  # a link keeps its target
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            _write(stream, content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except (OSError, RuntimeError) as error:  # before Python 3.13, a loop of links is a RuntimeError
        raise NotWritten.because(path, error) from error
    finally:
        # After the rename the temporary file is gone; after an error or an interrupt it must be removed.
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _write(stream: BinaryIO, content: str | bytes | StreamWriter) -> None:
    """Write text or bytes to a stream, or let a function do it."""
    if isinstance(content, str | bytes):
        stream.write(content.encode("utf-8") if isinstance(content, str) else content)
    else:
        content(stream)


def write_folder_atomically(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` as the content of `folder`, all of them or none.

    They are written to a temporary folder next to it, which is then renamed. POSIX cannot exchange two
    folders in one step: an earlier output is renamed first, and is complete under a hidden name next to it
    if the run is killed at that instant.

    Args:
        folder: The folder to write; its parent must exist.
        files: The contents by file name; a name may lead into a folder below (`targets/values.rq`).

    Raises:
        KgError: `folder` has a file of another name, so it is not an earlier output.
        NotWritten: `folder` is a file, or cannot be written; an earlier output is unchanged.
    """
    temporary: Path | None = None
    try:
        folder = folder.resolve()
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
        for foreign in sorted(there - set(files)):
            raise KgError(
                "not written: the folder contains {foreign}, which would be lost; name a new or empty folder",
                path=folder,
                foreign=foreign,
            )
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".tmp"))
        new, old = temporary / "new", temporary / "old"
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.is_dir():
            folder.replace(old)
        try:
            new.replace(folder)
        except OSError:
            if old.exists():
                old.replace(folder)
            raise
    except (OSError, RuntimeError) as error:  # as above
        raise NotWritten.because(folder, error) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _umask() -> int:
    """Return the umask of the process, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
