"""The command line: what it prints where, how it exits, and what it says of bad input."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, NoReturn

import click
import pyoxigraph as ox
import pytest

from kg import __version__, cli
from kg.cli.rows import FORM_OF_EXTENSION
from kg.export.rdf import RDF_FORMATS
from kg.project import FOLDERS, Project
from kg.query.catalog import Catalog
from tests.conftest import Run, Said

COMMANDS = sorted(cli.cli.commands)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkout: one document with a wrong hash, some queries, and nothing else."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in (*FOLDERS, "ontology/vocabularies", "data/documents", "queries/checks", "queries/theme"):
        (root / folder).mkdir(exist_ok=True)
    (root / "ontology" / "quality-strategy.ttl").write_text("", encoding="utf-8")
    (root / "data" / "documents" / "invented.ttl").write_text(
        "@prefix qs: <https://w3id.org/quality-strategy/ontology#> .\n"
        "@prefix source: <https://w3id.org/quality-strategy/source/> .\n\n"
        "source:invented a qs:Source ;\n"
        '    qs:fileName "invented.txt" ;\n'
        f'    qs:sha256 "{hashlib.sha256("质量".encode()).hexdigest()}" .\n',
        encoding="utf-8",
    )
    for theme, name, where in (
        ("theme", "some", "{ ?s ?p ?o }"),
        ("theme", "none", "{ ?s ?p ?o FILTER(false) }"),
        ("checks", "faults", "{ ?s ?p ?o }"),
        ("checks", "no-faults", "{ ?s ?p ?o FILTER(false) }"),
    ):
        (root / "queries" / theme / f"{name}.rq").write_text(
            f"#+ title: {{en: The {name}, zh: 标题}}\n#+ description: {{en: d, zh: d}}\n"
            "#+ parameters:\n"
            "#+   limit: {type: integer, en: d, zh: d}\n#+   ratio: {type: decimal, en: d, zh: d}\n"
            "#+   thing: {type: iri, en: d, zh: d}\n#+   words: {type: string, en: d, zh: d}\n"
            "#+ columns: [s, p, o]\n\nSELECT ?s ?p ?o WHERE {\n"
            "VALUES ?limit { UNDEF } VALUES ?ratio { UNDEF } VALUES ?thing { UNDEF }\n"
            f"VALUES ?words {{ UNDEF }} {where} }} ORDER BY ?s ?p ?o\n",
            encoding="utf-8",
        )
    return root


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder of bad files of every kind."""
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    (tmp_path / "latin").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "wrong" / "invented.txt").write_text("质  量", encoding="utf-8")
    (tmp_path / "right" / "invented.txt").write_text("质量", encoding="utf-8")
    (tmp_path / "latin" / "invented.txt").write_bytes("质量".encode("gb18030"))
    (tmp_path / "syntax.ttl").write_text(
        "@prefix qs: <https://w3id.org/quality-strategy/ontology#> .\n\n"
        "<urn:a> a qs:Target ;\n    qs:value 5 5 .\n",
        encoding="utf-8",
    )
    (tmp_path / "bytes.ttl").write_bytes(b"# fine\n# \xff\n")
    return tmp_path


def one_line(said: Said) -> str:
    """Return what was said of bad input, after making sure that it was said as it should be."""
    assert "Traceback" not in said.err, said.err
    assert said.code == 2, f"exit code {said.code}: {said.err}"
    assert said.err.startswith("kg: "), said.err
    assert said.err.count("\n") == 1, f"more than a line:\n{said.err}"
    assert said.out == "", "something was printed although nothing was answered"
    return said.err.strip()


