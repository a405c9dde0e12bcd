"""Reads the unit behind a number to its end: 家次 and not 家, 元/人 and not 元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from kg.chinese.numbers import DIGITS

# Units that are one character, each with the characters that make another word of it: 5家庭 and 23项目 count
# no 家 and no 项.
_SHORT: Final = (
    "个体性别亿 家庭长具电居乡政畜禽族园访属渠人 人才口员民均工类格体力大社行选事物文身群际造参心权防寿流机间"
    " 项目 位于置居列 名称牌录单义誉优特胜师校医企 件套 条件例款约 种植子养业质苗粮 处理置罚长于方室以在境"
    " 所有得属在需谓以长占致 部门委署队长级件 台账湾风阶州河北南套 场所地景馆 座谈位标 套餐期利取路 份额"
    " 批准复发量 期间限末货满待望初权刊 轮胎船岗换流毂椅 届满时 类型别似比 款项式待 级联别"
    " 分别之类析布工配管支局公步层解散享属院会部店值数制红割流包担段区辨拣销领母成开"
    " 本省市地级科报年月周质土区县人轮着领金职部办意 篇 册 幅度员 笔试记录 支持付撑出部柱行援点线架队 队伍"
    " 组织成合建团长件装 片区面 间接隔断距 层次级面 起草来步到点源诉止重飞义码伏效于因 例如外行会证 宗旨教"
    " 枚 颗 株洲 棵 粒度 根据本治源基 只有要能是限 头部条尾等雁 辆 艘 架构设空 栋梁 幢 桩 张家"
    " 户籍外口均型用厕 次数日生品要序席贷氯 门户类店槛诊峡 节约能点水日假庆 班子组 村庄民镇级 度假过量 倍增"
    " 番 字号 页 岁 周边转密全末口长报界 天然津气府下空河山水文线生 年产均度代轻级检审龄鉴薪份"
    " 日本常报用均产照益程志光电 秒 元旦素首件宇器 米粉线面 亩 克拉服隆强己制 斤 吨"
    " 升级至到高值温降学格幅华旗入 箱 袋 桶 盒 块状 趟"
)
_LONG: Final = (
    "分钟 小时 周年 年度 季度 工作日 自然日 交易日 个月 学时 课时 学分 学年 人日 人天"
    " 美元 港元 欧元 日元 元人民币 公里 平方公里 千米 平方千米 厘米 毫米 微米 海里 延米 平方米 立方米 公顷"
    " 公斤 千克 毫克 微克 吨标准煤 吨标煤 吨公里 吨二氧化碳 重量箱 毫升 千瓦 兆瓦 千瓦时 兆瓦时 分贝 摄氏度"
    " 家次 人次 批次 件次 户次 场次 台次 条次 项次 车次 班次 车位 床位 学位 泊位 台套 件套 标箱 标准箱"
    " 标准分 百分点 基点 位次 名次 大类 品种 万人口 人口"
)
_LATIN: Final = (
    "km² km2 km kg mg μg ug g cm mm m² m2 m³ m3 m t L mL kWh kW·h kW MW GW dB °C ℃ ㎡ ㎏ ㎞ Mbps Gbps ppm"
)
# Units that 个 may precede without being a part of them: 3个百分点, 5个工作日.
_COUNTED: Final = (
    "百分点|基点|工作日|自然日|交易日|小时|学时|课时|学分|季度|标准分|位次|名次|班次|床位|车位|泊位|学位|品种|大类"
    "|年度|学年"
)

_ONE: Final = "|".join(
    [
        *sorted(_LONG.split(), key=len, reverse=True),
        *(f"{unit[0]}(?![{unit[1:]}])" if len(unit) > 1 else unit for unit in _SHORT.split()),
        "项(?=目标)",  # 23项目标 counts 目标, and 5项目 nothing
        *(f"{unit}(?![A-Za-z])" for unit in sorted(_LATIN.split(), key=len, reverse=True)),
    ]
)
_UNIT: Final = re.compile(
    rf" *(?:个(?:(?P<half>半)|(?P<more>[多余]))(?P<measure>月|小时|学期|百分点)|个(?P<counted>{_COUNTED})"
    rf"|(?P<tenth>成)(?:(?P<hundredth>[{DIGITS}])|(?![立为员果功本长效品套都绩就交型因形]))"
    rf"|(?P<unit>(?:[%‰‱]|(?:{_ONE})(?:\([套次个件家组批台辆]\))?)(?: */ *[十百千万亿]?(?:{_ONE}|月))*))"
)
_HALF: Final = re.compile("(?<=[年天倍时里米成周岁])半(?![数年导径价以])")
_EACH: Final = re.compile(rf"(?:每(人|户|亩))?每([十百千万亿]{{0,2}}(?:{_ONE}|月)) *$")


@dataclass(frozen=True)
class Unit:
    """A unit as it is written.

    Attributes:
        name: The whole unit, without blanks; 成 is percent.
        end: Offset just after its last character, or that of 半 behind it.
        factor: What it multiplies the number by: 10 for 成, else 1.
        further: What the words add to the number: a half in 两年半 and 两个半月, 0.5 in 九成五.
        more: Whether they say that it is more (三个多月).
    """

    name: str
    end: int
    factor: int = 1
    further: Fraction = Fraction(0)
    more: bool = False


def unit_at(plain: str, at: int) -> Unit | None:
    """Return the unit that begins at `at` of a folded text, or behind a blank there, or None."""
    match = _UNIT.match(plain, at)
    if match is None:
        return None
    factor, further = 1 if match["tenth"] is None else 10, Fraction(0 if match["half"] is None else 1, 2)
    if match["hundredth"] is not None:
        further = Fraction(DIGITS.index(match["hundredth"]) + 1, 10)
    half = _HALF.match(plain, match.end())
    if half is not None:
        further = Fraction(1, 2)
    if match["measure"] is not None:
        name = "个月" if match["measure"] == "月" else match["measure"]
    else:
        name = "%" if factor == 10 else match["counted"] or match["unit"]
    name = name.replace(" ", "").replace("(", "（").replace(")", "）")
    return Unit(name, match.end() if half is None else half.end(), factor, further, match["more"] is not None)


def each_before(plain: str, end: int, floor: int) -> tuple[str, int] | None:
    """Return what a phrase that begins at `end` counts for each of (每千人), and where those words begin."""
    match = _EACH.search(plain, max(floor, end - 10), end)
    return None if match is None else ("·".join(filter(None, match.groups())), match.start())
