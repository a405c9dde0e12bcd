"""The canonical form of Turtle files: its rules, its stability, and the lines of statements."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from kg.errors import MissingFile, SyntaxFault
from kg.rdf.bounds import LONGEST_TOKEN
from kg.rdf.namespaces import PREFIXES, QS, RDF, RDF_TYPE, RDFS, SH, SKOS, XSD
from kg.rdf.turtle import NoCanonicalForm, canonical_form, format_file, locate, parse, read
from kg.rdf.turtle.terms import Names, width
from tests.hash_seeds import FEW, printed
from tests.length import examples
from tests.strategies import OWN, graphs, triples

HERE = Path("example.ttl")
PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
EX = "http://example.org/"

patient = settings(deadline=None)
"""A busy machine may take its time over one example."""


def formatted(body: str) -> str:
    """Return the canonical form of a body, which may use all known prefixes, without its prologue."""
    text = format_file(parse(PROLOGUE + body, HERE))
    return text.partition("\n\n")[2] if text.startswith("@prefix") else text


def canonical(graph: Iterable[Triple]) -> set[str]:
    """Return the statements with blank nodes named by their place, so that graphs compare."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in graph)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


GOLDEN_INPUT = r"""# Targets of Guizhou's implementing opinion.
#
# Read in 2024.
@prefix : <https://w3id.org/quality-strategy/eli/guizhou-2023/> .
@prefix ex: <http://example.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix q: <https://w3id.org/quality-strategy/ontology#> .
@prefix l: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix x: <http://www.w3.org/2001/XMLSchema#> .
@prefix unit: <https://w3id.org/quality-strategy/unit/> .
unit:ratio s:prefLabel "Ratio"@en ; a s:Concept . unit:percent a s:Concept ; s:prefLabel "百分比"@zh-hans .
:t10 q:value 5 . :t2 q:value "5"^^x:decimal .
:t1 q:unit unit:percent ; q:value 98.40 ; q:year 2025 ; q:stated true ; q:until "2025-12-31"^^x:date ;
  q:loose "1"^^x:boolean ;
  l:comment "c" ; s:definition "d" ; s:altLabel "A"@en ; s:prefLabel "Rate"@en, "Rate", "Quote"@de,
  "合格率"@zh-hant, "产品合格率"@zh-hans, "产品质量合格率"@zh-hans ; l:label "rate" ; a q:Target ;
  q:see <http://example.org/a>, <https://w3id.org/quality-strategy/eli/guizhou-2023/a/b>, wd:Q47, :t2 .
:u q:quote "tab\t, quote\", back\\slash", "first\nsecond \"quoted\" and \"\"\"\nend\"" .
ex:list q:in ( 3 "x" ( ) [ q:value 2 ; a q:Target ] ) ; q:of [ ], [ q:value 10, 9 ] .
ex:long q:note "到二〇二五年质量整体水平进一步全面提高人民群众质量获得感满意度明显增强"@zh,
  "到二〇二五年质量整体水平进一步全面提高"@zh .
"""

GOLDEN = r'''# Targets of Guizhou's implementing opinion.
#
# Read in 2024.

@prefix : <https://w3id.org/quality-strategy/eli/guizhou-2023/> .
@prefix qs: <https://w3id.org/quality-strategy/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <https://w3id.org/quality-strategy/unit/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<http://example.org/list>
    qs:in ( 3 "x" () [ a qs:Target ; qs:value 2 ] ) ;
    qs:of [ qs:value 10, 9 ], [] .

<http://example.org/long>
    qs:note
        "到二〇二五年质量整体水平进一步全面提高"@zh,
        "到二〇二五年质量整体水平进一步全面提高人民群众质量获得感满意度明显增强"@zh .

:t1 a qs:Target ;
    rdfs:label "rate" ;
    skos:prefLabel
        "产品合格率"@zh-Hans,
        "产品质量合格率"@zh-Hans,
        "合格率"@zh-Hant,
        "Rate"@en,
        "Quote"@de,
        "Rate" ;
    skos:altLabel "A"@en ;
    skos:definition "d" ;
    rdfs:comment "c" ;
    qs:loose "1"^^xsd:boolean ;
    qs:see :t2, <http://example.org/a>, <https://w3id.org/quality-strategy/eli/guizhou-2023/a/b>, wd:Q47 ;
    qs:stated true ;
    qs:unit unit:percent ;
    qs:until "2025-12-31"^^xsd:date ;
    qs:value 98.40 ;
    qs:year 2025 .

:t10 qs:value 5 .
:t2 qs:value 5.0 .

:u
    qs:quote
        """first
second "quoted" and \"\"\"
end\"""",
        "tab\t, quote\", back\\slash" .

unit:percent a skos:Concept ; skos:prefLabel "百分比"@zh-Hans .
unit:ratio a skos:Concept ; skos:prefLabel "Ratio"@en .
'''


