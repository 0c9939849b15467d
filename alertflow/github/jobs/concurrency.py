"""Concurrency: what may not run at the same time.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from alertflow.github.expressions.tree import Expr
from alertflow.github.syntax import Syntax
from alertflow.github.values import Form, Kind, Switch, Text, Verbatim


class Concurrency(Syntax):
    """At most one running job or run for each group; others wait.

    With the default queue only one waits and a newer one cancels it; `queue="max"` keeps up to 100, first
    come, first served. Not every server knows `queue`: github.com does since May 2026.
    """

    group: Text = Field(kw_only=False)
    cancel_in_progress: Switch | None = None
    """Whether a newer one cancels the one that runs."""
    queue: (
        Annotated[
            Literal["single", "max"] | Expr | Verbatim,
            Form("'single' or 'max', or an expression that says it"),
        ]
        | None
    ) = None

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """The two settings that exclude each other."""
        if isinstance(self.queue, str) and self.queue == "max" and self.cancel_in_progress is True:
            yield "queue", 'queue="max" and cancel_in_progress=True exclude each other.'


AnyConcurrency = Annotated[
    Text | Concurrency, Kind("a Concurrency, or its group as text", str, Expr, Concurrency)
]
"""A group's name, or the group with its settings."""
