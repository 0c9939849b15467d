"""What is measured: sources of metrics, indicators, and the services that objectives are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from alertflow.openslo.header import VERSION, Metadata, OpenSlo, Part


class MetricSource(Part):
    """Where a metric comes from: a query in `spec`, whose form is the source's own."""

    metric_source_ref: str | None = None
    """A DataSource; its type is the query's, too."""
    type: str | None = None
    """`Prometheus`, `Datadog`, …."""
    spec: Mapping[str, Any] = Field(default_factory=dict)
    """Anything; for Prometheus it is `query` that people write."""

    @property
    def query(self) -> str | None:
        """The text of `spec.query`; None where there is none."""
        query = self.spec.get("query")
        return query if isinstance(query, str) else None


class Metric(Part):
    """One metric."""

    metric_source: MetricSource


class RatioMetric(Part):
    """A share of events: good or bad ones by all of them, or one that was reckoned before (`raw`)."""

    counter: bool | None = None
    """Whether the queries give counters, which only grow; False for numbers of one moment."""
    good: Metric | None = None
    bad: Metric | None = None
    total: Metric | None = None
    raw_type: Literal["success", "failure"] | None = None
    """What `raw` is a share of."""
    raw: Metric | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Anything but good and total, bad and total, or raw."""
        if self.raw is not None:
            for name in ("good", "bad", "total"):
                if getattr(self, name) is not None:
                    yield name, f"'{name}' and 'raw' exclude each other: raw is the share itself."
            if self.raw_type is None:
                yield "", "'rawType' is missing: it says whether 'raw' is of successes or of failures."
            return
        if self.total is None:
            yield "", "'total' is missing: a share is of all events. Give it, or 'raw'."
        if self.good is not None and self.bad is not None:
            yield "bad", "'good' and 'bad' exclude each other: the one follows from the other and the total."
        if self.good is None and self.bad is None:
            yield "", "it has neither 'good' nor 'bad'; give one of them."


class SliSpec(Part):
    """How an indicator is read: a share of events, or a value that objectives compare."""

    description: str = ""
    threshold_metric: Metric | None = None
    ratio_metric: RatioMetric | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """None of the two, or both."""
        if (self.threshold_metric is None) == (self.ratio_metric is None):
            yield "", "it should have one of 'ratioMetric' and 'thresholdMetric'."


class Sli(OpenSlo):
    """An indicator, which objectives refer to by its name."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "SLI"}

    spec: SliSpec


class Indicator(Part):
    """An indicator within an objective."""

    metadata: Metadata
    spec: SliSpec


class DataSourceSpec(Part):
    """A program that has metrics, and how to reach it."""

    description: str = ""
    type: str
    connection_details: Any = None


class DataSource(OpenSlo):
    """A source of metrics, which indicators refer to by its name."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "DataSource"}

    spec: DataSourceSpec


class ServiceSpec(Part):
    """What a service is."""

    description: str = ""


class Service(OpenSlo):
    """A service, which objectives are for."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "Service"}

    spec: ServiceSpec = Field(default_factory=ServiceSpec)


__all__ = [
    "DataSource",
    "DataSourceSpec",
    "Indicator",
    "Metric",
    "MetricSource",
    "RatioMetric",
    "Service",
    "ServiceSpec",
    "Sli",
    "SliSpec",
]
