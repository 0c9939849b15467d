"""A notification template reads a label of the group by which no route to it groups.

What will happen: `.GroupLabels` holds only the labels in `group_by`. Any other is empty there: the message
lacks what it should say, and a title or key made of it is the same for all alerts.

How to mend it: add the label to `group_by` of the route, or read `.CommonLabels`: the labels that all alerts
of the group share. A condition that asks first (`{{ if .GroupLabels.x }}`) is right.

Wrong:

    route:
      receiver: chat
      group_by: [alertname]
    receivers:
      - name: chat
        slack_configs:
          - api_url_file: /etc/alertmanager/slack
            channel: "#alerts"
            title: "{{ .GroupLabels.alertname }} of {{ .GroupLabels.service }}"

Right:

    route:
      receiver: chat
      group_by: [alertname, service]
    receivers:
      - name: chat
        slack_configs:
          - api_url_file: /etc/alertmanager/slack
            channel: "#alerts"
            title: "{{ .GroupLabels.alertname }} of {{ .GroupLabels.service }}"
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config
from alertflow.alertmanager.routes import ALL_LABELS
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.notified import template_reads
from alertflow.checks.subject import Subject

ID = "alertmanager/ungrouped-label"


def check(subject: Subject) -> Iterator[Finding]:
    """The labels that none of the routes to a receiver has in its group_by."""
    grouped: dict[tuple[str, str], set[str]] = {}
    for path, config in subject.of(Config):
        for node in config.tree.every():
            grouped.setdefault((path, node.receiver), set()).update(node.group_by)
    for one in subject.remembered(template_reads):
        labels = grouped.get((one.path, one.receiver))
        if one.read.owner != "GroupLabels" or labels is None or labels & {ALL_LABELS, one.read.name}:
            continue
        groups = f"group only by {', '.join(sorted(labels))}" if labels else "have no group_by"
        yield Finding(
            ID,
            Severity.WARNING,
            one.location,
            f"{one.words}, but the routes to it {groups}.",
            "It is always empty.",
            f"Add {one.read.name} to group_by, or read .CommonLabels.{one.read.name}.",
        )
