"""The pictures that can be drawn, by name, and what a person may choose in each.

A picture is drawn by a function whose keyword arguments are the choices; a choice is the same word in
`kg visualize --indicator ...`, in `graph.draw("targets", indicator=...)`, and in the function.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kg.drawing.lineage import picture_lineage
from kg.drawing.matrix import picture_matrix
from kg.drawing.names import names_of
from kg.drawing.network import picture_network
from kg.drawing.picture import Picture
from kg.drawing.plan import picture_plan
from kg.drawing.style import LANGUAGES
from kg.drawing.targets import picture_targets
from kg.drawing.timeline import picture_timeline
from kg.errors import UnknownName, WrongValue
from kg.labels import resolve
from kg.namespaces import OWL, QS

if TYPE_CHECKING:
    from kg.catalog import Catalog
    from kg.store import Store

Choice = str | int | tuple[str, ...] | None
"""What a person may give: a name, a number, several names; None for what the picture does by itself."""

CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "around": (OWL + "Thing",),
    "document": (QS + "Document", QS + "Source"),
    "indicator": (QS + "Indicator",),
    "region": (QS + "Region",),
}
"""By the name of a choice that means a record, the classes of the records that a label may mean."""

_NOUNS: Final[Mapping[str, str]] = {"around": "record"}
"""What an error calls the record that a choice means, where the name of the choice is no noun."""


@dataclass(frozen=True)
class Subject:
    """What can be drawn.

    Attributes:
        name: What it is called.
        title: What it shows, in a few words, by language.
        picture: Reads it from a store and a catalog, in a language, with choices.
    """

    name: str
    title: Mapping[str, str]
    picture: Callable[..., Picture]

    @property
    def choices(self) -> Mapping[str, Any]:
        """The choices with their defaults, in order."""
        parameters = inspect.signature(self.picture).parameters.values()
        return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}


SUBJECTS: Final[Mapping[str, Subject]] = {
    each.name: each
    for each in (
        Subject(
            "network",
            {
                "en": "records and the ties between them, around one record or of some classes",
                "zh": "一条记录周围或若干类记录之间的联系",
            },
            picture_network,
        ),
        Subject(
            "targets",
            {
                "en": "how each province stands to the national target of an indicator",
                "zh": "各省目标与全国目标相比如何",
            },
            picture_targets,
        ),
        Subject(
            "matrix",
            {
                "en": "which measures were found in which province, are absent, or were not coded",
                "zh": "各省份的措施：有、其他形式、未见或未编码",
            },
            picture_matrix,
        ),
        Subject(
            "timeline",
            {"en": "documents by date, and what they carry out", "zh": "各文件的发布时间及其所落实的文件"},
            picture_timeline,
        ),
        Subject(
            "plan",
            {"en": "what is inside a plan, in order", "zh": "规划的内容与次序"},
            picture_plan,
        ),
        Subject(
            "lineage",
            {
                "en": "documents and what they rest on, from the national outline down",
                "zh": "文件之间的依据与承接，自国家纲要以下",
            },
            picture_lineage,
        ),
    )
}
"""All that can be drawn, by name."""


def picture_of(
    store: Store, catalog: Catalog, name: str, lang: str, choices: Mapping[str, Choice]
) -> Picture:
    """Return the picture called `name`.

    Args:
        store: What answers.
        catalog: The canned queries.
        name: A key of `SUBJECTS`.
        lang: The language of its words, `en` or `zh`.
        choices: What is not to keep its default; a record may be named by an IRI, a prefixed name or a label.

    Raises:
        UnknownName: There is no such picture, choice, language or record.
        WrongValue: A name is empty, or that of a record of another class.
        AmbiguousName: Several records have the label that was given.
        NoAnswer: The store did not answer.
    """
    if name not in SUBJECTS:
        raise UnknownName("picture", "图", name, SUBJECTS)
    if lang not in LANGUAGES:
        raise UnknownName("language", "语言", lang, LANGUAGES)
    subject = SUBJECTS[name]
    for choice in choices:
        if choice not in subject.choices:
            raise UnknownName(f"choice of {name}", f" {name} 的选项", choice, subject.choices)
    named = {key: value for key, value in choices.items() if key in CLASSES and isinstance(value, str)}
    for key, value in named.items():
        if value.strip() == "":
            raise WrongValue(key, value, "the name of a record", "一条记录的名称")
    nouns = {_NOUNS.get(key, key): key for key in CLASSES}
    meant = resolve(
        store,
        {noun: CLASSES[key] for noun, key in nouns.items()},
        {noun: named[key] for noun, key in nouns.items() if key in named},
    )
    records = {nouns[noun]: record for noun, record in meant.items()}
    picture = subject.picture(store, catalog, lang, **{**choices, **records})
    (other,) = (each for each in LANGUAGES if each != lang)
    return replace(
        picture,
        names=names_of(store, picture.network),
        translated=partial(picture_of, store, catalog, name, other, choices),
    )
