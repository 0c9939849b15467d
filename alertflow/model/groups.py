"""Groups of rules: what is evaluated together, how often, and in which file it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Self, TypeAlias

from pydantic import Field, model_validator

from alertflow.declared import DeclarationError, Declared, Items, argument
from alertflow.duration import Duration
from alertflow.kubernetes.names import annotations_mistake, labels_mistake, name_mistake, namespace_mistake
from alertflow.model.alert import Alert
from alertflow.model.conventions import ALERT_RULES, RECORDING_RULES
from alertflow.model.text import FilePath, Identifier, MetricName, OptionalFilePath
from alertflow.sections.later import later

if TYPE_CHECKING:
    from alertflow.model.project import Project
    from alertflow.prometheus import AlertingRule
    from alertflow.prometheus import RecordingRule as RawRecordingRule

    Raw: TypeAlias = AlertingRule | RawRecordingRule
else:  # only who writes rules in Prometheus's own words needs them
    Raw = later("alertflow.prometheus.rules", "AlertingRule") | later(
        "alertflow.prometheus.rules", "RecordingRule"
    )


class RecordingRule(Declared):
    """A series that Prometheus computes ahead of time, under the name `record`."""

    record: MetricName = Field(kw_only=False)
    expr: str
    labels: Mapping[Identifier, str] = Field(default_factory=dict)


class RuleObject(Declared):
    """A PrometheusRule of one's own, at `path` from the repository's root: an operator's file of rules.

    `RuleGroup(file=RuleObject("k8s/rules.yaml", name="shop", namespace="monitoring"))` puts its groups there.
    The metadata are written as they are given, with nothing added. The same rules are written for promtool,
    which reads no manifests: `monitoring/rules.yml`, called as the manifest is.
    """

    path: FilePath = Field(kw_only=False)
    name: str
    namespace: str = ""
    """That of who applies it, if ''."""
    labels: Mapping[str, str] = Field(default_factory=dict)
    """The labels of the object, for selectors such as the operator's `ruleSelector`."""
    annotations: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_taken_by_a_cluster(self) -> Self:
        for field, mistake in (
            ("name", name_mistake(self.name)),
            ("namespace", namespace_mistake(self.namespace) if self.namespace else ""),
            ("labels", labels_mistake(self.labels)),
            ("annotations", annotations_mistake(self.annotations)),
        ):
            if mistake:
                raise ValueError(f"{field}: {mistake}")
        return self


class RuleGroup(Declared):
    """Rules that are evaluated together, one after the other in this order, every `interval`.

    A rule is an Alert, a RecordingRule, or one in Prometheus's own words: an
    `alertflow.prometheus.AlertingRule` is written as it is, and nothing else is made of it, no runbook, no
    route, no test.

    `file` is the rule file, from the repository's root; several groups may share one. Without it the group
    stands among the project's others: in `alert_rules.yml` if it holds an alert, else in
    `recording_rules.yml`. A RuleObject makes it a PrometheusRule.

    Source: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#rule_group.
    """

    name: str = Field(kw_only=False, min_length=1)
    rules: Items[Alert | RecordingRule | Raw]
    interval: Duration | None = None
    """As Prometheus is configured, if None."""
    query_offset: Duration | None = None
    """How far into the past the rules look (Prometheus 2.53)."""
    limit: int | None = Field(default=None, ge=0)
    """The most alerts or series that a rule may produce, before it fails; 0 is no limit (Prometheus 2.31)."""
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    """Labels of every rule that does not set them itself (Prometheus 3.0)."""
    file: OptionalFilePath | RuleObject = ""

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Its alerts, without those in Prometheus's own words."""
        return tuple(rule for rule in self.rules if isinstance(rule, Alert))

    @property
    def recorded(self) -> tuple[RecordingRule | RawRecordingRule, ...]:
        """Its recording rules, in whatever words."""
        return tuple(
            rule  # type: ignore[misc]  # what is no alert records
            for rule in self.rules
            if not _is_alert(rule)
        )

    @property
    def holds_alerts(self) -> bool:
        """Whether one of its rules is an alert, in whatever words."""
        return any(map(_is_alert, self.rules))

    def path(self, folder: str) -> str:
        """Where its rules stand as a rule file; `folder` is that of the Prometheus files."""
        if isinstance(self.file, RuleObject):
            return f"{folder}/{PurePosixPath(self.file.path).stem}.yml"
        return self.file or f"{folder}/{ALERT_RULES if self.holds_alerts else RECORDING_RULES}"


def _is_alert(rule: Alert | RecordingRule | Raw) -> bool:
    return isinstance(rule, Alert) or hasattr(rule, "alert")


def problems(project: Project) -> Iterator[DeclarationError]:
    """What is wrong with the groups of `project` as a whole, each with its place."""
    yield from _in_two_places(project)
    yield from _same_names(project)
    yield from _objects(group for group in project.groups if isinstance(group.file, RuleObject))


def _in_two_places(project: Project) -> Iterator[DeclarationError]:
    homes: dict[int, str] = {}
    for place, alerts, group in (
        ("alerts=[…]", project.alerts, None),
        *((f"the group '{one.name}'", one.alerts, one) for one in project.groups),
    ):
        for alert in alerts:
            if id(alert) not in homes:
                homes[id(alert)] = place
                continue
            first = homes[id(alert)]
            source = project.source if group is None else argument(group.source, "rules")
            where = f"twice in {place}" if first == place else f"in {first} and in {place}"
            yield DeclarationError(
                f"Alert({alert.name}) is {where}, and would be evaluated twice. Take it out once.", source
            )


def _same_names(project: Project) -> Iterator[DeclarationError]:
    folder = project.monitoring
    seen: dict[tuple[str, str], Declared] = {
        (slo.recording.path(folder), slo.recording.name): slo for slo in project.slos
    }
    if project.ungrouped:
        seen[f"{folder}/{ALERT_RULES}", project.name] = project
    for group in project.groups:
        path = group.path(folder)
        first = seen.setdefault((path, group.name), group)
        if first is group:
            continue
        if first is project:
            other = "it is the name of the group of the project's other alerts"
        else:
            other = f"the first is at {first.source}" if first.source else "there is another one"
        yield DeclarationError(
            f"RuleGroup({group.name}): a file cannot have two groups of one name, and {path} has; {other}. "
            "Rename one, or give it another file=….",
            group.source,
        )


def _objects(groups: Iterable[RuleGroup]) -> Iterator[DeclarationError]:
    seen: dict[str, RuleObject] = {}
    for group in groups:
        assert isinstance(group.file, RuleObject)
        first = seen.setdefault(group.path("."), group.file)
        if first == group.file:
            continue
        if first.path == group.file.path:
            wrong = "another one at this path says something else. Give both groups the same RuleObject"
        else:
            wrong = (
                f"its rules and those of {first.path} would be written to one rule file beside, as both are "
                "called the same. Give one of them another file name"
            )
        yield DeclarationError(f"RuleObject({group.file.path}): {wrong}.", group.file.source)


__all__ = ["RecordingRule", "RuleGroup", "RuleObject", "problems"]
