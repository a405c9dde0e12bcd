"""The ontology keeps to OWL Lite in the strict sense, and its terms and concepts are well described.

Each rule is a function that returns a sentence for each fault; one test applies them to the project's own
files against it, another shows on a small broken file that it can fail.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.project import Project
from kg.rdf.namespaces import FAMILIES, PREFIXES, QS, RDF_TYPE, XSD, shorten
from kg.rdf.turtle import read

PROJECT = Project(Path(__file__).resolve().parents[1])
LANGUAGES = ["en", "zh-hans"]

_LITE_TERMS: Final = """
    AllDifferent AnnotationProperty Class DatatypeProperty DeprecatedClass DeprecatedProperty
    FunctionalProperty InverseFunctionalProperty Nothing ObjectProperty Ontology OntologyProperty
    Restriction SymmetricProperty Thing TransitiveProperty allValuesFrom backwardCompatibleWith
    cardinality differentFrom distinctMembers equivalentClass equivalentProperty imports
    incompatibleWith intersectionOf inverseOf maxCardinality minCardinality onProperty priorVersion
    sameAs someValuesFrom versionInfo
"""
LITE: Final = frozenset([*_LITE_TERMS.split(), "versionIRI"])
"""OWL Lite's whole vocabulary (https://www.w3.org/TR/owl-features/#s2.1), and the version IRI of OWL 2.

Registries ask for that IRI in the header of an ontology; it says nothing about classes or properties.
"""

_DATATYPE_TERMS: Final = """
    string boolean decimal float double dateTime time date gYearMonth gYear gMonthDay gDay gMonth
    hexBinary base64Binary anyURI normalizedString token language NMTOKEN Name NCName integer
    nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong
    unsignedInt unsignedShort unsignedByte positiveInteger
"""
DATATYPES: Final = frozenset(_DATATYPE_TERMS.split())
"""The datatypes of XML Schema that OWL 1 recommends (https://www.w3.org/TR/owl-ref/#rdf-datatype)."""

BUILT_IN_ANNOTATIONS: Final = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}
KINDS: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
CARDINALITIES: Final = (OWL.minCardinality, OWL.maxCardinality, OWL.cardinality)

Rule = Callable[[Graph], list[str]]


def name(term: Node) -> str:
    """Return a term as a curator writes it."""
    return shorten(str(term)) if isinstance(term, URIRef) else f"a blank node ({term})"


