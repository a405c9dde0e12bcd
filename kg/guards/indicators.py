"""Compares direction and measurement type of an indicator with its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.evidence.findings import Finding
from kg.guards.context import Context
from kg.rdf.namespaces import FAMILIES, QS
from kg.words import Phrase

_BAD: Final = re.compile("不合格|违反|事故|死亡|投诉|检出率|能耗|排放|浓度")
_LESS: Final = re.compile("降低|下降|减少|低于|达标|处置|查处|查办")
_GOOD: Final = re.compile("合格率|满意度|覆盖率|优良|达标率|竞争力")
_CASES: Final = re.compile("案件|[立破]案|移送|移交|罚没|嫌疑人")
_RATE: Final = re.compile(
    "率|比重|占比|比例|满意度|指数|强度|份额|度$|得分|均值|人均|每万|每千|^单位|百分点|平均|分值"
)
_FLOW: Final = re.compile("新(?:增|建|认定|制定|申请|登记|主导|认证)")
_STOCK: Final = re.compile("拥有|有效|总量|总数|累计(?!新)")


def check_indicators(context: Context) -> Iterator[Finding]:
    """Yield a finding for each indicator whose direction or measurement type its name contradicts."""
    for indicator in context.own_of_class(QS + "Indicator"):
        name = context.label(indicator)
        for property_, expected in (("direction", _direction(name)), ("nature", _nature(name))):
            stated = context.records.one(indicator, QS + property_) or ""
            if stated.removeprefix(FAMILIES[property_]) not in expected:
                yield Finding(
                    "indicator-name",
                    indicator,
                    Phrase(
                        "“{name}” does not fit “{stated}”; correct {property}",
                        name=name,
                        stated=context.label(stated),
                        property=f"qs:{property_}",
                    ),
                    QS + property_,
                )


def _direction(name: str) -> set[str]:
    if _BAD.search(name) is not None and _LESS.search(name) is None:
        return {"lower"}
    if _CASES.search(name) is not None:
        return {"neutral"}
    return {"higher"} if _GOOD.search(name) is not None else {"higher", "neutral"}


def _nature(name: str) -> set[str]:
    if _RATE.search(name) is not None:
        return {"rate"}
    found = {"stock", "flow", "open"}
    if _FLOW.search(name) is not None:
        found -= {"stock"}
    if _STOCK.search(name) is not None:
        found -= {"flow"}
    return found
