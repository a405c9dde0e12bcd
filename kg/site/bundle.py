"""The scripts of the site that `make site` builds; a checkout where nobody ran it has none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.files import read_bytes

BUNDLE: Final = Path(__file__).with_name("bundle")
"""The folder that `scripts/build.js` writes."""

SITE_SCRIPTS: Final = ("licenses.txt", "oxigraph.js", "search.js", "workbench.js", "worker.js")
"""The scripts that the pages of the site load, from `assets/`, and the licenses of the libraries in them."""


def is_built() -> bool:
    """Say whether the scripts were built."""
    return all((BUNDLE / name).is_file() for name in (*SITE_SCRIPTS, "loader.js", "single.js"))


def built_script(name: str) -> bytes:
    """Return a script that was built.

    Args:
        name: Its file, such as `search.js`.

    Raises:
        MissingFile: It was not built.
    """
    return read_bytes(BUNDLE / name)
