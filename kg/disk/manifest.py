"""What a store on disk was made from: size, times, inode, and SHA-256 of each file.

A file whose size, times, and inode are those of the manifest has not changed, so it is not read. Any other
file is read, and its SHA-256 decides. A file that changed shortly before it was read could change again
without a new time, since clocks of file systems are coarse: it is always read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import MissingFile
from kg.files import read_bytes
from kg.project import Project
from kg.query.derivation import LARGEST_SUMMARIES, rule_files

COARSEST: Final = 2_000_000_000
"""The nanoseconds in which two changes of a file may get the same time, on any file system."""

_UNSETTLED: Final = -1
"""The time of a file that may still change without a new time; no file has it."""


class FileState(NamedTuple):
    """The state of a file.

    Attributes:
        size: Its size in bytes.
        modified: When its content changed, in nanoseconds.
        changed: When its content or its inode changed, in nanoseconds.
        inode: The number of its inode.
        sha256: The SHA-256 of its content, in hexadecimal.
    """

    size: int
    modified: int
    changed: int
    inode: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The state of each file by its path from the root of the project, in the order of the project."""

    files: Mapping[str, FileState]

    @classmethod
    def of(cls, project: Project, known: Manifest) -> Manifest:
        """Return the present state of the project's files: those of the graph, and the rules.

        Args:
            project: The project.
            known: States of which the SHA-256 is taken for each file that did not change since.

        Raises:
            MissingFile: A file cannot be read.
        """
        start = len(str(project.root / "a")) - 1
        states = {}
        for path in (*project.graph_files, *rule_files(project)):
            name = str(path)[start:].replace(os.sep, "/")
            states[name] = _state(path, known.files.get(name))
        return cls(states)

    def differing(self, other: Manifest) -> list[str]:
        """Return the paths of files whose content is not that of `other`, or that only one of them has."""
        return sorted(
            name
            for name in {**self.files, **other.files}
            if name not in self.files
            or name not in other.files
            or self.files[name].sha256 != other.files[name].sha256
        )


NO_FILES: Final = Manifest({})
"""The manifest of nothing."""


def _state(path: Path, known: FileState | None) -> FileState:
    """Return the state of a file, which is read only if it is not in the state `known`.

    Raises:
        MissingFile: The file cannot be read.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise MissingFile.from_os(path, error) from error
    times = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    if known is not None and known[:4] == times:
        return known
    latest = time.time_ns() - COARSEST
    digest = sha256(read_bytes(path, LARGEST_SUMMARIES)).hexdigest()
    size, modified, changed, inode = times
    settled = max(modified, changed) < latest
    return FileState(size, modified if settled else _UNSETTLED, changed, inode, digest)
