"""Open the graph of a project, and ask its canned queries: one line for each, as soon as it is answered.

Usage: python bench/answers.py FOLDER [QUERY ...]

A line has the name, the CPU seconds, and the number of rows. Without queries the graph is only opened.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import kg


def main(root: Path, names: list[str]) -> None:
    """Print the lines; the first is about opening the graph."""
    begin = process_time()
    graph = kg.open(root)
    print("open", process_time() - begin, 0, flush=True)
    for name in names:
        text = graph.catalog.get(name).text
        begin = process_time()
        rows = len(graph.sparql(text))
        print(name, process_time() - begin, rows, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
