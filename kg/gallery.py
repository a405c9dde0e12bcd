"""All charts and diagrams, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.charts import matrix, plan, targets, timeline
from kg.diagrams import adoption, lineage, network
from kg.errors import UnknownName
from kg.query.labels import settle
from kg.words import LANGUAGES, Noun

if TYPE_CHECKING:
    from kg.drawing.drawing import Drawing
    from kg.drawing.subject import Subject
    from kg.query.catalog import Catalog
    from kg.query.parameters import Argument
    from kg.rdf.store import Store

SUBJECTS: Final[Mapping[str, Subject]] = {
    each.name: each
    for each in (
        targets.CHART,
        matrix.CHART,
        timeline.CHART,
        plan.CHART,
        network.DIAGRAM,
        adoption.DIAGRAM,
        lineage.DIAGRAM,
    )
}
"""All charts and diagrams, charts first."""


def subject_of(name: str) -> Subject:
    """Return the subject called `name`.

    Raises:
        UnknownName: There is none; the error names the nearest.
    """
    if name not in SUBJECTS:
        raise UnknownName(Noun("drawing"), name, SUBJECTS)
    return SUBJECTS[name]


def drawing_of(
    store: Store, catalog: Catalog, name: str, lang: str, given: Mapping[str, Argument]
) -> Drawing:
    """Return the chart or diagram called `name`.

    Args:
        store: The store to query.
        catalog: The canned queries.
        name: A key of `SUBJECTS`.
        lang: The language of its texts, `en` or `zh`.
        given: Values by parameter; the others keep their defaults. A record may be given by an IRI, a
            prefixed name, or a label.

    Raises:
        UnknownName: There is no such drawing, parameter, language or record.
        WrongValue: A value is not what the parameter takes, or is a record of another class.
        AmbiguousName: Several records have the label that was given.
        NoAnswer: The store did not answer.
    """
    subject = subject_of(name)
    if lang not in LANGUAGES:
        raise UnknownName(Noun("language"), lang, LANGUAGES)
    values = settle(store, subject.parameters, given)
    return subject.draw(
        store, catalog, lang, **{key: value for key, value in values.items() if value not in ("", ())}
    )
