"""Workflows and actions compared: triggers, jobs and steps, each told by its name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from alertflow.comparison import equivalences
from alertflow.comparison.data import MISSING, Piece, changed, pieces, shown, text_difference
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.pairing import paired
from alertflow.comparison.places import place
from alertflow.declared import Location
from alertflow.documents import Kind, Read
from alertflow.sections.mapped import Mapped


class _Step(NamedTuple):
    """A step: as data in one form, and the object that knows its place."""

    data: dict[str, Any]
    document: Any
    number: int


class _Job(NamedTuple):
    """A job, in the same way."""

    name: str
    data: dict[str, Any]
    document: Any


def differences(old: Read, new: Read) -> Iterator[Difference]:
    """What differs between two workflows, or two actions."""
    if old.kind is Kind.ACTION:
        yield from _of_actions(old, new)
        return
    before, after = (equivalences.workflow(one.document.to_data()) for one in (old, new))
    mine, theirs = _jobs(old.document, before.pop("jobs")), _jobs(new.document, after.pop("jobs"))
    yield from _whole(before, after, old.path, new.document)
    found = paired(
        mine, theirs, lambda job: job.name, lambda job: json.dumps(job.data, sort_keys=True, default=str)
    )
    for one, other in found.both:
        yield from _of_job(one, other, old.path)
    for job in found.added:
        yield Difference(
            What.ADDED, old.path, f"job {job.name}", f"new{_with_steps(job)}", job.document.source
        )
    for job in found.gone:
        yield Difference(
            What.REMOVED, old.path, f"job {job.name}", f"gone{_with_steps(job)}", job.document.source
        )


def _jobs(document: Any, data: Mapping[str, Any]) -> list[_Job]:
    return [_Job(job.id, data[job.id], job) for job in document.jobs]


def _with_steps(job: _Job) -> str:
    count = len(job.data.get("steps", ()))
    return f", with {count} step{'s' if count != 1 else ''}" if count else ""


def _whole(
    before: Mapping[str, Any], after: Mapping[str, Any], path: str, document: Any
) -> Iterator[Difference]:
    """What differs beside the jobs, each key or trigger by itself."""
    for piece in pieces(before, after):
        subject, said = piece.place, changed(piece.old, piece.new)
        if piece.way[0] == "on":
            subject = f"trigger {piece.names[1]}" if len(piece.names) > 1 else "triggers"
            said = _of_trigger(piece)
        yield Difference(What.CHANGED, path, subject, said, place(document, piece.way))


def _of_trigger(piece: Piece) -> str:
    if len(piece.way) > 2:
        return f"{'.'.join(piece.names[2:])} {_said(piece)}"
    if piece.old is MISSING:
        return "new" + (f": {shown(piece.new)}" if piece.new else "")
    if piece.new is MISSING:
        return "gone"
    return _said(piece)


def _of_job(old: _Job, new: _Job, path: str) -> Iterator[Difference]:
    before, after = dict(old.data), dict(new.data)
    mine, theirs = before.pop("steps", []), after.pop("steps", [])
    subject = f"job {new.name}"
    said = [f"was {old.name}"] if old.name != new.name else []
    told = list(pieces(before, after))
    said += [_of_piece(piece) for piece in told]
    if said:
        where = place(new.document, told[0].way) if told else new.document.source
        yield Difference(What.CHANGED, path, subject, "; ".join(said), where)
    yield from _of_steps(_steps(mine, old.document), _steps(theirs, new.document), path, subject)


def _of_piece(piece: Piece) -> str:
    """`runs-on ubuntu-22.04 → ubuntu-24.04`, `now needs test`."""
    if piece.way == ("needs",):
        before, after = piece.old or [], piece.new or []
        before, after = ([] if one is MISSING else one for one in (before, after))
        said = [f"now needs {one}" for one in after if one not in before]
        return ", ".join([*said, *[f"no longer needs {one}" for one in before if one not in after]])
    if piece.way == ("if",):
        return f"if {_condition(piece.old)} → {_condition(piece.new)}"
    return f"{piece.place} {_said(piece)}"


def _condition(text: Any) -> str:
    return "none" if text in ("success()", MISSING) else str(text)


def _said(piece: Piece) -> str:
    return changed(piece.old, piece.new)


def _steps(data: Sequence[dict[str, Any]], document: Any) -> list[_Step]:
    return [
        _Step(one, made, number)
        for number, (one, made) in enumerate(zip(data, getattr(document, "steps", ()), strict=True))
    ]


def _of_steps(old: list[_Step], new: list[_Step], path: str, above: str) -> Iterator[Difference]:
    found = paired(
        old,
        new,
        lambda one: json.dumps(one.data, sort_keys=True, default=str),
        lambda one: one.data.get("id"),
        lambda one: one.data.get("name"),
        lambda one: str(one.data["uses"]).partition("@")[0] if "uses" in one.data else None,
        lambda one: one.data["run"].partition("\n")[0] if "run" in one.data else None,
        lambda one: ("uses" in one.data, one.number) if len(old) == len(new) else None,
    )
    for one, other in found.both:
        told = list(pieces(one.data, other.data))
        if told:
            said = _lines([_of_step(piece) for piece in told])
            subject = f"{above}, step {_called(other)}"
            yield Difference(What.CHANGED, path, subject, said, place(other.document, told[0].way))
    for one in found.added:
        yield Difference(What.ADDED, path, f"{above}, step {_called(one)}", "new", one.document.source)
    for one in found.gone:
        yield Difference(What.REMOVED, path, f"{above}, step {_called(one)}", "gone", one.document.source)
    if not found.in_order:
        order = ", ".join(_called(other) for _, other in found.both)
        where: Location | None = found.both[0][1].document.source
        yield Difference(What.CHANGED, path, above, f"steps in another order: {order}", where)


def _of_step(piece: Piece) -> str:
    if piece.way == ("run",) and isinstance(piece.old, str) and isinstance(piece.new, str):
        return f"run changed\n{text_difference(piece.old, piece.new)}"
    if piece.way == ("uses",):
        return _said(piece)
    return _of_piece(piece)


def _lines(said: Sequence[str]) -> str:
    """What has lines of its own comes last, and begins on a line of its own."""
    short = [one for one in said if "\n" not in one]
    return "\n".join([*(["; ".join(short)] if short else []), *[one for one in said if "\n" in one]])


def _called(step: _Step) -> str:
    """The name or id of a step in quotes, else what it does."""
    given = step.data.get("name") or step.data.get("id")
    if given:
        return f"'{given}'"
    deed = getattr(step.document, "deed", "")
    return str(deed) or f"{step.number + 1}"


def _of_actions(old: Read, new: Read) -> Iterator[Difference]:
    before, after = (equivalences.action(one.document.to_data()) for one in (old, new))
    mine, theirs = before["runs"].pop("steps", None), after["runs"].pop("steps", None)
    for piece in pieces(before, after):
        where = place(new.document, piece.way)
        yield Difference(What.CHANGED, old.path, piece.place, _said(piece), where)
    if mine is not None and theirs is not None:
        steps = (_steps(mine, _runs(old)), _steps(theirs, _runs(new)))
        yield from _of_steps(*steps, old.path, "the action")


def _runs(read: Read) -> Mapped:
    runs: Mapped = read.document.runs  # type: ignore[union-attr]  # its kind says so
    return runs


__all__ = ["differences"]
