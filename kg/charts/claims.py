"""What a chart shows of a claim: its value, period, and status, and the quotations that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.drawing.numbers import signed
from kg.rdf.answers import plain
from kg.rdf.namespaces import FOAF, OA, QS, RDFS, SKOS
from kg.rdf.store import Store

AT_ONCE: Final = 400
"""How many claims one query asks for; a server refuses longer ones."""

_FACTS: Final = f"""
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
SELECT ?claim ?label ?class ?sign ?value ?symbol ?unit ?period ?status ?region
WHERE {{
  VALUES ?claim {{ CLAIMS }}
  ?claim rdfs:label ?label ; a ?type .
  ?type rdfs:label ?class .
  FILTER(LANGMATCHES(LANG(?label), "LANGUAGE") && LANGMATCHES(LANG(?class), "LANGUAGE"))
  OPTIONAL {{ ?claim qs:comparator/skos:notation ?sign }}
  OPTIONAL {{ ?claim qs:value ?value }}
  OPTIONAL {{ ?claim qs:unit/qs:symbol ?symbol }}
  OPTIONAL {{ ?claim qs:unit/skos:prefLabel ?unit FILTER(LANGMATCHES(LANG(?unit), "LANGUAGE")) }}
  OPTIONAL {{ ?claim qs:period ?period }}
  OPTIONAL {{ ?claim qs:status/skos:prefLabel ?status FILTER(LANGMATCHES(LANG(?status), "LANGUAGE")) }}
  OPTIONAL {{ ?claim qs:region/rdfs:label ?region FILTER(LANGMATCHES(LANG(?region), "LANGUAGE")) }}
}}
ORDER BY ?claim ?class ?sign ?value ?symbol ?unit ?period ?status ?region
"""

_EVIDENCE: Final = f"""
PREFIX foaf: <{FOAF}>
PREFIX oa: <{OA}>
PREFIX qs: <{QS}>
PREFIX rdfs: <{RDFS}>
SELECT ?claim ?source ?start ?exact ?clean ?label ?page
WHERE {{
  VALUES ?claim {{ CLAIMS }}
  ?claim qs:evidence ?evidence .
  ?evidence oa:hasSource|qs:citedDocument ?source .
  ?source rdfs:label ?label .
  FILTER(LANGMATCHES(LANG(?label), "LANGUAGE"))
  OPTIONAL {{ ?evidence oa:start ?start ; oa:exact ?exact }}
  OPTIONAL {{ ?evidence qs:cleanWords ?clean }}
  OPTIONAL {{ ?source foaf:page ?page }}
}}
ORDER BY ?claim ?source ?start ?exact ?page
"""


@dataclass(frozen=True)
class Evidence:
    """A passage that a claim was read from, or a document that is cited for it.

    Attributes:
        quotation: The words of the source, cleaned; empty for a citation.
        source: The label of the source or document.
        page: Its address, or empty.
    """

    quotation: str
    source: str
    page: str


@dataclass
class Claim:
    """A claim as a chart shows it; what it does not have is empty.

    Attributes:
        label: Its label.
        kind: The label of its class, such as `target`.
        value: Its value with comparator, such as `≥ 95%`.
        unit: The label of the unit, unless it is a percent sign in `value`.
        period: The year or years that it is about.
        status: The label of its status, such as `planned`.
        region: The labels of its regions.
        evidence: What it was read from.
    """

    label: str
    kind: str
    value: str
    unit: str
    period: str
    status: str
    region: str
    evidence: list[Evidence] = field(default_factory=list)


def read_claims(store: Store, claims: Iterable[str], lang: str) -> dict[str, Claim]:
    """Return the claims by IRI, in the order of their IRIs; what the graph does not have is left out.

    Args:
        store: What answers.
        claims: IRIs.
        lang: The language of the labels, `en` or `zh`.

    Raises:
        NoAnswer: The store did not answer.
    """
    names = sorted(set(claims))
    found: dict[str, Claim] = {}
    for claim, label, kind, sign, value, symbol, unit, period, status, region in _rows(
        store, _FACTS, names, lang
    ):
        percent = "%" if symbol == "%" else ""
        shown = signed(value, sign) + percent if value != "" else ""
        named = unit if percent == "" else ""
        known = found.setdefault(claim, Claim(label, kind, shown, named, period, status, ""))
        regions = [each for each in (*known.region.split("\n"), region) if each != ""]
        known.region = "\n".join(dict.fromkeys(regions))
    for claim, _, _, exact, clean, label, page in _rows(store, _EVIDENCE, names, lang):
        evidence = Evidence(clean or exact, label, page)
        if claim in found and evidence not in found[claim].evidence:
            found[claim].evidence.append(evidence)
    return found


def _rows(store: Store, query: str, names: Sequence[str], lang: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query for all claims, as texts."""
    for first in range(0, len(names), AT_ONCE):
        terms = " ".join(f"<{name}>" for name in names[first : first + AT_ONCE])
        text = query.replace("CLAIMS", terms).replace("LANGUAGE", lang)
        for row in store.query(text).rows:
            yield tuple(map(plain, row))