def test_the_golden_example_shows_every_rule() -> None:
    assert format_file(parse(GOLDEN_INPUT, HERE)) == GOLDEN


def test_the_golden_example_is_its_own_canonical_form() -> None:
    assert format_file(parse(GOLDEN, HERE)) == GOLDEN


def test_no_statements_are_an_empty_line() -> None:
    assert canonical_form([]) == "\n"
    assert canonical_form([], header="# Nothing yet.") == "# Nothing yet.\n"


def test_a_record_of_100_columns_is_on_one_line_and_of_101_is_not() -> None:
    # ":s qs:p "..." ." is 12 columns without the text, with wide characters of two columns each.
    fits, exceeds = "质" * 44, "质" * 44 + "x"
    assert formatted(f'@prefix : <{OWN}> . :s qs:p "{fits}" .') == f':s qs:p "{fits}" .\n'
    assert formatted(f'@prefix : <{OWN}> . :s qs:p "{exceeds}" .') == f':s\n    qs:p "{exceeds}" .\n'
    assert width(f':s qs:p "{fits}" .') == 100


def test_rows_of_different_first_types_are_parted() -> None:
    body = "unit:a a qs:Unit . unit:b a qs:Unit . unit:c a qs:Other . unit:d qs:p 1 . unit:e qs:p 1 ."
    assert formatted(body) == (
        "unit:a a qs:Unit .\nunit:b a qs:Unit .\n\nunit:c a qs:Other .\n\nunit:d qs:p 1 .\nunit:e qs:p 1 .\n"
    )


def test_the_longest_prefix_wins_and_the_own_prefix_before_it() -> None:
    iri = NamedNode(PREFIXES["document"] + "x")
    statement = [Triple(iri, NamedNode(QS + "p"), iri)]
    assert "document:x qs:p document:x ." in canonical_form(statement)
    assert ":x qs:p :x ." in canonical_form(statement, own=PREFIXES["document"])


@pytest.mark.parametrize("local", ["", ".a", "a.", "a..b", "-a", "a/b", "中", "a:b", "a%41"])
def test_a_local_name_that_is_not_plain_is_written_whole(local: str) -> None:
    assert f"<{QS}{local}>" in formatted(f"<{QS}{local}> a qs:X .")


def test_a_list_that_does_not_fit_gets_a_line_for_each_member() -> None:
    words = [f'"{letter * 30}"' for letter in "abcd"]
    assert formatted(f"unit:a sh:in ( {' '.join(words)} ) .") == (
        "unit:a\n    sh:in (\n" + "".join(f"        {word}\n" for word in words) + "    ) .\n"
    )


def test_a_bracket_that_does_not_fit_is_laid_out_like_a_record() -> None:
    text = "x" * 60
    assert formatted(f'unit:a sh:property [ sh:path qs:p ; sh:name "{text}" ; sh:in ( "{text}" ) ] .') == (
        f'unit:a\n    sh:property [\n        sh:in ( "{text}" ) ;\n        sh:name "{text}" ;\n'
        "        sh:path qs:p\n    ] .\n"
    )


def test_what_a_reader_cannot_see_is_escaped() -> None:
    written = canonical_form(
        [Triple(NamedNode(EX), NamedNode(QS + "p"), Literal("\0\r\x85\u200b\u2028\ufeff　"))]
    )
    assert r'"\u0000\r\u0085\u200B\u2028\uFEFF　"' in written


def test_a_header_line_that_is_no_comment_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="must begin with '#'"):
        canonical_form([], header="Targets.")


@patient
@given(graphs(), st.sampled_from([None, OWN]))
def test_the_canonical_form_is_a_fixed_point(graph: list[Triple], own: str | None) -> None:
    text = canonical_form(graph, own=own, header="# Header.\n\n# More.")
    assert format_file(parse(text, HERE)) == text


