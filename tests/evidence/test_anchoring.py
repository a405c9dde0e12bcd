"""Links from claims to words: texts, quotations, figures, periods, coverage, and what is filled in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese.clauses import clauses, sentences
from kg.errors import KgError, MissingFile, WrongSource
from kg.evidence.anchoring import anchored
from kg.evidence.anchors import LONGEST_QUOTATION, check_anchors, check_lengths, occurrences
from kg.evidence.coverage import check_clauses, check_digits, check_sentences, check_share, digit_runs
from kg.evidence.figures import Scales, check_figures, check_periods, number_with, years_in
from kg.evidence.findings import Finding
from kg.evidence.texts import SourceText, check_characters, read_source
from kg.project import Project
from kg.rdf.namespaces import BASE, FAMILIES, OA, PREFIXES, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.turtle import TurtleFile, parse, read
from tests.length import examples

OWN = f"{BASE}source/invented/"
SOURCE = f"{BASE}source/invented"
TEXT = (
    "某省质量工作报告\n"
    "到2025年，产品合格率达到95%以上。新增品牌30家！\n"
    "去年，新增品牌30家，另有5家；名称含3A，编号第0７号。\n"
)


def turtle(*statements: str) -> TurtleFile:
    """Return statements about an invented source, with all prefixes bound."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return parse("\n".join([prefixes, f"@prefix : <{OWN}> .", *statements]), Path("invented.ttl"))


def records(*statements: str) -> Records:
    return Records(turtle(*statements).triples)


def source_text(raw: str = TEXT) -> SourceText:
    return SourceText(SOURCE, Path("invented.txt"), raw)


def span(name: str, start: int, end: int, words: str | None = None, kind: str = "Quotation") -> str:
    """Return a record that points into the source; without `words` it has no quotation."""
    exact = f' ; oa:exact "{words}"' if words is not None else ""
    return (
        f":{name} a qs:{kind} ; oa:hasSource source:invented ; oa:start {start} ; oa:end {end}{exact} ."
    )  # fmt: skip


def quoted(name: str, words: str, kind: str = "Quotation") -> str:
    """Return the record of the first place of `words` in `TEXT`."""
    start = TEXT.index(words)
    return span(name, start, start + len(words), words, kind)


def checks(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    """Return check and name of each finding."""
    return [(finding.check, finding.subject.removeprefix(OWN)) for finding in findings]


@pytest.fixture(scope="session")
def scales(project: Project) -> Scales:
    """The project's own units and comparators."""
    return Scales.of(Records(read(path).triples) for path in project.vocabularies)


# texts


def described(raw: bytes, name: str = "invented.txt") -> Records:
    return records(
        f'source:invented a qs:Source ; qs:fileName "{name}" ; '
        f'qs:sha256 "{hashlib.sha256(raw).hexdigest()}" .'
    )  # fmt: skip


def test_a_text_is_read_with_its_line_ends_untouched(tmp_path: Path) -> None:
    raw = "质量\r\n第二行\r第三行\n".encode()
    (tmp_path / "invented.txt").write_bytes(raw)
    text = read_source(described(raw), SOURCE, tmp_path)
    assert text == SourceText(SOURCE, tmp_path / "invented.txt", "质量\r\n第二行\r第三行\n")


def test_a_text_with_another_sha256_is_refused_by_name(tmp_path: Path) -> None:
    raw = TEXT.encode()
    (tmp_path / "invented.txt").write_bytes(raw + b"\n")
    with pytest.raises(WrongSource) as raised:
        read_source(described(raw), SOURCE, tmp_path)
    assert raised.value.path == tmp_path / "invented.txt"
    for each in (raw, raw + b"\n"):
        assert hashlib.sha256(each).hexdigest()[:12] in raised.value.message("en")
        assert hashlib.sha256(each).hexdigest()[:12] in raised.value.message("zh")


def test_a_source_without_sha256_takes_any_text(tmp_path: Path) -> None:
    (tmp_path / "invented.txt").write_text(TEXT, encoding="utf-8")
    unhashed = records('source:invented a qs:Source ; qs:fileName "invented.txt" .')
    assert read_source(unhashed, SOURCE, tmp_path).raw == TEXT


@pytest.mark.parametrize(("stated", "found"), [(len(TEXT), 0), (len(TEXT) - 1, 1), (len(TEXT.encode()), 1)])
def test_another_number_of_characters_is_found(stated: int, found: int) -> None:
    known = records(f"source:invented a qs:Source ; qs:characters {stated} .")
    findings = list(check_characters(known, source_text()))
    assert [each.predicate for each in findings] == [QS + "characters"] * found
    for each in findings:
        assert (
            f"invented.txt has {len(TEXT)} characters, not {stated}; correct qs:characters"
            in each.message("en")
        )
        assert f"{len(TEXT)} 个字符，而不是 {stated} 个" in each.message("zh")


@pytest.mark.parametrize("name", ["../other.txt", "/etc/passwd", "a/../../other.txt", "..", "a\\u0000b"])
def test_a_file_name_does_not_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "other.txt").write_text("other", encoding="utf-8")
    folder = tmp_path / "texts"
    folder.mkdir()
    with pytest.raises(KgError, match=r"source:invented: the file name .* is not in the folder"):
        read_source(described(b"other", name), SOURCE, folder)


