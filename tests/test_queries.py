"""The canned queries: their headers, the same rows on every engine, and rows that a hand has checked."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Graph, Literal
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.catalog import TYPES, Catalog, read_query
from kg.namespaces import PREFIXES, QS, XSD
from kg.output import write_atomically
from kg.project import Project
from kg.records import Records
from kg.reference import rdflib_graph
from kg.store import Answer, EmbeddedStore
from kg.tables import plain, write_answer
from kg.turtle import parse, read

PROJECT = Project(Path(__file__).resolve().parents[1])
GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = [path for path in PROJECT.queries if path not in PROJECT.checks]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

every_query = pytest.mark.parametrize("path", PROJECT.queries, ids=lambda path: path.stem)
every_question = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
every_check = pytest.mark.parametrize("path", PROJECT.checks, ids=lambda path: path.stem)
every_parameter = pytest.mark.parametrize(
    ("path", "name"),
    [(path, name) for path in PROJECT.queries for name in read_query(path).parameters],
    ids=lambda part: part.stem if isinstance(part, Path) else part,
)

DOCUMENT = "document:guizhou-2023-implementing-opinion"

Row = tuple[str, ...]


def rows_of(answer: Answer) -> list[Row]:
    """Return the rows of the embedded engine as plain text."""
    return [tuple(plain(term) for term in row) for row in answer.rows]


def reference_rows(graph: Graph, sparql: str) -> list[Row]:
    """Return the rows of rdflib as plain text."""
    return [tuple(_plain(term) for term in row) for row in graph.query(sparql)]  # type: ignore[union-attr]


def _plain(term: object) -> str:
    if isinstance(term, Literal) and term.datatype is not None:
        return plain(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))))
    return str(term) if term is not None else ""


def asked(store: EmbeddedStore, name: str, arguments: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows of the canned query `name`, each as a mapping from its columns."""
    query = Catalog(PROJECT.queries).get(name)
    answer = store.query(query.bind(arguments))
    return [dict(zip(answer.columns, row, strict=True)) for row in rows_of(answer)]


def difference(expected: str, found: str) -> str:
    """Return the first lines of what differs, for a person."""
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", "", "", 0)
    return "\n".join(list(lines)[:40])


# --- the files ---------------------------------------------------------------------------------


@every_query
def test_the_header_is_complete_in_both_languages(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = re.findall(r"^#\+ ?(.*)$", text, re.MULTILINE)
    header = yaml.safe_load("\n".join(lines))
    assert text.startswith("#+ title:"), "the header stands at the top of the file"
    assert all(line.startswith("#+") for line in text.split("\n\n")[0].split("\n")), (
        "the header ends at the first empty line"
    )
    assert text.count("\n#+") + 1 == len(text.split("\n\n")[0].split("\n")), "there is one header"
    assert set(header) <= {"title", "description", "parameters", "columns"}
    said = [header["title"], header["description"], *(header.get("parameters") or {}).values()]
    for entry in said:
        assert CHINESE.search(entry["zh"]), f"no Chinese in zh: {entry['zh']!r}"
        assert re.search("[A-Za-z]", entry["en"]), f"no English in en: {entry['en']!r}"
        assert not CHINESE.search(entry["en"]), f"Chinese in en: {entry['en']!r}"
    for facts in (header.get("parameters") or {}).values():
        assert set(facts) == {"type", "en", "zh", "example"}
        assert facts["type"] in TYPES


@every_query
def test_the_declared_columns_are_the_variables_in_order(path: Path) -> None:
    query = read_query(path)
    solutions = ox.Store().query(query.text)
    assert isinstance(solutions, ox.QuerySolutions), "a canned query is a SELECT"
    assert [variable.value for variable in solutions.variables] == list(query.columns)
    assert [str(variable) for variable in prepareQuery(query.text).algebra.PV] == list(query.columns)


def test_names_are_kebab_case_and_unique_over_themes() -> None:
    names = [path.stem for path in PROJECT.queries]
    assert [name for name in names if re.fullmatch(r"[a-z]+(-[a-z]+)*", name) is None] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_query_stands_in_a_theme() -> None:
    assert [path for path in PROJECT.queries if path.parent.parent.name != "queries"] == []


@every_check
def test_a_check_returns_a_subject_and_a_detail(path: Path) -> None:
    query = read_query(path)
    assert query.columns == ("subject", "detail")
    assert len(query.parameters) == 0
    assert not query.title["en"].endswith("."), "a title is put before a detail"


def parts(node: object) -> Iterator[CompValue]:
    """Yield all the operators of a query's algebra."""
    if isinstance(node, CompValue):
        yield node
        for child in node.values():
            yield from parts(child)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from parts(child)


def foreign(sparql: str) -> list[str]:
    """Return what in a query would not run on every SPARQL 1.1 engine alike."""
    algebra = prepareQuery(sparql).algebra
    found = ["FROM" for clause in [algebra.datasetClause] if clause is not None]
    for part in parts(algebra.p):
        if part.name in ("Graph", "GraphGraphPattern", "ServiceGraphPattern"):
            found.append(part.name.removesuffix("GraphPattern"))
        if part.name == "Function" and not str(part.iri).startswith(XSD):
            found.append(str(part.iri))
    return found


@every_query
def test_the_text_is_plain_sparql_that_runs_unchanged_in_any_tool(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert foreign(text) == []
    assert re.search(r"\$[A-Za-z{]", text) is None, "no place of another kind, such as $name"
    assert "ORDER BY" in text, "the rows have an order"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("GRAPH ?g { ?s ?p ?o }", "Graph"),
        ("SERVICE <http://example.org/> { ?s ?p ?o }", "Service"),
        ("?s ?p ?o FILTER(<http://example.org/f>(?o))", "http://example.org/f"),
        ("?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }", "Graph"),
    ],
)
def test_what_does_not_run_everywhere_is_found(pattern: str, fault: str) -> None:
    assert foreign(f"SELECT ?s {{ {pattern} }}") == [fault]


