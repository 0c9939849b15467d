import pytest

from alertflow.compiler import build, load
from alertflow.compiler.lower.annotated import labels_of
from alertflow.compiler.predict import Dispatched, Hidden, Routed, Told, routed
from alertflow.model import Project
from tests.compiler.predict.scripted import EVERY_FEATURE, TEMPLATE


@pytest.fixture(scope="module")
def timetable() -> Project:
    return load(TEMPLATE)


def route(project: Project, name: str, *, resolved: bool = False, **labels: str) -> list[Routed]:
    alert = next(alert for alert in project.every_alert if alert.name == name)
    own = {"alertname": name, **labels_of(project, alert)}
    return routed(project, build(project), own | labels, resolved=resolved)


def readers(routed: Routed) -> dict[str, tuple[str, ...]]:
    return {one.receiver: one.channels for one in routed.told}


def test_an_alert_is_told_dispatched_and_hidden_as_the_configuration_says(timetable: Project) -> None:
    direct, bridge = route(timetable, "HighErrorRate")
    group_by = ("alertname", "severity", "target")
    told = (Told("platform-critical", ("Slack #alerts", "PagerDuty"), "30s", "4h", group_by, ()),)
    repository = "uwinezadenyse605/School-time-table-management"
    address = f"https://api.github.com/repos/{repository}/dispatches"
    hidden = (Hidden(('alertname="ApplicationDown"', 'severity="critical"'), ("target",)),)
    assert direct == Routed(
        "monitoring/alertmanager.yml",
        told,
        Dispatched("prometheus-alert", address, False, "1s", "1h"),
        hidden,
    )
    assert bridge == direct._replace(
        path="monitoring/alertmanager-bridge.yml",
        dispatched=Dispatched("", "http://alertflow-bridge:8080/alerts", True, "1s", "1h"),
    )


def test_alertmanager_itself_dispatches_nothing_that_has_resolved(timetable: Project) -> None:
    direct, bridge = route(timetable, "HighErrorRate", resolved=True)
    assert direct.dispatched is None
    assert bridge.dispatched is not None
    assert direct.told[0].channels == ("Slack #alerts", "PagerDuty")


def test_labels_decide_who_is_told(timetable: Project) -> None:
    assert readers(route(timetable, "HighErrorRate", severity="info")[0]) == {"platform": ("Slack #alerts",)}
    assert route(timetable, "HighErrorRate", dispatch="")[0].dispatched is None
    assert route(timetable, "ApplicationDown")[0].hidden_by == ()


def test_every_kind_of_receiver_is_named() -> None:
    project = load(EVERY_FEATURE)
    (found,) = route(project, "DiskFull")
    assert found.path == "ops/monitoring/alertmanager.yml"
    assert readers(found) == {
        "audit": ("Slack #audit", "https://audit.example.org/alerts"),
        "storage-page": ("PagerDuty", "oncall@example.org"),
    }
    assert found.dispatched == Dispatched(
        "disk-alert", "https://api.github.com/repos/example/files/dispatches", False, "1s", "4h"
    )


def test_an_alert_without_a_remediation_is_not_dispatched() -> None:
    (found,) = route(load(EVERY_FEATURE), "DiskFilling")
    told = {"at-night": ("Microsoft Teams",), "storage": ("oncall@example.org",)}
    assert (readers(found), found.dispatched) == (told, None)
    assert found.hidden_by == (Hidden(('alertname="DiskFull"', 'severity="page"'), ("team",)),)
