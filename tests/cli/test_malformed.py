"""Malformed input: every command refuses it with exit code 2 and one line, and none hangs.

The cases are kinds of malformed input in the places of commands that take them. A long run tries all,
more than five hundred; a usual one a sample.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.project import FOLDERS
from kg.rdf.namespaces import BASE
from tests.conftest import ROOT, Run
from tests.length import sampled

Case = tuple[str, ...]
"""The arguments of a command; `{bad}` is the folder of bad files, and `stdin:TEXT` gives standard input."""

PREFIXES = (
    "@prefix qs: <https://w3id.org/quality-strategy/ontology#> .\n"
    "@prefix source: <https://w3id.org/quality-strategy/source/> .\n"
)

TURTLE = {
    "unfinished": f"{PREFIXES}source:x a qs:Goal",
    "no dot": f"{PREFIXES}source:x a qs:Goal\nsource:y a qs:Goal .",
    "open string": f'{PREFIXES}source:x qs:value "1 .',
    "unknown prefix": "ex:a ex:b ex:c .",
    "relative": "<a> <b> <c> .",
    "literal subject": f'{PREFIXES}"a" a qs:Goal .',
    "brackets": f"{PREFIXES}source:x qs:value {'[ qs:value ' * 5000}1{' ]' * 5000} .",
    "open brackets": f"{PREFIXES}source:x qs:value {'[ qs:value ' * 50_000}",
    "lists": f"{PREFIXES}source:x qs:value {'( ' * 5000}1{' )' * 5000} .",
    "triple term": f"{PREFIXES}source:x qs:value <<( source:x a qs:Goal )>> .",
    "reified": f"{PREFIXES}<< source:x a qs:Goal >> qs:value 1 .",
    "annotated": f"{PREFIXES}source:x a qs:Goal {{| qs:value 1 |}} .",
    "triple terms": f"{PREFIXES}source:x qs:value {'<<( source:x a ' * 5000}1{' )>>' * 5000} .",
    "long text": f'{PREFIXES}source:x qs:value "{"a" * 1_100_000}" .',
    "long name": f"{PREFIXES}source:{'a' * 1_100_000} a qs:Goal .",
    "order mark": f"\ufeff{PREFIXES}source:x a qs:Goal .",
    "json": '{"a": [1, 2]}',
    "html": "<!DOCTYPE html><html><body>404</body></html>",
    "control": "\x00\x01\x1b[31m",
    "notation": "{ <urn:a> <urn:b> <urn:c> } => { <urn:a> <urn:b> <urn:d> } .",
    "graph": "<urn:g> { <urn:a> <urn:b> <urn:c> }",
}
"""Texts that are not Turtle, or more than the program works with."""

SPARQL = {
    "empty": "",
    "comment": "# nothing",
    "words": "please list the provinces",
    "update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "load": "LOAD <http://127.0.0.1:1/>",
    "unfinished": "SELECT * { ?s ?p ?o",
    "open string": 'SELECT * { ?s ?p "a }',
    "unknown prefix": "SELECT * { ?s nope:p ?o }",
    "unbound group": "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "groups": "SELECT * " + "{" * 5000 + "}" * 5000,
    "brackets": "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 6000 + "1) }",
    "triple": "SELECT ?t { BIND(TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) }",
    "control": "SELECT * { ?s ?p ?o }\x00\x1b",
    "turtle": f"{PREFIXES}source:x a qs:Goal .",
}
"""Texts that are not SPARQL queries, or more than the program asks."""

NAMES = {
    "misspelled": "no-such-thing",
    "empty": "",
    "blank": " ",
    "up": "../contents",
    "absolute": "/etc/passwd",
    "escape": "\x1b[31mred",
    "override": "\u202egnp",
    "lines": "a\nb\r\nc",
    "long": "a" * 10_000,
    "half a character": "a\udc80b",
    "emoji": "😀",
    "quotes": "'\"`$(x)",
    "format": "{0}{name}%s",
}
"""Names that nothing has."""

REGIONS = {
    **{key: name for key, name in NAMES.items() if key not in ("emoji", "half a character")},
    "mistyped name": "region:guizho",
    "mistyped IRI": f"{BASE}region/guizho",
    "mistyped IRI in brackets": f"<{BASE}region/guizho>",
    "half brackets": f"<{BASE}region/guizhou",
    "trailing blank in brackets": f"<{BASE}region/guizhou >",
    "another class": "indicator:valid-trademark-registrations",
    "another IRI": "https://example.org/guizhou",
    "unknown prefix": "regio:guizhou",
    "case": "REGION:guizhou",
    "only a prefix": "region:",
    "injection": "region:guizhou> } #",
    "no IRI": "<>",
    "mistyped label": "贵州州省",
    "class": "qs:Region",
}
"""Values that are no region."""

NUMBERS = {
    "word": "two",
    "not a number": "nan",
    "infinite": "inf",
    "huge": "1e999999",
    "many digits": "9" * 5000,
    "negative": "-1",
    "a part": "0.5x",
    "empty": "",
    "blank": " ",
    "comma": "1,5",
    "hexadecimal": "0x10",
    "two": "1 2",
    "escape": "\x1b[2J",
}
"""Values that are no number above zero."""

PATHS = {
    "missing": "{bad}/missing/file",
    "folder": "{bad}/folder",
    "empty": "",
    "long": "{bad}/" + "a" * 300,
    "loop": "{bad}/loop",
    "null": "{bad}/a\x00b",
    "below a file": "{bad}/text/file",
}
"""Paths at which no file can be."""

EXTENSIONS = {"unknown": "{bad}/file.docx", "none": "{bad}/file", "upper case": "{bad}/file.SVG."}
"""Paths whose extension no format has."""

ROOTS = {
    **{key: PATHS[key] for key in ("missing", "folder", "empty", "long", "loop", "null")},
    "file": "{bad}/text",
    "bomb": "{bad}/bomb",
}
"""Folders that are no checkout, or one whose queries have a header that would fill the memory."""

ENDPOINTS = {
    "empty": "",
    "no address": "localhost:7878",
    "file": "file:///etc/passwd",
    "closed": "http://127.0.0.1:1/",
    "broken": "http://[",
    "escape": "\x1b[31m",
}
"""Addresses at which no server answers."""

QUERY = ("query", "contents")
DRAW = ("draw", "targets", "-o", "{bad}/new.svg")


def of_texts() -> Iterator[Case]:
    """Yield the cases of files, standard input, and queries."""
    for kind, text in TURTLE.items():
        path = f"{{bad}}/turtle/{kind}.ttl"
        for command in ("validate", "format"):
            yield command, path
            yield command, path, "--lang", "zh"
        yield "format", "--check", path
        yield "validate", "-f", "sarif", path
        yield "validate", "-", f"stdin:{text}"
    for kind, text in SPARQL.items():
        yield "query", f"{{bad}}/sparql/{kind}.rq"
        yield "query", f"{{bad}}/sparql/{kind}.rq", "-f", "csv", "--lang", "zh"
        yield "query", "-", f"stdin:{text}"
        yield "query", "-e", text


def of_names() -> Iterator[Case]:
    """Yield the cases of names."""
    for name in NAMES.values():
        yield "query", name
        yield "query", name, "--explain"
        yield "query", "--list", "--theme", name
        yield "analyze", name
        yield "analyze", name, "--explain", "--lang", "zh"
        yield "draw", name, "-o", "{bad}/new.svg"
        yield "cite", name
        yield "seal", name
        yield "export", "-f", name
        yield "export", "-g", name
        yield *QUERY, "-p", name, "1"
        yield *DRAW, "-p", name, "1"
        yield *QUERY, "-f", name


def of_values() -> Iterator[Case]:
    """Yield the cases of values of parameters and options."""
    for region in REGIONS.values():
        yield "query", "targets-and-outcomes", "-p", "region", region
        yield "query", "missing-measures", "-p", "region", region, "--lang", "zh"
        yield "analyze", "distance", "-p", "region", region
        yield "draw", "timeline", "-p", "region", region, "-o", "{bad}/new.svg"
        yield "cite", region
    for number in NUMBERS.values():
        yield "query", "recurring-measures", f"-pminimum={number}"
        yield "query", "recurring-measures", "-p", "minimum", number
        yield "analyze", "overlap", "-p", "alpha", number
        yield "draw", "network", "-p", "depth", number, "-o", "{bad}/new.svg"
        for option in ("--limit", "--timeout", "--memory"):
            yield *QUERY, option, number
        yield *DRAW, "--timeout", number


def of_places() -> Iterator[Case]:
    """Yield the cases of paths and addresses."""
    for path in PATHS.values():
        yield *QUERY, "-f", "csv", "-o", path
        yield "export", "-f", "ntriples", "-o", path
        if path not in ("", "{bad}/folder"):
            yield "export", "-f", "csvw", "-g", "regions", "-o", f"{path}/deeper"
        yield "validate", path
        yield "format", path
        yield "cite", "source:guizhou-2023-implementing-opinion/task-18", "-o", path
        yield "query", f"{path}.rq"
        yield "export", "-f", "annotated-html", "-g", "guizhou-2023-status-report", "--sources", path
    for path in EXTENSIONS.values():
        yield *QUERY, "-o", path
        yield "analyze", "progress", "-o", path
        yield "draw", "plan", "-o", path
        yield "export", "-o", path
    for path in ROOTS.values():
        yield *QUERY, "--root", path
        yield "query", "--list", "--root", path
        yield "seal", "region:guizhou", "--root", path
        yield *DRAW, "--root", path
        yield "export", "-f", "grlc", "-o", "{bad}/new", "--root", path
        if path != "{bad}/bomb":
            yield "analyze", "progress", "--root", path
            yield "cite", "a", "--root", path
            yield "validate", "--root", path
            yield "format", "--check", "--root", path
    for address in ENDPOINTS.values():
        yield *QUERY, "--endpoint", address
        yield "query", "-e", "ASK {}", "--endpoint", address
        yield "analyze", "progress", "--endpoint", address
        yield *DRAW, "--endpoint", address
        yield "cite", "a", "--endpoint", address


def of_options() -> Iterator[Case]:
    """Yield the cases of options that do not fit together."""
    for command in ("query", "analyze", "draw", "cite", "export", "validate", "format", "seal"):
        yield command, "--no-such-option"
        yield command, "--lang", "fr"
        yield command, "--lang"
        yield command, "--root", str(ROOT), "--root", str(ROOT)
        yield command, "\x1b[31m", "\x1b[31m", "\x1b[31m"
    yield ("no-such-command",)
    yield "query", "-e", "ASK {}", "contents"
    yield "query", "-e", "ASK {}", "-p", "a", "b"
    yield *QUERY, "--bom", "-f", "json"
    yield "draw", "targets"
    yield "export", "-f", "csvw"
    yield "export", "-f", "grlc", "-g", "regions", "-o", "{bad}/new"
    yield "validate", "--allow-fewer"
    yield "format", "-"
    yield "seal", "region:guizho"
    yield "seal", f"{BASE}region/guizho"
    yield "seal", "--all", "region:guizhou"
    yield "seal", "--all", "--kind", "human"
    yield "seal", "region:guizhou", "--date", "tomorrow"
    yield "seal", "region:guizhou", "--kind", "divine"


CASES = list(dict.fromkeys((*of_texts(), *of_names(), *of_values(), *of_places(), *of_options())))


def test_there_are_five_hundred_cases() -> None:
    assert len(CASES) >= 500


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of bad files of every kind."""
    folder = tmp_path_factory.mktemp("bad")
    for name, texts, extension in (("turtle", TURTLE, "ttl"), ("sparql", SPARQL, "rq")):
        (folder / name).mkdir()
        for kind, text in texts.items():
            (folder / name / f"{kind}.{extension}").write_text(text, "utf-8")
    (folder / "folder").mkdir()
    (folder / "folder.rq").mkdir()
    (folder / "text").write_bytes(b"\xff\xfe")
    (folder / "loop").symlink_to(folder / "pool")
    (folder / "pool").symlink_to(folder / "loop")
    for each in FOLDERS:
        (folder / "bomb" / each).mkdir(parents=True)
    shutil.copytree(ROOT / "ontology", folder / "bomb" / "ontology", dirs_exist_ok=True)
    levels = [f"#+ a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)]
    for query in ("documents/contents", "targets/target-cascade"):
        path = folder / "bomb" / "queries" / f"{query}.rq"
        path.parent.mkdir()
        path.write_text("#+ a0: &a0 text\n" + "".join(levels) + "\nSELECT * { ?s ?p ?o }", "utf-8")
    return folder


@pytest.fixture
def alarm() -> Iterator[None]:
    """End a test that hangs."""

    def ring(*_: object) -> None:
        pytest.fail("the command did not end")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def shown(case: Case) -> str:
    """Return a short name of a case."""
    return ascii(" ".join(case))[1:90]


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("case", sampled(CASES, 150), ids=shown)
def test_malformed_input_is_refused_in_one_line(
    kg: Run, bad: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = next((word.removeprefix("stdin:") for word in case if word.startswith("stdin:")), "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode("utf-8"))))
    before = files_in(bad)
    said = kg(*(word.replace("{bad}", str(bad)) for word in case if not word.startswith("stdin:")))
    assert said.code == 2, said
    assert said.out == ""
    assert said.err.startswith("kg: ")
    assert said.err.count("\n") == 1
    assert said.err.removesuffix("\n").isprintable(), "a character that controls a terminal"
    assert files_in(bad) == before, "something was written"


def files_in(folder: Path) -> set[str]:
    """Return the files in a folder."""
    return {os.fspath(path) for path in folder.rglob("*")}
