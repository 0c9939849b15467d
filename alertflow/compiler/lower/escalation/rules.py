"""The levels of escalations as alerting rules, each on the series that Prometheus keeps of the alert itself.

`ALERTS_FOR_STATE` is the time since which an alert's expression has held, so it fires since `for` later; it
is there until the alert resolves, `keep_firing_for` included. A level has the alert's name and labels, so
what silences or inhibits the alert by them, or shows it, does the same to its levels. That takes a rule for
each alert and level, where one for all alerts of a policy would name them all alike. It costs what any rule
costs: 80 µs an evaluation (Prometheus 3.5: 40,000 rules in 3.3 s), and only for the alerts that escalate.

The levels stand in a file of their own, so that a test of an alert meets none of them, and so in a group of
their own, which Prometheus evaluates at another moment of its interval. A level fires, and resolves, at most
one evaluation interval later than it would behind its alert; never before `for` and its delay are over, to
the second, which is all that `ALERTS_FOR_STATE` remembers.

Their own series have the label `escalation`, which the selectors leave out. A level has no `dispatch` label:
it is no second remediation.
"""

from __future__ import annotations

import math
from inspect import cleandoc

from alertflow.compiler.lower.annotated import annotations_of, labels_of
from alertflow.compiler.lower.escalation.policies import Escalated, escalated
from alertflow.declared import written_at
from alertflow.duration import seconds
from alertflow.model import Alert, Project
from alertflow.model.conventions import DISPATCH, ESCALATION, ESCALATION_POLICY, SEVERITY, TEAM
from alertflow.prometheus import AlertingRule
from alertflow.prometheus.promql.writing import quoted

_TOLD_BY = ("alertname", SEVERITY, TEAM)
"""The labels that tell an alert of this project from every other."""


def rules(project: Project) -> list[AlertingRule]:
    """A rule for each level of each alert that escalates, in the order of the alerts."""
    return [
        _rule(project, one, number)
        for one in escalated(project)
        for number in range(1, len(one.escalation.levels) + 1)
    ]


def fires_after(alert: Alert) -> int:
    """For how many seconds the expression of `alert` holds before it fires."""
    return math.ceil(seconds(alert.for_))


def _rule(project: Project, one: Escalated, number: int) -> AlertingRule:
    alert, escalation = one
    dropped = {DISPATCH: ""} if DISPATCH in labels_of(project, alert) else {}
    return written_at(
        alert.source,
        AlertingRule(
            alert=alert.name,
            expr=_expr(project, alert, math.ceil(seconds(escalation.levels[number - 1].after))),
            labels={ESCALATION: str(number), ESCALATION_POLICY: escalation.name, **dropped},
            annotations=_annotations(project, one, number),
        ),
    )


def _expr(project: Project, alert: Alert, after: int) -> str:
    labels = {"alertname": alert.name, **labels_of(project, alert)}
    told = [f"{name}={quoted(labels[name])}" for name in _TOLD_BY if "{{" not in labels.get(name, "{{")]
    waited = f" - {fires_after(alert)}" if fires_after(alert) else ""
    return f'time() - ALERTS_FOR_STATE{{{",".join(told)},{ESCALATION}=""}}{waited} >= {after}'


def _annotations(project: Project, one: Escalated, number: int) -> dict[str, str]:
    """What people read: the level, and of the alert's own texts those that do without its value, for the
    value of the level's rule is how long the alert has fired.
    """
    alert, escalation = one
    level = escalation.levels[number - 1]
    own = annotations_of(project, alert)
    kept = {name: text for name, text in own.items() if "$value" not in text and ".Value" not in text}
    what = f"Level {number} of {len(escalation.levels)}, {level.owner}: {alert.name} "
    if not seconds(level.after):
        what += "fires"
    else:
        what += "has fired for {{ $value | humanizeDuration }}"
        what += ", and nobody has acknowledged it" if escalation.acknowledge else ""
    description = "\n".join(cleandoc(kept.pop(name)) for name in ("summary", "description") if name in kept)
    return {
        "summary": what,
        **({"description": description} if description else {}),
        **kept,
    }


__all__ = ["fires_after", "rules"]