@patient
@given(graphs(), st.sampled_from([None, OWN]))
def test_the_statements_survive(graph: list[Triple], own: str | None) -> None:
    assert canonical(parse(canonical_form(graph, own=own), HERE).triples) == canonical(graph)


@patient
@given(graphs(), st.randoms(use_true_random=False))
def test_neither_order_nor_labels_matter(graph: list[Triple], chance: random.Random) -> None:
    def relabelled(
        term: NamedNode | BlankNode | Literal | Triple,
    ) -> NamedNode | BlankNode | Literal | Triple:
        return BlankNode(f"z{term.value[::-1]}") if isinstance(term, BlankNode) else term

    other = [Triple(relabelled(t.subject), t.predicate, relabelled(t.object)) for t in graph]  # type: ignore[arg-type]
    chance.shuffle(other)
    assert canonical_form(other, own=OWN) == canonical_form(graph, own=OWN)


@patient
@given(st.lists(triples))
def test_saying_a_thing_twice_changes_nothing(graph: list[Triple]) -> None:
    assert canonical_form(graph + graph) == canonical_form(graph)


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "golden.ttl"
    path.write_text(GOLDEN_INPUT, encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from kg.rdf.turtle import format_file, read; "
        "sys.stdout.buffer.write(format_file(read(Path(sys.argv[1]))).encode())"
    )
    assert printed(code, path, seeds=FEW).decode() == GOLDEN


def test_reading_keeps_text_own_prefix_and_header(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(f"# One\r\n# Two\r\n\r\n@prefix : <{OWN}> .\r\n:a :b '''x\r\ny''' .\r\n".encode())
    file = read(path)
    assert (file.own, file.header) == (OWN, "# One\n# Two")
    assert file.text.count("\r\n") == 6
    assert file.triples[0].object == Literal("x\r\ny")
    assert format_file(parse(format_file(file), path)) == format_file(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"no\.ttl: cannot read it: there is no such file"):
        read(tmp_path / "no.ttl")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="it is a folder"):
        read(tmp_path)


def test_a_file_that_is_not_utf8_is_named_with_byte_and_line(tmp_path: Path) -> None:
    path = tmp_path / "gbk.ttl"
    path.write_bytes(b"# a\n# " + "质量".encode("gbk"))
    with pytest.raises(MissingFile, match="not UTF-8: byte 0xd6 at offset 6, line 2"):
        read(path)


@pytest.mark.parametrize(
    ("body", "line", "detail"),
    [
        (":a :b skoss:c .", 2, "the prefix skoss: is not declared; did you mean skos:?"),
        (":a :b qs:c .", 2, f"the prefix qs: is not declared; write @prefix qs: <{QS}> ."),
        (":a :b zzzz:c .", 2, "the prefix zzzz: is not declared; write an @prefix line for zzzz:"),
        (":a :b :c\n:d :e :f .", 3, "the previous statement is not terminated"),
        (":a :b :c", 2, "unterminated string or statement"),
        (":a :b 'c'", 2, "a statement is not terminated"),
        (":a :b <c> .", 2, "not absolute"),
        (":a :b 'x\ny' .", 2, "several lines"),
        (":a :b '''x\ny .", 2, "close the quotes"),
        (":a :b :c . }", 2, "not a valid subject"),
    ],
)
def test_a_syntax_fault_names_file_line_and_cure(body: str, line: int, detail: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(f"@prefix : <{EX}> .\n{body}", HERE)
    assert str(caught.value).startswith(f"example.ttl:{line}: not valid Turtle: ")
    assert detail in str(caught.value)
    assert "Parser error" not in str(caught.value)


def test_a_byte_order_mark_and_a_lone_surrogate_are_syntax_faults() -> None:
    with pytest.raises(SyntaxFault, match="byte order mark"):
        parse("\ufeff# a\n", HERE)
    with pytest.raises(SyntaxFault, match=r"example\.ttl:2: .*surrogate"):
        parse("# a\n# \ud800", HERE)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# kept\n# kept\n@prefix : <http://example.org/> .\n:a :b :c .\n# lost\n", 5),
        ("@prefix : <http://example.org/> . # lost\n:a :b :c .\n", 1),
        ("@prefix : <http://example.org/> .\n:a :b '# kept' ; # lost\n:c :d .\n", 2),
        ("@prefix : <http://example.org/> .\n:a :b '''\n# kept\n''' ;\n# lost\n :c :d .\n", 5),
    ],
)
def test_a_comment_in_the_body_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(NoCanonicalForm, match="rdfs:comment or skos:note") as caught:
        format_file(parse(text, HERE))
    assert (caught.value.path, caught.value.line) == (HERE, line)


