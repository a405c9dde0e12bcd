"""The wheel: it carries all that `kg` needs, nothing else, and answers as the checkout does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from kg.project import FOLDERS, Project
from tests.conftest import ROOT


def run(arguments: list[str], folder: Path, path: Path) -> str:
    """Run Python in `folder`, with only `path` in addition to the installed packages; return its output."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(["-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], project.root, project.root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files in a separate folder."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_carries_every_file_of_the_content_folders(unpacked: Path, project: Project) -> None:
    files = [
        path.relative_to(project.root)
        for folder in FOLDERS
        for path in (project.root / folder).rglob("*")
        if path.suffix in (".ttl", ".rq")
    ]
    assert len(files) > 0
    for path in files:
        packed = unpacked / "kg" / "_project" / path
        assert packed.is_file(), f"{path} is missing from the wheel"
        assert packed.read_bytes() == (project.root / path).read_bytes(), f"{path} differs in the wheel"


def test_the_wheel_carries_every_module_and_its_types(unpacked: Path, project: Project) -> None:
    modules = {path.relative_to(project.root) for path in (project.root / "kg").rglob("*.py")}
    packed = {path.relative_to(unpacked) for path in (unpacked / "kg").rglob("*.py")}
    assert packed == modules
    assert (unpacked / "kg" / "py.typed").is_file()


SHIPPED = (".css", ".html", ".js", ".mo", ".rq", ".tsv", ".yaml")
"""The files that modules read: templates of pages, compiled catalogs, queries, readings, and titles."""


def test_the_wheel_carries_the_files_that_modules_read(unpacked: Path, project: Project) -> None:
    # What `make site` makes of the scripts of the site is shipped in their place.
    scripts = project.root / "kg" / "site" / "scripts"
    files = [
        path
        for path in (project.root / "kg").rglob("*.*")
        if path.suffix in SHIPPED and not path.is_relative_to(scripts)
    ]
    assert {path.suffix for path in files} == set(SHIPPED)
    for path in files:
        packed = unpacked / path.relative_to(project.root)
        assert packed.is_file(), f"{path} is missing from the wheel"
        assert packed.read_bytes() == path.read_bytes()


def test_the_wheel_carries_neither_tests_nor_source_texts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}
    assert [name for name in names if re.search(r"(^|/)(tests?|conftest)(/|_|\.)", name)] == []
    texts = {name for name in names if name.endswith(".txt")} - {"kg/site/bundle/licenses.txt"}
    assert [name for name in texts if not name.endswith(".dist-info/entry_points.txt")] == []
    assert [name for name in names if "__pycache__" in name or name.endswith(".po")] == []


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert names == {"LICENSE", "LICENSE-DATA"}


def test_an_unpacked_wheel_answers_as_the_checkout_does(
    unpacked: Path, project: Project, tmp_path: Path
) -> None:
    home = run(["-c", "import kg; print(kg.__file__)"], tmp_path, unpacked).strip()
    assert Path(home).is_relative_to(unpacked), f"kg was read from {home}"
    question = ["-m", "kg", "query", "contents", "-f", "csv"]
    answer = run(question, tmp_path, unpacked)
    assert answer.startswith("class,")
    assert len(answer.splitlines()) > 1
    assert answer == run([*question, "--root", str(project.root)], tmp_path, project.root)


LOCK = ROOT / "requirements.lock"


def locked() -> dict[str, list[Version]]:
    """Return the releases of each library in the lock file; several for several Python versions."""
    found: dict[str, list[Version]] = {}
    for name, release in re.findall(r"^([\w.-]+)==([^ ]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(Version(release))
    return found


def test_lock_file_has_a_release_of_each_dependency_that_its_range_allows() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [
        *declared["project"]["dependencies"],
        *(each for extra in declared["project"]["optional-dependencies"].values() for each in extra),
        *declared["dependency-groups"]["dev"],
    ]
    found = locked()
    for wanted in map(Requirement, lines):
        releases = found.get(canonicalize_name(wanted.name), [])
        assert len(releases) > 0, f"{wanted.name} is missing from requirements.lock; run: make lock"
        for release in releases:
            assert release in wanted.specifier, f"{wanted.name} {release} is outside {wanted}; run: make lock"


def test_lock_file_pins_each_release_by_hash_and_names_no_server() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert re.search(r"/|^-|@|localhost", text, re.MULTILINE) is None
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", entry), entry


def test_the_readers_of_chinese_are_an_attribute_of_the_package() -> None:
    code = "import kg; print(kg.chinese.quantities('36万件')[0].value); kg.japanese"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "360000\n"
    assert "module 'kg' has no attribute 'japanese'" in done.stderr
