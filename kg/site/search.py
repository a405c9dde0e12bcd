"""The data of the search: names, other names, and quoted words of the records that have a page.

The browser makes the index (`scripts/finder.js`). It folds Traditional characters with a table of those that
this graph needs, so that it loads no dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from kg.chinese.normalization import clean
from kg.chinese.script import has_chinese
from kg.export.terms import Terms
from kg.rdf.namespaces import BASE, OA, QS, SKOS
from kg.rdf.records import Records
from kg.site.packing import data_script, packed_json
from kg.site.wording import SEARCH_WORDS, words_in_all
from kg.words import Words

PageOf = Callable[[str], str | None]
"""Returns the folder of the page that shows an IRI, such as `region/guizhou/`; None if there is none."""

_OTHER: Final = (SKOS + "altLabel", SKOS + "hiddenLabel")
"""The properties for other names."""

_WEIGHTS: Final = (
    (("Measure", "Indicator"), 4.0),
    (("Region",), 3.5),
    (("Document", "Source"), 2.0),
    (("Agent", "NamedThing"), 2.0),
    (("Attested", "Section"), 1.0),
)
"""How much more a match counts in the records of a class; the first that a record is of decides."""

_OTHER_WEIGHT: Final = 1.5
"""The same for the records of other classes: units, sectors, and other concepts."""


def search_script(records: Records, page_of: PageOf) -> bytes:
    """Return the script with the data of the search; see `search_data`."""
    return data_script("search", packed_json(search_data(records, page_of)))


def search_data(records: Records, page_of: PageOf) -> dict[str, Any]:
    """Return the data of the search, as `SearchData` of `scripts/types.js` describes them.

    Args:
        records: The statements of the graph.
        page_of: The page of each record; one without a page is not found.
    """
    terms = Terms(records)
    kinds: dict[str, int] = {}
    regions: dict[str, int] = {}
    rows = []
    for iri in sorted(records.subjects):
        page, label = page_of(iri), records.label(iri)
        if not iri.startswith(BASE) or page is None or label is None:
            continue
        classes = terms.classes_of(iri)
        kind = next((each for each in classes if each.startswith(QS)), classes[0] if classes else "")
        region = records.one(iri, QS + "region")
        local = iri.removeprefix(BASE)
        rows.append(
            [
                local,
                kinds.setdefault(kind, len(kinds)),
                regions.setdefault(region, len(regions)) if region is not None else -1,
                label.en,
                label.zh,
                "\n".join(_other_names(records, iri, label)),
                "\n".join(_quoted(records, iri)),
                "" if page == f"{local}/" else page,
            ]
        )
    traditional = _traditional("".join(str(row) for row in rows))
    return {
        "kinds": [{"label": _label(records, each), "weight": _weight(terms, each)} for each in kinds],
        "regions": [_label(records, each) for each in regions],
        "records": rows,
        "traditional": "".join(traditional),
        "simplified": "".join(traditional.values()),
        "words": words_in_all(SEARCH_WORDS),
    }


def _label(records: Records, iri: str) -> dict[str, str]:
    label = records.label(iri) or Words("", "")
    return {"en": label.en, "zh": label.zh}


def _other_names(records: Records, iri: str, label: Words) -> list[str]:
    """Return the other names of a record, each once, without those that a reader of its name finds anyway."""
    names = {each.value for property_ in _OTHER for each in records.texts(iri, property_)}
    return sorted(names - set(label))


def _quoted(records: Records, claim: str) -> list[str]:
    """Return the words that a claim quotes, clean and in Simplified characters."""
    found = set()
    for evidence in records.iris(claim, QS + "evidence"):
        words = records.one(evidence, QS + "cleanWords")
        exact = records.one(evidence, OA + "exact")
        if words is not None:
            found.add(words)
        elif exact is not None:
            found.add(clean(exact).text)
    return sorted(found)


def _weight(terms: Terms, class_: str) -> float:
    above = {each.removeprefix(QS) for each in terms.above(class_)}
    return next((weight for names, weight in _WEIGHTS if above & set(names)), _OTHER_WEIGHT)


def _traditional(text: str) -> dict[str, str]:
    """Return the Traditional characters whose Simplified form is in a text, with that form.

    A character of both scripts, such as 乾, counts as Traditional too: queries and records are folded alike.
    """
    from opencc import OpenCC  # noqa: PLC0415  (its dictionaries load slowly)

    # Also the characters of the text itself, which may be Traditional or variants.
    simplified = OpenCC("t2s").convert
    wanted = {simplified(each) for each in set(text) if has_chinese(each)}
    found = {}
    for each in _characters(text):
        single = simplified(each)
        if single != each and len(single) == 1 and single in wanted:
            found[each] = single
    return found


def _characters(text: str) -> Iterable[str]:
    """Yield the characters of the common block of Chinese, and the other Chinese ones of a text, in order."""
    common = map(chr, range(0x4E00, 0xA000))
    return sorted({*common, *(each for each in text if has_chinese(each))})
