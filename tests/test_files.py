"""Writing files: completely or not at all, also after an error."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from kg.errors import KgError, MissingFile, NotWritten
from kg.files import read_bytes, read_text, write_atomically, write_folder_atomically

OLD = "旧内容\n" * 1000
NEW = "新内容\n" * 2000


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An existing file, alone in its folder."""
    path = tmp_path / "graph.ttl"
    path.write_text(OLD, encoding="utf-8")
    return path


def assert_untouched(old: Path) -> None:
    assert old.read_text(encoding="utf-8") == OLD, "the old content is not whole"
    left = sorted(path.name for path in old.parent.iterdir() if path != old)
    assert left == [], f"temporary files are left: {left}"


def loop(folder: Path) -> Path:
    """Return a link that leads to itself over another."""
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    return folder / "one"


@pytest.mark.parametrize(
    "write", [partial(write_atomically, content="a"), partial(write_folder_atomically, files={})]
)
def test_a_loop_of_links_or_a_long_name_is_one_line(tmp_path: Path, write: Callable[[Path], None]) -> None:
    for path in (loop(tmp_path), tmp_path / ("a" * 300)):
        with pytest.raises(NotWritten) as caught:
            write(path)
        assert "\n" not in caught.value.message("en")


@pytest.mark.parametrize("read", [read_bytes, read_text])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, read: Callable[[Path], object]) -> None:
    for path in (loop(tmp_path), tmp_path / ("a" * 300), tmp_path):
        with pytest.raises(MissingFile) as caught:
            read(path)
        assert "\n" not in caught.value.message("en")


def test_a_file_without_an_end_is_refused() -> None:
    with pytest.raises(MissingFile, match="it is larger than 64 MB"):
        read_text(Path("/dev/zero"))


def refuse(code: int) -> NoReturn:
    raise OSError(code, os.strerror(code))


def test_a_new_file_has_the_content_and_the_rights_that_others_get(tmp_path: Path) -> None:
    path, other = tmp_path / "new.ttl", tmp_path / "other.ttl"
    write_atomically(path, NEW)
    other.touch()
    assert path.read_text(encoding="utf-8") == NEW
    assert oct(path.stat().st_mode) == oct(other.stat().st_mode), "the umask is not applied to it"