@pytest.mark.parametrize(
    ("body", "line", "detail"),
    [
        (
            ":a :b :c .\n_:x :p 1 .",
            3,
            "a blank node with :p is the object of no statement",
        ),
        (":a :b :c .\n[ :p 1 ] .", 3, "is the object of no statement"),
        (":a :b :c .\n[] :p 1 .", 3, "is the object of no statement"),
        (":a :b :c .\n( 1 ) :p 1 .", 3, "is the object of no statement"),
        (":a :b _:x .\n:c :b _:x .\n_:x :p 1 .", 4, "is the object of 2 statements"),
        (":a :b _:x, _:y .\n_:x :p _:y .", None, "is the object of 2 statements"),
        (":a :b :c .\n_:x :p _:y . _:y :p _:x .", 3, "is in a cycle of blank nodes"),
        (":a :b :c .\n_:x :p _:x .", 3, "is in a cycle of blank nodes"),
    ],
)
def test_a_blank_node_without_a_fixed_place_needs_an_iri(body: str, line: int | None, detail: str) -> None:
    with pytest.raises(NoCanonicalForm, match="give it an IRI") as caught:
        format_file(parse(f"@prefix : <{EX}> .\n{body}", HERE))
    assert detail in str(caught.value)
    assert (caught.value.path, caught.value.line) == (HERE, line)


def test_what_rdf_1_1_lacks_is_refused() -> None:
    with pytest.raises(NoCanonicalForm, match=r"example\.ttl:2: .*base direction"):
        format_file(parse(f"@prefix : <{EX}> .\n:a :b 'x'@ar--rtl .", HERE))
    node = NamedNode(EX)
    with pytest.raises(NoCanonicalForm, match="named graph"):
        canonical_form([Quad(node, node, node, node)])
    assert canonical_form([Quad(node, node, node)]) == canonical_form([Triple(node, node, node)])


A, B = NamedNode(EX + "a"), NamedNode(EX + "b")


def test_statements_that_no_file_can_have_are_refused() -> None:
    with pytest.raises(NoCanonicalForm, match="triple term"):
        canonical_form([Triple(A, B, Triple(A, B, A))])
    nodes: list[NamedNode | BlankNode] = [A, *(BlankNode() for _ in range(120))]
    with pytest.raises(NoCanonicalForm, match="too deeply"):
        canonical_form(Triple(outer, B, inner) for outer, inner in pairwise(nodes))


