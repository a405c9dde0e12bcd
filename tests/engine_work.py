"""Counts what a query makes an engine do, in rows: the same number on every machine, however busy.

The program `oxigraph` reports how many rows each operator of its plan returns. Its plans are those of
pyoxigraph of the same release.
"""

from __future__ import annotations

import json
import subprocess
from math import log, prod
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.rdf.store import EmbeddedStore
from tests.oxigraph_server import PROGRAM

Plan = dict[str, Any]
"""An operator: its name, how many rows it returned, and the operators it took rows from."""


def load(store: EmbeddedStore, folder: Path) -> Path:
    """Write a graph to a new store on disk in `folder`, an empty one, and return where it is."""
    lines, place = folder / "graph.nt", folder / "store"
    ox.serialize(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"), lines, format=ox.RdfFormat.N_TRIPLES)
    words: list[str | Path] = [PROGRAM, "load", "--location", place, "--file", lines]
    subprocess.run(words, check=True, capture_output=True)
    lines.unlink()
    return place


def plan_of(sparql: str, place: Path) -> Plan:
    """Return the plan by which the store at `place` answered a query, with the rows of each operator."""
    plan_file, rows = place.with_name("plan.json"), place.with_name("rows.csv")
    words: list[str | Path] = [PROGRAM, "query", "--location", place, "--query", sparql, "--stats"]
    words += ["--explain-file", plan_file, "--results-file", rows]
    subprocess.run(words, check=True, capture_output=True)
    plan: Plan = json.loads(plan_file.read_bytes())["plan"]
    return plan


def work_of(plan: Plan, times: int = 1) -> int:
    """Return how many rows the operators of a plan handled.

    A join without a key compares each row of one side with each of the other, so it counts their pairs.

    Args:
        plan: The uppermost operator.
        times: How often it ran: the content of a NOT EXISTS runs for each row of the filter around it, and
            its numbers are sums over all runs.
    """
    below = plan.get("children", [])
    rows = [each["number of results"] for each in below]
    own = plan["number of results"]
    if "keys = )" in plan["name"] or "keys = ," in plan["name"]:
        own = max(own, prod(rows) // max(times, 1))
    is_filter = plan["name"].startswith("Filter(")
    return int(own) + sum(
        work_of(each, rows[0] if is_filter and number > 0 else times) for number, each in enumerate(below)
    )


def exponent(sizes: tuple[int, int, int], work: tuple[int, int, int]) -> float:
    """Return the power with which work grows: 1 if twice the documents take twice the work, 2 if four times.

    The work at the first size is taken off the others, since much of it is for what all documents share. So
    linear work has the exponent 1, however small its share is.
    """
    first, second, third = sizes
    more, most = work[1] - work[0], work[2] - work[0]
    if more <= 0 or most <= 0:
        return 0.0
    return log(most / more) / log((third - first) / (second - first))
