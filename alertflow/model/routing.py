"""Who hears of which alert, beyond the teams' own routes, and which alert makes another one needless."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.alert import Alert
from alertflow.model.receivers import Receiver
from alertflow.model.text import Word


class Route(Declared):
    """Alerts that match go to `receivers`, before the teams' routes are asked.

    An alert matches when it is one of `alerts` (any, if none is named) and every one of `matchers`
    (`severity="critical"`, `service=~"api|web"`) holds. With `continue_`, the routes behind this one
    are asked, too.
    """

    name: Word = Field(kw_only=False)
    alerts: Items[Alert] = ()
    matchers: Items[str] = ()
    receivers: Items[Receiver] = ()
    group_by: Items[str] = ()
    group_wait: Duration | None = None
    group_interval: Duration | None = None
    repeat_interval: Duration | None = None
    continue_: bool = False


class Inhibition(Declared):
    """While one of `sources` fires, `targets` notify nobody, where the labels in `equal` have equal values.

    Each side is given by alerts or by matchers.
    """

    sources: Items[Alert] = ()
    source_matchers: Items[str] = ()
    targets: Items[Alert] = ()
    target_matchers: Items[str] = ()
    equal: Items[str] = ()

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        for side, alerts, matchers in (
            ("source", self.sources, self.source_matchers),
            ("target", self.targets, self.target_matchers),
        ):
            if not alerts and not matchers:
                raise ValueError(f"the {side} matches every alert: name alerts or matchers for it.")
        return self
