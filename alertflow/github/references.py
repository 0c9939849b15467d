"""Which jobs and steps a job reads from: its `needs`, and the mistakes that only the whole workflow shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from alertflow.declared import DeclarationError, Declared, Location, argument, suggestion
from alertflow.github.expressions.parser import ExpressionSyntaxError, expressions_in, parse_condition
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import ID_RULE, is_id
from alertflow.github.places import place_of
from alertflow.github.scripts.hoisting import check_script
from alertflow.github.step import RunStep
from alertflow.github.values import NOTHING

if TYPE_CHECKING:
    from alertflow.github.jobs import Job
    from alertflow.github.step import Step
    from alertflow.github.workflows import Workflow

_NO_ITEMS: tuple[Any, ...] = ()
_OWN = frozenset(("id", "needs", "steps", "outputs", "jobs", "on"))
"""Fields that are read in another way than value by value."""


Place: TypeAlias = tuple[Location | None, str]
"""A declaration's place and the field: where to look, found only when it is needed."""


def needs_of(workflow: Workflow) -> dict[str, tuple[str, ...]]:
    """The ids of the jobs that each job waits for, in the workflow's order.

    Raises DeclarationError for everything that Workflow says it refuses.
    """
    known: dict[str, str] = {}
    for job in workflow.jobs:
        if job.id.lower() in known:
            raise DeclarationError(
                f"two jobs have the id '{job.id}'; an id is unique in its workflow, whatever its case.",
                job.source,
            )
        known[job.id.lower()] = job.id
    _check_top(workflow)
    default_shell = workflow.defaults.shell if workflow.defaults else None
    needs: dict[str, tuple[str, ...]] = {}
    for job in workflow.jobs:
        used = _jobs_read(job, default_shell)
        waits: set[str] = set()
        for id_, place in used.items():
            if id_.lower() not in known:
                raise DeclarationError(
                    f"job '{job.id}' reads from job '{id_}', which is not among the workflow's jobs. "
                    f"{suggestion(id_, known.values())}",
                    argument(*place),
                )
            if id_.lower() == job.id.lower():
                raise DeclarationError(f"job '{job.id}' needs itself.", argument(*place))
            waits.add(known[id_.lower()])
        needs[job.id] = tuple([id_ for id_ in known.values() if id_ in waits]) if waits else ()
    _refuse_circles(workflow, needs)
    return needs


def _check_top(workflow: Workflow) -> None:
    """What stands outside all jobs can read from none."""
    reader = _Reader()
    reader.fields(workflow, workflow.source)
    for id_, place in (*reader.jobs.items(), *reader.steps.items()):
        raise DeclarationError(
            f"'{id_}' cannot be read here: needs and steps have values only within a job.",
            argument(*place),
        )
    _check_variables(workflow)


def _jobs_read(job: Job, default_shell: str | None) -> dict[str, Place]:
    """The ids of all jobs that `job` reads from or names in `needs`, with the first place of each."""
    reader = _Reader()
    reader.jobs.update([(one.id, (job.source, "needs")) for one in job.needs])
    reader.fields(job, job.source)
    early = dict(reader.steps)
    reader.steps.clear()
    shell = (job.defaults.shell if job.defaults else None) or default_shell
    if shell is None and "windows" in str(job.runs_on).lower():
        shell = "pwsh"
    seen: dict[str, str] = {}
    for step in job.steps:
        reader.fields(step, step.source)
        if type(step) is RunStep and "${{" in step.run:
            check_script(step, step.shell or shell)
        if reader.steps:
            _check_steps(job, step, reader.steps, seen)
            reader.steps.clear()
        if step.env is not NOTHING:
            _check_variables(step)
        if (id_ := step.id) is not None:
            if id_.lower() in seen or not is_id(id_):
                _refuse_id(step, seen)
            seen[id_.lower()] = id_
    if job.outputs:
        for name, value in job.outputs.items():
            if not is_id(name):
                raise DeclarationError(f"'{name}' is no name for an output: it {ID_RULE}.", job.source)
            reader.value(value, "outputs", job.source)
    if early or reader.steps:
        _check_steps(job, None, early | reader.steps, seen)
    if job.env:
        _check_variables(job)
    return reader.jobs


