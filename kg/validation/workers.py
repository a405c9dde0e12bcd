"""Validates documents in batches on all cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from heapq import heappop, heappush
from math import ceil
from pathlib import Path
from typing import Final

from kg.validation.documents import Verdict, check_files
from kg.validation.shared import Shared, ValidationPlan

LARGEST_BATCH: Final = 2_000_000
"""The size in bytes of the files that are validated at once, unless one file is larger."""


class Validation:
    """The validation of the documents of a plan, in progress; the caller can do other work meanwhile."""

    def __init__(self, shared: Shared, paths: Sequence[Path]) -> None:
        """Start it; with a single batch, the work is done in this process when it is asked for."""
        workers = os.cpu_count() or 1
        batches = batches_of(paths, workers)
        self._pool: ProcessPoolExecutor | None = None
        if len(batches) > 1:
            # Spawned: a pool that is forked from a process with threads may never end.
            self._pool = ProcessPoolExecutor(
                max_workers=min(len(batches), workers),
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(shared.plan,),
            )
            self._results: Iterable[list[Verdict]] = self._pool.map(_check_batch, batches)
        else:
            self._results = (check_files(shared, batch) for batch in batches)

    def __enter__(self) -> Validation:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdict of each file, and wait for it if necessary."""
        for batch in self._results:
            yield from batch


def batches_of(paths: Sequence[Path], workers: int) -> list[list[Path]]:
    """Divide files into batches of about the same size: one, or if it were too large one or more a worker.

    A worker first reads what all documents share, which takes as long as validating a small batch.
    """
    sizes = {path: path.stat().st_size if path.is_file() else 0 for path in paths}
    large = ceil(sum(sizes.values()) / LARGEST_BATCH)
    count = min(max(large, workers) if large > 1 else 1, len(sizes))
    batches: list[list[Path]] = [[] for _ in range(count)]
    lightest = [(0, at) for at in range(count)]
    for path in sorted(sizes, key=lambda each: (-sizes[each], each)):
        size, at = heappop(lightest)
        batches[at].append(path)
        heappush(lightest, (size + sizes[path], at))
    return batches


_shared: Shared | None = None
"""What a worker process has read."""


def _begin(plan: ValidationPlan) -> None:
    """Let a worker read what the documents share."""
    global _shared  # noqa: PLW0603  (the only way to keep data in a worker for several batches)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its workers
    _shared = Shared(plan)


def _check_batch(paths: list[Path]) -> list[Verdict]:
    assert _shared is not None
    return check_files(_shared, paths)
