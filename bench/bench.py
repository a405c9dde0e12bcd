"""Measure the project, its peers, and the limit side by side, on projects of several sizes.

Usage: python -m bench.bench [--sizes 5,50,500] [--limit SECONDS] [--only WORDS] [--work FOLDER] [-o NAME]

Writes NAME.md and NAME.json after each job. Each job is a process of its own, and is stopped after SECONDS of
CPU time; a job that was stopped is not run on larger projects. The projects are made by `bench/corpus.py` in
FOLDER, and kept there; delete FOLDER after a change of the generator or of the data. The peers need the
environment that `make bench` makes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from bench.jobs import JOBS, LIMIT, QUERIES, Job
from bench.measuring import Measured, exponent, run
from kg.project import open_project

ROOT: Final = Path(__file__).resolve().parents[1]

EDITED: Final = "guizhou-2023-implementing-opinion"
"""The source that is validated after an edit."""

STEEP: Final = 1.15
"""A larger exponent is marked in the table."""


SHORTEST: Final = 0.04
"""CPU seconds below which growth is not told: the clock of a system may count in steps of 4 ms."""


@dataclass
class Bench:
    """Runs jobs, and keeps what they took.

    Attributes:
        work: The folder of the projects and of what the jobs write.
        peer: The Python of the peers.
        limit: The CPU seconds after which a job is stopped.
        rows: What each job took, by name and number of documents.
    """

    work: Path
    peer: Path
    limit: float
    rows: dict[str, dict[int, Measured]] = field(default_factory=dict)

    def project(self, size: int) -> Path:
        """Return the project with `size` documents, which is made if it is not there."""
        folder = self.work / str(size)
        if not (folder / "data" / "derived" / "summaries.ttl").is_file():
            command = [sys.executable, "-m", "bench.corpus", str(folder), "-n", str(size)]
            subprocess.run(command, check=True, cwd=ROOT)
        return folder

    def measure(self, job: Job, size: int) -> None:
        """Run a job on the project of `size` documents, unless a smaller one was too much for it."""
        done = self.rows.setdefault(job.name, {})
        if size in done or size > job.largest or any(each.state != "done" for each in done.values()):
            return
        done[size] = self._run(job.command, job.program, self.project(size))
        self._tell(job.name, size, done[size])

    def ask(self, size: int, names: list[str]) -> None:
        """Ask the canned queries; after one that takes too long, the next ones in a new process."""
        if size in self.rows.setdefault(QUERIES, {}):
            return
        left = [name for name in names if all(each.state == "done" for each in self._answers(name).values())]
        while len(left) > 0:
            found = self._run(f"bench/answers.py {{root}} {' '.join(left)}", "python", self.project(size))
            lines = [line.split() for line in found.output.splitlines()[1:]]
            for name, seconds, _ in lines:
                self._answers(name)[size] = Measured(float(seconds), found.memory, "done")
            if len(lines) < len(left):
                spent = found.cpu - sum(float(seconds) for _, seconds, _ in lines)
                slow = left[len(lines)]
                self._answers(slow)[size] = Measured(spent, found.memory, found.state, "", found.errors)
            left = left[len(lines) + 1 :]
        taken = [done[size] for name in names if size in (done := self._answers(name))]
        state = "done" if len(taken) == len(names) and all(e.state == "done" for e in taken) else "stopped"
        total = Measured(sum(each.cpu for each in taken), max(each.memory for each in taken), state)
        self.rows[QUERIES][size] = total
        self._tell(QUERIES, size, total)

    def _answers(self, name: str) -> dict[int, Measured]:
        return self.rows.setdefault(f"kg query {name}", {})

    def _run(self, command: str, program: str, root: Path) -> Measured:
        words = command.format(root=root, out=self.work / "written", file=self._edited(root)).split()
        start = {"kg": [sys.executable, "-m", "kg"], "python": [sys.executable], "peer": [str(self.peer)]}
        return run([*start[program], *words], ROOT, self.limit, {"PYTHONPATH": str(ROOT), "KG_LANG": "en"})

    def _edited(self, root: Path) -> Path:
        """Return a copy of a source with another word in a label."""
        path = self.work / f"{EDITED}.ttl"
        text = (root / "data" / "documents" / path.name).read_text(encoding="utf-8")
        path.write_text(text.replace('"Advance', '"Push', 1), encoding="utf-8")
        return path

    def _tell(self, name: str, size: int, found: Measured) -> None:
        line = f"{size:7} {name:45} {found.cpu:9.2f} s {found.memory:7.0f} MB {found.state} {found.errors}"
        print(line[:160], file=sys.stderr, flush=True)


def growth(done: dict[int, Measured]) -> float | None:
    """Return the exponent of a job over the sizes that it finished, from 50 documents on.

    Times of a few ticks of the clock of the system, as of a query on a small graph, are left out.
    """
    finished = ((size, each) for size, each in sorted(done.items()) if each.state == "done")
    sizes = [size for size, each in finished if size >= 50 and each.cpu >= SHORTEST]
    return exponent(sizes, [done[size].cpu for size in sizes])


def table(rows: dict[str, dict[int, Measured]], sizes: list[int]) -> str:
    """Return a Markdown table: seconds at each size; at the largest, memory and the ratio to the limit."""
    most = max(sizes)
    head = ["job", *(f"{size} documents" for size in sizes), "memory", "to parsing", "exponent"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    base = rows.get(LIMIT, {})
    for name, done in rows.items():
        last = done.get(most)
        power = growth(done)
        cells = [name, *(_seconds(done.get(size)) for size in sizes)]
        cells.append("" if last is None else f"{last.memory:,.0f} MB")
        known = last is not None and last.state == "done" and most in base
        cells.append(f"{last.cpu / base[most].cpu:.1f}" if last is not None and known else "")
        cells.append("" if power is None else f"**{power:.2f}**" if power > STEEP else f"{power:.2f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _seconds(found: Measured | None) -> str:
    if found is None:
        return ""
    return {"stopped": "> ", "failed": "failed, "}.get(found.state, "") + f"{found.cpu:.2f} s"


def main() -> None:
    """Measure, and write the results after each size."""
    parser = argparse.ArgumentParser(description="Measure kg, its peers, and the limit side by side.")
    parser.add_argument("--sizes", default="5,50,500", help="numbers of documents, at least 5")
    parser.add_argument("--limit", type=float, default=900, help="CPU seconds of one job")
    parser.add_argument("--only", default="", help="measure only jobs with these words in their names")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="folder of the projects")
    parser.add_argument("--peer", type=Path, default=ROOT / ".venv-bench/bin/python")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / ".bench" / "results")
    parser.add_argument("--resume", action="store_true", help="keep the results of NAME.json")
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    given.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(given.work.resolve(), given.peer.absolute(), given.limit)
    if given.resume:
        bench.rows = read(given.output)
    names = [path.stem for path in open_project(ROOT).queries]
    for size in sizes:
        for job in JOBS:
            if given.only in job.name:
                if job.name == QUERIES:
                    bench.ask(size, names)
                else:
                    bench.measure(job, size)
                write(bench.rows, sizes, given.output)
    print(table(bench.rows, sizes))


def read(output: Path) -> dict[str, dict[int, Measured]]:
    """Return the results that `write` wrote, without those that failed."""
    rows = json.loads(output.with_suffix(".json").read_text(encoding="utf-8"))["rows"]
    return {
        name: {int(size): Measured(**each) for size, each in done.items() if each["state"] != "failed"}
        for name, done in rows.items()
    }


def write(rows: dict[str, dict[int, Measured]], sizes: list[int], output: Path) -> None:
    """Write the results so far as JSON and as Markdown."""
    about = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    plain = {
        name: {size: asdict(each) | {"output": ""} for size, each in done.items()}
        for name, done in rows.items()
    }
    result = json.dumps({"about": about, "sizes": sizes, "rows": plain}, indent=1)
    output.with_suffix(".json").write_text(result + "\n", encoding="utf-8")
    output.with_suffix(".md").write_text(table(rows, sizes), encoding="utf-8")


if __name__ == "__main__":
    main()
