"""Tests of alerts in few words: what is written for promtool, and that both releases agree with it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from alertflow import Alert, AlertTest, Project, RecordingRule, RuleGroup, Severity
from alertflow.compiler.lower.prometheus import lower
from alertflow.declared import DeclarationError
from alertflow.prometheus import TestFile, absence, error_ratio, forecast
from alertflow.testing import fires_when, per_hour, per_minute, per_second, quiet_when
from tests.prometheus.promtool import Promtool

OK, FAILED = 'http_requests_total{job="a",status="200"}', 'http_requests_total{job="a",status="500"}'


def alert(name: str, expr: str, tests: list[AlertTest], **more: Any) -> Alert:
    return Alert(name=name, expr=expr, severity=Severity.CRITICAL, tests=tests, **more)


def ratio(window: str) -> str:
    return error_ratio('http_requests_total{status=~"5.."}', "http_requests_total", over=window)


def of_hundred(failed: float) -> dict[str, Any]:
    return {OK: per_minute(1000 - 10 * failed), FAILED: per_minute(10 * failed)}


def errors(share: float, *over: str) -> str:
    return " and ".join(f"{ratio(window)} > {share}" for window in over)


ALERTS = [
    alert(
        "Errors",
        errors(0.05, "5m"),
        [
            fires_when("6 of 100 fail", of_hundred(6), annotations={"summary": "6% of requests fail"}),
            fires_when("just above", of_hundred(5.1)),
            quiet_when("exactly 5 of 100", of_hundred(5)),
        ],
        for_="5m",
        summary="{{ $value | humanizePercentage }} of requests fail",
    ),
    alert(
        "Down",
        'up{job="a"} == 0',
        [
            fires_when("it is down", {'up{job="a"}': 0}, labels={"job": "a"}),
            fires_when("it goes down", {'up{job="a"}': "1 1 0x20"}),
            quiet_when("it is up", {'up{job="a"}': 1}),
            quiet_when("another one is down", {'up{job="b"}': 0}),
        ],
        for_="3m",
    ),
    alert(
        "Gone",
        absence('up{job="a"}', over="10m"),
        [fires_when("there is none", {}), quiet_when("it is there", {'up{job="a"}': 0})],
    ),
    alert(
        "Burn",
        errors(0.0144, "1h", "5m"),
        [fires_when("fast", of_hundred(1.5)), quiet_when("slowly", of_hundred(1.4))],
        for_="2m",
    ),
    alert(
        "Budget",
        errors(0.01, "30d"),
        [fires_when("2 of 100", of_hundred(2)), quiet_when("1 of 100", of_hundred(1))],
    ),
    alert(
        "BudgetAndNow",
        errors(0.01, "30d", "1h"),
        [fires_when("2 of 100", of_hundred(2)), quiet_when("0.9 of 100", of_hundred(0.9))],
        for_="10m",
    ),
    alert(
        "Full",
        f"{forecast('free_bytes', within='4h', over='6h')} < 0",
        [
            fires_when("in three hours", {"free_bytes": per_hour(-10, start=100)}),
            quiet_when("in nine", {"free_bytes": per_hour(-1, start=17)}),
        ],
        for_="1h",
    ),
    alert(
        "Recorded",
        "max_over_time(job:errors:ratio5m[10m]) > 0.05",
        [fires_when("6 of 100", of_hundred(6)), quiet_when("5 of 100", of_hundred(5))],
        for_="1m",
    ),
    alert(
        "Fast",
        "rate(x_total[1m]) > 1",
        [fires_when("2/s", {"x_total": per_second(2)}), quiet_when("1/s", {"x_total": per_second(1)})],
    ),
    alert(
        "Slow",
        "up == 0",
        [fires_when("down for a month", {"up": 0}), quiet_when("up", {"up": 1})],
        for_="30d",
    ),
    alert(
        "Subquery",
        "max_over_time(queue[1h:5m]) > 5 and queue offset 8h > 5",
        [fires_when("6", {"queue": 6}), quiet_when("5", {"queue": 5})],
        for_="10m",
    ),
    alert(
        "ByHand",
        "up == 0",
        [
            AlertTest("down", series={"up": 0}, quiet_at="1m", fires_at="3m"),
            AlertTest("up", series={"up": "1x5"}, quiet_at="5m"),
        ],
        for_="2m",
    ),
]  # fmt: skip
RECORDED = RuleGroup("recorded", rules=[RecordingRule("job:errors:ratio5m", expr=ratio("5m"))])


def project(*alerts: Alert, **more: Any) -> Project:
    return Project(name="p", alerts=alerts, groups=[RECORDED], **more)


def written(folder: Path, *alerts: Alert, **more: Any) -> dict[str, TestFile]:
    """The files of a project, below `folder`; its tests come back, by path."""
    files = lower(project(*alerts, **more))
    for path, file in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(file.to_data()), encoding="utf-8")
    return {path: file for path, file in files.items() if isinstance(file, TestFile)}


def test_both_promtools_agree_with_every_test(tmp_path: Path, programs: Callable[[str], Path]) -> None:
    folders = {tmp_path / one.name: one for one in ALERTS}  # apart: each test evaluates all rules of its file
    paths = [folder / path for folder, one in folders.items() for path in written(folder, one)]
    for name in ("promtool-old", "promtool-new"):
        Promtool(programs(name))("test", "rules", *paths)


@pytest.mark.parametrize(
    ("expr", "for_", "tests", "wrong"),
    [
        ("up == 0", "5m", {"fires": {"up": 1}, "quiet": {"up": 0}}, 2),
        ("up == 0", "5m", {"fires": {"up": 0}, "quiet": {"up": 1}}, 0),
        (errors(0.05, "5m"), "5m", {"fires": of_hundred(5), "quiet": of_hundred(5.1)}, 2),
    ],
)
def test_a_wrong_test_fails(
    expr: str,
    for_: str,
    tests: Mapping[str, Mapping[str, Any]],
    wrong: int,
    tmp_path: Path,
    programs: Callable[[str], Path],
) -> None:
    both = [fires_when("it fires", tests["fires"]), quiet_when("it is quiet", tests["quiet"])]
    (path,) = written(tmp_path, alert("A", expr, both, for_=for_))
    done = Promtool(programs("promtool-new")).run("test", "rules", tmp_path / path)
    assert done.stderr.count("expr:") == wrong


def times(*alerts: Alert, **more: Any) -> list[tuple[str, str | None, str, str]]:
    """Of each test: its file, the interval, when it is looked at, and the values of its first series."""
    return [
        (
            path.rsplit("/")[-1],
            unit.interval,
            unit.promql_expr_tests[0].eval_time,
            unit.input_series[0].values,
        )
        for path, file in lower(project(*alerts, **more)).items()
        if isinstance(file, TestFile)
        for unit in file.tests
    ]


@pytest.mark.parametrize(
    ("expr", "for_", "values", "expected"),
    [
        ("x > 5", "0s", 6, ("alert_rules_test.yml", "1m", "2m", "6x2")),
        ("x > 5", "5m", 6, ("alert_rules_test.yml", "1m", "7m", "6x7")),
        ("rate(x[5m]) > 5", "5m", per_minute(6), ("alert_rules_test.yml", "1m", "12m", "0+6x12")),
        ("rate(x[1m]) > 5", "0s", per_second(2), ("alert_rules_test.yml", "15s", "3m", "0+30x12")),
        ("rate(x[5m] offset 1h) > 5", "0s", per_hour(90), ("alert_rules_test.yml", "1m", "1h7m", "0+1.5x67")),
        ("x > 5", "12h", 6.5, ("alert_rules_2m_test.yml", "2m", "12h4m", "6.5x362")),
        ("max_over_time(x[1w]) > 5", "0s", 6, ("alert_rules_30m_test.yml", "30m", "7d1h", "6x338")),
        ("x > 5", "0s", "1x9 _ 6x20", ("alert_rules_test.yml", "1m", "2m", "1x9 _ 6x20")),
        ("x < 5", "0s", per_minute(-0.5, start=-1), ("alert_rules_test.yml", "1m", "2m", "-1-0.5x2")),
        (
            "job:errors:ratio5m > 5",
            "0s",
            per_minute(6),
            ("alert_rules_test.yml", "1m", "8m", "0+6x8"),
        ),
    ],
)
def test_it_is_looked_at_once_all_ranges_are_full_and_the_waiting_is_over(
    expr: str, for_: str, values: Any, expected: tuple[str, str, str, str]
) -> None:
    assert times(alert("A", expr, [quiet_when("x", {"x": values})], for_=for_)) == [expected]


@pytest.mark.parametrize(
    ("evaluation", "expr", "for_", "expected"),
    [
        ("30s", "x > 5", "45s", ("alert_rules_test.yml", "30s", "2m", "6x4")),
        ("30s", "x > 5", "6h", ("alert_rules_1m_test.yml", "1m", "6h2m", "6x362")),
        ("2m", "x > 5", "1m", ("alert_rules_test.yml", "2m", "6m", "6x3")),
        ("2m", "rate(x[1m]) > 5", "0s", ("alert_rules_test.yml", "15s", "6m", "6x24")),
    ],
)
@pytest.mark.parametrize("release", ["old", "new"])
def test_rules_are_tested_as_often_as_the_project_evaluates_them(
    evaluation: str,
    expr: str,
    for_: str,
    expected: tuple[str, str, str, str],
    tmp_path: Path,
    programs: Callable[[str], Path],
    release: str,
) -> None:
    one = alert("A", expr, [quiet_when("x", {"x": 6})], for_=for_)
    assert times(one, evaluation_interval=evaluation) == [expected]
    promtool = Promtool(programs(f"promtool-{release}"))
    by_hand = AlertTest("x", series={"x": "6x5"}, fires_at="2m", quiet_at="30s")
    fires = [fires_when("it fires", {"x": 6}), by_hand][: 2 if for_ == "45s" else 1]
    sure = alert("A", "x > 5", fires, for_=for_)
    for path in written(tmp_path, sure, evaluation_interval=evaluation):
        done = promtool.run("test", "rules", tmp_path / path)
        assert done.returncode == 0, done.stdout + done.stderr
    rules = json.loads((tmp_path / "monitoring/alert_rules.yml").read_text(encoding="utf-8"))
    assert rules["groups"][0]["interval"] == evaluation


def test_labels_are_compared_where_they_are_given() -> None:
    tests = [fires_when("any", {"up": 0}), fires_when("just this one", {"up": 0}, labels={"job": "a"})]
    (file,) = [
        one for one in lower(project(alert("A", "up == 0", tests))).values() if isinstance(one, TestFile)
    ]
    anyone, this = (unit.promql_expr_tests[0] for unit in file.tests)
    assert anyone.expr == 'group(ALERTS{alertname="A",alertstate="firing",severity="critical"})'
    assert anyone.exp_samples[0].labels == "{}"
    assert (
        this.exp_samples[0].labels == 'ALERTS{alertname="A",alertstate="firing",job="a",severity="critical"}'
    )


def test_waiting_that_takes_too_many_evaluations_is_refused_at_the_test() -> None:
    test = quiet_when("slowly", {"x": per_minute(6)})
    with pytest.raises(DeclarationError) as refused:
        lower(project(alert("A", "rate(x[5m]) > 5", [test], for_="30d")))
    assert refused.value.message.startswith(
        "Alert(A): 'slowly' would take 43,200 evaluations: for_ is 30d, and the expression has ranges for "
        "which rules must be evaluated every 1m."
    )
    assert refused.value.location == test.source