def test_a_missing_text_is_reported_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"invented\.txt: cannot read it: there is no such file"):
        read_source(described(b""), SOURCE, tmp_path)


def test_a_text_that_is_not_utf_8_is_refused_with_the_byte(tmp_path: Path) -> None:
    raw = "质量".encode() + "质".encode("gb18030")
    (tmp_path / "invented.txt").write_bytes(raw)
    with pytest.raises(MissingFile, match=r"invented\.txt: .* not UTF-8: byte 0xd6 at offset 6"):
        read_source(described(raw), SOURCE, tmp_path)


def test_a_missing_folder_of_texts_is_reported_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="no such folder of source texts") as raised:
        read_source(described(b""), SOURCE, tmp_path / "nowhere")
    assert raised.value.path == tmp_path / "nowhere"


def test_a_folder_instead_of_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "invented.txt").mkdir()
    with pytest.raises(MissingFile, match=r"invented\.txt: cannot read it: it is a folder"):
        read_source(described(b""), SOURCE, tmp_path)


# anchors


def test_a_quotation_is_found_at_its_offsets() -> None:
    assert (
        checks(check_anchors(records(quoted("a", "合格率"), quoted("b", "3A", "NonValue")), source_text()))
        == []
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (3, 5, "工作"),
        (4, 7, "工作"),
        (4, 5, "工作"),
        (5, 6, "工作"),
        (4, 6, "公作"),
        (4, 6, ""),
        (6, 4, "工作"),
    ],
)
def test_a_quotation_that_is_not_between_its_offsets_is_found(start: int, end: int, words: str) -> None:
    for kind in ("Quotation", "NonValue"):
        found = checks(check_anchors(records(span("a", start, end, words, kind)), source_text()))
        assert found == [("quotation-position", "a")]


@pytest.mark.parametrize("offset", ["start", "end"])
@pytest.mark.parametrize("value", ["", '; oa:{} "x"', "; oa:{} -1", "; oa:{} 4.0"])
def test_an_offset_that_is_not_a_whole_number_is_found(offset: str, value: str) -> None:
    other = "; oa:end 6" if offset == "start" else "; oa:start 4"
    record = (
        f':a a qs:Quotation ; oa:hasSource source:invented ; oa:exact "工作" {other} {value.format(offset)} .'
    )
    assert checks(check_anchors(records(record), source_text())) == [("quotation-position", "a")]


def test_an_end_after_the_end_of_the_text_is_found() -> None:
    raw = "质量强省"
    found = checks(check_anchors(records(span("a", 2, 9, "强省")), source_text(raw)))
    assert found == [("quotation-position", "a")], "there are no characters up to 9"


@pytest.mark.parametrize(
    ("words", "cure", "predicate"),
    [
        ("合格率", "the words are at 18-21; correct the offsets", "start"),
        ("新增品牌30家", "the words are at 29-36, 41-48; choose one", "start"),
        ("合恪率", "the words are not in the text; copy them again", "exact"),
    ],
)
def test_the_finding_names_the_places_of_the_words(words: str, cure: str, predicate: str) -> None:
    (finding,) = check_anchors(records(span("a", 0, len(words), words)), source_text())
    assert finding.message("en").endswith(cure)
    assert finding.predicate == OA + predicate


def test_a_quotation_that_occurs_twice_is_decided_by_its_position() -> None:
    first, second = occurrences(TEXT, "新增品牌30家")
    both = (span("a", first, first + 7, "新增品牌30家"), span("b", second, second + 7, "新增品牌30家"))
    assert checks(check_anchors(records(*both), source_text())) == []
    between = span("c", first + 1, first + 8, "新增品牌30家")
    assert checks(check_anchors(records(between), source_text())) == [("quotation-position", "c")]


def test_at_most_five_places_are_listed() -> None:
    (finding,) = check_anchors(records(span("a", 9, 10, "质")), source_text("质" * 8))
    assert finding.message("en").endswith("the words are at 0-1, 1-2, 2-3, 3-4, 4-5 ...; choose one")
    (finding,) = check_anchors(records(span("a", 9, 10, "质")), source_text("质" * 5))
    assert finding.message("en").endswith("the words are at 0-1, 1-2, 2-3, 3-4, 4-5; choose one")


def test_places_may_overlap() -> None:
    assert occurrences("质质质量", "质质") == [0, 1]


def test_a_quotation_from_another_source_is_not_compared_with_this_text() -> None:
    record = ':a a qs:Quotation ; oa:hasSource source:other ; oa:exact "工作" ; oa:start 0 ; oa:end 2 .'
    assert checks(check_anchors(records(record), source_text())) == []


