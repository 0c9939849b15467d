"""`alertflow explain`: the way of one alert as the built files have it, and what is wrong with it."""

from pathlib import Path

import pytest

from tests.cli.running import alertflow_here, alertflow_in, project_in

SHOP = '''\
"""The shop."""

from alertflow import Alert, Budget, Escalation, Inhibition, Level, Project, Remediation, Severity, Team
from alertflow.dispatch import Direct
from alertflow.playbooks import kubernetes
from alertflow.receivers import PagerDuty, Slack

app = kubernetes.Deployment("shop", namespace="web")
boss = Escalation("boss", levels=[Level("15m", owner="the boss", receivers=[PagerDuty()])])
crew = Team("crew", receivers=[Slack(channel="#shop")], escalation=boss)
down = Alert(
    name="Down",
    expr='sum by (job) (up{job="shop"}) == 0',
    for_="5m",
    severity=Severity.CRITICAL,
    summary="The shop is down",
    runbook="https://example.org/down",
    remediation=Remediation(
        diagnose=[app.pods()], act=[app.restart()], budget=Budget(runs=2, per="1h"), follow_up="Find out why."
    ),
)
slow = Alert(
    name="Slow",
    expr='max_over_time(latency_seconds{service="shop"}[2h]) > 1',
    severity=Severity.WARNING,
    summary="The shop is slow",
    runbook="https://example.org/slow",
)
slower = slow.replace(expr='latency_seconds{service="shop"} > 3', severity=Severity.CRITICAL)
unread = slow.replace(name="Unread", team=Team("nobody-yet"))
project = Project(
    name="shop",
    repository="example/shop",
    alerts=[down, slow, slower, unread],
    team=crew,
    inhibitions=[Inhibition(sources=[down], targets=[slow])],
    dispatch=Direct(token_file="/etc/alertmanager/token"),
)
'''


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return project_in(tmp_path, SHOP)


def rows(output: str) -> dict[str, str]:
    """What stands behind each label, on one line."""
    found: dict[str, str] = {}
    label = ""
    for line in output.splitlines()[2:]:
        if line[:1].strip():
            label, _, line = line.partition("  ")
            found[label] = ""
        found[label] = f"{found.get(label, '')} {line.strip()}".strip()
    return found


def test_it_says_the_whole_way_from_expression_to_job(repository: Path) -> None:
    run = alertflow_here(repository, "explain", "Down")
    said = rows(run.output)
    assert run.exit_code == 0, run.output
    assert run.output.startswith("Down (critical)\n\n")
    assert said["Declared"] == "alertflow.py:11"
    assert said["Holds if"] == 'sum by (job) (up{job="shop"}) == 0'
    assert said["Reads"] == "up, chosen by job"
    assert said["Fires"].startswith(
        "after 5m in which it always holds; monitoring/alert_rules.yml, group shop"
    )
    assert said["Labels"] == (
        "severity=critical, team=crew, target=web/deployment/shop, dispatch=github from its series: job"
    )
    assert said["Tells"].startswith("crew: Slack #shop; after 30s, again every 4h, one message by alertname")
    assert said["Escalates"] == (
        "after 15m to the boss: PagerDuty then every 1h, until somebody acknowledges it or it resolves"
    )
    assert said["Dispatches"] == (
        "prometheus-alert to https://api.github.com/repos/example/shop/dispatches; after 1s, again every 1h"
    )
    assert said["Runs"].startswith(
        ".github/workflows/alert-triggered-remediation.yml, started by prometheus-alert: alert-context → "
    )
    assert said["Acts"] == "Restart web/deployment/shop at most 2 runs per 1h"
    assert said["Afterwards"] == "Find out why."
    assert said["Runbook"] == "https://example.org/down"


def test_of_several_that_share_a_name_it_takes_the_worst_and_names_the_others(repository: Path) -> None:
    worst = rows(alertflow_here(repository, "explain", "Slow").output)
    assert worst["Also"] == "there is one of severity warning: --severity warning"
    assert worst["Reads"] == "latency_seconds, chosen by service"
    mild = rows(alertflow_here(repository, "explain", "Slow", "--severity", "warning").output)
    assert mild["Reads"] == "latency_seconds, chosen by service over the last 2h"
    assert mild["Quiet while"] == 'alertname="Down" and severity="critical" fires'
    assert "Escalates" not in mild and mild["Dispatches"] == "nothing to GitHub"


def test_labels_that_the_series_brings_can_be_given(repository: Path) -> None:
    said = rows(alertflow_here(repository, "explain", "Slow", "--label", "region=eu").output)
    assert "taken for given: region=eu" in said["Labels"]


def test_what_is_wrong_with_the_alert_stands_at_the_end_and_makes_the_exit_code(repository: Path) -> None:
    run = alertflow_here(repository, "explain", "Unread")
    assert run.exit_code == 1
    assert rows(run.output)["Tells"] == "nobody: the receiver nobody-yet has no channel"
    assert "error: nobody is told of Unread (warning)" in " ".join(run.output.split())
    assert "[loop/unreachable-receiver]" in run.output


def test_a_name_that_is_not_known_is_told_with_the_nearest(repository: Path) -> None:
    run = alertflow_in(repository, "explain", "Donw")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "error: there is no alert 'Donw' in alertflow.py. Did you mean 'Down'?\n"


def test_nothing_is_written(repository: Path) -> None:
    before = sorted(repository.rglob("*"))
    alertflow_here(repository, "explain", "Down")
    assert [one for one in sorted(repository.rglob("*")) if "__pycache__" not in one.parts] == [
        one for one in before if "__pycache__" not in one.parts
    ]
