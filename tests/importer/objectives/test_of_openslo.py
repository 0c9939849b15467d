"""Objects of OpenSLO as Slos."""

from __future__ import annotations

import pytest

from tests.checks.slo.specs import burn_rate, openslo
from tests.importer.objectives.bringing import brought


def test_an_objective_without_policies_is_recorded_and_alerts_nobody() -> None:
    made = brought(openslo())
    assert (
        """\
availability = Slo(
    "availability",
    service="shop",
    objective=0.999,
    indicator=Ratio(
        good='sum(rate(requests_total{code!~"5.."}[$window]))',
        total="sum(rate(requests_total[$window]))",
    ),
    tiers=[],
    tiers_only=True,
)
"""
        in made.text
    )
    assert (made.kept, made.differs) == ([], [])
    assert made.same == ["shop/availability: the same, now as the Slo shop/availability"]


def test_a_condition_is_a_tier_with_a_short_window_beside_it_which_is_told() -> None:
    made = brought(openslo(policies=burn_rate(after="5m")))
    assert "# Beside 1h, the last 5m count, too: so the alert ends soon after the errors." in made.text
    assert (
        'BurnTier(\n            "fast",\n            budget_percent=2,\n            short="5m",' in made.text
    )
    assert made.differs == ["shop/availability: the page alert looks at a short window, too, beside 1h"]


@pytest.mark.parametrize(
    ("window", "period"),
    [
        ("{duration: 4w, isRolling: true}", 'period="4w",'),
        ("{duration: 1Q, isRolling: true}", 'period="90d",'),
        ("{duration: 1M, calendar: {startTime: 2024-01-01 00:00:00, timeZone: UTC}}", 'period="month",'),
        ("{duration: 1w, calendar: {startTime: 2024-01-01 00:00:00, timeZone: UTC}}", 'period="week",'),
        ("{duration: 1Q, calendar: {startTime: 2024-04-01 00:00:00, timeZone: UTC}}", 'period="quarter",'),
    ],
)
def test_time_windows_are_periods(window: str, period: str) -> None:
    made = brought(openslo(window=window))
    assert period in made.text
    assert made.differs == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"window": "{duration: 1M, calendar: {startTime: 2024-01-01 00:00:00, timeZone: Europe/Berlin}}"},
            "in UTC",
        ),
        ({"window": "{duration: 1M, calendar: {startTime: 2024-01-09 00:00:00, timeZone: UTC}}"}, "in UTC"),
        ({"window": "{duration: 1M, calendar: {startTime: 2024-02-31 00:00:00, timeZone: UTC}}"}, "in UTC"),
        ({"method": "Timeslices"}, "it counts slices of time, and not events"),
        ({"good": "max(requests_total)"}, "a query has no window"),
        ({"objective": "target: 99.9"}, "its objective is not between 0 and 100 %"),
    ],
)
def test_what_an_slo_cannot_say_stays_in_its_file_and_is_told(changes: dict[str, str], why: str) -> None:
    made = brought(openslo(**changes))
    assert len(made.kept) == 1
    assert "shop/availability stays as OpenSLO has it: " in made.kept[0]
    assert why in made.kept[0]
    assert "openslo.Slo(" in made.text
    assert made.differs == []


def test_indicators_and_policies_of_other_documents_are_looked_up() -> None:
    text = openslo(policies="fast")
    head, indicator = text.split("  indicator:\n")
    spec = indicator.partition("    spec:\n")[2].replace("      ", "  ", 1).replace("\n      ", "\n  ")
    policy = burn_rate()[1:].partition("metadata: {name: p}, ")[2].removesuffix("}")
    made = brought(
        f"{head}  indicatorRef: ok\n---\n"
        f"apiVersion: openslo/v1\nkind: SLI\nmetadata: {{name: ok}}\nspec:\n{spec}"
        f"---\n{{apiVersion: openslo/v1, kind: AlertPolicy, metadata: {{name: fast}}, {policy}}}\n"
    )
    assert "good='sum(rate(requests_total" in made.text
    assert 'short="5m"' in made.text
    assert made.kept == []


def test_services_and_sources_stay_as_they_are() -> None:
    made = brought(
        f"{openslo()}---\napiVersion: openslo/v1\nkind: DataSource\nmetadata: {{name: prom}}\n"
        "spec: {type: Prometheus}\n"
    )
    assert "openslo.DataSource(" in made.text
    assert made.differs == []
    assert [one.partition(": ")[2] for one in made.kept] == [
        "an Slo has no place for OpenSLO's DataSource; it stays in its file."
    ]
