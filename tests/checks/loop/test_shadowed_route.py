"""Routes whose alerts an earlier route takes."""

from tests.checks.making import alert, config, found, project, route, rule, rules, shown, written

ID = "loop/shadowed-route"
SLO = rule("BudgetBurn", severity="critical", slo="availability")
DOWN = rule("Down", severity="critical")
BY_SEVERITY = route("pager", 'severity="critical"')
BY_SLO = route("reliability", "slo=~.+")


def test_a_route_for_alerts_that_all_have_a_severity_is_found_behind_that() -> None:
    documents = written("""
        route:
          receiver: all
          routes:
            - receiver: pager
              matchers: [severity="critical"]
            - receiver: chat
              matchers: [severity="warning"]
            - receiver: reliability
              matchers: [slo=~".+"]
        receivers: [{name: all}, {name: pager}, {name: chat}, {name: reliability}]
        ---
        groups:
          - name: shop
            rules:
              - {alert: FastBurn, expr: "a > 1", labels: {severity: critical, slo: availability}}
              - {alert: SlowBurn, expr: "a > 1", labels: {severity: warning, slo: availability}}
              - {alert: Down, expr: "a > 1", labels: {severity: critical}}
              - {alert: Slow, expr: "a > 1", labels: {severity: warning}}
    """)
    (said,) = shown(ID, documents)
    assert said == (
        "alertmanager.yml:10:17 warning: the route to 'reliability' (slo=~\".+\") in alertmanager.yml is "
        "reached by none of the alerts that it matches, FastBurn and 1 more: the route to 'pager' "
        '(severity="critical") and the route to \'chat\' (severity="warning") before it takes them.'
    )


def test_first_it_is_right() -> None:
    root = route("all", routes=[BY_SLO, BY_SEVERITY])
    assert found(ID, rules(SLO, DOWN) | config(root, "all", "pager", "reliability")) == []


def test_an_earlier_one_that_goes_on_is_right() -> None:
    root = route("all", routes=[BY_SEVERITY.replace(continue_=True), BY_SLO])
    assert found(ID, rules(SLO, DOWN) | config(root, "all", "pager", "reliability")) == []


def test_one_alert_that_comes_there_is_enough() -> None:
    root = route("all", routes=[BY_SEVERITY, BY_SLO])
    info = rule("Info", severity="info", slo="latency")
    assert found(ID, rules(SLO, DOWN, info) | config(root, "all", "pager", "reliability")) == []


def test_a_route_for_what_is_left_over_may_have_nothing_left() -> None:
    root = route("all", routes=[BY_SLO, BY_SEVERITY])
    assert found(ID, rules(SLO) | config(root, "all", "pager", "reliability")) == []


def test_an_alert_that_may_come_there_is_given_the_benefit_of_the_doubt() -> None:
    root = route("all", routes=[BY_SEVERITY, route("db", 'service="mysql"')])
    documents = rules(rule("Templated", severity="{{ $labels.level }}", service="mysql"), DOWN)
    assert found(ID, documents | config(root, "all", "pager", "db")) == []
    series = rules(rule("Series", "up == 0", severity="critical"), DOWN)
    assert found(ID, series | config(root, "all", "pager", "db")) == []


def test_the_same_receiver_misses_nothing() -> None:
    root = route("all", routes=[BY_SEVERITY, route("pager", "slo=~.+", group_by=["slo"])])
    assert found(ID, rules(SLO, DOWN) | config(root, "all", "pager")) == []


def test_what_matchers_alone_show_is_for_another_check() -> None:
    root = route("all", routes=[BY_SEVERITY, route("db", 'severity="critical"', 'slo="availability"')])
    assert found(ID, rules(SLO, DOWN) | config(root, "all", "pager", "db")) == []


def test_a_route_for_alerts_of_other_rules_is_right() -> None:
    root = route("all", routes=[BY_SEVERITY, route("db", 'service="mysql"')])
    alerts = rules(SLO, DOWN, rule("Other", "sum(x) > 1", service="web"))
    assert found(ID, alerts | config(root, "all", "pager", "db")) == []


def test_what_alertflow_makes_of_a_project_is_right() -> None:
    assert found(ID, project(alert(), alert("Slow", labels={"shard": "a"}))) == []
