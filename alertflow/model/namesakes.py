"""Alerts of one name and severity, such as one for each service: what tells them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from alertflow.declared import DeclarationError
from alertflow.model.conventions import TEAM

if TYPE_CHECKING:
    from alertflow.model.alert import Alert
    from alertflow.model.project import Project


class Namesakes:
    """The alerts of a project by name and severity."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._alike: dict[tuple[str, str], dict[int, Alert]] = {}
        self._telling: dict[tuple[str, str], tuple[str, ...]] = {}
        for alert in project.every_alert:
            self._alike.setdefault(_key(alert), {})[id(alert)] = alert

    def of(self, alert: Alert) -> Collection[Alert]:
        """Those that have the name and the severity of `alert`, itself among them."""
        return self._alike.get(_key(alert), {}).values()

    def telling(self, alert: Alert) -> Mapping[str, str]:
        """The labels by which `alert` is told from its namesakes; none where it has no namesake.

        They are labels that the rules of all of these set, or their groups, to values that differ.
        """
        key = _key(alert)
        alike = self.of(alert)
        if len(alike) < 2:
            return {}
        if key not in self._telling:
            self._telling[key] = _differing([self._labels(one) for one in alike])
        known = self._labels(alert)
        return {name: known[name] for name in self._telling[key]}

    def problems(self) -> Iterator[DeclarationError]:
        """Those that are not told apart, or that must be known by name and severity alone."""
        of_slos = {id(alert) for slo in self._project.slos for alert in slo.alerts}
        for alike in self._alike.values():
            if len(alike) < 2:
                continue
            first, *others = alike.values()
            known = {tuple(self.telling(first).items()): first}
            for alert in others:
                what = f"alert '{alert.name}' of severity {alert.severity} is declared twice"
                same = known.setdefault(tuple(self.telling(alert).items()), alert)
                if same is not alert:
                    yield DeclarationError(f"{what}{_at(same)}.", alert.source)
                    continue
                bound = next((one for one in (first, alert) if _bound(one) or id(one) in of_slos), None)
                if bound is not None:
                    why = "follows from an objective" if id(bound) in of_slos else _bound(bound)
                    yield DeclarationError(
                        f"{what}{_at(first)}. One that {why} is known by its name and severity alone: rename "
                        "one of them.",
                        alert.source,
                    )

    def _labels(self, alert: Alert) -> dict[str, str]:
        """The labels of `alert` that are known beforehand."""
        group, team = self._project.group_of(alert), self._project.team_of(alert)
        labels = {
            **(group.labels if group else {}),
            **({TEAM: team.name} if team else {}),
            **alert.labels,
        }
        return _known(labels)


def told_apart(labels: Sequence[Mapping[str, str]]) -> bool:
    """Whether these labels, of rules and their groups, tell alerts of one name and severity apart."""
    known = [_known(one) for one in labels]
    names = _differing(known)
    return len({tuple(one[name] for name in names) for one in known}) == len(known)


def _known(labels: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in labels.items() if "{{" not in value}


def _differing(labels: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The labels that all have, and not all alike."""
    common = set(labels[0]).intersection(*labels) if labels else set[str]()
    return tuple(name for name in sorted(common) if len({one[name] for one in labels}) > 1)


def _key(alert: Alert) -> tuple[str, str]:
    return alert.name, alert.severity.name


def _bound(alert: Alert) -> str:
    """Why its name and severity must be its own; '' where they need not."""
    if alert.remediation is not None:
        return "has a remediation"
    return "escalates" if alert.escalation is not None else ""


def _at(first: Alert) -> str:
    return f"; the first is at {first.source}" if first.source else ""


__all__ = ["Namesakes", "told_apart"]
