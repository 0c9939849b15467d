"""The dashboards of a project: what is on them, and that a real Prometheus answers everything they ask."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alertflow import (
    Alert,
    Command,
    Dashboards,
    Effect,
    Project,
    RecordingRule,
    Remediation,
    RuleGroup,
    Severity,
    Slo,
)
from alertflow.alertmanager import Config, Receiver, Route, WebhookConfig
from alertflow.compiler import build, emit
from alertflow.compiler.lower import grafana as lowering
from alertflow.declared import AlertflowError, Location
from alertflow.dispatch import Bridge, Direct
from alertflow.grafana import Asked, Dashboard
from alertflow.model import metrics
from alertflow.model.slo import series
from alertflow.prometheus import parse
from alertflow.slo import Availability
from alertflow.yaml import dump
from tests.alertmanager.live import running

Programs = Callable[[str], Path]

RESTART = Command("restart", title="Restart", script="true", effect=Effect.CHANGES)
DOWN = Alert(
    name="Down",
    expr="min by (job) (up) == 0",
    severity=Severity.CRITICAL,
    summary="Down",
    remediation=Remediation(act=[RESTART]),
)
SLOW = Alert(name="Slow", expr="seconds > 1", severity=Severity.WARNING, summary="Slow")
AVAILABILITY = Slo(
    "availability",
    service="shop",
    objective=0.995,
    indicator=Availability(errors='requests_total{code="500"}', total="requests_total"),
)
DIRECT = Direct(token_file="/etc/token")
BRIDGE = Bridge("http://bridge:8080/alerts", token_file="/etc/token")


def project(**changes: Any) -> Project:
    usual: dict[str, Any] = {
        "name": "shop",
        "repository": "example/shop",
        "alerts": [DOWN, SLOW],
        "slos": [AVAILABILITY],
        "dashboards": Dashboards(),
        "dispatch": BRIDGE,
    }
    return Project(**(usual | changes))


def boards(**changes: Any) -> dict[str, Dashboard]:
    return dict(build(project(**changes)).of(Dashboard))


def titles(dashboard: Dashboard) -> list[str]:
    """The headings and the titles of the panels, the headings with a colon."""
    return [f"{one['title']}:" if one["type"] == "row" else one["title"] for one in dashboard.model["panels"]]


LOOP = "monitoring/grafana/dashboards/loop.json"
SLO = "monitoring/grafana/dashboards/slo-shop-availability.json"


def test_there_is_one_for_the_loop_and_one_for_each_objective() -> None:
    made = boards(dashboards=Dashboards(folder="boards"))
    assert {path: board.uid for path, board in made.items()} == {
        "boards/loop.json": "shop-loop",
        "boards/slo-shop-availability.json": "shop-slo-shop-availability",
    }
    assert boards(dashboards=None) == {}


def test_the_loop_is_shown_from_alert_to_answer() -> None:
    assert titles(boards()[LOOP]) == [
        *("Alerts:", "Firing: critical", "Firing: warning", "Firing, by severity", "Firing now"),
        "What fired when",
        *("What was done about them:", "Alerts that GitHub answers", "Runs that succeeded"),
        *("False alarms", "Mended by people"),
        *("Dispatches", "Runs", "Time to remediate", "Length of runs"),
        *("Error budgets:", "Budget left", "Budgets now", "Status"),
    ]


def test_without_the_bridge_only_what_alertmanager_tells_is_shown() -> None:
    direct = boards(dispatch=DIRECT, slos=[])[LOOP]
    assert titles(direct)[6:] == [
        *("What was done about them:", "Alerts that GitHub answers", "Webhooks of Alertmanager")
    ]
    assert "alertflow_" not in json.dumps(dict(direct.model))
    assert titles(boards(dispatch=(), slos=[])[LOOP])[-1] == "What fired when"


def test_what_a_project_records_of_its_loop_is_shown_without_the_bridge() -> None:
    recording = RuleGroup(
        "loop",
        rules=[
            RecordingRule(metrics.SUCCESS_RATE, expr="workflow_run_success / workflow_run_total"),
            RecordingRule(metrics.RESPONSE_TIME, expr="histogram_quantile(0.95, seconds_bucket)"),
        ],
    )
    made = boards(dispatch=DIRECT, groups=[recording])[LOOP]
    asked = {one.title: one.expr for one in made.queries}
    assert asked["Runs that succeeded"] == metrics.SUCCESS_RATE
    assert asked["Time to remediate"] == metrics.RESPONSE_TIME


def test_metrics_of_the_bridge_that_rules_read_are_shown() -> None:
    rules = [RecordingRule("runs:rate1h", expr=f"sum(rate({metrics.RUNS}[1h]))")]
    made = boards(dispatch=DIRECT, groups=[RuleGroup("runs", rules=rules)])[LOOP]
    assert "Runs" in titles(made)
    assert "Dispatches" not in titles(made)


def test_only_the_projects_own_alerts_are_counted_and_no_level_of_an_escalation() -> None:
    asked = {one.title: one.expr for one in boards(slos=[])[LOOP].queries}
    own = 'alertstate="firing",escalation="",alertname=~"Down|Slow"'
    assert asked["Firing: critical"] == f'sum(ALERTS{{{own},severity="critical"}}) or vector(0)'
    many = [SLOW.replace(name=f"Slow{n}") for n in range(201)]
    asked = {one.title: one.expr for one in boards(alerts=many, slos=[])[LOOP].queries}
    assert asked["Firing: warning"] == (
        'sum(ALERTS{alertstate="firing",escalation="",severity="warning"}) or vector(0)'
    )


def test_an_objective_is_shown_with_the_rates_at_which_its_alerts_fire() -> None:
    made = boards()[SLO]
    assert titles(made) == [
        *("How it stands:", "Status", "Budget left", "Burn rate", "Spent in"),
        *("Requests that failed", "Objective"),
        *("The budget:", "Budget left", "Status"),
        "How fast the budget burns:",
        *("page-quick: above 14.4 is critical", "page-slow: above 6 is critical"),
        *("ticket-quick: above 3 is warning", "ticket-slow: above 1 is warning"),
        *("Requests:", "Requests", "Share that failed"),
    ]
    quick = next(one for one in made.model["panels"] if one["title"].startswith("page-quick"))
    assert [(one["expr"], one["legendFormat"]) for one in quick["targets"]] == [
        (f"slo:sli_error:ratio_rate{window}{AVAILABILITY.selector} / 0.005", f"over {window}")
        for window in ("5m", "1h")
    ]
    (_, step) = quick["fieldConfig"]["defaults"]["thresholds"]["steps"]
    assert step == {"value": pytest.approx(14.4), "color": "dark-red"}
    status = next(one for one in made.model["panels"] if one["title"] == "Status")
    (mapping,) = status["fieldConfig"]["defaults"]["mappings"]
    assert {value: one["text"] for value, one in mapping["options"].items()} == {
        "0": "exhausted",
        "1": "critical",
        "2": "warning",
        "3": "healthy",
    }


def test_alerts_are_marked_on_the_time_axis() -> None:
    made = boards()
    loop, objective = (made[path].model["annotations"]["list"] for path in (LOOP, SLO))
    assert [one["name"] for one in loop] == ["Alerts", "Runs"]
    assert [one["name"] for one in objective] == ["Alerts of this objective"]
    assert objective[0]["expr"] == (
        'max by (alertname, severity) (ALERTS{alertstate="firing",escalation="",'
        'service="shop",slo="availability"})'
    )


@pytest.mark.parametrize("changes", [{}, {"dispatch": DIRECT}], ids=["bridge", "direct"])
def test_everything_that_is_asked_is_promql(changes: dict[str, Any]) -> None:
    for made in boards(**changes).values():
        asked = list(made.queries)
        assert len(asked) > 8
        for one in asked:
            parse(one.promql)
            assert "$" not in one.promql


def test_a_uid_is_short_stable_and_its_own() -> None:
    slos = [AVAILABILITY.replace(name=f"a-very-long-name-of-an-objective-{n}") for n in range(3)]
    uids = [one.uid for one in boards(slos=slos).values()]
    assert len(set(uids)) == 4
    assert all(len(uid) <= 40 for uid in uids)
    assert uids == [one.uid for one in boards(slos=slos).values()]


def test_each_says_where_it_comes_from_and_leads_to_the_others() -> None:
    for made in boards(dashboards=Dashboards(tags=["team-a", "shop"])).values():
        assert set(made.model["tags"]) - {"slo"} == {"alertflow", "shop", "team-a"}
        assert "Generated by alertflow from the project shop" in made.model["description"]
        assert made.model["links"][0]["tags"] == ["shop"]


def test_alerts_of_an_objective_name_its_dashboard_where_grafanas_address_is_known() -> None:
    built = build(project(dashboards=Dashboards(url="https://grafana.example.org/")))
    address = "https://grafana.example.org/d/shop-slo-shop-availability"
    rules = emit("r.yml", built["monitoring/alert_rules.yml"], "a.py")
    assert rules.count(f"dashboard_url: {address}\n") == len(AVAILABILITY.alerts)
    page = emit("p.md", built["docs/runbooks/ShopAvailability.md"], "a.py")
    assert f"Look at [the dashboard]({address})." in page
    own = AVAILABILITY.replace(dashboard="https://elsewhere.example.org")
    built = build(project(slos=[own], dashboards=Dashboards(url="https://grafana.example.org/")))
    assert address not in emit("r.yml", built["monitoring/alert_rules.yml"], "a.py")


def test_where_grafanas_types_are_missing_it_is_told_at_the_declaration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str, *rest: Any) -> Any:
        raise AlertflowError("dashboards need …")

    asked = project()
    monkeypatch.setattr("builtins.__import__", missing)
    with pytest.raises(AlertflowError) as caught:
        lowering.lower(asked)
    assert asked.dashboards is not None
    assert isinstance(caught.value.location, Location)
    assert caught.value.location == asked.dashboards.source


KNOWN = {
    metrics.DISPATCHES: '{alert="Down",result="sent"}',
    metrics.RUNS: '{alert="Down",conclusion="success"}',
    metrics.INCIDENTS: '{alert="Down",outcome="needs_human"}',
    f"{metrics.TIME_TO_REMEDIATE}_bucket": '{alert="Down",le="300"}',
    f"{metrics.RUN_SECONDS}_bucket": '{alert="Down",le="60"}',
    "alertmanager_notifications_total": '{integration="webhook"}',
    "alertmanager_notifications_failed_total": '{integration="webhook",reason="other"}',
}
"""What the bridge and Alertmanager expose, a counter each."""


def history(now: int) -> str:
    """Two hours of counters and gauges, a sample a minute."""
    times = range(now - 7200, now + 1, 60)
    lines: list[str] = []
    for selector, start, step in (
        ('requests_total{code="200"}', 0, 99),
        ('requests_total{code="500"}', 0, 1),
        ('up{job="shop"}', 0, 0),
        ('seconds{job="shop"}', 2, 0),
        *((f"{name}{labels}", 0, 1) for name, labels in KNOWN.items()),
    ):
        lines += [f"{selector} {start + step * number} {at}" for number, at in enumerate(times)]
    return "\n".join([*lines, "# EOF", ""])


@contextmanager
def prometheus(programs: Programs, release: str, folder: Path, built: dict[str, str]) -> Iterator[str]:
    """A Prometheus with the past of `history`, which evaluates the rules of a build; its address."""
    (folder / "past.txt").write_text(history(int(time.time())), "utf-8")
    promtool = programs(f"promtool-{release}")
    backfill: list[str | Path] = [
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        folder / "past.txt",
        folder / "data",
    ]
    subprocess.run([promtool, *backfill], check=True, capture_output=True)
    for name, text in built.items():
        (folder / name).write_text(text.replace("interval: 1m", "interval: 1s"), "utf-8")
    config = {"global": {"evaluation_interval": "1s"}, "rule_files": list(built)}
    (folder / "prometheus.yml").write_text(json.dumps(config), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    options = {
        "config.file": folder / "prometheus.yml",
        "storage.tsdb.path": folder / "data",
        "web.listen-address": address,
    }
    with (folder / "log").open("wb") as log:
        program = programs(f"prometheus-{release}")
        server = subprocess.Popen([program, *(f"--{k}={v}" for k, v in options.items())], stderr=log)
        try:
            yield f"http://{address}/api/v1"
        finally:
            server.terminate()
            server.wait(timeout=20)


def ask(address: str, **parameters: str) -> list[dict[str, Any]]:
    """What Prometheus answers to a query; a refusal fails the test with its reason."""
    kind = "query_range" if "step" in parameters else "query"
    try:
        with urllib.request.urlopen(
            f"{address}/{kind}?{urllib.parse.urlencode(parameters)}", timeout=30
        ) as got:
            answer = json.load(got)
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{parameters['query']}: {error.read().decode()}") from None
    assert answer["status"] == "success"
    found: list[dict[str, Any]] = answer["data"]["result"]
    return found


def until_it_answers(address: str, query: str, log: Path) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 60
    while True:
        try:
            if found := ask(address, query=query):
                return found
        except (urllib.error.URLError, ConnectionError):
            pass
        assert time.monotonic() < deadline, f"{query}: no answer\n{log.read_text('utf-8')}"
        time.sleep(0.5)


@pytest.mark.parametrize("release", ["old", "new"])
def test_a_real_prometheus_answers_every_panel_from_the_generated_rules(
    programs: Programs, tmp_path: Path, release: str
) -> None:
    built = build(project(dispatch=[BRIDGE, DIRECT.replace(config="direct.yml")]))
    rules = {
        Path(path).name: emit(path, document, "a.py")
        for path, document in built.items()
        if path.endswith("_rules.yml")
    }
    asked: list[Asked] = [one for _, board in built.of(Dashboard) for one in board.queries]
    with prometheus(programs, release, tmp_path, rules) as address:
        last = f"{series.STATUS}{AVAILABILITY.selector}"
        until_it_answers(address, last, tmp_path / "log")
        until_it_answers(address, 'ALERTS{alertstate="firing",alertname="Down"}', tmp_path / "log")
        now = time.time()
        span = {"start": str(now - 3600), "end": str(now), "step": "60"}
        for one in asked:
            until_it_answers(address, one.promql, tmp_path / "log")  # at first no rule has been evaluated
            ask(address, query=one.promql, **span)
        (left,) = ask(address, query=f"{series.BUDGET_REMAINING}{AVAILABILITY.selector}")
        assert float(left["value"][1]) == pytest.approx(-1, abs=0.1)  # 1 % failed, and half a per cent may


@pytest.mark.parametrize("release", ["old", "new"])
def test_alertmanager_tells_of_its_webhooks_under_these_names(
    programs: Programs, tmp_path: Path, release: str
) -> None:
    config = Config(
        route=Route(receiver="hook"),
        receivers=[Receiver("hook", webhook_configs=[WebhookConfig(url="http://127.0.0.1:9/")])],
    )
    with running(programs(f"alertmanager-{release}"), dump(config.to_data()), tmp_path) as server:
        exposed = server.ask("/metrics").decode()
    for name in ("alertmanager_notifications_total", "alertmanager_notifications_failed_total"):
        assert f'{name}{{integration="webhook"' in exposed
