"""The clean reading of a source, its map back to raw offsets, its sentences and its clauses."""

from __future__ import annotations

import csv
import re
import string
import tomllib
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement

from kg.chinese import normalization
from kg.chinese.clauses import clauses, sentences
from kg.chinese.normalization import CleanText, Repair, clean, is_reading
from kg.evidence.texts import SourceText, read_source
from kg.project import Project
from kg.rdf.namespaces import QS
from kg.rdf.records import Records
from kg.rdf.turtle import read

# The first example of a run loads the dictionaries.
unhurried = settings(deadline=None)

PREFIXES = ("000", "001", "002", "003", "004")

# What sources are made of, with the traps: glosses, damage, brackets, both scripts, line ends.
FRAGMENTS = (
    *(
        "實(shí)施",
        "質(zhì)",
        "16萬(wàn)億元",
        "著力",
        "云南",
        "發布",
        "(shí)",
        "(",
        ")",
        "(一)",
        "(FAST)",
        "。",
        "!",
        "?",
        "”",
    ),
    *(
        "手?!毒V要》",
        "新?lián)?dāng)",
        "\n",
        " ",
        "\u3000",
        "“",
        "95%",
        "a",
        "ü",
        "ǚ",
    ),
)
READINGS = Path(normalization.__file__).with_name("readings.tsv")

raw_texts = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS) | st.characters()).map("".join))


def raw_text(texts: Path, prefix: str) -> str:
    """Return the source text whose file name begins with `prefix`."""
    return next(texts.glob(f"{prefix}_*.txt")).read_bytes().decode("utf-8")


@pytest.fixture(params=PREFIXES)
def source(request: pytest.FixtureRequest, texts: Path) -> str:
    return raw_text(texts, str(request.param))


@pytest.fixture(scope="module")
def guangdong(project: Project, texts: Path) -> SourceText:
    """The text with glosses and damage, and its repairs."""
    (path,) = (each for each in project.documents if each.stem == "guangdong-2023-outline-press-conference")
    known = Records(read(path).triples)
    (source,) = known.of_class(QS + "Source")
    return read_source(known, source, texts)


def assert_tiles(reading: CleanText) -> None:
    assert len(reading.text) == len(reading.starts) == len(reading.ends)
    assert (*reading.starts, len(reading.raw)) == (0, *reading.ends)
    assert all(start < end for start, end in zip(reading.starts, reading.ends, strict=True))


def test_the_raw_extents_of_the_clean_characters_tile_the_source(source: str) -> None:
    assert_tiles(clean(source))


def test_every_clean_character_leads_to_raw_characters_that_read_as_it_does(source: str) -> None:
    reading = clean(source)
    for at, character in enumerate(reading.text):
        first, last = max(0, at - 5), min(len(reading.text), at + 6)
        start, end = reading.to_raw(first, last)
        assert clean(source[start:end]).text[at - first] == character, source[start:end]
        assert reading.from_raw(*reading.to_raw(at, at + 1)) == (at, at + 1)


@pytest.mark.parametrize("prefix", ["001", "002", "003"])
def test_a_simplified_source_is_its_own_reading(prefix: str, texts: Path) -> None:
    raw = raw_text(texts, prefix)
    reading = clean(raw)
    assert reading.text == raw
    assert reading.starts == tuple(range(len(raw)))


def test_only_simplified_characters_are_left(source: str) -> None:
    # GB 2312 has the characters of everyday Simplified Chinese and no Traditional one.
    han = re.sub("[^\u3400-\u9fff]", "", clean(source).text)
    assert han.encode("gb2312", errors="ignore").decode("gb2312") == han
    assert re.findall("(?<!显)著(?!名|作)", han) == []