def project_terms(graph: Graph, *types: Node) -> list[URIRef]:
    """Return the project's own terms of the given types, in order."""
    found = {s for kind in types for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(term for term in found if str(term).startswith(QS))


def is_class(graph: Graph, term: Node) -> bool:
    """Say whether `term` is a declared named class."""
    return term in (OWL.Thing, OWL.Nothing) or (
        isinstance(term, URIRef) and (term, RDF.type, OWL.Class) in graph
    )


def is_restriction(graph: Graph, term: Node) -> bool:
    """Say whether `term` is a restriction."""
    return (term, RDF.type, OWL.Restriction) in graph


def is_datatype(term: Node) -> bool:
    """Say whether `term` is a datatype of OWL 1."""
    return term == RDFS.Literal or (str(term).startswith(XSD) and str(term).removeprefix(XSD) in DATATYPES)


def kinds(graph: Graph, term: Node) -> list[Node]:
    """Return which of the three kinds of property `term` is declared as."""
    return [kind for kind in KINDS if (term, RDF.type, kind) in graph]


def inverses(graph: Graph, term: Node) -> set[Node]:
    """Return the inverses of a property, stated from either side."""
    return {*graph.objects(term, OWL.inverseOf), *graph.subjects(OWL.inverseOf, term)}


# OWL Lite


def only_lite_vocabulary(graph: Graph) -> list[str]:
    """OWL Lite has no unionOf, oneOf, complementOf, disjointWith, hasValue, DataRange, nor OWL 2."""
    return [
        f"{name(term)} is used on {name(triple[0])}: OWL Lite has no {name(term)}"
        for triple in graph
        for term in triple[1:]
        if str(term).startswith(str(OWL)) and str(term).removeprefix(str(OWL)) not in LITE
    ]


def cardinalities_are_zero_or_one(graph: Graph) -> list[str]:
    """A cardinality in OWL Lite is 0 or 1."""
    return [
        f"{name(construct)} {value} on {name(subject)}: OWL Lite allows 0 and 1"
        for construct in CARDINALITIES
        for subject, value in graph.subject_objects(construct)
        if str(value) not in ("0", "1")
    ]


def intersections_join_names(graph: Graph) -> list[str]:
    """An intersection in OWL Lite joins two or more named classes and restrictions."""
    faults = []
    for subject, members in graph.subject_objects(OWL.intersectionOf):
        terms = list(Collection(graph, members))
        if len(terms) < 2:
            faults.append(f"owl:intersectionOf on {name(subject)} joins fewer than two classes")
        faults += [
            f"owl:intersectionOf on {name(subject)}: {name(term)} is no named class or restriction"
            for term in terms
            if not is_class(graph, term) and not is_restriction(graph, term)
        ]
    return faults


def classes_in_use_are_declared(graph: Graph) -> list[str]:
    """Every class in use is declared (or a restriction, where OWL Lite allows one)."""

    def undeclared(predicate: Node, accepted: Callable[[Node], bool]) -> Iterator[str]:
        for subject, term in graph.subject_objects(predicate):
            if not accepted(term):
                yield f"{name(predicate)} on {name(subject)}: {name(term)} is not declared an owl:Class"

    def named(term: Node) -> bool:
        return is_class(graph, term)

    def described(term: Node) -> bool:
        return is_class(graph, term) or is_restriction(graph, term)

    def ranged(term: Node) -> bool:
        return is_class(graph, term) or str(term).startswith(XSD) or term == RDFS.Literal

    return [
        *undeclared(RDFS.subClassOf, described),
        *undeclared(OWL.equivalentClass, described),
        *undeclared(RDFS.domain, named),
        *undeclared(RDFS.range, ranged),
        *undeclared(OWL.someValuesFrom, ranged),
        *undeclared(OWL.allValuesFrom, ranged),
    ]


def properties_have_one_kind(graph: Graph) -> list[str]:
    """A property is declared as exactly one of object, datatype and annotation property."""
    used = {
        *(subject for kind in KINDS for subject in graph.subjects(RDF.type, kind)),
        *graph.subjects(RDFS.domain),
        *graph.subjects(RDFS.range),
        *(term for pair in graph.subject_objects(RDFS.subPropertyOf) for term in pair),
        *(term for pair in graph.subject_objects(OWL.inverseOf) for term in pair),
        *(subject for subject in graph.subjects(RDF.type, OWL.FunctionalProperty)),
        *graph.objects(None, OWL.onProperty),
    }
    return [
        f"{name(term)} is declared as {[name(kind) for kind in found]}, not as exactly one kind of property"
        for term in used
        if len(found := kinds(graph, term)) != 1
    ]


def predicates_are_declared(graph: Graph) -> list[str]:
    """A predicate is built into RDF, RDFS or OWL, or declared as a property."""
    free = (str(RDF), str(RDFS), str(OWL))
    return [
        f"the predicate {name(term)} is used and not declared"
        for term in set(graph.predicates())
        if not str(term).startswith(free) and len(kinds(graph, term)) == 0
    ]


def kinds_of_terms_are_apart(graph: Graph) -> list[str]:
    """No term is at once a class, a property, a datatype or the ontology."""
    groups = {
        "a class": {OWL.Class, OWL.Restriction, RDFS.Class},
        "a property": {*KINDS, RDF.Property, OWL.FunctionalProperty, OWL.TransitiveProperty},
        "a datatype": {RDFS.Datatype},
        "an ontology": {OWL.Ontology},
    }
    known = {kind for group in groups.values() for kind in group} | {
        OWL.SymmetricProperty,
        OWL.InverseFunctionalProperty,
        OWL.DeprecatedClass,
        OWL.DeprecatedProperty,
    }
    faults = []
    for term in set(graph.subjects(RDF.type)):
        types = set(graph.objects(term, RDF.type))
        found = [group for group, members in groups.items() if len(types & members) > 0]
        found += ["an individual"] if len(types - known) > 0 else []
        if len(found) > 1:
            faults.append(f"{name(term)} is {' and '.join(found)}")
    return faults


def transitive_properties_are_simple(graph: Graph) -> list[str]:
    """A property that is transitive, by itself, its inverse or a property below it, counts nothing.

    It is not functional, nor inverse functional, nor under a cardinality
    (https://www.w3.org/TR/owl-ref/#OWLDL).
    """
    complex_ = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    size = 0
    while size != len(complex_):
        size = len(complex_)
        for term in list(complex_):
            complex_ |= inverses(graph, term) | set(graph.objects(term, RDFS.subPropertyOf))
    faults = [
        f"{name(term)} is {name(kind)} and transitive (itself, its inverse or a property below it)"
        for term in complex_
        for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty)
        if (term, RDF.type, kind) in graph
    ]
    for restriction, term in graph.subject_objects(OWL.onProperty):
        if term in complex_:
            faults += [
                f"{name(construct)} restricts {name(term)}, which is transitive"
                for construct in CARDINALITIES
                if (restriction, construct, None) in graph
            ]
    return faults