TOO_MUCH = {
    "a triple term": (":a :b <<( :a :b :c )>> .", 2, "triple term"),
    "an annotated statement": (":a :b :c {| :d :e |} .", 2, "triple term"),
    "a reified statement": (":a :b :c ~ :d .", 2, "triple term"),
    "a statement about a triple": (":a :b 1 .\n<< :a :b :c >> :d :e .", 3, "triple term"),
    "triple terms": (
        ":a :b " + "<<( :a :b " * 50_000 + "1" + " )>>" * 50_000 + " .",
        None,
        "100 triple",
    ),
    "brackets": (":a :b " + "[ :b " * 101 + "1" + " ]" * 101 + " .", None, "100 brackets"),
    "many brackets": (":a :b " + "[ :b " * 50_000 + "1" + " ]" * 50_000 + " .", None, "100 brackets"),
    "lists": (":a :b " + "( " * 102 + "1" + " )" * 102 + " .", None, "100 brackets"),
    "a long text": (f":a :b '{'a' * LONGEST_TOKEN}' .", None, "longer than"),
    "a long name": (f":a :b :{'a' * LONGEST_TOKEN} .", None, "longer than"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_a_file_that_the_program_could_not_work_with_is_refused(case: str) -> None:
    body, line, detail = TOO_MUCH[case]
    with pytest.raises(SyntaxFault, match=detail) as caught:
        parse(f"@prefix : <{EX}> .\n{body}", HERE)
    assert (caught.value.path, caught.value.line) == (HERE, line)
    assert len(caught.value.message("en")) < 300


@pytest.mark.parametrize("body", [":a :b ( " + "1 " * 5000 + ") .", ":a :b '<<[[[((('"[:-1] + "' ."])
def test_a_long_list_or_a_text_with_brackets_is_not_refused(body: str) -> None:
    assert len(parse(f"@prefix : <{EX}> .\n{body}", HERE).triples) > 0


ODD = f"""# a comment with <{EX}s1> "in it"
PREFIX ex: <{EX}> # after a prefix
@prefix
   : <{EX}own#> .
BASE <{EX}base/> @prefix qs: <{QS}> .
ex:s1 a ex:T;ex:p 1,2.5 , -.5,1e3,true;ex:q "a # no comment . ; here", 'it\\'s'.ex:s2 ex:p <x/y>,
 ex:dots.in.name. :s3 ex:p "\\u8D28\\"量"@zh-Hans,  # a remark; ex:p ex:fake .
   "2025-01-01"^^ex:date , "typed" ^^ <{EX}dt>
   ;  ex:r '''long
# not a comment . ex:s9 ex:p 9 .
"quoted" ''' , ex:after\\,comma , ex:percent%41 .

<{EX}s4>
    ex:p [ a ex:Inner ; ex:deep
        [ ex:deeper "bottom" ] ;
        ex:list ( 7
          ex:member
        ) ] ;
    ex:q ( ), ex:x:y, 8 .
_:b ex:p _:c . [ ex:p "in a bracket" ] ex:q 9 .
<#hash> ex:p 5.
ex:odd:s\\~-1 ex:p 6 .
"""


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "line"),
    [
        (EX + "s1", None, None, 6),
        (EX + "s1", RDF_TYPE, EX + "T", 6),
        (EX + "s1", EX + "p", "2.5", 6),
        (EX + "s1", EX + "p", "-.5", 6),
        (EX + "s1", EX + "p", "1e3", 6),
        (EX + "s1", EX + "q", "it's", 6),
        (EX + "s2", None, None, 6),
        (EX + "s2", EX + "p", EX + "base/x/y", 6),
        (EX + "s2", EX + "p", EX + "dots.in.name", 7),
        (EX + "own#s3", EX + "p", '质"量', 7),
        (EX + "own#s3", EX + "p", "2025-01-01", 8),
        (EX + "own#s3", EX + "p", "typed", 8),
        (EX + "own#s3", EX + "p", EX + "fake", 7),
        (EX + "own#s3", EX + "p", EX + "date", 7),
        (EX + "own#s3", EX + "r", 'long\n# not a comment . ex:s9 ex:p 9 .\n"quoted" ', 9),
        (EX + "own#s3", EX + "r", EX + "after,comma", 11),
        (EX + "own#s3", EX + "r", EX + "percent%41", 11),
        (EX + "s9", EX + "p", "9", None),
        (EX + "s4", None, None, 13),
        (EX + "s4", EX + "p", None, 14),
        (EX + "s4", EX + "p", EX + "Inner", 14),
        (EX + "s4", EX + "p", "bottom", 15),
        (EX + "s4", EX + "p", "7", 16),
        (EX + "s4", EX + "p", EX + "member", 17),
        (EX + "s4", EX + "q", RDF + "nil", 19),
        (EX + "s4", EX + "q", EX + "x:y", 19),
        (EX + "s4", EX + "q", "not there", 19),
        (EX + "s4", EX + "not-there", None, 13),
        (EX + "not-there", EX + "p", None, None),
        ("_:b", EX + "p", "_:c", 20),
        ("[]", EX + "p", "in a bracket", 20),
        ("[]", EX + "q", "9", 20),
        (EX + "base/#hash", EX + "p", "5", 21),
        (EX + "odd:s~-1", EX + "p", "6", 22),
    ],
)
def test_statements_are_found_in_a_hand_written_text(
    subject: str, predicate: str | None, object_: str | None, line: int | None
) -> None:
    assert locate(ODD).line(subject, predicate, object_) == line


def test_the_hand_written_text_is_turtle_and_its_comments_are_known() -> None:
    assert len(parse(ODD, HERE).triples) > 30
    assert locate(ODD).comments == [1, 2, 7]


