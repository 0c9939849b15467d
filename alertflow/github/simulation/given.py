"""What the caller says of jobs and steps: how they end, and what their outputs are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from alertflow.declared import AlertflowError, suggestion
from alertflow.github.simulation.background import flat
from alertflow.github.simulation.runs import Outcome

_name = re.compile(r"(?P<job>[^/(]*?)(?: \(.*?\))?(?:/(?P<rest>[^()]*(?:\(.*)?))?", re.DOTALL).fullmatch


GIVEN = "this outcome was given"
"""Why something ends as the caller says: a clause."""


@dataclass(frozen=True)
class Given:
    """Outcomes and outputs by name: `job`, `job/step-id`, `job/<n>` with n from 1; for one variation of a
    matrix `job (value, …)`; and behind `job/` what is inside the workflow that the job calls. Case is
    ignored.
    """

    outcomes: Mapping[str, Outcome]
    outputs: Mapping[str, Mapping[str, str]]
    prefixes: tuple[str, ...] = ("",)
    """What stands before the names of this workflow's jobs; the first that is given counts."""

    @classmethod
    def of(cls, outcomes: Mapping[str, Outcome], outputs: Mapping[str, Mapping[str, str]]) -> Given:
        """Raises AlertflowError for an outcome that does not exist."""
        words = get_args(Outcome)
        for name, outcome in outcomes.items():
            if outcome not in words:
                raise AlertflowError(f"'{name}' cannot end as '{outcome}'. {suggestion(str(outcome), words)}")
        return cls(
            {name.lower(): outcome for name, outcome in outcomes.items()},
            {name.lower(): values for name, values in outputs.items()},
        )

    def outcome(self, names: Iterable[str]) -> Outcome | None:
        """The outcome given under the first of `names` that has one."""
        return next((self.outcomes[key] for key in self._keys(names) if key in self.outcomes), None)

    def outputs_of(self, names: Iterable[str]) -> Mapping[str, str] | None:
        """The outputs given under the first of `names` that has some."""
        return next((self.outputs[key] for key in self._keys(names) if key in self.outputs), None)

    def inside(self, names: Iterable[str]) -> Given:
        """The same for the workflow that a job with these names calls."""
        return replace(self, prefixes=tuple([f"{key}/" for key in self._keys(names)]))

    def check(self, jobs: Mapping[str, Mapping[str, Any]]) -> None:
        """Raises AlertflowError where something was given of a job or step that does not exist."""
        known = {id_.lower(): job for id_, job in jobs.items()}
        for name in dict.fromkeys((*self.outcomes, *self.outputs)):
            prefix = next((one for one in self.prefixes if name.startswith(one)), None)
            if prefix is None or (found := _name(name[len(prefix) :])) is None:
                continue
            id_, rest = found["job"], found["rest"]
            if id_ not in known:
                raise AlertflowError(f"'{name}': there is no job '{id_}'. {suggestion(id_, jobs)}")
            if rest and "uses" not in known[id_]:
                check_step(name, id_, rest, known[id_].get("steps") or ())

    def _keys(self, names: Iterable[str]) -> list[str]:
        return [prefix + name.lower() for name in names for prefix in self.prefixes]


def check_step(name: str, job: str, step: str, steps: Sequence[Mapping[str, Any]]) -> None:
    """Raises AlertflowError where no step of the job has this id or number; `name` is what was given."""
    steps = [one for one, _ in flat(steps)]
    ids = [str(one["id"]) for one in steps if one.get("id")]
    if step.isdigit() and 0 < int(step) <= len(steps):
        return
    if step not in [id_.lower() for id_ in ids]:
        raise AlertflowError(
            f"'{name}': job '{job}' has no step '{step}'. {suggestion(step, ids)} "
            f"A step without an id goes by its number, 1 to {len(steps)}."
        )