def characteristics_fit_the_kind(graph: Graph) -> list[str]:
    """Only object properties are inverse functional, symmetric or transitive; annotations are none of it."""
    of_objects = (OWL.InverseFunctionalProperty, OWL.SymmetricProperty, OWL.TransitiveProperty)
    faults = [
        f"{name(term)} is {name(kind)} and no owl:ObjectProperty"
        for kind in of_objects
        for term in graph.subjects(RDF.type, kind)
        if (term, RDF.type, OWL.ObjectProperty) not in graph
    ]
    faults += [
        f"{name(term)} is owl:FunctionalProperty and an annotation"
        for term in graph.subjects(RDF.type, OWL.FunctionalProperty)
        if (term, RDF.type, OWL.AnnotationProperty) in graph
    ]
    return faults + [
        f"{name(term)} is an annotation and has {name(predicate)}"
        for term in graph.subjects(RDF.type, OWL.AnnotationProperty)
        for predicate in (RDFS.domain, RDFS.range, RDFS.subPropertyOf, OWL.inverseOf)
        if (term, predicate, None) in graph
    ]


def ranges_fit_the_kind(graph: Graph) -> list[str]:
    """A datatype property ranges over a datatype of OWL 1, an object property over a class."""
    faults = []
    for term, value in graph.subject_objects(RDFS.range):
        if (term, RDF.type, OWL.DatatypeProperty) in graph and not is_datatype(value):
            faults.append(f"rdfs:range of {name(term)}: {name(value)} is no datatype of OWL 1")
        if (term, RDF.type, OWL.ObjectProperty) in graph and not is_class(graph, value):
            faults.append(f"rdfs:range of {name(term)}: {name(value)} is no class")
    return faults


def subproperties_join_the_same_kind(graph: Graph) -> list[str]:
    """The superproperty of an object property is an object property, and likewise for datatype properties."""
    return [
        f"rdfs:subPropertyOf on {name(term)}: {name(above)} is another kind of property"
        for term, above in graph.subject_objects(RDFS.subPropertyOf)
        if kinds(graph, term) != kinds(graph, above)
    ]


def inverses_mirror_each_other(graph: Graph) -> list[str]:
    """Inverses are object properties; the domain of one is the range of the other; likewise if symmetric."""
    pairs = [*graph.subject_objects(OWL.inverseOf)]
    pairs += [(term, term) for term in graph.subjects(RDF.type, OWL.SymmetricProperty)]
    faults = []
    for one, other in pairs:
        if any((term, RDF.type, OWL.ObjectProperty) not in graph for term in (one, other)):
            faults.append(f"{name(one)} and {name(other)} are inverse and not both owl:ObjectProperty")
        for a, b in ((one, other), (other, one)):
            if set(graph.objects(a, RDFS.domain)) != set(graph.objects(b, RDFS.range)):
                faults.append(f"the rdfs:domain of {name(a)} is not the rdfs:range of its inverse {name(b)}")
        transitive = [(term, RDF.type, OWL.TransitiveProperty) in graph for term in (one, other)]
        if transitive[0] != transitive[1]:
            faults.append(f"of the inverses {name(one)} and {name(other)} only one is transitive")
    return faults + [
        f"{name(term)} has more than one inverse"
        for term in set(graph.subjects(RDF.type, OWL.ObjectProperty))
        if len(inverses(graph, term)) > 1
    ]


def no_class_is_below_itself(graph: Graph) -> list[str]:
    """The classes, and the properties, form no ring."""
    return [
        f"{name(term)} is below itself by {name(predicate)}"
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        for term in set(graph.subjects(predicate))
        if any(term in graph.transitive_objects(above, predicate) for above in graph.objects(term, predicate))
    ]


def no_blank_nodes(graph: Graph) -> list[str]:
    """Every subject and object has an IRI or is a value, so that files compare line by line."""
    return [
        f"{name(s)} has a blank node by {name(p)}"
        for s, p, o in graph
        if isinstance(s, BNode) or isinstance(o, BNode)
    ]


# Terms


def terms_are_described_in_both_languages(graph: Graph) -> list[str]:
    """Each term has one label and one definition in each language, and says what defines it."""
    faults = []
    for term in project_terms(graph, OWL.Class, *KINDS):
        for predicate in (RDFS.label, SKOS.definition):
            found = sorted(
                str(o.language).lower() for o in graph.objects(term, predicate) if isinstance(o, Literal)
            )
            if found != LANGUAGES:
                faults.append(f"{name(term)} has {name(predicate)} in {found}, not once in each language")
        if list(graph.objects(term, RDFS.isDefinedBy)) != [URIRef(QS.removesuffix("#"))]:
            faults.append(f"{name(term)} has no rdfs:isDefinedBy, the ontology")
    return faults


