"""A comparison as people and programs read it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from alertflow.cli.console import here, plural
from alertflow.cli.differing.sides import Side, same_to_the_letter, unreadable
from alertflow.comparison import Compared, Difference, What
from alertflow.declared import printable
from alertflow.documents import Kind

_MARKS = {What.CHANGED: "~", What.ADDED: "+", What.REMOVED: "-", What.MOVED: ">"}
_COLOURS = {"~": "33", "+": "32", "-": "31", ">": "36"}
_PLURALS = {
    Kind.RULES: "Prometheus rule files",
    Kind.TESTS: "promtool tests",
    Kind.SLOTH: "Sloth specifications",
    Kind.OPENSLO: "OpenSLO specifications",
}


def text(compared: Compared, old: Side, new: Side, *, colours: bool) -> str:
    """For people: what differs, file by file, then what was compared. `colours` are those of a terminal."""

    def paint(code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if colours and words else words

    out: list[str] = []
    by_path: dict[str, list[Difference]] = {}
    for one in compared.differences:
        by_path.setdefault(one.path, []).append(one)
    for path, some in by_path.items():
        out.append(paint("1", path))
        for one in some:
            mark = _MARKS[one.what]
            first, *rest = printable(one.sentence).split("\n")
            subject = f"{printable(one.subject)}: " if one.subject else ""
            line = f" (line {one.location.line})" if one.location is not None and one.subject else ""
            out.append(f"  {paint(_COLOURS[mark], mark)} {subject}{first}{paint('2', line)}")
            out += [f"      {paint(_COLOURS.get(more[:1], ''), more)}" for more in rest]
    out += [f"note: {printable(one)}" for one in compared.notes]
    out.append(_summary(compared, old, new))
    return here("\n".join(out)) + "\n"


def _summary(compared: Compared, old: Side, new: Side) -> str:
    """How many differences there are, or that there are none, and what was compared."""
    counts = Counter(one.kind for one in new.reads)
    kinds = [plural(counts[kind], kind, _PLURALS.get(kind, "")) for kind in Kind if counts[kind]]
    listed = f"{', '.join(kinds[:-1])}{' and ' if kinds[1:] else ''}{kinds[-1]}" if kinds else "nothing"
    meant = [one for one in compared.differences if one.what is not What.MOVED]
    if meant:
        files = plural(len({one.path for one in meant}), "file")
        said = f"{plural(len(meant), 'difference')} in {files}; {new.name} has {listed}."
    else:
        said = f"the same: {old.name} and {new.name} do not differ in meaning; compared {listed}."
        if not compared.exhaustive:
            said = f"no difference was found between {old.name} and {new.name}; compared {listed}."
    if passed := sorted(old.others.keys() | new.others.keys()):
        said += f" Passed over {plural(len(passed), 'file of another kind', 'files of other kinds')}"
        if others := [path for path in passed if old.others.get(path) != new.others.get(path)]:
            said += f"; their text differs in {', '.join(others[:5])}{', …' if others[5:] else ''}"
        said += "."
    if alike := same_to_the_letter(old, new):
        said += f" {plural(len(alike), 'file')} cannot be read, and the text is the same."
    return said


def json_text(compared: Compared, old: Side, new: Side) -> str:
    """For programs."""
    data: dict[str, Any] = {
        "old": old.name,
        "new": new.name,
        "same": compared.same and not unreadable(old, new),
        "exhaustive": compared.exhaustive,
        "compared": compared.documents,
        "differences": [_data(one) for one in compared.differences],
        "notes": list(compared.notes),
        "unreadable": [str(error) for one in unreadable(old, new) for error in one.errors],
        "passed_over": sorted(old.others.keys() | new.others.keys()),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _data(one: Difference) -> dict[str, Any]:
    place = one.location
    return {
        "what": str(one.what),
        "path": one.path,
        "subject": one.subject,
        "sentence": one.sentence,
        "location": place and {"path": place.path, "line": place.line, "column": place.column},
    }


__all__ = ["json_text", "text"]
