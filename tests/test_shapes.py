"""The SHACL shapes: each constraint has an example that keeps it and one that breaks it.

Examples are in `tests/shapes/<file name of the shape>/`: `valid.ttl` (and `valid.<which>.ttl` where one
record cannot have all properties at once), and `invalid.<why>.ttl` whose `<why>` begins with the property
that is wrong. All lean on `tests/shapes/background.ttl`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.project import Project
from kg.rdf.namespaces import FAMILIES, QS, RDF_TYPE, shorten
from kg.rdf.turtle import format_file, read

ROOT = Path(__file__).resolve().parents[1]
PROJECT = Project(ROOT)
EXAMPLES = ROOT / "tests" / "shapes"
README = ROOT / "shapes" / "README.md"
BACKGROUND = EXAMPLES / "background.ttl"
VALID = sorted(EXAMPLES.glob("*/valid*.ttl"))
INVALID = sorted(EXAMPLES.glob("*/invalid.*.ttl"))
OWN = FAMILIES["source"] + "example/"
"""The namespace of all that the examples describe."""

SHAPE = FAMILIES["shape"]
STEMS = sorted(path.stem for path in PROJECT.shapes)
JARGON = ("sh:", "mincount", "datatype", "node", "focus", "constraint", "literal", "xsd:")


def parsed(*paths: Path) -> Graph:
    """Return the statements of Turtle files."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def named(path: Path) -> str:
    """Return how an example is called in test names and messages: `figure/invalid.value-missing`."""
    return f"{path.parent.name}/{path.stem}"


def local(shape: Node) -> str:
    """Return the local name of a shape: `figure-value`."""
    return str(shape).removeprefix(SHAPE)


SHAPES = parsed(*PROJECT.shapes)
NODE_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.NodeShape), key=str)
PROPERTY_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.PropertyShape), key=str)
ONTOLOGY = parsed(PROJECT.ontology)
CONCEPTS = set(parsed(*PROJECT.vocabularies).subjects())
GRAPHS = {path: parsed(path) for path in (BACKGROUND, *VALID, *INVALID)}
"""What each example file says."""

RECORDS = {path: set(graph.subjects()) for path, graph in GRAPHS.items()}
"""What each example file describes."""


@dataclass(frozen=True, order=True)
class Result:
    """One result of a validation: which property shape a record breaks, and by which constraint."""

    shape: str
    component: str


@pytest.fixture(scope="module")
def results() -> dict[Path, set[Result]]:
    """Validate all examples at once, which takes seconds where file by file takes minutes.

    Records of different files never refer to each other (a test sees to it), so the results are
    those that each file would have by itself.
    """
    data = parsed(PROJECT.ontology, *PROJECT.vocabularies, *RECORDS)
    file_of = {record: path for path, records in RECORDS.items() for record in records}
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=parsed(*PROJECT.shapes),
        inplace=True,
        inference="none",
        focus_nodes=[str(iri) for iri in file_of],
    )
    assert isinstance(report, Graph), report
    found: dict[Path, set[Result]] = {path: set() for path in RECORDS}
    for result in report.objects(None, SH.result):
        focus, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        component = report.value(result, SH.sourceConstraintComponent)
        assert focus is not None, "a result has no focus"
        assert shape is not None, "a result has no shape"
        found[file_of[focus]].add(Result(local(shape), str(component).removeprefix(str(SH))))
    return found


def required_pairs() -> set[Result]:
    """Return every constraint of every property shape, as the SHACL vocabulary names it.

    A constraint component applies where all its parameters that are not optional are given
    (https://www.w3.org/TR/shacl/#constraints). The vocabulary is the copy that pySHACL brings.
    """
    vocabulary = parsed(Path(pyshacl.__file__).parent / "assets" / "shacl.ttl")
    optional = set(vocabulary.subjects(SH.optional, Literal(True)))
    pairs = set()
    for component in vocabulary.subjects(RDF.type, SH.ConstraintComponent):
        needed = {
            path
            for parameter in vocabulary.objects(component, SH.parameter)
            if parameter not in optional
            for path in vocabulary.objects(parameter, SH.path)
        }
        for shape in PROPERTY_SHAPES:
            if len(needed) > 0 and needed <= set(SHAPES.predicates(shape)):
                pairs.add(Result(local(shape), str(component).removeprefix(str(SH))))
    return pairs


# Examples


def test_every_shape_file_has_a_folder_of_examples_and_no_folder_is_left_over() -> None:
    assert [path.parent.name for path in VALID if path.stem == "valid"] == STEMS
    assert sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()) == STEMS


