"""Bringing files into the canonical form, with what their source text adds."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from kg.chinese.clauses import clauses, sentences
from kg.errors import KgError, MissingFile, SyntaxFault, WrongSource
from kg.evidence.formatting import formatted
from kg.project import Project
from kg.rdf.namespaces import BASE, OA, PREFIXES, QS
from kg.rdf.records import Records
from kg.rdf.turtle import NoCanonicalForm, parse
from tests.conftest import Run

OWN = f"{BASE}source/invented/"
TEXT = "质量工作报告\n到2025年，合格率达到95%以上。新增品牌30家！\n新增品牌30家，另有5家。\n"


def document(folder: Path, *records: str, text: str = TEXT, hashed: bool = True) -> Path:
    """Write a document with `records`, loosely laid out, and its text into the folder `texts`."""
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "invented.txt").write_text(text, encoding="utf-8", newline="")
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    sha256 = f'; qs:sha256 "{hashlib.sha256(text.encode()).hexdigest()}"' if hashed else ""
    source = f'source:invented a qs:Source; qs:fileName "invented.txt"{sha256}.'
    path = folder / "invented.ttl"
    path.write_text("\n".join([prefixes, f"@prefix : <{OWN}> .", *records, source, ""]), encoding="utf-8")
    return path


def quotation(name: str, words: str, more: str = "") -> str:
    return f':{name} a qs:Quotation; oa:exact "{words}"; oa:hasSource source:invented{more}.'


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, line in enumerate(lines, 1) if words in line]
    return line


def test_the_committed_files_are_in_the_canonical_form(kg: Run) -> None:
    said = kg("format", "--check")
    assert said.code == 0, f"run kg format; it would change:\n{said.out}"
    assert said.out == ""


def test_the_committed_documents_are_complete(project: Project, texts: Path, kg: Run) -> None:
    said = kg("format", "--check", "--sources", texts)
    assert said.code == 0, f"run kg format --sources; it would change:\n{said.out}"


def test_a_disordered_file_comes_back_as_it_was(project: Project, tmp_path: Path, kg: Run) -> None:
    text = (project.root / "data" / "regions.ttl").read_text(encoding="utf-8")
    head, *records = text.split("\n\n")
    order = random.Random(0)
    order.shuffle(records)
    lines = head.splitlines()
    order.shuffle(lines)
    path = tmp_path / "regions.ttl"
    path.write_text(
        "\r\n".join(lines) + "\n\n\n\n" + "\n".join(records).replace("    ", "\t") + "\n\n", "utf-8"
    )
    said = kg("format", "--check", path)
    assert (said.code, said.out) == (1, f"{path}\n")
    assert path.read_text(encoding="utf-8") != text, "--check has changed the file"
    said = kg("format", path)
    assert (said.code, said.out) == (0, f"{path}\n")
    assert path.read_text(encoding="utf-8") == text
    assert (kg("format", path).out, kg("format", "--check", path).code) == ("", 0), (
        "the canonical form is not stable"
    )


def test_only_the_files_of_a_folder_that_change_are_named(project: Project, tmp_path: Path, kg: Run) -> None:
    text = (project.root / "data" / "regions.ttl").read_text(encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "in-order.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "below" / "disordered.ttl").write_text(text + "\n", encoding="utf-8")
    said = kg("format", tmp_path, "--lang", "zh")
    assert said.out == f"{tmp_path / 'below' / 'disordered.ttl'}\n"
    assert said.err == "2 个文件中有 1 个已改写。\n"


def test_a_file_is_formatted_without_a_source_text_at_hand(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率"))
    _, new = formatted(path)
    assert "oa:start" not in new
    assert set(parse(new, path).triples) == set(parse(path.read_text(encoding="utf-8"), path).triples)


def test_offsets_sentences_and_clauses_come_in_with_the_source_text(tmp_path: Path, kg: Run) -> None:
    path = document(tmp_path, quotation("words", "合格率达到95%以上"))
    assert kg("format", path, "--sources", tmp_path / "texts").code == 0
    text = path.read_text(encoding="utf-8")
    records = Records(parse(text, path).triples)
    start, end = records.offset(OWN + "words", OA + "start"), records.offset(OWN + "words", OA + "end")
    assert TEXT[start:end] == "合格率达到95%以上"
    spans = [
        (records.offset(each, OA + "start"), records.offset(each, OA + "end"))
        for each in records.of_class(QS + "Sentence")
    ]
    assert spans == sentences(TEXT)
    spans = [
        (records.offset(each, OA + "start"), records.offset(each, OA + "end"))
        for each in records.of_class(QS + "Clause")
    ]
    assert spans == clauses(TEXT)
    assert kg("format", "--check", path, "--sources", tmp_path / "texts").code == 0, "it is not stable"


def test_hash_and_length_come_in_with_the_source_text(tmp_path: Path, kg: Run) -> None:
    path = document(tmp_path, hashed=False, text="质量\r\n第二行\n")
    assert "sha256" not in formatted(path)[1]
    assert kg("format", path, "--sources", tmp_path / "texts").code == 0
    text = path.read_text(encoding="utf-8")
    content = (tmp_path / "texts" / "invented.txt").read_bytes()
    assert f'    qs:sha256 "{hashlib.sha256(content).hexdigest()}"' in text
    assert "    qs:characters 8 ;\n" in text, "a line break is counted as it is in the file"
    assert kg("format", "--check", path, "--sources", tmp_path / "texts").code == 0, "it is not stable"


def test_added_records_have_the_prefix_of_the_file(tmp_path: Path) -> None:
    text = formatted(document(tmp_path), tmp_path / "texts")[1]
    assert text.startswith(f"@prefix : <{OWN}> .\n")
    assert "\n:sentence-00000 a qs:Sentence ;" in text


def test_statements_of_the_curator_are_kept(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        "# rights: CC-BY-4.0",
        quotation("wrong-offsets", "合格率", "; oa:start 1; oa:end 4"),
        quotation("second", "新增品牌30家", f"; oa:start {TEXT.rindex('新增')}"),
        ":coded a qs:Sentence; oa:hasSource source:invented; oa:start 0; oa:end 6; qs:reason reason:heading.",
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# rights: CC-BY-4.0\n", ""), encoding="utf-8")
    old, new = formatted(path, tmp_path / "texts")
    records = Records(parse(new, path).triples)
    assert set(parse(old, path).triples) <= set(parse(new, path).triples), "statements were lost"
    assert records.all(OWN + "wrong-offsets", OA + "start") == ["1"]
    assert records.all(OWN + "second", OA + "end") == [str(TEXT.rindex("新增") + len("新增品牌30家"))]
    starts = sorted(records.one(each, OA + "start") or "" for each in records.of_class(QS + "Sentence"))
    assert len(starts) == len(set(starts)) == len(sentences(TEXT)), "a listed sentence was added again"


def test_the_header_stays(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率"))
    path.write_text("# Invented for a test.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    for sources in (None, tmp_path / "texts"):
        assert formatted(path, sources)[1].startswith("# Invented for a test.\n\n@prefix : ")


def test_a_quotation_that_occurs_at_several_places_is_reported_with_them(tmp_path: Path, kg: Run) -> None:
    path = document(tmp_path, quotation("words", "合格率"), quotation("twice", "新增品牌30家"))
    before = path.read_bytes()
    found = [at for at in range(len(TEXT)) if TEXT.startswith("新增品牌30家", at)]
    line = line_of(path, "新增品牌30家")
    for lang, cure in (("en", "write the right offset as oa:start"), ("zh", "请将正确位置写入 oa:start")):
        said = kg("format", path, "--sources", tmp_path / "texts", "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"kg: {path}:{line}: “新增品牌30家”")
        assert ", ".join(map(str, found)) in said.err
        assert cure in said.err
        assert said.err.count("\n") == 1
    assert path.read_bytes() == before, "the file was changed"


def test_a_quotation_that_is_not_in_the_text_is_reported_with_its_line(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率"), quotation("nowhere", "合恪率"))
    with pytest.raises(KgError, match=r"not found in invented\.txt; copy the words again") as raised:
        formatted(path, tmp_path / "texts")
    assert (raised.value.path, raised.value.line) == (path, line_of(path, "合恪率"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_comment_in_the_body_is_refused_with_its_line(tmp_path: Path, kg: Run, lang: str) -> None:
    path = document(
        tmp_path, quotation("words", "合格率"), "# not sure about this one", quotation("b", "质量")
    )
    before = path.read_bytes()
    said = kg("format", path, "--lang", lang)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"kg: {path}:{line_of(path, '# not sure')}: ")
    assert "rdfs:comment" in said.err
    assert path.read_bytes() == before
    with pytest.raises(NoCanonicalForm):
        formatted(path)


def test_a_comment_after_a_statement_is_refused(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率") + " # why not")
    with pytest.raises(NoCanonicalForm) as raised:
        formatted(path)
    assert raised.value.line == line_of(path, "# why not")


def test_a_hash_inside_a_literal_is_not_a_comment(tmp_path: Path) -> None:
    path = document(tmp_path, ':a rdfs:label "# 一号"@zh-Hans.')
    assert '"# 一号"@zh-Hans' in formatted(path)[1]


def test_an_invalid_turtle_file_is_named_and_not_changed(tmp_path: Path, kg: Run) -> None:
    path = document(tmp_path, ":a qs:value ;")
    before = path.read_bytes()
    with pytest.raises(SyntaxFault) as raised:
        formatted(path)
    assert raised.value.path == path
    assert raised.value.line is not None
    assert kg("format", path).code == 2
    assert path.read_bytes() == before


def test_a_different_source_text_is_refused(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率"))
    (tmp_path / "texts" / "invented.txt").write_text(TEXT + "。", encoding="utf-8")
    with pytest.raises(WrongSource):
        formatted(path, tmp_path / "texts")


def test_a_source_text_that_is_missing_is_named(tmp_path: Path) -> None:
    path = document(tmp_path, quotation("words", "合格率"))
    (tmp_path / "texts" / "invented.txt").unlink()
    with pytest.raises(MissingFile) as raised:
        formatted(path, tmp_path / "texts")
    assert raised.value.path == tmp_path / "texts" / "invented.txt"


def test_a_file_keeps_its_rights_when_it_is_formatted(tmp_path: Path, kg: Run) -> None:
    path = document(tmp_path, quotation("words", "合格率"))
    path.chmod(0o640)
    assert kg("format", path).code == 0
    assert oct(path.stat().st_mode & 0o777) == oct(0o640)
