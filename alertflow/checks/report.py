"""Findings as people and programs read them: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import alertflow
from alertflow.checks.finding import Finding, Severity
from alertflow.declared import Location, printable

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def text(
    findings: Sequence[Finding], *, colours: bool = False, texts: Mapping[str, str] | None = None
) -> str:
    """For people: place, severity, sentence and id; below it what will happen and how to mend it.

    The last line counts. `colours` are those of a terminal. Of the files of which `texts` holds the text, by
    path, the line of each finding is shown, with a mark below its column.
    """
    paths = {one.location.path for one in findings if one.location is not None}
    shown = {path: one.splitlines() for path, one in (texts or {}).items() if path in paths}

    def paint(code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if colours else words

    out: list[str] = []
    for finding in findings:
        place = paint("1", str(finding.location)) + ": " if finding.location else ""
        severity = paint(_COLOURS[finding.severity], finding.severity)
        out.append(f"{place}{severity}: {printable(finding.message)} {paint('2', f'[{finding.id}]')}")
        if finding.location is not None and finding.location.path in shown:
            out += [paint("2", line) for line in _pointed(finding.location, shown[finding.location.path])]
        out += [f"  {printable(line)}" for line in (finding.consequence, finding.remedy) if line]
    out.append(summary(findings))
    return "\n".join(out) + "\n"


_WIDEST = 100
"""Columns of a line that is shown."""


def _pointed(place: Location, lines: Sequence[str]) -> Iterator[str]:
    """The line of `place`, less its indentation, with a mark below the column."""
    if place.column is None or place.line > len(lines):
        return
    line = lines[place.line - 1]
    bare = line.lstrip()
    column = place.column - 1 - (len(line) - len(bare))
    if not bare or not 0 <= column <= len(bare):
        return
    start = max(0, column - _WIDEST // 2) if column >= _WIDEST else 0
    cut = bare[start : start + _WIDEST]
    before = ("…" if start else "") + cut[: column - start]
    rest = cut[column - start :] + ("…" if len(bare) > start + _WIDEST else "")
    number = str(place.line)
    yield f"  {number} | {_on_one_line(before + rest)}"
    yield f"  {' ' * len(number)} | {' ' * _width(before)}^"


def _on_one_line(words: str) -> str:
    """`words` with what does not print, such as a tab, as a blank."""
    if words.isprintable():
        return words
    return "".join([one if one.isprintable() else " " for one in words])


def _width(words: str) -> int:
    """The columns that a terminal needs for `words`."""
    if words.isascii():
        return len(words)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in words
    )


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of each severity, in words."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[one]} {one}{'s' if counts[one] != 1 and one is not Severity.INFO else ''}"
        for one in Severity
        if counts[one]
    ]
    fixable = sum(finding.fixable for finding in findings)
    mended = f"; {fixable} of them can be mended by --fix" if fixable else ""
    return ", ".join(parts) + mended if parts else "nothing found"


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
        "fixable": finding.fixable,
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
