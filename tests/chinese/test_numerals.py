"""The numbers in quotations, and the words that hedge them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chinese.numerals import Comparator, Numeral, Wording, numerals

# The first example of a run loads cn2an.
unhurried = settings(deadline=None)

# Phrases of the five sources: number, multiplier, and unit as written, the value, and the comparator.
PHRASES: tuple[tuple[str, str, str, str, Comparator], ...] = (
    ("制造业总产值突破16万亿元大关", "16万亿", "16000000000000", "元", ">"),
    ("拥有70余万户制造业企业法人", "70余万", "700000", "户", ">"),
    ("有效注册商标总量43.5万件", "43.5万", "435000", "件", "="),
    ("农产品质量安全监测1.5批次/千人,合格率98%", "1.5", "1.5", "批次/千人", "="),
    ("制造业产品质量合格率整体提升2个百分点以上", "2", "2", "个百分点", ">="),
    ("药品省级监督抽检合格率均在95%以上,食品", "95", "95", "%", ">="),
    ("数字经济占地区生产总值比重达到50%左右", "50", "50", "%", "~"),
    ("每万人口高价值发明专利拥有量年均增长15%左右", "15", "15", "%", "~"),
    ("累计建成高标准农田2300万亩以上", "2300万", "23000000", "亩", ">="),
    ("老字号企业突破230家。", "230", "230", "家", ">"),
    ("获得中国质量奖实现零的突破", "零", "1", "的突破", ">="),
    ("数量均位居全国首位。", "首位", "1", "位", "="),
    ("位列全国第16位。", "16", "16", "位", "="),
    ("旅游购物“30天无理由退货”", "30", "30", "天无理由退货", "="),
    ("累计增长近20%,全国", "20", "20", "%", "~"),
    ("配置安全总监(安全员)6.74万人", "6.74万", "67400", "人", "="),
    ("侦破8起重特大案件", "8", "8", "起", "="),
    ("省级能力验证764家次,合格率", "764", "764", "家次", "="),
    ("发现违反强条366条次", "366", "366", "条次", "="),
    ("工业产品不合格率4.7%", "4.7", "4.7", "%", "="),
    ("督导3.05万家特种设备生产使用单位", "3.05万", "30500", "家", "="),
    ("推动十大工业产业发展", "十", "10", "大工业产业", "="),
    ("(二十三)加强党的领导", "二十三", "23", ")加强党", "="),
    ("处置风险隐患5.99万个", "5.99万", "59900", "个", "="),
    ("统筹经费1.09亿元保障", "1.09亿", "109000000", "元", "="),
    ("实现生产总值突破4000亿元", "4000亿", "400000000000", "元", ">"),
    ("达到4039.6亿元,同比", "4039.6亿", "403960000000", "元", "="),
    ("同比增长7.4%", "7.4", "7.4", "%", "="),
    ("药品合格率99.86%", "99.86", "99.86", "%", "="),
    ("拥有贵州省名牌220余个", "220余", "220", "个", ">"),
    ("企业自我声明公开标准3800余项", "3800余", "3800", "项", ">"),
    ("省级质量标准建设50个左右的实验室", "50", "50", "个", "~"),
    ("8个万亿元级战略性产业集群", "8", "8", "个万亿元级", "="),
    ("17家世界", "17", "17", "家世界", "="),
    ("较全国平均水平高出5.72个标准分", "5.72", "5.72", "个标准分", "="),
    ("农业产业化国家重点龙头企业力争达70家", "70", "70", "家", "="),
    ("培育云南省人民政府质量奖及提名奖30个/次", "30", "30", "个/次", "="),
    ("质量品牌成效等五个方面的数据", "五", "5", "个方面", "="),
    ("开展“两大行动”", "两", "2", "大行动", "="),
    ("实施“七大工程”", "七", "7", "大工程", "="),
)

WORDINGS: tuple[tuple[str, Comparator], ...] = (
    *(("不低于95%", ">="), ("不得低于95%", ">="), ("不少于30家", ">="), ("至少达到30家", ">=")),
    *(("不超过3起", "<="), ("不高于4.7%", "<="), ("5%以下", "<="), ("30天以内", "<="), ("未超过3起", "<=")),
    *(("约 5万元", "~"), ("大约30家", "~"), ("接近60%", "~"), ("近30个", "~"), ("约70余万户", "~")),
    *(("超过了30家", ">"), ("超20%", ">"), ("高于5%", ">"), ("突破至30家", ">"), ("三十多家", ">")),
    *(("3个多月", ">"), ("５０％以上", ">="), ("百分之九十五以上", ">="), ("5年以上", ">="), ("低于4%", "<")),
    *(("实现“零”的突破", ">="), ("3万家以上", ">="), ("不足3家", "<"), ("16 万亿元以上", ">=")),
    # Not hedges, or not of this number:
    *(
        ("接近3年", "~"),
        ("近三年", "="),
        ("最近3项", "="),
        ("节约5万元", "="),
        ("签约10亿元", "="),
        ("附近5家", "="),
    ),
    *(("规模以上3家", "="), ("25家规模以上工业企业", "="), ("10个省级以上平台", "="), ("赶超5家", "=")),
    *(
        ("超过全国平均水平,达到84", "="),
        ("2个,50%以上", "="),
        ("5家三级以上医院", "="),
        ("3家多元化企业", "="),
    ),
    *(("5个部门上下联动", "="), ("3项任务(以下简称任务)", "="), ("实现突破。30家", "=")),
)


def only(text: str) -> Numeral:
    found = numerals(text)
    assert len(found) > 0, f"no number in {text}"
    return found[0]


@pytest.mark.parametrize(("text", "words", "value", "unit", "comparator"), PHRASES)
def test_a_phrase_of_the_sources_gives_its_number(
    text: str, words: str, value: str, unit: str, comparator: Comparator
) -> None:
    numeral = only(text)
    assert (numeral.words, str(numeral.value)) == (words, value)
    assert numeral.unit_text.startswith(unit)
    assert Wording.comparator(text, numeral) == comparator


@pytest.mark.parametrize(("text", "comparator"), WORDINGS)
def test_the_wording_decides_the_comparator(text: str, comparator: Comparator) -> None:
    assert Wording.comparator(text, only(text)) == comparator


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三千四百项", ["3400"]),
        ("一百二十家", ["120"]),
        ("两万五千户", ["25000"]),
        ("一点五万亿元", ["1500000000000"]),
        ("二〇二五年", ["2025"]),
        ("十余万户", ["100000"]),
        ("百分之百", ["100"]),
        ("百分之零", ["0"]),
        ("百分之3.5", ["3.5"]),
        ("千分之三点五", ["3.5"]),
        ("1亿2000万元", ["120000000"]),
        ("1,234,567.8元", ["1234567.8"]),
        ("２０２５年１．５％", ["2025", "1.5"]),
        ("16 万亿元", ["16000000000000"]),
        ("3百万件", ["3000000"]),
        ("规划(2021—2035年)", ["2021", "2035"]),
        ("3~5个", ["3", "5"]),
        ("2021-2035年", ["2021", "2035"]),
        ("增长-3.5%", ["-3.5"]),
        ("由2018年的89.63提升至2022年的90.63", ["2018", "89.63", "2022", "90.63"]),
        ("分别达97.3%、98.3%、99.3%", ["97.3", "98.3", "99.3"]),
        ("一次性竣工验收合格率100%", ["100"]),
        ("三品一标", ["3", "1"]),
        ("五六家", ["5", "6"]),
        ("三四百家", ["3", "400"]),
        ("第一位", ["1"]),
        ("一批次", ["1"]),
        ("13万千瓦", ["130000"]),
        ("500强企业", ["500"]),
        ("2025十大产业", ["2025", "10"]),
        ("提升2百分点", ["2"]),
        ("“十四五”时期、“十三五”末", []),
        ("统一、一体推进、进一步、一批、一流、“一站式”、一致、一定、一系列、之一", []),
        ("每万人、千企百城、万亿级、零售、零部件、首席", []),
        ("", []),
    ],
)
def test_the_numbers_of_a_text(text: str, values: list[str]) -> None:
    assert [str(numeral.value) for numeral in numerals(text)] == values


def test_a_numeral_has_its_offsets_and_the_words_around_it() -> None:
    text = "全省专利授权量达到9.8万件、有效发明专利拥有量1.6万件"
    first, second = numerals(text)
    assert first == Numeral(
        9, 13, Decimal(98000), "9.8万", "件、有效发明", "省专利授权量达到", "件、有效发明专利"
    )
    assert text[second.start : second.end] == second.words == "1.6万"


def test_a_share_in_words_has_the_unit_percent() -> None:
    assert only("百分之九十五以上").unit_text == "%以上"
    assert only("千分之三").unit_text == "‰"


@pytest.mark.parametrize("text", ["居首位", "居第一位", "居榜首"])
def test_the_first_place_is_rank_one_without_a_digit(text: str) -> None:
    numeral = only(text)
    assert (numeral.value, numeral.unit_text, numeral.words) == (Decimal(1), "位", text[1:])


@unhurried
@given(
    st.decimals(min_value=0, max_value=10**30, places=4),
    st.sampled_from(
        [("", 0), ("百", 2), ("千", 3), ("万", 4), ("百万", 6), ("亿", 8), ("千亿", 11), ("万亿", 12)]
    ),
)
def test_any_number_with_any_multiplier_is_read_exactly(number: Decimal, multiplier: tuple[str, int]) -> None:
    name, power = multiplier
    digits = f"{number:f}"
    (numeral,) = numerals(f"{digits}{name}元")
    assert numeral.value == Decimal(f"{digits}e{power}")
    assert (numeral.words, numeral.unit_text) == (digits + name, "元")


@unhurried
@given(
    st.text(
        alphabet="零〇一二两三四五六七八九十百千万亿点分之余多0123.,-%达到约近第位首年个以上 ２，",
        max_size=40,
    )
)
def test_numerals_are_in_order_disjoint_and_true_to_the_text(text: str) -> None:
    found = numerals(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for numeral in found:
        assert 0 <= numeral.start < numeral.end <= len(text)
        assert text[numeral.start : numeral.end] == numeral.words
        assert "E" not in str(numeral.value)
        assert Wording.comparator(text, numeral) in {"=", ">=", "<=", "~", ">", "<"}
