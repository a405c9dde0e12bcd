"""Hypothesis strategies for RDF terms, graphs, matrices and networks: the odd ones as often as the plain.

Blank nodes come only as the canonical form takes them: each inside the one statement that uses it.
"""

from __future__ import annotations

from itertools import count

import networkx as nx
import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf.namespaces import BASE, PREFIXES, QS, RDF, RDF_TYPE, RDFS, SKOS, XSD

OWN = "https://w3id.org/quality-strategy/eli/guizhou-2023/"
"""The namespace that the graphs of these strategies may bind to the empty prefix."""

LANGUAGES = ("zh-Hans", "zh-Hant", "zh", "en", "en-GB", "de", "sl-rozaj", "x-pinyin")
FIRST, REST, NIL = NamedNode(RDF + "first"), NamedNode(RDF + "rest"), NamedNode(RDF + "nil")

texts = st.one_of(
    st.text(max_size=12),
    st.text(alphabet=" \n\t\r\"'\\#.;,<>@^[]()a:中é\u0000\u0085\u2028\u200b\ufeff", max_size=16),
    st.sampled_from(
        ("首席质量官制度", "到2025年，制造业产品质量合格率达到94%以上", '"""', "a #b.\nc ; d", "_:b", "a")
    ),
    st.text(alphabet="质量强省x ", min_size=20, max_size=60),
)

local_names = st.one_of(
    st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?", fullmatch=True),
    st.sampled_from(("t1", "1a", "_x", "a.b", "v1.0.2")),
    # Not plain: these are written whole.
    st.sampled_from(
        ("", ".a", "a.", "a..b", "-a", "a/b", "a#b", "中", "a:b", "a%41", "a'b", "a,b", "a~b", "\u200ba")
    ),
)


@st.composite
def iris(draw: st.DrawFn) -> NamedNode:
    """IRIs under the own namespace, under known prefixes, and under none."""
    namespaces = (OWN, QS, *PREFIXES.values(), "http://example.org/", "urn:x:")
    namespace, local = draw(st.sampled_from(namespaces)), draw(local_names)
    return NamedNode(namespace + (local.replace("#", "/") if "#" in namespace else local))


predicates = st.one_of(
    iris(),
    st.sampled_from(
        [
            NamedNode(iri)
            for iri in (
                RDF_TYPE,
                RDFS + "label",
                RDFS + "comment",
                SKOS + "prefLabel",
                SKOS + "altLabel",
                SKOS + "definition",
                QS + "value",
                QS + "evidence",
            )
        ]
    ),
)

numbers = st.one_of(
    st.integers().map(lambda number: Literal(str(number), datatype=NamedNode(XSD + "integer"))),
    st.from_regex(r"[+-]?[0-9]{0,4}\.[0-9]{1,3}", fullmatch=True).map(
        lambda text: Literal(text, datatype=NamedNode(XSD + "decimal"))
    ),
    st.sampled_from(("true", "false", "1", "TRUE")).map(
        lambda text: Literal(text, datatype=NamedNode(XSD + "boolean"))
    ),
    st.sampled_from(("5.", "x", "1e5", "")).map(
        lambda text: Literal(text, datatype=NamedNode(XSD + "decimal"))
    ),
)

literals = st.one_of(
    texts.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(LANGUAGES)),
    numbers,
    st.builds(lambda text, iri: Literal(text, datatype=iri), texts, iris()).filter(
        # A language without a tag is no literal; a whole decimal is settled to another one.
        lambda literal: literal.datatype.value not in (RDF + "langString", RDF + "dirLangString")
    ),
    st.just(Literal("2025-12-31", datatype=NamedNode(XSD + "date"))),
)

triples = st.builds(Triple, iris(), predicates, st.one_of(iris(), literals))
"""Statements without blank nodes."""


