"""A receiver is defined, and no route sends to it.

What will happen: nothing reaches it. Often a route was renamed or removed, and those who should be told are
not told any more.

How to mend it: give it a route, or remove it.

Wrong:

    route: {receiver: all}
    receivers:
      - name: all
        slack_configs: [{api_url_file: /etc/alertmanager/slack, channel: "#alerts"}]
      - name: database
        slack_configs: [{api_url_file: /etc/alertmanager/slack, channel: "#database"}]

Right:

    route:
      receiver: all
      routes:
        - receiver: database
          matchers: [service="mysql"]
    receivers:
      - name: all
        slack_configs: [{api_url_file: /etc/alertmanager/slack, channel: "#alerts"}]
      - name: database
        slack_configs: [{api_url_file: /etc/alertmanager/slack, channel: "#database"}]
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

ID = "alertmanager/unused-receiver"


def check(subject: Subject) -> Iterator[Finding]:
    """The receivers that no route names; one without channels is no loss."""
    for path, config in subject.of(Config):
        used = {one.route.receiver for one in config.tree.every()}
        for receiver in config.receivers:
            if receiver.name not in used and not receiver.is_silent:
                yield Finding(
                    ID,
                    Severity.WARNING,
                    receiver.place("name"),
                    f"no route of {path} sends to the receiver '{receiver.name}'.",
                    "Nothing reaches it: those who read it hear of nothing.",
                    "Give it a route, or remove it.",
                )