def test_a_quotation_is_one_to_sixty_characters_long_after_cleaning() -> None:
    longest, glossed = "质" * LONGEST_QUOTATION, "實(shí)" * LONGEST_QUOTATION
    lengths = records(
        *(f':{name} a qs:Quotation ; oa:exact "{words}" .'
          for name, words in (("a", longest), ("b", longest + "量"), ("c", glossed), ("d", ""), ("e", "质")))
    )  # fmt: skip
    assert checks(check_lengths(lengths)) == [("quotation-length", "b"), ("quotation-length", "d")]


OF_100 = "source:invented a qs:Source ; qs:characters 100 ."


def test_of_a_press_text_at_most_65_percent_are_quoted() -> None:
    at_most = (
        OF_100,
        span("a", 0, 40),
        span("b", 30, 65),
        span("c", 30, 35),
        span("d", 0, 100, kind="NonValue"),
    )
    assert checks(check_share(records(*at_most))) == []
    (finding,) = check_share(records(*at_most, span("e", 64, 66)))
    assert (finding.check, finding.subject) == ("quoted-share", SOURCE)
    assert finding.message("en").startswith(
        "quotations cover 66.00 percent of the text, but 65 percent at most"
    )
    assert finding.message("zh").startswith("引语覆盖文本的 66.00%，至多可占 65%；")


def test_an_official_document_may_be_quoted_in_full() -> None:
    official = OF_100.replace(" .", " ; qs:transmits document:invented .")
    assert checks(check_share(records(official, span("a", 0, 100)))) == []


def test_a_source_without_its_length_has_no_share() -> None:
    assert checks(check_share(records("source:invented a qs:Source .", span("a", 0, 100)))) == []


