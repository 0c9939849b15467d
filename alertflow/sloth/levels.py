"""What both forms of a Sloth specification say: a service and its objectives; the fields' names are shared.

Sources: pkg/prometheus/api/v1 and pkg/kubernetes/api/sloth/v1 of github.com/slok/sloth (0.12 and later).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from alertflow.declared import Items
from alertflow.sections import Section

WINDOW = re.compile(r"\{\{ *\.window *\}\}")
"""Where a query has its range: `{{.window}}`, which Sloth replaces by `5m`, `30m`, …."""

_is_name = re.compile(r"[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]", re.ASCII).fullmatch

Labels = Mapping[str, str]
"""Names and values, in the order they are written."""

_GONE: Mapping[str, str] = {
    "interval": "Sloth has no 'interval' here: the plugin sloth.dev/contrib/rule_intervals/v1 sets it.",
    "infoLabels": "Sloth has no 'infoLabels' here: the plugin sloth.dev/contrib/info_labels/v1 adds them.",
    "time_window": "Sloth has no 'time_window' here: --default-slo-period says it for all files.",
}


class Events(Section):
    """An indicator that counts: events that went wrong, and all of them, both with `{{.window}}` as range."""

    error_query: str
    """How many events failed, in PromQL."""
    total_query: str
    """How many events there were, the failed ones too."""


class Raw(Section):
    """An indicator that something else has reckoned."""

    error_ratio_query: str
    """The share of events that failed, from 0 to 1, in PromQL with `{{.window}}`."""


class Plugin(Section):
    """An indicator that a program of Sloth's makes up: its queries stand in the program, not in the file."""

    id: str
    options: Labels = Field(default_factory=dict)


class Sli(Section):
    """What an objective is measured by: just one of these."""

    raw: Raw | None = None
    events: Events | None = None
    plugin: Plugin | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """None of them, or more than one, which Sloth refuses."""
        given = [name for name in ("raw", "events", "plugin") if getattr(self, name) is not None]
        if not given:
            yield "", "it has none of 'events', 'raw' and 'plugin': there is nothing to measure. Give one."
        if len(given) > 1:
            yield given[1], f"it has {' and '.join(given)}, which exclude each other; keep one of them."


class BurnAlert(Section):
    """The page alert or the ticket alert of an objective: whether there is one, and what is added to it."""

    disable: bool = False
    labels: Labels = Field(default_factory=dict)
    annotations: Labels = Field(default_factory=dict)


class Alerting(Section):
    """The alerts of an objective; what stands here is for both of them.

    The page alert fires for a budget that burns 14.4 or 6 times too fast, the ticket alert for 3 times or
    just too fast (for 30 days).
    """

    name: str = ""
    """The name of both; they differ by the label `sloth_severity`."""
    labels: Labels = Field(default_factory=dict)
    annotations: Labels = Field(default_factory=dict)
    page_alert: BurnAlert = Field(default_factory=BurnAlert)
    ticket_alert: BurnAlert = Field(default_factory=BurnAlert)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Alerts without a name, which Sloth refuses."""
        if not self.name and not (self.page_alert.disable and self.ticket_alert.disable):
            yield "name", "the alerts have no name; give one, or disable both alerts."


class SloPlugin(Section):
    """A program that takes part in making the rules."""

    id: str
    config: Any = None
    priority: int = 0
    """Those below 0 run before Sloth's own, the lowest first."""


class SloPlugins(Section):
    """Programs that take part in making the rules (after 0.12)."""

    OTHERWISE: ClassVar[Mapping[str, str]] = {"override_previous": "overridePrevious"}

    override_previous: bool = False
    """Whether Sloth's own, and those of the level above, are left out."""
    chain: Items[SloPlugin] = ()


class Slo(Section):
    """An objective: `objective` per cent of events are to go well in the period (30 days, unless Sloth is
    told otherwise when it runs).
    """

    ELSEWHERE: ClassVar[Mapping[str, str]] = _GONE

    name: str
    objective: float
    """In per cent: 99.9."""
    description: str = ""
    labels: Labels = Field(default_factory=dict)
    """Labels of its rules, besides those of the service."""
    sli: Sli
    alerting: Alerting
    plugins: SloPlugins | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A name that Sloth refuses."""
        yield from _named("name", self.name)


class ServiceLevels(Section):
    """A service and its objectives. `labels` are those of all rules that follow."""

    service: str
    labels: Labels = Field(default_factory=dict)
    slo_plugins: SloPlugins | None = None
    slos: Items[Slo] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A name that Sloth refuses, no objective, and two of one name."""
        yield from _named("service", self.service)
        if not self.slos:
            yield "slos", "there is no objective; Sloth refuses the file."
        seen: set[str] = set()
        for slo in self.slos:
            if slo.name in seen:
                yield "slos", f"two objectives are named '{slo.name}': their rules would be the same series."
            seen.add(slo.name)


def _named(field: str, name: str) -> Iterator[tuple[str, str]]:
    if not _is_name(name):
        yield (
            field,
            f"Sloth refuses the name '{name}': two or more letters, digits, '.', '_' and '-', with a letter "
            "or digit at both ends.",
        )


__all__ = [
    "WINDOW",
    "Alerting",
    "BurnAlert",
    "Events",
    "Labels",
    "Plugin",
    "Raw",
    "ServiceLevels",
    "Sli",
    "Slo",
    "SloPlugin",
    "SloPlugins",
]
