"""Steps in the background: what is known of them only when somebody waits for them.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax,
jobs.<job_id>.steps[*].background, wait, wait-all, cancel and parallel.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

STEERING = ("wait", "wait-all", "cancel")
"""Keys of the steps that steer those in the background; such a step has no condition."""


class Working(NamedTuple):
    """A step in the background."""

    id: str
    """In lower case; '' where it has none."""
    failure: str
    """How it fails its job: a clause; '' where it does not."""
    context: Mapping[str, Any]
    """What the `steps` context has of it, once somebody waited."""


def flat(steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The steps of a job with those of `parallel` groups in their place, in the background; with each,
    whether the job then waits for all that work there, as it does behind a group.
    """
    for step in steps:
        if "parallel" not in step:
            yield step, False
            continue
        group = list(flat(step["parallel"] or ()))
        for number, (one, _) in enumerate(group, 1):
            yield {**one, "background": True}, number == len(group)


def awaited(step: Mapping[str, Any], working: Collection[Working]) -> list[Working]:
    """The steps in the background that a step waits for, or cancels."""
    if "wait-all" in step:
        return list(working)
    named = step.get("wait") or step.get("cancel") or ()
    ids = [str(one).lower() for one in ((named,) if isinstance(named, str) else named)]
    return [one for one in working if one.id in ids]