# --- the rows on every engine ---------------------------------------------------------------------


@every_query
def test_both_engines_return_the_same_rows_in_the_same_order(
    path: Path, store: EmbeddedStore, reference: Graph
) -> None:
    text = path.read_text(encoding="utf-8")
    assert rows_of(store.query(text)) == reference_rows(reference, text)


@pytest.fixture(scope="module")
def backwards(project: Project) -> EmbeddedStore:
    """The whole graph, loaded from its last statement to its first."""
    return EmbeddedStore.of(
        triple for path in reversed(project.graph_files) for triple in reversed(read(path).triples)
    )


@every_query
def test_the_order_of_loading_does_not_show(
    path: Path, store: EmbeddedStore, backwards: EmbeddedStore
) -> None:
    text = path.read_text(encoding="utf-8")
    assert rows_of(store.query(text)) == rows_of(backwards.query(text))


@every_query
def test_no_two_rows_are_equal(path: Path, store: EmbeddedStore) -> None:
    rows = rows_of(store.query(path.read_text(encoding="utf-8")))
    assert [row for row, times in Counter(rows).items() if times > 1] == []


@every_parameter
def test_the_example_of_a_parameter_gives_rows(path: Path, name: str, store: EmbeddedStore) -> None:
    query = read_query(path)
    assert len(store.query(query.bind({name: query.parameters[name].example})).rows) > 0


VALUES = {
    "document": DOCUMENT,
    "indicator": "indicator:geographical-indications",
    "minimum": "1",
    "national_indicator": "indicator:manufacturing-product-pass-rate",
    "strictness": "source",
}
"""What a user may give for a parameter that is not a column."""


@every_parameter
def test_a_parameter_chooses_among_the_rows_and_changes_nothing_else(
    path: Path, name: str, store: EmbeddedStore, reference: Graph
) -> None:
    query = read_query(path)
    everything = rows_of(store.query(query.text))
    if name in query.columns:
        column = query.columns.index(name)
        value = next(row[column] for row in reversed(everything) if row[column] != "")
        expected = [row for row in everything if row[column] == value]
    else:
        value = VALUES[name]
        expected = []
    bound = query.bind({name: value})
    rows = rows_of(store.query(bound))
    assert len(rows) > 0, f"{name}={value} finds nothing"
    if name in query.columns:
        assert rows == expected
    elif name != "strictness":  # it says what counts as absent, and leaves out nothing
        fewer, more = sorted((rows, everything), key=len)
        kept = set(fewer)
        assert fewer == [row for row in more if row in kept], "the same rows in the same order"
    assert rows == reference_rows(reference, bound)


# --- the rows on the committed data -----------------------------------------------------------------


@every_question
def test_the_rows_are_those_of_the_golden_file(
    path: Path, store: EmbeddedStore, request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"{path.stem}.csv"
    found = write_answer(store.query(path.read_text(encoding="utf-8")), "csv")
    if request.config.getoption("--update-golden"):
        write_atomically(golden, found)
    cure = "if the new rows are right, write them with: pytest tests/test_queries.py --update-golden"
    assert golden.is_file(), f"{golden.name} is missing; {cure}"
    expected = golden.read_bytes().decode("utf-8")
    assert found == expected, f"{golden.name} differs; {cure}\n{difference(expected, found)}"


def test_every_golden_file_belongs_to_a_query() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} <= {path.stem for path in QUESTIONS}


