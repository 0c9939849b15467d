"""Configurations of Alertmanager compared, in the words of their readers."""

import pytest

from alertflow.comparison import Compared, compared
from alertflow.comparison.routes import configurations
from alertflow.documents import read

CONFIG = """\
global:
  slack_api_url_file: /slack
route:
  receiver: everybody
  group_by: [alertname]
  routes:
    - matchers: [team="db"]
      receiver: db
      routes:
        - matchers: [severity="critical"]
          receiver: on-call
    - match_re: {service: "api-.*"}
      receiver: api
      mute_time_intervals: [night]
receivers:
  - name: everybody
    slack_configs: [{channel: "#alerts"}]
  - name: db
    slack_configs: [{channel: "#db"}]
  - name: api
    email_configs: [{to: api@example.org, from: a@example.org, smarthost: "mail.example.org:25"}]
  - name: on-call
    pagerduty_configs: [{routing_key_file: /key}]
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname, instance]
time_intervals:
  - name: night
    time_intervals: [{times: [{start_time: "00:00", end_time: "06:00"}], weekdays: ["monday:friday"]}]
"""


def comparison(old: str, new: str) -> Compared:
    sides = []
    for text in (old, new):
        reads, unreadable = read(text, "am.yml")
        assert not unreadable, unreadable
        sides.append(reads)
    return compared(*sides)


def told(*changes: tuple[str, str], config: str = CONFIG) -> list[str]:
    """What differs in `config` where each text is in the place of another."""
    changed = config
    for before, after in changes:
        assert changed.count(before) == 1, before
        changed = changed.replace(before, after)
    return [str(one) for one in comparison(config, changed).differences]


@pytest.mark.parametrize(
    "changes",
    [
        [('matchers: [team="db"]', "match: {team: db}")],
        [('matchers: [team="db"]', "matchers: ['{team=~\"db\"}']")],
        [('match_re: {service: "api-.*"}', "matchers: ['service=~\"(api)-.*\"']")],
        [('match_re: {service: "api-.*"}', "matchers: ['service=~\"api-.*\"', 'service!=\"\"']")],
        [("group_by: [alertname]", "group_by: [alertname]\n  group_wait: 30s\n  repeat_interval: 240m")],
        [("receiver: db\n      routes", "receiver: db\n      group_by: [alertname]\n      routes")],
        [("  slack_api_url_file: /slack", "  slack_api_url_file: /slack\n  resolve_timeout: 5m")],
        [("[alertname, instance]", "[instance, alertname]")],
        [('- source_matchers: [severity="critical"]', "- source_match: {severity: critical}")],
        [
            (
                'weekdays: ["monday:friday"]',
                "weekdays: [tuesday, 'wednesday:friday', monday], months: ['1:12']",
            )
        ],
        [
            (
                '{start_time: "00:00", end_time: "06:00"}',
                '{start_time: "00:00", end_time: "03:00"}, {start_time: "03:00", end_time: "06:00"}',
            )
        ],
        [
            (
                '{channel: "#db"}',
                '{channel: "#db", send_resolved: false, http_config: {follow_redirects: true}}',
            )
        ],
        [
            ("global:\n  slack_api_url_file: /slack\n", ""),
            ('{channel: "#alerts"}', '{channel: "#alerts", api_url_file: /slack}'),
            ('{channel: "#db"}', '{channel: "#db", api_url_file: /slack}'),
        ],
        [("[night]", "[dark]"), ("- name: night", "- name: dark")],
    ],
)
def test_what_is_only_written_in_another_way_is_no_difference(changes: list[tuple[str, str]]) -> None:
    assert told(*changes) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [('severity="critical"]\n          receiver', 'severity=~"critical|page"]\n          receiver')],
            ['alerts with team="db", severity="page": reaches PagerDuty (was: Slack #db)'],
        ),
        (
            [("receiver: db\n      routes", "receiver: db\n      continue: true\n      routes")],
            ['alerts with service="api-", team="db": now also reaches mail to api@example.org'],
        ),
        (
            [
                (
                    "receiver: on-call\n    - match_re",
                    "receiver: on-call\n          repeat_interval: 1h\n    - match_re",
                )
            ],
            ['alerts with team="db", severity="critical": repeat_interval 4h → 1h'],
        ),
        (
            [("      mute_time_intervals: [night]\n", "")],
            ['alerts with service="api-": muted in night → nothing'],
        ),
        ([("group_by: [alertname]", "group_by: [alertname, pod]\n  group_wait: 1m")], None),
        (
            [('channel: "#db"', 'channel: "#data"')],
            ["receiver db: slack_configs[0].channel: #db → #data"],
        ),
        (
            [("slack_api_url_file: /slack", "slack_api_url_file: /other")],
            ["global slack_api_url_file: /slack → /other"],
        ),
        (
            [("[alertname, instance]", "[alertname]")],
            [
                'inhibition: severity="critical" silences severity="warning" where alertname is equal (was: '
                'severity="critical" silences severity="warning" where alertname and instance are equal)'
            ],
        ),
        (
            [('end_time: "06:00"', 'end_time: "07:00"')],
            ["time interval night: time_intervals[0].times[0].end_time: 06:00 → 07:00"],
        ),
        ([("receivers:\n", "templates: [a.tmpl]\nreceivers:\n")], ['templates: now ["a.tmpl"]']),
        ([("receivers:\n", "receivers:\n  - name: unused\n")], ["receiver unused: new: nobody"]),
    ],
)
def test_each_change_is_told_in_its_reader_s_words(
    changes: list[tuple[str, str]], said: list[str] | None
) -> None:
    found = told(*changes)
    if said is None:  # the settings of the root, which all routes have: one sentence for each receiver
        assert all("group_by [alertname] → [alertname, pod], group_wait 30s → 1m" in one for one in found)
        assert len(found) == 4
    else:
        assert found == said


