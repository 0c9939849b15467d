"""Sloth's own rules and those of imported objectives, fed with the same series, fire at the same times.

Windows of more than an hour are summed from five-minute rates here, so an alert may come or go one step of
five minutes earlier or later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from alertflow.compiler.lower.prometheus import lower
from alertflow.documents.objectives import objectives_of
from alertflow.duration import seconds
from alertflow.importer.objectives.building import Built, built
from alertflow.model import Project, Slo
from alertflow.prometheus import RuleFile
from alertflow.sloth import SlothSpec
from tests.importer.objectives.generated import sloth_rules

SPEC = """\
version: prometheus/v1
service: shop
slos:
- name: availability
  objective: 99.9
  sli:
    events:
      error_query: sum(rate(requests_total{code=~"5.."}[{{.window}}]))
      total_query: sum(rate(requests_total[{{.window}}]))
  alerting:
    name: ShopErrors
    page_alert: {labels: {severity: critical}}
    ticket_alert: {labels: {severity: warning}}
- name: latency
  objective: 99
  sli:
    events:
      error_query: |
        sum(rate(seconds_count[{{.window}}])) - sum(rate(seconds_bucket{le="0.4"}[{{.window}}]))
      total_query: sum(rate(seconds_count[{{.window}}]))
  alerting:
    name: ShopSlow
    page_alert: {labels: {severity: critical}}
    ticket_alert: {disable: true}
"""

STEP = 5
"""The minutes between two evaluations."""

FAILING = (
    *((600, 0.0), (30, 0.3), (360, 0.0), (480, 0.008), (300, 0.0)),
    *((1500, 0.0042), (600, 0.0), (60, 0.02), (600, 0.0)),
)
"""For how many minutes which share fails: quick and slow burns, and less than that."""

ALERTS = (
    ("ShopErrors", "page", "critical"),
    ("ShopErrors", "ticket", "warning"),
    ("ShopSlow", "page", "critical"),
)


def values(*, failed: bool, share: float = 1.0) -> str:
    """The counter of events that fail, or do not, in promtool's notation: 6000 events each minute."""
    count, parts = 0, ["0"]
    for minutes, failing in FAILING:
        wrong = round(6000 * min(1, failing * share))
        more = wrong if failed else 6000 - wrong
        parts.append(f"{count + more}+{more}x{minutes - 1}")
        count += more * minutes
    return " ".join(parts)


def slos(text: str) -> Iterator[Slo]:
    for one in objectives_of([SlothSpec.parse(text, "slo.yml")]):
        made = built(one, lambda label: False)
        assert isinstance(made, Built), made
        yield made.slo


def asked(alert: str, kind: str, severity: str) -> tuple[str, str]:
    """Whether the alert fires: Sloth's, and that of the Slo."""
    firing = f'alertname="{alert}",alertstate="firing"'
    return (
        f'count(ALERTS{{{firing},sloth_severity="{kind}"}}) or vector(0)',
        f'count(ALERTS{{{firing},burn!="",severity="{severity}"}}) or vector(0)',
    )


def answers(
    program: Path, folder: Path, rules: Sequence[tuple[str, Sequence[str]]], exprs: Sequence[str]
) -> dict[str, list[float]]:
    """What each of `exprs` returns every ten minutes; `rules` are files and their groups, in order."""
    import subprocess

    series = {
        'requests_total{code="200"}': values(failed=False),
        'requests_total{code="500"}': values(failed=True),
        "seconds_count": values(failed=False, share=0.0),
        'seconds_bucket{le="0.4"}': values(failed=False, share=8.0),
    }
    total = sum(minutes for minutes, _ in FAILING)
    cases: list[dict[str, Any]] = [
        {"expr": expr, "eval_time": f"{minutes}m"} for minutes in range(10, total, 10) for expr in exprs
    ]
    test = {
        "interval": "1m",
        "input_series": [{"series": one, "values": given} for one, given in series.items()],
        "promql_expr_test": cases,
    }
    file = folder / "alike_test.yml"
    whole = {
        "rule_files": [file for file, _ in rules],
        "evaluation_interval": f"{STEP}m",
        "group_eval_order": [group for _, groups in rules for group in groups],
        "tests": [test],
    }
    file.write_text(json.dumps(whole), "utf-8")
    done = subprocess.run([program, "test", "rules", file], capture_output=True, text=True, check=False)
    printed = re.findall(
        r'expr: ("(?:[^"\\]|\\.)*"), time: \S+?,\s*exp: nil\s*got: \{\} (\S+)', done.stderr
    )  # nothing is expected of any, so promtool prints what it got
    assert len(printed) == len(cases), done.stderr[:2000]
    found: dict[str, list[float]] = {expr: [] for expr in exprs}
    for expr, value in printed:
        found[json.loads(expr)].append(float(value))
    return found


def spans(values: Sequence[float]) -> list[tuple[int, int]]:
    """From when until when it is not 0, in steps."""
    edges = [at for at in range(1, len(values)) if bool(values[at]) != bool(values[at - 1])]
    return list(zip(edges[::2], [*edges[1::2], len(values)], strict=False))


@pytest.mark.parametrize("release", ["new"])
def test_imported_objectives_fire_when_sloths_rules_do(
    release: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    spec = SlothSpec.parse(SPEC, "slo.yml")
    lowered = lower(Project(name="shop", slos=list(slos(SPEC))))
    files = {Path(path).name: file.to_data() for path, file in lowered.items() if isinstance(file, RuleFile)}
    files = {"sloth.yml": sloth_rules(spec), **dict(sorted(files.items(), reverse=True))}
    rules = [(name, [group["name"] for group in data["groups"]]) for name, data in files.items()]
    for name, data in files.items():
        (tmp_path / name).write_text(json.dumps(data), "utf-8")
    pairs = [asked(*one) for one in ALERTS]
    found = answers(programs(f"promtool-{release}"), tmp_path, rules, [one for pair in pairs for one in pair])
    for (alert, kind, _), (old, new) in zip(ALERTS, pairs, strict=True):
        before, after = spans(found[old]), spans(found[new])
        assert len(before) >= 2, f"{alert} ({kind}) should come and go: {before}"
        assert len(after) == len(before), f"{alert} ({kind}): {before} and {after}"
        for one, other in zip(before, after, strict=True):
            assert abs(one[0] - other[0]) <= 1, f"{alert} ({kind}) begins: {one} and {other}"
            assert abs(one[1] - other[1]) <= 1, f"{alert} ({kind}) ends: {one} and {other}"
        assert set(found[new]) == {0, 1}, f"{alert} ({kind}) is one alert"


def test_a_window_is_as_long_in_both() -> None:
    (first, _) = slos(SPEC)
    assert [seconds(tier.long) for tier in first.burn_tiers] == [3600, 21600, 86400, 259200]