@every_check
def test_the_committed_data_pass_the_check(path: Path, store: EmbeddedStore) -> None:
    query = read_query(path)
    answer = store.query(query.text)
    assert len(answer.rows) == 0, f"{query.title['en']}:\n{write_answer(answer, 'csv')}"


# --- rows that a hand has checked against the sources ---------------------------------------------------

GUIZHOU = {"region": "region:guizhou"}


def indicator(name: str) -> dict[str, str]:
    return {**GUIZHOU, "indicator": f"indicator:{name}"}


def compared(store: EmbeddedStore, name: str) -> list[tuple[str, ...]]:
    """Return what is said of a target of Guizhou, without the note."""
    columns = ("target", "target_period", "observed", "observed_period", "comparable", "verdict")
    rows = asked(store, "targets-and-outcomes", indicator(name))
    return [tuple(row[column] for column in columns) for row in rows]


def test_geographical_indications_are_met_since_420_are_more_than_410(store: EmbeddedStore) -> None:
    assert ("410", "2025", "420", "2023", "yes", "met") in compared(store, "geographical-indications")


def test_trademarks_registered_and_trademarks_valid_compare_in_part_and_the_note_says_why(
    store: EmbeddedStore,
) -> None:
    assert ("360000", "2025", "503800", "2023", "partly", "met") in compared(
        store, "valid-trademark-registrations"
    )
    for row in asked(store, "targets-and-outcomes", indicator("valid-trademark-registrations")):
        assert (row["note"] != "") == (row["comparable"] == "partly")


def test_102_new_standards_are_no_part_of_1500_in_all(store: EmbeddedStore) -> None:
    values = [
        row["value"] for row in asked(store, "indicator-values", indicator("public-measurement-standards"))
    ]
    assert "1500" in values, "the target is there"
    new = asked(store, "indicator-values", indicator("new-public-measurement-standards"))
    assert "102" in [row["value"] for row in new], "what could be mistaken for its outcome is there, too"
    assert compared(store, "public-measurement-standards") == []


def test_a_failure_rate_of_4_point_7_reads_as_95_point_3_in_part(store: EmbeddedStore) -> None:
    rows = asked(
        store,
        "targets-and-outcomes",
        indicator("key-industrial-product-provincial-inspection-pass-rate"),
    )
    turned = [row for row in rows if row["observed"] == "95.3"]
    assert [(row["target"], row["comparable"], row["verdict"]) for row in turned] == [("95", "partly", "met")]
    assert "4.7" in turned[0]["note"]


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


PLAN = {
    "一": "",
    "二": "一 二 三",
    "三": "四 五 六",
    "四": "七 八",
    "五": "九 十 十一",
    "六": "十二 十三 十四",
    "七": "十五 十六 十七",
    "八": "十八 十九",
    "九": "二十 二十一 二十二",
    "十": "二十三 二十四 二十五",
}
"""The parts of Guizhou's implementing opinion, and the numbered measures in each."""


def test_the_opinion_of_guizhou_has_ten_parts_and_25_measures_in_order(store: EmbeddedStore) -> None:
    outline: dict[str, list[str]] = {}
    for row in asked(store, "plan-outline", {"document": DOCUMENT}):
        if row["depth"] == "1":
            assert row["class"] == QS + "Section"
            outline[row["number"]] = []
        elif row["class"] == QS + "Task":
            assert row["depth"] == "2"
            outline[list(outline)[-1]].append(row["number"])
    assert list(outline) == list(PLAN)
    assert outline == {part: [f"({number})" for number in said.split()] for part, said in PLAN.items()}


def test_what_stands_inside_a_measure_is_one_level_below_it(store: EmbeddedStore) -> None:
    rows = asked(store, "plan-outline", {"document": DOCUMENT})
    depths = [int(row["depth"]) for row in rows]
    assert all(after - before <= 1 for before, after in pairwise(depths))
    assert max(depths) >= 3


# --- targets and outcomes on small graphs -----------------------------------------------------------------

INDICATORS = {
    "pass-rate": "nature:rate direction:higher",
    "failure-rate": "nature:rate direction:lower ; qs:complements indicator:pass-rate",
    "key-pass-rate": "nature:rate direction:higher ; skos:closeMatch indicator:pass-rate",
    "accidents": "nature:flow direction:lower",
    "standards": "nature:stock direction:higher ; qs:accumulates indicator:new-standards",
    "new-standards": "nature:flow direction:higher",
    "standards-like-flow": "nature:flow direction:higher ; skos:closeMatch indicator:standards",
    "bodies": "nature:stock direction:neutral",
}
"""Nature, direction and ties of made-up indicators."""


