"""One rule → what the Python says of it."""

import pytest

from tests.importer.rules.importing import of, rules, statement


def test_a_rule_is_an_alert_named_after_it() -> None:
    made = of(
        rules(
            "{alert: HighErrorRate, expr: up == 0, for: 5m, keep_firing_for: 1m, labels: "
            "{severity: critical, team: shop, slo: orders, kind: page}, "
            "annotations: {summary: Down, description: Very, runbook_url: 'https://example.org/x', "
            "dashboard_url: 'https://example.org/y', "
            "value: '{{ $value }}'}}"
        )
    )
    assert statement(made, "high_error_rate") == (
        "high_error_rate = Alert(\n"
        '    name="HighErrorRate",\n'
        '    expr="up == 0",\n'
        '    for_="5m",\n'
        '    keep_firing_for="1m",\n'
        "    severity=Severity.CRITICAL,\n"
        "    team=shop,\n"
        '    summary="Down",\n'
        '    description="Very",\n'
        '    runbook="https://example.org/x",\n'
        '    dashboard="https://example.org/y",\n'
        '    slo="orders",\n'
        '    labels={"kind": "page"},\n'
        '    annotations={"value": "{{ $value }}"},\n'
        ")"
    )
    assert statement(made, "shop") == 'shop = Team("shop")'
    assert made.kept == ()


@pytest.mark.parametrize("waits", ["", "for: 0s, ", "for: 0, "])
def test_an_alert_that_waits_for_nothing_does_not_say_so(waits: str) -> None:
    made = of(rules(f"{{alert: A, expr: up == 0, {waits}labels: {{severity: info}}}}"))
    assert "for_" not in made.text
    assert 'runbook="",' in made.text  # else one would be generated


@pytest.mark.parametrize(
    ("annotations", "python"),
    [
        ("summary: ''", 'annotations={"summary": ""}'),
        ("runbook_url: docs/x.md", 'annotations={"runbook_url": "docs/x.md"}'),
        ("runbook_url: '{{ $labels.url }}'", 'annotations={"runbook_url": "{{ $labels.url }}"}'),
    ],
)
def test_what_an_alert_would_say_otherwise_stays_an_annotation(annotations: str, python: str) -> None:
    made = of(
        rules(f"{{alert: A, expr: up == 0, labels: {{severity: info}}, annotations: {{{annotations}}}}}")
    )
    assert python in made.text


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("{alert: A, expr: up == 0}", "it has no label severity"),
        (
            "{alert: A, expr: up == 0, labels: {severity: so bad}}",
            "its severity 'so bad' is more than letters, digits, - and _",
        ),
        (
            "{alert: A, expr: up == 0, labels: {severity: '{{ $labels.x }}'}}",
            "its severity '{{ $labels.x }}' is more than letters",
        ),
        ("{alert: 'a{b}', expr: up == 0, labels: {severity: info}}", "its name is not one line of text"),
        (
            "{alert: A, expr: up == 0, labels: {severity: info, a.b: c}}",
            "the name 'a.b' is more than letters",
        ),
        ("{alert: A, expr: rate(x) >, labels: {severity: info}}", "alertflow cannot read its expression"),
    ],
)
def test_what_no_alert_can_say_stays_as_prometheus_has_it(rule: str, reason: str) -> None:
    made = of(rules("{alert: Up, expr: up == 1, labels: {severity: info}}", rule))
    assert "from alertflow.prometheus import AlertingRule" in made.text
    (kept,) = made.kept
    assert kept.what.partition(": ")[2].startswith(reason)
    assert kept.location.line == 5


def test_of_two_of_one_name_and_severity_the_second_stays_as_it_is() -> None:
    rule = "{alert: A, expr: up == %d, labels: {severity: info}}"
    made = of(rules(rule % 0, rule % 1), rules(rule % 2))
    reason = (
        "The alert A stays as Prometheus has it: another alert of severity info has its name, and no label "
        "of both tells them apart."
    )
    assert [(one.location.path, one.what) for one in made.kept] == [
        ("rules/file.yml", reason),
        ("rules/file-1.yml", reason),
    ]


