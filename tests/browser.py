"""What tests do with a web page in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Visit = Callable[..., "Chrome"]
"""Opens the page of a drawing in the browser, with what follows # in the address."""


def requests_of(page: Chrome) -> set[str]:
    """Return the addresses that the browser asked for, other than fonts in the page itself."""
    messages = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    sent = [each["params"] for each in messages if each["method"] == "Network.requestWillBeSent"]
    urls = {each["request"]["url"].partition("#")[0] for each in sent}
    return {url for url in urls if not url.startswith("data:font/woff")}


@contextmanager
def narrowed(page: Chrome, width: int, height: int = 800) -> Iterator[None]:
    """Give the window a size in pixels for a while."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
