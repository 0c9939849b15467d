"""Groups of rules in the files that a person names: what is written, and that promtool takes and tests it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow import (
    Alert,
    AlertTest,
    Escalation,
    Level,
    Project,
    RecordingRule,
    Remediation,
    RuleGroup,
    RuleObject,
    Severity,
    Slo,
    Team,
)
from alertflow.compiler import build, texts, write_all
from alertflow.compiler.lower import lower
from alertflow.compiler.lower.annotated import labels_of
from alertflow.declared import DeclarationError
from alertflow.dispatch import Direct
from alertflow.markdown import Page
from alertflow.model import Kubernetes
from alertflow.prometheus import AlertingRule, RuleFile, TestFile
from alertflow.prometheus import RuleGroup as RawGroup
from alertflow.receivers import Slack
from alertflow.slo import Availability
from alertflow.testing import fires_when, quiet_when
from tests.prometheus.promtool import Promtool

Programs = Callable[[str], Path]

RATIO = RecordingRule("job:errors:ratio", expr="sum by (job) (errors)", labels={"by": "job"})
RAW = AlertingRule(
    "Redis is down",
    expr="up == 0",
    for_="1m",
    labels={"team": "{{ $labels.team }}"},
    extra={"source": "wiki"},
)


def alert(name: str = "Down", **more: Any) -> Alert:
    given: dict[str, Any] = {"name": name, "expr": "up == 0", "severity": Severity.CRITICAL, "runbook": ""}
    return Alert(**(given | more))


def data(**more: Any) -> dict[str, Any]:
    documents = lower(Project(**({"name": "p"} | more)))
    return {path: one.to_data() for path, one in documents.items() if not isinstance(one, Page)}


def test_a_group_is_written_as_it_is_said() -> None:
    group = RuleGroup(
        "redis-gateway.rules",
        interval="30s",
        query_offset="1m",
        limit=0,
        labels={"cluster": "a"},
        rules=[RATIO, alert(for_="2m", labels={"service": "redis"}), RAW],
        file="ops/prometheus/redis.rules.yml",
    )
    assert data(groups=[group]) == {
        "ops/prometheus/redis.rules.yml": {
            "groups": [
                {
                    "name": "redis-gateway.rules",
                    "interval": "30s",
                    "query_offset": "1m",
                    "limit": 0,
                    "labels": {"cluster": "a"},
                    "rules": [
                        {
                            "record": "job:errors:ratio",
                            "expr": "sum by (job) (errors)",
                            "labels": {"by": "job"},
                        },
                        {
                            "alert": "Down",
                            "expr": "up == 0",
                            "for": "2m",
                            "labels": {"severity": "critical", "service": "redis"},
                        },
                        {
                            "alert": "Redis is down",
                            "expr": "up == 0",
                            "for": "1m",
                            "labels": {"team": "{{ $labels.team }}"},
                            "source": "wiki",
                        },
                    ],
                }
            ]
        }
    }


def test_what_is_not_said_is_not_written() -> None:
    assert data(groups=[RuleGroup("g", rules=[], file="a.yml")], evaluation_interval="30s") == {
        "a.yml": {"groups": [{"name": "g", "rules": []}]}
    }


def test_groups_keep_their_order_in_their_files() -> None:
    groups = [
        RuleGroup("c", rules=[RATIO], file="x.yml"),
        RuleGroup("b", rules=[alert("B")]),
        RuleGroup("a", rules=[alert("A")], file="x.yml"),
        RuleGroup("d", rules=[RATIO]),
    ]
    found = data(groups=groups, alerts=[alert()], evaluation_interval="30s")
    assert {path: [group["name"] for group in one["groups"]] for path, one in found.items()} == {
        "monitoring/alert_rules.yml": ["p", "b"],
        "x.yml": ["c", "a"],
        "monitoring/recording_rules.yml": ["d"],
    }
    assert [group.get("interval") for group in found["monitoring/alert_rules.yml"]["groups"]] == ["30s", None]


def test_the_labels_of_a_group_are_its_alerts_but_its_rules_do_not_repeat_them() -> None:
    web = Team("web")
    down, slow = alert(), alert("Slow", team=web)
    project = Project(
        name="p", groups=[RuleGroup("g", rules=[down, slow], labels={"team": "sre", "cluster": "a"})]
    )
    assert labels_of(project, down) == {"team": "sre", "cluster": "a", "severity": "critical"}
    assert labels_of(project, slow) == {"team": "web", "cluster": "a", "severity": "critical"}
    (group,) = data(groups=project.groups)["monitoring/alert_rules.yml"]["groups"]
    assert [rule["labels"] for rule in group["rules"]] == [
        {"severity": "critical"},
        {"severity": "critical", "team": "web"},
    ]


@pytest.mark.parametrize("release", ["old", "new"])
def test_promtool_runs_the_tests_of_alerts_wherever_their_rules_stand(
    release: str, tmp_path: Path, programs: Programs
) -> None:
    over = fires_when("errors", {'errors{job="a"}': 6}, labels={"job": "a", "by": "job"})
    under = quiet_when("few", {'errors{job="a"}': 5})
    groups = [
        RuleGroup("recorded", rules=[RATIO], file="rules/recorded.yml"),
        RuleGroup(
            "alerts",
            rules=[alert("Many", expr="job:errors:ratio > 5", for_="1m", tests=[over, under])],
            interval="15s",
            file="rules/redis gateway/alerts.rules",
        ),
        RuleGroup(
            "object",
            rules=[alert("More", expr="job:errors:ratio > 5", tests=[over, under])],
            file=RuleObject("k8s/rules.yaml", name="redis"),
        ),
    ]
    by_hand = AlertTest("down", series={"up": "1 0x5"}, fires_at="2m", quiet_at="0m")
    # What is recorded in a file of one's own is read, too.
    own = RuleFile(groups=[RawGroup("own", rules=[])])
    project = Project(name="p", alerts=[alert(tests=[by_hand])], groups=groups, files={"own/rules.yml": own})
    write_all(tmp_path, texts(build(project), "alertflow.py"))
    tests = sorted((tmp_path / "monitoring/tests").iterdir())
    assert [file.name for file in tests] == ["alert_rules_15s_test.yml", "alert_rules_test.yml"]
    promtool = Promtool(programs(f"promtool-{release}"))
    promtool("test", "rules", *tests)
    promtool("check", "rules", "--lint-fatal", *(one for one in tmp_path.rglob("*rules") if one.is_file()))
    rules = tmp_path / "rules/redis gateway/alerts.rules"
    rules.write_text(rules.read_text("utf-8").replace("> 5", "> 6"), "utf-8")
    assert promtool.run("test", "rules", *tests).returncode != 0


@pytest.mark.parametrize("offset", ["1m", "90s", "12m"])
def test_a_group_with_an_offset_is_looked_at_that_much_later(
    offset: str, tmp_path: Path, programs: Programs
) -> None:
    tests = [
        fires_when("high", {'x{a="b"}': 6}, labels={"a": "b"}, annotations={"summary": "6"}),
        quiet_when("low", {"x": 5}),
        AlertTest("at last", series={"x": "0x9 6x99"}, quiet_at="10m", fires_at="30m"),
    ]
    high = alert("High", expr="x > 5", summary="{{ $value }}", tests=tests)
    project = Project(name="p", groups=[RuleGroup("g", rules=[high], query_offset=offset)])
    write_all(tmp_path, texts(build(project), "alertflow.py"))
    (file,) = (tmp_path / "monitoring/tests").iterdir()
    Promtool(programs("promtool-new"))("test", "rules", file)


@pytest.mark.parametrize("release", ["old", "new"])
def test_an_objective_s_tests_hold_beside_groups_of_one_s_own(
    release: str, tmp_path: Path, programs: Programs
) -> None:
    slo = Slo(
        "availability",
        service="shop",
        objective=0.99,
        indicator=Availability(errors="e_total", total="r_total"),
    )
    groups = [
        RuleGroup("g", rules=[alert()]),
        RuleGroup("g", rules=[RATIO]),
        RuleGroup("p", rules=[RATIO], file="other.yml"),
    ]
    project = Project(name="p", slos=[slo], groups=groups)
    assert project.problems() == []
    built = build(project)
    orders = {file.group_eval_order for _, file in built.of(TestFile)}
    assert orders == {("g", "slo/shop/availability", "p")}
    write_all(tmp_path, texts(built, "alertflow.py"))
    quickest = tmp_path / "monitoring/tests/slo_5m_test.yml"
    Promtool(programs(f"promtool-{release}"))("test", "rules", quickest)


def test_a_rule_object_is_the_manifest_as_it_is_said_and_a_rule_file_beside_it() -> None:
    object_ = RuleObject(
        "k8s/redis-rules.yaml",
        name="redis-gateway-alerts",
        namespace="redis-system",
        labels={"app": "redis-gateway", "prometheus": "main"},
        annotations={"owner": "platform"},
    )
    groups = [RuleGroup("a", rules=[alert()], file=object_), RuleGroup("b", rules=[RATIO], file=object_)]
    found = data(groups=groups)
    assert [*found] == ["monitoring/redis-rules.yml", "k8s/redis-rules.yaml"]
    assert found["k8s/redis-rules.yaml"] == {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {
            "name": "redis-gateway-alerts",
            "namespace": "redis-system",
            "labels": {"app": "redis-gateway", "prometheus": "main"},
            "annotations": {"owner": "platform"},
        },
        "spec": {"groups": found["monitoring/redis-rules.yml"]["groups"]},
    }
    bare = RuleObject("k8s/bare.yaml", name="bare")
    assert data(groups=[RuleGroup("a", rules=[RATIO], file=bare)])["k8s/bare.yaml"]["metadata"] == {
        "name": "bare"
    }


def test_a_cluster_gets_the_rules_of_an_object_once() -> None:
    object_ = RuleObject("k8s/mine.yaml", name="mine")
    groups = [RuleGroup("a", rules=[alert()], file=object_), RuleGroup("b", rules=[RATIO], file="ops/b.yml")]
    found = data(groups=groups, kubernetes=Kubernetes(alertmanager=None))
    rules = {
        path: one["spec"]["groups"] for path, one in found.items() if one.get("kind") == "PrometheusRule"
    }
    assert {path: [group["name"] for group in groups] for path, groups in rules.items()} == {
        "k8s/mine.yaml": ["a"],
        "k8s/monitoring/b.yaml": ["b"],
    }


def test_rules_that_are_too_large_for_an_object_are_told_at_it() -> None:
    huge = [alert(f"A{number}", description="x" * 6000) for number in range(100)]
    object_ = RuleObject("k8s/mine.yaml", name="mine")
    with pytest.raises(
        DeclarationError, match=r"k8s/mine\.yaml: PrometheusRule\(…\): the rules have "
    ) as told:
        data(groups=[RuleGroup("a", rules=huge, file=object_)])
    assert told.value.location == object_.source


@pytest.mark.parametrize(
    "file", ["monitoring/escalation_rules.yml", "monitoring/alertmanager.yml", "docs/runbooks/Down.md"]
)
def test_nothing_is_written_twice(file: str) -> None:
    level = Level("5m", owner="all", receivers=[Slack(channel="#a")])
    web = Team("web", receivers=[Slack(channel="#a")], escalation=Escalation("e", levels=[level]))
    group = RuleGroup("g", rules=[RATIO], file=file)
    down = Alert(name="Down", expr="up == 0", severity=Severity.CRITICAL)
    with pytest.raises(DeclarationError, match=rf": {file} would be written twice: a \w+ and a \w+, at "):
        data(team=web, alerts=[down], groups=[group])


def test_a_group_s_alert_is_dispatched_tested_and_described_as_any_other() -> None:
    down = Alert(
        name="Down", expr="up == 0", severity=Severity.CRITICAL, remediation=Remediation(reason="By hand.")
    )
    project = Project(
        name="p",
        repository="o/r",
        groups=[RuleGroup("g", rules=[down], file="ops/rules.yml")],
        dispatch=Direct(token_file="/t"),
    )
    built = texts(build(project), "alertflow.py")
    assert b'dispatch="github"' in built["monitoring/alertmanager.yml"]
    assert ".github/workflows/alert-triggered-remediation.yml" in built
    page = built["docs/runbooks/Down.md"].decode()
    assert "[ops/rules.yml](../../ops/rules.yml)" in page
    assert "monitoring/alert_rules.yml" not in page


@pytest.mark.parametrize("release", ["old", "new"])
def test_a_test_of_one_of_several_namesakes_is_not_disturbed_by_the_others(
    release: str, tmp_path: Path, programs: Programs
) -> None:
    def down(service: str) -> Alert:
        fires = fires_when("it is down", {"up": 0}, labels={"service": service})
        expr = "up == 0" if service == "a" else "up < 1"
        return alert(expr=expr, labels={"service": service}, tests=[fires, quiet_when("it is up", {"up": 1})])

    project = Project(name="p", groups=[RuleGroup("g", rules=[down("a"), down("b")])])
    assert project.problems() == []
    write_all(tmp_path, texts(build(project), "alertflow.py"))
    tests = tmp_path / "monitoring/tests/alert_rules_test.yml"
    Promtool(programs(f"promtool-{release}"))("test", "rules", tests)
