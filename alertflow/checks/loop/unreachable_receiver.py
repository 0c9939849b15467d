"""An alert of severity warning or worse is told to nobody.

What will happen: it fires, and nobody hears of it. A webhook that starts a workflow on GitHub is not
counted: it acts, but nobody reads it.

How to mend it: give the alert a team that has receivers for its severity, or a route. Labels count as
the rule sets them; a label that may come with the series, or from `external_labels`, is given the
benefit of the doubt. Alerts of severity info, or none, may go unread. A project without receivers, routes
and dispatch is of rules only: that is told once, and is no error, as the configuration may stand elsewhere.

Wrong:

    oncall = Team("oncall", receivers=[PagerDuty(min_severity=Severity.CRITICAL)])
    Alert(name="DiskFull", severity=Severity.WARNING, team=oncall, …)

Right:

    oncall = Team("oncall", receivers=[Slack(channel="#alerts"), PagerDuty(min_severity=Severity.CRITICAL)])
    Alert(name="DiskFull", severity=Severity.WARNING, team=oncall, …)
"""

from collections.abc import Collection, Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.routing import reaches
from alertflow.checks.subject import Labelled, Subject
from alertflow.model import Severity as Grade
from alertflow.model.conventions import ESCALATION

ID = "loop/unreachable-receiver"
ACROSS = True

_UNREAD = frozenset({"info", "informational", "notice", "debug", "none"})
"""Severities of alerts that are looked at, not told."""


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts that reach only receivers which tell nobody, in any of the configurations."""
    mild = _UNREAD | {
        one.name for one in (subject.project.severities if subject.project else ()) if one < Grade.WARNING
    }
    yield from _of_rules_only(subject, mild)
    untold: dict[int, tuple[Labelled, list[str], list[str]]] = {}
    for path, reach in subject.remembered(reaches).items():
        for alert in subject.alerts:
            if not reach.tells(alert) and not _may_go_unread(alert, mild):
                known = untold.setdefault(id(alert.rule), (alert, [], []))
                known[1].append(path)
                known[2].extend(name for name in sorted(reach.of(alert)) if name not in known[2])
    for alert, paths, reached_names in untold.values():
        names = " and ".join(f"'{name}'" for name in reached_names)
        severity = alert.labels.get("severity")
        yield Finding(
            ID,
            Severity.ERROR,
            alert.rule.source,
            f"nobody is told of {alert.rule.alert}{f' ({severity})' if severity else ''}: "
            f"in {' and '.join(paths)} it reaches only {names}.",
            "It fires, and no one hears of it.",
            "Give it a team with a receiver for its severity, or a route to one: "
            'Team("…", receivers=[Slack(channel="#…")]).'
            if subject.project is not None
            else "Give it a route to a receiver that somebody reads, or give that receiver a channel.",
        )


def _of_rules_only(subject: Subject, mild: Collection[str]) -> Iterator[Finding]:
    """A project that says nothing of who is told: another place may say it, or nobody has thought of it."""
    project = subject.project
    if project is None or project.tells or subject.of(Config):
        return
    alerts = [alert for alert in subject.alerts if not _may_go_unread(alert, mild)]
    if alerts:
        names = alerts[0].rule.alert + (f" and {len(alerts) - 1} more" if len(alerts) > 1 else "")
        yield Finding(
            ID,
            Severity.INFO,
            project.source,
            f"project '{project.name}' says of nobody that he is told of {names}.",
            "No Alertmanager configuration is written; unless one elsewhere says it, they fire, and no one "
            "hears of them.",
            'Give it a team with receivers, or routes: Team("…", receivers=[Slack(channel="#…")]).',
        )


def _may_go_unread(alert: Labelled, mild: Collection[str]) -> bool:
    """Whether it is mild, or the level of an escalation, which loop/unread-escalation tells of."""
    return alert.labels.get("severity", "") in mild or ESCALATION in alert.labels
