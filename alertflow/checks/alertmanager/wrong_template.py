"""A notification template fails whenever it is executed.

What will happen: `amtool check-config` accepts it, and Alertmanager loads it. When an alert fires, the
template fails, and the notification is not sent.

How to mend it: as the message says. A notification is about a group of alerts: `.CommonAnnotations` and
`.CommonLabels` are what all of them share, `.Alerts` is the list of them, and `.Annotations` and `.Labels`
exist on each one of it. `alertflow check --fix` reads `.CommonAnnotations` and `.CommonLabels` where the
group has none of its own.

Wrong:

    route: {receiver: pager}
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key_file: /etc/alertmanager/pagerduty-routing-key
            description: "{{ .GroupLabels.alertname }}: {{ .Annotations.summary }}"

Right:

    route: {receiver: pager}
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key_file: /etc/alertmanager/pagerduty-routing-key
            description: "{{ .GroupLabels.alertname }}: {{ .CommonAnnotations.summary }}"
"""

import re
from collections.abc import Iterator
from functools import cache

from alertflow.alertmanager import Config, SlackConfig, every_template, template_problems
from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import reworded
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.gotemplate import Problem

ID = "alertmanager/wrong-template"

_of_an_alert = re.compile(r"A group of alerts has no \.(Annotations|Labels)\.").match

_problems = cache(template_problems)
"""Receivers of one kind have the same templates."""


def check(subject: Subject) -> Iterator[Finding]:
    """What surely fails in the version that is aimed at; what other files define is taken as right."""
    for path, config in subject.of(Config):
        version = subject.alertmanager_version(path)
        for owner, field, text, html in every_template(config):
            if "{{" not in text:
                continue
            for problem in _problems(text, version, html):
                if problem.kind == "undefined-template" and config.templates:
                    continue
                key = owner.keys()[field]
                at = owner.place_in(field, text, problem.place.position)
                yield Finding(
                    ID,
                    Severity.ERROR,
                    at or owner.source,
                    f"{key} in {path}: {problem.message}",
                    "Each time it should be sent, the template fails, and nobody is told; of a Slack message "
                    "newer releases send what is left."
                    if isinstance(owner, SlackConfig)
                    else "Each time it should be sent, the template fails, and nobody is told.",
                    "Mend the template; what it is given is on "
                    "https://prometheus.io/docs/alerting/latest/notifications/.",
                    _fix(subject, at, problem),
                )


def _fix(subject: Subject, at: Location | None, problem: Problem) -> Fix | None:
    """What all alerts of the group share, where the template reads of the group what only an alert has."""
    found = None if problem.within else _of_an_alert(problem.message)
    if found is None:
        return None
    name = found[1]
    return reworded(subject, at, f".{name}", f".Common{name}", f"read .Common{name}")
