"""New generated sections are put into a file in which people write, and none of their bytes is lost.

Sections are replaced where they stand, also where somebody moved them. One that is not there comes behind the
one that precedes it when generated, so a section whose markers were deleted comes back, unless
`<!-- alertflow:without NAME -->` stands anywhere in the file. One that is no longer generated goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from alertflow.markdown.marked import BOM, Marked, Part, Section, marked

Known = Callable[[str, bytes], bool]
"""Whether alertflow itself wrote this text into the section of this name."""


class Merged(NamedTuple):
    """A file with its new sections."""

    content: bytes
    edited: tuple[Section, ...]
    """The sections that were changed by hand: their changes are lost in `content`."""
    added: tuple[str, ...]
    """The sections that were not there."""


def shared(path: str, text: bytes) -> Marked | None:
    """The parts of a generated file that people may write in; None where `path` is alertflow's alone."""
    parts = marked(text, path) if path.endswith(".md") else None
    return parts if parts is not None and parts.sections else None


def merged(current: Marked, new: Marked, known: Known) -> Merged:
    """The file `current` with the sections of `new`."""
    wanted = {name: section.text for name, section in new.sections.items() if name not in current.without}
    there = current.sections
    edited = [
        section
        for name, section in there.items()
        if section.text != wanted.get(name) and not known(name, section.text)
    ]
    parts: list[Part] = [_renewed(part, wanted) for part in current.parts if _stays(part, wanted)]
    added = [name for name in wanted if name not in there]
    for name in added:
        section = new.sections[name]
        at = _place(parts, name, list(wanted))
        parts.insert(at, _like(parts[at - 1 : at + 1], section))
    return Merged(_joined(parts), tuple(edited), tuple(added))


def _stays(part: Part, wanted: dict[str, bytes]) -> bool:
    return isinstance(part, bytes) or part.name in wanted


def _renewed(part: Part, wanted: dict[str, bytes]) -> Part:
    if isinstance(part, bytes) or part.text == wanted[part.name]:
        return part
    return part.holding(wanted[part.name])


def _place(parts: list[Part], name: str, order: list[str]) -> int:
    """Where the section `name` belongs: behind the nearest before it, else before the next, else last."""
    at = {part.name: number for number, part in enumerate(parts) if isinstance(part, Section)}
    here = order.index(name)
    before = [other for other in order[:here] if other in at]
    after = [other for other in order[here:] if other in at]
    return at[before[-1]] + 1 if before else at[after[0]] if after else len(parts)


def _like(beside: list[Part], section: Section) -> Section:
    """`section` with its lines ended as those of the parts beside it are."""
    crlf = any(b"\r\n" in bytes(part) for part in beside)
    if not crlf:
        return section
    begin, end = (line.replace(b"\n", b"\r\n") for line in (section.begin, section.end))
    return section._replace(begin=begin, end=end).holding(section.content)


def _joined(parts: list[Part]) -> bytes:
    """The file of `parts`, of which each begins on a line of its own."""
    content = b""
    for part in map(bytes, parts):
        if content not in (b"", BOM) and not content.endswith(b"\n"):
            content += b"\r\n" if b"\r\n" in content and not content.endswith(b"\r") else b"\n"
        content += part
    return content


__all__ = ["Known", "Merged", "merged", "shared"]
