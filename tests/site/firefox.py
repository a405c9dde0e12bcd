"""Drives Firefox through WebDriver BiDi, which it speaks itself: no driver program is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

_OLD_SESSION = 90
"""The seconds that the browser may take to start on a busy machine."""


def firefox_program() -> str | None:
    """Return the program, None if Firefox is not installed."""
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


class Firefox:
    """A tab of a browser without a window."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._number = 0
        self.send("session.new", capabilities={})
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and return its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            reply = json.loads(self._socket.recv())
            if reply.get("id") == self._number:
                assert reply["type"] == "success", reply
                result: dict[str, Any] = reply["result"]
                return result

    def open(self, address: str) -> None:
        """Open a page."""
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def value(self, script: str) -> Any:  # noqa: ANN401  (any JSON value)
        """Return the value of an expression, which may be a promise, as JSON can hold it."""
        expression = f"(async () => JSON.stringify(await ({script})))()"
        found = self.send(
            "script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"]) if found["result"]["type"] == "string" else None


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox with an empty profile, and end it."""
    log = profile / "log.txt"
    with log.open("w") as output:
        command = [
            program,
            "--headless",
            "--no-remote",
            "--profile",
            str(profile),
            "--remote-debugging-port=0",
        ]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield Firefox(
                websocket.create_connection(f"{_address(log)}/session", timeout=120, suppress_origin=True)
            )
        finally:
            process.terminate()
            process.wait(30)


def _address(log: Path) -> str:
    """Return the address that the browser prints when it is ready."""
    mark = "WebDriver BiDi listening on "
    for _ in range(_OLD_SESSION * 10):
        text = log.read_text("utf-8")
        if mark in text and "\n" in text[text.index(mark) :]:
            return text[text.index(mark) + len(mark) :].splitlines()[0].strip()
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))
