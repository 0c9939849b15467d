"""The rules of levels: what they ask Prometheus, which labels they have, and what people read."""

from alertflow.compiler.lower.escalation import rules
from alertflow.prometheus import AlertingRule
from tests.compiler.lower.escalation.making import BREACH, DOWN, OWN, project

RULES = rules(project())


def of(name: str, level: int, policy: str) -> AlertingRule:
    (found,) = [
        rule
        for rule in RULES
        if rule.alert == name
        and (rule.labels["escalation"], rule.labels["escalation_policy"]) == (str(level), policy)
    ]
    return found


def test_there_is_one_for_each_level_of_each_alert_that_escalates() -> None:
    assert [(rule.alert, rule.labels["escalation"]) for rule in RULES] == [
        *(("Down", level) for level in "123"),
        ("Down", "1"),
        *(("Breach", level) for level in "12"),
        *(("Own", level) for level in "123"),
    ]


def test_time_is_counted_from_when_the_alert_fires() -> None:
    assert of("Down", 2, "paging").expr == (
        'time() - ALERTS_FOR_STATE{alertname="Down",severity="critical",team="web",escalation=""}'
        " - 120 >= 900"
    )
    assert of("Down", 1, "nagging").expr == (
        'time() - ALERTS_FOR_STATE{alertname="Down",severity="warning",team="web",escalation=""} >= 86400'
    )


def test_a_level_has_the_alert_s_labels_but_is_not_dispatched() -> None:
    assert dict(of("Down", 1, "paging").labels) == {
        "escalation": "1",
        "escalation_policy": "paging",
        "dispatch": "",
    }
    assert "dispatch" not in of("Own", 1, "paging").labels


def test_people_read_who_is_told_and_why_and_what_needs_no_value() -> None:
    assert dict(of("Down", 2, "paging").annotations) == {
        "summary": "Level 2 of 3, the manager: Down has fired for {{ $value | humanizeDuration }}, "
        "and nobody has acknowledged it",
        "description": "{{ $labels.instance }} is down",
        "runbook_url": "https://runbooks.example.org/down",
        "dashboard_url": "https://grafana.example.org/d/down",
        "impact": "all",
    }


def test_what_cannot_be_acknowledged_does_not_say_that_nobody_has() -> None:
    assert (
        of("Breach", 1, "security").annotations["summary"]
        == "Level 1 of 2, the security officer: Breach fires"
    )
    assert of("Breach", 2, "security").annotations["summary"] == (
        "Level 2 of 2, the manager: Breach has fired for {{ $value | humanizeDuration }}"
    )
    assert "description" not in of("Breach", 1, "security").annotations


def test_a_level_stands_where_its_alert_was_written() -> None:
    assert [
        of(one.name, 1, policy).source
        for one, policy in ((DOWN, "paging"), (BREACH, "security"), (OWN, "paging"))
    ] == [
        DOWN.source,
        BREACH.source,
        OWN.source,
    ]
