"""The rules that Sloth 0.12 makes of a specification, by its published formulas.

Sources: https://sloth.dev/introduction/architecture/ and examples/_gen of github.com/slok/sloth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alertflow.sloth import WINDOW, Alerting, ServiceLevels, Slo

WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
PAGE = (("5m", "1h", 14.4), ("30m", "6h", 6))
TICKET = (("2h", "1d", 3), ("6h", "3d", 1))


def sloth_rules(spec: ServiceLevels) -> dict[str, Any]:
    """A rule file as plain data."""
    groups = []
    for slo in spec.slos:
        rules = [*_recorded(spec, slo), *_alerts(spec, slo, slo.alerting)]
        groups.append({"name": f"sloth-{spec.service}-{slo.name}", "rules": rules})
    return {"groups": groups}


def _recorded(spec: ServiceLevels, slo: Slo) -> Iterator[dict[str, Any]]:
    assert slo.sli.events is not None
    for window in WINDOWS:
        errors, total = (
            WINDOW.sub(window, query) for query in (slo.sli.events.error_query, slo.sli.events.total_query)
        )
        yield {
            "record": f"slo:sli_error:ratio_rate{window}",
            "expr": f"({errors})\n/\n({total})",
            "labels": {**spec.labels, **slo.labels, **_own(spec, slo), "sloth_window": window},
        }


def _alerts(spec: ServiceLevels, slo: Slo, alerting: Alerting) -> Iterator[dict[str, Any]]:
    budget = 1 - slo.objective / 100
    selector = "{" + ", ".join(f'{key}="{value}"' for key, value in _own(spec, slo).items()) + "}"
    for kind, alert, burns in (
        ("page", alerting.page_alert, PAGE),
        ("ticket", alerting.ticket_alert, TICKET),
    ):
        if alert.disable:
            continue
        parts = [
            "("
            + " and ignoring (sloth_window) ".join(
                f"(slo:sli_error:ratio_rate{window}{selector} > ({factor} * {budget}))"
                for window in (short, long)
            )
            + ")"
            for short, long, factor in burns
        ]
        yield {
            "alert": alerting.name,
            "expr": " or ignoring (sloth_window) ".join(parts),
            "labels": {"sloth_severity": kind, **alerting.labels, **alert.labels},
            "annotations": {**alerting.annotations, **alert.annotations},
        }


def _own(spec: ServiceLevels, slo: Slo) -> dict[str, str]:
    return {
        "sloth_id": f"{spec.service}-{slo.name}",
        "sloth_service": spec.service,
        "sloth_slo": slo.name,
    }
