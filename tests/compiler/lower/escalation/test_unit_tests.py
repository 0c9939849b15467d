"""The generated tests, run by promtool: they pass, and fail where a level is late, early or mislabelled."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.compiler.build import emit
from alertflow.compiler.lower.prometheus import lower
from alertflow.model import AlertTest
from alertflow.prometheus import ExpectedSample, InputSeries, PromqlExprTest, TestFile, UnitTest
from tests.compiler.lower.escalation.making import DOWN, SECURITY, alert, project

Programs = Callable[[str], Path]

TEXTS = {path: emit(path, document, "p.py") for path, document in lower(project()).items()}
RULES, TESTS = "monitoring/escalation_rules.yml", "monitoring/tests/escalation_test.yml"


def promtool(program: Path, folder: Path, texts: dict[str, str]) -> subprocess.CompletedProcess[str]:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    subprocess.run(
        [program, "check", "rules", "--lint-fatal", folder / RULES], check=True, capture_output=True
    )
    tests = [folder / path for path in texts if "/tests/" in path]
    return subprocess.run([program, "test", "rules", *tests], capture_output=True, text=True)


@pytest.mark.parametrize("release", ["old", "new"])
def test_every_level_is_proven(programs: Programs, tmp_path: Path, release: str) -> None:
    done = promtool(programs(f"promtool-{release}"), tmp_path, TEXTS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        (">= 900", ">= 960"),
        (">= 900", ">= 840"),
        (" - 120 >= 300", " >= 300"),
        (',escalation=""', ""),
        ('dispatch: ""', "service: shop"),
        ('severity="warning",team="web",escalation=""} >= 86400', 'team="web",escalation=""} >= 86400'),
        ('ALERTS_FOR_STATE{alertname="Breach"', 'ALERTS_FOR_STATE{alertname="Breech"'),
        (">= 30$", "> 30"),
    ],
    ids=["late", "early", "for", "itself", "dispatch", "severity", "name", "second"],
)
def test_they_notice(programs: Programs, tmp_path: Path, pattern: str, wrong: str) -> None:
    changed = re.sub(re.escape(pattern).replace(r"\$", "$"), wrong, TEXTS[RULES], count=1, flags=re.MULTILINE)
    assert changed != TEXTS[RULES]
    done = promtool(programs("promtool-new"), tmp_path, TEXTS | {RULES: changed})
    assert done.returncode == 1, done.stdout


def test_nothing_that_escalates_needs_no_tests() -> None:
    assert not {RULES, TESTS} & {*lower(project(team=None, alerts=[alert("Down")], routes=[]))}


UP = 'up{job="Down"} == 0'
FIRING = (
    'ALERTS{alertname="Down",alertstate="firing",escalation="%s",escalation_policy="paging",instance="a",'
    'job="Down",service="shop",severity="critical",target="host/a",team="web"}'
)
WAYS = [
    pytest.param(
        ["p", "p-escalation"], [(7, "1"), (17, "12"), (62, "123"), (71, "")], id="behind the alerts"
    ),
    pytest.param(["p-escalation", "p"], [(7, "1"), (17, "12"), (62, "123"), (72, "")], id="before them"),
]
"""The orders in which Prometheus may come to the two groups, and from which minute on which levels fire."""


@pytest.mark.parametrize("release", ["old", "new"])
@pytest.mark.parametrize(("order", "levels"), WAYS)
def test_from_the_metric_to_the_last_level(
    programs: Programs, tmp_path: Path, order: list[str], levels: list[tuple[int, str]], release: str
) -> None:
    """The whole way: the alert fires, each level does in its minute, and all resolve."""
    down = DOWN.replace(keep_firing_for=None, expr=UP, labels={"service": "shop"})
    made = project(alerts=[down], routes=[])
    texts = {path: emit(path, document, "p.py") for path, document in lower(made).items()}
    before = [
        (minute - 1, fired) for (minute, _), (_, fired) in zip(levels, [(0, ""), *levels], strict=False)
    ]
    test = UnitTest(
        interval="1m",
        input_series=[InputSeries('up{job="Down",instance="a"}', "0x70 1x10")],
        promql_expr_tests=[
            PromqlExprTest(
                expr='ALERTS{alertstate="firing",escalation!=""}',
                eval_time=f"{minute}m",
                exp_samples=[ExpectedSample(FIRING % level, 1) for level in fired],
            )
            for minute, fired in sorted([*levels, *before])
        ],
    )
    files = ["../alert_rules.yml", "../escalation_rules.yml"]
    whole = TestFile(rule_files=files, evaluation_interval="1m", group_eval_order=order, tests=[test])
    texts["monitoring/tests/whole_test.yml"] = emit("whole_test.yml", whole, "p.py")
    done = promtool(programs(f"promtool-{release}"), tmp_path, texts)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("release", ["old", "new"])
def test_an_alert_is_tested_without_its_levels(programs: Programs, tmp_path: Path, release: str) -> None:
    """Those that have fired by then, with `annotations` and without: `0s` has at once."""
    labels = {"job": "Down", "instance": "a"}
    fed = {'up{job="Down",instance="a"}': "0x70"}
    tests = [
        AlertTest("down", series=fed, fires_at="30m", labels=labels),
        AlertTest("told", series=fed, fires_at="30m", labels=labels, annotations={"impact": "all"}),
    ]
    down = DOWN.replace(escalation=SECURITY, tests=tests, labels={}, summary="down", description="", expr=UP)
    texts = {
        path: emit(path, document, "p.py")
        for path, document in lower(project(alerts=[down], routes=[])).items()
    }
    assert RULES in texts
    done = promtool(programs(f"promtool-{release}"), tmp_path, texts)
    assert done.returncode == 0, done.stdout + done.stderr
