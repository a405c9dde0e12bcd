"""The queries on targets: rows that a hand has checked against the sources."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from kg.query.derivation import derive
from kg.rdf.namespaces import BASE, PREFIXES, QS, RDF_TYPE
from kg.rdf.records import Records
from kg.rdf.store import EmbeddedStore
from kg.rdf.turtle import read
from tests.queries.claims import (
    Figure,
    closeness,
    family,
    figures,
    kind_of_unit,
    may_compare,
    obstacle,
    on_family,
    one,
    plans_read,
    short,
)
from tests.queries.rows import PROJECT, asked
from tests.queries.statements import records

GUIZHOU = {"region": "region:guizhou"}


@pytest.mark.parametrize(
    ("words", "comparator", "value", "unit"),
    [
        ("商标有效注册量36万件", "=", "360000", "件"),
        ("农产品质量安全监测1.5批次/千人", "=", "1.5", "批次/千人"),
        ("获得中国质量奖实现零的突破", ">=", "1", None),
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


def test_the_quotation_of_every_value_is_found_at_its_offsets(store: EmbeddedStore, texts: Path) -> None:
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


def is_stricter(first: Figure, other: Figure) -> bool:
    """Return whether the first of two targets of the same kind asks for more."""
    higher = one(other.indicator, QS + "direction") == BASE + "direction/higher"
    if first.value != other.value:
        return (first.value > other.value) == higher
    beyond = ">" if higher else "<"
    return first.comparator == beyond != other.comparator


def stance(own: Figure, against: Figure) -> str:
    """Return how a target compares with another of the same kind."""
    if is_stricter(own, against):
        return "stricter"
    return "looser" if is_stricter(against, own) else "equal"


def alike(first: Figure, other: Figure) -> bool:
    """Return whether two targets are for one period, in one kind of unit, of indicators of one line."""
    return (
        (first.period, kind_of_unit(first.unit)) == (other.period, kind_of_unit(other.unit))
        and closeness(first.indicator, other.indicator) in ("same", "narrower", "broader")
        and may_compare(first.indicator, other.indicator)
    )


def nearest(target: Figure, region: str) -> list[Figure]:
    """Return the targets of a region to compare with `target`: of the same wording, otherwise of its line."""
    found = [other for other in targets() if other.region == region and alike(target, other)]
    same = [
        other
        for other in targets()
        if (other.region, other.indicator, other.period, other.unit)
        == (region, target.indicator, target.period, target.unit)
    ]
    return [other for other in found if other.indicator == target.indicator or len(same) == 0]


def is_level(target: Figure) -> bool:
    """Return whether a target has the form of its indicator: no rank, no change."""
    return short(target.unit) not in ("rank", "percent-change", "percent-change-per-year", "percentage-point")


def is_total(target: Figure) -> bool:
    """Return whether a larger region has more of what a target counts: no rate, share, or change."""
    return not one(target.indicator, QS + "nature").endswith("/rate") and not short(target.unit).startswith(
        "percent"
    )


def nothing_on(region: str) -> str:
    """Return the state of what a region has nothing on."""
    return "absent" if region in plans_read() else "unread"


# --- the rule of comparison ---------------------------------------------------------------------------


def test_which_indicators_compare_is_the_rule_worked_out_a_second_way(store: EmbeddedStore) -> None:
    indicators = records().of_class(QS + "Indicator")
    expected = set()
    for first, second in product(indicators, repeat=2):
        way, why = closeness(first, second), obstacle(first, second)
        if way != "" and (first != second or why != ""):
            expected.add((first, second, way, "no" if why != "" else "with a note", why))
    rows = asked(store, "comparable-indicators", {})
    columns = ("indicator", "other", "closeness", "comparable", "obstacle")
    assert {tuple(row[column] for column in columns) for row in rows} == expected
    assert len(rows) == len(expected)
    assert {row["closeness"] for row in rows} == {
        *("same", "narrower", "broader", "complement", "sibling", "accumulation", "combination")
    }


@pytest.mark.parametrize(
    ("first", "second", "way", "comparable", "obstacle"),
    [
        ("food-evaluative-sampling-pass-rate", "food-sampling-pass-rate", "broader", "with a note", ""),
        ("food-pass-rate", "food-evaluative-sampling-pass-rate", "narrower", "with a note", ""),
        (
            *("food-evaluative-sampling-pass-rate", "food-provincial-inspection-pass-rate"),
            *("sibling", "no", "other population"),
        ),
        (
            *("industrial-product-nonconformity-rate", "industrial-product-pass-rate"),
            *("complement", "with a note", ""),
        ),
        (
            *("public-measurement-standards", "new-public-measurement-standards"),
            *("accumulation", "no", "stock and flow"),
        ),
        (
            *("food-and-drug-supervisory-check-pass-rate", "food-sampling-pass-rate"),
            *("combination", "no", "other population"),
        ),
        ("patents-granted", "patents-granted", "same", "no", "open nature"),
        ("valid-trademark-registrations", "registered-trademarks", "broader", "with a note", ""),
    ],
)
def test_the_boundary_cases_of_the_codebook(
    first: str, second: str, way: str, comparable: str, obstacle: str, store: EmbeddedStore
) -> None:
    rows = asked(store, "comparable-indicators", {"indicator": f"indicator:{first}"})
    (row,) = (row for row in rows if short(row["other"]) == second)
    assert (row["closeness"], row["comparable"], row["obstacle"]) == (way, comparable, obstacle)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("manufacturing-product-pass-rate", "industrial-product-pass-rate"),
        ("transport-works-acceptance-pass-rate", "transport-works-handover-pass-rate"),
    ],
)
def test_other_populations_are_no_family(first: str, second: str, store: EmbeddedStore) -> None:
    rows = asked(store, "comparable-indicators", {"indicator": f"indicator:{first}"})
    assert second not in {short(row["other"]) for row in rows}


# --- the table of targets -------------------------------------------------------------------------------


def test_every_cell_of_the_table_of_targets_has_the_state_that_the_claims_give_it(
    store: EmbeddedStore,
) -> None:
    # A target without a period has no separate column.
    cells = {
        (family(target.indicator), target.period)
        for target in targets()
        if is_level(target) and target.period != ""
    }
    expected: dict[tuple[str, str, str], tuple[str, int, frozenset[tuple[str, str, Decimal]]]] = {}
    for (core, period), province in product(cells, records().of_class(QS + "Province")):
        claims = on_family(core).get(province, frozenset())
        values = frozenset(
            (target.indicator, target.comparator, target.value)
            for target in targets()
            if (target.region, target.period, family(target.indicator)) == (province, period, core)
            and is_level(target)
        )
        state = "yes" if len(values) > 0 else "other form" if len(claims) > 0 else nothing_on(province)
        expected[province, core, period] = (state, len(claims), values)
    found: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in asked(store, "target-matrix", {}):
        found[row["region"], row["indicator"], row["period"]].append(row)
    assert set(found) == set(expected)
    for cell, rows in found.items():
        state, count, values = expected[cell]
        assert {row["state"] for row in rows} == {state}, cell
        assert {int(row["claims"]) for row in rows} == {count}, cell
        if state == "yes":
            assert {(row["wording"], row["comparator"], Decimal(row["value"])) for row in rows} == values, (
                cell
            )
        else:
            assert [(row["value"], row["comparator"], row["wording"]) for row in rows] == [("", "", "")]


def test_a_text_about_a_plan_lets_things_be_absent_on_request_only(store: EmbeddedStore) -> None:
    strict, mild = (
        {short(row["region"]) for row in asked(store, "target-matrix", {"state": "absent", **more})}
        for more in ({}, {"strictness": "source"})
    )
    assert strict == {"guizhou"}
    assert mild == {"guizhou", "yunnan", "guangdong"}


def without(*parts: str) -> EmbeddedStore:
    """Return the graph without the claims that have one of `parts` in their name, derived again."""
    kept = [
        triple
        for path in PROJECT.stated_files
        for triple in read(path).triples
        if not any(part in str(triple.subject) for part in parts)
    ]
    store = EmbeddedStore.of(kept)
    derive(store, PROJECT)
    return store


def test_guizhous_pass_rate_is_never_called_absent_while_one_claim_is_left(store: EmbeddedStore) -> None:
    asks = {"national_indicator": "indicator:manufacturing-product-pass-rate", **GUIZHOU}
    rows = asked(store, "target-cascade", asks)
    assert {(row["stance"], short(row["claim"]), row["regional"]) for row in rows} == {
        ("other form", "target-manufacturing-product-pass-rate-2025", ""),
        ("other form", "goal-manufacturing-product-pass-rate-2035", ""),
        ("other form", "finding-manufacturing-product-pass-rate-2024", ""),
    }
    opinion, rate = "guizhou-2023-implementing-opinion", "manufacturing-product-pass-rate"
    change, goal = f"{opinion}/target-{rate}-2025", f"{opinion}/goal-{rate}-2035"
    national = f"finding-{rate}-2024"
    left = asked(without(change, national), "target-cascade", asks)
    assert {(row["stance"], short(row["claim"])) for row in left} == {
        ("other form", "goal-manufacturing-product-pass-rate-2035")
    }
    gone = asked(without(change, goal, national), "target-cascade", asks)
    assert [(row["stance"], row["claim"], row["note"]) for row in gone] == [("absent", "", "")]


# --- targets against each other -------------------------------------------------------------------------


def test_each_province_is_compared_with_each_national_target_by_the_rule(store: EmbeddedStore) -> None:
    expected = set()
    for target in targets():
        if target.region != BASE + "region/china" or is_total(target):
            continue
        for province in records().of_class(QS + "Province"):
            national = (f"{target.value.normalize():f}", target.comparator)
            key = (target.indicator, target.period, *national, province)
            own = nearest(target, province)
            said = on_family(family(target.indicator)).get(province, frozenset())
            for each in own:
                value = f"{each.value.normalize():f}"
                expected.add((*key, stance(each, target), value, each.comparator, each.indicator, ""))
            if len(own) == 0:
                for claim in said:
                    expected.add((*key, "other form", "", "", one(claim, QS + "indicator"), claim))
                if len(said) == 0:
                    expected.add((*key, nothing_on(province), "", "", "", ""))
    rows = asked(store, "target-cascade", {})
    columns = (
        *("indicator", "period", "national", "comparator", "region"),
        *("stance", "regional", "regional_comparator", "wording", "claim"),
    )
    assert {tuple(row[column] for column in columns) for row in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize(
    ("indicator", "province", "expected"),
    [
        ("manufacturing-quality-competitiveness-index", "guangdong", ("86", "=", "92", "=", "stricter", "")),
        ("manufacturing-quality-competitiveness-index", "yunnan", ("86", "=", "84", "=", "looser", "")),
        ("manufacturing-quality-competitiveness-index", "guizhou", ("86", "=", "", "", "other form", None)),
        (
            *("farm-produce-routine-monitoring-pass-rate", "beijing"),
            ("98", ">=", "98", ">", "stricter", "same number, more than against at least"),
        ),
        (
            *("farm-produce-routine-monitoring-pass-rate", "yunnan"),
            ("98", ">=", "97", "=", "looser", "narrower wording: Major agricultural product pass rate"),
        ),
        (
            *("farm-produce-routine-monitoring-pass-rate", "guizhou"),
            ("98", ">=", "98", "=", "equal", "same number, exactly against at least"),
        ),
        (
            *("farm-produce-routine-monitoring-pass-rate", "jiangxi"),
            ("98", ">=", "", "", "other form", "target; sibling wording"),
        ),
        (
            *("food-sampling-pass-rate", "guizhou"),
            ("98", ">=", "98", ">=", "equal", "narrower wording: Food pass rate, evaluative"),
        ),
        ("food-sampling-pass-rate", "guangdong", ("98", ">=", "98.5", ">=", "stricter", "")),
        ("food-sampling-pass-rate", "sichuan", ("98", ">=", "", "", "other form", "; other period")),
        (
            *("manufacturing-product-pass-rate", "yunnan"),
            ("94", "=", "", "", "other form", "result without a number; other period"),
        ),
        ("manufacturing-quality-competitiveness-index", "tianjin", ("86", "=", "", "", "unread", "")),
    ],
)
def test_stances_that_a_hand_has_checked(
    indicator: str, province: str, expected: tuple[str, str, str, str, str, str | None], store: EmbeddedStore
) -> None:
    rows = asked(
        store,
        "target-cascade",
        {"national_indicator": f"indicator:{indicator}", "region": f"region:{province}"},
    )
    columns = ("national", "comparator", "regional", "regional_comparator", "stance")
    assert {tuple(row[column] for column in columns) for row in rows} == {expected[:5]}
    note = expected[5]
    for row in rows:
        assert note is None or (note in row["note"] if note != "" else row["note"] == "")


def test_guizhous_goal_for_the_index_has_its_words(store: EmbeddedStore) -> None:
    rows = asked(
        store,
        "target-cascade",
        {"national_indicator": "indicator:manufacturing-quality-competitiveness-index", **GUIZHOU},
    )
    assert [(row["claim_zh"], row["note"]) for row in rows] == [
        ("2025年制造业质量竞争力指数接近全国平均水平", "goal without a number | 没有数值的目标")
    ]


def test_the_rank_of_a_target_counts_the_regions_ahead_of_it(store: EmbeddedStore) -> None:
    expected = set()
    indicators = {target.indicator for target in targets()}
    for indicator in indicators:
        if one(indicator, QS + "direction").endswith("neutral"):
            continue
        groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for target in targets():
            in_line = closeness(indicator, target.indicator) in ("same", "narrower", "broader")
            if in_line and may_compare(indicator, target.indicator):
                peers = one(target.region, RDF_TYPE) if is_total(target) else ""
                groups[target.period, kind_of_unit(target.unit), peers].append(target)
        for (period, *_), group in groups.items():
            regions = {target.region for target in group}
            for target in group if len(regions) > 1 else ():
                ahead = {other.region for other in group if is_stricter(other, target)}
                expected.add(
                    (
                        *(indicator, period, len(ahead) + 1, len(regions), target.region),
                        *(target.comparator, f"{target.value.normalize():f}", target.indicator),
                    )
                )
    rows = [
        (
            *(row["indicator"], row["period"], int(row["rank"]), int(row["of"]), row["region"]),
            *(row["comparator"], f"{Decimal(row['value']).normalize():f}", row["wording"]),
        )
        for row in asked(store, "target-ranking", {})
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


def test_beijing_and_shandong_lead_the_two_indicators_that_most_provinces_share(
    store: EmbeddedStore,
) -> None:
    rows = asked(store, "target-ranking", {})
    first = defaultdict(set)
    for row in rows:
        if row["rank"] == "1" and row["period"] == "2025":
            first[short(row["indicator"])].add(short(row["region"]))
    assert first["manufacturing-quality-competitiveness-index"] == {"beijing"}
    assert first["manufacturing-product-pass-rate"] == {"shandong"}
    # More than 98 is stricter than at least 98, which the country and others ask for.
    assert first["farm-produce-routine-monitoring-pass-rate"] == {"beijing"}


def test_a_family_is_common_to_the_provinces_that_set_a_target(store: EmbeddedStore) -> None:
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for target in targets():
        if target.region in records().of_class(QS + "Province") and is_level(target):
            groups[family(target.indicator), one(kind_of_unit(target.unit), QS + "symbol")].append(target)
    expected = {
        key: (
            len({target.region for target in group}),
            len({target.indicator for target in group}),
            {target.comparator for target in group},
            min(target.value for target in group),
            max(target.value for target in group),
        )
        for key, group in groups.items()
        if len({target.region for target in group}) > 1
    }
    rows = {
        (row["indicator"], row["unit"]): (
            *(int(row["provinces"]), int(row["wordings"]), set(row["comparators"].split())),
            *(Decimal(row["lowest"]), Decimal(row["highest"])),
        )
        for row in asked(store, "common-indicators", {})
    }
    assert rows == expected


def test_a_city_is_compared_with_the_same_or_another_wording_of_its_province(store: EmbeddedStore) -> None:
    expected = set()
    for target in targets():
        province = one(target.region, QS + "within")
        if province not in records().of_class(QS + "Province") or is_total(target):
            continue
        key = (target.region, target.indicator, target.period, province)
        found = nearest(target, province)
        for other in found:
            expected.add((*key, stance(target, other), f"{other.value.normalize():f}"))
        if len(found) == 0:
            said = on_family(family(target.indicator)).get(province, frozenset())
            expected.add((*key, "other form" if len(said) > 0 else nothing_on(province), ""))
    rows = asked(store, "province-cascade", {})
    assert {
        (
            *(row["region"], row["indicator"], row["period"], row["province"], row["stance"]),
            row["provincial"] and f"{Decimal(row['provincial']).normalize():f}",
        )
        for row in rows
    } == expected
    assert {row["stance"] for row in rows} == {"stricter", "equal", "looser", "other form", "unread"}


def test_a_total_is_not_compared_with_that_of_a_larger_region(tmp_path: Path) -> None:
    made = tmp_path / "made.ttl"
    figure = """qs:indicator indicator:high-standard-farmland ; qs:period "2025" ; qs:unit unit:mu ;
        qs:comparator comparator:exactly ; qs:region region"""
    made.write_text(
        "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        + f"<https://example.org/c> a qs:Target ; {figure}:china ; qs:value 1075000000 .\n"
        + f"<https://example.org/y> a qs:Target ; {figure}:guiyang ; qs:value 1000000 .\n"
        + f"<https://example.org/q> a qs:Target ; {figure}:qinghai ; qs:value 5000000 .\n",
        encoding="utf-8",
    )
    store = EmbeddedStore([*PROJECT.graph_files, made])
    farmland = "indicator:high-standard-farmland"
    assert asked(store, "target-cascade", {"national_indicator": farmland}) == []
    assert asked(store, "province-cascade", {"region": "region:guiyang"}) == []
    ranked = asked(store, "target-ranking", {"indicator": farmland})
    assert {short(row["region"]): (row["rank"], row["of"]) for row in ranked} == {
        "guizhou": ("1", "2"),
        "qinghai": ("2", "2"),
    }


def test_a_family_has_a_national_target_or_another_form_or_none_that_was_read(store: EmbeddedStore) -> None:
    china = BASE + "region/china"
    provinces: dict[str, set[str]] = defaultdict(set)
    for target in targets():
        in_province = target.region in records().of_class(QS + "Province")
        if in_province and is_level(target) and target.period != "":
            provinces[family(target.indicator)].add(target.region)
    expected = set()
    for core, regions in provinces.items():
        own = {t.indicator for t in targets() if t.region == china and family(t.indicator) == core}
        # The national outline is known from its opening alone, so nothing is absent from it.
        state = "yes" if len(own) > 0 else "other form" if china in on_family(core) else "unread"
        expected |= {(core, len(regions), state, national) for national in own or {""}}
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
    assert hedges["china-quality-awards"] == ("突破", ">=")
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
