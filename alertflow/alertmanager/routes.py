"""The route tree: which alerts go where, how they are grouped, and how often they are told.

Source: https://prometheus.io/docs/alerting/latest/configuration/#route-related-settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import Field

from alertflow.alertmanager.go_regex import RegexError, check
from alertflow.alertmanager.intervals import TimeInterval
from alertflow.alertmanager.matchers import Matcher
from alertflow.alertmanager.receivers.receiver import Receiver
from alertflow.alertmanager.references import NONE, NOTHING, ByName, ByNames, Matchers
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import LabelName
from alertflow.declared import Items
from alertflow.duration import Duration, seconds
from alertflow.sections import Section

GROUP_WAIT, GROUP_INTERVAL, REPEAT_INTERVAL = "30s", "5m", "4h"
"""What Alertmanager takes where no route on the way says otherwise."""

ALL_LABELS = "..."
"""As the only entry of `group_by`: every alert is a group of its own."""


class Route(Section):
    """A node of the route tree; what it does not say it has from its parent.

    Alerts for which all `matchers` hold go to the first of `routes` that takes them, or else to `receiver`.
    With `continue_`, the siblings behind it are asked, too. The root takes every alert. `mute_time_intervals`
    and `active_time_intervals` (0.24) are not inherited. Receivers and intervals are given as such or by name
    and kept by it; matchers as such or as text: `matchers=['severity="critical"']`. `match` and `match_re`
    are the matchers of before 0.22: label names, each with its value or a pattern of it. `labels` (0.34) are
    for the route itself.
    """

    receiver: ByName[Receiver] = NOTHING
    match: Mapping[str, str] = Field(default_factory=dict)
    match_re: Mapping[str, str] = Field(default_factory=dict)
    matchers: Matchers = NONE
    group_by: Items[LabelName] = ()
    group_wait: Duration | None = None
    group_interval: Duration | None = None
    repeat_interval: Duration | None = None
    continue_: bool | None = None
    mute_time_intervals: ByNames[TimeInterval] = NONE
    active_time_intervals: ByNames[TimeInterval] = NONE
    labels: Mapping[str, Template] = Field(default_factory=dict)
    routes: Items[Route] = ()

    @cached_property
    def every_matcher(self) -> tuple[Matcher, ...]:
        """All that must hold of an alert: `match` and `match_re` as matchers, and `matchers`."""
        return (*_legacy(self.match, self.match_re), *self.matchers)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Label names and patterns that Alertmanager refuses, and intervals of no length."""
        yield from _legacy_mistakes(match=self.match, match_re=self.match_re)
        for field in ("group_interval", "repeat_interval"):
            length = getattr(self, field)
            if length is not None and seconds(length) == 0:
                yield field, f"{field} is {length}; Alertmanager takes only more."


class InhibitRule(Section):
    """While an alert fires that the source matchers take, those that the target matchers take are not told,
    where the labels in `equal` have equal values (missing and empty are equal). `name` since 0.30.
    `source_match`, `target_match` and those with `_re` are the matchers of before 0.22, as in a Route.
    """

    name: str | None = None
    source_match: Mapping[str, str] = Field(default_factory=dict)
    source_match_re: Mapping[str, str] = Field(default_factory=dict)
    source_matchers: Matchers = NONE
    target_match: Mapping[str, str] = Field(default_factory=dict)
    target_match_re: Mapping[str, str] = Field(default_factory=dict)
    target_matchers: Matchers = NONE
    equal: Items[LabelName] = ()

    @cached_property
    def every_source_matcher(self) -> tuple[Matcher, ...]:
        """All that must hold of an alert for it to silence others."""
        return (*_legacy(self.source_match, self.source_match_re), *self.source_matchers)

    @cached_property
    def every_target_matcher(self) -> tuple[Matcher, ...]:
        """All that must hold of an alert for it to be silenced."""
        return (*_legacy(self.target_match, self.target_match_re), *self.target_matchers)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Label names and patterns that Alertmanager refuses."""
        yield from _legacy_mistakes(
            source_match=self.source_match,
            source_match_re=self.source_match_re,
            target_match=self.target_match,
            target_match_re=self.target_match_re,
        )


_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


def _legacy(match: Mapping[str, str], match_re: Mapping[str, str]) -> Iterator[Matcher]:
    for name, value in match.items():
        yield Matcher(name, "=", value)
    for name, pattern in match_re.items():
        yield Matcher(name, "=~", pattern)


def _legacy_mistakes(**fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, matches in fields.items():
        for name, value in matches.items():
            if not _LABEL.fullmatch(name):
                yield field, f"{field}: '{name}' is not the name of a label; in matchers=… it can be."
            if field.endswith("_re"):
                try:
                    check(value)
                except RegexError as error:
                    yield field, f"{field}: {error}"


Route.model_rebuild()

__all__ = ["ALL_LABELS", "GROUP_INTERVAL", "GROUP_WAIT", "REPEAT_INTERVAL", "InhibitRule", "Route"]
