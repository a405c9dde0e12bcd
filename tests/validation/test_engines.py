"""The fast SHACL engine and the reference give the same results."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli.validate import validate
from kg.project import Project
from kg.rdf.namespaces import QS, XSD
from kg.rdf.turtle import read
from kg.validation import engines
from kg.validation.engines import ENGINES, engine_of
from kg.validation.shapes import ShaclEngine, ShaclResult, Shapes

EXAMPLES = sorted(Path(__file__).resolve().parents[1].glob("shapes/**/*.ttl"))
SEEDS = range(20 if os.environ.get("LONG_TESTS") else 3)
FAULTS = 500

SHAPES = """
PREFIX ex: <http://example.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
ex:core a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
ex:beyond a sh:NodeShape ; sh:targetClass ex:C ;
  sh:sparql [ sh:select "SELECT $this ?value { $this <http://example.org/q> ?value }" ] .
"""
DATA = "PREFIX ex: <http://example.org/> ex:x a ex:C ; ex:q ex:y . [] a ex:C ."


def statements(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def both(project: Project) -> list[ShaclEngine]:
    shapes = Shapes.read(project.shapes)
    return [engine_of(shapes, name) for name in ENGINES]


@pytest.fixture(scope="module")
def graph(project: Project) -> list[ox.Triple]:
    return [triple for path in project.stated_files for triple in read(path).triples]


def test_the_data_conform(both: list[ShaclEngine], graph: list[ox.Triple]) -> None:
    assert [list(engine.results(graph)) for engine in both] == [[], []]


def test_the_results_of_the_examples_are_the_same(both: list[ShaclEngine], project: Project) -> None:
    # Each example describes records of its own, so that all can be in one graph.
    examples = [t for path in (*project.background, *EXAMPLES) for t in read(path).triples]
    fast, reference = (set(engine.results(examples)) for engine in both)
    assert len(fast) > len([path for path in EXAMPLES if path.stem.startswith("invalid")])
    assert fast == reference


@pytest.mark.parametrize("seed", SEEDS)
def test_the_results_of_faults_are_the_same(
    both: list[ShaclEngine], graph: list[ox.Triple], seed: int
) -> None:
    chance = random.Random(seed)
    faulty = list(graph)
    for at in chance.sample(range(len(graph)), FAULTS):
        faulty[at] = chance.choice(KINDS)(graph[at], chance.choice(graph))
    faulty += [chance.choice(graph) for _ in range(10)]
    fast, reference = (set(engine.results(faulty)) for engine in both)
    assert len(fast) > FAULTS / 2
    assert fast == reference


def gone(triple: ox.Triple, other: ox.Triple) -> ox.Triple:
    """Return another statement, so that this one is missing."""
    return other


def of_other(triple: ox.Triple, other: ox.Triple) -> ox.Triple:
    """State it of another record."""
    return ox.Triple(other.subject, triple.predicate, triple.object)


def other_object(triple: ox.Triple, other: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, other.object)


def as_text(triple: ox.Triple, _: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(value_of(triple)))


def as_number(triple: ox.Triple, _: ox.Triple) -> ox.Triple:
    literal = ox.Literal(value_of(triple), datatype=ox.NamedNode(XSD + "integer"))
    return ox.Triple(triple.subject, triple.predicate, literal)


def in_other_language(triple: ox.Triple, _: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(value_of(triple), language="fr"))


def empty(triple: ox.Triple, _: ox.Triple) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(""))


def value_of(triple: ox.Triple) -> str:
    return str(getattr(triple.object, "value", ""))


KINDS = (gone, of_other, other_object, as_text, as_number, in_other_language, empty)


def test_what_is_beyond_the_core_goes_to_the_reference() -> None:
    shapes = Shapes(statements(SHAPES))
    expected = {
        ShaclResult("http://example.org/x", "http://example.org/core", "http://example.org/p"),
        ShaclResult("http://example.org/x", "http://example.org/beyond", "", "http://example.org/y"),
    }
    for name in ENGINES:
        assert set(engine_of(shapes, name).results(statements(DATA))) == expected
    fast, referred = engines.divided(shapes)
    assert fast.names() == ["http://example.org/core"]
    assert referred.names() == ["http://example.org/beyond"]


def test_without_the_fast_engine_the_reference_does_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_shacl", lambda: None)
    shapes = Shapes(statements(SHAPES))
    assert engines.divided(shapes)[1].triples == shapes.triples
    assert len(list(engine_of(shapes).results(statements(DATA)))) == 2


def test_no_shapes_give_no_results() -> None:
    assert list(engine_of(Shapes(())).results(statements(DATA))) == []


def test_the_command_offers_the_engines() -> None:
    option = next(each for each in validate.params if each.name == "engine")
    assert tuple(option.type.choices) == ENGINES  # type: ignore[attr-defined]


def test_the_property_of_a_result_is_one_iri(both: list[ShaclEngine]) -> None:
    action = f"<http://example.org/a> a <{QS}Action> ."
    for engine in both:
        assert {each.path for each in engine.results(statements(action))} >= {
            QS + "realises",
            QS + "region",
            QS + "status",
        }