# Arguments, part of the English line, part of the Chinese one. {bad}, {root} and {checkout} are folders.
BAD_INPUT = {
    "missing file": (
        "validate {bad}/nowhere.ttl",
        "{bad}/nowhere.ttl: cannot read it: there is no such file; check the path",
        "{bad}/nowhere.ttl: 无法读取",
    ),
    "missing file to format": (
        "format {bad}/nowhere.ttl",
        "{bad}/nowhere.ttl: cannot read it",
        "{bad}/nowhere.ttl: 无法读取",
    ),
    "Turtle syntax": (
        "validate {bad}/syntax.ttl",
        "{bad}/syntax.ttl:4: not valid Turtle: ",
        "{bad}/syntax.ttl:4: 不是有效的 Turtle：",
    ),
    "Turtle syntax to format": (
        "format {bad}/syntax.ttl",
        "{bad}/syntax.ttl:4: not valid Turtle: ",
        "{bad}/syntax.ttl:4: 不是有效的 Turtle：",
    ),
    "bytes that are not UTF-8": (
        "validate {bad}/bytes.ttl",
        "{bad}/bytes.ttl: cannot read it: it is not UTF-8: byte 0xff at offset 9, line 2",
        "{bad}/bytes.ttl: 无法读取",
    ),
    "unknown query": (
        "query indicator-valus",
        "unknown query 'indicator-valus'; did you mean indicator-values?",
        "未知的查询 'indicator-valus'；您是否指 indicator-values？",
    ),
    "unknown query like none": (
        "query zzzzzz",
        "unknown query 'zzzzzz'; no similar name is known",
        "未知的查询 'zzzzzz'；没有相近的名称",
    ),
    "whole number": (
        "query some -p limit many --root {checkout}",
        "limit takes a whole number, not 'many'",
        "limit 需要整数，而不是 'many'",
    ),
    "whole number with a fraction": (
        "query some -p limit 2.5 --root {checkout}",
        "limit takes a whole number, not '2.5'",
        "limit 需要整数，而不是 '2.5'",
    ),
    "endless number": (
        "query some -p ratio Infinity --root {checkout}",
        "ratio takes a number, not 'Infinity'",
        "ratio 需要数字，而不是 'Infinity'",
    ),
    "no IRI": (
        "query some -p thing guizhou --root {checkout}",
        "thing takes an IRI or a prefixed name such as region:guizhou, not 'guizhou'",
        "thing 需要IRI 或带前缀的名称，如 region:guizhou，而不是 'guizhou'",
    ),
    "no record": (
        "query indicator-values -p region region:gui}}zhou",
        "region takes an IRI or a prefixed name such as region:guizhou, or the label of a qs:Region, not ",
        "region 需要IRI 或带前缀的名称，如 region:guizhou，或 qs:Region 的标签，而不是 ",
    ),
    "unknown label": (
        "query indicator-values -p region Guizuo",
        "unknown region 'Guizuo'; did you mean Guizhou?",
        "未知的 region 'Guizuo'；您是否指 Guizhou？",
    ),
    "unknown label in Chinese": (
        "query indicator-values -p region 贵洲",
        "unknown region ",
        "未知的 region '贵洲'；您是否指 贵州？",
    ),
    "unknown label like none": (
        "query indicator-values -p region Atlantis",
        "unknown region 'Atlantis'; no similar name is known",
        "未知的 region 'Atlantis'；没有相近的名称",
    ),
    "IRI of no record": (
        "query indicator-values -p region region:guizho",
        "unknown region 'region:guizho'; did you mean region:guizhou?",
        "未知的 region 'region:guizho'；您是否指 region:guizhou？",
    ),
    "IRI of no record for an analysis": (
        "analyze distance -p region region:yunan",
        "unknown region 'region:yunan'; did you mean region:yunnan?",
        "未知的 region 'region:yunan'；您是否指 region:yunnan？",
    ),
    "IRI of no record for a drawing": (
        "draw timeline -p region region:yunan -o {bad}/a.svg",
        "unknown region 'region:yunan'; did you mean region:yunnan?",
        "未知的 region 'region:yunan'；您是否指 region:yunnan？",
    ),
    "IRI of another class": (
        "query indicator-values -p indicator measure:brand-building",
        "indicator takes a qs:Indicator, but measure:brand-building is a qs:Measure",
        "indicator 需要 qs:Indicator，而 measure:brand-building 是 qs:Measure",
    ),
    "label of another class for an analysis": (
        "analyze distance -p region 质量强国建设纲要",
        "region takes a qs:Region, but ",
        "region 需要 qs:Region，而 ",
    ),
    "value that is no choice": (
        "query measure-matrix -p strictness foo",
        "strictness takes one of plan, source, not 'foo'",
        "strictness 需要 plan、source 之一，而不是 'foo'",
    ),
    "value like a choice": (
        "query measure-matrix -p strictness Plans",
        "strictness does not take 'Plans'; did you mean plan?",
        "strictness 不接受 'Plans'；您是否指 plan？",
    ),
    "value that is no choice of an analysis": (
        "analyze overlap -p scope foo",
        "scope takes one of provinces, all, not 'foo'",
        "scope 需要 provinces、all 之一，而不是 'foo'",
    ),
    "value that is no choice of a drawing": (
        "draw matrix -p strictness foo -o {bad}/a.svg",
        "strictness takes one of plan, source, not 'foo'",
        "strictness 需要 plan、source 之一，而不是 'foo'",
    ),
    "number out of bounds": (
        "query missing-measures -p minimum 0",
        "minimum takes a whole number of at least 1, not '0'",
        "minimum 需要不小于 1 的整数，而不是 '0'",
    ),
    "unknown analysis": (
        "analyze overlp",
        "unknown analysis 'overlp'; did you mean overlap?",
        "未知的分析 'overlp'；您是否指 overlap？",
    ),
    "label of several records": (
        "query evidence -p claim section-1-2",
        "the claim 'section-1-2' is ambiguous: source:guiyang-2020-quality-month/section-1-2 or source:",
        "claim 'section-1-2' 可能指 source:guiyang-2020-quality-month/section-1-2、source:",
    ),
    "IRI that would break out": (
        "query indicator-values -p region region:x>}}",
        "region takes an IRI",
        "region 需要IRI",
    ),
    "unknown parameter": (
        "query indicator-values -p regoin region:guizhou",
        "unknown parameter 'regoin'; did you mean region?",
        "未知的参数 'regoin'；您是否指 region？",
    ),
    "unknown prefix": (
        "query indicator-values -p region regiom:guizhou",
        "unknown prefix 'regiom'; did you mean region?",
        "未知的前缀 'regiom'；您是否指 region？",
    ),
    "parameter twice": (
        "query measure-matrix -p level theme -p level area",
        "parameter 'level' was given more than once; keep one of them",
        "参数 'level' 重复；请只保留一个",
    ),
    "ending of rows": (
        "query indicator-values -o {bad}/rows.cvs",
        "unknown file extension '.cvs'; did you mean .csv?",
        "未知的文件扩展名 '.cvs'；您是否指 .csv？",
    ),
    "export format": (
        "export -f tutrle",
        "unknown format 'tutrle'; did you mean turtle?",
        "未知的格式 'tutrle'；您是否指 turtle？",
    ),
    "ending of an export": (
        "export -o {bad}/graph.tll",
        "unknown file extension '.tll'; did you mean .ttl?",
        "未知的文件扩展名 '.tll'；您是否指 .ttl？",
    ),
    "export without an ending": ("export -o {bad}/graph", "unknown file extension ''; known: ", "可用："),
    "unknown graph": (
        "export -g region",
        "unknown graph 'region'; did you mean regions?",
        "未知的图 'region'；您是否指 regions？",
    ),
    "root that is no folder": (
        "query indicator-values --root {bad}/nowhere",
        "{bad}/nowhere: cannot read it: there is no such folder; check the path",
        "{bad}/nowhere: 无法读取",
    ),
    "root that is no checkout": (
        "export --root {bad}",
        "{bad}: one of the folders ontology, shapes, queries, data is missing; name a checkout with --root",
        "{bad}: 缺少 ontology、shapes、queries、data 之一；请用 --root 指定项目目录",
    ),
    "missing folder of texts": (
        "validate --root {checkout} --sources {bad}/nowhere",
        "{bad}/nowhere: cannot read it: there is no such folder of source texts; check the path",
        "{bad}/nowhere: 无法读取",
    ),
    "missing text": (
        "validate --root {checkout} --sources {bad}/empty",
        "{bad}/empty/invented.txt: cannot read it: there is no such file; check the path",
        "{bad}/empty/invented.txt: 无法读取",
    ),
    "text that is not UTF-8": (
        "validate --root {checkout} --sources {bad}/latin",
        "{bad}/latin/invented.txt: cannot read it: it is not UTF-8: byte 0xd6 at offset 0, line 1",
        "{bad}/latin/invented.txt: 无法读取",
    ),
    "text with another sha256": (
        "validate --root {checkout} --sources {bad}/wrong",
        "{bad}/wrong/invented.txt: its sha256 is ",
        "{bad}/wrong/invented.txt: 其 sha256 为 ",
    ),
    "text with another sha256 to format": (
        "format {checkout}/data/documents --sources {bad}/wrong",
        "restore the original file",
        "请恢复原文件",
    ),
    "folder to write to that is missing": (
        "export -g regions -o {bad}/nowhere/graph.ttl",
        "{bad}/nowhere/graph.ttl: not written: No such file or directory",
        "{bad}/nowhere/graph.ttl: 未写入",
    ),
    "endpoint that is no URL": (
        "query indicator-values --endpoint localhost:7878",
        "--endpoint takes an http or https URL, not 'localhost:7878'",
        "--endpoint 需要 http 或 https 网址，而不是 'localhost:7878'",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_gives_one_line_that_names_it_and_exit_code_2(
    kg: Run, bad: Path, checkout: Path, case: str, lang: str
) -> None:
    folders = {"bad": bad, "checkout": checkout}
    arguments, en, zh = BAD_INPUT[case]
    said = kg(*(each.format(**folders) for each in arguments.split()), "--lang", lang)
    if case == "endpoint that is no URL":
        said = Said(said.code, said.out, said.err[said.err.index("kg: ") :])  # the query's title comes first
    assert (zh if lang == "zh" else en).format(**folders) in one_line(said)


CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("case", ["missing file", "root that is no folder", "missing folder of texts"])
def test_a_chinese_line_has_no_english_reason_in_it(kg: Run, bad: Path, checkout: Path, case: str) -> None:
    folders = {"bad": bad, "checkout": checkout}
    said = kg(*(each.format(**folders) for each in BAD_INPUT[case][0].split()), "--lang", "zh")
    assert re.search(r"\bno such\b", one_line(said)) is None, said.err


@pytest.mark.parametrize("case", BAD_INPUT)
def test_the_texts_of_bad_input_are_in_two_languages(case: str) -> None:
    _, en, zh = BAD_INPUT[case]
    assert CHINESE.search(en) is None
    assert CHINESE.search(zh) is not None


@pytest.mark.parametrize("how", [["--lang=zh"], ["--lang", "zh"]])
def test_the_language_is_known_however_it_is_asked_for(kg: Run, how: list[str]) -> None:
    assert "未知的查询" in one_line(kg("query", "zzzzzz", *how))


def test_the_language_may_be_set_in_the_environment(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    assert "未知的查询" in one_line(kg("query", "zzzzzz"))
    assert "unknown query" in one_line(kg("query", "zzzzzz", "--lang", "en"))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "Usage: "),
        (["valdate"], "validate"),
        (["query"], "--list"),
        (["query", "evidence", "-f", "xml"], "'table', 'csv', 'json', 'ttl'"),
        (["validate", "-f", "xml"], "'text', 'json', 'sarif'"),
        (["validate", "--lang", "fr"], "'en', 'zh'"),
        (["validate", "--source", "texts"], "--sources"),
    ],
)
def test_arguments_that_do_not_parse_name_what_would(kg: Run, arguments: list[str], named: str) -> None:
    said = kg(*arguments)
    assert said.code == 2
    assert "Traceback" not in said.err
    assert named in said.err + said.out


