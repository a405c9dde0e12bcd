"""The folder of the store on disk: `.kg/store` under the root of the project. It can be deleted at any time.

Each build is complete in a folder of its own, and the file `current.json` names the one to read. That file is
replaced in one step, so a build that is stopped at any instant leaves the one before. A process that reads a
build holds a shared lock on it, and a build that nobody reads any more is removed by the next.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from kg import __version__
from kg.disk.manifest import FileState, Manifest
from kg.errors import KgError, NotWritten
from kg.files import json_text, write_atomically
from kg.project import Project

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_MAKERS: Final = ("disk", "query/derivation.py", "project.py", "rdf/store.py")
"""The modules that decide what a build contains."""


@dataclass(frozen=True)
class Build:
    """A complete build.

    Attributes:
        name: The name of its folder.
        maker: The versions that made it; see `maker`.
        statements: How many statements the graph has.
        parts: The size in bytes of each file of the store.
    """

    name: str
    maker: str
    statements: int
    parts: Mapping[str, int]


class StoreFolder:
    """The folder of the builds of a project."""

    def __init__(self, project: Project) -> None:
        self.path = project.root / ".kg" / "store"

    def current(self) -> Build | None:
        """Return the last complete build, None if there is none."""
        try:
            return Build(**json.loads((self.path / "current.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def store_of(self, name: str) -> Path:
        """Return the folder of the Oxigraph store of a build."""
        return self.path / name / "oxigraph"

    def manifest_of(self, name: str) -> Manifest | None:
        """Return what a build was made from, None if that cannot be read."""
        files = self._read(name, "files.json")
        try:
            return Manifest({path: FileState(*state) for path, state in files.items()}) if files else None
        except TypeError:
            return None

    def graphs_of(self, name: str) -> Mapping[str, str] | None:
        """Return the digest of each named graph of a build, None if that cannot be read."""
        return self._read(name, "graphs.json") or None

    def _read(self, name: str, file: str) -> dict[str, Any]:
        try:
            content = json.loads((self.path / name / file).read_bytes())
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def is_whole(self, build: Build) -> bool:
        """Say whether the store of a build has all its files, each with its size."""
        return _parts(self.store_of(build.name)) == build.parts

    def hold(self, name: str) -> IO[bytes] | None:
        """Return a file that keeps a build from being removed while it is open; None if the build is gone."""
        try:
            file = (self.path / name / "lock").open("rb")
        except OSError:
            return None
        if fcntl is not None:  # on Windows, an open file cannot be removed
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                file.close()
                return None
        if not Path(file.name).exists():  # it was removed before it was locked
            file.close()
            return None
        return file

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait until no other process builds, and let none build until the block ends.

        Raises:
            KgError: The system has no locks.
            NotWritten: The folder cannot be written.
        """
        if fcntl is None:
            raise KgError("a build needs Linux or macOS; without one, all commands work in memory")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            file = (self.path / "lock").open("ab")
        except OSError as error:
            raise NotWritten.because(self.path, error) from error
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def begin(self) -> str:
        """Return the name of a new folder for a build, in which its store is to be written.

        Raises:
            NotWritten: The folder cannot be written.
        """
        try:
            folder = self.path / f"build-{os.urandom(8).hex()}"
            folder.mkdir()
            (folder / "lock").touch()
        except OSError as error:
            raise NotWritten.because(self.path, error) from error
        return folder.name

    def publish(self, name: str, statements: int, graphs: Mapping[str, str], manifest: Manifest) -> None:
        """Make a build the one to read, in one step.

        Raises:
            NotWritten: The folder cannot be written; the build before is still the one to read.
        """
        self.note(name, manifest)
        write_atomically(self.path / name / "graphs.json", json.dumps(graphs))
        store = self.store_of(name)
        for folder in (store, store.parent, self.path):
            _sync(folder)
        build = Build(name, maker(), statements, _parts(store))
        write_atomically(self.path / "current.json", json_text(asdict(build)))
        _sync(self.path)

    def note(self, name: str, manifest: Manifest) -> None:
        """Write what a build was made from.

        Raises:
            NotWritten: The folder cannot be written.
        """
        write_atomically(self.path / name / "files.json", json.dumps(manifest.files, ensure_ascii=False))

    def sweep(self) -> None:
        """Remove builds that are not the current one, and that nobody reads; only `writing` may do so."""
        current = self.current()
        for folder in self.path.iterdir():
            if not folder.is_dir() or (current is not None and folder.name == current.name):
                continue
            try:
                with (folder / "lock").open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except FileNotFoundError:
                shutil.rmtree(folder, ignore_errors=True)  # it was stopped before it had a lock
            except OSError:
                continue  # somebody reads it


def maker() -> str:
    """Return what distinguishes two versions of the program that would not make the same store."""
    digest = sha256(f"{__version__} {ox.__version__}".encode())
    for name in _MAKERS:
        path = _PACKAGE / name
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _parts(store: Path) -> dict[str, int]:
    """Return the size of each file that the store cannot do without; its own log is not one."""
    try:
        return {
            path.name: path.stat().st_size
            for path in sorted(store.iterdir())
            if not path.name.startswith(("LOG", "LOCK"))
        }
    except OSError:
        return {}


def _sync(folder: Path) -> None:
    """Flush the names of the files of a folder to the disk.

    Raises:
        NotWritten: The system does not.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise NotWritten.because(folder, error) from error
