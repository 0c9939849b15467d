"""A whole dashboard: rows of panels under the choice of a Prometheus, with alerts marked on the time axis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from alertflow.grafana.document import Dashboard
from alertflow.grafana.panels import DATASOURCE, Panel, Query
from alertflow.grafana.sdk import JSONEncoder, building, models, values

_COLUMNS = 24
"""Of a dashboard. Source: Grafana's dashboard JSON model, `gridPos`."""


class Row(NamedTuple):
    """Panels under a heading, left to right and then downwards: 24 columns are one line."""

    title: str
    panels: Sequence[Panel]


class Marks(NamedTuple):
    """What is marked on the time axis of every panel: while the query has a value above 0.

    `query.legend` is the title of a mark, and the values of `tags`, which are labels, its tags.
    """

    name: str
    query: Query
    colour: str = "red"
    tags: Sequence[str] = ()


def board(
    uid: str,
    title: str,
    rows: Iterable[Row],
    *,
    about: str = "",
    tags: Sequence[str] = (),
    marks: Sequence[Marks] = (),
    related: str = "",
    since: str = "now-24h",
) -> Dashboard:
    """The dashboard `uid` of the time `since` then; it links to those that have the tag `related`.

    It has no id, which is Grafana's to give, and nothing in it depends on when it was made.
    """
    made = (
        building.Dashboard(title)
        .uid(uid)
        .description(about)
        .tags(list(tags))
        .editable()
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .timezone(values.TimeZoneBrowser)
        .time(since, "now")
        .refresh("1m")
        .with_variable(building.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
        .annotations([_annotation(one) for one in marks])
    )
    if related:
        made = made.link(
            building.DashboardLink(related)
            .type(models.DashboardLinkType.DASHBOARDS)
            .tags([related])
            .as_dropdown(True)
            .include_vars(True)
            .keep_time(True)
        )
    for row in rows:
        made = made.with_row(building.Row(row.title))
        for line in _lines(row.panels):
            for panel in line:
                made = made.with_panel(panel)
    model: dict[str, Any] = json.loads(json.dumps(made.build(), cls=JSONEncoder))
    for annotation, mark in zip(model["annotations"]["list"], marks, strict=True):
        annotation.update(_marked(mark))
    return Dashboard(model=model)


def _lines(panels: Iterable[Panel]) -> Iterator[list[Panel]]:
    """The panels line by line, each filled by its last one, by which the SDK knows that it ends."""
    line: list[Panel] = []
    taken = 0
    for panel in panels:
        width = _place(panel).w
        if line and taken + width > _COLUMNS:
            _place(line[-1]).w += _COLUMNS - taken
            yield line
            line, taken = [], 0
        line.append(panel)
        taken += width
    if line:
        _place(line[-1]).w += _COLUMNS - taken
        yield line


def _place(panel: Panel) -> models.GridPos:
    place = panel.build().grid_pos
    assert place is not None  # every kind of panel here has a width and a height
    return place


def _annotation(mark: Marks) -> building.AnnotationQuery:
    return (
        building.AnnotationQuery()
        .name(mark.name)
        .datasource(DATASOURCE)
        .enable(True)
        .icon_color(mark.colour)
        .expr(mark.query.expr)
    )


def _marked(mark: Marks) -> dict[str, Any]:
    """What the Prometheus data source reads of an annotation, and the SDK's types leave out.

    Earlier versions of it ask what stands in `expr`, later ones what stands in `target`.
    Source: packages/grafana-prometheus/src/annotations.ts in Grafana.
    """
    return {
        "step": "60s",
        "titleFormat": mark.query.legend,
        "tagKeys": ",".join(mark.tags),
        "target": {"expr": mark.query.expr, "interval": "60s", "refId": "Anno"},
    }


__all__ = ["Marks", "Row", "board"]
