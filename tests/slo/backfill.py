"""Blocks for Prometheus out of OpenMetrics text, and the recorded past of rules.

promtool's own `tsdb create-blocks-from rules` asks for every rule and two hours, which takes minutes, and
promtool 3.5 loses a sample in each of them. Here a rule is asked for in a few long queries.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tests.prometheus.promtool import Promtool
from tests.slo.server import Server

_POINTS = 10_000
"""Prometheus answers a range query with at most 11,000 points a series."""


def stored(promtool: Promtool, lines: Iterable[str], folder: Path) -> None:
    """Adds the samples in `lines`, OpenMetrics text, to the blocks in `folder`/data."""
    path = folder / "samples.txt"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    promtool(
        "tsdb", "create-blocks-from", "--max-block-duration=168h", "openmetrics", "-q", path, folder / "data"
    )


def recorded(server: Server, exprs: dict[str, str], begin: datetime, end: datetime) -> Iterator[str]:
    """What rules would have recorded at every minute: `exprs` gives their expressions by series."""
    for series, expr in exprs.items():
        start = begin
        while start <= end:
            last = min(end, start + timedelta(minutes=_POINTS))
            for result in server.range(expr, start, last):
                for at, value in result["values"]:
                    yield f"{series} {value} {at}\n"
            start = last + timedelta(minutes=1)
    yield "# EOF\n"
