"""Grafana's own types, from the package grafana-foundation-sdk, which only who wants dashboards installs."""

from __future__ import annotations

from alertflow.declared import AlertflowError

try:
    from grafana_foundation_sdk.builders import common, prometheus, stat, statetimeline, table, timeseries
    from grafana_foundation_sdk.builders import dashboard as building
    from grafana_foundation_sdk.cog.builder import Builder
    from grafana_foundation_sdk.cog.encoder import JSONEncoder
    from grafana_foundation_sdk.models import common as values
    from grafana_foundation_sdk.models import dashboard as models
    from grafana_foundation_sdk.models import prometheus as querying
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "grafana_foundation_sdk":
        raise
    raise AlertflowError(
        "dashboards need the package grafana-foundation-sdk: pip install 'alertflow[grafana]'."
    ) from None

__all__ = [
    "Builder",
    "JSONEncoder",
    "building",
    "common",
    "models",
    "prometheus",
    "querying",
    "stat",
    "statetimeline",
    "table",
    "timeseries",
    "values",
]