@st.composite
def edited_quotations(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """Return a text, a quotation that was in it, and its offsets, after one random edit of either."""
    letters = st.sampled_from("质量强省19％%。(\n𠮷é")
    raw = draw(st.text(letters, min_size=1, max_size=40))
    start = draw(st.integers(0, len(raw) - 1))
    end = draw(st.integers(start + 1, min(len(raw), start + 12)))
    exact = raw[start:end]
    near = st.integers(max(0, start - 3), min(len(raw) - 1, end + 2))
    edit = draw(
        st.sampled_from(("change", "insert", "delete", "shift", "start", "end", "reword", "lengthen"))
    )
    if edit == "change":
        at = draw(near)
        raw = raw[:at] + draw(letters) + raw[at + 1 :]
    elif edit == "insert":
        at = draw(near)
        raw = raw[:at] + draw(letters) + raw[at:]
    elif edit == "delete":
        at = draw(near)
        raw = raw[:at] + raw[at + 1 :]
    elif edit == "reword":
        at = draw(st.integers(0, len(exact) - 1))
        exact = exact[:at] + draw(letters) + exact[at + 1 :]
    elif edit == "lengthen":
        exact = draw(st.sampled_from((exact + draw(letters), exact[:-1], exact[1:])))
    else:
        step = draw(st.integers(-4, 4))
        start, end = start + step * (edit != "end"), end + step * (edit != "start")
    return raw, exact, start, end


@settings(max_examples=examples(10_000, usual=1_000), deadline=None)
@given(edited_quotations())
def test_no_edit_goes_unnoticed_unless_the_words_are_still_there(case: tuple[str, str, int, int]) -> None:
    raw, exact, start, end = case
    written = exact.replace("\n", "\\n")
    found = checks(check_anchors(records(span("a", start, end, written)), source_text(raw)))
    # Character by character, as one would count by hand; no slice, which forgives an end too far.
    unchanged = (
        0 <= start < end <= len(raw)
        and end - start == len(exact)
        and all(raw[start + index] == character for index, character in enumerate(exact))
    )
    assert found == ([] if unchanged else [("quotation-position", "a")])


# figures


FORMS = [
    # words, unit, value, comparator
    ("有效注册商标总量43.5万件", "jian", "435000.0", "exactly"),
    ("商标36万件", "jian", "360000.0", "exactly"),
    ("统筹经费1.09亿元", "yuan", "109000000.0", "exactly"),
    ("制造业总产值突破16万亿元", "yuan", "16000000000000.0", "more-than"),
    ("制造业總產值突破16萬(wàn)億元", "yuan", "16000000000000.0", "more-than"),
    ("合格率达到98.4%", "percent", "98.4", "exactly"),
    ("合格率达到９８.４％", "percent", "98.4", "exactly"),
    ("百分之九十五以上", "percent", "95.0", "at-least"),
    ("合格率整体提升2个百分点以上", "percentage-point", "2.0", "at-least"),
    ("提高0.5百分点", "percentage-point", "0.5", "exactly"),
    ("拥有70余万户", "hu", "700000.0", "more-than"),
    ("名牌220余个", "ge", "220.0", "more-than"),
    ("标准三千四百项", "xiang", "3400.0", "exactly"),
    ("培育十余家企业", "jia", "10.0", "more-than"),
    ("企业两万五千户", "hu", "25000.0", "exactly"),
    ("中国质量奖实现零的突破", "count", "1.0", "at-least"),
    ("数量位居全国首位", "rank", "1.0", "exactly"),
    ("位列全国第16位", "rank", "16.0", "exactly"),
    ("总量全国第一位", "rank", "1.0", "exactly"),
    ("质量竞争力指数84.06", "point", "84.06", "exactly"),
    ("得分84.06分", "point", "84.06", "exactly"),
    ("高出5.72个标准分", "point", "5.72", "exactly"),
    ("满意度达到80，保持前列", "point", "80.0", "exactly"),
    ("监测1.5批次/千人", "batches-per-thousand", "1.5", "exactly"),
    ("增加值年均增长15%左右", "percent-change-per-year", "15.0", "about"),
    ("总产值近30亿元", "yuan", "3000000000.0", "about"),
    ("事故不超过3起", "qi", "3.0", "at-most"),
    ("不合格率5%以下", "percent", "5.0", "at-most"),
    ("低于4%", "percent", "4.0", "less-than"),
]


def checked(scales: Scales, words: str, unit: str, value: str, comparator: str) -> list[str]:
    """Return the checks that fail for a target of `value` read from `words`."""
    found = check_figures(
        records(
            f":a a qs:Target ; qs:value {value} ; qs:unit unit:{unit} ; "
            f"qs:comparator comparator:{comparator} ; qs:evidence :a-evidence .",
            f':a-evidence a qs:Quotation ; oa:exact "{words}" .',
        ),
        scales,
    )
    return [finding.check for finding in found]


@pytest.mark.parametrize(("words", "unit", "value", "comparator"), FORMS, ids=[words for words, *_ in FORMS])
def test_the_number_in_the_words_is_the_value(
    scales: Scales, words: str, unit: str, value: str, comparator: str
) -> None:
    assert checked(scales, words, unit, value, comparator) == []


@pytest.mark.parametrize(("words", "unit", "value", "comparator"), FORMS, ids=[words for words, *_ in FORMS])
def test_another_value_comparator_or_unit_is_found(
    scales: Scales, words: str, unit: str, value: str, comparator: str
) -> None:
    for other in ("7.0", value + "1", "1" + value, "-" + value if value != "0.0" else "1.0"):
        assert checked(scales, words, unit, other, comparator) == ["figure-value"], other
    for name in {iri.removeprefix(FAMILIES["comparator"]) for iri in scales.notations} - {comparator}:
        assert checked(scales, words, unit, value, name) == ["figure-comparator"], name
    assert checked(scales, words, "tonne", value, comparator) == ["figure-unit"]


def test_the_value_may_be_written_with_more_or_fewer_zeros(scales: Scales) -> None:
    for value in ("95.0", "95.00", "+95.0", "095.0"):
        assert checked(scales, "达到95%", "percent", value, "exactly") == []


def test_one_number_may_be_said_of_several_indicators(scales: Scales) -> None:
    words = "食品、药品抽检合格率均在98%以上"
    both = records(
        *(f":{name} a qs:Target ; qs:value {value} ; qs:unit unit:percent ; "
          "qs:comparator comparator:at-least ; qs:evidence :words ."
          for name, value in (("food", "98.0"), ("drugs", "89.0"))),
        f':words a qs:Quotation ; oa:exact "{words}" .',
    )  # fmt: skip
    assert checks(check_figures(both, scales)) == [("figure-value", "drugs")]


def test_numbers_that_are_distributed_are_distinguished_by_the_end_of_the_quotation(scales: Scales) -> None:
    first, second = "产品、工程合格率分别达到94%", "产品、工程合格率分别达到94%、96%以上"
    assert checked(scales, first, "percent", "94.0", "exactly") == []
    assert checked(scales, second, "percent", "96.0", "at-least") == []
    assert checked(scales, second, "percent", "94.0", "at-least") == ["figure-value"]


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("到2025年，新增品牌30家", "jia", "30"),
        ("30家企业的5项标准", "jia", "30"),
        ("30家企业的5项标准", "xiang", "5"),
        ("新增10家，总数达30家", "jia", "30"),
        ("总数30家，其中新增10家", "jia", "10"),
        ("提升2个百分点，达到95%", "percent", "95"),
        ("达到95%，提升2个百分点", "percentage-point", "2"),
        ("得分84.06，位列第16位", "point", "84.06"),
        ("得分84.06，位列第16位", "rank", "16"),
        ("得分84.06，涉及30家", "point", "84.06"),
    ],
)
def test_the_last_number_with_the_unit_is_the_one(scales: Scales, words: str, unit: str, value: str) -> None:
    iri = FAMILIES["unit"] + unit
    quantity = number_with(iri, scales.symbols[iri], words)
    assert quantity is not None
    assert str(quantity.value) == value


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("提升2个百分点", "percent"),
        ("达到95%", "percentage-point"),
        ("指数居第16位", "point"),
        ("新增品牌30家", "point"),
        ("满意度较高", "point"),
        ("标准30项", "jia"),
        ("达到95%", "rank"),
        ("17位专家", "rank"),
        ("抽查30家次", "jia"),
        ("产值18万元/人", "yuan"),
        ("提升2个百分点", "ge"),
        ("标准2025项", "nian"),
    ],
)
def test_a_number_with_another_unit_is_not_the_one(scales: Scales, words: str, unit: str) -> None:
    iri = FAMILIES["unit"] + unit
    assert number_with(iri, scales.symbols[iri], words) is None


