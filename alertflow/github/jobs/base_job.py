"""What both kinds of job share: what they need, what they give, and the order that `>>` puts them in.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobs
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar

from pydantic import Field

from alertflow.declared import DeclarationError, Items, caller, written_at
from alertflow.github.expressions.contexts import matrix, needs
from alertflow.github.expressions.functions import all_of, any_of, failure
from alertflow.github.expressions.interpolation import parse_condition
from alertflow.github.expressions.tree import Expr, Operand
from alertflow.github.jobs.background import Step
from alertflow.github.jobs.concurrency import AnyConcurrency
from alertflow.github.jobs.strategies import AnyStrategy, Strategy
from alertflow.github.limits import id_problem
from alertflow.github.permissions import AnyPermissions, Permissions
from alertflow.github.references.outputs import References
from alertflow.github.syntax import Syntax, condition_data, written
from alertflow.github.values import Condition, Form, Kind, Text, Verbatim, holds

if TYPE_CHECKING:
    from alertflow.github.jobs.job import AnyJob

CacheMode: TypeAlias = Literal["read", "write", "write-only", "none"]
"""What a job may do with the caches of the repository: restore them, restore and save, only save, nothing.

Without it, what an event of low trust (pull_request_target, for one) starts only restores.
Source: github.blog/changelog/2026-09-10-control-github-actions-cache-access-with-cache-mode
"""
B = TypeVar("B", bound="BaseJob")


class BaseJob(Syntax):
    """What both kinds of job have."""

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("id",))

    id: str = Field(kw_only=False)
    name: Text | None = None
    if_: Condition | None = None
    """When it runs; without a status function GitHub adds `success() &&`, which looks at all ancestors."""
    needs: Annotated[
        BaseJob | Verbatim | Items[Annotated[BaseJob | Verbatim, Kind("a job", BaseJob, Verbatim)]],
        Form("a job, or a list of jobs"),
    ] = ()
    """Jobs to wait for besides those that it reads from."""
    permissions: AnyPermissions | None = None
    """None takes the workflow's."""
    cache_mode: CacheMode | None = None
    strategy: AnyStrategy | None = None
    concurrency: AnyConcurrency | None = None

    if TYPE_CHECKING:  # what each kind does in its own way

        def declared_outputs(self) -> Collection[str] | None:
            """The names that `outputs` has; None where a file does not say them."""
            raise NotImplementedError

        def to_data(self, needs: Iterable[str] | None = None, taken: Collection[str] = ()) -> dict[str, Any]:
            """The job as it stands in a workflow.

            `needs` are the ids of the jobs it waits for (the Workflow derives them), `taken` the variables
            that the workflow sets.
            """
            raise NotImplementedError

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """An id that GitHub refuses."""
        if problem := id_problem(self.id, "a job"):
            yield "id", f"id: {problem}"

    @property
    def needed(self) -> tuple[BaseJob | Verbatim, ...]:
        """What `needs` names, always as a tuple."""
        given = self.needs
        return (given,) if isinstance(given, (BaseJob, Verbatim)) else tuple(given)

    @property
    def needed_ids(self) -> tuple[str, ...]:
        """The ids of the jobs that `needs` names."""
        return tuple([str(one) if isinstance(one, str) else one.id for one in self.needed])

    @property
    def outputs(self) -> References:
        """`job.outputs.image` is `needs.<id>.outputs.image`; those that are not declared do not exist."""
        return References(needs[self.id].outputs, self.declared_outputs(), f"job '{self.id}' has no output")

    def every_step(self) -> Iterator[Step]:
        """All steps, those within a ParallelStep too, in the order of the file; none for a CallJob."""
        return iter(())

    @property
    def result(self) -> Expr:
        """`needs.<id>.result`: success, failure, cancelled or skipped."""
        return needs[self.id].result

    @property
    def matrix(self) -> References:
        """This job's values of its matrix: `job.matrix.os` is `matrix.os`, within the job itself."""
        strategy = self.strategy
        if isinstance(strategy, Strategy):
            return strategy.matrix
        names = () if strategy is None else None
        return References(matrix, names, f"the matrix of job '{self.id}' has no name")

    def _head(self, needs: Iterable[str] | None) -> dict[str, Any]:
        """The keys that come first in every job."""
        data: dict[str, Any] = {}
        if self.name is not None:
            data["name"] = written(self.name)
        if self.if_ is not None:
            data["if"] = condition_data(self.if_)
        if waits := self.needed_ids if needs is None else tuple(needs):
            alone = isinstance(self.needs, (BaseJob, Verbatim)) and waits == self.needed_ids
            data["needs"] = waits[0] if alone else list(waits)
        return data

    def _add(self, data: dict[str, Any], keys: Mapping[str, tuple[int, str]]) -> None:
        """Adds what the fields of `keys` hold, in their order."""
        given, values = self.__pydantic_fields_set__, self.__dict__
        for _, key, field in sorted([(*keys[field], field) for field in given if field in keys]):
            value = values[field]
            if type(value) is str or type(value) is int:
                data[key] = value
            elif isinstance(value, Permissions):
                data[key] = value.to_data()  # none at all is written, too
            elif holds(value) and (said := written(value)) != {}:
                data[key] = said

    def __rshift__(self, after: Following) -> Order:
        """`build >> test`: both jobs, the second needing the first; `build >> [test, lint]` alike."""
        return _ordered(self) >> after

    def __rrshift__(self, before: Following) -> Order:
        """`[test, lint] >> deploy`: the last needs all before."""
        return _ordered(before) >> self

    def on_failure(self, *jobs: BaseJob) -> Order:
        """This job, and `jobs` that run when it has failed: they need it, and their `if` asks for its result.

        What comes behind with `>>` waits for this job only: `deploy.on_failure(rollback) >> announce`.
        """
        return _ordered(self).on_failure(*jobs)


