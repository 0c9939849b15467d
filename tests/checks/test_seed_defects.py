"""Mistakes of the examples that alertflow began with, which looked right: a check says of each why it fails.

The snippets are written anew, in the same shape.
"""

from __future__ import annotations

import pytest

from alertflow.checks import check
from alertflow.checks.report import text
from alertflow.declared import AlertflowError
from tests.checks.making import found, rule, rules, written


def said(yaml: str) -> str:
    """What all checks find in this YAML, as a person reads it."""
    return text(check(None, written(yaml)))


def test_a_ratio_of_vectors_that_are_not_aggregated() -> None:
    (one,) = found(
        "prometheus/unaggregated-ratio",
        rules('rate(requests_total{status=~"5.."}[5m]) / rate(requests_total[5m]) > 0.05'),
    )
    assert "so the ratio is always 1." in one


def test_a_ratio_of_two_metrics_that_are_not_aggregated() -> None:
    (one,) = found(
        "prometheus/ratio-by-series",
        rules("(rate(gateway_failed_total[5m]) / rate(gateway_requests_total[5m])) > 0.05"),
    )
    assert "Where a series has few requests, one error is enough" in one


def test_the_rate_of_a_gauge() -> None:
    (one,) = found("prometheus/rate-of-gauge", rules("rate(up[5m]) < 1"))
    assert "Whenever up falls, rate() sees a restart and counts it whole." in one


def test_a_burn_rate_over_one_window() -> None:
    expr = """
        (1 - (rate(gateway_requests_total[1h]) - rate(gateway_failed_total[1h]))
           / rate(gateway_requests_total[1h])) > (14.4 * (1 - 0.999))
    """
    (one,) = found("prometheus/burn-rate-without-window", rules(expr))
    assert "It goes on firing for up to 1h after the errors have stopped." in one


def test_a_label_that_an_aggregation_drops() -> None:
    alert = rule("Slow", "histogram_quantile(0.95, sum by (le) (rate(latency_bucket[5m]))) > 1")
    told = alert.replace(annotations={"summary": "{{ $labels.method }} is slow"})
    (one,) = found("prometheus/lost-label", rules(told))
    assert "people read a sentence with a gap." in one


def test_a_workflow_that_reads_only_inputs() -> None:
    assert "When an event starts it, all inputs are empty." in said("""
        on:
          repository_dispatch: {types: [prometheus-alert]}
          workflow_dispatch: {inputs: {alertname: {type: string}}}
        permissions: {}
        jobs:
          answer:
            runs-on: ubuntu-24.04
            steps:
              - run: ./answer "$ALERT"
                env: {ALERT: '${{ github.event.inputs.alertname }}'}
        """)


def test_a_label_of_an_alert_that_runs_as_shell() -> None:
    assert "[github/script-injection]" in said("""
        on: repository_dispatch
        permissions: {}
        jobs:
          answer:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "Answering ${{ github.event.client_payload.alertname }}"
        """)


@pytest.mark.parametrize("name", ["GITHUB_PAT", "GITHUB_WEBHOOK_SECRET"])
def test_a_secret_that_github_lets_nobody_create(name: str) -> None:
    assert "[github/reserved-secret-name]" in said(f"""
        on: push
        permissions: {{}}
        jobs:
          answer:
            runs-on: ubuntu-24.04
            steps:
              - run: ./answer
                env: {{TOKEN: '${{{{ secrets.{name} }}}}'}}
        """)


def refused(yaml: str) -> str:
    """What reading this configuration of Alertmanager says, which no check comes to look at."""
    with pytest.raises(AlertflowError) as error:
        written(yaml)
    return str(error.value)


@pytest.mark.parametrize("key", ["headers", "custom_headers"])
def test_headers_that_a_webhook_does_not_have(key: str) -> None:
    assert "headers are http_config.http_headers (0.28), each with its 'values'." in refused(f"""
        route: {{receiver: github}}
        receivers:
          - name: github
            webhook_configs:
              - url: https://hooks.example.org/dispatches
                {key}: {{Accept: application/vnd.github+json}}
        """)


def test_credentials_under_a_key_that_does_not_exist() -> None:
    assert "'client_auth'" in refused("""
        route: {receiver: github}
        receivers:
          - name: github
            webhook_configs:
              - url: https://hooks.example.org/dispatches
                client_auth: {bearer_token: abc}
        """)


def test_routes_at_the_top_that_are_none() -> None:
    assert "there are no 'routes' here: they stand in 'route'" in refused("""
        receivers: [{name: github}]
        routes: [{match: {severity: critical}, receiver: github}]
        """)


@pytest.mark.parametrize("variable", ["${PAGERDUTY_KEY}", "$PAGERDUTY_KEY", "${{ secrets.PAGERDUTY_KEY }}"])
def test_a_variable_that_nobody_fills_in(variable: str) -> None:
    told = said(f"""
        route: {{receiver: pager}}
        receivers: [{{name: pager, pagerduty_configs: [{{routing_key: '{variable}'}}]}}]
        """)
    assert f"holds {variable}, and Alertmanager expands no variables." in told
    assert "It is sent as it stands, so what it is for does not work." in told


def test_an_address_that_is_a_variable() -> None:
    assert "Alertmanager does not fill in ${SLACK_URL}." in refused("""
        global: {slack_api_url: '${SLACK_URL}'}
        route: {receiver: all}
        receivers: [{name: all}]
        """)


def test_a_template_that_reads_annotations_of_the_group() -> None:
    told = said("""
        route: {receiver: pager}
        receivers:
          - name: pager
            pagerduty_configs:
              - routing_key_file: /etc/alertmanager/key
                description: '{{ .GroupLabels.alertname }}: {{ .Annotations.summary }}'
                details: {runbook: '{{ .Annotations.runbook_url }}'}
        """)
    assert told.count("A group of alerts has no .Annotations.") == 2
    assert "use .CommonAnnotations for what all of them share" in told
    assert "the template fails, and nobody is told." in told


ROUTES = """
    route:
      receiver: chat
      routes:
        - {match: {severity: critical}, receiver: pager}
        - {match: {severity: warning}, receiver: chat}
        - {match_re: {slo: '.*'}, receiver: reliability}
    receivers:
      - {name: chat, slack_configs: [{api_url_file: /s, channel: '#a'}]}
      - {name: pager, pagerduty_configs: [{routing_key_file: /p}]}
      - {name: reliability, slack_configs: [{api_url_file: /s, channel: '#slo'}]}
    inhibit_rules:
      - {source_match: {severity: critical}, target_match: {severity: warning}, equal: [alertname, service]}
    ---
    groups:
      - name: gateway
        rules:
          - {alert: GatewayDown, expr: 'up{job="gw"} == 0', labels: {severity: critical, service: gateway}}
          - {alert: GatewaySlow, expr: 'lag > 9', labels: {severity: warning, service: gateway}}
          - {alert: FastBurn, expr: 'burn > 14', labels: {severity: critical, slo: availability}}
          - {alert: SlowBurn, expr: 'burn > 3', labels: {severity: warning, slo: availability}}
"""


def test_a_route_behind_others_that_take_its_alerts() -> None:
    told = said(ROUTES.replace("'.*'", "'.+'"))
    assert "is reached by none of the alerts that it matches, FastBurn and 1 more" in told
    assert "'reliability' never hears of them by this route." in told


def test_an_inhibition_between_severities_that_share_no_alertname() -> None:
    told = said(ROUTES)
    assert "no alert that it hides has the alertname of one that hides it" in told
    assert "Leave alertname out of equal." in told
