"""Who hears of which alert, beyond the teams' own routes, and which alert makes another one needless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, model_validator

from alertflow.declared import AlertflowError, Declared, Items
from alertflow.duration import Duration, seconds
from alertflow.model.alert import Alert
from alertflow.model.conventions import ANNOTATIONS, SEVERITY, TEAM
from alertflow.model.escalation import Escalation
from alertflow.model.receivers import Receivers
from alertflow.model.severity import Severity
from alertflow.model.team import Team
from alertflow.model.text import Identifier, Word
from alertflow.model.times import TimeInterval

if TYPE_CHECKING:
    from alertflow.alertmanager import Matcher


class Route(Declared):
    """Alerts that match go to `receivers`, before the teams' routes are asked.

    An alert matches when all that is given holds: it is one of `alerts`; its severity is `severity`, or at
    least `min_severity`; it is `team`'s; its labels `service`, `environment` and those of `labels` have the
    given value, or one of the given values; every one of `matchers` (`service=~"api|web"`) holds; and it is
    `during` a time interval, or `outside` of one. At other times an alert goes on to the routes behind,
    and what still fires when the time comes is told within `group_interval`.

    Similar alerts are those of one group, by `group_by`; `["..."]` makes each alert a group of its own. The
    first notification waits `group_wait` for others. To suppress similar alerts for five minutes is
    `group_interval="5m"`: after a notification, whatever else happens in the group is told five minutes
    later at the earliest. What goes on unchanged is told again after `repeat_interval`.

    With `continue_`, the routes behind this one are asked, too. Without receivers it tells nobody.
    `escalation` says how its alerts escalate, instead of their teams' way, and `escalates=False` that they do
    not: nobody else is told. That is decided when the rules are written: it holds for the alerts that match
    by the labels that their rules set, unless an alert has an escalation of its own.
    """

    name: Word = Field(kw_only=False)
    alerts: Items[Alert] = ()
    severity: Severity | Items[Severity] = ()
    min_severity: Severity | None = None
    team: Team | Items[Team] = ()
    service: str | Items[str] = ()
    environment: str | Items[str] = ()
    labels: Mapping[Identifier, str | Items[str]] = Field(default_factory=dict)
    matchers: Items[str] = ()
    during: TimeInterval | None = None
    outside: TimeInterval | None = None
    receivers: Receivers
    escalation: Escalation | None = None
    escalates: bool = True
    group_by: Items[str] = ()
    group_wait: Duration | None = None
    group_interval: Duration | None = None
    repeat_interval: Duration | None = None
    continue_: bool = False

    @model_validator(mode="before")
    @classmethod
    def _matches_no_annotations(cls, given: Any) -> Any:
        if isinstance(given, dict) and "annotations" in given:
            raise ValueError(
                "Alertmanager cannot match annotations. Make it a label: give the alert labels={…}, and the "
                "route labels={…}."
            )
        return given

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        if self.during is not None and self.outside is not None:
            raise ValueError("give during=… or outside=…, not both: name one interval that is meant.")
        if self.escalation is not None and not self.escalates:
            raise ValueError("give escalation=… or escalates=False, not both.")
        if self.interval is not None and (self.escalation is not None or not self.escalates):
            raise ValueError(
                f"it takes alerts only {'during' if self.during else 'outside'} '{self.interval.name}', but "
                "whether an alert escalates does not depend on the time. "
                + ("Give it to the alert or to the team." if self.escalates else "Leave out escalates=False.")
            )
        if self.severity != () and self.min_severity is not None:
            raise ValueError("give severity=… (just these) or min_severity=… (at least this), not both.")
        for label, where in ((SEVERITY, "severity=…"), (TEAM, "team=…"), *_OF_THEIR_OWN):
            if label in self.labels:
                raise ValueError(f"labels: '{label}' is given by {where}.")
        if (
            self.group_interval
            and self.repeat_interval
            and seconds(self.repeat_interval) <= seconds(self.group_interval)
        ):
            raise ValueError(
                f"repeat_interval ({self.repeat_interval}) is not longer than group_interval "
                f"({self.group_interval}), and only that often is it looked whether it has passed. Give a "
                "group_interval that fits into it several times."
            )
        _labels_only((*self.labels, *_names(self.matchers), *self.group_by))
        return self

    @property
    def interval(self) -> TimeInterval | None:
        """The times it depends on, if it does."""
        return self.during or self.outside

    @property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The labels that must have one of these values, but for those that depend on the project."""
        given: dict[str, Any] = {
            SEVERITY: [one.name for one in each(self.severity)],
            TEAM: [one.name for one in each(self.team)],
            "service": each(self.service),
            "environment": each(self.environment),
            **{label: each(values) for label, values in self.labels.items()},
        }
        return {label: tuple(values) for label, values in given.items() if values}


_OF_THEIR_OWN = (("service", "service=…"), ("environment", "environment=…"))


class Inhibition(Declared):
    """While one of `sources` fires, `targets` notify nobody, where the labels in `equal` have equal values.

    Each side is given by alerts or by matchers.
    """

    sources: Items[Alert] = ()
    source_matchers: Items[str] = ()
    targets: Items[Alert] = ()
    target_matchers: Items[str] = ()
    equal: Items[str] = ()

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        for side, alerts, matchers in (
            ("source", self.sources, self.source_matchers),
            ("target", self.targets, self.target_matchers),
        ):
            if not alerts and not matchers:
                raise ValueError(f"the {side} matches every alert: name alerts or matchers for it.")
            _labels_only(_names(matchers))
        _labels_only(self.equal)
        return self


def each(given: Any) -> tuple[Any, ...]:
    """`given` as a tuple, where a person may give one or several."""
    return tuple(given) if isinstance(given, Sequence) and not isinstance(given, str) else (given,)


def read(matchers: Iterable[str]) -> list[Matcher]:
    """What `matchers` say. Raises AlertflowError for a text that is none."""
    from alertflow.alertmanager import matcher  # only who writes matchers needs that language

    return [matcher(text) for text in matchers]


def _labels_only(names: Iterable[str]) -> None:
    for name in names:
        if name in ANNOTATIONS:
            raise ValueError(
                f"'{name}' is an annotation, which Alertmanager cannot match. Make what it tells a label: "
                "give the alert labels={…}, and match that."
            )


def _names(matchers: Iterable[str]) -> list[str]:
    try:
        return [one.name for one in read(matchers)] if matchers else []
    except AlertflowError as error:
        raise ValueError(error.message) from None
