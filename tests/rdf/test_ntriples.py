"""Statements as lines of N-Triples: the same by one and by many, and texts that are read back."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import SyntaxFault
from kg.project import Project
from kg.rdf.namespaces import RDFS
from kg.rdf.ntriples import (
    ntriples_in,
    ntriples_line,
    ntriples_lines,
    stated_with,
    text_in,
    token,
    triples_in,
)
from kg.rdf.turtle import read
from tests.drawing.hostile import HOSTILE

LABEL = ox.NamedNode(RDFS + "label")


def test_many_statements_are_written_as_each_alone(project: Project) -> None:
    for path in (project.ontology, *project.documents):
        triples = read(path).triples
        assert sorted(ntriples_lines(triples)) == sorted(ntriples_line(each).encode() for each in triples)
        assert sorted(line for lines in ntriples_in(path) for line in lines) == sorted(
            ntriples_lines(triples)
        )


@pytest.mark.parametrize("text", [*HOSTILE, '"@zh-hans .', "\n"], ids=ascii)
@pytest.mark.parametrize("language", [None, "en", "zh-Hans", "en-GB"])
def test_any_text_is_written_and_read_back(text: str, language: str | None) -> None:
    literal = ox.Literal(text, language=language) if language is not None else ox.Literal(text)
    triple = ox.Triple(LABEL, LABEL, literal)
    (line,) = ntriples_lines([triple])
    assert line == ntriples_line(triple).encode()
    assert list(triples_in([line])) == [triple]
    assert text_in(line.split(b" ", 2)[2]) == text


def test_statements_are_chosen_by_property() -> None:
    node = ox.BlankNode("x")
    lines = ntriples_lines(
        [ox.Triple(LABEL, LABEL, ox.Literal("a b")), ox.Triple(node, LABEL, ox.Literal("c"))]
    )
    name = token(RDFS + "label")
    assert stated_with(lines, [RDFS + "label", RDFS + "comment"]) == {
        RDFS + "label": [[name, name, b'"a b"']],
        RDFS + "comment": [],
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<urn:a> <urn:b> .", "line 1"),
        ("<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "statement about another statement"),
        (f"<urn:a> <urn:b> {'[ <urn:b> ' * 120}[]{' ]' * 120} .", "more than 100 brackets"),
        (f'<urn:a> <urn:b> "{"x" * 1_000_001}" .', "longer than"),
    ],
)
def test_a_file_is_refused_for_the_same_reason_as_by_the_reader(
    text: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.ttl"
    path.write_text(text, "utf-8")
    messages = []
    for reading in (read, lambda path: list(ntriples_in(path))):
        with pytest.raises(SyntaxFault) as caught:
            reading(path)
        messages.append(caught.value.message("en"))
    assert messages[0] == messages[1]
    assert reason in messages[0] or "1" in messages[0]
