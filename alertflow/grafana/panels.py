"""The kinds of panel that dashboards here are made of, each with the settings that make it readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alertflow.grafana.sdk import (
    Builder,
    building,
    common,
    models,
    prometheus,
    querying,
    stat,
    statetimeline,
    table,
    timeseries,
    values,
)

DATASOURCE = models.DataSourceRef(type_val="prometheus", uid="${datasource}")
"""The Prometheus that the dashboard's variable `datasource` names."""

Panel = Builder[models.Panel]
"""A panel before it has its place."""


class Query(NamedTuple):
    """What a panel asks: PromQL, in which Grafana's variables may stand, and what its series are called.

    `legend` may hold labels, `{{severity}}`.
    """

    expr: str
    legend: str = ""


class Step(NamedTuple):
    """From `value` up (None: from the least) things have this colour, a name of Grafana's: `red`."""

    value: float | None
    colour: str


class Meaning(NamedTuple):
    """What a value stands for: a word and its colour."""

    text: str
    colour: str


Meanings = Mapping[int, Meaning]


def number(
    title: str,
    query: Query,
    *,
    unit: str = "short",
    steps: Sequence[Step] = (),
    meanings: Meanings | None = None,
    decimals: int | None = None,
    about: str = "",
    empty: str = "no data",
    width: int = 4,
) -> Panel:
    """One value as it is now, coloured by `steps` or `meanings`; `empty` stands there where there is none.

    `about`, of every panel, is shown to whoever asks for it.
    """
    panel = (
        stat.Panel()
        .title(title)
        .description(about)
        .datasource(DATASOURCE)
        .with_target(_target(query, "A", instant=True))
        .unit(unit)
        .thresholds(_thresholds(steps))
        .mappings(_mappings(meanings or {}))
        .no_value(empty)
        .graph_mode(values.BigValueGraphMode.NONE)
        .color_mode(values.BigValueColorMode.VALUE)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .span(width)
        .height(4)
    )
    return panel if decimals is None else panel.decimals(decimals)


def lines(
    title: str,
    queries: Iterable[Query],
    *,
    unit: str = "short",
    steps: Sequence[Step] = (),
    most: float | None = None,
    stacked: bool = False,
    about: str = "",
    width: int = 12,
) -> Panel:
    """Values over time; `steps` are dashed lines. The axis begins at 0 where nothing is below."""
    dashed = values.GraphThresholdsStyleMode.DASHED if steps else values.GraphThresholdsStyleMode.OFF
    stacking = values.StackingMode.NORMAL if stacked else values.StackingMode.NONE
    panel = (
        timeseries.Panel()
        .title(title)
        .description(about)
        .datasource(DATASOURCE)
        .targets([_target(query, chr(ord("A") + n)) for n, query in enumerate(queries)])
        .unit(unit)
        .axis_soft_min(0)
        .thresholds(_thresholds(steps))
        .thresholds_style(common.GraphThresholdsStyleConfig().mode(dashed))
        .stacking(common.StackingConfig().mode(stacking))
        .fill_opacity(40 if stacked else 5)
        .show_points(values.VisibilityMode.NEVER)
        .legend(
            common.VizLegendOptions()
            .display_mode(values.LegendDisplayMode.LIST)
            .placement(values.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .tooltip(
            common.VizTooltipOptions().mode(values.TooltipDisplayMode.MULTI).sort(values.SortOrder.DESCENDING)
        )
        .span(width)
        .height(8)
    )
    return panel if most is None else panel.max(most)


def states(
    title: str, query: Query, meanings: Meanings, *, about: str = "", width: int = 24, height: int = 6
) -> Panel:
    """What each series was when, in words."""
    return (
        statetimeline.Panel()
        .title(title)
        .description(about)
        .datasource(DATASOURCE)
        .with_target(_target(query, "A"))
        .mappings(_mappings(meanings))
        .thresholds(_thresholds([Step(None, "text")]))
        .show_value(values.VisibilityMode.NEVER)
        .merge_values(True)
        .legend(common.VizLegendOptions().show_legend(False))
        .span(width)
        .height(height)
    )


def listing(
    title: str, query: Query, columns: Mapping[str, str], *, unit: str, about: str = "", width: int = 12
) -> Panel:
    """The series as they are now, a row for each, with `columns`: label (`Value` too) -> heading."""
    order = {name: number for number, name in enumerate(columns)}
    organized = {
        "excludeByName": {"Time": True},
        "indexByName": order,
        "renameByName": dict(columns),
    }
    return (
        table.Panel()
        .title(title)
        .description(about)
        .datasource(DATASOURCE)
        .with_target(_target(query, "A", instant=True).format(querying.PromQueryFormat.TABLE))
        .with_transformation(models.DataTransformerConfig(id_val="organize", options=organized))
        .override_by_name(columns["Value"], [models.DynamicConfigValue(id_val="unit", value=unit)])
        .span(width)
        .height(8)
    )


def _target(query: Query, ref: str, *, instant: bool = False) -> prometheus.Dataquery:
    target = prometheus.Dataquery().expr(query.expr).ref_id(ref)
    if query.legend:
        target = target.legend_format(query.legend)
    return target.instant() if instant else target.range()


def _thresholds(steps: Sequence[Step]) -> building.ThresholdsConfig:
    first = [] if steps and steps[0].value is None else [Step(None, "green")]
    every = [models.Threshold(value=one.value, color=one.colour) for one in (*first, *steps)]
    return building.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(every)


def _mappings(meanings: Meanings) -> list[models.ValueMapping]:
    options = {
        str(value): models.ValueMappingResult(text=one.text, color=one.colour, index=number)
        for number, (value, one) in enumerate(meanings.items())
    }
    return [models.ValueMap(options=options)] if options else []


__all__ = [
    "DATASOURCE",
    "Meaning",
    "Meanings",
    "Panel",
    "Query",
    "Step",
    "lines",
    "listing",
    "number",
    "states",
]