RANGES = [
    ("新增品牌10—20家", "jia", "10.0", "20.0", "exactly"),
    ("新增品牌10家（含）至20家", "jia", "10.0", "20.0", "exactly"),
    ("合格率稳定在95%到98%之间", "percent", "95.0", "98.0", "exactly"),
    ("新增约3至5家", "jia", "3.0", "5.0", "about"),
    ("培育数十家企业", "jia", "20.0", "99.0", "about"),
    ("占三至五成", "percent", "30.0", "50.0", "exactly"),
    ("占四分之一至二分之一", "percent", "25.0", "50.0", "exactly"),
]


@pytest.mark.parametrize(("words", "unit", "value", "upper", "comparator"), RANGES, ids=lambda part: part)
def test_the_upper_value_is_the_end_of_the_range(
    scales: Scales, words: str, unit: str, value: str, upper: str, comparator: str
) -> None:
    assert checked(scales, words, unit, f"{value} ; qs:valueTo {upper}", comparator) == []
    for other in (value, f"{value} ; qs:valueTo {upper}1", f"{value} ; qs:valueTo -{upper}"):
        assert checked(scales, words, unit, other, comparator) == ["figure-range"], other
    assert checked(scales, words, unit, f"7.5 ; qs:valueTo {upper}", comparator) == ["figure-value"]


def test_a_number_that_is_no_range_has_no_upper_value(scales: Scales) -> None:
    assert checked(scales, "品牌30家以上", "jia", "30.0 ; qs:valueTo 40.0", "at-least") == ["figure-range"]


@pytest.mark.parametrize(
    ("words", "unit", "value", "comparator"),
    [
        ("占七成", "percent", "70.0", "exactly"),
        ("占七成以上", "percent", "70.0", "at-least"),
        ("占半数以上", "percent", "50.0", "at-least"),
        ("占比过半", "percent", "50.0", "more-than"),
        ("约四分之三的企业", "percent", "75.0", "about"),
        ("达到5/8", "percent", "62.5", "exactly"),
        ("占三分之二", "third", "2.0", "exactly"),
        ("超过2/3", "third", "2.0", "more-than"),
        ("减少三分之一", "third", "1.0", "exactly"),
    ],
)
def test_a_share_in_words_is_exact(
    scales: Scales, words: str, unit: str, value: str, comparator: str
) -> None:
    assert checked(scales, words, unit, value, comparator) == []
    assert checked(scales, words, unit, value + "1", comparator) == ["figure-value"]


@pytest.mark.parametrize(
    ("words", "unit"), [("占三分之二", "percent"), ("占七分之二", "third"), ("占三分之二", "ge")]
)
def test_a_share_that_has_no_finite_decimal_in_a_unit_is_not_in_it(
    scales: Scales, words: str, unit: str
) -> None:
    iri = FAMILIES["unit"] + unit
    assert number_with(iri, scales.symbols[iri], words) is None


@pytest.mark.parametrize("words", ["综合指数不低于93", "质量竞争力指数达93以上", "消费环境指数至少93"])
def test_an_index_needs_no_unit(scales: Scales, words: str) -> None:
    assert checked(scales, words, "point", "93.0", "at-least") == []


def test_every_unit_of_the_project_can_be_read_after_its_number(scales: Scales) -> None:
    for unit, symbol in scales.symbols.items():
        if unit == FAMILIES["unit"] + "third":
            continue  # written as a fraction
        words = f"达到{'第' if symbol == '位' else ''}12.5{symbol}"
        quantity = number_with(unit, symbol, words)
        assert quantity is not None, f"no number with {unit} in {words}"
        assert str(quantity.value) == "12.5"


def test_a_figure_with_two_quotations_may_have_its_number_in_either(scales: Scales) -> None:
    both = records(
        ":a a qs:Observation ; qs:value 30.0 ; qs:unit unit:jia ; qs:comparator comparator:exactly ; "
        "qs:evidence :words, :more .",
        ':words a qs:Quotation ; oa:exact "品牌" .',
        ':more a qs:Quotation ; oa:exact "30家" .',
    )
    assert checks(check_figures(both, scales)) == []


def test_findings_of_figures_name_the_wrong_predicate(scales: Scales) -> None:
    found = check_figures(
        records(
            ":a a qs:Target ; qs:value 5.0 ; qs:unit unit:jia ; "
            "qs:comparator comparator:about ; qs:evidence :b .",
            ':b a qs:Quotation ; oa:exact "30家以上" .',
        ),
        scales,
    )
    assert [finding.predicate for finding in found] == [QS + "value", QS + "comparator"]


# periods


