"""Plain data, as YAML holds it, compared piece by piece: what is different, and the way to it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit


class _Missing(Enum):
    MISSING = "missing"


MISSING: Final = _Missing.MISSING
"""Stands for what one side does not have."""


class Hidden(str):
    """A secret, which no sentence repeats."""

    __slots__ = ()


class Address(Hidden):
    """A URL that may hold a secret: of it only the host is told."""

    __slots__ = ()

    @property
    def host(self) -> str:
        """`example.org`; '' where none can be read out of it."""
        try:
            return urlsplit(str(self)).hostname or ""
        except ValueError:
            return ""


_NAMES = ("name", "id", "alert", "record", "alertname", "key", "series", "labels", "uses")
"""Keys by whose values the mappings of a list are known from one another, the best first."""

_SHOWN = 60
"""How many characters of a text stand in a sentence."""
_BEFORE = 15
"""And of what two texts have in common before they part."""
_WIDEST = 120
"""How many characters of a line are shown."""
_LINES = 6
"""How many lines of a changed text are shown."""


class Piece(NamedTuple):
    """A place where two sides differ."""

    way: tuple[str | int, ...]
    """The keys and the indexes to it; the new side's, where it has it."""
    names: tuple[str, ...]
    """The same for reading: `("spec", "groups[redis]", "interval")`."""
    old: Any
    new: Any

    @property
    def place(self) -> str:
        """`spec.groups[redis].interval`."""
        return ".".join(self.names)

    def __str__(self) -> str:
        """`spec.groups[redis].interval: 30s → 1m`."""
        said = changed(self.old, self.new)
        return f"{self.place}: {said}" if self.names else said


def same(old: Any, new: Any) -> bool:
    """Whether both are the same data; unlike Python's `==`, true is not 1."""
    return next(pieces(old, new), None) is None


def pieces(
    old: Any, new: Any, way: tuple[str | int, ...] = (), names: tuple[str, ...] = ()
) -> Iterator[Piece]:
    """Where `old` and `new` differ, in the order of `new`, as deep within them as both are alike.

    The items of a list are matched by their names where they have some, and then in any order; else by their
    positions.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in new:
            yield from pieces(old.get(key, MISSING), new[key], (*way, key), (*names, str(key)))
        for key in old:
            if key not in new:
                yield Piece((*way, key), (*names, str(key)), old[key], MISSING)
    elif _is_list(old) and _is_list(new):
        yield from _in_lists(old, new, way, names)
    elif isinstance(old, bool) is not isinstance(new, bool) or old != new:
        yield Piece(way, names, old, new)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _in_lists(
    old: Sequence[Any], new: Sequence[Any], way: tuple[str | int, ...], names: tuple[str, ...]
) -> Iterator[Piece]:
    if not any(isinstance(one, Mapping) or _is_list(one) for one in (*old, *new)):
        if not (len(old) == len(new) and all(map(same, old, new))):
            yield Piece(way, names, old, new)
        return
    above, last = names[:-1], names[-1] if names else ""
    key = _naming(old, new)
    if key is None:
        for index in range(max(len(old), len(new))):
            one = old[index] if index < len(old) else MISSING
            other = new[index] if index < len(new) else MISSING
            yield from pieces(one, other, (*way, index), (*above, f"{last}[{index}]"))
        return
    before = {one[key]: one for one in old}
    for index, item in enumerate(new):
        name = item[key]
        here = (*above, f"{last}[{shown(name)}]")
        yield from pieces(before.get(name, MISSING), item, (*way, index), here)
    after = {one[key] for one in new}
    for index, item in enumerate(old):
        if item[key] not in after:
            yield Piece((*way, index), (*above, f"{last}[{shown(item[key])}]"), item, MISSING)


def _naming(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """The key that all items have, with a text of its own on each side."""
    if not all(isinstance(one, Mapping) for one in (*old, *new)):
        return None
    for key in _NAMES:
        sides = [[one.get(key) for one in side] for side in (old, new)]
        if all(isinstance(name, str) for side in sides for name in side) and all(
            len(set(side)) == len(side) for side in sides
        ):
            return key
    return None


def changed(old: Any, new: Any) -> str:
    """What became of a value: `30s → 1m`, `now also "a"`, `now 5m`, `no longer 5m`."""
    if isinstance(old, Address) and isinstance(new, Address) and old.host != new.host:
        return f"{old.host} → {new.host}"
    if isinstance(old, Hidden) and isinstance(new, Hidden):
        return "changed (a secret)"
    if old is MISSING:
        return f"now {shown(new)}"
    if new is MISSING:
        return f"no longer {shown(old)}"
    if isinstance(old, str) and isinstance(new, str) and "\n" in old + new:
        return f"changed\n{text_difference(old, new)}"
    if _is_list(old) and _is_list(new):
        added, gone = [one for one in new if one not in old], [one for one in old if one not in new]
        if added or gone:
            said = ["now also " + ", ".join(map(shown, added))] if added else []
            said += ["no longer " + ", ".join(map(shown, gone))] if gone else []
            return "; ".join(said)
        if len(old) == len(new):
            return f"in another order: {shown(new)}"
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _SHOWN:
        return " → ".join(_cut_apart(old, new))
    return f"{shown(old)} → {shown(new)}"


def _cut_apart(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before where they part."""
    same = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(0, same - _BEFORE)
    cut = [one[start : start + _SHOWN] + ("…" if len(one) > start + _SHOWN else "") for one in (old, new)]
    return ("…" if start else "") + cut[0], ("…" if start else "") + cut[1]


def shown(value: Any) -> str:
    """A value in a sentence: text as it is, unless its ends would not be seen; the rest as JSON, cut."""
    if isinstance(value, Hidden):
        text = value.host if isinstance(value, Address) and value.host else "(a secret)"
    elif isinstance(value, str):
        plain = value and value == value.strip() and "\n" not in value and value.isprintable()
        text = value if plain else json.dumps(value, ensure_ascii=False)
    elif value is None:
        text = "nothing"
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def text_difference(old: str, new: str) -> str:
    """The lines that differ, behind `-` and `+`, the first few of them."""
    told = [
        line
        for line in difflib.ndiff(old.splitlines(), new.splitlines())
        if line[:1] in "+-" and (line[2:].strip() or len(line) > 1)
    ]
    if not told:
        told = [f"- {json.dumps(old[-_SHOWN:])}", f"+ {json.dumps(new[-_SHOWN:])}"]
    rest = len(told) - _LINES
    first = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in told[:_LINES]]
    return "\n".join([*first, *([f"… and {rest} lines more"] if rest > 0 else [])])


def frozen(data: Any) -> Hashable:
    """`data` as something to look up by; equal for what is the same, whatever the order of its keys."""
    if isinstance(data, Mapping):
        return frozenset([(key, frozen(value)) for key, value in data.items()])
    if _is_list(data):
        return tuple(map(frozen, data))
    return (type(data), data) if isinstance(data, bool) else data


__all__ = ["MISSING", "Hidden", "Piece", "changed", "frozen", "pieces", "same", "shown", "text_difference"]
