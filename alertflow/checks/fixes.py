"""Fixes that several checks make: another word in a place, a key put into a mapping, a value in quotes."""

from __future__ import annotations

from alertflow.checks.finding import Edit, Fix
from alertflow.checks.layout import Layout, Part
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.yaml.emitter import scalar


def reworded(subject: Subject, location: Location | None, old: str, new: str, title: str) -> Fix | None:
    """`new` for `old`, which stands at `location`; None where it does not, as in text that is escaped."""
    layout = subject.layout(location)
    edit = layout.replaced(location, old, new) if layout is not None else None
    return None if edit is None else Fix(title, (edit,))


def rewritten(layout: Layout, part: Part, text: str, *, flow: bool = False) -> Edit | None:
    """The text `text` for the scalar `part`, quoted as it needs to be; None for one of several lines.

    `flow` says that it stands in brackets or braces.
    """
    if not part.on_one_line or part.style in ("|", ">") or "\n" in text:
        return None
    if part.style == "'":
        return layout.edit(part.start, part.end, _single(text))
    return layout.edit(part.start, part.end, in_flow(text) if flow else scalar(text))


def in_flow(text: str) -> str:
    """`text` as a scalar in brackets or braces."""
    plain = scalar(text)
    if plain[:1] in ("'", '"') or not set(plain) & set(",[]{}"):
        return plain
    return _single(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def entry(layout: Layout, mapping: Part, key: str, value: str | bool) -> Edit:
    """Puts `key: value` into a mapping that is not empty, before what stands there first."""
    first = mapping.pairs[0][0]
    if isinstance(value, bool):
        written = "true" if value else "false"
    else:
        written = in_flow(value) if mapping.flow else scalar(value)
    behind = ", " if mapping.flow else "\n" + " " * (first.start.column - 1)
    return layout.edit(first.start, first.start, f"{key}: {written}{behind}")


def section(layout: Layout, mapping: Part, before: str, key: str, values: dict[str, str]) -> Edit | None:
    """Puts a mapping behind `key` into a block mapping, above its key `before`; None where it has none."""
    found = mapping.get(before)
    if found is None or mapping.flow or mapping.get(key) is not None:
        return None
    at = found[0].start
    margin = " " * (at.column - 1)
    lines = [f"{key}:", *[f"{margin}  {name}: {scalar(value)}" for name, value in values.items()], margin]
    return layout.edit(at, at, "\n".join(lines))


__all__ = ["entry", "in_flow", "reworded", "rewritten", "section"]
