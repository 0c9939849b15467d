"""What each release of Prometheus brought or took away: keys of its files and functions of PromQL, as data.

Sources: the changelog and https://prometheus.io/docs/prometheus/latest/querying/functions/; what lies between
2.42 and 3.5 is checked against both by the tests.
"""

from __future__ import annotations

from typing import NamedTuple

RULE_KEYS = {"keep_firing_for": "2.42"}
"""Key of a rule -> the release that brought it."""

GROUP_KEYS = {"limit": "2.31", "query_offset": "2.53", "labels": "3.0"}
"""Key of a rule group -> the release that brought it."""

TEST_KEYS = {"fuzzy_compare": "3.5", "start_timestamp": "3.9"}
"""Key of a file for `promtool test rules` -> the release that brought it."""

OPTIONAL_INTERVAL = "2.49"
"""The release from which a test may leave out its `interval`: it is then the `evaluation_interval`."""

HISTOGRAM_NOTATION = "2.48"
"""The release from which the series of a test may be native histograms."""

UTF_8_NAMES = "3.0"
"""The release from which names of metrics and labels may be any text in UTF-8."""


class Life(NamedTuple):
    """The releases that know a function or a piece of syntax, and whether it must be switched on."""

    since: str = "2.0"
    until: str | None = None
    """The first release that does not know it any more; None while every later one does."""
    experimental_until: str | None = None
    """The release that made it stable; '' while none has. Before that it needs `flag`. None: it was never
    experimental."""
    flag: str = "promql-experimental-functions"
    """What `--enable-feature=` must name while it is experimental."""


_ALWAYS = """
    abs absent avg_over_time ceil changes clamp_max clamp_min count_over_time day_of_month day_of_week
    days_in_month delta deriv exp floor histogram_quantile hour idelta increase irate label_join label_replace
    ln log10 log2 max_over_time min_over_time minute month predict_linear quantile_over_time rate resets round
    scalar sort sort_desc sqrt stddev_over_time stdvar_over_time sum_over_time time timestamp vector year
"""
_AGGREGATIONS = "sum avg count min max stddev stdvar topk bottomk count_values quantile"
_TRIGONOMETRIC = "acos acosh asin asinh atan atanh cos cosh deg pi rad sin sinh tan tanh"

FUNCTIONS: dict[str, Life] = {
    **dict.fromkeys(_ALWAYS.split(), Life()),
    "absent_over_time": Life("2.16"),
    **dict.fromkeys(["clamp", "last_over_time", "sgn"], Life("2.26")),
    "present_over_time": Life("2.29"),
    **dict.fromkeys(_TRIGONOMETRIC.split(), Life("2.31")),
    "day_of_year": Life("2.38"),
    **dict.fromkeys(["histogram_count", "histogram_fraction", "histogram_sum"], Life("2.40")),
    "holt_winters": Life(until="3.0"),
    **dict.fromkeys(["histogram_stddev", "histogram_stdvar"], Life("2.46")),
    **dict.fromkeys(
        ["mad_over_time", "sort_by_label", "sort_by_label_desc"], Life("2.49", experimental_until="")
    ),
    "histogram_avg": Life("2.51"),
    "info": Life("2.55", experimental_until=""),
    "double_exponential_smoothing": Life("3.0", experimental_until=""),
    **dict.fromkeys(
        ["ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time"],
        Life("3.5", experimental_until=""),
    ),
    "first_over_time": Life("3.7", experimental_until="3.14"),
    "ts_of_first_over_time": Life("3.7", experimental_until=""),
    "histogram_quantiles": Life("3.11", experimental_until=""),
    **dict.fromkeys(["end", "range", "start", "step"], Life("3.12", experimental_until="")),
    **dict.fromkeys(["max_of", "min_of"], Life("3.13", experimental_until="")),
    "start_timestamp": Life("3.14", experimental_until="", flag="use-start-timestamps"),
    "integral": Life("3.16", experimental_until=""),
}
"""Function of PromQL -> the releases that know it."""

AGGREGATIONS: dict[str, Life] = {
    **dict.fromkeys(_AGGREGATIONS.split(), Life()),
    "group": Life("2.20"),
    **dict.fromkeys(["limitk", "limit_ratio"], Life("2.54", experimental_until="")),
}
"""Aggregation operator of PromQL -> the releases that know it."""

_EXTENDED = "promql-extended-range-selectors"

SYNTAX: dict[str, Life] = {
    "@": Life("2.25", experimental_until="2.33", flag="promql-at-modifier"),
    "a negative offset": Life("2.26", experimental_until="2.33", flag="promql-negative-offset"),
    "atan2": Life("2.31"),
    **dict.fromkeys(
        ["a duration as a number", "a number as a duration", "an underscore in a number"], Life("2.54")
    ),
    "a name in quotes": Life("3.0"),
    "arithmetic of durations": Life("3.4", experimental_until="3.14", flag="promql-duration-expr"),
    **dict.fromkeys(["anchored", "smoothed"], Life("3.7", experimental_until="3.16", flag=_EXTENDED)),
    "fill()": Life("3.10", experimental_until="", flag="promql-binop-fill-modifiers"),
}
"""Syntax of PromQL -> the releases that know it. `fill()` stands for its two variants, too."""

__all__ = [
    "AGGREGATIONS",
    "FUNCTIONS",
    "GROUP_KEYS",
    "HISTOGRAM_NOTATION",
    "OPTIONAL_INTERVAL",
    "RULE_KEYS",
    "SYNTAX",
    "TEST_KEYS",
    "UTF_8_NAMES",
    "Life",
]