def test_every_statement_of_the_hand_written_text_is_found_at_its_object() -> None:
    places = locate(ODD)
    for triple in parse(ODD, HERE).triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, (NamedNode, Literal)):
            assert (triple.subject.value, triple.predicate.value, triple.object.value) in places.objects


@patient
@given(graphs())
def test_every_statement_of_a_canonical_form_is_found_on_its_line(graph: list[Triple]) -> None:
    text = canonical_form(graph, own=OWN)
    lines, places, names = text.split("\n"), locate(text), Names(OWN)
    written: dict[tuple[str, str, str], list[str]] = {}
    for triple in graph:
        subject, predicate, object_ = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and isinstance(object_, (NamedNode, Literal)):
            as_text = names.literal(object_) if isinstance(object_, Literal) else names.iri(object_.value)
            as_text = "()" if object_.value == RDF + "nil" and isinstance(object_, NamedNode) else as_text
            # A text in two languages is one lexical value: the line is that of either.
            written.setdefault((subject.value, predicate.value, object_.value), []).append(
                as_text.split("\n")[0]
            )
    for statement, texts in written.items():
        assert statement in places.objects
        line = places.line(*statement)
        assert line is not None
        assert any(as_text in lines[line - 1] for as_text in texts)


@given(st.text(alphabet="\"'\\<>[](){}.;,:@^# \n\tab5-+é", max_size=80))
@settings(max_examples=examples(300), deadline=None)
def test_locating_in_a_broken_text_never_fails(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in locate(text).subjects.values())


def growth(small: str, large: str) -> float:
    """Return how many times the processor works longer to locate `large` than `small`.

    Each is the quickest of three, in time of this process alone: how busy the machine is does not show.
    """

    def work(text: str) -> float:
        start = time.process_time()
        locate(text)
        return time.process_time() - start

    return min(work(large) for _ in range(3)) / min(work(small) for _ in range(3))


@pytest.mark.parametrize("mark", ['"""', "'", "a.", "<a", "[", '"\\', ":a\\", "a-"])
def test_a_text_that_is_never_closed_takes_no_more_than_the_square_of_its_length(mark: str) -> None:
    assert growth(mark + "ab. " * 2_500, mark + "ab. " * 10_000) < 40, "4 is linear, 16 square, 64 cubic"
    assert growth(mark * 750, mark * 3_000) < 40


def test_locating_takes_time_in_proportion_to_the_lines() -> None:
    def text(records: int) -> str:
        return f"@prefix : <{EX}> .\n" + "".join(
            f':claim-{number} a :Target ;\n    :label "合格率达到94%以上"@zh-Hans, "at least"@en ;\n'
            f"    :value {number}.5 ;\n    :unit :percent ;\n    :region :guizhou .\n"
            for number in range(records)
        )

    assert locate(text(2_000)).line(EX + "claim-1999", EX + "value", "1999.5") == 9_999
    assert growth(text(1_000), text(4_000)) < 10, "4 is linear, 16 square"


def test_labels_and_comments_lead_in_their_fixed_order() -> None:
    order = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "definition", RDFS + "comment")
    names = Names(None)
    written = formatted(
        "unit:a qs:a 1 ; " + " ; ".join(f"{names.iri(iri)} 1" for iri in reversed(order)) + " ."
    )
    found = [written.index(names.iri(iri)) for iri in (*order, QS + "a")]
    assert found == sorted(found)


def test_prefixes_that_are_not_used_are_not_declared() -> None:
    text = canonical_form([Triple(NamedNode(EX), NamedNode(RDF_TYPE), NamedNode(SH + "x"))], own=OWN)
    assert text == f"@prefix sh: <{SH}> .\n\n<{EX}> a sh:x .\n"


def test_a_whole_decimal_gets_a_point_and_a_wrong_one_stays() -> None:
    decimal = NamedNode(XSD + "decimal")
    for lexical, written in (
        ("5", "5.0"),
        ("-5", "-5.0"),
        ("5.", '"5."^^xsd:decimal'),
        ("x", '"x"^^xsd:decimal'),
    ):
        text = canonical_form(
            [Triple(NamedNode(EX), NamedNode(QS + "p"), Literal(lexical, datatype=decimal))]
        )
        assert f"qs:p {written} ." in text
