"""Routes that only say who reads a team's alerts become the team's receivers, if that means the same."""

from __future__ import annotations

import pytest

from alertflow import Severity
from alertflow.alertmanager import Config
from alertflow.documents import read
from alertflow.importer.configuration.teams import teams
from alertflow.importer.project import Origin, imported
from alertflow.importer.proof import prove

HEAD = """
route:
  receiver: default
  group_by: [alertname]
  routes:
"""
RECEIVERS = """
receivers:
  - name: default
    slack_configs: [{channel: '#all', api_url_file: /s}]
  - name: ours
    slack_configs: [{channel: '#ours', api_url_file: /s}]
  - name: ours-and-pager
    slack_configs: [{channel: '#ours', api_url_file: /s}]
    pagerduty_configs: [{routing_key_file: /p}]
  - name: pager
    pagerduty_configs: [{routing_key_file: /p}]
  - name: hook
    webhook_configs: [{url: 'http://hook.example.org/'}]
  - name: named
    slack_configs: [{channel: '#ours', api_url_file: /s, title: '{{ .Receiver }}'}]
"""


SPLIT = (
    "{receiver: ours, match: {team: shop}, routes: [{match: {severity: critical}, receiver: ours-and-pager}]}"
)


def _config(routes: str) -> Config:
    return Config.parse(HEAD + "".join(f"    - {one}\n" for one in routes.strip().split("\n")) + RECEIVERS)


@pytest.mark.parametrize(
    "route",
    [
        '{receiver: ours, matchers: [team="shop"]}',
        "{receiver: ours, match: {team: shop}}",
        "{receiver: ours, match: {team: shop}, group_by: [alertname], group_wait: 30s}",
    ],
)
def test_a_route_for_a_team_becomes_its_receivers(route: str) -> None:
    settled = teams(_config(route), {"shop"}, own_severities=False)
    (found,) = settled.found
    assert found.name == "shop"
    assert [(type(one.channel).__name__, one.since) for one in found.readers] == [("SlackConfig", None)]
    assert [one.name for one in settled.receivers] == ["ours"]


def test_who_is_told_more_of_what_is_worse_becomes_a_least_severity() -> None:
    (found,) = teams(_config(SPLIT), {"shop"}, own_severities=False).found
    assert [(type(one.channel).__name__, one.since) for one in found.readers] == [
        ("SlackConfig", None),
        ("PagerdutyConfig", Severity.CRITICAL),
    ]


@pytest.mark.parametrize(
    ("why", "routes"),
    [
        ("no alert has the team", "{receiver: ours, match: {team: other}}"),
        ("it also asks for another label", "{receiver: ours, match: {team: shop, service: cart}}"),
        ("it waits longer", "{receiver: ours, match: {team: shop}, group_wait: 5m}"),
        ("it groups otherwise", "{receiver: ours, match: {team: shop}, group_by: [service]}"),
        ("others hear, too", "{receiver: ours, match: {team: shop}, continue: true}"),
        (
            "another route may take its alerts first",
            "{receiver: pager, match: {severity: critical}}\n{receiver: ours, match: {team: shop}}",
        ),
        (
            "a mild alert has a reader that a bad one has not",
            "{receiver: ours, match: {team: shop}, routes: [{match: {severity: critical}, receiver: pager}]}",
        ),
        (
            "below it is more than the severity",
            SPLIT.replace("severity: critical", "service: cart"),
        ),
        ("the name of the receiver is sent", "{receiver: hook, match: {team: shop}}"),
        ("the name of the receiver is written", "{receiver: named, match: {team: shop}}"),
    ],
)
def test_what_a_team_cannot_say_stays_a_route(why: str, routes: str) -> None:
    assert teams(_config(routes), {"shop"}, own_severities=False) == ((), ()), why


def test_with_severities_of_ones_own_nothing_depends_on_them() -> None:
    plain = "{receiver: ours, match: {team: shop}}"
    assert teams(_config(plain), {"shop"}, own_severities=True).found
    assert not teams(_config(SPLIT), {"shop"}, own_severities=True).found


def test_a_route_behind_those_of_other_teams_is_found() -> None:
    routes = "{receiver: pager, match: {team: data}, group_wait: 5m}\n{receiver: ours, match: {team: shop}}"
    found = teams(_config(routes), {"data", "shop"}, own_severities=False).found
    assert [one.name for one in found] == ["shop"]


def test_teams_that_rules_name_are_given_their_receivers_and_that_is_proven() -> None:
    rules = """
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up == 0
        labels: {severity: critical, team: shop}
"""
    route = "    # Ours.\n    - " + SPLIT + "\n    - {receiver: pager, match: {severity: critical}}\n"
    files = {"monitoring/rules.yml": rules, "monitoring/alertmanager.yml": HEAD + route + RECEIVERS}
    reads = [one for path, text in files.items() for one in read(text, path)[0]]
    origin = Origin("shop", paths={path: path for path in files})
    found = imported(reads, origin).text
    assert "# Ours.\nshop = Team(\n" in found
    assert "min_severity=Severity.CRITICAL" in found
    assert "ours_and_pager" not in found
    assert prove(found, reads, origin).differences == ()
