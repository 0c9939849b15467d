"""What a project says of the metrics that it reads."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.checks.subject import Subject
from alertflow.prometheus import MetricType


def metric_types(subject: Subject) -> Mapping[str, MetricType]:
    """The types of metrics that the project declares; empty where it says nothing of them."""
    return subject.project.metrics if subject.project is not None else {}


__all__ = ["metric_types"]
