"""What a chart shows of a claim: its value, period, and status, and the quotations that it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.drawing.numbers import signed
from kg.evidence.passages import in_batches, passages_of
from kg.query.wording import labels_of
from kg.rdf.namespaces import shorten
from kg.rdf.selects import selected
from kg.rdf.store import Store


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
        value: Its value with comparator, such as `≥ 95%` or `10–20%`.
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
    spoken = [ox.Literal(lang)]
    found: dict[str, Claim] = {}
    for some in in_batches(claims):
        for claim, label, kind, sign, value, upper, symbol, unit, period, status, region in selected(
            store, "charts/claims", claim=some, lang=spoken
        ):
            percent = "%" if symbol == "%" else ""
            shown = signed(value, sign, upper) + percent if value != "" else ""
            named = unit if percent == "" else ""
            known = found.setdefault(claim, Claim(label, kind, shown, named, period, status, ""))
            regions = [each for each in (*known.region.split("\n"), region) if each != ""]
            known.region = "\n".join(dict.fromkeys(regions))
    passages = list(passages_of(store, found))
    labels = labels_of(store, {each.work for each in passages}, lang)
    for each in passages:
        evidence = Evidence(each.clean or each.exact, labels.get(each.work, shorten(each.work)), each.page)
        if evidence not in found[each.claim].evidence:
            found[each.claim].evidence.append(evidence)
    return found
