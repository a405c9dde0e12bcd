"""The words of labels: the glossary's English for each Chinese term, American spelling, targets as targets.

The glossary is not part of the project. If it is next to the source texts, all labels are compared
with it; elsewhere that test is skipped.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kg.rdf.namespaces import QS, RDF_TYPE, RDFS, SKOS, shorten
from kg.rdf.turtle import read
from tests.conftest import ROOT
from tests.queries.rows import PROJECT

GLOSSARY = Path(os.environ.get("KG_SOURCES", ROOT.parent / "shared" / "sources")).parent / "terminology.csv"
_ASIDE: Final = re.compile(r"\s*[（(][^（()）]*[)）]")

BRITISH: Final = re.compile(
    r"\b(?:\w+is(?:ation|ations|ing|ed)|\w*(?:colour|labour|honour|favour|centre|programme|licence|defence|analyse)\w*)\b",
    re.IGNORECASE,
)
SAME_IN_AMERICA: Final = re.compile(
    r"(?:super|ad|re|im|pro|de|tele)vis(?:ed|ing)|(?:p?r|ar)ais(?:ed|ing)|ris(?:ed|ing)|promis(?:ed|ing)"
    r"|(?:enterpr|surpr|compr|exerc|franch|adv|advert)is(?:ed|ing)|disguised|used|based",
    re.IGNORECASE,
)

EXCEPTIONS: Final = {
    ("行动", "action"): ("行动方案|行动计划", "an action plan, which is a kind of document"),
    ("工程", "engineering"): ("工程技术|工程公司|工程设计|工程咨询|鲁班奖", "engineering in its own sense"),
    ("市", "cities"): ("城市|市（县）|强市", "cities themselves, not prefectures"),
    ("建筑工程", "Building"): ("建筑工程", "a building project: the term's own row is the name of a sector"),
    ("省政府质量奖", "provincial government quality award"): (
        "省政府质量奖",
        "the name of an award, in capitals",
    ),
    ("进展", "progress"): ("进展", "progress in the plain sense: the term's own row is a property"),
    ("组织领导", "Leadership"): ("组织领导", "organization and leadership: the term's own row is a measure"),
    ("推进质量治理现代化", "Quality governance"): (
        "推进质量治理现代化",
        "the same term as a verb: modernize",
    ),
    ("创建", "create"): ("品牌", "a brand is created: nobody names it"),
    ("办法", "Rules"): ("^办法$", "the class, which is named administrative rules"),
    ("监管", "supervision"): ("工程质量检测监管", "the usual term for construction quality"),
    ("质量安全监管", "Quality and safety supervision"): (
        "工程建设领域质量安全监管",
        "the usual term for construction quality",
    ),
    ("质量安全追溯", "Traceability"): ("平台", "part of the name of a platform, in capitals"),
    ("户", "households"): ("千家万户", "households, not a classifier"),
    ("家", "firms"): ("勘察设计企业", "survey and design firms, not a classifier"),
}
"""Where a form to avoid is right: the Chinese in which it is, and why."""


class Label(NamedTuple):
    """The two preferred labels of a record, and its class."""

    name: str
    kind: str
    zh: str
    en: str


class Term(NamedTuple):
    """A row of the glossary: a Chinese term, its English, and the English to avoid."""

    zh: str
    en: str
    avoid: tuple[str, ...]


def labels() -> Iterator[Label]:
    """Yield the labels of all records that the project's files state."""
    for path in PROJECT.stated_files:
        words: dict[str, dict[str, str]] = {}
        kinds: dict[str, str] = {}
        for subject, predicate, object_ in read(path).triples:
            name = shorten(getattr(subject, "value", ""))
            if predicate.value in (RDFS + "label", SKOS + "prefLabel"):
                words.setdefault(name, {})[object_.language] = object_.value
            elif predicate.value == RDF_TYPE:
                kinds.setdefault(name, object_.value)
        for name, each in words.items():
            yield Label(name, kinds[name], each.get("zh-hans", ""), each.get("en", ""))


LABELS: Final = tuple(labels())


def terms() -> tuple[Term, ...]:
    """Return the rows of the glossary, or skip the test."""
    if not GLOSSARY.is_file():
        pytest.skip(f"no glossary in {GLOSSARY.parent}")
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(
                _ASIDE.sub("", row["zh"]).strip("“”"),
                _ASIDE.sub("", row["en"]),
                tuple(
                    word for each in row["avoid"].split(";") if (word := _ASIDE.sub("", each).strip()) != ""
                ),
            )
            for row in csv.DictReader(file)
        )


def has(text: str, words: str) -> bool:
    """Say whether `text` contains `words` as whole words, ignoring case."""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE) is not None


def avoided(label: Label, rows: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
    """Yield each Chinese term of a label with the English that it should not have, but has.

    What a term's own English, or that of a longer term, has in it is no fault.
    """
    said = [row for row in rows if row.zh in label.zh]
    rest = label.en
    for row in sorted(said, key=lambda row: -len(row.en)):
        rest = re.sub(rf"(?<![\w-]){re.escape(row.en)}", "_", rest, flags=re.IGNORECASE)
    for row in said:
        longer = any(row.zh in other.zh and row.zh != other.zh for other in said)
        for words in row.avoid:
            if not longer and has(rest, words) and words.lower() != row.en.lower():
                yield row.zh, words


def test_a_label_has_the_english_of_the_glossary_for_its_chinese_terms() -> None:
    rows = terms()
    used = set()
    for label in LABELS:
        for zh, words in avoided(label, rows):
            context, why = EXCEPTIONS.get((zh, words), ("", ""))
            allowed = why != "" and re.search(context, label.zh) is not None
            assert allowed, f'{label.name}: "{label.en}" has "{words}" for {zh} in {label.zh}'
            used.add((zh, words))
    assert used == set(EXCEPTIONS), "an exception that no label needs"


def test_english_labels_have_american_spelling() -> None:
    found = {
        label.name: word[0]
        for label in LABELS
        for word in BRITISH.finditer(label.en)
        if SAME_IN_AMERICA.fullmatch(word[0]) is None
    }
    assert found == {}


def test_the_english_label_of_a_target_says_that_it_is_one() -> None:
    targets = [label for label in LABELS if label.kind == QS + "Target"]
    assert len(targets) > 200
    assert [label.name for label in targets if not label.en.startswith("Target: ")] == []


def test_labels_have_the_quotation_marks_of_their_language() -> None:
    assert [label.en for label in LABELS if re.search("[“”‘’]", label.en)] == []
    assert [label.zh for label in LABELS if '"' in label.zh] == []


@pytest.mark.parametrize(
    ("zh", "en", "faults"),
    [
        ("标准化", "Standardisation", {("标准化", "Standardisation")}),
        ("深化标准化改革", "Deepen Standardisation reform", {("标准化", "Standardisation")}),
        ("标准化", "Standardization", set()),
        ("检验检测", "Inspection and testing", set()),
        ("检测", "Inspection", {("检测", "inspection")}),
        ("检测", "Inspections", set()),
    ],
)
def test_a_form_to_avoid_is_found_where_no_longer_term_has_it(
    zh: str, en: str, faults: set[tuple[str, str]]
) -> None:
    rows = (
        Term("标准化", "Standardization", ("Standardisation",)),
        Term("检测", "testing", ("inspection",)),
        Term("检验检测", "inspection and testing", ()),
    )
    assert set(avoided(Label("", "", zh, en), rows)) == faults
