"""Families: alerts that differ in a few words only, and what one function would have to be told for each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from alertflow.importer.rules.saying import Said

FEWEST = 3
"""Alerts that make a family."""

MOST_PARAMETERS = 3
"""What a function may ask for, before its calls say as much as the alerts would."""

LEAST_SHARED = 0.6
"""The share of a family's text that must be the same in all its alerts."""

Flat: TypeAlias = dict[str, str]
"""What is said of an alert, by keyword; labels and annotations as `labels.service`."""

HOW: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    ".lower()": str.lower,
    ".upper()": str.upper,
    ".capitalize()": str.capitalize,
    '.replace("-", "_")': lambda text: text.replace("-", "_"),
    '.replace("_", "-")': lambda text: text.replace("_", "-"),
    '.replace("-", " ")': lambda text: text.replace("-", " "),
}
"""In which ways one word may follow from another, as Python says them."""

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^A-Za-z0-9]")
is_number = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,8}[1-9])?").fullmatch
"""Whether a number is written as Python writes it."""
_BETWEEN = frozenset("-_. ")
"""What joins two words that differ into one thing that does."""


class Use(NamedTuple):
    """A parameter within a text, and what becomes of it there."""

    parameter: int
    how: str


Template: TypeAlias = tuple["str | Use", ...]


class Parameter(NamedTuple):
    """What a function is told: by which name, and its value for each alert of the family."""

    name: str
    values: tuple[str, ...]
    is_number: bool


class Family(NamedTuple):
    """Alerts that are made by one function."""

    members: tuple[Said, ...]
    parameters: tuple[Parameter, ...]
    templates: Mapping[str, Template]
    """What the function says, by keyword as in `Flat`."""
    uses: Mapping[tuple[str, ...], Use]
    """What fills a hole, by the values that its alerts have there."""

    def template(self, key: str, texts: Sequence[str]) -> Template | None:
        """The template of other texts, one for each alert; None where a difference has no parameter."""
        parts = _unified(key, texts)
        if any(isinstance(part, _Hole) and part.values not in self.uses for part in parts):
            return None
        return _filled(parts, self.uses)


def value_of(number: str) -> float:
    """The number that is written so."""
    return float(number) if "." in number else int(number)


def flat(said: Said) -> Flat:
    """What is said of an alert, each text by itself."""
    found: Flat = {}
    for keyword, value in said.fields.items():
        if isinstance(value, str):
            found[keyword] = value
        else:
            found |= {f"{keyword}.{name}": one for name, one in value.items()}
    return found


def families(alerts: Sequence[Said]) -> list[Family]:
    """The families among `alerts`, in the order of their first; no alert is in two.

    The time it takes grows with their number only.
    """
    left = {id(one): (one, flat(one)) for one in alerts}
    found: list[Family] = []
    for kind in (_of_one_query, _of_one_ending, _of_one_beginning):
        buckets: dict[Hashable, list[tuple[Said, Flat]]] = defaultdict(list)
        for one in left.values():
            buckets[kind(one[1])].append(one)
        for bucket in buckets.values():
            for part in _parts(bucket):
                if (family := _family(part)) is not None:
                    found.append(family)
                    for member in family.members:
                        del left[id(member)]
    place = {id(one): number for number, one in enumerate(alerts)}
    return sorted(found, key=lambda family: place[id(family.members[0])])


def _parts(bucket: list[tuple[Said, Flat]]) -> Iterable[list[tuple[Said, Flat]]]:
    """`bucket`, if it may be a family, else those in it whose texts have the same words in number."""
    if len(bucket) < FEWEST:
        return []
    if _family(bucket) is not None:
        return [bucket]
    closer: dict[Hashable, list[tuple[Said, Flat]]] = defaultdict(list)
    for one in bucket:
        closer[one[1]["severity"], *(len(_TOKEN.findall(text)) for text in one[1].values())].append(one)
    return [part for part in closer.values() if FEWEST <= len(part) < len(bucket)]


def _of_one_query(one: Flat) -> Hashable:
    """Alerts that ask the same of the same metrics, but for values and numbers."""
    return tuple(one), re.sub(r'"(?:[^"\\]|\\.)*"|(?<![\w:])[0-9.]+', "#", one["expr"])


def _of_one_ending(one: Flat) -> Hashable:
    return tuple(one), _form(one["expr"]), _TOKEN.findall(one["name"])[-1]


def _of_one_beginning(one: Flat) -> Hashable:
    return tuple(one), _form(one["expr"]), _TOKEN.findall(one["name"])[0]


