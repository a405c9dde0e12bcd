"""Web pages that run only their own script and style, for any texts in them."""

from __future__ import annotations

import base64
from hashlib import sha256


def hash_of(text: str) -> str:
    """Return the source expression of a content security policy that allows exactly this text."""
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