class Order(tuple["AnyJob", ...]):
    """Jobs of which some need others: what `jobs` of a Workflow takes.

    `build >> [test, lint] >> deploy`: each job needs those on its left. The jobs are frozen, so these are
    copies with the needs added; what reads `build.outputs.image` means the copy as well. Orders are put
    together with `|`: in `a >> c | [a, b] >> d` the job d needs both, c only a.
    """

    first: frozenset[str]
    """The ids of the jobs that `x >> order` puts behind x."""
    last: tuple[BaseJob, ...]
    """The jobs that y waits for in `order >> y`."""

    def __rshift__(self, after: Following) -> Order:
        """The jobs of both, those that `after` begins with needing those that end here."""
        other = _ordered(after)
        behind = [_needing(job, self.last) if job.id in other.first else job for job in other]
        return _order((*self, *behind), self.first, other.last)

    def __rrshift__(self, before: Following) -> Order:
        """The jobs of both, those that begin here needing those of `before`."""
        return _ordered(before) >> self

    def __or__(self, other: Following) -> Order:
        """The jobs of both, each with the needs it has in either."""
        return _ordered((self, _ordered(other)))

    def __ror__(self, other: Following) -> Order:
        """The jobs of both, each with the needs it has in either."""
        return _ordered((_ordered(other), self))

    def on_failure(self, *jobs: BaseJob) -> Order:
        """These jobs, and `jobs` that run when one of these has failed; what comes behind does not wait for
        them.
        """
        failed = any_of(*[job.result == "failure" for job in self])
        added: list[AnyJob] = []
        for job in _ordered(jobs):
            conditions: list[Operand] = [failure(), failed]
            if job.if_ is not None:
                conditions.append(parse_condition(job.if_) if isinstance(job.if_, str) else job.if_)
            added.append(_copy(_needing(job, self), if_=all_of(*conditions)))
        return _order((*self, *added), self.first, self.last)


Following: TypeAlias = "BaseJob | Sequence[BaseJob | Order]"
"""A job, an order (which is a sequence of jobs), or several of these beside each other."""


def _ordered(given: Following) -> Order:
    """`given` as an order. Raises DeclarationError for what is no job."""
    if isinstance(given, Order):
        return given
    if isinstance(given, BaseJob):
        return _order((given,), {given.id}, (given,))
    if not isinstance(given, (list, tuple)):
        raise DeclarationError(f"an order is made of jobs and lists of jobs, not of {given!r}.", caller())
    parts = [_ordered(one) for one in given]
    return _order(
        [job for part in parts for job in part],
        [id_ for part in parts for id_ in part.first],
        [job for part in parts for job in part.last],
    )


def _order(jobs: Iterable[BaseJob], first: Iterable[str], last: Iterable[BaseJob]) -> Order:
    """An order of `jobs`, each once: with the needs of all its copies."""
    found: dict[str, BaseJob] = {}
    for job in jobs:
        before = found.get(job.id)
        if before is None:
            found[job.id] = job
        elif _same(before, job):
            found[job.id] = _needing(before, job.needed)
        else:
            raise DeclarationError(
                f"two jobs have the id '{job.id}'; an id is unique in its workflow, whatever its case.",
                caller(),
            )
    order = Order(found.values())  # type: ignore[arg-type]  # there are no other jobs than Job and CallJob
    order.first = frozenset(first)
    order.last = tuple({job.id: job for job in last}.values())
    return order


def _same(one: BaseJob, other: BaseJob) -> bool:
    """Whether two jobs differ by what they need only."""
    return type(one) is type(other) and all(
        _alike(one.__dict__[field], other.__dict__[field])
        for field in type(one).model_fields
        if field != "needs"
    )


def _alike(one: Any, other: Any) -> bool:
    """Whether both are one thing, or copies of one list or dict: expressions cannot be compared."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    return one is other


def _needing(job: B, others: Iterable[BaseJob | Verbatim]) -> B:
    """`job`, which needs `others` too."""
    ids = set(job.needed_ids)
    new = [one for one in others if (one if isinstance(one, str) else one.id) not in ids]
    return _copy(job, needs=(*job.needed, *new)) if new else job


def _copy(job: B, **changes: Any) -> B:
    return written_at(job.source, job.replace(**changes))
