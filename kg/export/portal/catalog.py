"""The catalog that portals harvest, in DCAT-AP 3: the data set and its files with sizes and checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from kg.export.portal.statistics import DATASET
from kg.project import Project
from kg.rdf.namespaces import BASE, DCAT, DCTERMS, RDF_TYPE, SPDX
from kg.rdf.records import Records
from kg.rdf.statements import node, nodes, stated, typed
from kg.rdf.turtle import read

CATALOG: Final = BASE + "catalog"
"""The IRI of the catalog."""

DOWNLOADS: Final = BASE + "download/"
"""The address of a file is this, followed by its name in a release."""


def catalog_of(
    project: Project, description: Collection[ox.Triple], files: Mapping[str, bytes]
) -> set[ox.Triple]:
    """Return the catalog with the data set and its distributions.

    Args:
        project: The project.
        description: The description of the data set.
        files: The files of a release by name; a distribution without a file has no size or checksum.
    """
    described = Records(description)
    modified = described.all(DATASET, DCTERMS + "modified")
    return {
        *read(project.catalog).triples,
        *description,
        *stated(CATALOG, {DCTERMS + "modified": [typed(each, "date") for each in modified]}),
        *_checksums(described, files),
    }


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _checksums(described: Records, files: Mapping[str, bytes]) -> Iterator[ox.Triple]:
    """Yield the size and checksum of each distribution."""
    for distribution in described.of_class(DCAT + "Distribution"):
        for address in described.iris(distribution, DCAT + "downloadURL"):
            content = files.get(address.removeprefix(DOWNLOADS))
            if content is None:
                continue
            checksum = f"{distribution}/checksum"
            yield from stated(
                distribution,
                {
                    DCAT + "byteSize": [typed(len(content), "nonNegativeInteger")],
                    SPDX + "checksum": nodes([checksum]),
                },
            )
            yield from stated(
                SPDX + "checksumAlgorithm_sha256", {RDF_TYPE: [node(SPDX + "ChecksumAlgorithm")]}
            )
            yield from stated(
                checksum,
                {
                    RDF_TYPE: [node(SPDX + "Checksum")],
                    SPDX + "algorithm": [node(SPDX + "checksumAlgorithm_sha256")],
                    SPDX + "checksumValue": [typed(sha256(content), "hexBinary")],
                },
            )