def properties_have_at_most_one_domain_and_one_range(graph: Graph) -> list[str]:
    """Two domains would mean both at once, which nobody means; classes with none in common have none."""
    return [
        f"{name(term)} has {count} {name(predicate)}, not one"
        for term in project_terms(graph, OWL.ObjectProperty, OWL.DatatypeProperty)
        for predicate in (RDFS.domain, RDFS.range)
        if (count := len(list(graph.objects(term, predicate)))) > 1
    ]


def datatype_properties_have_a_range(graph: Graph) -> list[str]:
    """Every value of a datatype property has one datatype."""
    return [
        f"{name(term)} has no rdfs:range"
        for term in project_terms(graph, OWL.DatatypeProperty)
        if (term, RDFS.range, None) not in graph
    ]


def no_axiom_is_on_owl_thing(graph: Graph) -> list[str]:
    """An axiom that names owl:Thing says nothing, and OWL 2 RL has no place for it."""
    return [
        f"{name(predicate)} of {name(term)} is owl:Thing, which says nothing"
        for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf)
        for term in graph.subjects(predicate, OWL.Thing)
    ]


def labels_distinguish_terms(graph: Graph) -> list[str]:
    """No two classes, and no two properties, share a label in a language."""
    faults = []
    for types in ((OWL.Class,), KINDS):
        by_label = defaultdict(set)
        for term in project_terms(graph, *types):
            for label in graph.objects(term, RDFS.label):
                by_label[label].add(name(term))
        faults += [f"{sorted(ts)} share the label {label!s}" for label, ts in by_label.items() if len(ts) > 1]
    return faults


def names_follow_the_convention(graph: Graph) -> list[str]:
    """Classes are UpperCamelCase, properties lowerCamelCase."""
    rules = (((OWL.Class,), "[A-Z][a-z]+([A-Z][a-z]+)*"), (KINDS, "[a-z]+[0-9]*([A-Z][a-z]+)*"))
    return [
        f"{name(term)} is not written as {pattern}"
        for types, pattern in rules
        for term in project_terms(graph, *types)
        if re.fullmatch(pattern, term.removeprefix(QS)) is None
    ]


LITE_RULES: Final[tuple[Rule, ...]] = (
    only_lite_vocabulary,
    cardinalities_are_zero_or_one,
    intersections_join_names,
    classes_in_use_are_declared,
    properties_have_one_kind,
    predicates_are_declared,
    kinds_of_terms_are_apart,
    transitive_properties_are_simple,
    characteristics_fit_the_kind,
    ranges_fit_the_kind,
    subproperties_join_the_same_kind,
    inverses_mirror_each_other,
    no_class_is_below_itself,
    no_blank_nodes,
    terms_are_described_in_both_languages,
    properties_have_at_most_one_domain_and_one_range,
    datatype_properties_have_a_range,
    no_axiom_is_on_owl_thing,
    labels_distinguish_terms,
    names_follow_the_convention,
)


# Concepts


def concepts_share_one_family(graph: Graph) -> list[str]:
    """The concepts of a scheme are in one family of IRIs, `unit:percent`."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    families = {re.sub("[^/#]*$", "", str(concept)) for concept in concepts}
    unknown = sorted(families - set(FAMILIES.values()))
    faults = [f"{family} is no family of kg.rdf.namespaces" for family in unknown]
    return faults + ([f"concepts of the families {sorted(families)}"] if len(families) != 1 else [])


def concepts_belong_to_the_scheme(graph: Graph) -> list[str]:
    """Each concept of a file is in the one scheme of the file."""
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    return [
        f"{name(concept)} is not in the scheme of its file"
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        if len(schemes) != 1 or set(graph.objects(concept, SKOS.inScheme)) != schemes
    ]


def broader_stays_in_the_scheme_without_rings(graph: Graph) -> list[str]:
    """A broader concept is one of the same file, and no concept is broader than itself."""
    faults = [
        f"skos:broader of {name(concept)}: {name(above)} is not in the scheme"
        for concept, above in graph.subject_objects(SKOS.broader)
        if (above, RDF.type, SKOS.Concept) not in graph
    ]
    return faults + [
        f"{name(concept)} is broader than itself"
        for concept in set(graph.subjects(SKOS.broader))
        for above in graph.objects(concept, SKOS.broader)
        if concept in graph.transitive_objects(above, SKOS.broader)
    ]


def preferred_labels_are_unique(graph: Graph) -> list[str]:
    """A preferred label names one concept of a scheme; case does not distinguish two."""
    by_label = defaultdict(set)
    for concept, label in graph.subject_objects(SKOS.prefLabel):
        if isinstance(label, Literal) and (concept, RDF.type, SKOS.Concept) in graph:
            by_label[label.lower(), label.language].add(name(concept))
    return [f"{sorted(cs)} share {label} @{lang}" for (label, lang), cs in by_label.items() if len(cs) > 1]


def other_labels_lead_to_one_concept(graph: Graph) -> list[str]:
    """An alternative label is no preferred label, and no other concept's alternative label."""
    faults = []
    for concept, label in graph.subject_objects(SKOS.altLabel):
        others = {*graph.subjects(SKOS.prefLabel, label), *graph.subjects(SKOS.altLabel, label)} - {concept}
        faults += [f"skos:altLabel {label} of {name(concept)} also names {name(o)}" for o in others]
        if (concept, SKOS.prefLabel, label) in graph:
            faults.append(f"skos:altLabel {label} of {name(concept)} is its skos:prefLabel too")
    return faults