def test_the_guangdong_source_has_647_glosses_after_88_different_characters(guangdong: SourceText) -> None:
    reading, raw = guangdong.reading, guangdong.raw
    glossed = [raw[start] for start in reading.starts if raw[start + 1 : start + 2] == "("]
    glossed = [character for character in glossed if re.match("[\u3400-\u9fff]", character)]
    assert (len(glossed), len(set(glossed))) == (647, 88)
    assert re.findall("[a-zA-Z]", reading.text) == []
    assert re.findall(r"\([^)]*\)", reading.text) == ["(以下简称《纲要》)"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("實(shí)施", "实施"),
        ("16萬(wàn)億元", "16万亿元"),
        ("8個(gè)萬(wàn)億元級(jí)", "8个万亿元级"),
        ("競(jìng)爭(zhēng)力", "竞争力"),
        ("綠(lǜ)色", "绿色"),
        ("綠(lu\u0308\u0300)色", "绿色"),
        ("我們(men)", "我们"),
        ("實(shí)(shí)施", "实施"),
        ("在著力優化", "在着力优化"),
        ("顯著、著名、品質", "显著、著名、品质"),
        ("云南裝備制造發布", "云南装备制造发布"),
    ],
)
def test_glosses_go_and_characters_become_simplified(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    "raw",
    [
        *("天眼(FAST)", "协定(RCEP)", "(一)服务", "规划(2021—2035年)", "标准(ISO)", "(以下简称《纲要》)"),
        *(
            "风(FAN)",
            "实 (shí)",
            "a(shí)",
            "实(shi shi)",
            "实(shà́)",
            "实(bong)",
            "实(sh)",
            "实（shí）",
            "实()",
        ),
    ],
)
def test_other_brackets_stay(raw: str) -> None:
    assert clean(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("重要抓手?!毒V要》重點(diǎn)", "重要抓手。《纲要》重点"),
        ("新?lián)?dāng)。", "新担当。"),
        ("計(jì)量?jī)x器", "计量仪器"),
        ("強(qiáng)品質(zhì)量?jī)?yōu)。", "强品质量优。"),
    ],
)
def test_damaged_text_is_repaired(guangdong: SourceText, raw: str, text: str) -> None:
    start = guangdong.raw.index(raw)
    first, last = guangdong.reading.from_raw(start, start + len(raw))
    assert guangdong.reading.text[first:last] == text
    assert guangdong.reading.to_raw(first, last) == (start, start + len(raw))


def test_a_repair_belongs_to_one_character_of_the_clean_text() -> None:
    reading = clean("計(jì)量?jī)x器設(shè)備", (Repair(6, 11, "儀"),))
    assert reading.text == "计量仪器设备"
    assert reading.to_raw(2, 3) == (6, 11)
    assert reading.from_raw(8, 9) == (2, 3)
    assert_tiles(reading)


def test_repairs_move_the_ends_of_sentences_and_clauses() -> None:
    raw, repairs = "重要抓手?!毒V要》突出，", (Repair(4, 5, "。"), Repair(5, 6, "《"), Repair(6, 8, "綱"))
    assert [raw[start:end] for start, end in sentences(raw, repairs)] == ["重要抓手?", "!毒V要》突出，"]
    assert [raw[start:end] for start, end in clauses(raw, repairs)] == ["重要抓手?", "!毒V要》突出，"]


def test_a_number_leads_to_the_raw_words_with_the_gloss_inside(guangdong: SourceText) -> None:
    reading = guangdong.reading
    at = reading.text.index("16万亿元")
    start, end = reading.to_raw(at, at + 5)
    assert guangdong.raw[start:end] == "16萬(wàn)億元"


def test_a_span_inside_a_gloss_leads_to_its_character() -> None:
    reading = clean("落實(shí)施")
    assert reading.from_raw(3, 4) == (1, 2)
    assert reading.to_raw(1, 2) == (1, 7)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (2, 1)])
def test_a_span_outside_is_refused(start: int, end: int) -> None:
    reading = clean("實施")
    for method in (reading.to_raw, reading.from_raw):
        with pytest.raises(ValueError, match="span"):
            method(start, end)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("實施(shíshī)方案", "实施方案"),
        ("質量(zhì liàng)", "质量"),
        ("西安(xī’ān)市", "西安市"),
        ("行稳致远(xíng wěn zhì yuǎn)", "行稳致远"),
        ("亳(bó)州(zhōu)", "亳州"),
        ("长(cháng)江、省长(zhǎng)", "长江、省长"),
        ("女(nǚ)、略(lüè)、个(ɡè)、二(èr)", "女、略、个、二"),
        ("他們(men)的(de)", "他们的"),
        ("設(she)施", "设施"),
    ],
)
def test_pinyin_for_the_characters_before_it_is_removed(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    "bracket",
    [
        *(
            "公顷(ha)",
            "公里(km)",
            "千克(kg)",
            "毫克(mg)",
            "米(m)",
            "亩(mu)",
            "帕(pa)",
            "千瓦时(kWh)",
            "安(a)",
        ),
        *(
            "时间(t)",
            "定额(e)",
            "空气质量指数(aqi)",
            "风(fan)",
            "他(he)",
            "我(me)",
            "施(shí)",
            "施(shí)(shī)",
        ),
        *(
            "施(shíshī)",
            "，(shí)",
            "(shí)",
            "实施(shí)",
            "实施(shī shí)",
            "5(wǔ)",
            "细颗粒物(PM2.5)",
            "省(Shěng)",
        ),
    ],
)
def test_other_letters_in_brackets_stay(bracket: str) -> None:
    assert clean(bracket).text == bracket


def test_each_character_has_its_readings() -> None:
    assert is_reading("zhǎng", "长")
    assert is_reading("zhǎng", "長")
    assert is_reading("cháng", "长")
    assert is_reading("chang", "长")
    assert not is_reading("chàng", "长")
    assert not is_reading("", "长")
    assert not is_reading("zhǎng", "")


