"""The figures that were reached, as a table to read and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.bench.measure import Cost


@dataclass(frozen=True)
class Aim:
    """What was wanted, and what was reached."""

    words: str
    reached: float
    limit: float
    unit: str = ""

    def __str__(self) -> str:
        verdict = "reached" if self.reached < self.limit else "NOT reached"
        return (
            f"{self.words}: {self.reached:.2f}{self.unit}, wanted below {self.limit:g}{self.unit}: {verdict}"
        )


@dataclass(frozen=True)
class Table:
    """What one part measured."""

    title: str
    costs: Mapping[str, Cost]
    base: str | Mapping[str, str] = "alertflow"
    """The row that each row is compared with, or one for each row."""
    aims: list[Aim] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ratio(self, name: str) -> float | None:
        """The processor time of the base, as a share of the row's; None for the base itself."""
        base = self.base if isinstance(self.base, str) else self.base.get(name, name)
        if base == name:
            return None
        return ratio(self.costs[base], self.costs[name])

    def __str__(self) -> str:
        inner = any(cost.inner is not None for cost in self.costs.values())
        heads = ["", "CPU", "wall", "peak memory", *(["work alone"] if inner else []), "alertflow takes"]
        rows = [heads, *(self._row(name, cost, inner) for name, cost in self.costs.items())]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [self.title, "-" * len(self.title)]
        for first, *others in rows:
            cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
            lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
        return "\n".join([*lines, *map(str, self.aims), *self.notes, ""])

    def _row(self, name: str, cost: Cost, inner: bool) -> list[str]:
        ratio = self.ratio(name)
        return [
            name,
            f"{cost.cpu * 1000:,.0f} ms",
            f"{cost.wall * 1000:,.0f} ms",
            f"{cost.memory:.0f} MiB",
            *([f"{cost.inner * 1000:,.0f} ms" if cost.inner is not None else ""] if inner else []),
            "" if ratio is None else f"{ratio:.2f} of it",
        ]

    def data(self) -> dict[str, Any]:
        """The same as plain data: seconds and MiB."""
        return {
            "title": self.title,
            "costs": {name: cost._asdict() for name, cost in self.costs.items()},
            "ratios": {name: self.ratio(name) for name in self.costs},
            "aims": [vars(aim) for aim in self.aims],
            "notes": self.notes,
        }


def per_item(pairs: Sequence[tuple[int, float]]) -> list[float]:
    """What each item adds to the time, from one number of them to the next."""
    return [(after - before) / (more - few) for (few, before), (more, after) in pairwise(pairs)]


def ratio(one: Cost, other: Cost) -> float:
    """The processor time of `one` as a share of that of `other`, of the work alone where both know it."""
    if one.inner is not None and other.inner is not None:
        return one.inner / other.inner
    return one.cpu / other.cpu
