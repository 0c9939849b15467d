"""The values of labels, sorted into classes: those that no matcher of either side tells apart are one.

A set of classes is a number, one bit for each class, so that a matcher is a number too, and what is left of
a label's values under several matchers is found by `&`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alertflow.alertmanager import Matcher
from alertflow.alertmanager.go_regex import RegexError, compiled
from alertflow.comparison.routes.automata import UnanalysedError, combinations

_FRESH = ("other", "another", "something-else")
"""Values of which one is taken where any will do."""


@dataclass
class Label:
    """The classes of one label's values."""

    name: str
    witnesses: list[str]
    """A value of each class; the first is '', which a missing label counts as."""
    named: int
    """The classes of a single value, which a matcher names."""
    masks: dict[tuple[str, str], int] = field(default_factory=dict)
    """By operator and value: the classes for which that matcher holds."""
    unknown: str = ""
    """Why the classes are not all there are; '' where they are."""
    known: dict[str, int] = field(default_factory=dict)
    """The classes of values that were asked for."""

    @property
    def all(self) -> int:
        """Every class."""
        return (1 << len(self.witnesses)) - 1

    def of(self, value: str) -> int:
        """The class of `value`."""
        if value not in self.known:
            self.known[value] = self._of(value)
        return self.known[value]

    def _of(self, value: str) -> int:
        for number, witness in enumerate(self.witnesses):
            if witness == value:
                return 1 << number
        mask = self.all & ~self.named & ~1
        for (operator, text), holding in self.masks.items():
            holds = Matcher(self.name, operator, text).matches({self.name: value})  # type: ignore[arg-type]  # a key of masks
            mask &= holding if holds else ~holding
        return mask & -mask  # any of the classes that are left: no matcher tells them apart

    def some(self, mask: int) -> str:
        """A value of `mask`: none at all, else one that is named, else any."""
        chosen = mask & 1 or mask & self.named or mask
        return self.witnesses[(chosen & -chosen).bit_length() - 1]


class Labels:
    """The classes of all labels that matchers name."""

    def __init__(self, matchers: Iterable[Matcher]) -> None:
        by_name: dict[str, dict[tuple[str, str], Matcher]] = {}
        for one in matchers:
            by_name.setdefault(_subject(one), {})[one.op, one.value] = one
        self.labels = [
            _either(name, found) if "=~" in name else _classes(name, list(found.values()))
            for name, found in by_name.items()
        ]
        self._number = {label.name: number for number, label in enumerate(self.labels)}

    @property
    def unknown(self) -> list[str]:
        """Why not every class is known, for each label of which that is so."""
        return [label.unknown for label in self.labels if label.unknown]

    @property
    def every(self) -> tuple[int, ...]:
        """By label: all classes."""
        return tuple([label.all for label in self.labels])

    def mask(self, matchers: Iterable[Matcher]) -> tuple[tuple[int, int], ...]:
        """What `matchers` ask for together: of each label that they name its number and its classes."""
        masks: dict[int, int] = {}
        for one in matchers:
            number = self._number[_subject(one)]
            label = self.labels[number]
            masks[number] = masks.get(number, label.all) & label.masks[one.op, one.value]
        return tuple([(number, mask) for number, mask in masks.items() if mask != self.labels[number].all])

    def having(self, known: Mapping[str, str], never: Iterable[str] = ()) -> tuple[int, ...]:
        """By label: the classes of what has the labels `known` and none of `never`."""
        masks = list(self.every)
        for name in never:
            if name in self._number:
                masks[self._number[name]] = 1
        for name, value in known.items():
            if name in self._number:
                number = self._number[name]
                masks[number] = self.labels[number].of(value)
        return tuple(masks)

    def witness(self, masks: Iterable[int]) -> dict[str, str]:
        """Labels that an alert of `masks` has; as few as there can be."""
        values = {label.name: label.some(mask) for label, mask in zip(self.labels, masks, strict=True)}
        return {name: value for name, value in values.items() if value and "=~" not in name}


def _classes(name: str, matchers: list[Matcher]) -> Label:
    literals = {value: None for one in matchers for value in sorted(_literals(one))}
    literals.pop("", None)
    witnesses = ["", *literals]
    patterns = list(dict.fromkeys([one.value for one in matchers if _is_pattern(one)]))
    unknown = ""
    fresh = next(value for value in (*_FRESH, _unlike(literals)) if value not in literals)
    by_pattern = {tuple([compiled(one).search(fresh) is not None for one in patterns]): fresh}
    if patterns:
        try:
            found, complete = combinations(patterns, frozenset(witnesses))
        except UnanalysedError as error:
            found, complete = (), False
            unknown = f"the patterns for {name} cannot be analysed: {error}"
        if not complete and not unknown:
            unknown = f"the patterns for {name} can match in too many combinations"
        for text, matched in found:
            by_pattern.setdefault(matched, text)
    witnesses += by_pattern.values()
    label = Label(name, witnesses, named=(1 << (len(literals) + 1)) - 2, unknown=unknown)
    index = {value: 1 << number for number, value in enumerate(witnesses)}
    for one in matchers:
        label.masks[one.op, one.value] = _mask(one, label, index)
    return label


def _either(name: str, matchers: Iterable[tuple[str, str]]) -> Label:
    """A pattern of which it cannot be told what it matches: any value may, or not."""
    label = Label(name, ["", "matching"], named=0, unknown=f"what values {name} matches cannot be told")
    for operator, value in matchers:
        label.masks[operator, value] = 2 if operator == "=~" else 1
    return label


def _mask(one: Matcher, label: Label, index: Mapping[str, int]) -> int:
    if one.op == "!=":
        return label.all & ~index[one.value]
    if one.values is not None:
        return sum(index[value] for value in one.values)
    pattern = compiled(one.value)
    holding = sum(bit for value, bit in index.items() if pattern.search(value) is not None)
    return holding if one.op == "=~" else label.all & ~holding


def _literals(one: Matcher) -> Iterable[str]:
    if one.values is not None:
        return one.values
    if one.op == "!=":
        return [one.value]
    positive = Matcher(one.name, "=~", one.value).values
    return positive or ()


def _is_pattern(one: Matcher) -> bool:
    return one.op in ("=~", "!~") and Matcher(one.name, "=~", one.value).values is None


def _subject(one: Matcher) -> str:
    """What a matcher decides on: its label; by itself, where it cannot be told what its pattern matches."""
    if _is_pattern(one):
        try:
            compiled(one.value)
        except RegexError:
            return f"{one.name}=~{one.value}"
    return one.name


def _unlike(texts: Iterable[str]) -> str:
    """A text that is none of `texts`: longer than all of them."""
    return "x" * (max(map(len, texts), default=0) + 1)


__all__ = ["Label", "Labels"]
