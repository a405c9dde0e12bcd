"""A release: the graph in every format, the catalog, and all checksums, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping

from kg.export.book import book_of
from kg.export.csvw import write_csvw
from kg.export.frames import CONTEXT_FILE, frames_of
from kg.export.jsonld import context_of, nodes_of
from kg.export.library import write_library
from kg.export.operations import write_operations
from kg.export.parquet import write_parquet
from kg.export.portal.catalog import catalog_of, sha256
from kg.export.portal.collections import annotation_collections
from kg.export.portal.croissant import write_croissant
from kg.export.portal.description import DESCRIPTION
from kg.export.portal.graphs import ANNOTATIONS, exported_graphs
from kg.export.rdf import RDF_FORMATS, written
from kg.export.workbook import write_workbook
from kg.files import json_text, read_bytes
from kg.project import Project
from kg.rdf.records import Records
from kg.rdf.turtle import canonical_form, read

CHECKSUMS = "SHA256SUMS"
"""The file of the checksums, which `sha256sum --check` reads."""


def release_of(project: Project) -> dict[str, bytes]:
    """Return the files of a release by name.

    Args:
        project: The project.

    Raises:
        MissingLibrary: The library for Parquet is not installed.
        KgError: The project has no description, or a value does not fit into a format.
    """
    graphs = exported_graphs(project)
    triples = set().union(*graphs.values())
    records, described, context = Records(triples), graphs[DESCRIPTION], context_of(project)
    book = book_of(project, ())
    files = {f"graph{each.endings[0]}": written(graphs, each, project) for each in RDF_FORMATS.values()}
    files["graph.xlsx"] = write_workbook(book)
    files |= _below("csv", write_csvw(book)) | _below("parquet", write_parquet(book))
    files["queries.ttl"] = write_library(project)
    files |= _below("operations", write_operations(project))
    files["ontology.ttl"] = read_bytes(project.ontology)
    shapes = (triple for path in project.shapes for triple in read(path).triples)
    files["shapes.ttl"] = canonical_form(shapes).encode("utf-8")
    files[CONTEXT_FILE] = json_text({"@context": context}).encode("utf-8")
    files |= frames_of(triples, context)
    files |= annotation_collections(graphs.get(ANNOTATIONS, ()), records)
    files["CITATION.cff"] = read_bytes(project.citation)
    catalog = catalog_of(project, described, files)
    for form in ("turtle", "rdfxml"):
        files[f"catalog{RDF_FORMATS[form].endings[0]}"] = written({"": catalog}, RDF_FORMATS[form], project)
    catalog_nodes = {"@context": context, "@graph": nodes_of(catalog, context)}
    files["catalog.jsonld"] = json_text(catalog_nodes).encode("utf-8")
    files["croissant.json"] = write_croissant(Records(described), book, files)
    files[CHECKSUMS] = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode("utf-8")
    return files


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in files.items()}
