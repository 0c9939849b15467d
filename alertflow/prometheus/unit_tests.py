"""Files for `promtool test rules`: series go in, alerts and values are expected out.

Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.prometheus.rules import Labels
from alertflow.prometheus.syntax import Expression, Text


class InputSeries(Declared):
    """A series that the test feeds in, one value per interval, from time 0.

    `values` is promtool's notation: `0 1 2`, `0+60x10` (eleven values, each 60 more), `5x10` (eleven times
    5), `_` (a missing value), `stale`.
    """

    series: Text = Field(kw_only=False)
    values: Text = Field(kw_only=False)

    def to_data(self) -> dict[str, Any]:
        """The series as promtool reads it."""
        return {"series": self.series, "values": self.values}


class ExpectedAlert(Declared):
    """An alert that fires: its labels (without `alertname`) and its annotations, after templating."""

    exp_labels: Labels = Field(default_factory=dict)
    exp_annotations: Labels = Field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The alert as promtool reads it."""
        data: dict[str, Any] = {"exp_labels": dict(self.exp_labels)}
        if self.exp_annotations:
            data["exp_annotations"] = dict(self.exp_annotations)
        return data


class AlertRuleTest(Declared):
    """Which alerts named `alertname` fire at `eval_time`: exactly `exp_alerts`, none if it is empty.

    An alert whose annotations are not named here passes only if the rule has none.
    """

    eval_time: Duration
    alertname: Text
    exp_alerts: Items[ExpectedAlert] = ()

    def to_data(self) -> dict[str, Any]:
        """The case as promtool reads it. `exp_alerts: []` is written out: it says that all is quiet."""
        return {
            "eval_time": self.eval_time,
            "alertname": self.alertname,
            "exp_alerts": [alert.to_data() for alert in self.exp_alerts],
        }


class ExpectedSample(Declared):
    """A sample that a query returns: its series (`job:errors:rate5m{job="api"}`, `{}`) and its value."""

    labels: Text = Field(kw_only=False)
    value: float = Field(kw_only=False)

    def to_data(self) -> dict[str, Any]:
        """The sample as promtool reads it; a whole number is written as one."""
        value = self.value
        return {"labels": self.labels, "value": int(value) if value.is_integer() else value}


class PromqlExprTest(Declared):
    """What query `expr` returns at `eval_time`: exactly `exp_samples`, in any order."""

    expr: Expression
    eval_time: Duration
    exp_samples: Items[ExpectedSample] = ()

    def to_data(self) -> dict[str, Any]:
        """The case as promtool reads it."""
        return {
            "expr": self.expr,
            "eval_time": self.eval_time,
            "exp_samples": [sample.to_data() for sample in self.exp_samples],
        }


class UnitTest(Declared):
    """Cases over one set of series. Time starts at 0; a series has a value every `interval`.

    `external_labels` and `external_url` are what templates see as `$externalLabels` and `$externalURL`.
    """

    __test__: ClassVar[bool] = False

    interval: Duration
    input_series: Items[InputSeries] = ()
    name: str = ""
    alert_rule_tests: Items[AlertRuleTest] = ()
    promql_expr_tests: Items[PromqlExprTest] = ()
    external_labels: Labels = Field(default_factory=dict)
    external_url: str = ""

    def to_data(self) -> dict[str, Any]:
        """The test as promtool reads it: keys in customary order, nothing that is at its default."""
        data: dict[str, Any] = {}
        if self.name:
            data["name"] = self.name
        data["interval"] = self.interval
        if self.external_labels:
            data["external_labels"] = dict(self.external_labels)
        if self.external_url:
            data["external_url"] = self.external_url
        data["input_series"] = [series.to_data() for series in self.input_series]
        if self.alert_rule_tests:
            data["alert_rule_test"] = [case.to_data() for case in self.alert_rule_tests]
        if self.promql_expr_tests:
            data["promql_expr_test"] = [case.to_data() for case in self.promql_expr_tests]
        return data


class TestFile(Declared):
    """A file for `promtool test rules`. `rule_files` are relative to it; rules are evaluated every
    `evaluation_interval` (1 minute, if None). `fuzzy_compare` (3.5) forgives the last digits of a float.
    """

    __test__: ClassVar[bool] = False

    rule_files: Items[Text]
    tests: Items[UnitTest]
    evaluation_interval: Duration | None = None
    group_eval_order: Items[Text] = ()
    fuzzy_compare: bool = False

    def to_data(self) -> dict[str, Any]:
        """The file as promtool reads it: keys in customary order, nothing that is at its default."""
        data: dict[str, Any] = {"rule_files": list(self.rule_files)}
        if self.evaluation_interval is not None:
            data["evaluation_interval"] = self.evaluation_interval
        if self.group_eval_order:
            data["group_eval_order"] = list(self.group_eval_order)
        if self.fuzzy_compare:
            data["fuzzy_compare"] = True
        data["tests"] = [test.to_data() for test in self.tests]
        return data


__all__ = [
    "AlertRuleTest",
    "ExpectedAlert",
    "ExpectedSample",
    "InputSeries",
    "PromqlExprTest",
    "TestFile",
    "UnitTest",
]
