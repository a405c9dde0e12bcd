"""The IRIs that the code uses, and the prefixes in the project's files."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/quality-strategy/"
"""The IRIs of all entities of the project begin with this."""

QS: Final = BASE + "ontology#"
"""The project's own terms."""

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
SH: Final = "http://www.w3.org/ns/shacl#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DQV: Final = "http://www.w3.org/ns/dqv#"
BIBO: Final = "http://purl.org/ontology/bibo/"
VANN: Final = "http://purl.org/vocab/vann/"
DCATAP: Final = "http://data.europa.eu/r5r/"
VOID: Final = "http://rdfs.org/ns/void#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
SPDX: Final = "http://spdx.org/rdf/terms#"
GEOSPARQL: Final = "http://www.opengis.net/ont/geosparql#"
ELI: Final = "http://data.europa.eu/eli/ontology#"
ORG: Final = "http://www.w3.org/ns/org#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SCHEMA: Final = "https://schema.org/"
QUDT: Final = "http://qudt.org/schema/qudt/"
QUDT_UNIT: Final = "http://qudt.org/vocab/unit/"
EUROVOC: Final = "http://eurovoc.europa.eu/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

VOCABULARIES: Final[dict[str, str]] = {
    "bibo": BIBO,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcterms": DCTERMS,
    "dqv": DQV,
    "eli": ELI,
    "eurovoc": EUROVOC,
    "foaf": FOAF,
    "geosparql": GEOSPARQL,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "qs": QS,
    "qudt": QUDT,
    "qudtunit": QUDT_UNIT,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "vann": VANN,
    "vcard": VCARD,
    "void": VOID,
    "wd": WIKIDATA,
    "xsd": XSD,
}
"""Prefixes of vocabularies that others (and this project's ontology) define."""

FAMILIES: Final[dict[str, str]] = {
    "adoption": BASE + "adoption/",
    "agent": BASE + "agent/",
    "aim": BASE + "aim/",
    "award": BASE + "award/",
    "body": BASE + "body/",
    "brand": BASE + "brand/",
    "cluster": BASE + "cluster/",
    "coding": BASE + "coding/",
    "collection": BASE + "collection/",
    "comparator": BASE + "comparator/",
    "comparison": BASE + "comparison/",
    "direction": BASE + "direction/",
    "document": BASE + "eli/",
    "document-type": BASE + "document-type/",
    "event": BASE + "event/",
    "extent": BASE + "extent/",
    "finding": BASE + "finding/",
    "graph": BASE + "graph/",
    "indicator": BASE + "indicator/",
    "instrument": BASE + "instrument/",
    "measure": BASE + "measure/",
    "nature": BASE + "nature/",
    "parameter": BASE + "parameter/",
    "person": BASE + "person/",
    "platform": BASE + "platform/",
    "query": BASE + "query/",
    "reason": BASE + "reason/",
    "region": BASE + "region/",
    "relation": BASE + "relation/",
    "role": BASE + "role/",
    "scheme": BASE + "scheme/",
    "sector": BASE + "sector/",
    "shape": BASE + "shape/",
    "source": BASE + "source/",
    "status": BASE + "status/",
    "unit": BASE + "unit/",
}
"""Prefixes of the project's own entities, one per family: `region:guizhou`, `unit:percent`."""

PREFIXES: Final[dict[str, str]] = {**VOCABULARIES, **FAMILIES}
"""All prefixes; a file may add the empty prefix, for the IRIs it describes."""

_BY_NAMESPACE: Final[dict[str, str]] = {namespace: prefix for prefix, namespace in PREFIXES.items()}
"""The prefix of each namespace; each ends with `/` or `#`, so that an IRI need only be cut there."""

RDF_TYPE: Final = RDF + "type"
"""The predicate that Turtle abbreviates as `a`."""


def shorten(iri: str, also: str = "") -> str:
    """Return `iri` as a prefixed name (`qs:Target`), or in angle brackets if no prefix fits.

    The longest namespace that fits is used; the rest must be plain (letters, digits, `-`, `_`, `.`).

    Args:
        iri: The IRI.
        also: More characters that the rest may have: `expand` takes any, while Turtle takes no `/`.
    """
    marks = "-_." + also
    cut = len(iri)
    while (cut := max(iri.rfind("/", 0, cut), iri.rfind("#", 0, cut))) != -1:
        prefix = _BY_NAMESPACE.get(iri[: cut + 1])
        if prefix is not None:
            rest = iri[cut + 1 :]
            if rest != "" and all(c.isalnum() or c in marks for c in rest):
                return f"{prefix}:{rest}"
    return f"<{iri}>"


def iri_in(text: str) -> str | None:
    """Return the IRI that a person wrote, whole (in angle brackets or not) or as a prefixed name.

    None if it is neither: a name whose prefix is not known, or words.
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    return text if "://" in text else expand(text)


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name (`region:guizhou`), or None if its prefix is not known."""
    prefix, colon, local = name.partition(":")
    if colon == "" or prefix not in PREFIXES:
        return None
    return PREFIXES[prefix] + local
