"""Damaged text is recognized by its kind, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.chinese.damage import damage

SENTENCE = "推动知识产权服务业发展，加强质量监督抽查。"


def found(text: str) -> list[tuple[str, str]]:
    """Return the damaged characters of a text, and their kinds."""
    return [(text[start:end], kind.template) for start, end, kind in damage(text)]


@pytest.mark.parametrize(
    ("text", "characters", "kind"),
    [
        ("质\ufffd\ufffd提升", "\ufffd\ufffd", "a replacement character"),
        ("质\ue5e5提升", "\ue5e5", "a private-use character"),
        ("质\U000f0001提升", "\U000f0001", "a private-use character"),
        ("质\x1a提升", "\x1a", "a control character"),
        ("质\x00提升", "\x00", "a control character"),
        ("质\x85提升", "\x85", "a control character"),
        ("质\u0378提升", "\u0378", "an unassigned character"),
        ("质\ufdd0提升", "\ufdd0", "an unassigned character"),
        ("质\ud83d提升", "\ud83d", "half of a character"),
        (r"质\ud83d提升", r"\ud83d", "an escaped character"),
        (r"质\u91cf提升", r"\u91cf", "an escaped character"),
        (r"质\xe9提升", r"\xe9", "an escaped character"),
        ("质&#55357;提升", "&#55357;", "an escaped character"),
        ("质&#x91cf;提升", "&#x91cf;", "an escaped character"),
        ("质?提升", "?", "a question mark in place of a character"),
        ("质??提升", "??", "a question mark in place of a character"),
        ("第五条 ?量监督", "?", "a question mark in place of a character"),
        ("?量监督", "?", "a question mark in place of a character"),
        ("增长8.5%?新增", "?", "a question mark in place of a character"),
        ("服务?，提升", "?", "a question mark in place of a character"),
        ("任何单位?个人", "?", "a question mark in place of a character"),
        ("新?lián)?dāng)。", "?lián)", "a question mark in place of a character"),
        ("抓手?!毒V要》", "?!", "a question mark in place of a character"),
        ("加强璐ㄩ噺监督", "璐ㄩ噺", "UTF-8 read as GBK"),
        ("加强锟斤拷监督", "锟斤拷", "UTF-8 read as GBK"),
        ("加强è´¨é‡\x8f监督", "è´¨é‡\x8f", "UTF-8 read as Latin-1"),
        ("加强è´¨监督", "è´¨", "UTF-8 read as Latin-1"),
        ("加强ÖÊÁ¿监督", "ÖÊÁ¿", "GBK read as Latin-1"),
    ],
)
def test_damage_is_recognized_by_its_kind(text: str, characters: str, kind: str) -> None:
    assert (characters, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "质量怎么提升?我们认为",
            "真的吗?是的",
            "什么?!质量",
            "是否可行?答",
            "好不好?好",
            "有多少?三个",
            "他如何做?我们",
        ),
        *("见http://a.cn/x?id=5&b=6", "What? 质量", "质量?", "“质量?”", "（FAST）", "CO₂排放"),
        *(
            "第一章······1",
            "标题\t正文\r\n",
            "\ufeff质量",
            "质\u200b量",
            "5℃～10℃",
            "±0.5°",
            "Müller·Çağla",
            "𠮷野家",
        ),
        *("實(shí)施(nǚ)", "联通公司", "濮阳市、漯河市、涞源县", "A级、5G、㎡、①、Ⅲ"),
    ],
)
def test_ordinary_text_is_not_damaged(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.encode().decode("gb18030", "replace"),
        lambda text: text.encode().decode("latin-1"),
        lambda text: text.encode("gb18030").decode("latin-1"),
        lambda text: text.encode("gb18030").decode("utf-8", "replace"),
        lambda text: text.encode("gb18030")[1:].decode("gb18030", "replace"),
        lambda text: text.encode("ascii", "replace").decode(),
        lambda text: text.encode("ascii", "backslashreplace").decode(),
        lambda text: text.encode("ascii", "xmlcharrefreplace").decode(),
    ],
    ids=[
        "utf-8 as gbk",
        "utf-8 as latin-1",
        "gbk as latin-1",
        "gbk as utf-8",
        "gbk out of step",
        "?",
        "\\u",
        "&#",
    ],
)
def test_a_sentence_in_a_wrong_encoding_is_damaged(broken: Callable[[str], str]) -> None:
    assert found("质量工作报告\n" + broken(SENTENCE) + "\n") != []


@given(st.data())
def test_a_lost_character_is_found_where_it_was(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([match.start() for match in re.finditer("[\u4e00-\u9fff]", SENTENCE)]))
    lost = data.draw(st.sampled_from(["?", "\ufffd", "\x07", "\uf8ff"]))
    (spot,) = damage(SENTENCE[:at] + lost + SENTENCE[at + 1 :])
    assert (spot.start, spot.end) == (at, at + 1)


@given(st.text())
def test_damage_is_in_order_and_inside_the_text(text: str) -> None:
    spots = damage(text)
    assert spots == sorted(spots, key=lambda each: each[:2])
    assert all(0 <= start < end <= len(text) for start, end, _ in spots)


def test_of_the_sources_only_that_of_guangdong_is_damaged(texts: Path) -> None:
    spots = {
        path.name[:3]: len(damage(path.read_bytes().decode("utf-8"))) for path in sorted(texts.glob("0*.txt"))
    }
    assert spots == {"000": 0, "001": 0, "002": 0, "003": 0, "004": 6}
