"""PromQL that people write daily, as functions: error ratios, latencies, absence, saturation, forecasts.

Each returns plain text, to be compared with a threshold: `f"{error_ratio(…)} > 0.05"`. Metrics are given as
selectors (`http_requests_total`, `http_requests_total{job="api"}`); `where` adds matchers to every selector,
as a dict of equal labels or as text (`status=~"5.."`); `by` names the labels that the result keeps. What does
not fit raises DeclarationError at the line of the call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from promql_parser import Matcher, MatchOp, VectorSelector

from alertflow.declared import DeclarationError, caller
from alertflow.duration import seconds
from alertflow.prometheus.promql.durations import is_duration
from alertflow.prometheus.promql.reading import PromqlError, parse
from alertflow.prometheus.promql.tree import metric_name
from alertflow.prometheus.promql.writing import label, matcher, matcher_text, number
from alertflow.prometheus.promql.writing import selector as written_selector

Where = str | Mapping[str, str]
"""Matchers that are added to a selector: labels and their values, or matchers as PromQL writes them."""

By = str | Iterable[str]
"""The labels that a result keeps: one, or several."""


def error_ratio(errors: str, total: str, *, over: str = "5m", by: By = (), where: Where | None = None) -> str:
    """The share of events that failed within `over`, from 0 to 1.

    `errors` and `total` select counters. Where nothing happened the result is NaN, which no comparison
    lets through; where no series of `errors` exists, there is none.

    >>> error_ratio("http_errors_total", "http_requests_total", by="job")
    'sum by (job) (rate(http_errors_total[5m])) / sum by (job) (rate(http_requests_total[5m]))'
    """
    return _divided(
        event_rate(errors, over=over, by=by, where=where), event_rate(total, over=over, by=by, where=where)
    )


def event_rate(events: str, *, over: str = "5m", by: By = (), where: Where | None = None) -> str:
    """How many events happen per second, on average within `over`: `events` selects counters.

    >>> event_rate("http_requests_total", over="1h", by=["job"], where={"job": "api"})
    'sum by (job) (rate(http_requests_total{job="api"}[1h]))'
    """
    return _aggregated("sum", f"rate({_selected(events, where)}[{_duration('over', over)}])", _labels(by))


def latency_quantile(
    quantile: float,
    histogram: str,
    *,
    over: str = "5m",
    by: By = (),
    where: Where | None = None,
    native: bool = False,
) -> str:
    """The time below which a share of `quantile` of the events of `over` took, in the histogram's unit.

    `histogram` is its name without `_bucket`. A `native` histogram (2.40) has no buckets as series. A classic
    one gives an estimate: it is exact only at the bounds of its buckets.

    >>> latency_quantile(0.95, "http_request_duration_seconds")
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))'
    """
    if not 0 <= quantile <= 1:
        raise _wrong(f"quantile: should lie between 0 and 1, not {quantile}.")
    over, labels = _duration("over", over), _labels(by)
    if native:
        return f"histogram_quantile({number(quantile)}, {_rate_of(histogram, '', over, labels, where)})"
    rate = _rate_of(histogram, "_bucket", over, ["le", *labels], where)
    return f"histogram_quantile({number(quantile)}, {rate})"


def share_slower_than(
    limit: float,
    histogram: str,
    *,
    over: str = "5m",
    by: By = (),
    where: Where | None = None,
    native: bool = False,
) -> str:
    """The share of events that took longer than `limit`, from 0 to 1: an error ratio of latency.

    `limit` is in the histogram's unit, usually seconds. A classic histogram must have a bucket with just that
    bound; where it has none, the result is empty. A `native` one (2.40) is asked by `histogram_fraction`.

    >>> share_slower_than(0.5, "request_seconds")
    '1 - sum(rate(request_seconds_bucket{le="0.5"}[5m])) / sum(rate(request_seconds_count[5m]))'
    """
    if not limit > 0:
        raise _wrong(f"limit: should be more than 0, not {limit}.")
    over, labels = _duration("over", over), _labels(by)
    if native:
        return f"1 - histogram_fraction(0, {number(limit)}, {_rate_of(histogram, '', over, labels, where)})"
    faster = _rate_of(histogram, "_bucket", over, labels, where, bucket_bound(limit))
    return f"1 - {_divided(faster, _rate_of(histogram, '_count', over, labels, where))}"


def absence(metric: str, *, over: str | None = None, where: Where | None = None) -> str:
    """1 where no series of `metric` exists: now, or at no time within `over`.

    It has the labels for which the selector gives one value, and no others.

    >>> absence('up{job="api"}', over="10m")
    'absent_over_time(up{job="api"}[10m])'
    """
    selected = _selected(metric, where)
    if over is None:
        return f"absent({selected})"
    return f"absent_over_time({selected}[{_duration('over', over)}])"


def saturation(used: str, limit: str, *, by: By = (), where: Where | None = None) -> str:
    """How much of `limit` is used, from 0 to 1: both select gauges.

    >>> saturation("pool_connections_in_use", "pool_connections_max", by="instance")
    'sum by (instance) (pool_connections_in_use) / sum by (instance) (pool_connections_max)'
    """
    labels = _labels(by)
    return _divided(
        _aggregated("sum", _selected(used, where), labels),
        _aggregated("sum", _selected(limit, where), labels),
    )


def forecast(
    gauge: str, *, within: str, over: str = "1h", by: By | None = None, where: Where | None = None
) -> str:
    """What `gauge` will be after `within`, if it goes on as it did within `over`, in a straight line.

    Each series is forecast by itself; with `by`, those with equal labels are then summed.

    >>> forecast("node_filesystem_avail_bytes", within="4h", over="6h") + " < 0"
    'predict_linear(node_filesystem_avail_bytes[6h], 14400) < 0'
    """
    ahead = number(seconds(_duration("within", within)))
    text = f"predict_linear({_selected(gauge, where)}[{_duration('over', over)}], {ahead})"
    return text if by is None else _aggregated("sum", text, _labels(by))


def _rate_of(
    histogram: str, suffix: str, over: str, by: list[str], where: Where | None, more: str = ""
) -> str:
    return _aggregated("sum", f"rate({_selected(histogram, where, suffix, more)}[{over}])", by)


def _aggregated(operator: str, text: str, by: list[str]) -> str:
    return f"{operator} by ({', '.join(by)}) ({text})" if by else f"{operator}({text})"


def _divided(left: str, right: str) -> str:
    return f"{left} / {right}"


def _selected(selector: str, where: Where | None, suffix: str = "", more: str = "") -> str:
    """`selector` with what `where` and `more` add to it, its metric followed by `suffix`."""
    tree = _read(selector)
    metric = metric_name(tree)
    if metric is None:
        raise _wrong(f"'{selector}' names no metric; write one, as in http_requests_total.")
    if suffix:
        metric = metric.removesuffix("_bucket").removesuffix("_count") + suffix
    found = [*tree.matchers.matchers, *_matchers(where)]
    fixed: dict[str, str] = {}
    for one in found:
        if one.op == MatchOp.Equal and fixed.setdefault(one.name, one.value) != one.value:
            raise _wrong(
                f"{one.name} cannot be {fixed[one.name]!r} and {one.value!r} at once: nothing would match."
            )
    texts = dict.fromkeys(matcher_text(one) for one in found if one.name != "__name__")
    return written_selector(metric, [*texts, *([more] if more else [])])


def _read(selector: str) -> VectorSelector:
    try:
        tree = parse(selector)
    except PromqlError as error:
        raise _wrong(error.message, f"'{selector}': ") from None
    if not isinstance(tree, VectorSelector) or tree.offset is not None or tree.at is not None:
        raise _wrong(f"'{selector}' is no plain selector; write a metric, with or without {{matchers}}.")
    return tree


def _matchers(where: Where | None) -> list[Matcher]:
    if where is None or isinstance(where, Mapping):
        return [Matcher(MatchOp.Equal, name, value) for name, value in (where or {}).items()]
    inside = where.strip().removeprefix("{").removesuffix("}")
    return _read(f"any{{{inside}}}").matchers.matchers


def _labels(by: By) -> list[str]:
    return [label(one) for one in ((by,) if isinstance(by, str) else by)]


def _duration(name: str, text: str) -> str:
    if not is_duration(text) or seconds(text) <= 0:
        raise _wrong(f"{name}: should be a duration such as 5m or 1h30m, not {text!r}.")
    return text


def bucket_bound(limit: float) -> str:
    """The matcher of the bucket whose bound is `limit`, however a client or Prometheus 3 writes it.

    Prometheus 3.0 writes a whole bound as `1.0`; before, it is what the client wrote, often `1`.
    Source: https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values.
    """
    spellings = dict.fromkeys([number(limit), repr(float(limit)), _as_go(limit)])
    if len(spellings) == 1:
        return matcher("le", "=", number(limit))
    return matcher("le", "=~", "|".join(re.escape(one) for one in spellings))


def _as_go(value: float) -> str:
    """`value` as Go's clients write a bound: with an exponent from a million on, and below 0.0001."""
    mantissa, _, exponent = f"{Decimal(repr(float(value))).normalize():e}".partition("e")
    return f"{mantissa}e{int(exponent):+03}" if not -4 <= int(exponent) < 6 else number(value)


def _wrong(reason: str, before: str = "") -> DeclarationError:
    return DeclarationError(before + reason, caller())


__all__ = [
    "absence",
    "bucket_bound",
    "error_ratio",
    "event_rate",
    "forecast",
    "latency_quantile",
    "saturation",
    "share_slower_than",
]
