"""Grafana's dashboards, typed, by its own SDK.

`Dashboard` is there in any case; what makes one needs the extra `grafana`, and says so.
"""

from typing import TYPE_CHECKING

from alertflow.grafana.document import Asked, Dashboard
from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.grafana.boards import Marks, Row, board
    from alertflow.grafana.panels import Meaning, Meanings, Panel, Query, Step, lines, listing, number, states
else:
    __getattr__, __dir__ = lazily(
        __name__,
        "boards: Marks Row board panels: Meaning Meanings Panel Query Step lines listing number states",
    )

__all__ = [
    "Asked",
    "Dashboard",
    "Marks",
    "Meaning",
    "Meanings",
    "Panel",
    "Query",
    "Row",
    "Step",
    "board",
    "lines",
    "listing",
    "number",
    "states",
]