def _form(expr: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"|[\w.:]+', "w", expr)


class _Hole(NamedTuple):
    key: str
    before: str
    """What stands before it in its text."""
    values: tuple[str, ...]


def _family(bucket: Sequence[tuple[Said, Flat]]) -> Family | None:
    """The family that `bucket` is; None where its alerts differ in too much."""
    flats = [one for _, one in bucket]
    if len({(one["name"], one["severity"]) for one in flats}) < len(flats):
        return None
    holed: dict[str, list[str | _Hole]] = {}
    shared = whole = 0
    for key in flats[0]:
        texts = [one[key] for one in flats]
        parts = holed[key] = _unified(key, texts)
        shared += sum(len(part) for part in parts if isinstance(part, str))
        whole += len(texts[0])
    holes = [part for parts in holed.values() for part in parts if isinstance(part, _Hole)]
    found = _parameters(holes)
    if not holes or found is None or shared < LEAST_SHARED * whole:
        return None
    parameters, uses = found
    templates = {key: _filled(parts, uses) for key, parts in holed.items()}
    return Family(tuple(said for said, _ in bucket), parameters, templates, uses)


def _filled(parts: Sequence[str | _Hole], uses: Mapping[tuple[str, ...], Use]) -> Template:
    return tuple(uses[part.values] if isinstance(part, _Hole) else part for part in parts)


def _unified(key: str, texts: Sequence[str]) -> list[str | _Hole]:
    """What `texts` share, with a hole where they differ."""
    if all(text == texts[0] for text in texts):
        return [texts[0]] if texts[0] else [""]
    if key in ("severity", "team", "for_", "keep_firing_for", "slo", "dashboard"):
        return [_Hole(key, "", tuple(texts))]
    tokens = [_TOKEN.findall(text) for text in texts]
    if len({len(one) for one in tokens}) > 1:
        tokens = _aligned(tokens)
    parts: list[str | _Hole] = []
    before = ""
    for values in zip(*tokens, strict=True):
        if all(value == values[0] for value in values):
            if parts and isinstance(last := parts[-1], str):
                parts[-1] = last + values[0]
            else:
                parts.append(values[0])
        elif parts and isinstance(hole := parts[-1], _Hole):
            parts[-1] = hole._replace(values=_each(hole.values, values))
        elif len(parts) > 1 and parts[-1] in _BETWEEN and isinstance(hole := parts[-2], _Hole):
            between = str(parts.pop())
            parts[-1] = hole._replace(values=_each(hole.values, (between,) * len(values), values))
        else:
            parts.append(_Hole(key, before, values))
        before += values[0]
    return parts


def _each(*columns: Sequence[str]) -> tuple[str, ...]:
    return tuple("".join(row) for row in zip(*columns, strict=True))


def _aligned(tokens: Sequence[list[str]]) -> list[list[str]]:
    """Texts of different length, what stands between their common beginning and end as one token."""
    shortest = min(map(len, tokens))
    start = end = 0
    while start < shortest and len({one[start] for one in tokens}) == 1:
        start += 1
    while end < shortest - start and len({one[-1 - end] for one in tokens}) == 1:
        end += 1
    return [
        [*one[:start], "".join(one[start : len(one) - end]), *(one[len(one) - end :] if end else [])]
        for one in tokens
    ]


def _parameters(holes: Sequence[_Hole]) -> tuple[tuple[Parameter, ...], dict[tuple[str, ...], Use]] | None:
    """The fewest parameters that fill `holes`, and how each hole is filled; None where it takes too many."""
    left = list(dict.fromkeys(hole.values for hole in holes))
    if len(left) > 2 * MOST_PARAMETERS:
        return None
    often = Counter(hole.values for hole in holes)
    uses: dict[tuple[str, ...], Use] = {}
    parameters: list[Parameter] = []
    while left:
        if len(parameters) == MOST_PARAMETERS:
            return None
        found = [(base, {one: how for one in left if (how := _how(base, one)) is not None}) for base in left]
        base, filled = max(found, key=lambda one: (len(one[1]), not _is_spelt(one[1]), often[one[0]]))
        for values, how in filled.items():
            uses[values] = Use(len(parameters), how)
        about = [hole for hole in holes if hole.values in filled]
        name = _name(about, {one.name for one in parameters})
        number = all(map(is_number, base)) and list(filled.values()) == [""]
        parameters.append(Parameter(name, base, number))
        left = [one for one in left if one not in filled]
    return tuple(parameters), uses


def _is_spelt(filled: Mapping[tuple[str, ...], str]) -> bool:
    """Whether one of the ways is more than another case of letters."""
    return any("replace" in how for how in filled.values())


def _how(base: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    for how, changed in HOW.items():
        if all(changed(one) == two for one, two in zip(base, other, strict=True)):
            return how
    return None


def _name(holes: Sequence[_Hole], taken: set[str]) -> str:
    """What a parameter is called, by where it stands."""
    names = [_said_by(hole) for hole in sorted(holes, key=lambda hole: not hole.key.startswith("labels."))]
    name = next((one for one in names if one), "subject")
    while name in taken:
        name = f"other_{name}"
    return name


def _said_by(hole: _Hole) -> str:
    kind, _, label = hole.key.partition(".")
    if kind in ("severity", "team", "for_", "keep_firing_for", "slo", "dashboard"):
        return kind
    if kind == "labels":
        return label
    if kind == "expr":
        if found := re.search(r'(\w+)\s*=~?\s*"[^"]*$', hole.before):
            return found[1]
        if all(map(is_number, hole.values)) and re.search(r"[<>=]\s*-?$", hole.before):
            return "threshold"
    return ""


__all__ = ["Family", "Flat", "Parameter", "Template", "Use", "families", "flat", "is_number", "value_of"]
