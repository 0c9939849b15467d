"""A dashboard as a document: plain data that Grafana reads, and the queries in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.declared import Declared

_MACROS = {"__rate_interval": "4m", "__interval": "1m", "__range": "1d"}
"""Variables that Grafana fills in by the time range that is shown, and spans that they may come to."""
_MACRO = re.compile(r"\$(?:\{(__\w+)\}|(__\w+))")


class Asked(NamedTuple):
    """A query of a dashboard: the title of its panel or annotation, and its PromQL."""

    title: str
    expr: str

    @property
    def promql(self) -> str:
        """The expression with an example in place of each variable of Grafana's: PromQL that parses."""
        return _MACRO.sub(lambda found: _MACROS.get(found[1] or found[2], found[0]), self.expr)


class Dashboard(Declared):
    """A dashboard, in Grafana's classic JSON model.

    Source: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/.
    """

    model: Mapping[str, Any]

    def to_data(self) -> dict[str, Any]:
        """The model, as it is written."""
        return dict(self.model)

    @property
    def uid(self) -> str:
        """By what Grafana knows it, and the end of its address: `/d/UID`."""
        return str(self.model["uid"])

    @property
    def queries(self) -> Iterator[Asked]:
        """Every query, of annotations and of panels, in order."""
        for annotation in self.model["annotations"]["list"]:
            if "expr" in annotation:
                yield Asked(annotation["name"], annotation["expr"])
        for panel in self.model["panels"]:
            for target in panel.get("targets", ()):
                yield Asked(panel["title"], target["expr"])


__all__ = ["Asked", "Dashboard"]
