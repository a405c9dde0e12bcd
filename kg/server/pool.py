"""The query processes: queries wait for a free one, and one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final, NamedTuple

from kg.server.dataset import NamedDataset
from kg.server.frames import MessageHeader, pack, receive_async
from kg.server.media import ANSWER_FORMATS
from kg.server.refusing import HttpError, not_acceptable
from kg.server.settings import ServerLimits
from kg.server.worker import refusal_of
from kg.words import Phrase

_PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from kg.server.worker import main; main()"
"""The program of a process, which finds the modules where this process finds them."""

_SETTLING: Final = 1
"""The seconds in which a query may end after its client has gone; starting a process takes as long."""


_PAUSE: Final = 1
"""The seconds after which a process that could not be started is tried again."""


class QueryReply(NamedTuple):
    """The answer to a query.

    Attributes:
        media_type: Its media type.
        content: Its bytes, compressed if the query was sent so.
    """

    media_type: str
    content: bytes


class _QueryProcess:
    """A running process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._to, self._from = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, dataset: NamedDataset, memory: int) -> _QueryProcess:
        """Start a process, and wait until it has loaded the dataset."""
        quiet = asyncio.subprocess.DEVNULL  # an engine without memory complains there
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _PROGRAM, *sys.path),
            stdin=pipe,
            stdout=pipe,
            stderr=quiet,
            start_new_session=True,  # Ctrl-C in a terminal is for the server
        )
        started = cls(process)
        try:
            await started.ask({"memory": memory, "graphs": list(dataset.sizes)}, dataset.nquads)
        except BaseException:
            await started.end()
            raise
        return started

    async def ask(self, header: MessageHeader, body: bytes = b"") -> tuple[MessageHeader, bytes]:
        """Send a message, and return the reply.

        Raises:
            EOFError: The process has ended.
            OSError: The same.
        """
        self._to.writelines(pack(header, body))
        await self._to.drain()
        return await receive_async(self._from)

    async def end(self) -> None:
        """End the process."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._to.close()
        await self._process.wait()


class QueryPool:
    """The processes that answer queries."""

    def __init__(self, dataset: NamedDataset, limits: ServerLimits) -> None:
        self._dataset = dataset
        self._limits = limits
        self._free: asyncio.Queue[_QueryProcess] = asyncio.Queue()
        self._all: set[_QueryProcess] = set()
        self._waiting = 0
        self._closed = False
        self._work: set[asyncio.Task[None]] = set()

    @property
    def processes(self) -> int:
        """The number of processes that run."""
        return len(self._all)

    async def start(self) -> None:
        """Start the processes.

        Raises:
            EOFError: A process ended.
        """
        await asyncio.gather(*(self._add() for _ in range(self._limits.processes)))

    async def close(self) -> None:
        """End the processes, and start no more.

        Work that is under way is not canceled: a process that is being started could not be ended.
        """
        self._closed = True
        await asyncio.gather(*(process.end() for process in self._all))
        await asyncio.gather(*self._work, return_exceptions=True)

    async def run(self, job: MessageHeader) -> QueryReply:
        """Return the answer to a query.

        Args:
            job: The query, as `kg.server.service` describes it.

        Raises:
            HttpError: The server is busy, the query takes too long or too much, or it is refused.
        """
        process = await self._next()
        asked = asyncio.ensure_future(process.ask({**job, "seconds": self._limits.seconds}))
        asked.add_done_callback(_noticed)
        try:
            async with asyncio.timeout(self._limits.seconds):
                header, body = await asyncio.shield(asked)
        except asyncio.CancelledError:  # the client has gone
            self._later(self._settle(process, asked))
            raise
        except TimeoutError as error:
            asked.cancel()
            self._later(self._replace(process))
            reason = Phrase(
                "the query takes longer than {seconds:g} s; ask for less", seconds=self._limits.seconds
            )
            raise HttpError(504, reason) from error
        except (EOFError, OSError) as error:
            self._later(self._replace(process))
            raise HttpError(500, self._too_much()) from error
        self._give_back(process, header)
        if header["status"] == "memory":
            raise HttpError(500, self._too_much())
        if header["status"] == "form":
            raise not_acceptable(list(ANSWER_FORMATS[header["kind"]]))
        if header["status"] == "refused":
            raise HttpError(400, refusal_of(header))
        return QueryReply(header["type"], body)

    async def _next(self) -> _QueryProcess:
        """Return a free process, which may take some time.

        Raises:
            HttpError: Too many queries wait, or none is free in time.
        """
        if self._free.empty() and self._waiting >= self._limits.waiting:
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._free.get()
        except TimeoutError as error:
            raise self._busy() from error
        finally:
            self._waiting -= 1

    def _busy(self) -> HttpError:
        return HttpError(
            503, Phrase("too many queries are running; try again in a few seconds"), {"Retry-After": "5"}
        )

    def _too_much(self) -> Phrase:
        return Phrase(
            "the query engine ended without an answer, probably since the query needs more than {most} MB; "
            "ask for less",
            most=self._limits.memory,
        )

    def _give_back(self, process: _QueryProcess, header: MessageHeader) -> None:
        if header["worn"]:
            self._later(self._replace(process))
        else:
            self._free.put_nowait(process)

    async def _settle(
        self, process: _QueryProcess, asked: asyncio.Future[tuple[MessageHeader, bytes]]
    ) -> None:
        """Wait a little for an answer that nobody reads; then replace the process."""
        try:
            async with asyncio.timeout(_SETTLING):
                header, _ = await asked
        except (TimeoutError, EOFError, OSError):
            await self._replace(process)
        else:
            self._give_back(process, header)

    async def _replace(self, process: _QueryProcess) -> None:
        self._all.discard(process)
        await process.end()
        while not self._closed:
            try:
                return await self._add()
            except (EOFError, OSError):  # the system may have no memory for a moment
                await asyncio.sleep(_PAUSE)

    async def _add(self) -> None:
        process = await _QueryProcess.start(self._dataset, self._limits.memory)
        if self._closed:
            await process.end()
            return
        self._all.add(process)
        self._free.put_nowait(process)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        if self._closed:
            work.close()
            return
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)


def _noticed(done: asyncio.Future[tuple[MessageHeader, bytes]]) -> None:
    """Take note of the error of an answer that nobody waits for any more; else asyncio logs it."""
    if not done.cancelled():
        done.exception()
