"""Burn rates that nothing stops, and those with a short window beside the long one."""

import pytest

from alertflow.prometheus import parse, unstopped_burn_rates

SEED = """
    (
      1 - (
        rate(redis_gateway_requests_total[1h]) -
        rate(redis_gateway_requests_failed_total[1h])
      ) / rate(redis_gateway_requests_total[1h])
    ) > (14.4 * (1 - 0.999))
"""


def ratio(window: str) -> str:
    return f"sum(rate(failed_total[{window}])) / sum(rate(requests_total[{window}]))"


@pytest.mark.parametrize(
    ("expr", "factor", "objective", "window"),
    [
        (SEED, 14.4, 0.999, 3600),
        (f"{ratio('1h')} > 14.4 * (1 - 0.999)", 14.4, 0.999, 3600),
        (f"({ratio('6h')}) >= (1 - 0.99) * 6 and on () {ratio('6h')} > 0", 6, 0.99, 21600),
        (f"{ratio('1h')} / (1 - 0.999) > 14.4", 14.4, 0.999, 3600),
        ("job:slo_errors:ratio_rate3d > 1 * (1 - 0.995)", 1, 0.995, 259200),
    ],
)  # fmt: skip
def test_a_long_window_alone_is_found(expr: str, factor: float, objective: float, window: float) -> None:
    (found,) = unstopped_burn_rates(parse(expr))
    assert (found.factor, found.objective, found.window) == (factor, objective, window)


@pytest.mark.parametrize(
    "expr",
    [
        f"{ratio('1h')} > 14.4 * (1 - 0.999) and {ratio('5m')} > 14.4 * (1 - 0.999)",
        "job:slo_errors:ratio_rate1h > 14.4 * (1 - 0.99) and job:slo_errors:ratio_rate5m > 14.4 * (1 - 0.99)",
        f"{ratio('5m')} > 14.4 * (1 - 0.999)",
        f"{ratio('30d')} > 0.001",
        f"{ratio('1h')} > 0.0144",
        f"{ratio('1h')} < 14.4 * (1 - 0.999)",
        f"{ratio('1h')} > 0.5 * (1 - 0.999)",
        f"{ratio('1h')} > 14.4 * (1 - 0.1)",
        "errors_ratio > 14.4 * (1 - 0.999)",
        f"{ratio('1h')} / (1 - 0.999) > 0.5",
        f"{ratio('1h')} / (2 - 0.999) > 14.4",
        f"{ratio('1h')} > on () group_left () threshold * (1 - 0.999)",
        "14.4 * (1 - 0.999) > bool 1",
    ],
)
def test_what_is_stopped_or_unclear_is_left_in_peace(expr: str) -> None:
    assert unstopped_burn_rates(parse(expr)) == []
