"""The packed graph is the graph, and takes little space."""

from __future__ import annotations

import base64
import gzip

import pyoxigraph as ox
import pytest

from kg.rdf.ntriples import ntriples_line
from kg.site.packing import data_script, packed, packed_graph
from tests.site.node import run_script

UNPACK = """
  const { unpacked } = await module("packed");
  const { ntriples } = await module("triples");
  return [...ntriples(await unpacked(given.graph), given.size)];
"""


def test_the_graph_is_unpacked_as_it_was(statements: tuple[ox.Triple, ...], graph_data: str) -> None:
    parts = run_script(UNPACK, {"graph": graph_data, "size": 8000})
    found = sorted("".join(parts).splitlines())
    assert len(parts) > 1
    assert found == sorted(f"{ntriples_line(each)} ." for each in set(statements))


@pytest.mark.parametrize("text", ["", "a", "\n\r\t\"\\'", "𠀀𠀁", "𠀀𠀂", "\u2028", "<&>", "é" * 200])
def test_each_text_is_unpacked_as_it_was(text: str) -> None:
    node = ox.NamedNode("https://example.org/é")
    triples = [
        ox.Triple(node, node, ox.Literal(text)),
        ox.Triple(node, node, ox.Literal(text, language="zh-Hans")),
        ox.Triple(node, node, ox.Literal(f"{text}𠀃")),
    ]
    parts = run_script(UNPACK, {"graph": packed_graph(triples), "size": 2})
    assert sorted("".join(parts).split(" .\n")[:-1]) == sorted(map(ntriples_line, triples))


def test_a_cut_graph_is_refused(graph_data: str) -> None:
    cut = gzip.compress(gzip.decompress(base64.b64decode(graph_data))[:-1], mtime=0)
    program = f"try {{ {UNPACK} }} catch (error) {{ return error.message; }}"
    given = {"graph": base64.b64encode(cut).decode(), "size": 8000}
    assert run_script(program, given) == "the graph is damaged"


def test_the_packed_graph_is_smaller_than_turtle(statements: tuple[ox.Triple, ...], graph_data: str) -> None:
    from kg.rdf.turtle import canonical_form  # noqa: PLC0415

    assert len(graph_data) < len(packed(canonical_form(statements).encode())) * 3 / 4


def test_the_same_graph_gives_the_same_bytes(statements: tuple[ox.Triple, ...], graph_data: str) -> None:
    assert packed_graph(reversed(statements)) == graph_data


def test_a_data_script_is_ascii_and_sets_one_value() -> None:
    assert (
        data_script("graph", packed("图".encode())).decode("ascii").startswith("(globalThis.KG ??= {}).graph")
    )
