"""Measures the canned queries on the committed graph, and the command from start to end.

Run it by hand: `python bench/queries.py [RUNS]`. Each time is the best of several runs, which a busy machine
disturbs least; a command is also told as a multiple of the start of Python itself.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

import kg

RUNS = 7
COMMANDS = (
    ["query", "contents", "-f", "csv"],
    ["query", "targets-and-outcomes"],
    ["query", "targets-and-outcomes", "-p", "region", "贵州"],
    ["query", "evidence"],
    ["query", "measure-matrix"],
    ["query", "--list"],
    ["--help"],
)
"""What a person may wait for: a short answer, one by label, the two longest, and no answer at all."""


def best(run: Callable[[], object], runs: int) -> float:
    """Return the milliseconds of the fastest of `runs` runs."""
    times = []
    for _ in range(runs):
        begin = perf_counter()
        run()
        times.append(perf_counter() - begin)
    return min(times) * 1000


def start(arguments: Sequence[str]) -> None:
    """Run Python as a process of its own, and wait for its end."""
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def main(runs: int) -> None:
    """Print all times."""
    print(f"{'open the graph':<40}{best(kg.open, runs):8.1f} ms")
    graph = kg.open()
    for name in graph.catalog.names:
        text = graph.catalog.get(name).text
        rows = len(graph.sparql(text))
        print(f"{name:<40}{best(lambda text=text: graph.sparql(text), runs):8.1f} ms{rows:8} rows")
    alone = best(lambda: start(["-c", "pass"]), runs)
    print(f"{'python -c pass':<40}{alone:8.1f} ms")
    for words in COMMANDS:
        taken = best(lambda words=words: start(["-m", "kg", *words]), runs)
        print(f"{'kg ' + ' '.join(words):<40}{taken:8.1f} ms{taken / alone:8.1f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
