"""Inhibitions that hide nothing."""

from alertflow.alertmanager import InhibitRule, matcher
from alertflow.model import Inhibition
from tests.checks.making import alert, config, found, project, route, rule, rules, shown, written

ID = "loop/vacuous-inhibition"
FULL = rule("DiskFull", severity="critical")
FILLING = rule("DiskFilling", severity="warning")


def hides(source: str, target: str, *equal: str) -> InhibitRule:
    return InhibitRule(
        source_matchers=[matcher(source)], target_matchers=[matcher(target)], equal=list(equal)
    )


def said_of(*given: InhibitRule, alerts: tuple[object, ...] = (FULL, FILLING)) -> list[str]:
    return found(ID, rules(*alerts) | config(route("all"), "all", inhibit=given))  # type: ignore[arg-type]  # two dicts of documents of one kind each


def test_severities_whose_alerts_never_share_a_name_are_found() -> None:
    documents = written("""
        route: {receiver: all}
        receivers: [{name: all}]
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [alertname, instance]
        ---
        groups:
          - name: disks
            rules:
              - {alert: DiskFull, expr: disk_free == 0, labels: {severity: critical}}
              - {alert: DiskFilling, expr: disk_free < 10, labels: {severity: warning}}
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:7:12 warning: an inhibition of alertmanager.yml never hides an alert: no alert "
        "that it hides has the alertname of one that hides it: DiskFull, DiskFilling, …."
    ]
    (said,) = found(ID, documents)
    assert said.endswith("| Both are always told. | Leave alertname out of equal.")


def test_another_label_that_the_rules_set_apart_is_found() -> None:
    sides = (rule("A", severity="critical", team="a"), rule("B", severity="warning", team="b"))
    (said,) = said_of(hides("severity=critical", "severity=warning", "team"), alerts=sides)
    assert "has the team of one that hides it: A, B" in said


def test_an_alert_that_is_source_and_target_hides_no_other_such() -> None:
    (said,) = said_of(hides("severity=critical", "severity=critical", "instance"))
    assert "each of its sources, such as DiskFull, is its target, too" in said


def test_one_alert_with_both_severities_is_right() -> None:
    both = (rule("Disk", severity="critical"), rule("Disk", severity="warning"), FULL)
    assert said_of(hides("severity=critical", "severity=warning", "alertname"), alerts=both) == []


def test_a_label_that_may_come_with_the_series_is_given_the_benefit_of_the_doubt() -> None:
    assert said_of(hides("severity=critical", "severity=warning", "instance", "cluster")) == []
    sides = (rule("A", severity="critical", team="a"), rule("B", severity="warning"))
    assert said_of(hides("severity=critical", "severity=warning", "team"), alerts=sides) == []


def test_labels_that_both_lack_are_equal() -> None:
    sides = (
        rule("A", "sum(x) > 1", severity="critical"),
        rule("B", "sum(x) > 2", severity="warning"),
        rule("C", team="c"),
    )
    assert said_of(hides("severity=critical", "severity=warning", "team"), alerts=sides) == []


def test_without_sources_or_targets_among_the_alerts_nothing_is_known() -> None:
    assert said_of(hides("severity=page", "severity=warning", "alertname")) == []
    assert said_of(hides("alertname=NodeDown", 'alertname=~".+"', "alertname"), alerts=()) == []


def test_a_source_of_a_wider_target_hides_what_is_no_source() -> None:
    assert said_of(hides("severity=critical", 'severity=~"critical|warning"', "instance")) == []


def test_an_inhibition_of_a_project_is_found_where_it_is_declared() -> None:
    full, filling = alert("DiskFull"), alert("DiskFilling")
    wrong = Inhibition(sources=[full], targets=[filling], equal=["alertname"])
    assert len(found(ID, project(full, filling, inhibitions=[wrong]))) == 1
    right = Inhibition(sources=[full], targets=[filling], equal=["instance"])
    assert found(ID, project(full, filling, inhibitions=[right])) == []
