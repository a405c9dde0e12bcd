"""The Web Annotations of each source as a collection in JSON-LD, which annotation tools load.

The context is that of the W3C (https://www.w3.org/TR/annotation-vocab/#json-ld-context), so that no other
vocabulary is needed to read a collection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox

from kg.files import json_text
from kg.rdf.namespaces import OA, RDF_TYPE
from kg.rdf.records import Records

ANNOTATION_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
"""The context of Web Annotations."""


def annotation_collections(annotations: Iterable[ox.Triple], records: Records) -> dict[str, bytes]:
    """Return a collection for each source, by file name.

    Args:
        annotations: The statements of `kg.export.portal.annotations`.
        records: The records of the graph, for sources and labels.
    """
    derived = Records(annotations)
    items: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for annotation in derived.of_class(OA + "Annotation"):
        targets = derived.iris(annotation, OA + "hasTarget")
        for source in sorted({records.one(each, OA + "hasSource") or "" for each in targets}):
            items[source].append(
                {
                    "id": annotation,
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": derived.one(annotation, OA + "hasBody"),
                    "target": [
                        _target(each, source, derived)
                        for each in targets
                        if records.one(each, OA + "hasSource") == source
                    ],
                }
            )
    return {
        f"annotations/{source.rpartition('/')[2]}.jsonld": _collection(source, found, records)
        for source, found in sorted(items.items())
    }


def _collection(source: str, items: list[dict[str, Any]], records: Records) -> bytes:
    """Return the collection of a source, with all annotations on one page."""
    label = records.label(source)
    collection = f"{source}/annotations"
    found: dict[str, Any] = {
        "@context": ANNOTATION_CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        **({"label": label.en} if label is not None else {}),
        "total": len(items),
        "first": {
            "id": f"{collection}/1",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
    }
    return json_text(found).encode("utf-8")


def _target(quotation: str, source: str, derived: Records) -> dict[str, Any]:
    """Return a quotation as the target of an annotation: its source and its selectors."""
    selectors = []
    for each in derived.iris(quotation, OA + "hasSelector"):
        kind = (derived.one(each, RDF_TYPE) or "").removeprefix(OA)
        numbers = {name: derived.offset(each, OA + name) for name in ("start", "end")}
        words = {name: derived.one(each, OA + name) for name in ("exact", "prefix", "suffix")}
        stated = {name: value for name, value in (numbers | words).items() if value is not None}
        selectors.append({"type": kind, **stated})
    return {"id": quotation, "type": "SpecificResource", "source": source, "selector": selectors}
