"""Mends files by the safe fixes of findings, and proves of each that it does that and nothing else.

Nothing is written here: what comes out is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alertflow.checks.finding import Edit, Finding, Severity
from alertflow.checks.layout import Part, Point, parts

MOST_ROUNDS = 100
"""How often fixes are looked for again: one may make way for another, and one that is not done is told."""


class Mended(NamedTuple):
    """What became of the findings."""

    texts: Mapping[str, str]
    """The files that are mended, by path."""
    done: tuple[Finding, ...]
    """What is gone."""
    kept: tuple[Finding, ...]
    """What has a safe fix that did not stand the proof, and so was not done."""
    left: tuple[Finding, ...]
    """All that is still found."""


Look = Callable[[Mapping[str, str]], list[Finding]]
"""What is found when these files, by path, hold these texts, and all others what they hold."""


def mend(texts: Mapping[str, str], look: Look) -> Mended:
    """The files `texts`, by path, with every safe fix that `look` finds for them and that stands the proof.

    After a fix its finding is gone, there is no error and no warning that was not there before, and of the
    data only that is changed which the fix wrote.
    """
    now: dict[str, str] = {}
    kept: dict[tuple[str, str, str], Finding] = {}
    done: list[Finding] = []
    found = look(now)
    for _ in range(MOST_ROUNDS):
        candidates = [one for one in found if one.fixable and _key(one) not in kept and _is_in(one, texts)]
        chosen = list(_apart(candidates))
        if not chosen:
            break
        tried = _tried(chosen, texts, now, found, look)
        while tried is None and len(chosen) > 1:  # one of them is to blame
            chosen = chosen[: len(chosen) // 2]
            tried = _tried(chosen, texts, now, found, look)
        if tried is None:
            kept[_key(chosen[0])] = chosen[0]
            continue
        done += _gone(found, tried[1])
        now, found = tried
    return Mended(now, tuple(done), tuple(kept.values()), tuple(found))


def applied(text: str, edits: Sequence[Edit]) -> str:
    """`text` with `edits`, none of which overlaps another; its line breaks stay what they are."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    ends = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(edits, key=_span, reverse=True):
        start, end = (_offset(point, starts, lines) for point in _span(edit))
        text = text[:start] + edit.text.replace("\n", ends) + text[end:]
    return text


def _offset(point: Point, starts: Sequence[int], lines: Sequence[str]) -> int:
    """The number of the character at `point`; one behind the last line is the end of the text."""
    if point.line > len(lines):
        return starts[-1]
    bare = lines[point.line - 1].rstrip("\r\n")
    return starts[point.line - 1] + min(point.column - 1, len(bare))


def _tried(
    chosen: Sequence[Finding],
    texts: Mapping[str, str],
    now: Mapping[str, str],
    found: Sequence[Finding],
    look: Look,
) -> tuple[dict[str, str], list[Finding]] | None:
    """The texts and what is found in them after the fixes of `chosen`; None where they do not hold."""
    edits: dict[str, list[Edit]] = {}
    for one in chosen:
        for edit in one.fix.edits if one.fix else ():
            edits.setdefault(edit.start.path, []).append(edit)
    after = dict(now)
    for path, some in edits.items():
        before = now.get(path, texts[path])
        after[path] = applied(before, some)
        if not _changes_only(before, after[path], some):
            return None
    there = look(after)
    old, new = Counter(map(_key, found)), Counter(map(_key, there))
    mended = Counter(map(_key, chosen))
    if any(new[key] > old[key] - mended[key] for key in mended):
        return None
    if any(key[0] in _HIDING for key in mended):
        return after, there  # what else is in the file could not be seen before
    if any(new[key] > old[key] for key in {_key(one) for one in there if _counts(one)}):
        return None
    return after, there


def _counts(finding: Finding) -> bool:
    """Whether a fix must not bring it: a doubt that an error has hidden is less, and a comment that ignored
    what is mended now is left to its author.
    """
    return finding.severity is not Severity.INFO and not finding.id.startswith("ignore/")


_HIDING = frozenset({"files/not-yaml", "files/refused"})
"""Checks of files in which nothing else can be found."""


def _changes_only(before: str, after: str, edits: Sequence[Edit]) -> bool:
    """Whether only such values are others afterwards as the edits wrote, or took away."""
    old, new = list(parts(before)), list(parts(after))
    removed = [_span(edit) for edit in edits]
    written = list(_written(edits))
    if len(old) != len(new):
        return False
    return all(
        (was is not None and any(_touch(was, one) for one in removed))
        or (now is not None and any(_touch(now, one) for one in written))
        for root, other in zip(old, new, strict=True)
        for was, now in _changes(root, other)
    )


