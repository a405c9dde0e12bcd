"""The queries on targets: rows that a hand has checked against the sources."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from kg.namespaces import BASE, QS
from kg.records import Records
from kg.store import EmbeddedStore
from kg.turtle import read
from tests.queries.claims import Figure, figures, near, one, plans_read, short
from tests.queries.rows import PROJECT, asked
from tests.queries.statements import records

GUIZHOU = {"region": "region:guizhou"}


@pytest.mark.parametrize(
    ("words", "comparator", "value", "unit"),
    [
        ("商标有效注册量36万件", "=", "360000", "件"),
        ("农产品质量安全监测1.5批次/千人", "=", "1.5", "批次/千人"),
        ("获得中国质量奖实现零的突破", ">", "0", None),
        ("累计投入3428万元", "=", "34280000", "元"),
        ("建成社会公用计量标准1500项", "=", "1500", "项"),
    ],
)
def test_the_words_of_a_source_give_the_value(
    words: str, comparator: str, value: str, unit: str | None, store: EmbeddedStore
) -> None:
    rows = [row for row in asked(store, "indicator-values", GUIZHOU) if row["quote"].endswith(words)]
    assert [(row["comparator"], row["value"]) for row in rows] == [(comparator, value)]
    assert unit is None or rows[0]["unit"] == unit


def test_the_quotation_of_every_value_stands_at_its_offsets(store: EmbeddedStore, texts: Path) -> None:
    records = Records(triple for path in PROJECT.documents for triple in read(path).triples)
    names = {
        source.rpartition("/")[2]: records.one(source, QS + "fileName")
        for source in records.of_class(QS + "Source")
    }
    contents = {slug: (texts / str(name)).read_bytes().decode("utf-8") for slug, name in names.items()}
    # A figure that is only cited has no quotation.
    rows = [row for row in asked(store, "indicator-values", {}) if row["quote"] != ""]
    moved = [
        (row["source"], row["start"], row["quote"])
        for row in rows
        if contents[row["source"]][int(row["start"]) : int(row["end"])] != row["quote"]
    ]
    assert len(rows) > 0
    assert moved == []


# --- rows computed a second way, without SPARQL -------------------------------------------------------


def targets() -> list[Figure]:
    """Return all targets."""
    return [figure for figure in figures() if figure.kind == "target"]


def is_stricter(one_: Figure, other: Figure) -> bool:
    """Return whether the first of two targets of the same kind asks for more."""
    if one_.value != other.value:
        higher = one(other.indicator, QS + "direction") == BASE + "direction/higher"
        return (one_.value > other.value) == higher
    return one_.comparator in "><" and other.comparator not in "><"


def test_the_rank_of_a_target_counts_the_regions_ahead_of_it(store: EmbeddedStore) -> None:
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for target in targets():
        if not one(target.indicator, QS + "direction").endswith("neutral"):
            groups[target.indicator, target.period, target.unit].append(target)
    expected = set()
    for (indicator, period, _), group in groups.items():
        regions = {target.region for target in group}
        if len(regions) > 1:
            for target in group:
                ahead = {other.region for other in group if is_stricter(other, target)}
                expected.add(
                    (
                        indicator,
                        period,
                        len(ahead) + 1,
                        len(regions),
                        target.region,
                        str(target.value.normalize()),
                    )
                )
    rows = [
        (
            row["indicator"],
            row["period"],
            int(row["rank"]),
            int(row["of"]),
            row["region"],
            str(Decimal(row["value"]).normalize()),
        )
        for row in asked(store, "target-ranking", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


def test_beijing_and_guangdong_lead_the_two_indicators_that_most_provinces_share(
    store: EmbeddedStore,
) -> None:
    rows = asked(store, "target-ranking", {})
    first = defaultdict(set)
    for row in rows:
        if row["rank"] == "1" and row["period"] == "2025":
            first[short(row["indicator"])].add(short(row["region"]))
    assert first["manufacturing-quality-competitiveness-index"] == {"beijing"}
    assert first["manufacturing-product-pass-rate"] == {"guangdong", "hubei", "jiangsu", "shanghai"}
    # More than 98 is stricter than at least 98, which the country and five others ask for.
    assert first["farm-produce-routine-monitoring-pass-rate"] == {"beijing"}


def test_an_indicator_is_common_to_the_provinces_that_set_a_target(store: EmbeddedStore) -> None:
    values: dict[tuple[str, str], dict[str, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for target in targets():
        if target.region in records().of_class(QS + "Province"):
            values[target.indicator, target.unit][target.region].add(target.value)
    expected = {
        (indicator, one(unit, QS + "symbol")): (
            len(by_region),
            min(min(found) for found in by_region.values()),
            max(max(found) for found in by_region.values()),
        )
        for (indicator, unit), by_region in values.items()
        if len(by_region) > 1
    }
    rows = {
        (row["indicator"], row["unit"]): (
            int(row["provinces"]),
            Decimal(row["lowest"]),
            Decimal(row["highest"]),
        )
        for row in asked(store, "common-indicators", {})
    }
    assert rows == expected


def test_a_city_is_held_against_the_same_or_a_near_indicator_of_its_province(store: EmbeddedStore) -> None:
    expected = set()
    for target in targets():
        province = one(target.region, QS + "within")
        if province not in records().of_class(QS + "Province"):
            continue
        found = [
            other
            for other in targets()
            if (other.region, other.period, other.unit) == (province, target.period, target.unit)
            and other.indicator in near(target.indicator)
        ]
        key = (target.region, target.indicator, target.period, province)
        if len(found) == 0:
            expected.add((*key, "absent" if province in plans_read() else "unread"))
        for other in found:
            stance = "stricter" if is_stricter(target, other) else "equal"
            expected.add((*key, "looser" if is_stricter(other, target) else stance))
    rows = asked(store, "province-cascade", {})
    assert {
        (row["region"], row["indicator"], row["period"], row["province"], row["stance"]) for row in rows
    } == expected
    assert {row["stance"] for row in rows} == {"stricter", "equal", "looser", "unread"}


def test_an_indicator_has_a_national_target_or_a_near_one_or_none_that_was_read(store: EmbeddedStore) -> None:
    national = {target.indicator for target in targets() if target.region == BASE + "region/china"}
    provinces: dict[str, set[str]] = defaultdict(set)
    for target in targets():
        if target.region in records().of_class(QS + "Province"):
            provinces[target.indicator].add(target.region)
    expected = set()
    for indicator, regions in provinces.items():
        found = near(indicator) & national
        for other in found:
            expected.add((indicator, len(regions), "yes" if other == indicator else "near", other))
        if len(found) == 0:
            # The national outline is known from its opening alone, so nothing is absent from it.
            expected.add((indicator, len(regions), "unread", ""))
    rows = {
        (row["indicator"], int(row["provinces"]), row["state"], row["national"])
        for row in asked(store, "national-counterparts", {})
    }
    assert rows == expected


def test_a_series_has_all_figures_of_more_than_one_period(store: EmbeddedStore) -> None:
    periods: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for figure in figures():
        if figure.period != "":
            periods[figure.region, figure.indicator, figure.unit].add(figure.period)
    expected = {
        (f.region, f.indicator, one(f.unit, QS + "symbol"), f.period, f.kind, f.value, f.source)
        for f in figures()
        if f.period != "" and len(periods[f.region, f.indicator, f.unit]) > 1
    }
    rows = {
        (
            row["region"],
            row["indicator"],
            row["unit"],
            row["period"],
            row["kind"],
            Decimal(row["value"]),
            row["source"],
        )
        for row in asked(store, "indicator-series", {})
    }
    assert rows == expected


def test_a_hedge_counts_at_its_own_number_alone(store: EmbeddedStore) -> None:
    hedges = {
        short(row["indicator"]): (row["hedge"], row["comparator"])
        for row in asked(store, "hedged-targets", {})
    }
    # 农村公路优良中等路率75%以上,交工验收合格率100%: the hedge belongs to the first rate, not to the second.
    assert hedges["rural-road-good-or-fair-rate"] == ("以上", ">=")
    assert "rural-road-handover-acceptance-pass-rate" not in hedges
    assert hedges["china-quality-awards"] == ("突破", ">")
    assert hedges["national-agricultural-leading-enterprises"] == ("力争", "=")
    assert {comparator for hedge, comparator in hedges.values() if hedge == "左右"} == {"~"}
    assert {comparator for hedge, comparator in hedges.values() if hedge == "以上"} == {">="}


def test_every_comparator_but_exactly_has_its_hedge(store: EmbeddedStore) -> None:
    """What the wording rule of the curator makes of a hedge, and what the query finds, are one set."""
    rows = asked(store, "hedged-targets", {})
    quoted = [
        row for row in asked(store, "indicator-values", {}) if row["kind"] == "target" and row["quote"] != ""
    ]
    compared = {(row["indicator"], row["region"]) for row in quoted if row["comparator"] != "="}
    assert {(row["indicator"], row["region"]) for row in rows if row["comparator"] != "="} == compared


def test_the_year_of_a_target_is_in_the_words_that_govern_it(store: EmbeddedStore) -> None:
    implied = {t.iri for t in targets() if one(t.iri, QS + "periodStated") == "false"}
    rows = [row for row in asked(store, "implied-periods", {}) if row["claim"] in implied]
    assert {row["claim"] for row in rows} == implied
    assert [row for row in rows if row["period"] not in row["quote"]] == []


def test_no_goal_is_lost(store: EmbeddedStore) -> None:
    goals = records().of_class(QS + "Goal")
    rows = asked(store, "goals", {})
    assert {row["goal"] for row in rows} == set(goals)
    assert len(rows) == sum(len(records().all(goal, QS + "evidence")) for goal in goals)
