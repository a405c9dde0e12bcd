"""Writing files so that a reader sees the old content or the new one, never a part of either."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.errors import NotWritten


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` whole or not at all.

    The content goes to a temporary file in the same folder, is flushed to the disk, and then takes
    the name `path` in one step (POSIX rename, which is atomic on one file system).

    Args:
        path: The file to write; its folder must exist.
        content: Text (written as UTF-8, newlines untouched) or bytes.

    Raises:
        NotWritten: The folder is missing, not writable or full; what stood at `path` is untouched.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.exists() and not path.is_file():
        _write_through(path, data)  # a device or a pipe has no old content, and must not be replaced
        return
    path = path.resolve()  # a link keeps pointing where it does
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise NotWritten(path, error.strerror or str(error)) from error
    finally:
        # After the rename the temporary name is gone; after a fault or an interrupt it must go.
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    """Write to a device, pipe or the like; see `write_atomically`."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise NotWritten(path, error.strerror or str(error)) from error


def _umask() -> int:
    """Return the process's umask, which the system only tells to one who sets it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
