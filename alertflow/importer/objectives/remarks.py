"""The comments of files of objectives, and their descriptions: each to the objective that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alertflow.documents import Read
from alertflow.documents.objective import Objective
from alertflow.importer.writing.comments import is_of_generator
from alertflow.yaml.comments import comments


def remarks(specs: Sequence[Read], said: Iterable[Objective]) -> Mapping[int, Sequence[str]]:
    """The lines of comments for each objective, by `id` of its part; under 0 those of files without one.

    A comment is about what comes next where it stands alone, else about what it stands behind.
    """
    found: dict[int, list[str]] = {}
    starts: dict[str, list[tuple[int, int]]] = {}
    for one in said:
        place = one.source
        if place is not None:
            starts.setdefault(place.path, []).append((place.line, id(one.part)))
    texts = {read.path: read.text for read in specs}
    for path, text in texts.items():
        here = sorted(starts.get(path, ()))
        for comment in comments(text, path):
            if is_of_generator(comment.text):
                continue
            line = _next_line(text, comment.line) if comment.alone else comment.line
            before = [part for start, part in here if start <= line] or [part for _, part in here[:1]]
            found.setdefault(before[-1] if before else 0, []).append(comment.text)
    for one in said:
        if one.description:
            found.setdefault(id(one.part), []).extend(one.description.split("\n"))
    return found


def _next_line(text: str, line: int) -> int:
    """The line of the next words behind a comment."""
    lines = text.splitlines()
    while line < len(lines) and (not lines[line].strip() or lines[line].lstrip().startswith("#")):
        line += 1
    return line + 1


__all__ = ["remarks"]
