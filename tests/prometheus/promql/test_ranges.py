"""Ranges against the interval of scrapes: what is said of them is what Prometheus does with them."""

from pathlib import Path

import pytest

from alertflow.prometheus import ShortRange, lookback, parse, short_ranges
from tests.prometheus.promtool import Promtool


@pytest.mark.parametrize(
    ("expr", "works"),
    [
        ("rate(x[30s])", "never"),
        ("rate(x[1m])", "never"),
        ("rate(x[90s])", "sometimes"),
        ("rate(x[2m])", "fragile"),
        ("increase(x[3m])", "fragile"),
        ("rate(x[4m])", None),
        ("deriv((x[1m]))", "never"),
        ("avg_over_time(x[30s])", "sometimes"),
        ("avg_over_time(x[1m])", None),
        ("rate(x[5m:5m])", "never"),
        ("rate(x[5m:2m30s])", None),
        ("rate(x[1m:])", "never"),
        ("max_over_time(rate(x[5m])[1h:])", None),
        ("max_over_time(rate(x[1m])[1h:])", "never"),
        ("sum(x) > 1", None),
    ],
)
def test_a_range_with_too_few_samples_is_found(expr: str, works: str | None) -> None:
    found = short_ranges(parse(expr), "1m")
    assert [one.works for one in found] == ([] if works is None else [works])


def test_what_is_found_says_what_would_be_enough() -> None:
    (found,) = short_ranges(parse("sum(rate(x[5m])) > 1"), "2m")
    assert found == ShortRange("rate(x[5m])", "rate", 300, 120, 480, "fragile")
    (found,) = short_ranges(parse("rate(sum(x)[5m:]) > 1"), "15s", evaluation_interval="5m")
    assert (found.every, found.works) == (300, "never")


def test_prometheus_finds_as_many_samples_as_is_said(tmp_path: Path, promtool_new: Promtool) -> None:
    """At ten times that lie differently between the samples, with every sample and with one lost."""
    functions = ("rate", "irate", "delta", "deriv", "avg_over_time", "last_over_time")
    exprs = [
        f"{name}(x[{range_}])"
        for name in functions
        for range_ in ("30s", "60s", "90s", "120s", "180s", "240s")
    ]
    times = ["10m", "10m1s", "10m15s", "10m29s", "10m30s", "10m31s", "10m45s", "10m59s", "11m", "11m30s"]
    whole, gap = (
        [promtool_new.answers(tmp_path, {"x": values}, exprs, time) for time in times]
        for values in ("0+1x20", "0+1x8 _ 10+1x11")
    )
    for expr, answers, without_one in zip(
        exprs, zip(*whole, strict=True), zip(*gap, strict=True), strict=True
    ):
        found = short_ranges(parse(expr), "1m")
        match found[0].works if found else None:
            case "never":
                assert not any(answers), expr
            case "sometimes":
                assert any(answers) and not all(answers), expr
            case "fragile":
                assert all(answers), expr
                assert all(without_one) is ("[180s]" in expr), expr
            case None:
                assert all(answers), expr
                assert all(without_one), expr


@pytest.mark.parametrize(
    ("expr", "seconds"),
    [
        ("up == 0", 0),
        ("rate(x[5m]) > 1", 300),
        ("rate(x[5m] offset 1h) / rate(y[1h])", 3900),
        ("max_over_time(rate(x[5m])[1h:1m] offset 30m)", 5700),
        ("x offset -5m", 0),
        ("rate(x[5m] @ 0)", 0),
        ("1", 0),
    ],
)
def test_how_far_an_expression_looks_back(expr: str, seconds: float) -> None:
    assert lookback(parse(expr)) == seconds
