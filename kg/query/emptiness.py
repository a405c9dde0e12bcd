"""Why an answer is empty: says in one line what leaves nothing, and what to ask instead.

An empty table must not read as "no". The region may not be coded, only documents that others cite may
be known of it, or one parameter alone may leave out every row. Each parameter that was given is left
out once, so the cost is one more run for each, and one or two small queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.query.parameters import Parameter
from kg.query.wording import words_of
from kg.rdf.namespaces import iri_in, shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store

GOVERNMENTS: Final = ("region", "province", "city")
"""The parameters that name the government whose texts must be coded for there to be rows."""

TEXTS: Final = ("document", "source")
"""The parameters that name the text that must be coded."""

FULL: Final = ("plan", "source", "whole")
"""How far a region or document is coded where a text was coded in full; see `queries/rules/`."""

Words = Mapping[str, str]
"""A text by language, `en` and `zh`."""

NO_VIOLATIONS: Final = {"en": "no violations found", "zh": "未发现问题"}
"""What is said of a check without rows, which is good news."""


def why_empty(
    store: Store,
    parameters: Mapping[str, Parameter],
    given: Mapping[str, str],
    rows: Callable[[Mapping[str, str]], int],
) -> Words:
    """Return the line, by language, that says why there are no rows and what to ask instead.

    Args:
        store: What answers.
        parameters: The parameters of the query or analysis, by name.
        given: The values that were given, by name; a record by its IRI or prefixed name.
        rows: Runs it again with some of the values, and returns how many rows there are.
    """
    if len(given) == 0:
        return {"en": "no rows: nothing in the graph matches", "zh": "无结果：图谱中没有符合条件的内容"}
    records = {
        name: iri
        for name, value in given.items()
        if parameters[name].type == "iri" and (iri := iri_in(value.strip())) is not None
    }
    freed = {name: rows({key: value for key, value in given.items() if key != name}) for name in given}
    freed = {name: count for name, count in freed.items() if count > 0}
    uncoded = _uncoded(store, records)
    parts_en, parts_zh = [], []
    for name in freed if uncoded is None else [each for each in freed if each != uncoded[0]]:
        value = shorten(records[name], "/") if name in records else given[name]
        few = "row" if freed[name] == 1 else "rows"
        parts_en.append(f"{freed[name]} {few} without -p {name} {value}")
        parts_zh.append(f"不限 -p {name} {value} 则有 {freed[name]} 行")
    if uncoded is not None:
        lead_en, lead_zh = uncoded[1]["en"], uncoded[1]["zh"]
    elif len(freed) > 0:
        lead_en, lead_zh = "nothing matches these values", "没有符合这些取值的内容"
    elif len(given) == 1:
        lead_en, lead_zh = (
            "nothing in the graph matches, with or without the parameter",
            ("图谱中没有符合条件的内容，不限此参数亦无"),
        )
    else:
        lead_en, lead_zh = (
            "nothing in the graph matches, also without any one of the parameters",
            ("图谱中没有符合条件的内容，逐一不限各参数亦无"),
        )
    return {
        "en": "; ".join([f"no rows: {lead_en}", *parts_en]),
        "zh": "；".join([f"无结果：{lead_zh}", *parts_zh]),
    }


def _uncoded(store: Store, records: Mapping[str, str]) -> tuple[str, Words] | None:
    """Return the first of `records` whose texts were not coded in full, and what to say of it."""
    asked = {name: iri for name, iri in records.items() if name in (*GOVERNMENTS, *TEXTS)}
    if len(asked) == 0:
        return None
    rows = selected(store, "query/codings", thing=map(ox.NamedNode, asked.values()))
    codings = {thing: coded for thing, coded in rows}  # noqa: C416  (mypy does not see pairs in the rows)
    for name, iri in asked.items():
        coded = codings.get(iri, "none")
        if coded in FULL:
            continue
        words = words_of(store, [iri]).get(iri, {})
        label = {lang: words.get(lang, shorten(iri, "/")) for lang in ("en", "zh")}
        if name in TEXTS:
            cited = "; only parts of it are known" if coded != "none" else ""
            cited_zh = "，仅知部分内容" if coded != "none" else ""
            ask = "kg query unread-documents"
        else:
            cited = "; only cited documents are known" if coded != "none" else ""
            cited_zh = "，仅有被引文件" if coded != "none" else ""
            ask = f"kg query region-readings -p region {shorten(iri)}"
        return name, {
            "en": f"{label['en']} was not coded{cited} ({ask})",
            "zh": f"{label['zh']}未编码{cited_zh}（{ask}）",
        }
    return None