@pytest.fixture(scope="module")
def concepts() -> str:
    """The indicators above, with the project's comparators and units."""
    prologue = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    stated = "".join(
        f'indicator:{name} a qs:Indicator ; skos:prefLabel "{name}"@en, "{name}"@zh-Hans ; '
        f"qs:nature {facts.replace(' ', ' ; qs:direction ', 1)} .\n"
        for name, facts in INDICATORS.items()
    )
    folder = PROJECT.root / "ontology" / "vocabularies"
    shared = "".join(
        (folder / f"{name}.ttl").read_text(encoding="utf-8") for name in ("comparators", "units")
    )
    return prologue + shared + prologue + stated


def figure(kind: str, about: str, value: str, period: str, **other: str) -> str:
    """Return a target or an observation in Turtle; `other` names what is not as usual."""
    facts = {
        "indicator": f"indicator:{about}",
        "value": value,
        "period": f'"{period}"',
        "comparator": "comparator:exactly",
        "region": "region:guizhou",
        "unit": "unit:percent",
        "evidence": f"<urn:{kind}-evidence>",
        **other,
    }
    stated = " ; ".join(f"qs:{name} {term}" for name, term in facts.items())
    return (
        f"<urn:{kind}> a qs:{kind} ; {stated} . "
        f"<urn:{kind}-evidence> a qs:Quotation ; oa:hasSource <urn:{kind}-text> . "
        f'<urn:{kind}-text> dcterms:issued "2023-03-23"^^xsd:date .'
    )


def target(about: str, value: str, **other: str) -> str:
    return figure("Target", about, value, "2025", **other)


def observation(about: str, value: str, **other: str) -> str:
    return figure("Observation", about, value, "2023", **other)


def joined(concepts: str, *figures: str) -> list[tuple[str, str, str]]:
    """Return observed value, comparability and verdict of each row, the same on both engines."""
    triples = parse(concepts + "\n".join(figures), Path("small.ttl")).triples
    query = Catalog(PROJECT.queries).get("targets-and-outcomes")
    rows = rows_of(EmbeddedStore.of(triples).query(query.text))
    assert rows == reference_rows(rdflib_graph(triples), query.text)
    return [(row[5], row[7], row[8]) for row in rows]


ITEMS = {"unit": "unit:xiang"}
PIECES = {"unit": "unit:jian"}


@pytest.mark.parametrize(
    ("aim", "seen"),
    [
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("new-standards", "102.0", **ITEMS),
            id="a-flow-and-the-stock-it-adds-to",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards-like-flow", "102.0", **ITEMS),
            id="a-flow-and-a-stock-tied-as-near",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "96.0", region="region:guiyang"),
            id="a-province-and-its-city",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "2.0", unit="unit:percentage-point"),
            id="percent-and-percentage-points",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "3.0", unit="unit:percent-change"),
            id="a-count-and-its-growth",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "1.0", unit="unit:rank"),
            id="a-count-and-a-rank",
        ),
        pytest.param(
            target("pass-rate", "95.0"), observation("standards", "96.0"), id="two-indicators-without-a-tie"
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            target("pass-rate", "96.0").replace("urn:T", "urn:other-t"),
            id="two-targets",
        ),
        pytest.param(
            target("standards", "1500.0", **ITEMS),
            observation("standards", "102.0", place="region:guiyang", **ITEMS),
            id="a-province-and-what-lies-in-one-place-of-it",
        ),
        pytest.param(
            target("pass-rate", "13.0", basePeriod='"2020"'),
            observation("pass-rate", "3.0", basePeriod='"2022"'),
            id="changes-since-different-years",
        ),
    ],
)
def test_what_only_looks_alike_is_never_joined(aim: str, seen: str, concepts: str) -> None:
    assert joined(concepts, aim, seen) == []


