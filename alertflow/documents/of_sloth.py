"""The objectives of a document of Sloth's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alertflow.documents.objective import WINDOW, Alarm, Burn, Objective, Query, unknown_keys
from alertflow.sections import Section
from alertflow.sloth import WINDOW as TEMPLATE
from alertflow.sloth import Alerting, BurnAlert, PrometheusServiceLevel, ServiceLevels, Slo

PAGE = (Burn("page-quick", 14.4, "1h", "5m"), Burn("page-slow", 6, "6h", "30m"))
TICKET = (Burn("ticket-quick", 3, "1d", "2h"), Burn("ticket-slow", 1, "3d", "6h"))
"""Sloth's windows for 30 days, which it takes unless it is told otherwise when it runs.

Source: https://sloth.dev/usage/slo-period-windows/; internal/alert/windows of slok/sloth.
"""


def objectives(document: object) -> Iterator[Objective]:
    """The objectives of `document`, in order; none where it is not of Sloth."""
    levels = document.spec if isinstance(document, PrometheusServiceLevel) else document
    if isinstance(levels, ServiceLevels):
        for slo in levels.slos:
            yield _objective(levels, slo)


def _objective(levels: ServiceLevels, slo: Slo) -> Objective:
    events, raw, plugin = slo.sli.events, slo.sli.raw, slo.sli.plugin
    altered = [one.id for plugins in (levels.slo_plugins, slo.plugins) if plugins for one in plugins.chain]
    return Objective(
        service=levels.service,
        name=slo.name,
        target=Decimal(repr(slo.objective)) / 100,
        percent=True,
        part=slo,
        target_field="objective",
        bad=_query(events, "error_query"),
        total=_query(events, "total_query"),
        raw=_query(raw, "error_ratio_query"),
        other="" if plugin is None else f"its queries are those of the plugin {plugin.id}",
        alarms=tuple(_alarms(slo.alerting)),
        labels={**levels.labels, **slo.labels},
        description=slo.description,
        altered=", ".join(altered),
        unknown=", ".join([*levels.extra, *filter(None, [unknown_keys(slo)])]),
    )


def _query(section: Section | None, field: str) -> Query | None:
    if section is None:
        return None
    written: str = getattr(section, field)
    return Query(written, TEMPLATE.sub(WINDOW, written), section.place(field))


def _alarms(alerting: Alerting) -> Iterator[Alarm]:
    each: tuple[tuple[str, BurnAlert, tuple[Burn, ...]], ...] = (
        ("page", alerting.page_alert, PAGE),
        ("ticket", alerting.ticket_alert, TICKET),
    )
    for kind, alert, burns in each:
        if not alert.disable:
            yield Alarm(
                alerting.name,
                kind,
                burns,
                {**alerting.labels, **alert.labels},
                {**alerting.annotations, **alert.annotations},
                alert.source if alert.from_file else alerting.source,
            )


__all__ = ["PAGE", "TICKET", "objectives"]