@pytest.mark.parametrize(
    ("words", "issued", "years"),
    [
        ("到2025年和2027年", None, {"2025", "2027"}),
        ("去年新增30家", "2024-04-18", {"2023"}),
        ("上年度", "2024-04-18", {"2023"}),
        ("今年以来", "2024-04-18", {"2024"}),
        ("本年度", "2024-01-01", {"2024"}),
        ("去年新增30家", None, set()),
        ("“十三五”时期", None, {"2016", "2020"}),
        ("“十四五”规划", None, {"2021", "2025"}),
        ("“十五五”规划", None, {"2026", "2030"}),
        ("“十三五”以来", "2020-09-29", {"2016", "2020"}),
        ("2017年以来", None, {"2017"}),
        ("二〇二五年", None, {"2025"}),
        ("“昆仑2023”专项行动", None, {"2023"}),
        ("标准2025项", None, set()),
        ("2023年2月31日", None, set()),
        ("2021-2025年", None, {"2021", "2025"}),
        ("比去年，到2025年", "2024-12-31", {"2023", "2025"}),
        ("明显提升", "2024-04-18", set()),
    ],
)
def test_the_words_give_these_years(words: str, issued: str | None, years: set[str]) -> None:
    assert years_in(words, issued) == years


ISSUED = 'source:invented a qs:Source ; dcterms:issued "2024-04-18"^^xsd:date .'


def stated(period: str, words: str) -> Records:
    """Return a claim whose period its own sentence should give."""
    return records(
        ISSUED, f':a qs:period "{period}" ; qs:periodStated true ; qs:evidence :b .', quoted("b", words)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "words"),
    [("2025", "95%以上"), ("2025-06", "产品合格率"), ("2023", "另有5家"), ("2023", "去年")],
)
def test_a_stated_period_is_named_in_the_sentence_of_the_quotation(period: str, words: str) -> None:
    assert checks(check_periods(stated(period, words), source_text())) == []


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024", "95%以上"),
        ("2021/2025", "95%以上"),
        ("2025/2027", "95%以上"),
        ("2024", "去年"),
        ("2025", "品牌30家！"),
    ],
)
def test_a_stated_period_that_the_sentence_does_not_give_is_found(period: str, words: str) -> None:
    assert checks(check_periods(stated(period, words), source_text())) == [("claim-period", "a")]


def test_without_the_text_a_stated_period_is_left_alone() -> None:
    assert checks(check_periods(stated("1999", "95%以上"), None)) == []


@pytest.mark.parametrize(("period", "found"), [("2025", []), ("2024", [("claim-period", "a")])])
def test_an_implied_period_is_given_by_its_evidence_also_without_the_text(
    period: str, found: list[tuple[str, str]]
) -> None:
    claim = records(
        ISSUED,
        f':a qs:period "{period}" ; qs:periodStated false ; qs:evidence :b ; qs:periodEvidence :c .',
        quoted("b", "新增品牌30家"),
        quoted("c", "到2025年"),
    )
    assert checks(check_periods(claim, None)) == found
    assert checks(check_periods(claim, source_text())) == found


# coverage


def all_sentences() -> list[str]:
    return [span(f"s{start}", start, end, kind="Sentence") for start, end in sentences(TEXT)]


def test_a_document_that_lists_every_sentence_is_in_order() -> None:
    assert checks(check_sentences(records(*all_sentences()), source_text())) == []


def test_a_sentence_that_is_not_listed_is_found() -> None:
    for left_out in range(len(all_sentences())):
        listed = [each for index, each in enumerate(all_sentences()) if index != left_out]
        (finding,) = check_sentences(records(*listed), source_text())
        start, end = sentences(TEXT)[left_out]
        assert (finding.check, finding.subject) == ("sentence-missing", SOURCE)
        assert f"{start}-{end}" in finding.message("en")


def test_a_message_quotes_no_more_than_the_sentence_and_stays_on_one_line() -> None:
    (finding,) = check_sentences(records(*all_sentences()[1:]), source_text())
    for lang in ("en", "zh"):
        assert "\n" not in finding.message(lang)
        assert TEXT.split("\n", maxsplit=1)[0] in finding.message(lang)
        assert TEXT.split("\n")[1][:3] not in finding.message(lang)


def test_a_listed_sentence_that_is_not_in_the_text_is_found() -> None:
    found = check_sentences(records(*all_sentences(), span("extra", 0, 7, kind="Sentence")), source_text())
    assert checks(found) == [("sentence-unreal", "extra")]


def test_a_sentence_that_is_listed_twice_is_found() -> None:
    found = check_sentences(
        records(*all_sentences(), span("t", *sentences(TEXT)[0], kind="Sentence")), source_text()
    )
    assert checks(found) == [("sentence-twice", "t")]


def all_clauses(*, below: int = len(TEXT)) -> list[str]:
    """Return the records of the clauses that end before an offset."""
    return [span(f"c{start}", start, end, kind="Clause") for start, end in clauses(TEXT) if end <= below]


