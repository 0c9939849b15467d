"""In which order jobs run, and what a job can tell of those before it.

Jobs whose needs are done run side by side; here, where time has no length, all jobs of one such wave start
together and take equally long.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, jobs.<job_id>.needs, and
…/expressions#status-check-functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alertflow.declared import AlertflowError, suggestion
from alertflow.github.simulation.conditions import Status
from alertflow.github.simulation.evaluating import Causes
from alertflow.github.simulation.runs import JobRun, Result

ENDED = {
    "failure": "failed",
    "skipped": "was skipped",
    "cancelled": "was cancelled",
    "waiting": "is still waiting",
}
"""How a job ended that did not succeed, as a verb."""


@dataclass(frozen=True)
class Finished:
    """A job, all its variations together, as those after it see it."""

    id: str
    result: Result
    outputs: Mapping[str, str]
    """Those that are not empty: GitHub does not send the others."""
    causes: Mapping[str, Causes]
    """What had to be assumed for an output, by its name in lower case; under `*` for every one."""
    broken: tuple[str, str] | None
    """The nearest job that did not succeed, itself or one before it, and how that ended."""
    failed: str | None
    """The nearest job that failed, itself or one before it."""


def needs_of(job: Mapping[str, Any]) -> list[str]:
    """The ids under `needs`, as written, each once."""
    needs = job.get("needs") or ()
    return list(
        {str(one).lower(): str(one) for one in ([needs] if isinstance(needs, str) else needs)}.values()
    )


def waves(jobs: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """The ids of the jobs that run side by side, one list after the other.

    Raises AlertflowError for a need that is no job, and for jobs that wait for each other.
    """
    ids = {id_.lower(): id_ for id_ in jobs}
    after: dict[str, list[str]] = {id_: [] for id_ in jobs}
    missing: dict[str, int] = {}
    for id_, job in jobs.items():
        needs = {need.lower(): need for need in needs_of(job)}
        for lower, need in needs.items():
            if lower not in ids:
                raise AlertflowError(
                    f"job '{id_}' needs '{need}', which does not exist. {suggestion(need, jobs)}"
                )
            after[ids[lower]].append(id_)
        missing[id_] = len(needs)
    found: list[list[str]] = []
    ready = [id_ for id_, count in missing.items() if not count]
    while ready:
        found.append(ready)
        done, ready = ready, []
        for id_ in [one for before in done for one in after[before]]:
            missing[id_] -= 1
            if not missing[id_]:
                ready.append(id_)
    if stuck := [id_ for id_, count in missing.items() if count]:
        raise AlertflowError(f"jobs wait for each other and would never start: {', '.join(stuck)}.")
    place = {id_: number for number, id_ in enumerate(jobs)}
    return [sorted(wave, key=place.__getitem__) for wave in found]


def together(
    id_: str, runs: Sequence[JobRun], causes: Sequence[Mapping[str, Causes]], needs: Sequence[Finished]
) -> Finished:
    """A job made of its variations. Of outputs with the same name the last one that is not empty counts.

    Source: docs.github.com, "Workflow syntax", jobs.<job_id>.outputs, "Using job outputs in a matrix job".
    """
    results = {run.result for run in runs}
    result = next(one for one in _WORST_FIRST if one in results)
    outputs = {name: value for run in runs for name, value in run.outputs.items() if value}
    broken = next((need.broken for need in needs if need.broken), None)
    failed = next((need.failed for need in needs if need.failed), None)
    return Finished(
        id_,
        result,
        outputs,
        {name: one for each in causes for name, one in each.items()},
        broken if result == "success" else (id_, result),
        id_ if result == "failure" else failed,
    )


_WORST_FIRST: tuple[Result, ...] = ("waiting", "failure", "cancelled", "success", "skipped")


def status_before(needs: Sequence[Finished], cancelled: bool) -> Status:
    """The status functions in the `if` of a job: they look at the whole chain of jobs before it."""
    direct = {need.id for need in needs}
    broken = next((need.broken for need in needs if need.broken), None)
    failed = next((need.failed for need in needs if need.failed), None)
    if cancelled:
        success = "the run was cancelled"
    elif broken is None:
        success = "all jobs before it succeeded" if needs else "it waits for no other job"
    else:
        where = "which it needs," if broken[0] in direct else "further up the chain,"
        success = f"job '{broken[0]}', {where} {ENDED[broken[1]]}"
    words = {
        "success": success,
        "failure": f"job '{failed}' failed" if failed else "no job before it failed",
        "cancelled": "the run was cancelled" if cancelled else "the run was not cancelled",
    }
    return Status(not cancelled and broken is None, failed is not None, cancelled, words)