TITLES = b"#+ title: {en: t, zh: t}\n#+ description: {en: t, zh: t}\n#+ parameters:\n"
NO_QUERIES = {
    "not-utf-8": b"#+ title: {en: \xff, zh: t}\n",
    "no-header": b"SELECT * WHERE { ?s ?p ?o }\n",
    "no-yaml": b"#+ title: {en: [\n",
    "no-place": TITLES + b"#+   x: {type: integer, en: x, zh: x}\nSELECT * { ?s ?p ?o }\n",
    "wrong-type": TITLES + b"#+   x: {type: number, en: x, zh: x}\nSELECT * { VALUES ?x { UNDEF } }\n",
}


@pytest.mark.parametrize("name", NO_QUERIES)
def test_a_query_file_that_is_out_of_order_is_named(
    kg: Run, checkout: Path, tmp_path: Path, name: str
) -> None:
    root = shutil.copytree(checkout, tmp_path / "root")
    path = root / "queries" / "theme" / f"{name}.rq"
    path.write_bytes(NO_QUERIES[name])
    assert str(path) in one_line(kg("query", name, "--root", root))


def test_an_invalid_query_is_reported(kg: Run, checkout: Path, tmp_path: Path) -> None:
    root = shutil.copytree(checkout, tmp_path / "root")
    path = root / "queries" / "theme" / "some.rq"
    path.write_text(path.read_text(encoding="utf-8").replace("SELECT", "SELEKT"), encoding="utf-8")
    said = kg("query", "some", "--root", root)
    assert said.code == 2
    assert "not valid SPARQL" in said.err
    assert "Traceback" not in said.err


