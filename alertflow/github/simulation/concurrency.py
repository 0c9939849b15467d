"""Places in concurrency groups: which group a run or job takes one in, and what that does to the others.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency, and
jobs.<job_id>.concurrency. In which order jobs arrive GitHub leaves open; here it is the workflow's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from alertflow.github.expressions import to_text
from alertflow.github.simulation.evaluating import ImpossibleError, Scope
from alertflow.github.simulation.runs import Group

_FREE = "it starts at once: nothing else is said to be in the group"
_CANCELS = "it cancels what is in progress in the group, and what waits there"
_WAITS = {
    "single": "it waits until what is in progress in the group ends, and cancels what waited there before",
    "max": "it waits in line behind what is in progress in the group",
}


def group_of(concurrency: Any, scope: Scope, busy: Collection[str]) -> Group | None:
    """The place that a `concurrency` key asks for; None without one. `busy` are groups in lower case in which
    another run or job is in progress.

    Raises EvaluationError, and ImpossibleError for a group without a name.
    """
    if concurrency is None:
        return None
    said = scope.data(concurrency)
    settings = said if isinstance(said, Mapping) else {"group": said}
    name = to_text(settings.get("group"))
    if not name:
        raise ImpossibleError("the name of its concurrency group is empty")
    cancels = settings.get("cancel-in-progress") is True
    queue: Literal["single", "max"] = "max" if settings.get("queue") == "max" else "single"
    effect = _FREE if name.lower() not in busy else _WAITS[queue] if not cancels else _CANCELS
    return Group(name, cancels, queue, effect)


class Place(NamedTuple):
    """What becomes of one of several jobs that want into their groups at the same time."""

    group: Group | None
    cancelled: str = ""
    """Why it is cancelled: a clause; '' where it is not."""
    started: bool = True
    """Whether it runs, if only until it is cancelled."""


def arbitrate(wanted: Sequence[tuple[str, Group | None]]) -> list[Place]:
    """What becomes of jobs, each with its name and group, that are ready at the same time.

    At most one of a group runs and one waits; a newer one takes the place of the one that waits, and with
    `cancel-in-progress` also of the one that runs. With `queue: max` all wait their turn.
    """
    places = [Place(group) for _, group in wanted]
    ahead: dict[str, list[int]] = {}
    for number, (name, group) in enumerate(wanted):
        if group is None:
            continue
        before = ahead.setdefault(group.name.lower(), [])
        staying = [] if group.cancel_in_progress else before if group.queue == "max" else before[:1]
        for one in [one for one in before if one not in staying]:
            why = f"'{name}' came later into the same concurrency group '{group.name}'"
            places[one] = Place(wanted[one][1], why, started=one == before[0])
        if staying:
            effect = f"it waits until '{wanted[staying[-1]][0]}' ends"
            places[number] = Place(replace(group, effect=effect))
        before[:] = [*staying, number]
    return places
