"""Configurations with their rules that are right, though unusual: the checks of both say nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from alertflow.checks import check
from tests.checks.making import written

CLUSTER = """
    global: {slack_api_url_file: /etc/alertmanager/slack}
    templates: [/etc/alertmanager/*.tmpl]
    route:
      receiver: default
      group_by: [namespace]
      group_interval: 5m
      repeat_interval: 12h
      routes:
        - {receiver: 'null', matchers: ['alertname="InfoInhibitor"']}
        - receiver: heartbeat
          matchers: ['alertname="Watchdog"']
          group_interval: 1m
          repeat_interval: 3m
        - receiver: log
          continue: true
          group_by: ['...']
        - receiver: pager
          matchers: ['severity="critical"', 'cluster=~"prod-.*"']
          active_time_intervals: [always]
          routes:
            - {receiver: database, matchers: ['alertname=~"(Postgres|Redis).*"'], continue: true}
            - {receiver: pager, matchers: ['alertname=~"(Postgres|Redis).*"']}
    inhibit_rules:
      - {source_matchers: ['severity="critical"'], target_matchers: ['severity=~"warning|info"'],
         equal: [namespace, alertname]}
      - {source_matchers: ['severity="warning"'], target_matchers: ['severity="info"'],
         equal: [namespace, alertname]}
      - {source_matchers: ['alertname="InfoInhibitor"'], target_matchers: ['severity="info"'],
         equal: [namespace]}
    receivers:
      - name: 'null'
      - name: default
        slack_configs:
          - channel: '#alerts-{{ .CommonLabels.severity }}'
            title: '{{ template "our.title" . }}'
            text: >-
              {{ range .Alerts }}{{ .Annotations.description }}
              {{ if .Annotations.dashboard_url }}<{{ .Annotations.dashboard_url }}>{{ end }}{{ end }}
      - {name: log, webhook_configs: [{url: 'http://log.example.org/', max_alerts: 0}]}
      - {name: heartbeat, webhook_configs: [{url_file: /etc/alertmanager/heartbeat, send_resolved: false}]}
      - {name: database, email_configs: [{to: dba@example.org, from: a@example.org, smarthost: 'm:25'}]}
      - name: pager
        pagerduty_configs:
          - routing_key_file: /etc/alertmanager/pagerduty
            description: '{{ with index .Alerts 0 }}{{ .Labels.alertname }}: {{ .Labels.pod }}{{ end }}'
            details: {firing: '{{ .Alerts.Firing | len }}', cluster: "\\t{{ .CommonLabels.cluster }}"}
    time_intervals:
      - {name: always, time_intervals: [{}]}
    ---
    groups:
      - name: general
        rules:
          - {alert: Watchdog, expr: vector(1), labels: {severity: none}}
          - alert: InfoInhibitor
            expr: >-
              group by (namespace) (ALERTS{severity="info"} == 1)
              unless on (namespace) group by (namespace) (ALERTS{severity=~"warning|critical"} == 1)
            labels: {severity: none}
          - alert: PodRestarts
            expr: increase(kube_pod_container_status_restarts_total[1h]) > 5
            labels: {severity: warning}
            annotations: {summary: Restarts, description: A pod restarts often}
          - alert: PodRestarts
            expr: increase(kube_pod_container_status_restarts_total[1h]) > 20
            labels: {severity: critical}
            annotations: {summary: Restarts, description: A pod restarts very often}
          - alert: PodThrottled
            expr: sum by (namespace) (rate(throttled_total[5m])) > 1
            labels: {severity: info}
            annotations: {summary: Throttled, description: Pods wait for CPU}
          - alert: PodThrottled
            expr: sum by (namespace) (rate(throttled_total[5m])) > 9
            labels: {severity: warning}
            annotations: {summary: Throttled, description: Pods wait for CPU for long}
          - alert: PostgresDown
            expr: min by (namespace) (pg_up) == 0
            labels: {severity: critical}
            annotations: {summary: Down, description: Postgres is down}
"""

OLD = """
    route:
      receiver: team-a
      group_by: [alertname, job]
      routes:
        - match: {service: files}
          receiver: team-b
          routes:
            - {match: {severity: critical}, receiver: team-b-pager}
        - match_re: {service: ^(foo1|foo2|baz)$}
          receiver: team-a
        - match: {owner: team-c}
          receiver: team-c
          mute_time_intervals: [nights]
          continue: true
    inhibit_rules:
      - {source_match: {severity: critical}, target_match: {severity: warning}, equal: [service, instance]}
    receivers:
      - name: team-a
        webhook_configs:
          - url: http://bridge.example.org/
            http_config: {basic_auth: {username: a, password_file: /etc/alertmanager/bridge}}
      - name: team-b
        opsgenie_configs: [{api_key_file: /etc/alertmanager/og, tags: '{{ .GroupLabels.job }}'}]
      - {name: team-b-pager, victorops_configs: [{api_key_file: /etc/alertmanager/vo, routing_key: b}]}
      - {name: team-c, pushover_configs: [{user_key_file: /etc/u, token_file: /etc/t}]}
    mute_time_intervals:
      - name: nights
        time_intervals:
          - times: [{start_time: '22:00', end_time: '24:00'}]
          - times: [{start_time: '00:00', end_time: '06:00'}]
    ---
    groups:
      - name: files
        labels: {owner: team-c}
        rules:
          - {alert: DiskFull, expr: disk_free_bytes == 0, labels: {severity: critical, service: files}}
          - {alert: DiskFilling, expr: disk_free_bytes < 1e9, labels: {severity: warning, service: files}}
          - {alert: Foo, expr: foo > 1, labels: {severity: '{{ $labels.level }}', service: foo1}}
          - {alert: Other, expr: 'up{job="c"} == 0', labels: {severity: page}}
"""


@pytest.mark.parametrize("yaml", [CLUSTER, OLD], ids=["cluster", "old"])
def test_the_checks_stay_quiet(yaml: str) -> None:
    said = [f"{one.id}: {one.message}" for one in check(None, written(yaml))]
    said = [one for one in said if not one.startswith("alertmanager/deprecated-key")]
    assert [one for one in said if one.startswith(("alertmanager/", "loop/"))] == []


@pytest.mark.parametrize("yaml", [CLUSTER, OLD], ids=["cluster", "old"])
def test_they_are_right(programs: Callable[[str], Path], yaml: str, tmp_path: Path) -> None:
    config, rules = dedent(yaml).split("\n---\n")
    for text, program, command in (
        (config, "amtool-new", ["check-config"]),
        (rules, "promtool-new", ["check", "rules"]),
    ):
        path = tmp_path / "file.yml"
        path.write_text(text, "utf-8")
        asked = subprocess.run(
            [programs(program), *command, path], capture_output=True, text=True, check=False
        )
        assert asked.returncode == 0, asked.stdout + asked.stderr