def test_those_of_one_name_and_severity_that_a_label_tells_apart_are_named_after_it() -> None:
    rule = "{alert: Down, expr: up == %d, labels: {severity: P1, service: %s}}"
    made = of(rules(rule % (0, "shop"), rule % (1, "bank")))
    assert made.kept == ()
    assert "\ndown_shop = Alert(" in made.text and "\ndown_bank = Alert(" in made.text
    assert '\nP1 = Severity("P1", rank=50)\n' in made.text


def test_of_two_of_one_name_and_two_severities_each_has_its_name() -> None:
    rule = "{alert: Slow, expr: up == 0, labels: {severity: %s}}"
    made = of(rules(rule % "critical", rule % "warning"))
    assert "\nslow_critical = Alert(" in made.text and "\nslow_warning = Alert(" in made.text


def test_a_severity_of_ones_own_is_declared_with_the_rank_that_its_name_says() -> None:
    rule = "{alert: A%d, expr: up == 0, labels: {severity: %s}}"
    made = of(rules(*[rule % (n, one) for n, one in enumerate(["page", "odd", "page", "high"])]))
    assert (
        "# How bad they are, by their names: critical is 40, high 30, warning 20, info 10.\n"
        'PAGE = Severity("page", rank=50)\n'
        'ODD = Severity("odd", rank=15)  # a guess\n' in made.text
    )
    assert "severity=PAGE" in made.text and "severity=Severity.HIGH" in made.text


@pytest.mark.parametrize(
    ("expr", "python"),
    [
        (
            'sum(rate(a_total{code=~"5..",job="x"}[5m])) / sum(rate(a_total{job="x"}[5m])) > 0.05',
            """error_ratio('a_total{code=~"5.."}', "a_total", where={"job": "x"}) + " > 0.05\"""",
        ),
        (
            "histogram_quantile(0.9, sum by (le, job) (rate(a_bucket[10m]))) >= 2",
            """latency_quantile(0.9, "a", over="10m", by="job") + " >= 2\"""",
        ),
        (
            '1 - sum(rate(a_bucket{le="0.5"}[5m])) / sum(rate(a_count[5m])) > 1e-2',
            'share_slower_than(0.5, "a") + " > 1e-2"',
        ),
        ('absent(up{job="x"})', """absence('up{job="x"}')"""),
        ("predict_linear(free[6h], 14400) < 0", """forecast("free", within="4h", over="6h") + " < 0\""""),
        (
            "sum by (a, b) (used) / sum by (a, b) (size) > 0.9",
            """saturation("used", "size", by=["a", "b"]) + " > 0.9\"""",
        ),
        ("sum(rate(a[5m])) / sum(rate(b[1m])) > 1", '"sum(rate(a[5m])) / sum(rate(b[1m])) > 1"'),
        ("absent(up == 1)", '"absent(up == 1)"'),
        ("sum(used offset 1h) / sum(size) > 1", '"sum(used offset 1h) / sum(size) > 1"'),
    ],
)
def test_a_query_that_is_ready_made_is_called_by_its_name(expr: str, python: str) -> None:
    made = of(rules(f"{{alert: A, expr: {expr!r}, labels: {{severity: info}}}}".replace("\\'", "''")))
    assert f"    expr={python},\n" in made.text


LONG = (
    'node_filesystem_avail_bytes{job="node"} / node_filesystem_size_bytes{job="node"} * 100 < 15 '
    'and on (instance) node_filesystem_readonly{job="node"} == 0 unless on (instance) node_maintenance == 1'
)


def test_an_expression_on_one_long_line_is_broken_at_its_operators() -> None:
    made = of(rules(f"{{alert: A, expr: '{LONG}', labels: {{severity: info}}}}"))
    assert statement(made, "a").startswith(
        'a = Alert(\n    name="A",\n    expr="""\n'
        '        node_filesystem_avail_bytes{job="node"}\n'
        '            / node_filesystem_size_bytes{job="node"} * 100 < 15\n'
        '          and on (instance) node_filesystem_readonly{job="node"} == 0\n'
        "          unless on (instance) node_maintenance == 1\n"
        '    """,\n'
    )
