"""Metrics that a project's catalogue does not hold."""

import pytest

from alertflow.model import RecordingRule, RuleGroup
from tests.checks.making import alert, found, project, rules

ID = "prometheus/unknown-metric"
METRICS = {"requests_total": "counter", "request_duration_seconds": "histogram", "queue": "gauge"}


def test_a_misspelled_metric_is_found() -> None:
    assert found(ID, project(alert(expr="rate(request_total[5m]) > 1"), metrics=METRICS)) == [
        "error: HighErrorRate reads request_total, which is not one of the project's metrics."
        " | If nobody exposes it, the expression returns nothing, and the alert never fires."
        " | Did you mean 'requests_total'?"
    ]


def test_another_metric_is_a_warning() -> None:
    (said,) = found(ID, project(alert(expr="orders > 1"), metrics=METRICS))
    assert said.startswith("warning: HighErrorRate reads orders")
    assert said.endswith('| Add it: Project(metrics={"…": "counter"}).')


@pytest.mark.parametrize(
    "expr",
    [
        "rate(requests_total[5m]) > 1",
        "histogram_quantile(0.9, rate(request_duration_seconds_bucket[5m])) > 1",
        "rate(request_duration_seconds_count[5m]) > 1",
        "up == 0",
        'ALERTS{alertname="A"}',
        "scrape_samples_scraped > 1e6",
        "job:requests:rate5m > 1",
        '{__name__="queue"} > 1',
        '{__name__=~"q.*"} > 1',
        "increase(alertflow_runs_total[1h]) > 9",
    ],
)
def test_what_is_known_is_left_in_peace(expr: str) -> None:
    recorded = RuleGroup("a", rules=[RecordingRule("job:requests:rate5m", expr="rate(requests_total[5m])")])
    assert found(ID, project(alert(expr=expr), metrics=METRICS, groups=[recorded])) == []


def test_without_a_catalogue_every_name_is_right() -> None:
    assert found(ID, project(alert(expr="orders > 1"))) == []
    assert found(ID, rules("orders > 1")) == []