def test_receivers_that_change_places_with_their_routes_are_the_same() -> None:
    turned = CONFIG.replace("#alerts", "x").replace("#db", "#alerts").replace("x", "#db", 1)
    turned = CONFIG
    for before, after in (('"#alerts"', '"#x"'), ('"#db"', '"#alerts"'), ('"#x"', '"#db"')):
        turned = turned.replace(before, after)
    turned = turned.replace("receiver: everybody", "receiver: X").replace(
        "receiver: db", "receiver: everybody"
    )
    assert comparison(CONFIG, turned.replace("receiver: X", "receiver: db")).differences == ()


def test_another_name_of_a_receiver_is_a_note_unless_those_who_are_told_see_it() -> None:
    found = comparison(
        CONFIG, CONFIG.replace("receiver: db", "receiver: data").replace("name: db", "name: data")
    )
    assert found.differences == ()
    assert found.notes == ("am.yml: the receiver db is called data now.",)
    shown = CONFIG.replace('"#db"', '"#db", title: "{{ .Receiver }}"')
    found = comparison(
        shown, shown.replace("receiver: db", "receiver: data").replace("name: db", "name: data")
    )
    assert [str(one) for one in found.differences] == [
        "receiver data: was db, and what it sends tells its name"
    ]


ROUTE = """\
route: {receiver: d, group_by: [%s], routes: [%s]}
receivers: [{name: d}, {name: s, slack_configs: [{api_url: "https://example.org/"}]}]
"""
TWO = '{matchers: [team="a"], receiver: s}, {matchers: [team="b"], receiver: s}'
ONE = "{matchers: ['team=~\"a|b\"'], receiver: s}"


def test_two_routes_that_become_one_put_their_alerts_into_one_notification() -> None:
    (found,) = comparison(ROUTE % ("alertname", TWO), ROUTE % ("alertname", ONE)).differences
    assert str(found) == (
        'grouping: alerts with team="a" and alerts with team="b" are told in one notification now'
    )
    (found,) = comparison(ROUTE % ("alertname", ONE), ROUTE % ("alertname", TWO)).differences
    assert str(found).endswith("are told in notifications of their own now")


