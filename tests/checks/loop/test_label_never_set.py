"""Labels and values that no alert has."""

import pytest

from alertflow.alertmanager import InhibitRule, Receiver, SlackConfig, matcher
from alertflow.model import Route, Slack
from tests.checks.making import alert, config, found, project, route, rule, rules, shown, written

ID = "loop/label-never-set"
PAGE = rule("Down", "sum(up) == 0", severity="critical", team="web")
WARN = rule("Slow", "sum(up) < 3", severity="warning", team="web")


def test_a_misspelled_label_is_found_at_its_matcher() -> None:
    documents = written("""
        route:
          receiver: all
          group_by: [alertname, severty]
          routes:
            - receiver: pager
              matchers: [team="web", severty="critical"]
        inhibit_rules:
          - source_matchers: [alertname="Down"]
            target_matchers: [tema="web", severity=~"critcal|warning"]
            equal: [sevrity]
        receivers: [{name: all}, {name: pager}]
        ---
        groups:
          - name: shop
            rules: [{alert: Down, expr: sum(up) == 0, labels: {severity: critical, team: web}}]
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:4:25 warning: a route of alertmanager.yml groups by severty, and no rule sets a "
        "label severty.",
        "alertmanager.yml:11:13 warning: an inhibition of alertmanager.yml compares sevrity, and no rule "
        "sets a label sevrity.",
        'alertmanager.yml:7:30 warning: a route of alertmanager.yml matches severty="critical", and no rule '
        "sets a label severty.",
        "alertmanager.yml:10:35 warning: an inhibition of alertmanager.yml matches "
        'severity=~"critcal|warning", and no alert has such a value: critical.',
    ]
    assert all(
        one.endswith(("Did you mean 'severity'?", "Did you mean 'critical'?")) for one in found(ID, documents)
    )


def test_a_value_that_is_like_none_of_theirs_is_a_doubt() -> None:
    root = route("all", routes=[route("pager", 'severity="page"')])
    (said,) = found(ID, rules(PAGE, WARN) | config(root, "all", "pager"))
    assert said == (
        'info: a route of alertmanager.yml matches severity="page", and no alert has such a value: critical, '
        "warning. | It takes none of the alerts that there are. | Correct it; if its rules are elsewhere, "
        "ignore this."
    )


@pytest.mark.parametrize(
    "matchers",
    [
        ['severity="critical"'],
        ['severity=~"page|critical"'],
        ['severity!="page"'],
        ['severity!~"page|ticket"'],
        ['severity=~"crit.*"'],
        ['cluster="eu"'],  # external_labels may give it
        ['team=""'],
    ],
)
def test_what_an_alert_has_or_may_have_is_right(matchers: list[str]) -> None:
    root = route("all", routes=[route("pager", *matchers)])
    assert found(ID, rules(PAGE, WARN) | config(root, "all", "pager")) == []


def test_a_label_of_the_series_is_right_however_it_is_called() -> None:
    documents = rules(PAGE, rule("Job", "up{teams=~'a|b'} == 0", severity="warning"))
    root = route("all", routes=[route("pager", 'teams="a"'), route("pager", 'device="sda"')])
    assert found(ID, documents | config(root, "all", "pager")) == []


def test_a_value_may_come_from_a_template_or_a_series() -> None:
    root = route("all", routes=[route("pager", 'severity="page"')])
    for one in (rule("A", severity="{{ $labels.level }}"), rule("B", "up == 0")):
        assert found(ID, rules(PAGE, one) | config(root, "all", "pager")) == []


def test_inhibitions_without_sources_are_told_too() -> None:
    hides = InhibitRule(
        source_matchers=[matcher('severity="critcal"')], target_matchers=[matcher("team=web")]
    )
    (said,) = found(ID, rules(PAGE, WARN) | config(route("all"), "all", inhibit=[hides]))
    assert said.endswith("Did you mean 'critical'?")


def test_a_template_that_reads_what_no_alert_that_comes_has_is_found() -> None:
    documents = written("""
        route: {receiver: all, routes: [{receiver: web, matchers: [team="web"]}]}
        receivers:
          - name: all
          - name: web
            slack_configs:
              - api_url_file: /slack
                title: "{{ .CommonLabels.severty }}"
                text: "{{ .CommonLabels.shard }}{{ range .Alerts }}{{ .Labels.team }}{{ end }}"
        ---
        groups:
          - name: shop
            rules:
              - {alert: Down, expr: sum(up) == 0, labels: {severity: critical, team: web}}
              - {alert: Lag, expr: sum(up) == 0, labels: {severity: critical, team: db, shard: a}}
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:8:33 warning: title of the receiver 'web' in alertmanager.yml reads "
        ".CommonLabels.severty, and no rule sets a label severty.",
        "alertmanager.yml:9:32 warning: text of the receiver 'web' in alertmanager.yml reads "
        ".CommonLabels.shard, and no alert that reaches it has this label.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ .CommonLabels.instance }}",  # may come with the series, or from external_labels
        "{{ if .CommonLabels.severty }}{{ .CommonLabels.severty }}{{ end }}",
        "{{ range .Alerts }}{{ .Labels.alertname }}{{ end }}",
    ],
)
def test_a_template_that_reads_what_may_be_there_or_asks_first_is_right(text: str) -> None:
    slack = Receiver("chat", slack_configs=[SlackConfig(channel="#a", text=text)])
    assert found(ID, rules(PAGE, WARN) | config(route("chat"), slack)) == []


def test_without_rules_nothing_is_known() -> None:
    assert found(ID, config(route("all", routes=[route("all", "severty=x")]), "all")) == []


def test_in_a_project_it_is_found_at_its_declaration() -> None:
    slack = Slack(channel="#night")
    night = Route("night", labels={"servce": "mysql"}, receivers=[slack])
    made = project(alert(labels={"service": "mysql"}), routes=[night])
    (said,) = found(ID, made)
    assert said.endswith("Did you mean 'service'?")


def test_severities_that_no_alert_has_are_right_in_a_project() -> None:
    assert found(ID, project(alert())) == []