def test_a_document_that_lists_every_clause_is_in_order() -> None:
    assert checks(check_clauses(records(*all_sentences(), *all_clauses()), source_text())) == []


def test_a_clause_that_is_not_listed_is_found() -> None:
    for left_out, (start, end) in enumerate(clauses(TEXT)):
        listed = [each for index, each in enumerate(all_clauses()) if index != left_out]
        (finding,) = check_clauses(records(*all_sentences(), *listed), source_text())
        assert (finding.check, finding.subject) == ("clause-missing", SOURCE)
        assert f"{start}-{end}" in finding.message("en")
        assert "分句" in finding.message("zh")


def test_a_clause_that_is_not_in_the_text_or_listed_twice_is_found() -> None:
    extra = [span("half", 9, 12, kind="Clause"), span("t", *clauses(TEXT)[1], kind="Clause")]
    found = check_clauses(records(*all_sentences(), *all_clauses(), *extra), source_text())
    assert sorted(checks(found)) == [("clause-twice", "t"), ("clause-unreal", "half")]


def test_a_sentence_with_a_reason_needs_no_clauses_and_may_list_none() -> None:
    (start, end), *_, last = sentences(TEXT)
    first = f":first a qs:Sentence ; oa:hasSource source:invented ; oa:start {start} ; oa:end {end} ; "
    marked = records(first + "qs:reason reason:heading .", *all_sentences()[1:], *all_clauses()[1:])
    assert checks(check_clauses(marked, source_text())) == []
    listed = records(first + "qs:reason reason:heading .", *all_sentences()[1:], *all_clauses())
    (finding,) = check_clauses(listed, source_text())
    assert (finding.check, finding.subject.removeprefix(OWN)) == ("clause-unreal", "c0")
    assert "outside marked sentences" in finding.message("en")
    whole = f":last a qs:Sentence ; oa:hasSource source:invented ; oa:start {last[0]} ; oa:end {last[1]} ; "
    without = records(whole + "qs:reason reason:slogan .", *all_sentences()[:-1], *all_clauses(below=last[0]))
    assert checks(check_clauses(without, source_text())) == []


def test_digits_outside_all_quotations_are_found() -> None:
    runs = [TEXT[start:end] for start, end in digit_runs(TEXT)]
    assert runs == ["2025", "95", "30", "30", "5", "3", "0７"]
    open_ = records(quoted("a", "2025年"), quoted("b", "95%"), quoted("c", "3A", "NonValue"))
    found = [re.search(r"\d+-\d+", finding.message("en")) for finding in check_digits(open_, source_text())]
    places = [match[0] for match in found if match is not None]
    assert places == [f"{s}-{e}" for s, e in digit_runs(TEXT) if TEXT[s:e] in ("30", "5", "0７")]


def test_a_run_of_digits_must_be_inside_one_quotation() -> None:
    halves = records(span("a", 10, 12, "20"), span("b", 12, 15, "25年"))
    found = [
        finding.message("en") for finding in check_digits(halves, source_text("于是写出了规划目标的2025年"))
    ]
    assert len(found) == 1
    assert "10-14 (“写出了规划目标的2025年”)" in found[0], "the digits with eight characters on either side"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("84.06分", ["84.06"]),
        ("16．5万", ["16．5"]),
        ("1.2.3", ["1.2", "3"]),
        ("9.", ["9"]),
        ("1,500", ["1", "500"]),
        ("三千", []),
        ("x2y", ["2"]),
    ],
)
def test_a_run_of_digits_includes_its_decimal_point(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in digit_runs(text)] == runs


def test_every_digit_of_every_source_text_is_in_a_quotation_or_has_a_reason(
    project: Project, texts: Path
) -> None:
    open_, count = [], 0
    for path in project.documents:
        known = Records(read(path).triples)
        (source,) = known.of_class(QS + "Source")
        raw = read_source(known, source, texts).raw
        spans = [
            (known.offset(each, OA + "start") or 0, known.offset(each, OA + "end") or 0)
            for each in known.of_class(QS + "Quotation", QS + "NonValue")
            if known.one(each, OA + "hasSource") == source
        ]
        for match in re.finditer(r"\d+", raw):
            count += 1
            if not any(start <= match.start() and match.end() <= end for start, end in spans):
                around = raw[max(0, match.start() - 10) : match.end() + 10]
                open_.append(f"{path.name}: {match[0]} at {match.start()} in {around!r}")
    assert open_ == [], f"{len(open_)} of {count} runs of digits are open:\n" + "\n".join(open_)
    assert count >= len(project.documents), "the texts have no digits at all?"


def test_every_non_value_of_the_graph_has_its_reason(project: Project) -> None:
    for path in project.documents:
        known = Records(read(path).triples)
        without = [s for s in known.of_class(QS + "NonValue") if len(known.all(s, QS + "reason")) != 1]
        assert without == [], path.name


# anchoring


