"""Queries that people write daily: what is returned, and what both Prometheus releases find with it."""

import doctest
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from alertflow.declared import DeclarationError
from alertflow.prometheus import (
    InputSeries,
    PromqlExprTest,
    TestFile,
    UnitTest,
    absence,
    error_ratio,
    event_rate,
    forecast,
    latency_quantile,
    parse,
    queries,
    saturation,
    share_slower_than,
)
from alertflow.prometheus.unit_tests import ExpectedSample
from tests.prometheus.promtool import Promtool


def test_the_examples_in_the_documentation_are_right() -> None:
    assert doctest.testmod(queries).attempted >= 7
    assert doctest.testmod(queries).failed == 0


class Case(NamedTuple):
    query: str
    threshold: str
    series: Mapping[str, str]
    found: Mapping[str, float]
    """The series that pass the threshold after an hour, with their values."""


def requests(ok: int, failed: int) -> dict[str, str]:
    """So many requests of service `a` a minute, and 7 good ones of service `b`."""
    return {
        'http_requests_total{job="a",status="200"}': f"0+{ok}x60",
        'http_requests_total{job="a",status="500"}': f"0+{failed}x60",
        'http_requests_total{job="b",status="200"}': "0+7x60",
    }


def latencies(le: str, fast: int) -> dict[str, str]:
    """A hundred requests a minute, `fast` of which take no longer than the bound written `le`."""
    return {
        f'latency_seconds_bucket{{job="a",le="{le}"}}': f"0+{fast}x60",
        'latency_seconds_bucket{job="a",le="+Inf"}': "0+100x60",
        'latency_seconds_count{job="a"}': "0+100x60",
    }


FAILED, ALL = 'http_requests_total{status=~"5.."}', "http_requests_total"
RATIO = error_ratio(FAILED, ALL, by="job", where={"job": "a"})
SLOWER = share_slower_than(1, "latency_seconds", over="10m", by=["job"])
A = '{job="a"}'
POOL = saturation("pool_used", "pool_size{}", by="job")
FULL = forecast("free_bytes", within="4h", over="1h")
CASES = [
    Case(RATIO, "> 0.05", requests(94, 6), {A: 0.06}),
    Case(RATIO, "> 0.05", requests(95, 5), {}),
    Case(RATIO, ">= 0.05", requests(95, 5), {A: 0.05}),
    Case(RATIO, ">= 0", requests(0, 0), {}),
    Case(error_ratio(FAILED, ALL, where='job="b"'), ">= 0", requests(1, 1), {}),
    Case(
        event_rate(ALL, over="10m", by=("job", "status")),
        "> 0.5",
        requests(60, 30),
        {'{job="a",status="200"}': 1},
    ),
    Case(latency_quantile(0.9, "latency_seconds", by="job"), ">= 1", latencies("1", 90), {A: 1}),
    Case(latency_quantile(0.9, "latency_seconds_bucket"), "> 1", latencies("1", 90), {}),
    Case(latency_quantile(0.9, "latency_seconds"), ">= 1", latencies("1", 91), {}),
    Case(SLOWER, "> 0.1", latencies("1", 89), {A: 0.11}),
    Case(SLOWER, "> 0.1", latencies("1.0", 89), {A: 0.11}),
    Case(SLOWER, "> 0.105", latencies("1", 90), {}),
    Case(share_slower_than(0.25, "latency_seconds_count"), "> 0", latencies("0.25", 75), {"{}": 0.25}),
    Case(share_slower_than(1e6, "latency_seconds"), "> 0", latencies("1e+06", 75), {"{}": 0.25}),
    Case(share_slower_than(0.3, "latency_seconds"), ">= 0", latencies("0.25", 75), {}),
    Case(absence('up{job="a"}'), "> 0", {'up{job="b"}': "1x60"}, {A: 1}),
    Case(absence("up", where={"job": "a"}), "> 0", {'up{job="a"}': "0x60"}, {}),
    Case(absence("up", where={"job": "a"}), "> 0", {'up{job="a"}': "1x54"}, {A: 1}),
    Case(absence("up", where={"job": "a"}, over="7m"), "> 0", {'up{job="a"}': "1x54"}, {}),
    Case(absence("up", where={"job": "a"}, over="5m"), "> 0", {'up{job="a"}': "1x53"}, {A: 1}),
    Case(POOL, "> 0.9", {'pool_used{job="a"}': "91x60", 'pool_size{job="a"}': "100x60"}, {A: 0.91}),
    Case(POOL, "> 0.9", {'pool_used{job="a"}': "90x60", 'pool_size{job="a"}': "100x60"}, {}),
    Case(FULL, "< 0", {'free_bytes{job="a"}': "299-1x60"}, {A: -1}),
    Case(FULL, "< 0", {'free_bytes{job="a"}': "300-1x60"}, {}),
    Case(
        forecast("free_bytes", within="4h", by="job"),
        "< 0",
        {'free_bytes{job="a",disk="x"}': "299-1x60"},
        {A: -1},
    ),
]