def _check_steps(job: Job, step: Step | None, used: dict[str, Place], seen: dict[str, str]) -> None:
    """Each step that is read from comes before."""
    for id_, place in used.items():
        if id_.lower() in seen:
            continue
        later = [one.id for one in job.steps if one.id is not None and one.id.lower() == id_.lower()]
        who = f"job '{job.id}'" if step is None else f"step {step.label}"
        problem = "does not come before it" if later else f"is not a step of job '{job.id}'"
        help_ = "" if later else f" {suggestion(id_, seen.values())}"
        raise DeclarationError(f"{who} reads from step '{id_}', which {problem}.{help_}", argument(*place))


def _refuse_id(step: Step, seen: dict[str, str]) -> NoReturn:
    id_ = step.id or ""
    if id_.lower() in seen:
        raise DeclarationError(
            f"two steps have the id '{id_}'; an id is unique in its job, whatever its case.", step.source
        )
    raise DeclarationError(f"'{id_}' is no id for a step: it {ID_RULE}.", argument(step.source, "id"))


def _check_variables(owner: Workflow | Job | Step) -> None:
    for name in owner.env:
        if not (name.isidentifier() and name.isascii()):
            raise DeclarationError(
                f"env: '{name}' is no name for a variable: letters, digits and _, not a digit first.",
                argument(owner.source, "env"),
            )


def _refuse_circles(workflow: Workflow, needs: Mapping[str, tuple[str, ...]]) -> None:
    """Raises DeclarationError for jobs that wait for each other."""
    done: set[str] = set()
    for job in workflow.jobs:
        if (circle := _circle(job.id, needs, done, [])) is not None:
            path = " -> ".join([f'"{id_}"' for id_ in circle])
            place = next(one.source for one in workflow.jobs if one.id == circle[0])
            raise DeclarationError(f"jobs wait for each other and would never start: {path}.", place)


def _circle(
    id_: str, needs: Mapping[str, tuple[str, ...]], done: set[str], path: list[str]
) -> list[str] | None:
    if id_ in done:
        return None
    if id_ in path:
        return [*path[path.index(id_) :], id_]
    path.append(id_)
    for before in needs[id_]:
        if (circle := _circle(before, needs, done, path)) is not None:
            return circle
    path.pop()
    done.add(id_)
    return None


class _Reader:
    """Collects the jobs and steps that values read from, each with the first place where it does."""

    def __init__(self) -> None:
        self.jobs: dict[str, Place] = {}
        self.steps: dict[str, Place] = {}

    def fields(self, owner: Declared, source: Location | None) -> None:
        """Reads every field of a declaration and of what it holds."""
        for field, value in owner.__dict__.items():
            if value is None or value is NOTHING or value is _NO_ITEMS:
                continue
            if type(value) is str:
                if "${{" in value or field == "if_":
                    self.text(value, field, source)
            elif type(value) is dict and field != "outputs":
                for one in value.values():
                    if type(one) is not str or "${{" in one:
                        self.value(one, field, source)
            elif field not in _OWN:
                self.value(value, field, source)

    def value(self, value: Any, field: str, source: Location | None) -> None:
        """Reads one value, and all within it."""
        if isinstance(value, str):
            if "${{" in value:
                self.text(value, field, source)
        elif isinstance(value, Expr):
            if value.reads[1] or value.reads[2]:
                self.expression(value, field, source)
        elif isinstance(value, dict):
            for one in value.values():
                self.value(one, field, source)
        elif isinstance(value, (list, tuple)):
            for one in value:
                self.value(one, field, source)
        elif isinstance(value, Declared):
            self.fields(value, value.source or source)

    def text(self, text: str, field: str, source: Location | None) -> None:
        """Reads the expressions of a text; in `if_` the whole text is one."""
        try:
            trees: Iterable[Expr] = (parse_condition(text),) if field == "if_" else expressions_in(text)
        except ExpressionSyntaxError as error:
            name = field.rstrip("_")
            raise DeclarationError(
                f"{name}: {error}.", place_of(source, field, text, error.position)
            ) from None
        for tree in trees:
            self.expression(tree, field, source)

    def expression(self, tree: Expr, field: str, source: Location | None) -> None:
        """Notes what one expression reads from."""
        _, jobs, steps = tree.reads
        for id_ in sorted(jobs - self.jobs.keys()):
            self.jobs[id_] = (source, field)
        for id_ in sorted(steps - self.steps.keys()):
            self.steps[id_] = (source, field)
