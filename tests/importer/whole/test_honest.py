"""The proof is honest: whatever is changed in the imported Python is told, unless the files say the same."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.importer.proof import prove
from alertflow.yaml import parse
from tests.importer.whole.bringing import ORIGIN, brought, built
from tests.importer.whole.mutation import mutants
from tests.importer.whole.repositories import Files, repository

EACH = 10


@pytest.mark.parametrize("seed", [1, 2, 5, 12])
def test_every_change_of_the_python_is_told(seed: int) -> None:
    """Unless the files that are built are the same; routes are another matter, see below."""
    files = {path: text for path, text in repository(seed).items() if "alertmanager" not in path}
    found = brought(files)
    good = _data(built(found.made.text), files)
    asked = 0
    for done, text in itertools.islice(mutants(found.made.text, seed), EACH):
        try:
            proof = prove(text, found.reads, ORIGIN)
        except AlertflowError:
            continue  # told, with the line
        asked += 1
        if not proof.differences and not proof.moved:
            assert _data(built(text), files) == good, done
    assert asked


def _data(written: Files, files: Files) -> dict[str, Any]:
    """What is built of each file that there was."""
    return {
        path: _plain(parse(text)) for path, text in written.items() if path in files and "slo" not in path
    }


def _plain(value: Any) -> Any:
    """`value` without what may be said in two ways: groups of rules in another order, `0` for `0s`."""
    if isinstance(value, dict):
        data = {key: _plain(one) for key, one in value.items()}
        if isinstance(groups := data.get("groups"), list):
            data["groups"] = sorted(groups, key=str)
        return data
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return "0s" if value == "0" else value.strip() if isinstance(value, str) else value


RULES = """\
groups:
  - name: shop
    interval: 30s
    limit: 7
    labels: {region: eu}
    rules:
      - alert: HighErrorRate
        expr: sum(rate(errors_total{job="shop"}[5m])) > 0.05
        for: 5m
        keep_firing_for: 10m
        labels: {severity: critical, team: shop, tier: web}
        annotations: {summary: Requests fail, runbook_url: "https://example.org/", note: look}
      - record: job:errors:rate5m
        expr: sum by (job) (rate(errors_total[5m]))
        labels: {unit: ratio}
"""
ROUTES = """\
global: {resolve_timeout: 7m, slack_api_url_file: /etc/slack}
templates: ["a.tmpl"]
route:
  receiver: slack
  group_by: [alertname]
  group_wait: 10s
  group_interval: 3m
  repeat_interval: 2h
  routes:
    - matchers: ['severity="critical"', 'team=~"shop|web"']
      receiver: pager
      continue: true
      mute_time_intervals: [night]
    - {match: {team: web}, receiver: mail, active_time_intervals: [night], group_by: [a, b]}
receivers:
  - {name: slack, slack_configs: [{channel: "#alerts", title: "{{ .Status }}", send_resolved: true}]}
  - {name: pager, pagerduty_configs: [{routing_key_file: /etc/pager, severity: error}]}
  - {name: mail, email_configs: [{to: a@example.org, from: b@example.org, smarthost: "mail.example.org:25"}]}
inhibit_rules:
  - {source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: [team]}
time_intervals:
  - {name: night, time_intervals: [{times: [{start_time: "01:00", end_time: "05:00"}], weekdays: [monday]}]}
"""
WORKFLOW = """\
name: Redeploy
run-name: Redeploy ${{ inputs.service }}
on:
  push: {branches: [main], paths: [src/**]}
  schedule: [{cron: 3 4 * * 1}]
  workflow_dispatch: {inputs: {service: {type: choice, options: [shop, web], required: true}}}
permissions: {contents: read}
env: {LEVEL: debug}
defaults: {run: {shell: bash}}
concurrency: {group: deploy, cancel-in-progress: true}
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 7
    strategy: {matrix: {version: [3, 4]}, fail-fast: false}
    outputs: {tag: "${{ steps.tag.outputs.tag }}"}
    steps:
      - {uses: actions/checkout@v4, with: {fetch-depth: 3}}
      - {id: tag, run: 'echo "tag=1" >> "$GITHUB_OUTPUT"', working-directory: src, env: {A: b}}
  deploy:
    needs: build
    if: github.ref == 'refs/heads/main'
    runs-on: [self-hosted, linux]
    environment: production
    steps: [{run: 'deploy "$TAG"', env: {TAG: "${{ needs.build.outputs.tag }}"}, continue-on-error: true}]
"""


SAME = {
    "rules.yml": (RULES, []),
    "alertmanager.yml": (
        ROUTES,
        [
            *("a list turned round", "a list turned round"),  # labels to group by, and matchers
            "without severity='error'",  # which it is without
            *("'night' is 'xnight'", "'mail' is 'mailx'", "'pager' is 'pagerx'", "'slack' is 'slackx'"),
        ],
    ),
    ".github/workflows/deploy.yml": (WORKFLOW, ["a list turned round"]),  # the labels of a runner
}
"""Files, and what may be changed in their Python without changing what they mean: orders, and names."""


@pytest.mark.parametrize("path", SAME)
def test_every_value_that_a_file_has_is_looked_at(path: str) -> None:
    """Each value in the Python is changed once: every change of what is built is told."""
    text, same = SAME[path]
    found = brought({path: text})
    assert found.proof.differences == ()
    good = _data(built(found.made.text), {path: text})
    made = mutants(found.made.text, 5)
    silent = [done for done, python in made if _is_silent(python, found.reads, good, path)]
    assert sorted(one.partition(": ")[2] for one in silent) == sorted(same)


def _is_silent(python: str, reads: Any, good: Any, path: str) -> bool:
    """Whether nobody is told of a change."""
    try:
        proof = prove(python, reads, ORIGIN)
    except AlertflowError:
        return False
    if proof.differences or proof.moved:
        return False
    return bool(_data(built(python), {path: ""}) != good)