def test_each_frequent_character_has_a_reading() -> None:
    # The first level of GB 2312 has the 3,755 most frequent characters.
    codes = b"".join(bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    characters = codes.decode("gb2312", errors="ignore")
    lines = READINGS.read_text(encoding="utf-8").splitlines()
    read = "".join(line.split("\t")[1] for line in lines if not line.startswith("#"))
    assert len(characters) == 3755
    assert set(characters) - set(read) == set()


@unhurried
@given(raw_texts)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    text = clean(raw).text
    assert clean(text).text == text


@unhurried
@given(raw_texts, st.data())
def test_any_clean_span_leads_to_raw_and_back(raw: str, data: st.DataObject) -> None:
    reading = clean(raw)
    assert_tiles(reading)
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    assert reading.from_raw(*reading.to_raw(start, end)) == (start, end)


@unhurried
@given(raw_texts, st.data())
def test_any_raw_span_lies_in_the_raw_span_of_its_clean_span(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    reading = clean(raw)
    first, last = reading.to_raw(*reading.from_raw(start, end))
    assert start == end or first <= start < end <= last


@unhurried
@given(st.text(alphabet=string.printable + "，。“”（）《》"))
def test_text_without_chinese_characters_stays_as_it_is(raw: str) -> None:
    assert clean(raw).text == raw


def assert_sentences_cover(raw: str) -> None:
    spans = sentences(raw)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(raw[start:end] == raw[start:end].strip() for start, end in spans)
    covered = {at for start, end in spans for at in range(start, end)}
    assert [raw[at] for at in range(len(raw)) if at not in covered and not raw[at].isspace()] == []


def test_each_character_of_a_source_lies_in_one_sentence(source: str) -> None:
    assert_sentences_cover(source)


@unhurried
@given(raw_texts)
def test_each_character_of_any_text_lies_in_one_sentence(raw: str) -> None:
    assert_sentences_cover(raw)


@pytest.mark.parametrize(
    ("prefix", "count"), [("000", 47), ("001", 175), ("002", 101), ("003", 54), ("004", 48)]
)
def test_each_source_has_its_number_of_sentences(prefix: str, count: int, texts: Path) -> None:
    assert len(sentences(raw_text(texts, prefix))) == count


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("质量好。工程好！服务呢？", ["质量好。", "工程好！", "服务呢？"]),
        ("他说：“质量好。”云南省", ["他说：“质量好。”", "云南省"]),
        ("（见附件。）另行", ["（见附件。）", "另行"]),
        ("谢谢大家!我的发布", ["谢谢大家!", "我的发布"]),
        ("增长20%!再接再厉", ["增长20%!", "再接再厉"]),
        ("见 http://a.cn/x?id=5!b 页", ["见 http://a.cn/x?id=5!b 页"]),
        ("真的吗？！是。。。", ["真的吗？！", "是。。。"]),
        ("标题\r\n\n \u3000 正文 \n尾", ["标题", "正文", "尾"]),
        ("合格率98.4%,达到3.5万件;下同。", ["合格率98.4%,达到3.5万件;下同。"]),
        ("建設(shè)\n落實(shí)。", ["建設(shè)", "落實(shí)。"]),
        ("新?lián)?dāng)。建立", ["新?lián)?dāng)。", "建立"]),
        (" \n\t", []),
        ("", []),
    ],
)
def test_sentences_end_at_marks_with_their_closers_and_at_line_ends(raw: str, expected: list[str]) -> None:
    assert [raw[start:end] for start, end in sentences(raw)] == expected


# Clauses

clause_texts = st.one_of(
    raw_texts,
    st.lists(
        st.sampled_from(
            (*FRAGMENTS, "，", ",", "；", ";", "：", ":", "、", "——", "1,500", "21:08", "http://a.cn/b,c;d")
        )
    ).map("".join),
)


def assert_clauses_tile_each_sentence(raw: str) -> None:
    found = clauses(raw)
    assert all(one[1] <= other[0] for one, other in pairwise(found)), "in order, and none overlaps another"
    for first, last in sentences(raw):
        own = [(start, end) for start, end in found if first <= start < end <= last]
        covered = {at for start, end in own for at in range(start, end)}
        open_ = [raw[at] for at in range(first, last) if at not in covered and not raw[at].isspace()]
        reading = clean(raw)
        start, end = reading.from_raw(first, last)
        spoken = any(character.isalnum() for character in reading.text[start:end])
        assert (open_ == []) == spoken
        assert (len(own) > 0) == spoken, "punctuation alone is no clause"
        found = [span for span in found if span not in own]
    assert found == [], "no clause reaches over the end of a sentence"


