"""The whole: alerts, who answers them, how they reach GitHub, and what is generated for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from alertflow import prometheus
from alertflow.declared import DeclarationError, Declared, Items, argument
from alertflow.duration import Duration
from alertflow.model.alert import Alert
from alertflow.model.dashboards import Dashboards
from alertflow.model.dispatch import Bridge, Direct, Dispatch
from alertflow.model.files import Config, Files
from alertflow.model.groups import RecordingRule, RuleGroup
from alertflow.model.groups import problems as problems_of_groups
from alertflow.model.kubernetes import Kubernetes
from alertflow.model.messages import Message
from alertflow.model.namesakes import Namesakes
from alertflow.model.pipeline import Pipeline, standard
from alertflow.model.receivers import Receiver, Slack
from alertflow.model.routing import Inhibition, Route
from alertflow.model.severity import NOT_A_WORD, STANDARD, Severity
from alertflow.model.slo import Slo
from alertflow.model.targets import Targets
from alertflow.model.team import Team
from alertflow.model.telling import problems as problems_of_telling
from alertflow.model.text import FolderPath, MetricName, OptionalFilePath, Repository, Slug
from alertflow.prometheus.promql.metric_types import MetricType

if TYPE_CHECKING:
    from alertflow.prometheus import RecordingRule as RawRecordingRule


class Project(Declared):
    """Everything that `alertflow build` compiles.

    `team` answers the alerts that name no team. Without `pipelines`, alerts with a remediation get the
    standard one. `dispatch` may be several, each with an Alertmanager configuration of its own.
    """

    name: Slug
    repository: Repository = ""
    """`owner/name` on GitHub."""
    alerts: Items[Alert] = ()
    """The alerts that stand in no group of their own: they are one group, called as the project is."""
    groups: Items[RuleGroup] = ()
    """Groups of rules, each in the file that it names."""
    slos: Items[Slo] = ()
    team: Team | None = None
    routes: Items[Route] = ()
    messages: Items[Message] = ()
    """What is said of alerts in a person's own words; the first that fits an alert is taken."""
    inhibitions: Items[Inhibition] = ()
    pipelines: Items[Pipeline] = ()
    dispatch: Direct | Bridge | Items[Direct | Bridge] = ()
    targets: Targets = Targets()
    scrape_interval: Duration | None = None
    """How often Prometheus asks for the metrics that alerts read; not known if None. Checks go by it."""
    evaluation_interval: Duration | None = None
    """How often the rules of alerts are evaluated, and tested; as Prometheus is configured, and tested every
    minute, if None.
    """
    alertmanager: Config | None = None
    """A configuration of one's own (`alertflow.alertmanager.Config`), on which the project's is built.

    What is global, the templates, the root, the receivers and all else stay. The way to GitHub, the levels of
    escalations, `routes` and teams that have receivers come before its routes, and what they leave goes on
    to these: `team` is no root then.
    """
    alertmanager_file: OptionalFilePath = ""
    """Where the Alertmanager configuration is written; `alertmanager.yml` in the folder of the Prometheus
    files, if ''. A dispatch with a `config` has it there.
    """
    files: Files = Field(default_factory=dict)
    """Whole files of one's own by their paths from the repository's root: a `Workflow`, a `RuleFile`, a
    `Manifest` or several, any document of the languages. They are written as they are, with nothing pinned,
    and checked like all others.
    """
    metrics: Mapping[MetricName, MetricType] = Field(default_factory=dict)
    """Every metric that alerts and recording rules may read, and its type (`counter`, `gauge`, `histogram`,
    `summary`), as `/metrics` shows them. Checks go by it: with {} they know types by names, and any name is
    right.
    """
    kubernetes: Kubernetes | None = None
    """The manifests for a cluster; none are generated if None."""
    monitoring: FolderPath = "monitoring"
    """The folder of the Prometheus files, below the repository's root."""
    runbooks: FolderPath = "docs/runbooks"
    """The folder of the generated runbooks: one for each name of an alert, and one for each objective."""
    dashboards: Dashboards | None = None
    """The dashboards for Grafana; none are generated if None."""

    @cached_property
    def dispatches(self) -> tuple[Dispatch, ...]:
        """The ways to GitHub, as a tuple."""
        return (self.dispatch,) if isinstance(self.dispatch, Direct | Bridge) else tuple(self.dispatch)

    @cached_property
    def ungrouped(self) -> tuple[Alert, ...]:
        """The alerts that stand in no group of their own, with those of the objectives."""
        return (*self.alerts, *(alert for slo in self.slos for alert in slo.alerts))

    @cached_property
    def every_alert(self) -> tuple[Alert, ...]:
        """The alerts that are declared, those of the groups, and those that follow from what else is."""
        grouped = [alert for group in self.groups for alert in group.alerts]
        return (*self.alerts, *grouped, *self.ungrouped[len(self.alerts) :])

    @cached_property
    def alerts_by_name(self) -> Mapping[str, list[Alert]]:
        """Every alert by its name, which those of different severities may share."""
        found: dict[str, list[Alert]] = {}
        for alert in self.every_alert:
            found.setdefault(alert.name, []).append(alert)
        return found

    @cached_property
    def namesakes(self) -> Namesakes:
        """Which alerts share a name and a severity, and what tells them apart."""
        return Namesakes(self)

    def slo_of(self, alert: Alert) -> Slo | None:
        """The objective that `alert` follows from; None for one that was declared."""
        named = [slo for slo in self.slos if slo.name == alert.slo] if alert.slo else ()
        return next((slo for slo in named if any(one is alert for one in slo.alerts)), None)

    @cached_property
    def every_group(self) -> tuple[RuleGroup, ...]:
        """The groups that are declared, and those of recording rules that follow from what else is."""
        return (*self.groups, *(slo.recording for slo in self.slos))

    @cached_property
    def recorded(self) -> tuple[RecordingRule | RawRecordingRule, ...]:
        """Every recording rule."""
        return tuple(rule for group in self.every_group for rule in group.recorded)

    def group_of(self, alert: Alert) -> RuleGroup | None:
        """The group of its own in which `alert` stands; None for those that have none."""
        return self._homes.get(id(alert))

    @cached_property
    def _homes(self) -> Mapping[int, RuleGroup]:
        return {id(alert): group for group in self.groups for alert in group.alerts}

    @cached_property
    def every_inhibition(self) -> tuple[Inhibition, ...]:
        """The inhibitions that are declared, and those that follow from what else is declared."""
        return (*self.inhibitions, *(one for slo in self.slos for one in slo.inhibitions))

    @cached_property
    def remediated(self) -> tuple[Alert, ...]:
        """The alerts that a workflow answers."""
        return tuple(alert for alert in self.every_alert if alert.remediation is not None)

    @cached_property
    def workflows(self) -> tuple[Pipeline, ...]:
        """The pipelines: the declared ones, else the standard one where an alert has a remediation."""
        if self.pipelines or not self.remediated:
            return tuple(self.pipelines)
        slack = [r for team in self.teams for r in team.receivers if isinstance(r, Slack)]
        return (standard(receivers=slack[:1]),)

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """Every team that is named, the project's own first, each once."""
        found = {id(self.team): self.team} if self.team else {}
        for alert in self.every_alert:
            if alert.team is not None:
                found[id(alert.team)] = alert.team
        return tuple(found.values())

    @cached_property
    def severities(self) -> tuple[Severity, ...]:
        """The four standard severities and those of the alerts, worst first."""
        names = {severity.name: severity for severity in STANDARD}
        for alert in self.every_alert:
            names.setdefault(alert.severity.name, alert.severity)
        return tuple(sorted(names.values(), key=lambda severity: -severity.rank))

    @property
    def has_alerts(self) -> bool:
        """Whether there is an alert, in whatever words."""
        return bool(self.ungrouped) or any(group.holds_alerts for group in self.groups)

    @cached_property
    def tells(self) -> bool:
        """Whether it says who is told of what: without that, it is a project of rules only."""
        return (
            bool(self.alertmanager or self.routes or self.inhibitions or self.dispatches)
            or any(team.receivers or team.escalations for team in self.teams)
            or any(alert.escalation for alert in self.every_alert)
        )

    def config_of(self, way: Dispatch | None) -> str:
        """The path of the Alertmanager configuration in which alerts go to GitHub by `way`."""
        if way is not None and way.config:
            return way.config
        return self.alertmanager_file or f"{self.monitoring}/alertmanager.yml"

    def team_of(self, alert: Alert) -> Team | None:
        """Who answers `alert`."""
        return alert.team or self.team

    def receivers_of(self, alert: Alert) -> tuple[Receiver, ...]:
        """Where `alert` is read by its team: the team's receivers, down to their least severity."""
        team = self.team_of(alert)
        return tuple(r for r in team.receivers if alert.severity >= r.min_severity) if team else ()

    def problems(self) -> list[DeclarationError]:
        """What is wrong with the project as a whole, each with its place; empty if it can be compiled."""
        return list(self._problems())

    def _problems(self) -> Iterator[DeclarationError]:
        yield from self.namesakes.problems()
        yield from self._same_names()
        yield from problems_of_groups(self)
        yield from self._unparsable()
        for pipeline in self.pipelines:
            yield from pipeline.problems()
        if self.pipelines and not self.remediated:
            file = self.pipelines[0].file
            yield DeclarationError(
                f"Pipeline({file}): it has nothing to answer: no alert of the project has a remediation. "
                "Give an alert remediation=Remediation(…), or remove the pipeline.",
                self.pipelines[0].source,
            )
        yield from self._not_words()
        yield from problems_of_telling(self)
        if not self.repository and any(isinstance(way, Direct) for way in self.dispatches):
            yield DeclarationError(
                "Project(…): 'repository' is missing: direct dispatch posts to it. Give it as owner/name.",
                self.source,
            )

    def _same_names(self) -> Iterator[DeclarationError]:
        named: list[tuple[str, str, Declared]] = [
            *(("team", team.name, team) for team in self.teams),
            *(("route", route.name, route) for route in self.routes),
            *(("objective", f"{slo.service}/{slo.name}", slo) for slo in self.slos),
            *(("pipeline file", pipeline.file, pipeline) for pipeline in self.pipelines),
            *(("Alertmanager configuration", self.config_of(way), way) for way in self.dispatches),
        ]
        seen: dict[tuple[str, str], Declared] = {}
        for kind, name, declared in named:
            if (kind, name) in seen:
                yield _twice(f"{kind} '{name}'", declared, seen[kind, name])
            seen[kind, name] = declared
        events: dict[str, list[Pipeline]] = defaultdict(list)
        for pipeline in self.pipelines:
            for event in pipeline.events:
                events[event].append(pipeline)
        for event, pipelines in events.items():
            if len(pipelines) > 1:
                files = " and ".join(pipeline.file for pipeline in pipelines)
                yield DeclarationError(
                    f"the event '{event}' starts {files}: one alert would be remediated twice. "
                    "Give each pipeline event types of its own.",
                    argument(pipelines[1].source, "events"),
                )

    def _not_words(self) -> Iterator[DeclarationError]:
        for alert in self.remediated:
            for word in (alert.name, alert.severity.name):
                if word.lower() in NOT_A_WORD:
                    yield DeclarationError(
                        f"Alert({alert.name}): Alertmanager's payload would say true, false or nothing for "
                        f"the name '{word}': YAML 1.1 reads it so. Choose another one.",
                        alert.source,
                    )

    def _unparsable(self) -> Iterator[DeclarationError]:
        for declared in (*self.every_alert, *self.recorded):
            try:
                prometheus.called(declared.expr)
            except prometheus.PromqlError as error:
                name = declared.name if isinstance(declared, Alert) else declared.record
                yield DeclarationError(
                    f"{type(declared).__name__}({name}): {error.message}", argument(declared.source, "expr")
                )


def _twice(what: str, second: Declared, first: Declared) -> DeclarationError:
    where = f"; the first is at {first.source}" if first.source else ""
    return DeclarationError(f"{what} is declared twice{where}.", second.source)