@pytest.mark.parametrize(
    ("aim", "seen", "expected"),
    [
        pytest.param(
            target("pass-rate", "95.0"), observation("pass-rate", "95.0"), ("95", "yes", "met"), id="equal"
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("pass-rate", "94.9"),
            ("94.9", "yes", "not yet met"),
            id="short-of-it-before-its-year",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            figure("Observation", "pass-rate", "94.9", "2025"),
            ("94.9", "yes", "not met"),
            id="short-of-it-in-its-year",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            figure("Observation", "pass-rate", "96.0", "2020"),
            ("96", "yes", "baseline"),
            id="what-was-seen-before-the-target-was-set-is-no-outcome",
        ),
        pytest.param(
            target("pass-rate", "95.0", comparator="comparator:more-than"),
            observation("pass-rate", "95.0"),
            ("95", "yes", "not yet met"),
            id="more-than-is-not-met-by-the-same",
        ),
        pytest.param(
            target("standards", "0.0", comparator="comparator:more-than", **ITEMS),
            observation("standards", "1.0", **ITEMS),
            ("1", "yes", "met"),
            id="one-is-the-breakthrough-from-zero",
        ),
        pytest.param(
            target("accidents", "10.0", **PIECES),
            observation("accidents", "9.0", **PIECES),
            ("9", "yes", "met"),
            id="lower-is-better-and-it-is-lower",
        ),
        pytest.param(
            target("accidents", "10.0", **PIECES),
            observation("accidents", "11.0", **PIECES),
            ("11", "yes", "not yet met"),
            id="lower-is-better-and-it-is-higher",
        ),
        pytest.param(
            target("accidents", "10.0", comparator="comparator:less-than", **PIECES),
            observation("accidents", "10.0", **PIECES),
            ("10", "yes", "not yet met"),
            id="less-than-is-not-met-by-the-same",
        ),
        pytest.param(
            target("standards", "100.0", **ITEMS),
            observation("standards", "102.0", **PIECES),
            ("102", "yes", "met"),
            id="counts-with-different-classifiers-agree",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("failure-rate", "4.7"),
            ("95.3", "partly", "met"),
            id="a-failure-rate-is-turned-for-a-pass-rate",
        ),
        pytest.param(
            target("failure-rate", "5.0"),
            observation("pass-rate", "94.0"),
            ("6", "partly", "not yet met"),
            id="a-pass-rate-is-turned-for-a-failure-rate",
        ),
        pytest.param(
            target("key-pass-rate", "95.0"),
            observation("pass-rate", "96.0"),
            ("96", "partly", "met"),
            id="near-indicators-compare-in-part",
        ),
        pytest.param(
            target("pass-rate", "95.0"),
            observation("key-pass-rate", "96.0"),
            ("96", "partly", "met"),
            id="nearness-goes-both-ways",
        ),
        pytest.param(
            target("key-pass-rate", "95.0"),
            observation("failure-rate", "4.7"),
            ("95.3", "partly", "met"),
            id="the-complement-of-a-near-one-compares-in-part",
        ),
        pytest.param(
            target("bodies", "10.0", comparator="comparator:at-least", **PIECES),
            observation("bodies", "12.0", **PIECES),
            ("12", "yes", "met"),
            id="where-neither-way-is-better-the-comparator-decides",
        ),
    ],
)
def test_a_target_is_held_against_its_outcome(
    aim: str, seen: str, expected: tuple[str, str, str], concepts: str
) -> None:
    assert joined(concepts, aim, seen) == [expected]


def test_where_neither_way_is_better_no_floor_is_read_into_a_target(concepts: str) -> None:
    text = concepts + target("bodies", "10.0", **PIECES) + observation("bodies", "10.0", **PIECES)
    store = EmbeddedStore.of(parse(text, Path("small.ttl")).triples)
    (row,) = asked(store, "targets-and-outcomes", {})
    assert row["verdict"] == "met"
    assert "floor" not in row["note"]


# --- the page on the queries ---------------------------------------------------------------------------


def test_the_readme_lists_every_query_with_its_question_and_no_other() -> None:
    page = (PROJECT.root / "queries" / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", page, re.MULTILINE))
    titles = {path.stem: read_query(path).title["en"] for path in PROJECT.queries}
    lines = "\n".join(
        f"| `{name}` | {title} |" for name, title in titles.items() if listed.get(name) != title
    )
    assert lines == "", f"queries/README.md lacks:\n{lines}"
    assert set(listed) - set(titles) == set(), "queries/README.md lists what is not there"


@pytest.mark.parametrize("path", PROJECT.documents, ids=lambda path: path.stem)
def test_an_outline_walks_the_tree_of_a_document(path: Path, store: EmbeddedStore) -> None:
    """Each part stands below its own whole, with nothing but parts of that whole between."""
    records = Records(read(path).triples)
    prefix = f"{PREFIXES['source']}{path.stem}/"
    rows = [row for row in asked(store, "plan-outline", {}) if row["part"].startswith(prefix)]
    listed = {row["part"] for row in rows}
    above: list[str] = []
    for row in rows:
        whole = records.one(row["part"], QS + "partOf")
        while len(above) > 0 and above[-1] != whole:
            above.pop()
        assert len(above) > 0 or whole not in listed, f"{row['part']} stands apart from {whole}"
        above.append(row["part"])
