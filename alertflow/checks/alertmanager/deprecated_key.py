"""The configuration has keys that Alertmanager has given up for others.

What will happen: today nothing: releases up to 0.34 still take `match`, `match_re` and their like, which have
been deprecated since 0.22, and the `mute_time_intervals` at the top, since 0.24. A later one may refuse them,
and with them the whole configuration.

How to mend it: write `matchers`, which says all four comparisons, and `time_intervals`. `alertflow check
--fix` does it; the meaning stays.

Wrong:

    route:
      receiver: all
      routes:
        - receiver: pager
          match: {severity: critical}
    receivers: [{name: all}, {name: pager}]

Right:

    route:
      receiver: all
      routes:
        - receiver: pager
          matchers: [severity="critical"]
    receivers: [{name: all}, {name: pager}]
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from alertflow.alertmanager import Config, InhibitRule, Matcher, Route
from alertflow.checks.finding import Edit, Finding, Fix, Severity
from alertflow.checks.fixes import in_flow
from alertflow.checks.layout import Layout, Part, Point
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.sections import every_section
from alertflow.yaml.emitter import scalar

ID = "alertmanager/deprecated-key"

_SIDES = {
    Route: (("match", "match_re", "matchers"),),
    InhibitRule: tuple(
        [(f"{one}_match", f"{one}_match_re", f"{one}_matchers") for one in ("source", "target")]
    ),
}
"""The fields for equal values and for patterns, and the one that has taken their place."""


class _Old(NamedTuple):
    """What a section says in the old way."""

    section: Route | InhibitRule
    equal: str
    pattern: str
    instead: str


def check(subject: Subject) -> Iterator[Finding]:
    """The keys of each file, all at once: that a route of many has one says nothing."""
    for path, config in subject.of(Config):
        if not config.from_file:
            continue
        if config.mute_time_intervals:
            yield _intervals(subject, config, path)
        old = [
            _Old(section, *fields)
            for _, section in every_section(config)
            if isinstance(section, (Route, InhibitRule))
            for fields in _SIDES[type(section)]
            if getattr(section, fields[0]) or getattr(section, fields[1])
        ]
        if old:
            yield _matchers(subject, old, path)


def _intervals(subject: Subject, config: Config, path: str) -> Finding:
    layout = subject.layout(config.source)
    mapping = layout.mapping_at(config.source) if layout is not None else None
    found = mapping.get("mute_time_intervals") if mapping is not None else None
    fix = None
    if layout is not None and found is not None and not config.time_intervals:
        edit = layout.edit(found[0].start, found[0].end, "time_intervals")
        fix = Fix("write time_intervals", (edit,)) if found[0].style == "" else None
    return Finding(
        ID,
        Severity.INFO,
        config.place("mute_time_intervals"),
        f"mute_time_intervals at the top of {path} is deprecated since Alertmanager 0.24.",
        "A later release may refuse the whole configuration.",
        "Write time_intervals.",
        fix,
    )


def _matchers(subject: Subject, old: list[_Old], path: str) -> Finding:
    fields = sorted({field for one in old for field in one[1:3] if getattr(one.section, field)})
    places = f" in {len(old)} places" if len(old) > 1 else ""
    edits = [edit for one in old for edit in _edits(subject, one)]
    return Finding(
        ID,
        Severity.INFO,
        _place(subject, old[0]),
        f"{' and '.join(fields)}{places} of {path}: deprecated since Alertmanager 0.22.",
        "A later release may refuse the whole configuration.",
        'Write matchers, as in matchers: [severity="critical"].',
        Fix("write matchers", tuple(edits)) if edits else None,
    )


def _place(subject: Subject, old: _Old) -> Location | None:
    """The first of the keys; where that is not known, its value."""
    field = old.equal if getattr(old.section, old.equal) else old.pattern
    layout = subject.layout(old.section.source)
    mapping = layout.mapping_at(old.section.source) if layout is not None else None
    found = mapping.get(field) if mapping is not None else None
    return layout.place(found[0].start) if layout is not None and found else old.section.place(field)


def _edits(subject: Subject, old: _Old) -> list[Edit]:
    """`matchers` in the place of both; none where the file is written so that only a person can."""
    section = old.section
    layout = subject.layout(section.source)
    mapping = layout.mapping_at(section.source) if layout is not None else None
    if layout is None or mapping is None or mapping.get(old.instead) is not None:
        return []
    equal, pattern = mapping.get(old.equal), mapping.get(old.pattern)
    if equal is None or pattern is None:
        found = equal or pattern
        if found is None:
            return []
        op, values = ("=", old.equal) if equal is not None else ("=~", old.pattern)
        listed = _listed(layout, found[1], op, getattr(section, values))
        return [*_renamed(layout, found[0], old.instead), *listed] if listed else []
    first, second = sorted((equal, pattern), key=lambda one: one[0].start)
    if not _follows(layout, first, second):
        return []
    listed = [
        *_listed(layout, equal[1], "=", getattr(section, old.equal)),
        *_listed(layout, pattern[1], "=~", getattr(section, old.pattern)),
    ]
    if len(listed) != len(equal[1].pairs) + len(pattern[1].pairs):
        return []
    line = second[0].start.line
    gone = layout.edit(Point(line, 1), Point(line + 1, 1), "")
    return [*_renamed(layout, first[0], old.instead), *listed, gone]


def _follows(layout: Layout, first: tuple[Part, Part], second: tuple[Part, Part]) -> bool:
    """Whether both are blocks of which the second continues the first, so that its key's line can go."""
    if first[1].flow or second[1].flow or not first[1].pairs or not second[1].pairs:
        return False
    last = first[1].pairs[-1][1]
    line = layout.line(second[0].start.line)
    return (
        last.end.line + 1 == second[0].start.line
        and line.strip() == f"{second[0].value}:"
        and first[1].start.column == second[1].start.column
    )


def _renamed(layout: Layout, key: Part, name: str) -> list[Edit]:
    return [layout.edit(key.start, key.end, name)]


def _listed(layout: Layout, values: Part, op: str, said: Mapping[str, str]) -> list[Edit]:
    """The pairs of a mapping as the matchers of a list."""
    edits: list[Edit] = []
    for key, value in values.pairs:
        if (
            key.style is None
            or value.style in (None, "|", ">")
            or not value.on_one_line
            or key.value not in said
        ):
            return []
        text = str(Matcher(key.value, "=" if op == "=" else "=~", said[key.value]))
        edits.append(layout.edit(key.start, value.end, in_flow(text) if values.flow else f"- {scalar(text)}"))
    if values.flow and edits:
        opening, closing = values.start, values.end
        edits.append(layout.edit(opening, Point(opening.line, opening.column + 1), "["))
        edits.append(layout.edit(Point(closing.line, closing.column - 1), closing, "]"))
    return edits
