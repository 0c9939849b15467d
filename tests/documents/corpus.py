"""One file of each kind, as teams have them, in which every part of the kind stands once."""

from alertflow.documents import Kind

RULES = """\
# what is wrong with the cache
groups:
  - name: redis
    interval: 30s
    limit: 100
    labels: {tier: cache}
    rules:
      - alert: RedisDown
        expr: redis_up == 0
        for: 2m
        keep_firing_for: 5m
        labels: &labels
          severity: critical
          team: platform
        annotations:
          summary: "Redis {{ $labels.instance }} is down"
          description: |
            It has been down for {{ $value | humanizeDuration }}.
            {{ if eq $labels.team "platform" }}Call somebody.{{ end }}
      - alert: RedisSlow
        expr: |
          histogram_quantile(0.99, sum by (le) (rate(redis_seconds_bucket[5m])))
            > 0.5
        labels:
          <<: *labels
          severity: warning
      - record: instance:redis_up:avg
        expr: avg by (instance) (redis_up)
  - name: empty
    rules: []
"""

TESTS = """\
rule_files: [redis.yml]
evaluation_interval: 1m
group_eval_order: [redis]
tests:
  - name: down
    interval: 1m
    input_series:
      - series: redis_up{instance="a"}
        values: 0x10
    alert_rule_test:
      - eval_time: 5m
        alertname: RedisDown
        exp_alerts:
          - exp_labels: {instance: a, severity: critical}
            exp_annotations: {summary: "Redis a is down"}
    promql_expr_test:
      - expr: redis_up
        eval_time: 5m
        exp_samples:
          - labels: redis_up{instance="a"}
            value: 0
"""

ALERTMANAGER = """\
global:
  resolve_timeout: 5m
templates: ['*.tmpl']
route:
  receiver: everybody
  group_by: [alertname, instance]
  routes:
    - matchers: [severity="critical"]
      receiver: on-call
      continue: yes
    - match: {team: web}
      receiver: everybody
receivers:
  - name: everybody
    slack_configs:
      - channel: '#alerts'
        api_url_file: /etc/alertmanager/slack
        title: '{{ .CommonLabels.Values | join " " }}'
  - name: on-call
    pagerduty_configs:
      - routing_key_file: /etc/alertmanager/pagerduty
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [instance]
time_intervals:
  - name: office
    time_intervals:
      - weekdays: ['monday:friday']
"""

WORKFLOW = """\
name: Redis
on:
  push:
    branches: [main]
  repository_dispatch:
    types: [alert]
permissions: {contents: read}
jobs:
  restart:
    runs-on: ubuntu-24.04
    env: &env
      ALERT: ${{ github.event.client_payload.alert }}
    steps:
      - uses: actions/checkout@v4
      - run: |
          helm template . --set x='{{ .Values.x }}'
          echo "$ALERT"
        env: *env
"""

ACTION = """\
name: Restart
description: Restarts Redis
inputs:
  name:
    description: which one
    required: true
runs:
  using: composite
  steps:
    - run: kubectl rollout restart "deployment/$NAME"
      shell: bash
      env:
        NAME: ${{ inputs.name }}
"""

PROMETHEUS_RULE = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: redis
  labels: {release: kps}
spec:
  groups:
    - name: redis
      partial_response_strategy: warn
      rules:
        - alert: RedisDown
          expr: redis_up == 0
          labels: {severity: critical}
"""

ALERTMANAGER_CONFIG = """\
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: {name: redis, namespace: web}
spec:
  route:
    receiver: slack
    groupBy: [alertname]
  receivers:
    - name: slack
      slackConfigs:
        - channel: '#alerts'
          apiURL: {name: slack, key: url}
"""

SECRET = """\
apiVersion: v1
kind: Secret
metadata: {name: alertmanager-main, namespace: monitoring}
stringData:
  slack.tmpl: '{{ define "title" }}x{{ end }}'
  alertmanager.yaml: |
    route:
      receiver: everybody
    receivers:
      - name: everybody
"""

SLOTH = """\
version: prometheus/v1
service: redis
labels: {team: platform}
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(redis_errors_total[{{.window}}]))
        total_query: sum(rate(redis_requests_total[{{.window}}]))
    alerting:
      name: RedisAvailability
      page_alert: {labels: {severity: critical}}
      ticket_alert: {disable: true}
"""

SERVICE_LEVEL = """\
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: redis}
spec:
  service: redis
  slos:
    - name: availability
      objective: 99.9
      sli:
        events:
          errorQuery: sum(rate(redis_errors_total[{{.window}}]))
          totalQuery: sum(rate(redis_requests_total[{{.window}}]))
      alerting: {name: RedisAvailability}
"""

OPENSLO = """\
apiVersion: openslo/v1
kind: Service
metadata: {name: redis}
spec: {description: the cache}
"""

FILES: dict[str, tuple[Kind, str]] = {
    "rules.yml": (Kind.RULES, RULES),
    "rules_test.yml": (Kind.TESTS, TESTS),
    "alertmanager.yml": (Kind.ALERTMANAGER, ALERTMANAGER),
    "workflow.yml": (Kind.WORKFLOW, WORKFLOW),
    "restart.yml": (Kind.ACTION, ACTION),
    "prometheus-rule.yaml": (Kind.MANIFEST, PROMETHEUS_RULE),
    "alertmanager-config.yaml": (Kind.MANIFEST, ALERTMANAGER_CONFIG),
    "secret.yaml": (Kind.MANIFEST, SECRET),
    "sloth.yml": (Kind.SLOTH, SLOTH),
    "service-level.yaml": (Kind.SLOTH, SERVICE_LEVEL),
    "openslo.yaml": (Kind.OPENSLO, OPENSLO),
}
"""By name: what kind it is, and its text."""