def labels_of_one_concept_differ(graph: Graph) -> list[str]:
    """No hidden label is also the preferred or an alternative label (SKOS S13)."""
    return [
        f"skos:hiddenLabel {label} of {name(concept)} is its {name(predicate)} too"
        for concept, label in graph.subject_objects(SKOS.hiddenLabel)
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        if (concept, predicate, label) in graph
    ]


def concepts_schemes_and_collections_are_apart(graph: Graph) -> list[str]:
    """Nothing is two of a concept, a scheme, and a collection (SKOS S9 and S37)."""
    kinds = (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)
    types = [(subject, kind) for kind in kinds for subject in graph.subjects(RDF.type, kind)]
    return [
        f"{name(subject)} is of two kinds"
        for subject, count in Counter(each for each, _ in types).items()
        if count > 1
    ]


def related_and_matches_exclude_the_hierarchy(graph: Graph) -> list[str]:
    """A related concept is not above or below (SKOS S27); an exact match is no other match (S46)."""
    faults = [
        f"{name(one)} is related to {name(other)}, which is above or below it"
        for one, other in graph.subject_objects(SKOS.related)
        if other in graph.transitive_objects(one, SKOS.broader)
        or one in graph.transitive_objects(other, SKOS.broader)
    ]
    return faults + [
        f"{name(one)} matches {name(other)} exactly and otherwise"
        for one, other in graph.subject_objects(SKOS.exactMatch)
        if any((one, each, other) in graph for each in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch))
    ]


SKOS_RULES: Final[tuple[Rule, ...]] = (
    concepts_share_one_family,
    concepts_belong_to_the_scheme,
    broader_stays_in_the_scheme_without_rings,
    preferred_labels_are_unique,
    other_labels_lead_to_one_concept,
    labels_of_one_concept_differ,
    concepts_schemes_and_collections_are_apart,
    related_and_matches_exclude_the_hierarchy,
)


# The project's own files


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(PROJECT.ontology, format="turtle")


@pytest.mark.parametrize("rule", LITE_RULES, ids=lambda rule: rule.__name__)
def test_the_ontology_keeps_the_rule(rule: Rule, ontology: Graph) -> None:
    assert sorted(rule(ontology)) == [], rule.__doc__


@pytest.mark.parametrize("path", PROJECT.vocabularies, ids=lambda path: path.stem)
@pytest.mark.parametrize("rule", SKOS_RULES, ids=lambda rule: rule.__name__)
def test_a_vocabulary_keeps_the_rule(rule: Rule, path: Path) -> None:
    assert sorted(rule(Graph().parse(path, format="turtle"))) == [], rule.__doc__


@pytest.mark.parametrize("path", PROJECT.vocabularies, ids=lambda path: path.stem)
def test_a_vocabulary_has_one_scheme_named_as_its_file(path: Path) -> None:
    graph = Graph().parse(path, format="turtle")
    schemes = [str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)]
    assert schemes == [FAMILIES["scheme"] + path.stem]


def test_no_two_vocabularies_share_a_family() -> None:
    families = Counter(
        family
        for path in PROJECT.vocabularies
        for family in {
            re.sub("[^/#]*$", "", str(concept))
            for concept in Graph().parse(path, format="turtle").subjects(RDF.type, SKOS.Concept)
        }
    )
    assert [family for family, count in families.items() if count > 1] == []


def test_each_class_of_policy_documents_has_a_document_type_of_the_same_words(ontology: Graph) -> None:
    path = next(path for path in PROJECT.vocabularies if path.stem == "document-types")
    types = Graph().parse(path, format="turtle")
    words = {
        (frozenset(types.objects(kind, SKOS.prefLabel)), frozenset(types.objects(kind, SKOS.definition)))
        for kind in types.subjects(RDF.type, SKOS.Concept)
    }
    document = URIRef(QS + "PolicyDocument")
    assert words == {
        (frozenset(ontology.objects(kind, RDFS.label)), frozenset(ontology.objects(kind, SKOS.definition)))
        for kind in ontology.transitive_subjects(RDFS.subClassOf, document)
        if kind != document
    }


