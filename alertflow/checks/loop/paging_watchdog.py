"""An alert that always fires, to prove that alerting works, is told to people.

What will happen: they are told again and again that all is well, until nobody looks any more. What such a
dead man's switch is for is the opposite: a service outside that raises an alarm when it hears nothing. One
that reaches nothing at all proves nothing, either.

How to mend it: send it, and nothing else, to a webhook of such a service, every few minutes. Its severity
should be one that no route takes, such as none.

Wrong:

    groups:
      - name: meta
        rules:
          - alert: Watchdog
            expr: vector(1)
            labels: {severity: none}
    ---
    route: {receiver: oncall}
    receivers:
      - name: oncall
        slack_configs:
          - {channel: "#alerts", api_url_file: /etc/alertmanager/slack-webhook-url}

Right:

    groups:
      - name: meta
        rules:
          - alert: Watchdog
            expr: vector(1)
            labels: {severity: none}
    ---
    route:
      receiver: oncall
      routes:
        - {receiver: dead-mans-switch, matchers: [alertname=Watchdog], repeat_interval: 5m}
    receivers:
      - name: oncall
        slack_configs:
          - {channel: "#alerts", api_url_file: /etc/alertmanager/slack-webhook-url}
      - name: dead-mans-switch
        webhook_configs:
          - {url_file: /etc/alertmanager/dead-mans-switch-url, send_resolved: false}
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, EmailConfig, Receiver, SnsConfig, WebhookConfig
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.prometheus.no_comparison import ALWAYS, always_fires, is_plainly_filtered
from alertflow.checks.routing import reaches
from alertflow.checks.subject import Subject
from alertflow.prometheus import AlertingRule, PromqlError, parse, unfiltered

ID = "loop/paging-watchdog"
ACROSS = True

_FOR_PROGRAMS = (WebhookConfig, SnsConfig)
_switch = re.compile(
    r"snitch|nosnch|heart-?beat|dead-?man|health-?check|hc-ping|cronitor|watchdog", re.I
).search


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts that always fire, and surely reach a pager, a chat or a mailbox, or nothing at all."""
    watchdogs = [one for one in subject.alerts if is_watchdog(one.rule)]
    for path, config in subject.of(Config) if watchdogs else ():
        reach = subject.remembered(reaches)[path]
        receivers = {one.name: one for one in config.receivers}
        for alert in watchdogs:
            reached = sorted(reach.of(alert) & receivers.keys())
            read = [name for name in reached if _is_read(receivers[name])]
            name, at = alert.rule.alert, alert.rule.place("alert") or alert.rule.source
            if read and len(read) == len(reached):
                yield Finding(
                    ID,
                    Severity.WARNING,
                    at,
                    f"{name} always fires, and in {path} reaches {_listed(read)}, which people read.",
                    "They are told again and again that all is well, and nobody is when alerting stops.",
                    "Send it to a service that raises an alarm when it hears nothing, and to nobody else.",
                )
            elif reached and all(receivers[one].is_silent for one in reached):
                yield Finding(
                    ID,
                    Severity.INFO,
                    at,
                    f"{name} always fires, and in {path} reaches only '{reached[0]}', which tells nobody.",
                    "When alerting stops working, nobody hears of it.",
                    "Send it to a service that raises an alarm when it hears nothing.",
                )


def _listed(names: list[str]) -> str:
    """Receivers of which one, or several, are reached."""
    return f"'{names[0]}'" if len(names) == 1 else " or ".join(f"'{name}'" for name in names[:3])


def is_watchdog(rule: AlertingRule) -> bool:
    """Whether an alert fires at all times, and is meant to."""
    if rule.expr in ALWAYS:
        return True
    if not always_fires(rule.alert) or is_plainly_filtered(rule.expr):
        return False
    try:
        return unfiltered(parse(rule.expr)) is not None
    except PromqlError:
        return False


def _is_read(receiver: Receiver) -> bool:
    """Whether people read what reaches `receiver`; a mailbox or channel may be that of such a service."""
    return not _switch(receiver.name) and any(
        not isinstance(one, _FOR_PROGRAMS) and not (isinstance(one, EmailConfig) and _switch(one.to or ""))
        for one in receiver.integrations
    )
