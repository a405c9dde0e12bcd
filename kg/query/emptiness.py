"""Why an answer is empty: says in one line what leaves nothing, and what to ask instead.

An empty table must not read as "no". The region may not be coded, only documents that others cite may
be known of it, or one parameter alone may leave out every row. Each parameter that was given is left
out once, so the cost is one more run for each, and one or two small queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.query.parameters import Given, Parameter, values_of
from kg.rdf.answers import plain
from kg.rdf.namespaces import QS, RDFS, SKOS, iri_in, shorten
from kg.rdf.store import Store

GOVERNMENTS: Final = ("region", "province", "city")
"""The parameters that name the government whose texts must be coded for there to be rows."""

TEXTS: Final = ("document", "source")
"""The parameters that name the text that must be coded."""

FULL: Final = ("plan", "source", "whole")
"""How far a region or document is coded where a text was coded in full; see `queries/rules/`."""

_CODINGS: Final = f"""
PREFIX qs: <{QS}>
SELECT ?thing ?coded
WHERE {{{{ VALUES ?thing {{{{ {{things}} }}}} ?coding qs:codingOf ?thing ; qs:codedTo ?coded }}}}
ORDER BY ?thing
"""

_LABELS: Final = f"""
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?thing ?label
WHERE {{{{ VALUES ?thing {{{{ {{things}} }}}} ?thing rdfs:label|skos:prefLabel ?label }}}}
ORDER BY ?thing STR(?label)
"""

Words = Mapping[str, str]
"""A text by language, `en` and `zh`."""

NO_VIOLATIONS: Final = {"en": "no violations found", "zh": "未发现问题"}
"""What is said of a check without rows, which is good news."""


def why_empty(
    store: Store,
    parameters: Mapping[str, Parameter],
    given: Mapping[str, Given],
    rows: Callable[[Mapping[str, Given]], int],
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
        name: [iri for value in values_of(given[name]) if (iri := iri_in(value.strip())) is not None]
        for name in given
        if parameters[name].type == "iri"
    }
    freed = {name: rows({key: value for key, value in given.items() if key != name}) for name in given}
    freed = {name: count for name, count in freed.items() if count > 0}
    uncoded = _uncoded(store, records)
    parts_en, parts_zh = [], []
    for name in freed if uncoded is None else [each for each in freed if each != uncoded[0]]:
        values = [shorten(iri, "/") for iri in records[name]] if name in records else values_of(given[name])
        option = " ".join(f"-p {name} {value}" for value in values)
        few = "row" if freed[name] == 1 else "rows"
        parts_en.append(f"{freed[name]} {few} without {option}")
        parts_zh.append(f"不限 {option} 则有 {freed[name]} 行")
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


def _uncoded(store: Store, records: Mapping[str, list[str]]) -> tuple[str, Words] | None:
    """Return the first of `records` whose texts were not coded in full, and what to say of it."""
    asked = [(name, iri) for name in records if name in (*GOVERNMENTS, *TEXTS) for iri in records[name]]
    if len(asked) == 0:
        return None
    things = " ".join(sorted({str(ox.NamedNode(iri)) for _, iri in asked}))
    rows = store.query(_CODINGS.format(things=things)).rows
    codings = {plain(thing): plain(coded) for thing, coded in rows}
    for name, iri in asked:
        coded = codings.get(iri, "none")
        if coded in FULL:
            continue
        label = _labels(store, iri)
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


def _labels(store: Store, iri: str) -> Words:
    """Return the label of a record in each language, or its prefixed name where it has none."""
    found: dict[str, str] = {}
    for _, label in store.query(_LABELS.format(things=ox.NamedNode(iri))).rows:
        lang = (getattr(label, "language", None) or "").split("-")[0]
        found.setdefault(lang, plain(label))
    return {lang: found.get(lang, shorten(iri, "/")) for lang in ("en", "zh")}
