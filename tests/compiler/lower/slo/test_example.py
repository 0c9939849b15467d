"""The series that objectives are tested with, found from what their indicators select."""

import pytest

from alertflow import prometheus
from alertflow.compiler.lower.slo.example import Counter, counters, matches
from alertflow.slo import Availability, Example, Latency, Ratio


def found(indicator: Availability | Latency | Ratio) -> list[tuple[str, int, int]]:
    return [(one.series, one.good, one.bad) for one in counters(indicator)]


@pytest.mark.parametrize(
    ("errors", "total", "expected"),
    [
        pytest.param(
            'http_requests_total{job="shop",status=~"5.."}',
            'http_requests_total{job="shop"}',
            [
                ('http_requests_total{job="shop",status="200"}', 1, 0),
                ('http_requests_total{job="shop",status="500"}', 0, 1),
            ],
            id="errors are some of the requests",
        ),
        pytest.param(
            "failures_total",
            "requests_total",
            [("requests_total", 1, 1), ("failures_total", 0, 1)],
            id="two counters, of which one counts all",
        ),
        pytest.param(
            'calls_total{code!="OK"}',
            'calls_total{code!~"Canceled|Unknown"}',
            [('calls_total{code="OK"}', 1, 0), ("calls_total", 0, 1)],
            id="what is not good",
        ),
        pytest.param(
            'r_total{status=~"5..|429"}',
            'r_total{job=~"shop-(a|b)",namespace!="test"}',
            [('r_total{job="shop-a",status="200"}', 1, 0), ('r_total{status="500",job="shop-a"}', 0, 1)],
            id="labels that only the total names",
        ),
        pytest.param(
            r'r_total{path=~"/api/v[12]/.*",status=~"5\\d\\d"}',
            'r_total{path=~"/api/.+"}',
            [
                ('r_total{path="/api/x",status="200"}', 1, 0),
                ('r_total{path="/api/v1/x",status="500"}', 0, 1),
            ],
            id="patterns with classes",
        ),
        pytest.param(
            'r_total{type="error"}',
            'r_total{type="all"}',
            [('r_total{type="all"}', 1, 1), ('r_total{type="error"}', 0, 1)],
            id="a counter that counts failed requests twice",
        ),
    ],
)
def test_a_good_and_a_failed_request(errors: str, total: str, expected: list[tuple[str, int, int]]) -> None:
    indicator = Availability(errors=errors, total=total)
    assert found(indicator) == expected
    selected = [prometheus.selectors(prometheus.parse(text))[0] for text in (errors, total)]
    for one in counters(indicator):
        assert any(matches(one, selector) for selector in selected)


def test_a_slow_request_is_counted_and_in_no_bucket() -> None:
    assert found(Latency(histogram='d_seconds{job="shop"}', within="1s")) == [
        ('d_seconds_count{job="shop"}', 1, 1),
        ('d_seconds_bucket{job="shop",le="1"}', 1, 0),
    ]


def test_what_is_good_is_the_other_way_round() -> None:
    indicator = Ratio(good='rate(j_total{result="ok"}[$window])', total="rate(j_total[$window])")
    assert found(indicator) == [('j_total{result="200"}', 0, 1), ('j_total{result="ok"}', 1, 0)]


def test_an_example_says_it_itself() -> None:
    example = Example(good={'a{x="1"}': 2}, bad={"b": 1, 'a{x="1"}': 1})
    indicator = Ratio(
        bad="sum(rate(a[$window])) - 2 * rate(b[$window])", total="rate(b[$window])", example=example
    )
    assert found(indicator) == [('a{x="1"}', 2, 1), ("b", 0, 1)]


@pytest.mark.parametrize(
    "indicator",
    [
        Ratio(bad="rate(a[$window]) + rate(b[$window])", total="rate(c[$window])"),
        Ratio(bad="avg_over_time(a[$window])", total="rate(c[$window])"),
        Latency(histogram="d_seconds", within="1s", native=True),
        Availability(errors="r_total", total="r_total"),
        Availability(errors='r_total{x=~"5{3}[^5]"}', total="r_total"),
    ],
)
def test_what_reads_more_than_two_counters_has_no_series(indicator: Availability | Latency | Ratio) -> None:
    assert counters(indicator) == ()


def test_a_pattern_for_the_name_of_a_metric_is_matched_too() -> None:
    (selector,) = prometheus.selectors(prometheus.parse('{__name__=~"r_.*"}'))
    assert matches(Counter("r_total", {}, 1, 0), selector)
    assert not matches(Counter("x_total", {}, 1, 0), selector)
