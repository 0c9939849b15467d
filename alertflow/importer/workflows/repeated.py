"""What workflows say several times: steps, the beginnings of jobs, and values, which Python says once."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from alertflow.github import Job, RunStep, Step, Uses, UsesStep, Workflow
from alertflow.github.actions.uses import name_of
from alertflow.github.references.reads import Finder, Read
from alertflow.github.values import variables

_LEAST_LINES = 2
"""Scripts of so many lines, or with a name, are worth a variable where they stand twice."""
_LEAST_TIMES = 3
"""Other scripts, and runners, are where they stand so often."""
_LEAST_SAVED = 2
"""Lines that a list of its own saves."""
_LONGEST = 12
"""Steps that such a list has at most."""
_word = re.compile(r"[A-Za-z][A-Za-z0-9]*").findall


@dataclass(frozen=True, eq=False)
class Repeated:
    """A step that stands several times in the same words."""

    hints: tuple[str, ...]
    """What it may be called, the best first."""


class Constant(NamedTuple):
    """A value that a field of several jobs has."""

    field: str
    value: Any
    hint: str
    """What it may be called."""


class Beginning(NamedTuple):
    """Steps that several jobs begin with."""

    jobs: tuple[str, ...]
    """Their ids."""
    length: int
    """How many steps."""


def repeated_steps(workflows: Iterable[Workflow]) -> dict[int, Repeated]:
    """The steps that are worth a variable, by the identity of each of their places."""
    alike: dict[str, list[RunStep | UsesStep]] = defaultdict(list)
    for number, workflow in enumerate(workflows):
        for job in _jobs([workflow]):
            known: dict[str, str] = {}
            for step in job.steps:
                if isinstance(step, RunStep | UsesStep) and (key := _key(step, number, known)):
                    alike[key].append(step)
                    known |= {step.id: key} if step.id is not None else {}
    found: dict[int, Repeated] = {}
    for places in alike.values():
        if _is_worth(places):
            found |= dict.fromkeys(map(id, places), Repeated(hints_of(places[0])))
    return found


def repeated_values(workflows: Sequence[Workflow]) -> list[Constant]:
    """The runners that all jobs of a workflow have, and the variables and actions that several jobs have."""
    labels: dict[str, None] = {}
    for workflow in workflows:
        runners = [job.runs_on for job in _jobs([workflow]) if type(job.runs_on) is str]
        if len(runners) >= _LEAST_TIMES and len(set(runners)) == 1:
            labels |= dict.fromkeys(runners)
    hints = {label: "runner" if len(labels) == 1 else f"{label} runner" for label in labels}
    found = [Constant("runs_on", label, hint) for label, hint in hints.items()]
    alike = Counter([json.dumps(job.env) for job in _jobs(workflows) if _is_plain(job.env)])
    found += [Constant("env", json.loads(text), "env") for text, count in alike.items() if count > 1]
    steps = [step for job in _jobs(workflows) for step in job.steps if isinstance(step, UsesStep)]
    said = {json.dumps(_said(step), sort_keys=True, default=str): str(step.uses) for step in steps}
    pinned = Counter([uses for uses in said.values() if (named := Uses.of(uses)) and named.is_commit])
    names = {uses: uses.partition("@")[0].partition("/")[2] for uses, count in pinned.items() if count > 1}
    return [*found, *[Constant("uses", uses, name) for uses, name in names.items()]]


def _said(step: Step) -> list[Any]:
    return [type(step).__name__, step.to_data()]


def _key(step: Step, workflow: int, known: Mapping[str, str]) -> str:
    """What is equal for steps that mean the same, in whichever job; '' where that cannot be told.

    `known` are those of the steps before it, by their ids.
    """
    finder = Finder()
    finder.fields(step, "")
    reads = [one.tree for one in finder.taken() if isinstance(one, Read)]
    contexts = frozenset[str]().union(*[one.contexts_ for one in reads])
    steps = sorted(frozenset[str]().union(*[one.steps_ for one in reads]))
    if ("steps" in contexts) != bool(steps) or not known.keys() >= set(steps):
        return ""
    within = workflow if "needs" in contexts else None
    said = json.dumps([within, _said(step), [known[id_] for id_ in steps]], sort_keys=True, default=str)
    return sha256(said.encode(errors="surrogatepass")).hexdigest()


def _is_plain(env: Any) -> bool:
    """Whether there are several variables, all mere text: type checkers know what such a constant is."""
    return isinstance(env, dict) and len(env) > 1 and all(type(one) is str for one in env.values())


def _jobs(workflows: Iterable[Workflow]) -> Iterable[Job]:
    return (job for workflow in workflows for job in workflow.jobs if isinstance(job, Job))


def _is_worth(found: Sequence[RunStep | UsesStep]) -> bool:
    one = found[0]
    if isinstance(one, RunStep):
        worthy = one.name is not None or one.id is not None or one.run.count("\n") >= _LEAST_LINES
        return len(found) >= (2 if worthy else _LEAST_TIMES)
    return len(found) > 1


def hints_of(step: RunStep | UsesStep) -> tuple[str, ...]:
    """What a step may be called: by its id, by its name, by what it does, and with what."""
    if step.id is not None:
        return (step.id, f"{step.id} step")
    named = _short(str(step.name or ""))
    if isinstance(step, UsesStep):
        does = named or name_of(str(step.uses)).rpartition("/")[2].partition(":")[0] or "step"
        return (does, *[f"{does} with {name}" for name in variables(step.with_)], f"{does} step")
    words = _word(str(step.run))
    return (named or " ".join(words[:2]) or "step", " ".join(words[:4]) or "step")


def _short(name: str) -> str:
    """A name without its expressions, of at most five words."""
    return " ".join(_word(re.sub(r"\$\{\{.*?\}\}", " ", name))[:5])


def beginnings(jobs: Mapping[str, Sequence[int | None]]) -> list[Beginning]:
    """The lists of steps that several of `jobs` begin with; each job begins with one. What saves most comes
    first.

    `jobs` are the steps of each job, equal numbers for equal steps, None for one that stands only there.
    """
    left = {id_: _known(steps) for id_, steps in jobs.items()}
    found: list[Beginning] = []
    while True:
        counted: Counter[tuple[int | None, ...]] = Counter()
        for steps in left.values():
            for length in range(2, len(steps) + 1):
                counted[steps[:length]] += 1
        best = max(counted, key=lambda one: (_saved(one, counted[one]), len(one)), default=())
        if _saved(best, counted[best]) < _LEAST_SAVED:
            return found
        these = tuple([id_ for id_, steps in left.items() if steps[: len(best)] == best])
        found.append(Beginning(these, len(best)))
        for id_ in these:
            del left[id_]


def _saved(steps: Sequence[object], count: int) -> int:
    return (len(steps) - 1) * (count - 1) if steps else 0


def _known(steps: Sequence[int | None]) -> tuple[int | None, ...]:
    """The first steps, up to one that stands only there."""
    end = next((index for index, one in enumerate(steps) if one is None), len(steps))
    return tuple(steps[: min(end, _LONGEST)])


__all__ = [
    "Beginning",
    "Constant",
    "Repeated",
    "beginnings",
    "hints_of",
    "repeated_steps",
    "repeated_values",
]