def _changes(old: Part, new: Part) -> Iterator[tuple[Part | None, Part | None]]:
    """The keys and values that differ, each as it was and as it is; None for what is not there."""
    if old.style is not None and new.style is not None:
        if old.value != new.value or (old.style == "") != (new.style == ""):
            yield old, new
    elif old.pairs and new.pairs:
        gone = [pair for pair in old.pairs if new.get(pair[0].value) is None]
        come = [pair for pair in new.pairs if old.get(pair[0].value) is None]
        if len(gone) == len(come) == 1:  # another name for the same
            yield gone[0][0], come[0][0]
            yield from _changes(gone[0][1], come[0][1])
            gone, come = [], []
        yield from ((part, None) for pair in gone for one in pair for part in _leaves(one))
        yield from ((None, part) for pair in come for one in pair for part in _leaves(one))
        for key, value in old.pairs:
            if (other := new.get(key.value)) is not None:
                yield from _changes(value, other[1])
    elif old.items and new.items:
        yield from _of_lists(list(old.items), list(new.items))
    elif old.style != new.style or old.value != new.value or _holds(old) or _holds(new):
        yield from ((part, None) for part in _leaves(old))
        yield from ((None, part) for part in _leaves(new))


def _of_lists(old: list[Part], new: list[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """The same of two lists; of different length, what stands between their like beginnings and ends."""
    if len(old) != len(new):
        for end in (0, -1):
            while old and new and not any(True for _ in _changes(old[end], new[end])):
                del old[end], new[end]
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _changes(one, other)
        return
    yield from ((part, None) for one in old for part in _leaves(one))
    yield from ((None, part) for one in new for part in _leaves(one))


def _holds(part: Part) -> bool:
    return bool(part.pairs or part.items)


def _leaves(part: Part) -> Iterator[Part]:
    """The keys and single values of `part`; itself where it holds none."""
    if not _holds(part):
        yield part
    for pair in part.pairs:
        for one in pair:
            yield from _leaves(one)
    for item in part.items:
        yield from _leaves(item)


def _written(edits: Sequence[Edit]) -> Iterator[tuple[Point, Point]]:
    """Where the texts of `edits` stand afterwards."""
    lines, line, columns = 0, 0, 0
    for edit in sorted(edits, key=_span):
        start, end = _span(edit)
        columns = columns if start.line == line else 0
        first = Point(start.line + lines, start.column + columns)
        breaks = edit.text.count("\n")
        width = len(edit.text) - edit.text.rfind("\n") - 1
        last = Point(first.line + breaks, width + 1 if breaks else first.column + width)
        yield first, last
        lines += breaks - (end.line - start.line)
        line, columns = end.line, last.column - end.column


def _touch(part: Part, span: tuple[Point, Point]) -> bool:
    return part.start <= span[1] and span[0] <= part.end


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those whose edits touch none of an earlier one's; two in one place wait for each other."""
    taken: dict[str, list[tuple[Point, Point]]] = {}
    for one in findings:
        edits = one.fix.edits if one.fix else ()
        spans = [(edit.start.path, _span(edit)) for edit in edits]
        if any(
            start <= other[1] and other[0] <= end
            for path, (start, end) in spans
            for other in taken.get(path, ())
        ):
            continue
        for path, span in spans:
            taken.setdefault(path, []).append(span)
        yield one


def _span(edit: Edit) -> tuple[Point, Point]:
    start, end = edit.start, edit.end
    return Point(start.line, start.column or 1), Point(end.line, end.column or 1)


def _gone(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[Finding]:
    """Those of `before` that are not found any more."""
    there = Counter(map(_key, after))
    for one in before:
        if there[_key(one)] > 0:
            there[_key(one)] -= 1
        else:
            yield one


def _is_in(finding: Finding, texts: Mapping[str, str]) -> bool:
    return finding.fix is not None and all(edit.start.path in texts for edit in finding.fix.edits)


_place = re.compile(r":\d+(?::\d+)?|`[^`]*`")
"""What a message says of a place, and of a step by its script."""


def _key(finding: Finding) -> tuple[str, str, str]:
    """What a finding is known by, though lines move: its check, its file, and its words but for places."""
    return finding.id, finding.location.path if finding.location else "", _place.sub("", finding.message)


__all__ = ["Mended", "applied", "mend"]
