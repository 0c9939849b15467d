"""A running Alertmanager with the generated configuration: a fast burn keeps its own slower ones quiet."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import Config
from alertflow.compiler.lower.alertmanager import lower as lower_alertmanager
from alertflow.compiler.lower.prometheus import rule_files
from alertflow.model import Project, Severity, Slack, Team
from alertflow.prometheus import AlertingRule
from alertflow.slo import MONTHLY, Availability, Slo
from alertflow.yaml import dump
from tests.alertmanager.live import Alertmanager, running, wait_until

INDICATOR = Availability(errors='http_requests_total{status="500"}', total="http_requests_total")
URGENT = MONTHLY[0].replace(severity=Severity("page", rank=50), labels={"channel": "phone"})
"""A tier with a severity and a label of its own."""
PROJECT = Project(
    name="shop",
    team=Team("web", receivers=[Slack(channel="#web")]),
    slos=[
        Slo("availability", service="shop", objective=0.999, indicator=INDICATOR),
        Slo("availability", service="queue", objective=0.99, indicator=INDICATOR),
        Slo("latency", service="shop", objective=0.95, indicator=INDICATOR, tiers=[URGENT, *MONTHLY[1:]]),
    ],
)
RULES = [
    rule
    for rule in rule_files(PROJECT)["monitoring/alert_rules.yml"].groups[0].rules
    if isinstance(rule, AlertingRule)
]
ALERTS = {rule.alert: rule for rule in RULES}
BURNS = ("PageQuick", "PageSlow", "TicketQuick", "TicketSlow")


def burning(of: str, *tiers: str) -> list[dict[str, str]]:
    """The labels of the alerts of these tiers, of an objective by the beginning of its alerts' names."""
    names = [f"{of}ErrorBudgetBurn{tier}" for tier in tiers]
    return [{"alertname": name, **ALERTS[name].labels} for name in names]


def spent(of: str) -> list[dict[str, str]]:
    """The labels of both alerts of the spent budget."""
    name = f"{of}ErrorBudgetExhausted"
    return [{"alertname": name, **rule.labels} for rule in RULES if rule.alert == name]


def inhibited(alertmanager: Alertmanager) -> set[tuple[str, str]]:
    """The names and severities of the alerts that are inhibited now."""
    return {
        (alert["labels"]["alertname"], alert["labels"]["severity"])
        for alert in alertmanager.alerts()
        if alert["status"]["inhibitedBy"]
    }


@pytest.mark.parametrize("release", ["old", "new"])
def test_a_fast_burn_inhibits_the_slower_ones_of_its_objective(
    programs: Callable[[str], Path], tmp_path: Path, release: str
) -> None:
    (config,) = lower_alertmanager(PROJECT).values()
    assert isinstance(config, Config)
    slack = tmp_path / "slack"
    slack.write_text("http://127.0.0.1:9/nothing-listens-there", encoding="utf-8")
    text = dump(config.to_data()).replace("/etc/alertmanager/slack-webhook-url", str(slack))
    firing = [
        *burning("ShopAvailability", *BURNS),
        *burning("QueueAvailability", "TicketQuick", "TicketSlow"),
        *burning("ShopLatency", "PageSlow", "TicketSlow"),
        *spent("ShopAvailability"),
        *spent("QueueAvailability")[:1],
    ]
    quiet = {
        ("ShopAvailabilityErrorBudgetBurnPageSlow", "critical"),
        ("ShopAvailabilityErrorBudgetBurnTicketQuick", "warning"),
        ("ShopAvailabilityErrorBudgetBurnTicketSlow", "warning"),
        ("QueueAvailabilityErrorBudgetBurnTicketSlow", "warning"),
        ("ShopLatencyErrorBudgetBurnTicketSlow", "warning"),
        ("ShopAvailabilityErrorBudgetExhausted", "warning"),
    }
    with running(programs(f"alertmanager-{release}"), text, tmp_path) as alertmanager:
        alertmanager.fire(*firing)
        wait_until(lambda: len(alertmanager.alerts()) == len(firing))
        wait_until(lambda: inhibited(alertmanager) == quiet)
