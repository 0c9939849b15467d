"""Prometheus's own languages, typed: rule files, promtool's tests, and what a PromQL expression means.

from alertflow.prometheus import AlertingRule, RuleFile, RuleGroup, parse, unfiltered
"""

from alertflow.prometheus.analysis import Unfiltered, has_comparison, metric_names, unfiltered
from alertflow.prometheus.labels import Surviving, surviving_labels
from alertflow.prometheus.misuse import GaugeRate, Ratio, rates_of_gauges, unaggregated_ratios
from alertflow.prometheus.promql import PromqlError, parse, printed
from alertflow.prometheus.rules import AlertingRule, RecordingRule, RuleFile, RuleGroup
from alertflow.prometheus.shapes import called
from alertflow.prometheus.support import Unsupported, unsupported
from alertflow.prometheus.unit_tests import (
    AlertRuleTest,
    ExpectedAlert,
    ExpectedSample,
    InputSeries,
    PromqlExprTest,
    TestFile,
    UnitTest,
)

__all__ = [
    "AlertRuleTest",
    "AlertingRule",
    "ExpectedAlert",
    "ExpectedSample",
    "GaugeRate",
    "InputSeries",
    "PromqlError",
    "PromqlExprTest",
    "Ratio",
    "RecordingRule",
    "RuleFile",
    "RuleGroup",
    "Surviving",
    "TestFile",
    "Unfiltered",
    "UnitTest",
    "Unsupported",
    "called",
    "has_comparison",
    "metric_names",
    "parse",
    "printed",
    "rates_of_gauges",
    "surviving_labels",
    "unaggregated_ratios",
    "unfiltered",
    "unsupported",
]
