"""Files as people write them who know nothing of alertflow: what is right in them is left in peace, and what
is found is worth to be told at three in the morning.
"""

from __future__ import annotations

from textwrap import dedent

from alertflow.checks import Severity, check_files
from tests.checks.making import given

HOST_RULES = """
    groups:
    - name: hosts
      rules:
      - alert: HostSwaps
        expr: rate(node_vmstat_pgmajfault[1m]) > 500        # a counter, though its name does not end so
        for: 2m
        labels: {severity: warning}
        annotations:
          description: "Pages are read again and again on {{ $labels.instance }}: {{ $value }}"
      - alert: DiskFillsUp
        expr: node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1
          and on (instance, device, mountpoint) node_filesystem_readonly == 0
        labels: {severity: critical}
        annotations: {summary: "{{ $labels.device }} of {{ $labels.instance }} is nearly full"}
      - alert: ScrapeFails
        expr: 100 * (count by (job) (up == 0) / count by (job) (up)) > 10
        labels: {severity: warning}
        annotations: {message: "{{ printf \\"%.1f\\" $value }}% of {{ $labels.job }} are down"}
      - alert: Restarts
        expr: changes(process_start_time_seconds{job=~"api|web"}[15m]) > 2
        labels: {severity: info}
        annotations: {title: "{{ $labels.job }} restarts"}
    """

CONFIG = """
    global: {resolve_timeout: 5m, slack_api_url_file: /etc/alertmanager/slack}
    route:
      receiver: chat
      group_by: [namespace]
      routes:
      - matchers: [alertname = Watchdog]
        receiver: heartbeat
      - matchers: [alertname =~ "InfoInhibitor|KubeQuota.*"]
        receiver: "null"
      - matchers: [severity = critical]
        receiver: pager
    inhibit_rules:
    - source_matchers: [alertname = NodeDown]
      target_matchers: [severity =~ warning|info]
      equal: [node]
    receivers:
    - name: "null"
    - {name: heartbeat, webhook_configs: [{url_file: /etc/alertmanager/heartbeat}]}
    - {name: pager, pagerduty_configs: [{routing_key_file: /etc/alertmanager/pager}]}
    - name: chat
      slack_configs:
      - channel: "#alerts"
        title: '{{ .CommonLabels.alertname }}'
        text: '{{ range .Alerts }}{{ .Annotations.description }}{{ end }}'
    """


def told(*texts: str) -> list[str]:
    """What is found beyond doubts, by the ids."""
    findings = check_files(*given("\n---\n".join(dedent(one).strip("\n") for one in texts)))
    return [one.id for one in findings if one.severity is not Severity.INFO]


def mentioned(*texts: str) -> set[str]:
    """The doubts, by the ids."""
    findings = check_files(*given("\n---\n".join(dedent(one).strip("\n") for one in texts)))
    return {one.id for one in findings if one.severity is Severity.INFO}


def test_rules_of_exporters_and_of_other_customs() -> None:
    assert told(HOST_RULES) == []
    assert mentioned(HOST_RULES) == {"prometheus/missing-runbook"}


def test_a_configuration_whose_rules_are_given_only_in_part() -> None:
    assert told(CONFIG, HOST_RULES) == []
    assert mentioned(CONFIG, HOST_RULES) == {"loop/unknown-alert-in-route", "prometheus/missing-runbook"}


def test_a_configuration_alone() -> None:
    assert told(CONFIG) == []
    assert mentioned(CONFIG) == set()


def test_rules_of_two_environments_are_not_compared() -> None:
    rule = "groups: [{name: a, rules: [{alert: HighLoad, expr: load > %s, labels: {severity: %s}, "
    rule += "annotations: {summary: High, runbook_url: https://example.org/}}]}]\n"
    reads = [
        *given(rule % (8, "warning"))[0],
        *[one._replace(path="b/c.yml", key="b/c.yml") for one in given(rule % (4, "critical"))[0]],
    ]
    assert check_files(reads) == []
