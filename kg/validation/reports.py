"""Writes the findings of a validation as lines, JSON or SARIF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from kg import __version__
from kg.evidence.findings import Finding
from kg.files import json_text
from kg.words import coded, visible

REPORT_FORMATS = ("text", "json", "sarif")
"""The formats of findings."""


def write_findings(findings: tuple[Finding, ...], form: str, lang: str, shown: Callable[[Path], Path]) -> str:
    """Return `findings` as text in `form`, one of `REPORT_FORMATS`.

    Args:
        findings: The findings, in order.
        form: `text` is one line per finding, `path:line: severity: message [check]`; `sarif` follows
            SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
        lang: The language of the messages of `text` and `sarif`, `en` or `zh`; `json` has both.
        shown: How to write a path.
    """
    if form == "json":
        return json_text([_object(f, shown) for f in findings])
    if form == "sarif":
        return json_text(_sarif(findings, lang, shown))
    return "".join(_line(finding, lang, shown) for finding in findings)


def _place(finding: Finding, shown: Callable[[Path], Path]) -> str:
    return shown(finding.path).as_posix() if finding.path is not None else ""


def _line(finding: Finding, lang: str, shown: Callable[[Path], Path]) -> str:
    severity = coded("severity", finding.severity, lang)
    where = f"{_place(finding, shown)}:{finding.line or 1}"
    return visible(f"{where}: {severity}: {finding.message(lang)} [{finding.check}]") + "\n"


def _object(finding: Finding, shown: Callable[[Path], Path]) -> dict[str, object]:
    return {
        "path": _place(finding, shown),
        "line": finding.line,
        "severity": finding.severity,
        "check": finding.check,
        "subject": finding.subject,
        "message_en": finding.message("en"),
        "message_zh": finding.message("zh"),
    }


def _sarif(findings: tuple[Finding, ...], lang: str, shown: Callable[[Path], Path]) -> dict[str, object]:
    rules = sorted({finding.check for finding in findings})
    results = [
        {
            "ruleId": finding.check,
            "level": "error" if finding.severity == "violation" else "warning",
            "message": {"text": finding.message(lang)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(_place(finding, shown))},
                        "region": {"startLine": finding.line or 1},
                    },
                    "logicalLocations": [{"fullyQualifiedName": finding.subject}],
                }
            ],
        }
        for finding in findings
    ]
    driver = {"name": "kg", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