@pytest.fixture(scope="module")
def graph_terms() -> tuple[set[str], set[str]]:
    """Return the classes and the predicates that vocabularies and data use."""
    classes, predicates = set(), set()
    for path in PROJECT.graph_files:
        if path == PROJECT.ontology:
            continue
        for triple in read(path).triples:
            predicates.add(triple.predicate.value)
            if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
                classes.add(triple.object.value)
    return classes, predicates


def test_the_data_use_only_classes_and_properties_that_the_ontology_declares(
    ontology: Graph, graph_terms: tuple[set[str], set[str]]
) -> None:
    classes, predicates = graph_terms
    no_class = sorted(name(URIRef(term)) for term in classes if not is_class(ontology, URIRef(term)))
    assert no_class == [], f"not declared an owl:Class: {no_class}"
    free = {str(term) for term in (RDF.type, *BUILT_IN_ANNOTATIONS)}
    no_property = sorted(
        name(URIRef(term)) for term in predicates - free if len(kinds(ontology, URIRef(term))) == 0
    )
    assert no_property == [], f"not declared as properties: {no_property}"


def test_every_term_of_the_project_is_used(ontology: Graph, graph_terms: tuple[set[str], set[str]]) -> None:
    """In data, vocabularies or shapes; or by its subclasses; or as the inverse of a property in use.

    Kinds of region and document may wait for their first record.
    """
    shapes = Graph()
    for path in PROJECT.shapes:
        shapes.parse(path, format="turtle")
    used: set[Node] = {URIRef(term) for terms in graph_terms for term in terms}
    used |= {t for p in (SH.path, SH.targetClass, SH["class"]) for t in shapes.objects(None, p)}
    used |= set(ontology.objects(None, RDFS.subClassOf)) | set(ontology.objects(None, RDFS.subPropertyOf))
    used |= {inverse for term in used for inverse in inverses(ontology, term)}
    for family in ("Region", "PolicyDocument"):
        used |= set(ontology.subjects(RDFS.subClassOf, URIRef(QS + family)))
    unused = [name(term) for term in project_terms(ontology, OWL.Class, *KINDS) if term not in used]
    assert unused == [], f"no record, concept or shape uses {unused}; record one, or take the term out"


def test_the_readme_names_every_class_and_no_other(ontology: Graph) -> None:
    text = (PROJECT.ontology.parent / "README.md").read_text("utf-8")
    families = text.partition("## Families")[2].partition("\n## ")[0]
    named = re.findall(r"`([A-Z][A-Za-z]+)`", families)
    assert sorted(named) == [term.removeprefix(QS) for term in project_terms(ontology, OWL.Class)]


# Each rule can fail

PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + (
    "qs:A a owl:Class . qs:B a owl:Class . qs:o a owl:ObjectProperty . qs:d a owl:DatatypeProperty .\n"
)
UNIT = (
    "scheme:s a skos:ConceptScheme . "
    "unit:a a skos:Concept ; skos:inScheme scheme:s ; skos:prefLabel '甲'@zh-Hans . "
)