@st.composite
def graphs(draw: st.DrawFn) -> list[Triple]:
    """Graphs of independent records: few subjects, many statements, brackets and lists inside."""
    labels = count()
    found: list[Triple] = []

    def object_at(depth: int) -> NamedNode | BlankNode | Literal:
        """Return an object, and add its statements if it is a blank node."""
        kind = draw(st.integers(0, 7)) if depth < 3 else 7
        if kind == 0:
            node = BlankNode(f"b{next(labels)}")
            for predicate in draw(st.lists(predicates, max_size=3)):
                found.append(Triple(node, predicate, object_at(depth + 1)))
            return node
        if kind == 1:
            rest: NamedNode | BlankNode = NIL
            for _ in range(draw(st.integers(0, 4))):
                cell = BlankNode(f"b{next(labels)}")
                found.extend((Triple(cell, FIRST, object_at(depth + 1)), Triple(cell, REST, rest)))
                rest = cell
            return rest
        return draw(st.one_of(iris(), literals))

    for subject in draw(st.lists(iris(), max_size=4)):
        for _ in range(draw(st.integers(1, 5))):
            found.append(Triple(subject, draw(predicates), object_at(0)))
    return found


# --- what a person may give for a parameter -----------------------------------------------------------

SPITE = (
    "}",
    '" } ?s ?p ?o . { "',
    '" } ?s ?p ?o . #',
    "VALUES ?other { UNDEF }",
    "VALUES ?words { UNDEF }",
    "UNDEF } BIND(1 AS ?x) VALUES ?region { UNDEF",
    "\\u0022 } #",
    "\\U00000022 } #",
    "\\\\u0022 } #",
    "a\\U0001F600",
    "\x000022 } #",
    "\\",
    "\\\\",
    '\\"',
    "\\n",
    "'''",
    '"""',
    "# not a comment",
    "\\1 \\g<0>",
    "UNDEF",
    "\x00",
    "> } ?s ?p ?o . { <",
    "http://[",
    "http://example.org/%zz",
    "http://example.org/\\u003E } #",
    "<http://example.org/> } #",
    "region:}",
    "region:a> } # ",
    "region:\\u003E",
    "region:\ue000",
    "1e400",
    "2 } #",
    "0x10",
    "1_000",
    "٣",
    "３",
    "NaN",
    "-0",
    '2"^^xsd:string',
    "贵州 } #",
    "贵州\u2028}",
    "\udcff",
)
"""Values that once broke a query, here or elsewhere, or that look as if they might."""

hostile_texts = st.one_of(
    st.text(max_size=12),
    st.text(
        alphabet="{}\"'\\\n\r\t#<>?$@^.;/* \x00\x07\x7f\x85\u2028\ufeff\U0001f600uU0245质量en", max_size=12
    ),
    st.builds("".join, st.lists(st.sampled_from(SPITE), min_size=1, max_size=2)),
)
"""Texts that mean something to a parser, and any others."""

hostile_iris = st.one_of(
    hostile_texts,
    iris().map(lambda iri: iri.value),
    st.builds(
        "{}{}".format,
        st.sampled_from(
            ("http://example.org/", "region:", "<http://example.org/", "urn:x:", "a://", BASE + "region/")
        ),
        hostile_texts,
    ),
)
"""Texts that begin as IRIs do, and go on as they like."""

hostile_numbers = st.one_of(
    hostile_texts,
    st.builds(
        "{}{}{}".format,
        st.sampled_from(("", "-", "+", " ", "0", ".")),
        st.one_of(st.integers(), st.floats(), st.decimals()),
        st.one_of(st.just(""), hostile_texts),
    ),
)
"""Texts that begin as numbers do, and go on as they like."""


# --- networks and matrices ----------------------------------------------------------------------------


def matrices(rows: int = 4, columns: int = 5) -> st.SearchStrategy[npt.NDArray[np.bool_]]:
    """Matrices of truth values of up to so many rows and columns; some are empty, some full."""
    return st.tuples(st.integers(1, rows), st.integers(1, columns)).flatmap(
        lambda shape: st.lists(st.booleans(), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
            lambda cells: np.array(cells, dtype=np.bool_).reshape(shape)
        )
    )


@st.composite
def two_mode_networks(draw: st.DrawFn) -> nx.Graph[str]:
    """Networks with the modes `row` and `column`, with or without isolated nodes."""
    has = draw(matrices())
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((f"r{row}" for row in range(has.shape[0])), mode="row")
    network.add_nodes_from((f"c{column}" for column in range(has.shape[1])), mode="column")
    network.add_edges_from((f"r{row}", f"c{column}") for row, column in np.argwhere(has))
    return network
