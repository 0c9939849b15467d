"""Prometheus's own languages, typed: rule files, promtool's tests, and what a PromQL expression means.

from alertflow.prometheus import AlertingRule, RuleFile, RuleGroup, parse, unfiltered
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.prometheus.promql.burn_rates import BurnRate, unstopped_burn_rates
    from alertflow.prometheus.promql.comparisons import (
        Comparison,
        comparison,
        comparisons,
        implies,
        overlaps,
    )
    from alertflow.prometheus.promql.constants import constant
    from alertflow.prometheus.promql.counters import (
        AggregateRate,
        GaugeRate,
        RawCounter,
        rates_of_aggregates,
        rates_of_gauges,
        raw_counters,
    )
    from alertflow.prometheus.promql.filters import Unfiltered, has_comparison, unfiltered
    from alertflow.prometheus.promql.labels import Surviving, surviving_labels
    from alertflow.prometheus.promql.matching import Unmatched, present_labels, unmatched
    from alertflow.prometheus.promql.metric_types import MetricType
    from alertflow.prometheus.promql.quantiles import QuantileMistake, quantile_mistakes
    from alertflow.prometheus.promql.ranges import ShortRange, lookback, short_ranges
    from alertflow.prometheus.promql.ratios import Ratio, ratios_by_series, unaggregated_ratios
    from alertflow.prometheus.promql.reading import PromqlError, parse
    from alertflow.prometheus.promql.selectors import LabelMatcher, Selector, labels_used, selectors
    from alertflow.prometheus.promql.shapes import called
    from alertflow.prometheus.promql.tree import metric_names, printed
    from alertflow.prometheus.queries import (
        absence,
        error_ratio,
        event_rate,
        forecast,
        latency_quantile,
        saturation,
        share_slower_than,
    )
    from alertflow.prometheus.refusing import Refusal, refusals
    from alertflow.prometheus.rules import AlertingRule, RecordingRule, Rule, RuleFile, RuleGroup
    from alertflow.prometheus.series import Series, Value, expanded, read_series
    from alertflow.prometheus.support import Experimental, Unsupported, experimental, unsupported
    from alertflow.prometheus.templates import LabelRead, labels_read, template_problems, uses_value
    from alertflow.prometheus.unit_tests import (
        AlertRuleTest,
        ExpectedAlert,
        ExpectedSample,
        InputSeries,
        PromqlExprTest,
        TestFile,
        UnitTest,
    )
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        promql.burn_rates: BurnRate unstopped_burn_rates
        promql.comparisons: Comparison comparison comparisons implies overlaps
        promql.constants: constant
        promql.counters:
            AggregateRate GaugeRate RawCounter rates_of_aggregates rates_of_gauges raw_counters
        promql.filters: Unfiltered has_comparison unfiltered
        promql.labels: Surviving surviving_labels
        promql.matching: Unmatched present_labels unmatched
        promql.metric_types: MetricType
        promql.quantiles: QuantileMistake quantile_mistakes
        promql.ranges: ShortRange lookback short_ranges
        promql.ratios: Ratio ratios_by_series unaggregated_ratios
        promql.reading: PromqlError parse
        promql.selectors: LabelMatcher Selector labels_used selectors
        promql.shapes: called
        promql.tree: metric_names printed
        queries: absence error_ratio event_rate forecast latency_quantile saturation share_slower_than
        refusing: Refusal refusals
        rules: AlertingRule RecordingRule Rule RuleFile RuleGroup
        series: Series Value expanded read_series
        support: Experimental Unsupported experimental unsupported
        templates: LabelRead labels_read template_problems uses_value
        unit_tests: AlertRuleTest ExpectedAlert ExpectedSample InputSeries PromqlExprTest TestFile UnitTest
        """,
    )

__all__ = [
    "AggregateRate",
    "AlertRuleTest",
    "AlertingRule",
    "BurnRate",
    "Comparison",
    "ExpectedAlert",
    "ExpectedSample",
    "Experimental",
    "GaugeRate",
    "InputSeries",
    "LabelMatcher",
    "LabelRead",
    "MetricType",
    "PromqlError",
    "PromqlExprTest",
    "QuantileMistake",
    "Ratio",
    "RawCounter",
    "RecordingRule",
    "Refusal",
    "Rule",
    "RuleFile",
    "RuleGroup",
    "Selector",
    "Series",
    "ShortRange",
    "Surviving",
    "TestFile",
    "Unfiltered",
    "UnitTest",
    "Unmatched",
    "Unsupported",
    "Value",
    "absence",
    "called",
    "comparison",
    "comparisons",
    "constant",
    "error_ratio",
    "event_rate",
    "expanded",
    "experimental",
    "forecast",
    "has_comparison",
    "implies",
    "labels_read",
    "labels_used",
    "latency_quantile",
    "lookback",
    "metric_names",
    "overlaps",
    "parse",
    "present_labels",
    "printed",
    "quantile_mistakes",
    "rates_of_aggregates",
    "rates_of_gauges",
    "ratios_by_series",
    "raw_counters",
    "read_series",
    "refusals",
    "saturation",
    "selectors",
    "share_slower_than",
    "short_ranges",
    "surviving_labels",
    "template_problems",
    "unaggregated_ratios",
    "unfiltered",
    "unmatched",
    "unstopped_burn_rates",
    "unsupported",
    "uses_value",
]