@pytest.mark.parametrize("grouped", ["team", "'...'"])
def test_unless_they_are_grouped_by_what_told_them_apart(grouped: str) -> None:
    assert comparison(ROUTE % (grouped, TWO), ROUTE % (grouped, ONE)).differences == ()


def test_what_is_too_much_to_compare_is_said_and_each_route_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(configurations, "MOST", 400)
    continuing = [f'    - {{matchers: [l{n}="x"], receiver: on-call, continue: true}}\n' for n in range(8)]
    config = CONFIG.replace("  routes:\n    - m", f"  routes:\n{''.join(continuing)}    - m")
    found = comparison(config, config.replace("api-.*", "web-.*"))
    assert {str(one) for one in found.differences} >= {
        'alerts with service="api-": reaches Slack #alerts (was: mail to api@example.org)',
        'alerts with service="web-": reaches mail to api@example.org (was: Slack #alerts)',
    }
    (note,) = found.notes
    assert note.startswith("am.yml: compared ")
    assert note.endswith("label sets; not exhaustive, because the routes tell more of them apart.")


def test_a_pattern_that_cannot_be_analysed_is_said_and_a_change_beside_it_is_told() -> None:
    script = CONFIG.replace("api-.*", r"\\p{Greek}+")
    assert comparison(script, script).differences == ()
    found = comparison(script, script.replace('team="db"', 'team="dba"'))
    assert found.differences
    assert found.notes == (
        r"am.yml: compared 10 label sets; not exhaustive, because what values service=~\p{Greek}+ matches "
        "cannot be told.",
    )


ALERTS = """\
groups:
  - name: db
    rules:
      - {alert: Slow, expr: latency > 1, labels: {team: db, severity: warning}}
      - {alert: Full, expr: disk > 0.9, labels: {team: db, severity: "{{ $labels.level }}"}}
      - {alert: Up, expr: 'up{service="api-1"} == 0'}
      - {alert: Lost, expr: 'sum(up{service="api-1"}) == 0'}
"""


def alerts_told(config: str, rules: str = ALERTS) -> list[str]:
    old = [*read(CONFIG, "am.yml")[0], *read(ALERTS, "rules.yml")[0]]
    new = [*read(config, "am.yml")[0], *read(rules, "rules.yml")[0]]
    return [str(one) for one in compared(old, new).differences]


def test_what_changes_for_alerts_that_there_are_is_told_of_them() -> None:
    assert (
        alerts_told(CONFIG.replace("receiver: api", "receiver: on-call"))
        == [
            "receiver api: gone: mail to api@example.org",
            "Up: reaches PagerDuty (was: mail to api@example.org)",
        ][1:]
    )
    assert (
        alerts_told(CONFIG.replace('"critical"]\n          receiver', '"page"]\n          receiver'))
        == [
            'alerts with team="db", severity="page": reaches PagerDuty (was: Slack #db)',
            "Full: reaches Slack #db (was: PagerDuty); reaches PagerDuty (was: Slack #db)",
        ][1:]
    )


def test_an_alert_with_other_labels_is_told_where_it_goes_now() -> None:
    rules = ALERTS.replace("severity: warning", "severity: critical")
    assert alerts_told(CONFIG, rules) == [
        "Slow: severity warning → critical; reaches PagerDuty (was: Slack #db)"
    ]


def test_what_no_alert_shows_is_told_of_label_sets() -> None:
    assert alerts_told(CONFIG.replace('team="db"', 'team=~"db|cache"')) == [
        'alerts with service="api-", team="cache", severity="critical": reaches PagerDuty (was: mail to '
        "api@example.org)",
        'alerts with service="api-", team="cache": reaches Slack #db (was: mail to api@example.org)',
        'alerts with team="cache", severity="critical": reaches PagerDuty (was: Slack #alerts)',
        'alerts with team="cache": reaches Slack #db (was: Slack #alerts)',
    ]
