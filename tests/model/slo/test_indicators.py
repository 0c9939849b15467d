"""What counts as failed, as PromQL; and what an indicator refuses."""

import pytest

from alertflow.declared import DeclarationError
from alertflow.prometheus import parse
from alertflow.slo import Availability, Latency, Ratio


def test_availability_counts_no_error_where_there_is_no_series_of_errors() -> None:
    found = Availability(errors='http_requests_total{status=~"5.."}', total="http_requests_total")
    assert found.total_rate("1h") == "sum(rate(http_requests_total[1h]))"
    assert found.failed_rate("1h") == (
        'sum(rate(http_requests_total{status=~"5.."}[1h])) or 0 * sum(rate(http_requests_total[1h]))'
    )


def test_latency_counts_what_is_not_in_the_bucket() -> None:
    found = Latency(histogram='http_request_duration_seconds{job="shop"}', within="500ms")
    total = 'sum(rate(http_request_duration_seconds_count{job="shop"}[5m]))'
    fast = 'sum(rate(http_request_duration_seconds_bucket{job="shop",le="0.5"}[5m]))'
    assert found.total_rate("5m") == total
    assert found.failed_rate("5m") == f"{total} - ({fast} or 0 * {total})"


@pytest.mark.parametrize(
    ("within", "matcher"),
    [("500ms", 'le="0.5"'), ("25ms", 'le="0.025"'), ("1s", 'le=~"1|1\\\\.0"'), ("1m", 'le=~"60|60\\\\.0"')],
)
def test_the_bound_of_a_bucket_is_in_seconds_as_any_client_writes_it(within: str, matcher: str) -> None:
    assert matcher in Latency(histogram="x_seconds", within=within).failed_rate("5m")


def test_a_native_histogram_is_asked_for_a_fraction() -> None:
    found = Latency(histogram="x_seconds", within="2s", native=True)
    assert found.total_rate("5m") == "histogram_count(sum(rate(x_seconds[5m])))"
    assert "histogram_fraction(0, 2, sum(rate(x_seconds[5m]))) >= 0" in found.failed_rate("5m")


def test_a_ratio_is_told_by_what_is_good_or_by_what_is_bad() -> None:
    good = Ratio(good='rate(jobs_total{result="ok"}[$window])', total="rate(jobs_total[$window])")
    bad = Ratio(bad='rate(jobs_total{result!="ok"}[$window])', total="rate(jobs_total[$window])")
    total = "sum(rate(jobs_total[1h]))"
    assert good.failed_rate("1h") == (f'{total} - (sum(rate(jobs_total{{result="ok"}}[1h])) or 0 * {total})')
    assert bad.failed_rate("1h") == f'sum(rate(jobs_total{{result!="ok"}}[1h])) or 0 * {total}'


@pytest.mark.parametrize(
    "indicator",
    [
        Availability(errors='a{b=~"5..$"}', total="a"),
        Latency(histogram="a_seconds_bucket", within="1s"),
        Latency(histogram="a_seconds", within="1s", native=True),
        Ratio(bad='rate(a{b="$x"}[$window])', total="rate(a[$window]) + rate(b[$window])"),
    ],
    ids=lambda indicator: type(indicator).__name__,
)
@pytest.mark.parametrize("window", ["5m", "1h30m"])
def test_what_is_asked_is_promql(indicator: Availability | Latency | Ratio, window: str) -> None:
    for expr in (indicator.failed_rate(window), indicator.total_rate(window)):
        parse(f"({expr}) / ({expr})")
        assert f"[{window}]" in expr


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Availability(errors="rate(a[5m])", total="a"), "is no plain selector"),
        (lambda: Availability(errors="a{", total="a"), "this is not PromQL"),
        (lambda: Availability(errors='{a="b"}', total="a"), "names no metric"),
        (lambda: Latency(histogram="sum(a)", within="1s"), "is no plain selector"),
        (lambda: Latency(histogram="a", within="0s"), "no request is served within no time"),
        (lambda: Ratio(total="rate(a[$window])"), "give one of good=… and bad=…"),
        (
            lambda: Ratio(good="rate(a[$window])", bad="rate(b[$window])", total="rate(c[$window])"),
            "give one of good=… and bad=…",
        ),
        (lambda: Ratio(bad="rate(a[5m])", total="rate(a[$window])"), "bad: it has no \\$window"),
        (lambda: Ratio(bad="rate(a[$window]", total="rate(a[$window])"), "bad: this is not PromQL"),
    ],
)
def test_what_cannot_be_measured_is_refused(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(DeclarationError, match=sentence) as refused:
        make()
    assert refused.value.location is not None
    assert refused.value.location.path == __file__
