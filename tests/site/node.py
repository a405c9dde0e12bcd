"""Runs functions of the scripts of the site in Node.js, with many inputs in one process."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from tests.conftest import ROOT

SCRIPTS = ROOT / "kg" / "site" / "scripts"


def run_script(program: str, given: object) -> Any:  # noqa: ANN401  (any JSON value)
    """Return the value of a program, as JSON can hold it; a test is skipped without Node.js or its packages.

    Args:
        program: The body of an asynchronous function of `given`, with the modules of the scripts imported by
            `await module("binding")`.
        given: The input.
    """
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "oxigraph").is_dir():
        pytest.skip("no Node.js with the packages of package.json; run make site")
    text = f"""
      import {{ readFileSync }} from "node:fs";
      const module = (name) => import(`{SCRIPTS.as_uri()}/${{name}}.js`);
      const oxigraph = (await import("{ROOT.as_uri()}/node_modules/oxigraph/node.js")).default;
      const run = async (given) => {{ {program} }};
      console.log(JSON.stringify(await run(JSON.parse(readFileSync(0, "utf-8")))));
    """
    done = subprocess.run(
        [node, "--input-type=module", "--eval", text],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
