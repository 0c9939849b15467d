"""The labels that a job asks its runner to have, as far as the file says them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeGuard

from alertflow.declared import Location
from alertflow.github.expressions.interpolation import expressions_in
from alertflow.github.expressions.parser import ExpressionSyntaxError
from alertflow.github.expressions.tree import Context, Expr, Property
from alertflow.github.jobs.job import Job
from alertflow.github.jobs.runners import RunsOn
from alertflow.github.jobs.strategies import Strategy
from alertflow.github.syntax import Syntax
from alertflow.github.values import variables


class Label(NamedTuple):
    """One label, and where it stands."""

    text: str
    owner: Syntax
    field: str

    @property
    def location(self) -> Location | None:
        """Where it was written."""
        return self.owner.place_in(self.field, self.text, 0)


def labels_of(job: Job) -> list[Label]:
    """The labels of a job's `runs-on`, those too that come from its matrix."""
    runs_on = job.runs_on
    owner: Syntax = runs_on if isinstance(runs_on, RunsOn) else job
    field = "labels" if isinstance(runs_on, RunsOn) else "runs_on"
    found: list[Label] = []
    for one in _given(job):
        if _is_plain(one):
            found.append(Label(one, owner, field))
        elif one is not None:
            found += _of_matrix(one, job)
    return found


def is_self_hosted(job: Job) -> bool:
    """Whether the job may run on machines of one's own, whose labels are free to choose."""
    return isinstance(job.runs_on, RunsOn) or any(one.text == "self-hosted" for one in labels_of(job))


def systems_of(job: Job) -> frozenset[str]:
    """The systems of GitHub's runners that the job may get: "linux", "macos", "windows"; empty where that is
    not plain.
    """
    found: set[str] = set()
    if is_self_hosted(job) or any(not _is_plain(one) and not _lists(one, job) for one in _given(job)):
        return frozenset()
    for one in labels_of(job):
        system = system_of(one.text)
        if system is None:
            return frozenset()
        found.add(system)
    return frozenset(found)


def system_of(label: str) -> str | None:
    """The system that a label of GitHub's own runners stands for; None for any other label."""
    name, _, version = label.lower().partition("-")
    return _SYSTEMS.get(name) if version else None


_SYSTEMS = {"ubuntu": "linux", "macos": "macos", "windows": "windows"}
"""How the labels of GitHub's own runners begin. Source: docs.github.com/en/actions/reference/runners."""


def _given(job: Job) -> tuple[Any, ...]:
    given = job.runs_on.labels if isinstance(job.runs_on, RunsOn) else job.runs_on
    return given if isinstance(given, tuple) else (given,)


def _lists(value: Any, job: Job) -> bool:
    """Whether the file has all that the expression `value` can give."""
    name, strategy = _names(value), job.strategy
    if name is None or not isinstance(strategy, Strategy) or strategy.names() is None:
        return False
    values = variables(strategy.axes).get(name, ())
    given = [one[name] for one in strategy.listed("include") if name in one]
    return isinstance(values, tuple) and all(_is_plain(one) for one in (*values, *given))


def _names(value: Any) -> str | None:
    """The name of the matrix that `${{ matrix.name }}` reads, where that is all."""
    if isinstance(value, str):
        try:
            trees = expressions_in(value)
        except ExpressionSyntaxError:
            return None
        if len(trees) != 1 or not value.startswith("${{") or not value.endswith("}}"):
            return None
        value = trees[0]
    if not isinstance(value, Property) or not isinstance(value.base_, Context):
        return None
    return value.name_ if value.base_.name_.lower() == "matrix" else None


def _of_matrix(value: str | Expr, job: Job) -> Iterator[Label]:
    name = _names(value)
    strategy = job.strategy
    if name is None or not isinstance(strategy, Strategy):
        return
    values = variables(strategy.axes).get(name)
    if isinstance(values, tuple):
        yield from (Label(one, strategy, "axes") for one in values if _is_plain(one))
    entries = (one.get(name) for one in strategy.listed("include"))
    yield from (Label(one, strategy, "include") for one in entries if _is_plain(one))


def _is_plain(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and "${{" not in value
