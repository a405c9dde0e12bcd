"""The shapes are divided by what an engine must understand, and say what their results mean."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.project import Project
from kg.rdf.namespaces import FAMILIES, QS
from kg.validation.shapes import ShaclResult, Shapes

PREFIXES = """
PREFIX ex: <http://example.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
"""


def shapes_of(turtle: str) -> Shapes:
    return Shapes(q.triple for q in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def test_the_shapes_of_the_project_are_core(project: Project) -> None:
    shapes = Shapes.read(project.shapes)
    core, other = shapes.divided()
    assert set(core.triples) == set(shapes.triples)
    assert other.triples == ()
    assert len(core.names()) == len(project.shapes)


@pytest.mark.parametrize(
    "beyond",
    [
        'sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ]',
        "sh:property [ sh:path ex:p ; sh:not [ sh:js ex:function ] ]",
        "sh:property ex:q . ex:q sh:path ex:p ; sh:rule ex:rule",
        "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:expression ex:e ] )",
    ],
)
def test_a_shape_beyond_the_core_goes_to_the_reference_whole(beyond: str) -> None:
    shapes = shapes_of(
        f"ex:a a sh:NodeShape ; {beyond} . "
        "ex:b a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    )
    core, other = shapes.divided()
    assert core.names() == ["http://example.org/b"]
    assert other.names() == ["http://example.org/a"]
    assert len(core.triples) == 4
    assert set(core.triples) | set(other.triples) == set(shapes.triples)


def test_a_part_that_two_shapes_share_goes_with_both() -> None:
    core, other = shapes_of(
        "ex:a a sh:NodeShape ; sh:property ex:p ; sh:sparql ex:s . ex:b a sh:NodeShape ; sh:property ex:p . "
        "ex:p sh:path ex:q ."
    ).divided()
    assert core.names() == ["http://example.org/b"]
    assert other.names() == ["http://example.org/a"]
    assert set(core.triples) & set(other.triples) == set(shapes_of("ex:p sh:path ex:q .").triples)


def test_a_finding_has_the_message_of_its_shape(project: Project) -> None:
    shape, path = FAMILIES["shape"] + "action-realises", QS + "realises"
    found = Shapes.read(project.shapes).finding(ShaclResult("http://example.org/x", shape, path))
    assert (found.check, found.subject, found.predicate, found.object) == (
        "action-realises",
        "http://example.org/x",
        path,
        None,
    )
    assert found.severity == "violation"
    assert found.message("en") == "Name at least one measure that it realises, from the scheme of measures."
    assert found.message("zh") == "应至少落实一个措施（取自措施表）。"


def test_a_warning_is_no_violation_and_a_shape_without_message_has_its_name() -> None:
    shapes = shapes_of('ex:a sh:severity sh:Warning . ex:b sh:message "Say it."@en .')
    assert shapes.finding(ShaclResult("x", "http://example.org/a")).severity == "warning"
    assert shapes.finding(ShaclResult("x", "http://example.org/a")).message("zh") == "http://example.org/a"
    assert shapes.finding(ShaclResult("x", "http://example.org/b")).severity == "violation"
    assert shapes.finding(ShaclResult("x", "http://example.org/b")).message("zh") == "Say it."
    assert shapes.finding(ShaclResult("x", "http://example.org/c")).message("en") == "http://example.org/c"