def test_both_promtools_find_what_lies_beyond_the_threshold_and_nothing_else(
    tmp_path: Path, promtools: list[Promtool]
) -> None:
    units = []
    for number, case in enumerate(CASES):
        expr = f"round({case.query}, 0.0001) {case.threshold}"
        samples = [ExpectedSample(labels, float(value)) for labels, value in case.found.items()]
        units.append(
            UnitTest(
                name=str(number),
                interval="1m",
                input_series=[InputSeries(series, values) for series, values in case.series.items()],
                promql_expr_tests=[PromqlExprTest(expr=expr, eval_time="1h", exp_samples=samples)],
            )
        )
    path = tmp_path / "queries.yml"
    path.write_text(json.dumps(TestFile(rule_files=[], tests=units).to_data()), encoding="utf-8")
    for promtool in promtools:
        promtool("test", "rules", path)


HISTOGRAM = "{{schema:0 count:0 sum:0}}+{{schema:0 count:100 sum:100 buckets:[90 10]}}x60"


def test_a_native_histogram_is_asked_without_buckets(tmp_path: Path, promtool_new: Promtool) -> None:
    """Its buckets end at 1 and 2, and hold 90 and 10 of a hundred."""
    cases = [
        (latency_quantile(0.9, "latency_seconds", native=True), 1.0),
        (share_slower_than(1, "latency_seconds", native=True, by="job"), 0.1),
    ]
    unit = UnitTest(
        interval="1m",
        input_series=[InputSeries("latency_seconds", HISTOGRAM)],
        promql_expr_tests=[
            PromqlExprTest(
                expr=f"round({query}, 0.0001)", eval_time="1h", exp_samples=[ExpectedSample("{}", value)]
            )
            for query, value in cases
        ],
    )
    path = tmp_path / "native.yml"
    path.write_text(json.dumps(TestFile(rule_files=[], tests=[unit]).to_data()), encoding="utf-8")
    promtool_new("test", "rules", path)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (event_rate("x", where={"a": 'b"c\\d'}), r'sum(rate(x{a="b\"c\\d"}[5m]))'),
        (event_rate('x{a="b"}', where={"a": "b"}), 'sum(rate(x{a="b"}[5m]))'),
        (event_rate('{__name__="x",b!~"c|d"}'), 'sum(rate(x{b!~"c|d"}[5m]))'),
        (
            event_rate('{"my.metric", "a.b"="c"}', by="d.e"),
            'sum by ("d.e") (rate({"my.metric","a.b"="c"}[5m]))',
        ),
        (event_rate("x", where=' {a="b",}'), 'sum(rate(x{a="b"}[5m]))'),
        (share_slower_than(10, 'x{a="b"}', by=()),
         r'1 - sum(rate(x_bucket{a="b",le=~"10|10\\.0"}[5m])) / sum(rate(x_count{a="b"}[5m]))'),
        (latency_quantile(0.99, "x", native=True), "histogram_quantile(0.99, sum(rate(x[5m])))"),
    ],
)  # fmt: skip
def test_selectors_and_labels_are_written_as_promql_reads_them(query: str, text: str) -> None:
    assert query == text


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: error_ratio("x[5m]", "y"), "'x[5m]' is no plain selector; write a metric"),
        (lambda: error_ratio("x", "sum(y)"), "'sum(y)' is no plain selector"),
        (lambda: error_ratio("x{", "y"), "'x{': this is not PromQL at column 2: '{' is not closed."),
        (lambda: event_rate("x offset 5m"), "is no plain selector"),
        (lambda: event_rate('{a="b"}'), "names no metric"),
        (lambda: event_rate("x", over="5"), "over: should be a duration such as 5m or 1h30m, not '5'."),
        (lambda: event_rate("x", over="0s"), "over: should be a duration"),
        (lambda: event_rate('x{a="b"}', where={"a": "c"}), "a cannot be 'b' and 'c' at once"),
        (lambda: event_rate("x", where="a=b"), "is not PromQL"),
        (lambda: latency_quantile(95, "x"), "quantile: should lie between 0 and 1, not 95."),
        (lambda: share_slower_than(0, "x"), "limit: should be more than 0, not 0."),
        (lambda: forecast("x", within="tomorrow"), "within: should be a duration"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_is_called(call: Callable[[], str], sentence: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        call()
    assert sentence in refused.value.message
    assert refused.value.location is not None
    assert refused.value.location.path == __file__


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.query[:40])
def test_a_threshold_may_follow(case: Case) -> None:
    assert parse(f"{case.query} {case.threshold}")
