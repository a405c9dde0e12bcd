"""Reads the unit behind a number to its end: 家次 and not 家, 元/人 and not 元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from kg.chinese.numbers import DIGIT_VALUES

# Units of one character, each with what makes another word of it: 5家庭 and 5项目 count no 家 and no 项, but
# 5家具有资质的机构 and 23项目标 do.
_SHORT: Final = (
    "个体(?![育系验检制])|性(?![能质])|别|亿"
    " 家庭|长(?![期三江沙春安航])|具(?![有备体])|电(?![商子力信影池动气站网视])|居(?![全世民])"
    "|乡(?![镇村])|政(?!府)|[畜禽族访渠]|园(?![区林])|属(?![地于])|人(?![工才力大社民寿])"
    " 人[才口员民均类格体力大社选事物文身群际造心权防寿流机间]|工(?!作)|行(?!动)|参(?![加与会赛评])"
    " 项目(?!标) 位[于置列]|居(?!民)|数(?![学据])|一体"
    " 名[称牌单义誉胜]|录(?![取用])|优(?![秀质胜])|特(?![级聘派种邀约教])"
    "|师(?![生傅资德范])|校(?![长外])|医(?![生务护师])|企(?!业)"
    " 件套 条[件例款约] 种[子养苗粮]|植(?!物)|业(?!态)|质(?!量) 处[理置罚长于方室以境]|在(?!建)"
    " 所[得属在需谓以长占致]|有(?!关) 部[门委署队级件]|长(?!篇) 台[账湾阶州河北南]|风(?![电机])"
    " 场[所地景馆] 座[谈位]|标(?![志准]) 套[餐期利取路] 份额 批[复发量]|准(?!确)"
    " 期[间限末货满待望初权刊] 轮[胎船岗换流毂椅] 届[满时] 类[型别似比] 款[项式待] 级[联别]"
    " 分[别之类析布工配管支局公步层解散享属院会部店值数制红割流包担段区辨拣销领母成开]"
    " 本[省市地级科报年月周质土区县人轮着领金职部办意] 篇 册 幅[度员] 笔[试记录]"
    " 支[持付撑出部柱援点线架]|队(?!伍)|行(?!业) 队伍 组[织成合建团长件装] 片[区面] 间[接隔断距]"
    " 层[次级面] 起[草来步到点源止飞义码伏效于因]|诉(?!讼) 例[如外行会证] 宗[旨教] 枚 颗 株洲 棵 粒度"
    " 根[据本治源基] 只[有要能是限] 头[部条尾等雁] 辆 艘 架[构设空] 栋梁 幢 桩 张家"
    " 户[籍口均型厕]|外(?![资商])|用(?![能水电]) 次[数日生品序席贷氯]|要(?!求) 门[户类店槛诊峡]"
    " 节[约能点水日假庆] 班[子组] 村[庄民镇级] 度[假过量] 倍增 字号 页 岁 周[边转密全末口长报界]"
    " 天[然津气府下空河山水文线生] 年[度代轻级龄份] 日[本常报照益程志光电] 秒 元[旦素首件宇器]"
    " 米[粉线面] 亩 克[拉服隆强己制] 斤 吨 升[级至到高值温降学格幅华旗入] 箱 袋 桶 盒 块状 趟"
    " 大[陆学型量会楼厦桥数气力家众小概多]"
)
_LONG: Final = (
    "分钟 小时 周年 年度 季度 工作日 自然日 交易日 个月 学时 课时 学分 学年 人日 人天"
    " 美元 港元 欧元 日元 元人民币 公里 平方公里 千米 平方千米 厘米 毫米 微米 海里 延米 平方米 立方米 公顷"
    " 公斤 千克 毫克 微克 吨标准煤 吨标煤 吨公里 吨二氧化碳 重量箱 毫升 千伏 千瓦 兆瓦 千瓦时 兆瓦时 分贝"
    " 摄氏度 家次 人次 批次 件次 户次 场次 台次 条次 项次 车次 班次 车位 床位 学位 泊位 台套 件套 标箱"
    " 标准箱 标准分 百分点 基点 位次 名次 大类 品种 万人口 人口"
)
_LATIN: Final = (
    "km² km2 km kg mg μg ug g cm mm m² m2 m³ m3 m t L mL kWh kW·h kW MW GW dB °C ℃ ㎡ ㎏ ㎞ Mbps Gbps ppm"
)
# Units that 个 may precede without being a part of them: 3个百分点, 5个工作日.
_COUNTED: Final = "百分点|基点|工作日|自然日|交易日|小时|学时|课时|学分|季度|标准分|位次|名次|年度|学年"

_ONE: Final = "|".join(
    [
        *sorted(_LONG.split(), key=len, reverse=True),
        *(f"{unit[0]}(?!{unit[1:]})" if len(unit) > 1 else unit for unit in _SHORT.split()),
        *(f"{unit}(?![A-Za-z])" for unit in sorted(_LATIN.split(), key=len, reverse=True)),
    ]
)
_TENTH: Final = f"成(?:(?P<hundredth>[{DIGIT_VALUES}])|(?![立为员果功本长效品套都绩就交型因形]))"
_FOR_EACH: Final = f"(?: */ *|每(?![年月天日]))[十百千万亿]?(?:{_ONE}|月)(?:·[年月天日])?"
_UNIT: Final = re.compile(
    rf" *(?:个(?:(?P<half>半)|(?P<more>[多余]))(?P<measure>月|小时|学期|百分点)|个(?P<counted>{_COUNTED})"
    rf"|(?P<tenth>{_TENTH})"
    rf"|(?P<unit>(?:[%‰‱]|(?:{_ONE})(?:\([套次个件家组批台辆]\))?)(?:{_FOR_EACH})*))"
)
_HALF: Final = re.compile("(?<=[年天倍时里米成周岁])半(?![数年导径价以])")
_PER: Final = rf"(?:[0-9]*[十百千万亿]{{0,2}}(?:{_ONE}|月)(?:\([件套次]\))?)"
_EACH: Final = re.compile(
    rf"(?:每(人|户|亩))?每(?:({_PER}) *"
    # 每天新增1.2万户, 每百人拥有8件; in 每个县 the unit is not 个.
    rf"|((?!个){_PER})[^，。；：、,;:0-9零一二两三四五六七八九十百千万亿每\ue000\s]{{1,8}})$"
)
# Of these, each counts nothing: 每年增长5%.
_SHARES: Final = frozenset({"", "%", "‰", "‱", "百分点", "倍", "比", "位次"})


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
        further = Fraction(DIGIT_VALUES.index(match["hundredth"]) + 1, 10)
    half = _HALF.match(plain, match.end())
    if half is not None:
        further = Fraction(1, 2)
    if match["measure"] is not None:
        name = "个月" if match["measure"] == "月" else match["measure"]
    else:
        name = "%" if factor == 10 else match["counted"] or match["unit"]
    return Unit(
        _worded(name), match.end() if half is None else half.end(), factor, further, match["more"] is not None
    )


def each_before(plain: str, end: int, floor: int, unit: str) -> tuple[str, int] | None:
    """Return what a phrase that begins at `end` counts for each of (每千人), and where those words begin."""
    match = _EACH.search(plain, max(floor, end - 18), end)
    if match is None or (match[3] is not None and unit in _SHARES):
        return None
    return _worded("·".join(filter(None, match.groups()))), match.start()


def _worded(name: str) -> str:
    return name.replace(" ", "").replace("每", "/").replace("(", "（").replace(")", "）")
