"""Inhibitions by which alerts hide each other."""

from alertflow.alertmanager import InhibitRule, matcher
from tests.checks.making import config, found, route, rule, rules, shown, written

ID = "loop/inhibition-hides-itself"
ALERTS = rules(
    rule("NodeDown", severity="critical"),
    rule("ServiceDown", severity="critical"),
    rule("Slow", severity="warning"),
)


def hides(source: str, target: str, *equal: str) -> InhibitRule:
    return InhibitRule(
        source_matchers=[matcher(source)], target_matchers=[matcher(target)], equal=list(equal)
    )


def said_of(*given: InhibitRule) -> list[str]:
    return found(ID, ALERTS | config(route("all"), "all", inhibit=given))


def test_two_alerts_that_hide_each_other_are_found_at_the_second_rule() -> None:
    documents = ALERTS | written("""
        route: {receiver: all}
        receivers: [{name: all}]
        inhibit_rules:
          - source_matchers: [alertname="NodeDown"]
            target_matchers: [severity="critical"]
          - source_matchers: [alertname="ServiceDown"]
            target_matchers: [alertname=~"Node.*"]
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:7:22 error: by two inhibitions of alertmanager.yml, NodeDown hides ServiceDown, "
        "and ServiceDown hides NodeDown."
    ]


def test_where_labels_must_be_equal_it_is_a_warning() -> None:
    (said,) = said_of(
        hides("alertname=NodeDown", "alertname=ServiceDown", "instance"),
        hides("alertname=ServiceDown", "alertname=NodeDown", "cluster"),
    )
    assert said.startswith("warning: ")
    assert "| While both fire with the same cluster and instance, nobody is told of either. |" in said


def test_a_ladder_of_severities_is_right() -> None:
    ladder = [hides("severity=critical", "severity=warning"), hides("severity=warning", "severity=info")]
    assert said_of(*ladder) == []


def test_one_rule_spares_what_is_source_and_target() -> None:
    assert said_of(hides("severity=critical", "severity=critical")) == []
    both = hides("severity=critical", 'severity=~"critical|warning"')
    assert said_of(both, both) == []


def test_alerts_that_can_never_have_equal_labels_are_right() -> None:
    assert (
        said_of(
            hides("alertname=NodeDown", "alertname=ServiceDown", "alertname"),
            hides("alertname=ServiceDown", "alertname=NodeDown", "alertname"),
        )
        == []
    )


def test_what_only_the_series_show_is_given_the_benefit_of_the_doubt() -> None:
    assert said_of(hides("role=primary", "role=replica"), hides("role=replica", "role=primary")) == []
