"""The comments of a rule file: what each is about, its file, a group, a rule or one of its keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from alertflow.documents import Read
from alertflow.importer.writing.comments import is_of_generator
from alertflow.prometheus import AlertingRule, Rule, RuleFile, RuleGroup
from alertflow.yaml.comments import comments


class Spot(NamedTuple):
    """Something that a comment may be about."""

    line: int
    of: int
    """The `id` of a group or rule."""
    field: str
    """`expr`, `for_`, `labels.severity`; '' for the whole."""


class Remarks:
    """The comments of one file, by what they are about. Each is given out once, or is in `rest`."""

    def __init__(self, read: Read, file: RuleFile) -> None:
        spots = sorted(_spots(file))
        lines = [spot.line for spot in spots]
        self.head: list[str] = []
        """What stands above the groups: it is about the file."""
        self.rest: list[str] = []
        """What stands behind everything."""
        self._above: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._behind: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        text_lines = read.text.splitlines() if spots else []
        opened = next((n for n, line in enumerate(text_lines, 1) if line.lstrip().startswith("groups:")), 0)
        for comment in comments(read.text, read.path):
            if is_of_generator(comment.text):
                continue
            here = bisect_left(lines, comment.line)
            if not comment.alone and here < len(lines) and lines[here] == comment.line:
                last = spots[bisect_right(lines, comment.line) - 1]
                self._behind[last.of][last.field].append(comment.text)
            elif comment.line <= opened:
                self.head.append(comment.text)
            elif here < len(lines):
                spot = spots[here]
                self._above[spot.of][spot.field].append(comment.text)
            else:
                self.rest.append(comment.text)

    def above(self, of: object, field: str = "") -> list[str]:
        """The comment lines above `of`, or above its field."""
        return self._above[id(of)].pop(field, [])

    def behind(self, of: object, field: str = "") -> str:
        """The comment behind a field of `of`; behind the whole for ''."""
        return "; ".join(self._behind[id(of)].pop(field, []))

    def fields(self, of: object) -> list[str]:
        """The fields of `of` that something is still said of."""
        return sorted({*self._above[id(of)], *self._behind[id(of)]} - {""})

    def about(self, of: object) -> list[str]:
        """The comments about the whole of `of`, above it and behind its first line."""
        behind = self.behind(of)
        return [*self.above(of), *([behind] if behind else [])]

    def around(self, of: object) -> tuple[list[str], str]:
        """All that is still said of `of` and its fields, above and behind what takes one line."""
        above, behind = self.above(of), [self.behind(of)]
        for field in self.fields(of):
            above += self.above(of, field)
            behind.append(self.behind(of, field))
        return above, "; ".join(one for one in behind if one)

    def everything_of(self, of: object) -> list[str]:
        """All that is still said of `of` and its fields."""
        found = self.about(of)
        for field in self.fields(of):
            behind = self.behind(of, field)
            found += [*self.above(of, field), *([behind] if behind else [])]
        if isinstance(of, RuleGroup):
            found += [line for rule in of.rules for line in self.everything_of(rule)]
        return found

    def every(self) -> list[str]:
        """All that is said in the file, in no order."""
        found = [*self.head]
        for fields in (*self._above.values(), *self._behind.values()):
            found += [line for lines in fields.values() for line in lines]
        return [*found, *self.rest]


def _spots(file: RuleFile) -> Iterator[Spot]:
    for group in file.groups:
        if group.source is None:
            continue
        yield Spot(group.source.line, id(group), "")
        for field in ("interval", "query_offset", "limit"):
            yield from _spot(group, field)
        for rule in group.rules:
            if rule.source is not None:
                yield Spot(rule.source.line, id(rule), "")
            yield from _spots_of(rule)


def _spots_of(rule: Rule) -> Iterator[Spot]:
    alerting = isinstance(rule, AlertingRule)
    for field in ("expr", "for_", "keep_firing_for") if alerting else ("expr",):
        yield from _spot(rule, field)
    for field in ("labels", "annotations") if alerting else ("labels",):
        for name in getattr(rule, field):
            place = rule.place_of(field, name)
            if place is not None:
                yield Spot(place.line, id(rule), f"{field}.{name}")


def _spot(of: Rule | RuleGroup, field: str) -> Iterator[Spot]:
    if field in of.model_fields_set and (place := of.place(field)) is not None:
        yield Spot(place.line, id(of), field)


__all__ = ["Remarks"]
