"""Measures how far the two codings of `data/coding/` agree, by level of the scheme of measures.

`python bench/agreement.py` prints `docs/agreement.md`, and `make agreement` writes it. A mention
has a set of codes, so disagreement is the MASI distance of two sets (Passonneau 2006), which is 0 for equal
sets and smaller where one contains the other. Alpha is 1 less the ratio of the observed
to the expected disagreement (Krippendorff 2004, chapter 11), as computed by NLTK.

At each level a mention has the concepts of that level at or above its codes, and none where its codes lie
above the level: a theme is no measure.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance

import kg
from kg.rdf.namespaces import FAMILIES, PREFIXES, expand

ROOT: Final = Path(__file__).resolve().parent.parent
LEVELS: Final = ("area", "theme", "measure")
KINDS: Final = {
    "actions": ("Action", "Campaign", "Project", "Task"),
    "figures": ("Target", "Observation"),
    "goals and findings": ("Goal", "Finding"),
    "conferrals": ("Conferral",),
}
"""The kinds of claim that are told apart, with their classes."""

Codes = frozenset[str]
Coding = dict[str, Codes]
"""For each claim, by its IRI, the names of its codes."""

INTRO: Final = """# Intercoder agreement on measures

Every action, figure, goal, finding, and conferral of the five texts is a mention that was coded with
`qs:realises` by the rule of grain in [`data/README.md`](../data/README.md). Two coders coded all mentions
from that rule and the scheme of measures alone, without seeing each other's codes. The coders were two
independent automated readings, not people, and both used the same kind of reader. So the table says how far
the rule leads to the same codes when it is applied again; it does not say how far a human coder would
agree.

A settling pass decided each mention on which the two differ, by the rule; where the rule left it open, the
rule was made clearer. The settled codes are those of the graph. [`data/coding/`](../data/coding) has the
codes of both coders.

Agreement is Krippendorff's alpha with the MASI distance between sets of codes, by level of the scheme.
*Coded by both* counts the mentions to which both coders gave a concept of that level; *equal codes* is the
share of mentions with the same codes at that level, none included. `make agreement` writes this page.

"""

NONE: Final = frozenset({"-"})
"""What stands for a mention without a code: MASI has no distance from the empty set."""

_SCHEME: Final = f"""
PREFIX qs: <{PREFIXES["qs"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?code ?above ?level
WHERE {{ ?code a qs:Measure ; skos:broader* ?above . ?above qs:level ?level }}
ORDER BY ?code ?above
"""

_CLASSES: Final = f"""
PREFIX qs: <{PREFIXES["qs"]}>
SELECT ?claim ?class
WHERE {{ ?claim qs:region ?region ; qs:evidence ?evidence ; a ?class }}
ORDER BY ?claim ?class
"""


def read_coding(path: Path) -> Coding:
    """Return the codes of a coder's table: the columns `claim` and `measures`, these separated by blanks."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            expand(row["claim"]) or row["claim"]: frozenset(row["measures"].split())
            for row in csv.DictReader(file)
        }


def at_level(codes: Codes, level: str, above: Mapping[str, Mapping[str, str]]) -> Codes:
    """Return the concepts of `level` at or above `codes`, `NONE` if there is none.

    Args:
        codes: Names of concepts of the scheme.
        level: One of `LEVELS`.
        above: For each concept its name for each level at or above it.
    """
    found = frozenset(above[code][level] for code in codes if level in above[code])
    return found if len(found) > 0 else NONE


def alpha(first: Mapping[str, Codes], second: Mapping[str, Codes], claims: Iterable[str]) -> float:
    """Return Krippendorff's alpha of two codings of `claims`, with MASI as the distance.

    Example:
        Two coders agree on two of three mentions. Observed disagreement is 1/3, the chance of two different
        codes among the six is 11/15, so alpha is 1 - (1/3) / (11/15).

        >>> a, b, c = (frozenset({code}) for code in "abc")
        >>> round(alpha({"1": a, "2": b, "3": b}, {"1": a, "2": b, "3": c}, "123"), 4)
        0.5455
    """
    data = [
        (coder, claim, coding[claim])
        for claim in claims
        for coder, coding in (("first", first), ("second", second))
    ]
    return float(AnnotationTask(data, distance=masi_distance).alpha())


def table(first: Coding, second: Coding, settled: Coding, graph: kg.graph.Graph) -> str:
    """Return the table in Markdown: for each level and kind of claim mentions, equal codes, and alpha."""
    above: dict[str, dict[str, str]] = {}
    for row in graph.sparql(_SCHEME):
        above.setdefault(_name(row["code"]), {})[str(row["level"])] = _name(row["above"])
    classes: dict[str, set[str]] = {}
    for row in graph.sparql(_CLASSES):
        classes.setdefault(str(row["claim"]), set()).add(str(row["class"]).removeprefix(PREFIXES["qs"]))
    both = sorted(first.keys() & second.keys() & classes.keys())
    groups = {"all": both} | {
        kind: [claim for claim in both if not classes[claim].isdisjoint(names)]
        for kind, names in KINDS.items()
    }
    lines = [
        "| level | claims | mentions | coded by both | equal codes | alpha |",
        "|---|---|---|---|---|---|",
    ]
    for level in LEVELS:
        one, other = ({c: at_level(coding[c], level, above) for c in both} for coding in (first, second))
        for kind, claims in groups.items():
            coded = sum(NONE not in (one[claim], other[claim]) for claim in claims)
            equal = sum(one[claim] == other[claim] for claim in claims)
            lines.append(
                f"| {level} | {kind} | {len(claims)} | {coded} | {equal / len(claims):.1%} "
                f"| {alpha(one, other, claims):.3f} |"
            )
    changed = sum(settled.get(claim, frozenset()) not in (first[claim], second[claim]) for claim in both)
    differ = sum(first[claim] != second[claim] for claim in both)
    lines += [
        "",
        f"The codings differ on {differ} of {len(both)} mentions. "
        f"The settled codes are those of neither coding for {changed}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table for the committed graph, or for the one in the folder that is given."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    graph = kg.open(root)
    settled: dict[str, set[str]] = {}
    for row in graph.query("measure-actions"):
        settled.setdefault(str(row["action"]), set()).add(_name(row["measure"]))
    print(
        INTRO
        + table(
            read_coding(root / "data" / "coding" / "coder-1.csv"),
            read_coding(root / "data" / "coding" / "coder-2.csv"),
            {claim: frozenset(codes) for claim, codes in settled.items()},
            graph,
        )
    )


def _name(iri: object) -> str:
    return str(iri).removeprefix(FAMILIES["measure"])


if __name__ == "__main__":
    main()