def test_the_background_of_the_examples_conforms(results: dict[Path, set[Result]]) -> None:
    assert results[BACKGROUND] == set()


@pytest.mark.parametrize("path", VALID, ids=named)
def test_a_valid_example_conforms(path: Path, results: dict[Path, set[Result]]) -> None:
    assert results[path] == set(), f"{named(path)} should break no shape"


def properties_of(shape: Node) -> set[Node]:
    """Return the properties that a property shape is about: its path, or those of a path of alternatives."""
    path = SHAPES.value(shape, SH.path)
    assert path is not None
    choice = SHAPES.value(path, SH.alternativePath)
    return {path} if choice is None else set(Collection(SHAPES, choice))


@pytest.mark.parametrize("stem", STEMS)
def test_the_valid_examples_show_every_property_of_their_shape(stem: str) -> None:
    """Otherwise a valid value might never have been checked against its constraint."""
    shown = {term for path in VALID if path.parent.name == stem for term in GRAPHS[path].predicates()}
    unseen = [
        local(shape)
        for shape in SHAPES.objects(URIRef(SHAPE + stem), SH.property)
        if not properties_of(shape) <= shown and SHAPES.value(shape, SH.maxCount) != Literal(0)
    ]
    assert unseen == [], f"tests/shapes/{stem}/valid.ttl gives no value for {unseen}"


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_an_invalid_example_violates_only_the_shape_of_its_name(
    path: Path, results: dict[Path, set[Result]]
) -> None:
    stem, why = path.parent.name, path.stem.removeprefix("invalid.")
    broken = {result.shape for result in results[path]}
    assert len(broken) == 1, f"{named(path)} should break exactly one property shape, not {sorted(broken)}"
    (shape,) = broken
    assert shape.startswith(f"{stem}-"), f"{named(path)} breaks {shape}, a shape of another file"
    assert why.startswith(shape.removeprefix(f"{stem}-") + "-"), f"{named(path)} breaks {shape}"


def test_every_constraint_of_every_property_shape_is_broken_by_an_example(
    results: dict[Path, set[Result]],
) -> None:
    seen = {result for path in INVALID for result in results[path]}
    unseen = sorted(f"{pair.shape}: {pair.component}" for pair in required_pairs() - seen)
    assert unseen == [], f"no example in tests/shapes/ breaks {unseen}"


def test_the_needed_constraints_are_read_from_the_shapes_themselves() -> None:
    assert Result("figure-value", "MinCountConstraintComponent") in required_pairs()
    assert Result("comparator-notation", "InConstraintComponent") in required_pairs()
    assert Result("figure-value", "InConstraintComponent") not in required_pairs()


@pytest.mark.parametrize("path", list(RECORDS), ids=named)
def test_an_example_is_in_the_canonical_form(path: Path) -> None:
    file = read(path)
    assert file.text == format_file(file), f"run: kg format {path.relative_to(ROOT)}"


@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=named)
def test_an_example_describes_one_record_named_after_its_file(path: Path) -> None:
    name = f"{path.parent.name}-{path.stem.removeprefix('invalid.').replace('.', '-')}"
    assert RECORDS[path] == {URIRef(OWN + name)}


@pytest.mark.parametrize("path", list(RECORDS), ids=named)
def test_an_example_refers_to_nothing_but_itself_the_background_and_the_vocabularies(path: Path) -> None:
    known = RECORDS[path] | RECORDS[BACKGROUND] | CONCEPTS
    ours = tuple(FAMILIES.values())
    unknown = {str(o) for o in set(GRAPHS[path].objects()) - known if str(o).startswith(ours)}
    assert unknown == set(), f"{named(path)} refers to {sorted(unknown)}, described nowhere"


# Shapes


def test_every_shacl_term_in_the_shapes_exists_in_the_shacl_vocabulary() -> None:
    used = {
        term for triple in SHAPES for term in triple if isinstance(term, URIRef) and term.startswith(str(SH))
    }
    assert len(used) > 0
    unknown = sorted(shorten(term) for term in used if term not in SH)
    assert unknown == [], f"SHACL has no {unknown}; a validator would pass over it in silence"


def test_every_project_term_in_the_shapes_exists_in_the_ontology() -> None:
    used = {
        term
        for predicate in (SH.path, SH.targetClass, SH["class"])
        for term in SHAPES.objects(None, predicate)
        if str(term).startswith(QS)
    }
    assert len(used) > 0
    unknown = sorted(shorten(str(term)) for term in used if (term, RDF.type, None) not in ONTOLOGY)
    assert unknown == [], f"the ontology has no {unknown}"