BROKEN: Final[tuple[tuple[Rule, str, str], ...]] = (
    (only_lite_vocabulary, "qs:A owl:unionOf ( qs:A qs:B ) .", "owl:unionOf is used on qs:A"),
    (only_lite_vocabulary, "qs:A owl:oneOf ( qs:x ) .", "owl:oneOf is used on qs:A"),
    (only_lite_vocabulary, "qs:A owl:complementOf qs:B .", "owl:complementOf is used on qs:A"),
    (only_lite_vocabulary, "qs:A owl:disjointWith qs:B .", "owl:disjointWith is used on qs:A"),
    (only_lite_vocabulary, "qs:r owl:hasValue qs:x .", "owl:hasValue is used on qs:r"),
    (only_lite_vocabulary, "qs:r a owl:DataRange .", "owl:DataRange is used on qs:r"),
    (
        only_lite_vocabulary,
        "qs:o owl:propertyChainAxiom ( qs:o qs:o ) .",
        "owl:propertyChainAxiom is used on",
    ),
    (cardinalities_are_zero_or_one, "qs:r owl:maxCardinality 2 .", "owl:maxCardinality 2 on qs:r"),
    (cardinalities_are_zero_or_one, "qs:r owl:minCardinality 3 .", "owl:minCardinality 3 on qs:r"),
    (cardinalities_are_zero_or_one, "qs:r owl:cardinality 5 .", "owl:cardinality 5 on qs:r"),
    (intersections_join_names, "qs:A owl:intersectionOf ( qs:B qs:X ) .", "qs:X is no named class"),
    (intersections_join_names, "qs:A owl:intersectionOf ( qs:B ) .", "qs:A joins fewer than two"),
    (classes_in_use_are_declared, "qs:A rdfs:subClassOf qs:X .", "rdfs:subClassOf on qs:A: qs:X"),
    (classes_in_use_are_declared, "qs:o rdfs:domain qs:X .", "rdfs:domain on qs:o: qs:X"),
    (classes_in_use_are_declared, "qs:o rdfs:range qs:X .", "rdfs:range on qs:o: qs:X"),
    (classes_in_use_are_declared, "qs:A owl:equivalentClass [ owl:unionOf () ] .", "owl:equivalentClass on"),
    (properties_have_one_kind, "qs:o a owl:DatatypeProperty .", "qs:o is declared as"),
    (properties_have_one_kind, "qs:o rdfs:subPropertyOf qs:x .", "qs:x is declared as []"),
    (predicates_are_declared, "qs:A qs:x qs:B .", "the predicate qs:x is used"),
    (kinds_of_terms_are_apart, "qs:A a owl:ObjectProperty .", "qs:A is a class and a property"),
    (kinds_of_terms_are_apart, "qs:A a qs:B .", "qs:A is a class and an individual"),
    (
        transitive_properties_are_simple,
        "qs:o a owl:TransitiveProperty, owl:FunctionalProperty .",
        "qs:o is owl:FunctionalProperty",
    ),
    (
        transitive_properties_are_simple,
        "qs:o a owl:TransitiveProperty ; owl:inverseOf qs:p . qs:p a owl:FunctionalProperty .",
        "qs:p is owl:FunctionalProperty",
    ),
    (
        transitive_properties_are_simple,
        "qs:o a owl:TransitiveProperty ; rdfs:subPropertyOf qs:p . qs:p a owl:InverseFunctionalProperty .",
        "qs:p is owl:InverseFunctionalProperty",
    ),
    (
        transitive_properties_are_simple,
        "qs:o a owl:TransitiveProperty . qs:r owl:onProperty qs:o ; owl:maxCardinality 1 .",
        "owl:maxCardinality restricts qs:o",
    ),
    (characteristics_fit_the_kind, "qs:d a owl:SymmetricProperty .", "qs:d is owl:SymmetricProperty"),
    (characteristics_fit_the_kind, "qs:d a owl:TransitiveProperty .", "qs:d is owl:TransitiveProperty"),
    (
        characteristics_fit_the_kind,
        "qs:d a owl:InverseFunctionalProperty .",
        "qs:d is owl:InverseFunctionalProperty",
    ),
    (
        characteristics_fit_the_kind,
        "qs:n a owl:AnnotationProperty, owl:FunctionalProperty .",
        "qs:n is owl:FunctionalProperty and an annotation",
    ),
    (
        characteristics_fit_the_kind,
        "qs:n a owl:AnnotationProperty ; rdfs:domain qs:A .",
        "qs:n is an annotation and has rdfs:domain",
    ),
    (ranges_fit_the_kind, "qs:d rdfs:range xsd:duration .", "xsd:duration is no datatype of OWL 1"),
    (ranges_fit_the_kind, "qs:d rdfs:range qs:A .", "qs:A is no datatype"),
    (ranges_fit_the_kind, "qs:o rdfs:range xsd:string .", "xsd:string is no class"),
    (subproperties_join_the_same_kind, "qs:d rdfs:subPropertyOf qs:o .", "rdfs:subPropertyOf on qs:d"),
    (inverses_mirror_each_other, "qs:o owl:inverseOf qs:d .", "qs:o and qs:d are inverse"),
    (
        inverses_mirror_each_other,
        "qs:o owl:inverseOf qs:p ; rdfs:domain qs:A . qs:p a owl:ObjectProperty ; rdfs:range qs:B .",
        "the rdfs:domain of qs:o is not the rdfs:range of its inverse qs:p",
    ),
    (
        inverses_mirror_each_other,
        "qs:o a owl:SymmetricProperty ; rdfs:domain qs:A ; rdfs:range qs:B .",
        "the rdfs:domain of qs:o is not",
    ),
    (
        inverses_mirror_each_other,
        "qs:o a owl:TransitiveProperty ; owl:inverseOf qs:p . qs:p a owl:ObjectProperty .",
        "of the inverses qs:o and qs:p only one is transitive",
    ),
    (inverses_mirror_each_other, "qs:o owl:inverseOf qs:p, qs:q .", "qs:o has more than one inverse"),
    (
        no_class_is_below_itself,
        "qs:A rdfs:subClassOf qs:B . qs:B rdfs:subClassOf qs:A .",
        "qs:A is below itself",
    ),
    (
        no_blank_nodes,
        "qs:A rdfs:subClassOf [ a owl:Restriction ] .",
        "qs:A has a blank node by rdfs:subClassOf",
    ),
    (terms_are_described_in_both_languages, "qs:A rdfs:label 'a'@en .", "qs:A has rdfs:label in ['en']"),
    (
        terms_are_described_in_both_languages,
        "qs:A skos:definition 'a'@en, 'b'@en, '甲'@zh-Hans .",
        "qs:A has skos:definition in ['en', 'en', 'zh-hans']",
    ),
    (terms_are_described_in_both_languages, "", "qs:A has no rdfs:isDefinedBy"),
    (
        properties_have_at_most_one_domain_and_one_range,
        "qs:o rdfs:domain qs:A, qs:B .",
        "qs:o has 2 rdfs:domain",
    ),
    (datatype_properties_have_a_range, "qs:d rdfs:domain qs:A .", "qs:d has no rdfs:range"),
    (no_axiom_is_on_owl_thing, "qs:A rdfs:subClassOf owl:Thing .", "rdfs:subClassOf of qs:A is owl:Thing"),
    (no_axiom_is_on_owl_thing, "qs:o rdfs:domain owl:Thing .", "rdfs:domain of qs:o is owl:Thing"),
    (no_axiom_is_on_owl_thing, "qs:o rdfs:range owl:Thing .", "rdfs:range of qs:o is owl:Thing"),
    (labels_distinguish_terms, "qs:A rdfs:label 'a'@en . qs:B rdfs:label 'a'@en .", "['qs:A', 'qs:B'] share"),
    (labels_distinguish_terms, "qs:o rdfs:label 'a'@en . qs:d rdfs:label 'a'@en .", "['qs:d', 'qs:o'] share"),
    (names_follow_the_convention, "qs:lower a owl:Class .", "qs:lower is not written"),
    (names_follow_the_convention, "qs:has_part a owl:ObjectProperty .", "qs:has_part is not written"),
    (concepts_share_one_family, UNIT + "sector:b a skos:Concept .", "concepts of the families"),
    (concepts_share_one_family, "wd:Q1 a skos:Concept .", "is no family of kg.rdf.namespaces"),
    (concepts_belong_to_the_scheme, UNIT + "unit:b a skos:Concept .", "unit:b is not in the scheme"),
    (
        broader_stays_in_the_scheme_without_rings,
        UNIT + "unit:a skos:broader unit:x .",
        "unit:x is not in the",
    ),
    (broader_stays_in_the_scheme_without_rings, UNIT + "unit:a skos:broader unit:a .", "broader than itself"),
    (
        broader_stays_in_the_scheme_without_rings,
        UNIT + "unit:a skos:broader unit:b . unit:b a skos:Concept ; skos:broader unit:a .",
        "unit:b is broader than itself",
    ),
    (
        preferred_labels_are_unique,
        UNIT + "unit:b a skos:Concept ; skos:prefLabel '甲'@zh-Hans .",
        "['unit:a', 'unit:b'] share 甲",
    ),
    (
        other_labels_lead_to_one_concept,
        UNIT + "unit:b skos:altLabel '甲'@zh-Hans .",
        "skos:altLabel 甲 of unit:b also names unit:a",
    ),
    (
        other_labels_lead_to_one_concept,
        UNIT + "unit:a skos:altLabel '甲'@zh-Hans .",
        "is its skos:prefLabel too",
    ),
    (labels_of_one_concept_differ, UNIT + "unit:a skos:hiddenLabel '甲'@zh-Hans .", "is its skos:prefLabel"),
    (
        concepts_schemes_and_collections_are_apart,
        UNIT + "unit:a a skos:Collection .",
        "unit:a is of two kinds",
    ),
    (
        related_and_matches_exclude_the_hierarchy,
        UNIT + "unit:a skos:broader unit:b ; skos:related unit:b .",
        "unit:a is related to unit:b",
    ),
    (
        related_and_matches_exclude_the_hierarchy,
        UNIT + "unit:a skos:exactMatch unit:b ; skos:broadMatch unit:b .",
        "unit:a matches unit:b exactly",
    ),
)


@pytest.mark.parametrize(
    ("rule", "text", "fault"), BROKEN, ids=[f"{rule.__name__}-{fault}" for rule, _, fault in BROKEN]
)
def test_an_error_in_a_file_is_reported_with_construct_and_term(rule: Rule, text: str, fault: str) -> None:
    faults = rule(Graph().parse(data=PROLOGUE + text, format="turtle"))
    assert any(fault in found for found in faults), faults


def test_each_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == {*LITE_RULES, *SKOS_RULES}