def test_text_is_written_as_utf_8_with_its_newlines_untouched(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    write_atomically(path, "质\r\n量\r𠮷\n")
    assert path.read_bytes() == "质\r\n量\r𠮷\n".encode()


@pytest.mark.parametrize("content", [b"", b"\x00\xff\r\n", "", "质量"])
def test_any_content_is_written_as_it_is(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "new"
    write_atomically(path, content)
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_a_file_that_is_replaced_keeps_its_rights(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_atomically(old, NEW)
    assert old.read_text(encoding="utf-8") == NEW
    assert oct(old.stat().st_mode & 0o777) == oct(mode)
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_the_umask_of_the_process_stays_as_it_was(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new.ttl", NEW)
        assert os.umask(0o027) == 0o027
        assert (tmp_path / "new.ttl").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "graph.ttl"
    with pytest.raises(NotWritten) as raised:
        write_atomically(path, NEW)
    for lang in ("en", "zh"):
        assert raised.value.message(lang).startswith(f"{path}: ")
    assert not path.parent.exists()


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.mkdir()
    (path / "kept").touch()
    with pytest.raises(NotWritten):
        write_atomically(path, NEW)
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["graph.ttl", "kept"]


def test_a_folder_that_may_not_be_written_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Rights do not bind the superuser, so the refusal is acted.
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: refuse(errno.EACCES))
    with pytest.raises(NotWritten, match="Permission denied"):
        write_atomically(old, NEW)
    assert_untouched(old)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_at_the_flush_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: refuse(code))
    with pytest.raises(NotWritten) as raised:
        write_atomically(old, NEW)
    assert os.strerror(code) in raised.value.message("en")
    assert "the old content, if any, is unchanged" in raised.value.message("en")
    assert "原有内容未受影响" in raised.value.message("zh")
    assert_untouched(old)


def test_a_disk_that_fills_in_the_middle_of_a_write_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = os.fdopen

    class Full:
        """A stream that takes a part and then no more."""

        def __init__(self, handle: int, mode: str) -> None:
            self.stream = open_(handle, mode)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.stream.close()

        def write(self, data: bytes) -> NoReturn:
            self.stream.write(data[: len(data) // 2])
            refuse(errno.ENOSPC)

    monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(NotWritten, match="No space left"):
        write_atomically(old, NEW)
    assert_untouched(old)


def test_a_rename_that_is_refused_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: refuse(errno.EPERM))
    with pytest.raises(NotWritten):
        write_atomically(old, NEW)
    monkeypatch.undo()
    assert_untouched(old)


def test_a_run_that_is_interrupted_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(old, NEW)
    assert_untouched(old)


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.files import write_atomically

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "flush":
    os.fsync = die
else:
    Path.replace = die
write_atomically(Path(sys.argv[1]), "新内容\\n" * 2000)
"""


@pytest.mark.parametrize("moment", ["flush", "rename"])
def test_a_process_that_is_killed_while_it_writes_leaves_the_old_file(old: Path, moment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(old), moment], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert old.read_text(encoding="utf-8") == OLD
    # Nobody could remove the temporary file; it must not look like a file of the project.
    left = [path for path in old.parent.iterdir() if path != old]
    assert all(path.name.startswith(".") and path.suffix == ".tmp" for path in left), left


def test_what_a_link_points_to_is_written(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ttl"
    link.symlink_to(old)
    write_atomically(link, NEW)
    assert link.is_symlink(), "the link was replaced by a copy"
    assert old.read_text(encoding="utf-8") == NEW


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    # As with -o /dev/stdout or -o /dev/null: a rename would put a file in the place of the device.
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "质量")
        assert stat.S_ISFIFO(pipe.stat().st_mode), "the pipe was replaced by a file"
        assert os.read(reader, 100).decode() == "质量"
    finally:
        os.close(reader)


# --- folders ------------------------------------------------------------------------------------------

FILES = {"a.csv": b"new", "below/b.csv": "质量".encode()}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    write_folder_atomically(tmp_path / "tables", FILES)
    assert contents(tmp_path) == {f"tables/{name}": content for name, content in FILES.items()}


def test_an_earlier_output_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_folder_atomically(folder, dict.fromkeys(FILES, b"old"))
    write_folder_atomically(folder, FILES)
    assert contents(tmp_path) == {f"tables/{name}": content for name, content in FILES.items()}
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_folder_with_a_file_of_another_name_is_no_earlier_output(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(KgError, match=r"the folder contains thesis\.docx") as raised:
        write_folder_atomically(tmp_path, FILES)
    assert "thesis.docx" in raised.value.message("zh")
    assert contents(tmp_path) == {"thesis.docx": b"mine"}


def test_of_several_foreign_files_the_first_by_name_is_reported(tmp_path: Path) -> None:
    for name in "tsrqponmlkjihgfedcba":
        (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(KgError, match="the folder contains a, "):
        write_folder_atomically(tmp_path, {"z": b""})


def test_a_file_is_not_replaced_by_a_folder(old: Path) -> None:
    with pytest.raises(NotWritten):
        write_folder_atomically(old, FILES)
    assert_untouched(old)


def test_a_folder_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        write_folder_atomically(tmp_path / "nowhere" / "tables", FILES)


@pytest.mark.parametrize("refused", [1, 2])
def test_a_rename_that_is_refused_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    folder = tmp_path / "tables"
    write_folder_atomically(folder, dict.fromkeys(FILES, b"old"))
    rename, calls = Path.replace, iter(range(1, 10))

    def sometimes(path: Path, target: Path) -> Path:
        if next(calls) == refused:
            refuse(errno.EPERM)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", sometimes)
    with pytest.raises(NotWritten):
        write_folder_atomically(folder, FILES)
    monkeypatch.undo()
    assert contents(tmp_path) == {f"tables/{name}": b"old" for name in FILES}
