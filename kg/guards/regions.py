"""Compares the region of a claim with that of its document, and with the regions that its label names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evidence.findings import Finding
from kg.guards.context import STATEMENTS, Context
from kg.rdf.namespaces import DCTERMS, QS
from kg.words import Phrase


def check_document_regions(context: Context) -> Iterator[Finding]:
    """Yield a finding for each document, body, or thing whose name is of another region than its own.

    The local name of a document begins with that of its region: `hebei-2023-action-plan`.
    """
    for property_ in (DCTERMS + "spatial", QS + "jurisdiction"):
        for record in context.own_with(property_):
            region = context.records.one(record, property_) or ""
            named = context.regions_in(context.label(record)) | context.regions_in(
                context.label(record, "en")
            )
            foreign = {each for each in named if context.is_administrative(each)}
            if any(context.related_region(each, region) for each in foreign):
                foreign = set()
            foreign |= {context.region_of_name(record) or region} - {region}
            if len(foreign) > 0:
                yield Finding(
                    "name-region",
                    record,
                    Phrase(
                        "the name is of {named}, but the region is {region}; correct one",
                        named=context.label(min(foreign)),
                        region=context.label(region),
                    ),
                    property_,
                )


def check_codes(context: Context) -> Iterator[Finding]:
    """Yield a finding for each region whose code (GB/T 2260) is not within that of its outer region."""
    for region in context.own_with(QS + "gb2260"):
        code = context.records.one(region, QS + "gb2260") or ""
        for outer in context.records.iris(region, QS + "within"):
            above = context.records.one(outer, QS + "gb2260") or ""
            shared = above[: 2 if above.endswith("0000") else 4 if above.endswith("00") else 6]
            if not code.startswith(shared):
                yield Finding(
                    "region-code",
                    region,
                    Phrase(
                        "the code {code} is not within {outer}; correct one",
                        code=code,
                        outer=context.label(outer),
                    ),
                    QS + "within",
                    outer,
                )


def check_regions(context: Context) -> Iterator[Finding]:
    """Yield a finding for each region that is neither the document's nor named, or not that of the label.

    National and economic regions in a label (全国首位) say nothing about the region of a claim.
    """
    for claim in context.of_class(*STATEMENTS):
        named = context.regions_in(context.label(claim)) | context.regions_in(context.label(claim, "en"))
        for region in context.records.iris(claim, QS + "region"):
            home = context.home(claim)
            if (
                home is not None
                and region not in {home, *named}
                and region not in context.regions_in(context.words(claim))
            ):
                yield Finding(
                    "claim-region",
                    claim,
                    Phrase(
                        "the region is {region}, but the document is of {home} and the words do not name "
                        "{region}; correct the region",
                        region=context.label(region),
                        home=context.label(home),
                    ),
                    QS + "region",
                    region,
                )
                continue
            own_names = context.label(region) + context.label(region, "en")
            foreign = {
                each
                for each in named - {*context.records.iris(claim, QS + "place")}
                if context.is_administrative(each)
                and not context.related_region(each, region)
                and not any(name in own_names for name in context.all_names(each))
            }
            if len(foreign) > 0:
                yield Finding(
                    "label-region",
                    claim,
                    Phrase(
                        "the label names {named}, but the region is {region}; correct one",
                        named=context.label(min(foreign)),
                        region=context.label(region),
                    ),
                    QS + "region",
                    region,
                )
