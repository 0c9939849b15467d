"""Files for `promtool test rules`: series go in, alerts and values are expected out.

Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from alertflow.declared import Items
from alertflow.duration import Duration, seconds
from alertflow.prometheus.rules import Labels
from alertflow.prometheus.syntax import Expression, Text, verbatim
from alertflow.sections import GO_YAML_2, Dialect, Section

if TYPE_CHECKING:
    from alertflow.prometheus.series import Value


class InputSeries(Section):
    """A series that the test feeds in, one value per interval, from time 0.

    `values` is promtool's notation: `0 1 2`, `0+60x10` (eleven values, each 60 more), `5x10` (eleven times
    5), `_` (a missing value), `stale`, `{{schema:0 sum:5 count:4 buckets:[1 2 1]}}` (a native histogram).
    """

    series: Text = Field(kw_only=False)
    values: str = Field(kw_only=False)

    @property
    def expanded(self) -> list[Value]:
        """Every value that `values` stands for, in order; see `alertflow.prometheus.expanded`."""
        from alertflow.prometheus.series import expanded

        return expanded(self.values)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What names no series, and values that promtool does not read."""
        from alertflow.prometheus.series import counted, ensure_series  # only who writes tests needs it

        for field, reading in (("series", ensure_series), ("values", counted)):
            try:
                reading(getattr(self, field))
            except ValueError as error:
                yield field, str(error)


class ExpectedAlert(Section):
    """An alert that fires: its labels (without `alertname`) and its annotations, after templating."""

    exp_labels: Labels = Field(default_factory=dict)
    exp_annotations: Labels = Field(default_factory=dict)


class AlertRuleTest(Section):
    """Which alerts named `alertname` fire at `eval_time`: exactly `exp_alerts`, none if it is empty.

    An alert whose annotations are not named here passes only if the rule has none.
    """

    eval_time: Duration = "0s"
    alertname: Text
    exp_alerts: Items[ExpectedAlert] = ()

    def to_data(self) -> dict[str, Any]:
        """The case as promtool reads it. `exp_alerts: []` is written out: it says that all is quiet."""
        return {"eval_time": self.eval_time} | super().to_data() | {"exp_alerts": _plain(self.exp_alerts)}


class ExpectedSample(Section):
    """A sample that a query returns: its series (`job:errors:rate5m{job="api"}`, `{}`) and its value.

    `histogram` is a native one in promtool's notation (`{{sum:5 count:4}}`); `value` counts for nothing then.
    """

    labels: Text = Field(kw_only=False)
    value: float = Field(default=0.0, kw_only=False)
    histogram: str | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What names no series, and a histogram that promtool does not read."""
        from alertflow.prometheus.series import ensure_series, expanded

        try:
            ensure_series(self.labels)
        except ValueError as error:
            yield "labels", str(error)
        if self.histogram:
            try:
                values = expanded(self.histogram)
            except ValueError as error:
                yield "histogram", str(error)
                return
            if len(values) != 1 or not str(values[0]).startswith("{{"):
                yield "histogram", f"'{self.histogram}' is not one histogram."

    def to_data(self) -> dict[str, Any]:
        """The sample as promtool reads it; a whole number is written as one."""
        data = super().to_data()
        if "value" in data and float(data["value"]).is_integer():
            data["value"] = int(data["value"])
        return data


class PromqlExprTest(Section):
    """What query `expr` returns at `eval_time`: exactly `exp_samples`, in any order."""

    expr: Expression
    eval_time: Duration = "0s"
    exp_samples: Items[ExpectedSample] = ()

    def to_data(self) -> dict[str, Any]:
        """The case as promtool reads it. `exp_samples: []` is written out: it says that nothing returns."""
        return (
            {"expr": self.expr, "eval_time": self.eval_time}
            | super().to_data()
            | {"exp_samples": _plain(self.exp_samples)}
        )


_is_time = re.compile(
    r"[-+]?[0-9]+(?:\.[0-9]+)?|\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)", re.ASCII
).fullmatch


class UnitTest(Section):
    """Cases over one set of series. Time starts at 0; a series has a value every `interval`.

    Without an `interval` (2.49) it is the file's `evaluation_interval`. `external_labels` and `external_url`
    are what templates see as `$externalLabels` and `$externalURL`. `start_timestamp` (3.9) is the time at
    which it starts, in seconds since 1970 or as in `2025-01-01T00:00:00Z`, for `time()` and its like.
    """

    __test__: ClassVar[bool] = False
    OTHERWISE: ClassVar[Mapping[str, str]] = {
        "alert_rule_tests": "alert_rule_test",
        "promql_expr_tests": "promql_expr_test",
    }

    name: str = ""
    interval: Duration | None = None
    start_timestamp: float | str | None = None
    external_labels: Labels = Field(default_factory=dict)
    external_url: str = ""
    input_series: Items[InputSeries] = ()
    alert_rule_tests: Items[AlertRuleTest] = ()
    promql_expr_tests: Items[PromqlExprTest] = ()

    @property
    def horizon(self) -> float:
        """The last time that is looked at, in seconds from the start."""
        times = [one.eval_time for one in self.alert_rule_tests]
        times += [one.eval_time for one in self.promql_expr_tests]
        return max(map(seconds, times), default=0.0)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A start that is no time."""
        start = self.start_timestamp
        if isinstance(start, str) and not _is_time(start):
            yield (
                "start_timestamp",
                f"'{start}' is no time; write seconds since 1970, or 2025-01-01T00:00:00Z.",
            )


class TestFile(Section):
    """A file for `promtool test rules`. `rule_files` are relative to it; rules are evaluated every
    `evaluation_interval` (1 minute, if None). `fuzzy_compare` (3.5) forgives the last digits of a float.
    """

    __test__: ClassVar[bool] = False
    DIALECT: ClassVar[Dialect | None] = GO_YAML_2

    rule_files: Items[Text] = ()
    evaluation_interval: Duration | None = None
    group_eval_order: Items[Text] = ()
    fuzzy_compare: bool = False
    tests: Items[UnitTest] = ()

    @classmethod
    def parse(cls, text: str, path: str) -> Self:
        """The tests that `text`, a whole file, holds; each knows its places in it.

        `path` is where messages say it stands. Raises AlertflowError, with the place of each, for what
        promtool does not read.
        """
        from alertflow.sections import read  # only who has files needs it

        with verbatim():
            return read(cls, text, path)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A group that has two places in the order."""
        seen: set[str] = set()
        for name in self.group_eval_order:
            if name in seen:
                yield "group_eval_order", f"'{name}' stands in it twice; promtool refuses the file."
            seen.add(name)

    def to_data(self) -> dict[str, Any]:
        """The file as promtool reads it."""
        data = super().to_data()
        data.setdefault("tests", [])
        return data


def _plain(cases: Iterable[Section]) -> list[dict[str, Any]]:
    return [case.to_data() for case in cases]


__all__ = [
    "AlertRuleTest",
    "ExpectedAlert",
    "ExpectedSample",
    "InputSeries",
    "PromqlExprTest",
    "TestFile",
    "UnitTest",
]