def test_a_graph_that_does_not_parse_is_named_with_its_line(kg: Run, checkout: Path, tmp_path: Path) -> None:
    root = shutil.copytree(checkout, tmp_path / "root")
    path = root / "data" / "broken.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n\n<urn:a> <urn:b .\n", encoding="utf-8")
    for arguments in (["query", "some"], ["export"], ["validate"], ["format"]):
        said = kg(*arguments, "--root", root)
        assert said.code == 2, arguments
        assert f"kg: {path}:3: not valid Turtle: " in said.err, arguments
        assert "Traceback" not in said.err


def test_a_full_disk_under_an_export_leaves_the_old_file(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")

    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in one_line(kg("export", "-g", "regions", "-o", path))
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_server_that_does_not_answer_is_named(kg: Run) -> None:
    # Port 9 of the loopback (discard) has nobody listening; the system refuses at once.
    said = kg("query", "indicator-values", "--endpoint", "http://127.0.0.1:9/query")
    assert said.code == 2
    assert "kg: http://127.0.0.1:9/query did not answer: " in said.err
    assert "and that the server runs" in said.err
    assert "Traceback" not in said.err


# Help


def help_of(kg: Run, *command: str) -> str:
    said = kg(*command, "--help")
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_of_the_command(kg: Run, command: str) -> None:
    text = help_of(kg, command)
    name = cli.cli.commands[command].name  # of an alias, the command itself
    examples = re.findall(rf"^    kg {name}\b.*$", text, re.MULTILINE)
    assert len(examples) > 0, f"kg {command} --help has no example"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_the_defaults(kg: Run, command: str) -> None:
    text = " ".join(help_of(kg, command).split())
    for option in cli.cli.commands[command].params:
        if not isinstance(option, click.Option):
            continue
        if option.default in ("en", "text"):
            assert f"[default: {option.default}]" in text, option.name
        if option.name == "form" and option.default is None:
            assert re.search(r"\[default: the extension of --output, else", text) is not None
        if option.name == "sources":
            assert "[default: $KG_SOURCES, if set]" in text
        assert option.help is not None, f"{option.name} says nothing of itself"


def test_the_commands_are_listed_and_each_says_what_it_is_for(kg: Run) -> None:
    text = help_of(kg)
    for command in COMMANDS:
        assert re.search(rf"^  {command}\s+[A-Z].+", text, re.MULTILINE) is not None, command
    assert help_of(kg) == kg("-h").out


def examples_of(text: str) -> list[list[str]]:
    return [line.split() for line in re.findall(r"^ +kg (.*)$", text, re.MULTILINE)]


def test_the_examples_in_help_name_queries_that_exist(kg: Run, project: Project) -> None:
    for command in ((), *((command,) for command in COMMANDS)):
        for words in examples_of(help_of(kg, *command)):
            if words[0] == "query" and words[1] not in ("--list", "-e"):
                known = Catalog(project.queries).names
                assert words[1] in known, f"kg {' '.join(words)}: there is no such query"


def test_the_version_is_that_of_the_package(kg: Run) -> None:
    said = kg("--version")
    assert (said.code, said.out) == (0, f"kg, version {__version__}\n")


# Exit codes and what goes where


@pytest.mark.parametrize(("name", "code"), [("some", 0), ("none", 1), ("faults", 1), ("no-faults", 0)])
def test_no_rows_are_a_no_and_for_a_check_a_yes(kg: Run, checkout: Path, name: str, code: int) -> None:
    said = kg("query", name, "--root", checkout, "-f", "csv")
    assert said.code == code
    rows = list(csv.reader(io.StringIO(said.out)))
    assert rows[0] == ["s", "p", "o"]
    assert (len(rows) == 1) == (name in ("none", "no-faults"))


def test_the_answer_goes_to_stdout_and_the_talk_to_stderr(kg: Run, checkout: Path) -> None:
    said = kg("query", "some", "--root", checkout, "-f", "json")
    assert len(json.loads(said.out)) == 3
    assert said.err == "The some\n"
    assert kg("query", "some", "--root", checkout, "--lang", "zh").err == "标题\n"


@pytest.mark.parametrize("value", ["2", "2.0", " 2", "2e0"])
def test_a_whole_number_may_be_written_in_any_way(kg: Run, checkout: Path, value: str) -> None:
    assert kg("query", "some", "--root", checkout, "-p", "limit", value).code == 0


@pytest.mark.parametrize("value", ['a "quoted" text', "a=b", "\\", "}", "", "质\n量", "'''"])
def test_any_text_is_taken_as_a_text(kg: Run, checkout: Path, value: str) -> None:
    assert kg("query", "some", "--root", checkout, "-p", "words", value).code == 0


def why(kg: Run, arguments: str, lang: str) -> str:
    """Return the line that a command with an empty answer prints after the title."""
    said = kg(*arguments.split(), "-f", "csv", "--lang", lang)
    assert said.code == 1, said.err
    assert said.out.count("\n") == 1, "the columns alone"
    _, line = said.err.splitlines()
    return line


EMPTY = {
    "not coded": (
        "query unique-measures -p region 南沙",
        "no rows: Nansha District, Guangzhou was not coded "
        "(kg query region-readings -p region region:nansha)",
        "无结果：广州市南沙区未编码（kg query region-readings -p region region:nansha）",
    ),
    "cited only": (
        "query unique-measures -p region region:hainan",
        "no rows: Hainan Province was not coded; only cited documents are known "
        "(kg query region-readings -p region region:hainan)",
        "无结果：海南省未编码，仅有被引文件（kg query region-readings -p region region:hainan）",
    ),
    "one value leaves out everything": (
        "query common-indicators -p minimum 99",
        "no rows: nothing matches these values; 25 rows without -p minimum 99",
        "无结果：没有符合这些取值的内容；不限 -p minimum 99 则有 25 行",
    ),
    "nothing matches": (
        "query none --root {checkout}",
        "no rows: nothing in the graph matches",
        "无结果：图谱中没有符合条件的内容",
    ),
    "nothing matches, with or without": (
        "query none -p limit 1 --root {checkout}",
        "no rows: nothing in the graph matches, with or without the parameter",
        "无结果：图谱中没有符合条件的内容，不限此参数亦无",
    ),
    "nothing matches, also without one": (
        "query none -p limit 1 -p words x --root {checkout}",
        "no rows: nothing in the graph matches, also without any one of the parameters",
        "无结果：图谱中没有符合条件的内容，逐一不限各参数亦无",
    ),
    "not coded, for an analysis": (
        "analyze distance -p region 广西",
        "no rows: Guangxi Zhuang Autonomous Region was not coded; only cited documents are known "
        "(kg query region-readings -p region region:guangxi)",
        "无结果：广西壮族自治区未编码，仅有被引文件（kg query region-readings -p region region:guangxi）",
    ),
}


@pytest.mark.parametrize("case", EMPTY)
def test_an_empty_answer_says_why_in_one_line(kg: Run, checkout: Path, case: str) -> None:
    arguments, en, zh = EMPTY[case]
    assert why(kg, arguments.format(checkout=checkout), "en") == en
    assert why(kg, arguments.format(checkout=checkout), "zh") == zh


def test_a_server_says_why_as_the_files_do(kg: Run, server: str) -> None:
    call = ("query", "unique-measures", "-p", "region", "海南", "-f", "csv", "--lang", "zh")
    assert kg(*call, "--endpoint", server) == kg(*call)


def test_a_check_without_rows_is_good_news(kg: Run, checkout: Path) -> None:
    for lang, line in (("en", "no violations found"), ("zh", "未发现问题")):
        said = kg("query", "no-faults", "--root", checkout, "--lang", lang)
        assert (said.code, said.err.splitlines()[1]) == (0, line)


def test_an_answer_with_rows_says_no_more(kg: Run, checkout: Path) -> None:
    assert kg("query", "some", "--root", checkout).err == "The some\n"


def test_a_table_is_the_form_without_any_other(kg: Run, checkout: Path) -> None:
    said = kg("query", "some", "--root", checkout)
    assert "\n┌" in f"\n{said.out}"
    assert "source:invented" in said.out
    assert said.out == kg("query", "some", "--root", checkout, "-f", "table").out


@pytest.mark.parametrize("ending", [each for each in FORM_OF_EXTENSION if each != ".xlsx"])
def test_the_ending_of_the_file_chooses_the_form_of_the_rows(
    kg: Run, checkout: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"rows{ending}"
    said = kg("query", "some", "--root", checkout, "-o", path)
    assert (said.code, said.out) == (0, "")
    wanted = kg("query", "some", "--root", checkout, "-f", FORM_OF_EXTENSION[ending]).out
    assert path.read_text(encoding="utf-8") == wanted


def test_a_form_that_is_named_wins_over_the_ending(kg: Run, checkout: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    assert kg("query", "some", "--root", checkout, "-f", "json", "-o", path).code == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 3


ENDINGS_OF_EXPORT = [
    (ending, each.name) for each in RDF_FORMATS.values() for ending in each.endings
]  # fmt: skip


@pytest.mark.parametrize(("ending", "name"), ENDINGS_OF_EXPORT)
def test_the_ending_of_the_file_chooses_the_format_of_the_export(
    kg: Run, checkout: Path, tmp_path: Path, ending: str, name: str
) -> None:
    path = tmp_path / f"graph{ending}"
    said = kg("export", "--root", checkout, "-o", path)
    assert (said.code, said.out) == (0, "")
    written = path.read_bytes()
    assert len(list(ox.parse(written, RDF_FORMATS[name].rdf))) == 3
    assert written == kg("export", "--root", checkout, "-f", name).out.encode()


def test_turtle_is_the_format_without_any_other(kg: Run, checkout: Path) -> None:
    assert kg("export", "--root", checkout).out == kg("export", "--root", checkout, "-f", "turtle").out


def test_a_graph_that_is_named_is_written_with_the_description(kg: Run, project: Project) -> None:
    written = kg("export", "-g", "regions", "-g", "events", "-f", "nquads").out
    graphs = {quad.graph_name.value for quad in ox.parse(written.encode(), ox.RdfFormat.N_QUADS)}
    assert {graph.rpartition("/")[2] for graph in graphs} == {"regions", "events", "dataset"}


# Processes


def started(
    *arguments: str, cwd: Path, stdout: int | IO[bytes] = subprocess.PIPE, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start `kg` as a separate process."""
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.Popen(command, cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, env=env)


def test_a_reader_that_goes_away_gives_no_traceback(project: Project) -> None:
    process = started("export", "-f", "ntriples", cwd=project.root)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    code = process.wait()
    assert err == ""
    assert code == 0, "a reader that has read enough is no failure"


def test_a_full_disk_for_stdout_gives_one_line(project: Project) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as stdout:
        process = started("export", "-g", "regions", stdout=stdout, cwd=project.root)
        _, err = process.communicate()
    message = err.decode()
    assert "Traceback" not in message, message
    assert process.returncode == 2
    assert message.count("\n") == 1
    assert "No space left on device" in message


def test_bad_input_ends_a_process_as_it_ends_the_call(project: Project) -> None:
    process = started("query", "indicator-valus", cwd=project.root)
    out, err = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert err.decode() == "kg: unknown query 'indicator-valus'; did you mean indicator-values?\n"


def test_rows_are_utf_8_also_where_the_locale_is_not(project: Project) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)
    process = started("query", "sources", "-f", "csv", cwd=project.root, env=environment)
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert CHINESE.search(out.decode("utf-8")) is not None


# --- the list of queries and what one asks -------------------------------------------------------


def test_the_list_names_every_query_with_its_theme_and_title(kg: Run, project: Project) -> None:
    rows = json.loads(kg("query", "--list", "-f", "json").out)
    assert [(row["theme"], row["name"]) for row in rows] == sorted(
        (path.parent.name, path.stem) for path in project.queries
    )
    titles = json.loads(kg("query", "--list", "--lang", "zh", "-f", "json").out)
    assert all(re.search("[\u4e00-\u9fff]", row["title"]) for row in titles)


def test_the_list_keeps_to_a_theme_and_names_the_nearest(kg: Run) -> None:
    rows = json.loads(kg("query", "--list", "--theme", "targets", "-f", "json").out)
    assert {row["theme"] for row in rows} == {"targets"}
    wrong = kg("query", "--list", "--theme", "target")
    assert (wrong.code, wrong.err) == (2, "kg: unknown theme 'target'; did you mean targets?\n")


def test_a_query_explains_itself_with_a_call_that_runs(kg: Run, project: Project) -> None:
    for name in Catalog(project.queries).names:
        calls = set()
        for lang in ("en", "zh"):
            said = kg("query", name, "--explain", "--lang", lang)
            assert said.code == 0
            call = re.search(r"^(?:example: |示例：)kg (.+)$", said.out, re.MULTILINE)
            assert call is not None, said.out
            assert "SELECT" in said.out
            calls.add(call[1])
        (one,) = calls
        assert kg(*shlex.split(one), "-f", "csv").code == 0, one


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "  -p region: Only this region (an IRI or a prefixed name such as region:guizhou, "
                "or the label of a qs:Region; default: any; may be repeated)",
                "columns: region, indicator, ",
                "example: kg query targets-and-outcomes -p region region:guizhou",
            ],
        ),
        (
            "zh",
            [
                "  -p region：仅此地区（IRI 或带前缀的名称，如 region:guizhou，"
                "或 qs:Region 的标签；默认不限；可多次给出）",
                "列：region, indicator, ",
                "示例：kg query targets-and-outcomes -p region region:guizhou",
            ],
        ),
    ],
)
def test_a_query_explains_what_each_parameter_takes(kg: Run, lang: str, lines: list[str]) -> None:
    lines = kg("query", "targets-and-outcomes", "--explain", "--lang", lang).out.splitlines()
    for line in lines:
        assert any(each.startswith(line) for each in lines), line


def test_a_query_explains_its_defaults(kg: Run) -> None:
    assert "(a whole number of at least 1; default: 2)" in kg("query", "recurring-measures", "--explain").out
    assert (
        "（不小于 1 的整数；默认为 2）" in kg("query", "recurring-measures", "--explain", "--lang", "zh").out
    )


# --- labels, and a server ------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["贵州", "guizhou province", "貴州", "guizhou"])
def test_a_label_means_a_record(kg: Run, label: str) -> None:
    said = kg("query", "targets-and-outcomes", "-p", "region", label, "-f", "csv")
    assert said == kg("query", "targets-and-outcomes", "-p", "region", "region:guizhou", "-f", "csv")
    assert said.code == 0


@pytest.mark.parametrize("region", ["region:guizhou", "贵州"])
def test_a_server_is_asked_as_the_files_are(kg: Run, server: str, region: str) -> None:
    call = ("query", "targets-and-outcomes", "-p", "region", region, "-f", "csv")
    assert kg(*call, "--endpoint", server) == kg(*call)


def test_a_server_that_lacks_the_label_is_no_fault(kg: Run, server: str) -> None:
    said = kg("query", "targets-and-outcomes", "-p", "region", "Guizuo", "--endpoint", server)
    assert one_line(said) == "kg: unknown region 'Guizuo'; did you mean Guizhou?"


def test_a_query_without_a_name_is_refused_in_one_line(kg: Run) -> None:
    said = kg("query")
    assert (said.code, said.err) == (2, "kg: name a query, or list them with --list\n")