@pytest.fixture(scope="module")
def types_in_use() -> set[str]:
    """Return the classes of all records in vocabularies and data, with their superclasses."""
    files = [path for path in PROJECT.graph_files if path != PROJECT.ontology]
    types = {
        triple.object.value
        for path in files
        for triple in read(path).triples
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode)
    }
    return {str(above) for t in types for above in ONTOLOGY.transitive_objects(URIRef(t), RDFS.subClassOf)}


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_every_target_class_has_instances_in_the_data(shape: Node, types_in_use: set[str]) -> None:
    (target,) = SHAPES.objects(shape, SH.targetClass)
    assert str(target) in types_in_use, (
        f"no record is a {shorten(str(target))}, so {local(shape)} checks nothing"
    )


@pytest.mark.parametrize("path", PROJECT.shapes, ids=lambda path: path.stem)
def test_a_shape_file_describes_the_node_shape_of_its_name_and_property_shapes_below_it(path: Path) -> None:
    graph = parsed(path)
    described = {subject for subject in graph.subjects() if isinstance(subject, URIRef)}
    assert set(graph.subjects(RDF.type, SH.NodeShape)) == {URIRef(SHAPE + path.stem)}
    for subject in described - {URIRef(SHAPE + path.stem)}:
        homes = [stem for stem in STEMS if local(subject).startswith(f"{stem}-")]
        assert str(subject).startswith(SHAPE), f"{subject} is no shape of the project"
        assert path.stem in homes, f"{local(subject)} should begin with {path.stem}-"
        assert max(homes, key=len) == path.stem, (
            f"{local(subject)} reads as a shape of {max(homes, key=len)}.ttl"
        )


def test_no_shape_is_described_in_two_files() -> None:
    counts = Counter(
        subject
        for path in PROJECT.shapes
        for subject in set(parsed(path).subjects())
        if isinstance(subject, URIRef)
    )
    assert [local(shape) for shape, count in counts.items() if count > 1] == []


def test_the_readme_lists_every_shape_file_with_its_class() -> None:
    rows = re.findall(r"^\| `([a-z-]+)\.ttl` \| `([A-Za-z:]+)` \|", README.read_text("utf-8"), re.MULTILINE)
    targets = [(local(shape), shorten(str(SHAPES.value(shape, SH.targetClass)))) for shape in NODE_SHAPES]
    assert sorted(rows) == sorted(targets)


def test_every_shape_is_either_a_node_shape_or_a_property_shape() -> None:
    assert set(NODE_SHAPES) & set(PROPERTY_SHAPES) == set()
    described = {subject for subject in SHAPES.subjects() if isinstance(subject, URIRef)}
    assert described == {*NODE_SHAPES, *PROPERTY_SHAPES}


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_a_property_shape_belongs_to_one_node_shape(shape: Node) -> None:
    owners = [local(owner) for owner in SHAPES.subjects(SH.property, shape)]
    assert len(owners) == 1, f"{local(shape)} belongs to {owners}"
    assert local(shape).startswith(f"{owners[0]}-")


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_a_property_shape_has_a_path_and_a_severity(shape: Node) -> None:
    assert len(list(SHAPES.objects(shape, SH.path))) == 1
    (severity,) = SHAPES.objects(shape, SH.severity)
    assert severity in {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_a_node_shape_is_labelled_in_both_languages(shape: Node) -> None:
    languages = [label.language for label in SHAPES.objects(shape, RDFS.label) if isinstance(label, Literal)]
    assert sorted(str(language).lower() for language in languages) == ["en", "zh-hans"]


def test_each_language_is_listed_in_lower_case_too() -> None:
    """N3.js lowers the tags of literals, and two JavaScript engines compare tags with case."""
    lists = [set(map(str, Collection(SHAPES, each))) for each in SHAPES.objects(None, SH.languageIn)]
    assert len(lists) > 10
    assert [each for each in lists if not {tag.lower() for tag in each} <= each] == []


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_a_message_gives_the_fix_in_both_languages_and_in_a_curators_words(shape: Node) -> None:
    messages = [message for message in SHAPES.objects(shape, SH.message) if isinstance(message, Literal)]
    languages = sorted(str(message.language).lower() for message in messages)
    assert languages == ["en", "zh-hans"], f"{local(shape)} has messages in {languages}"
    for message in messages:
        jargon = [word for word in JARGON if word in message.lower()]
        assert jargon == [], f"a curator does not speak SHACL: {jargon} in {message!r}"
        assert message.endswith((".", "。")), f"a message is a sentence: {message!r}"
        chinese = re.search(r"[\u4e00-\u9fff]", message) is not None
        assert chinese == (message.language != "en"), f"tagged with the wrong language: {message!r}"
