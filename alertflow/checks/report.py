"""Findings as people and programs read them: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import alertflow
from alertflow.checks.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def text(findings: Sequence[Finding], *, colours: bool = False) -> str:
    """For people: place, severity, sentence and id; below it what will happen and how to mend it.

    The last line counts. `colours` are those of a terminal.
    """

    def paint(code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if colours else words

    out: list[str] = []
    for finding in findings:
        place = paint("1", str(finding.location)) + ": " if finding.location else ""
        severity = paint(_COLOURS[finding.severity], finding.severity)
        out.append(f"{place}{severity}: {finding.message} {paint('2', f'[{finding.id}]')}")
        out += [f"  {line}" for line in (finding.consequence, finding.remedy) if line]
    out.append(summary(findings))
    return "\n".join(out) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of each severity, in words."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[one]} {one}{'s' if counts[one] != 1 and one is not Severity.INFO else ''}"
        for one in Severity
        if counts[one]
    ]
    return ", ".join(parts) if parts else "nothing found"


def as_json(findings: Sequence[Finding]) -> str:
    """A JSON list with an object for each finding."""
    return json.dumps([_object(finding) for finding in findings], indent=2, ensure_ascii=False) + "\n"


def _object(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "id": finding.id,
        "severity": str(finding.severity),
        "file": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": finding.message,
        "consequence": finding.consequence,
        "remedy": finding.remedy,
    }


def github(findings: Sequence[Finding]) -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    place = finding.location
    properties = {"file": place.path, "line": str(place.line)} if place else {}
    if place and place.column is not None:
        properties["col"] = str(place.column)
    properties["title"] = finding.id
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    words = "\n".join(one for one in (finding.message, finding.consequence, finding.remedy) if one)
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(words)}\n"


def _data(words: str) -> str:
    """Escaped as @actions/core does (`escapeData` in command.ts)."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log, as GitHub's code scanning takes it."""
    rules = sorted({finding.id for finding in findings})
    driver = {
        "name": "alertflow",
        "version": alertflow.__version__,
        "rules": [{"id": rule, "defaultConfiguration": {"level": "warning"}} for rule in rules],
    }
    results = [_result(finding, rules.index(finding.id)) for finding in findings]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    words = " ".join(one for one in (finding.message, finding.consequence, finding.remedy) if one)
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": words},
    }
    if (place := finding.location) is not None:
        region = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
        artifact = {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}
        if place.path.startswith("/"):  # outside the repository
            artifact = {"uri": f"file://{quote(place.path)}"}
        result["locations"] = [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    return result


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
"""Each format by the name it has on the command line."""
