"""The configuration that a person gives, with what the project has to say put in front of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from alertflow.alertmanager import Config
from alertflow.declared import DeclarationError, Location, written_at


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def source(self) -> Location | None: ...

    def to_data(self) -> dict[str, Any]: ...


N = TypeVar("N", bound=_Named)


def built_on(base: Config, made: Config) -> Config:
    """`base` with what `made` adds: its routes already end in those of `base`.

    What `base` says stays: its root, and whatever stands beside. Raises DeclarationError where both have a
    receiver or an interval of one name that is not the same.
    """
    receivers = _joined("receiver", base.receivers, made.receivers)
    intervals = _joined("time interval", base.every_time_interval, made.time_intervals)
    changes: dict[str, Any] = {}
    if len(made.root.routes) > len(base.root.routes):
        changes["route"] = written_at(base.root.source, base.root.replace(routes=made.root.routes))
    if made.inhibit_rules:
        changes["inhibit_rules"] = [*base.inhibit_rules, *made.inhibit_rules]
    if receivers:
        changes["receivers"] = [*base.receivers, *receivers]
    if intervals:
        changes["time_intervals"] = [*base.time_intervals, *intervals]
    return written_at(base.source, base.replace(**changes)) if changes else base


def _joined(what: str, base: Iterable[N], made: Sequence[N]) -> list[N]:
    """Those of `made` that are not in `base` already."""
    known = {one.name: one for one in base}
    for one in made:
        first = known.get(one.name, one)
        if first.to_data() != one.to_data():
            where = f", at {first.source}," if first.source else ""
            raise DeclarationError(
                f"alertmanager: its {what} '{one.name}'{where} says something else than the one of this name "
                "that the project makes. Rename one of the two.",
                one.source,
            )
    return [one for one in made if one.name not in known]


__all__ = ["built_on"]
