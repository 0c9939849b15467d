"""Things that have a name only to be referred to: which of two sides are the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field


@dataclass
class Same:
    """Which names of two sides stand for the same thing."""

    old: dict[str, int] = field(default_factory=dict)
    """By name on the old side: a number; one that the new side has, too, stands for the same there."""
    new: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    """Names that stand for something else on each side, which nothing has on the other: it has changed."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """The same under another name."""
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def same(old: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> Same:
    """Compares what `old` and `new` hold by name: by content first, then by name."""
    numbers: dict[Hashable, int] = {}
    found = Same()
    for side, of in ((old, found.old), (new, found.new)):
        for name, content in side.items():
            of[name] = numbers.setdefault(content, len(numbers))
    only_old = {name for name in old if found.old[name] not in found.new.values()}
    only_new = {name for name in new if found.new[name] not in found.old.values()}
    for name in old:
        if name in only_old and name in only_new:
            found.changed.append(name)
            number = found.new[name]
            for other in [one for one in new if found.new[one] == number]:
                found.new[other] = found.old[name]
    for name in new:
        if name in only_new and name not in found.changed:
            found.added.append(name)
        elif name not in old and name not in only_new:
            before = [one for one in old if found.old[one] == found.new[name] and one not in new]
            found.renamed += [(before[0], name)] if before else []
    found.gone = [name for name in old if name in only_old and name not in found.changed]
    return found


__all__ = ["Same", "same"]
