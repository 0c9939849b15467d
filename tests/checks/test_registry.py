"""Which checks are loaded: those that can find something, and all where that is not known."""

from collections.abc import Sequence

import pytest

from alertflow.checks import Subject, check_files, checks
from alertflow.checks.registry import ABOUT_COMMENTS, checks_of
from alertflow.documents import Read, read
from tests.test_lazy import loaded

RULES = """
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up
        labels: {severity: critical, instance: "{{ $labels.node }}"}
      - alert: Down
        expr: sum by (job) (rate(requests_failed_total[5m])) > 5
        labels: {severity: warning}
        annotations: {summary: "{{ $labels.instance }} is {{ $valeu }}", runbook_url: docs/down.md}
      - alert: Down
        expr: sum by (job) (rate(requests_failed_total[5m])) > 2
        labels: {severity: critical}
      - alert: Wrong
        expr: sum(
      - record: ratio
        expr: errors_total / requests_total
"""
CONFIG = """
route: {receiver: people, routes: [{receiver: nobody, matchers: [alertname="Up"]}]}
receivers: [{name: people, slack_configs: [{channel: '#a', title: "{{ .Labels.x }}"}]}, {name: nobody}]
"""
WORKFLOW = """
on: {repository_dispatch: {types: [alert]}}
jobs:
  a:
    runs-on: ubuntu-18.04
    steps: [{run: 'echo ${{ github.event.client_payload.x }}'}, {uses: actions/checkout@v2}]
"""
SLOTH = """
version: prometheus/v1
service: shop
slos:
  - {name: up, objective: 0.9, sli: {raw: {error_ratio_query: "rate(x[{{.window}}])"}}, alerting: {name: Up}}
"""
TESTS = "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests: []\n"
TEXTS = {"rules": RULES, "config": CONFIG, "workflow": WORKFLOW, "sloth": SLOTH, "tests": TESTS}


def reads(names: Sequence[str]) -> list[Read]:
    """The files of these names, each of which can be read."""
    found = [read(TEXTS[name], f"{name}.yml") for name in names]
    assert not any(unreadable for _, unreadable in found)
    return [one for some, _ in found for one in some]


@pytest.mark.parametrize(
    "names",
    [
        *[[name] for name in TEXTS],
        ["rules", "tests"],
        ["rules", "config"],
        ["rules", "workflow"],
        ["rules", "sloth"],
        ["config", "workflow"],
        [*TEXTS],
    ],
    ids=" ".join,
)
def test_what_is_not_loaded_would_find_nothing(names: Sequence[str]) -> None:
    files = reads(names)
    subject = Subject(
        {one.key: one.inner or one.document for one in files}, texts={one.path: one.text for one in files}
    )
    every = [one for id_, one in checks().items() if not id_.startswith(f"{ABOUT_COMMENTS}/")]
    found = {one for each in every for one in each.look(subject)}
    assert {one for each in checks_of(subject) for one in each.look(subject)} == found
    assert found == set(check_files(files))
    if names != ["tests"]:
        assert found


def test_all_are_loaded_where_something_cannot_be_read() -> None:
    _, unreadable = read("groups: [{name: a, rules: 5}]", "rules.yml")
    ids = {one.id for one in checks_of(Subject({}, unreadable=tuple(unreadable)))}
    assert ids == {id_ for id_ in checks() if not id_.startswith(f"{ABOUT_COMMENTS}/")}


def test_rule_files_are_checked_without_the_languages_of_other_files() -> None:
    code = f"""
from alertflow.checks import check_files
from alertflow.documents import read
files, _ = read({RULES!r}, "rules.yml")
assert check_files(files)
"""
    modules = loaded(code)
    others = ("github", "alertmanager", "kubernetes", "grafana", "sloth", "openslo")
    assert {
        name for name in modules if name.startswith(tuple(f"alertflow.{one}." for one in others))
    } == set()
    assert {"alertflow.model.project", "alertflow.compiler", "alertflow.checks.github"}.isdisjoint(modules)