def test_the_clauses_of_a_source_tile_its_sentences(source: str) -> None:
    assert_clauses_tile_each_sentence(source)


@unhurried
@given(clause_texts)
def test_the_clauses_of_any_text_tile_its_sentences(raw: str) -> None:
    assert_clauses_tile_each_sentence(raw)


@unhurried
@given(clause_texts)
def test_every_clause_says_something_and_has_no_white_space_at_its_ends(raw: str) -> None:
    reading = clean(raw)
    for start, end in clauses(raw):
        words = reading.text[slice(*reading.from_raw(start, end))]
        assert words == words.strip() != ""
        assert any(character.isalnum() for character in words)


@unhurried
@given(clause_texts)
def test_no_clause_cuts_a_gloss_or_a_damaged_spot(raw: str) -> None:
    reading = clean(raw)
    for start, end in clauses(raw):
        assert reading.to_raw(*reading.from_raw(start, end)) == (start, end)


@unhurried
@given(clause_texts)
def test_the_clauses_of_the_clean_reading_are_those_of_the_raw_text(raw: str) -> None:
    reading = clean(raw)
    assert [reading.to_raw(start, end) for start, end in clauses(reading.text)] == clauses(raw)


@pytest.mark.parametrize(
    ("prefix", "count"), [("000", 174), ("001", 309), ("002", 216), ("003", 174), ("004", 139)]
)
def test_each_source_has_its_number_of_clauses(prefix: str, count: int, texts: Path) -> None:
    assert len(clauses(raw_text(texts, prefix))) == count


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("质量好，工程好；服务：环境。", ["质量好，", "工程好；", "服务：", "环境。"]),
        ("质量好,工程好;服务:环境。", ["质量好,", "工程好;", "服务:", "环境。"]),
        ("质量好。工程，服务", ["质量好。", "工程，", "服务"]),
        ("他说：“质量好，”又说（见表，）好", ["他说：", "“质量好，”", "又说（见表，）", "好"]),
        ("投入1,500元,增长3，5%，至16萬(wàn)億元", ["投入1,500元,", "增长3，5%，", "至16萬(wàn)億元"]),
        ("发布于21:08,比例为3：1", ["发布于21:08,", "比例为3：1"]),
        ("到2025年,13个", ["到2025年,", "13个"]),
        ("2023年；5月；6日", ["2023年；", "5月；", "6日"]),
        ("来源:http://a.cn/x;y=1,2:3，记者", ["来源:", "http://a.cn/x;y=1,2:3，", "记者"]),
        ("见www.a.cn/b,c,质量", ["见www.a.cn/b,c,", "质量"]),
        ("建設(shè)，落實(shí)；", ["建設(shè)，", "落實(shí)；"]),
        ("质量、品牌——标准", ["质量、品牌——标准"]),
        ("质量，，；工程， ，服务", ["质量，，；", "工程， ，", "服务"]),
        ("，质量，”）。", ["，质量，”）。"]),
        ("——，。", []),
        ("质量， \u3000工程", ["质量，", "工程"]),
        ("", []),
    ],
)
def test_clauses_end_at_marks_with_their_closers(raw: str, expected: list[str]) -> None:
    assert [raw[start:end] for start, end in clauses(raw)] == expected


# Scripts


def words() -> list[tuple[str, str]]:
    """Return words in both scripts with their clean readings."""
    text = Path(__file__).with_name("scripts.csv").read_text(encoding="utf-8")
    return [(row["raw"], row["clean"]) for row in csv.DictReader(text.splitlines())]


@pytest.mark.parametrize(("raw", "text"), words())
def test_traditional_words_become_simplified_and_simplified_ones_stay(raw: str, text: str) -> None:
    assert clean(raw).text == text
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("质量工作由陳昇负责。", "质量工作由陳昇负责。"),
        ("发布质量规划\n乾县發展", "发布质量规划\n乾县發展"),
        ("发布质量规划\n發布質量規劃乾燥", "发布质量规划\n发布质量规划干燥"),
        ("發布質量規劃\n著手", "发布质量规划\n着手"),
        ("發布質量規劃\n发布质量规划于乾县", "发布质量规划\n发布质量规划于乾县"),
    ],
    ids=["a name", "a short line", "a line", "a short line of Traditional text", "a Simplified line"],
)
def test_the_script_is_that_of_the_line_or_of_the_text(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_the_releases_of_opencc_that_are_allowed_are_those_that_were_tried() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    (allowed,) = [
        each.specifier
        for each in map(Requirement, project["project"]["dependencies"])
        if each.name == "opencc-py"
    ]
    tried = ["1.1.0", "1.4.0", "1.4.1", "1.4.2", "1.5.0", "2.0.0"]
    assert list(allowed.filter(tried)) == ["1.4.0", "1.4.1", "1.4.2"]
    assert version("opencc-py") in allowed
