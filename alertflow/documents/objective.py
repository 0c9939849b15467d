"""An objective, in one form for Sloth's specifications and for those of OpenSLO."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from alertflow.declared import Location
from alertflow.sections import Section, every_section

if TYPE_CHECKING:
    from alertflow.prometheus import Rule

WINDOW = "$window"
"""What stands in a query for its range."""


class Query(NamedTuple):
    """A query, and where it stands."""

    written: str
    """As it stands there."""
    text: str
    """With `$window` for `{{.window}}`."""
    source: Location | None

    def over(self, window: str) -> str:
        """The query with `window` for its range."""
        return self.text.replace(WINDOW, window)


class Burn(NamedTuple):
    """A rate at which the budget may not burn."""

    name: str
    factor: float
    """How many times faster than it may, for the whole of the objective's period."""
    long: str
    short: str = ""
    """The second window that is looked at, too; '' where there is none."""
    for_: str = "0s"


@dataclass(frozen=True)
class Alarm:
    """An alert: it is for each of `burns`."""

    name: str
    """As it is called; '' where nothing says it."""
    kind: str
    """`page` or `ticket`; of OpenSLO, the severity of its condition."""
    burns: tuple[Burn, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    source: Location | None = None


@dataclass(frozen=True)
class Objective:
    """An objective, as its file says it."""

    service: str
    name: str
    target: Decimal
    """The share that must go well; what stands in per cent is divided by 100."""
    percent: bool
    """Whether it stands in per cent."""
    part: Section
    """What says it in its file."""
    target_field: str
    bad: Query | None = None
    good: Query | None = None
    total: Query | None = None
    raw: Query | None = None
    other: str = ""
    """Why none of these says what it is measured by, as a sentence."""
    period: str = "30d"
    """A duration, or `week`, `month` or `quarter` of the calendar; '' for one that has no name here."""
    averaged: bool = False
    """Whether the shares of slices of time are averaged."""
    alarms: tuple[Alarm, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    program: str = "Sloth"
    """Whose words it is in."""
    altered: str = ""
    """The plugins that make its rules others than they would be."""
    unknown: str = ""
    """Keys of it, or of what it stands in, that its language does not have."""

    @property
    def queries(self) -> Iterator[tuple[str, Query]]:
        """The queries by what they count."""
        for name in ("bad", "good", "total", "raw"):
            query = getattr(self, name)
            if query is not None:
                yield name, query

    @property
    def sloth_id(self) -> str:
        """By what Sloth's rules know it: the value of their label `sloth_id`."""
        return f"{self.service}-{self.name}"

    @property
    def budget(self) -> float:
        """The share that may fail."""
        return float(1 - self.target)

    @property
    def source(self) -> Location | None:
        """Where it stands."""
        return self.part.source

    @property
    def target_place(self) -> Location | None:
        """Where its target stands."""
        return self.part.place(self.target_field)


def as_word(text: str) -> str:
    """`text` as the name of a service or an objective here: small letters, digits, `-` and `_`."""
    word = re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-")
    return word if word[:1].isalpha() else f"s-{word}"


def unknown_keys(*sections: Section) -> str:
    """The keys of `sections`, and of all in them, that their language does not have."""
    every = (one for section in sections for _, one in every_section(section))
    return ", ".join(dict.fromkeys(key for one in every for key in one.extra))


def sloth_id_of(rule: Rule) -> str:
    """The objective that `rule` was generated of by Sloth, by its `sloth_id`; '' for others."""
    if "sloth_id" in rule.labels:
        return rule.labels["sloth_id"]
    found = _sloth_id(rule.expr) if "slo:sli_error:ratio" in rule.expr else None
    return found[1] if found else ""


_sloth_id = re.compile(r'\bsloth_id="([^"]*)"').search


__all__ = [
    "WINDOW",
    "Alarm",
    "Burn",
    "Objective",
    "Query",
    "as_word",
    "sloth_id_of",
    "unknown_keys",
]