def test_offsets_sentences_and_clauses_are_filled_in() -> None:
    file = turtle(':a a qs:Quotation ; oa:exact "合格率" ; oa:hasSource source:invented .')
    added = Records(anchored(file, source_text()))
    assert added.offset(OWN + "a", OA + "start") == TEXT.index("合格率")
    assert added.offset(OWN + "a", OA + "end") == TEXT.index("合格率") + 3
    listed = [
        (added.offset(each, OA + "start"), added.offset(each, OA + "end"))
        for each in added.of_class(QS + "Sentence")
    ]
    assert listed == sentences(TEXT)
    listed = [
        (added.offset(each, OA + "start"), added.offset(each, OA + "end"))
        for each in added.of_class(QS + "Clause")
    ]
    assert listed == clauses(TEXT)
    for each in added.of_class(QS + "Sentence", QS + "Clause"):
        assert added.one(each, OA + "hasSource") == SOURCE
    assert added.offset(OWN + "clause-00009", OA + "end") == 16


def test_no_clause_of_a_sentence_with_a_reason_is_filled_in() -> None:
    (start, end), *others = sentences(TEXT)
    file = turtle(
        f":first a qs:Sentence ; oa:hasSource source:invented ; oa:start {start} ; oa:end {end} ; "
        "qs:reason reason:heading ."
    )
    added = Records(anchored(file, source_text()))
    starts = sorted(added.offset(each, OA + "start") or 0 for each in added.of_class(QS + "Clause"))
    assert starts == [first for first, _ in clauses(TEXT) if first >= others[0][0]]


def test_what_is_filled_in_is_in_order() -> None:
    file = turtle(
        ':a a qs:Quotation ; oa:exact "合格率" ; oa:hasSource source:invented .',
        ':b a qs:NonValue ; oa:exact "3A" ; oa:hasSource source:invented .',
    )
    filled = Records([*file.triples, *anchored(file, source_text())])
    assert checks(check_anchors(filled, source_text())) == []
    assert checks(check_sentences(filled, source_text())) == []
    assert checks(check_clauses(filled, source_text())) == []


def source_with(sha256: str = hashlib.sha256(TEXT.encode()).hexdigest(), characters: int = len(TEXT)) -> str:
    """Return the source with its hash and length."""
    return f'source:invented a qs:Source ; qs:sha256 "{sha256}" ; qs:characters {characters} .'


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("source:invented a qs:Source .", {"sha256", "characters"}),
        (f"source:invented a qs:Source ; qs:characters {len(TEXT)} .", {"sha256"}),
        ('source:invented a qs:Source ; qs:sha256 "0" .', {"characters"}),
        (source_with("0", 1), set()),
    ],
)
def test_hash_and_length_of_a_source_are_filled_in_where_they_are_missing(
    source: str, missing: set[str]
) -> None:
    added = Records(anchored(turtle(source), source_text()))
    right = {"sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "characters": str(len(TEXT))}
    assert {name: added.one(SOURCE, QS + name) for name in right} == {
        name: value if name in missing else None for name, value in right.items()
    }


def test_nothing_is_added_to_a_complete_document() -> None:
    whole = turtle(source_with(), quoted("a", "合格率"), *all_sentences(), *all_clauses())
    assert anchored(whole, source_text()) == []


def test_existing_statements_are_not_changed_even_if_they_are_wrong() -> None:
    file = turtle(
        source_with("0", 1),
        span("wrong", 1, 3, "合格率"),
        ':open-end a qs:Quotation ; oa:exact "合格率" ; oa:hasSource source:invented ; oa:start 5 .',
        *all_sentences(),
        *all_clauses(),
    )
    added = [(t.subject, t.predicate, t.object) for t in anchored(file, source_text())]
    assert [(str(s), str(p), str(o).split("^^", maxsplit=1)[0]) for s, p, o in added] == [
        (f"<{OWN}open-end>", f"<{OA}end>", '"8"')
    ]


def test_what_is_added_is_new_and_adds_to_no_other_record() -> None:
    file = turtle(source_with(), quoted("a", "合格率"), *all_sentences()[1:], *all_clauses()[1:])
    added = anchored(file, source_text())
    assert {str(t.subject) for t in added} == {f"<{OWN}sentence-00000>", f"<{OWN}clause-00000>"}
    assert {t.predicate.value for t in added} == {RDF_TYPE, OA + "hasSource", OA + "start", OA + "end"}
    assert set(added).isdisjoint(file.triples)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("新增品牌30家", "“新增品牌30家” occurs at 29, 41; write the right offset as oa:start"),
        ("合恪率", "“合恪率” not found in invented.txt; copy the words again"),
    ],
)
def test_a_quotation_without_a_single_place_is_refused_with_its_line(words: str, said: str) -> None:
    file = turtle("", f':a a qs:Quotation ;\n oa:hasSource source:invented ;\n oa:exact "{words}" .')
    line = next(number for number, row in enumerate(file.text.splitlines(), 1) if words in row)
    with pytest.raises(KgError) as raised:
        anchored(file, source_text())
    assert raised.value.message("en") == f"invented.ttl:{line}: {said}"
    assert raised.value.message("zh").startswith(f"invented.ttl:{line}: ")
