"""The steps that do the work of a job: a script, or an action.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from alertflow.declared import DeclarationError, Items, caller
from alertflow.github.actions.action import Action
from alertflow.github.expressions.contexts import steps
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import id_problem
from alertflow.github.references.outputs import References
from alertflow.github.scripts.hoisting import hoist, script_text
from alertflow.github.syntax import Syntax, condition_data, written
from alertflow.github.values import (
    NOTHING,
    Condition,
    Kind,
    Number,
    Switch,
    Text,
    Variables,
    holds,
    misnamed,
    variables,
)

_WITHOUT_VERSION = ("./", ".\\", "$/", "docker://")
"""How an action starts that needs no version: `$/` is the repository that the workflow itself is from."""
_SHOWN = 40
"""How many characters of a script stand in messages."""


class BaseStep(Syntax):
    """A step of any kind."""

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("output_names",))

    if TYPE_CHECKING:  # what each kind does in its own way

        def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
            """The step as it stands in a workflow; `taken` are the variables that job and workflow set."""
            raise NotImplementedError


class NamedStep(BaseStep):
    """What every kind of step has that can be referred to."""

    id: str | None = None
    """The name under which later steps and the job's outputs refer to it, unique in its job."""
    name: Text | None = None
    """What GitHub shows for it."""

    if TYPE_CHECKING:

        @property
        def deed(self) -> str:
            """What it does, for messages about a step without a name."""
            raise NotImplementedError

    continue_on_error: Switch | None = None
    """Whether the job goes on when it fails. Its `outcome` then is failure, its `conclusion` success."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """An id that GitHub refuses."""
        if self.id is not None and (problem := id_problem(self.id, "a step")):
            yield "id", f"id: {problem}"

    @property
    def outcome(self) -> Expr:
        """`steps.<id>.outcome`: success, failure, cancelled or skipped, before `continue_on_error`."""
        return steps[self.reference_id].outcome

    @property
    def conclusion(self) -> Expr:
        """`steps.<id>.conclusion`: as `outcome`, but success where `continue_on_error` let the job go on."""
        return steps[self.reference_id].conclusion

    @property
    def label(self) -> str:
        """The step as messages call it: its id or its name in quotes, else what it does."""
        given = self.name if self.id is None else self.id
        return self.deed if given is None else f"'{given}'"

    @property
    def reference_id(self) -> str:
        """The id, by which others refer to it. Raises DeclarationError where it has none."""
        if self.id is None:
            raise DeclarationError(
                f'step {self.label} has no id, so nothing can refer to it. Give it one: id="…".',
                caller() or self.source,
            )
        return self.id


class _Working(NamedStep):
    """What the kinds of step have that do some work."""

    if_: Condition | None = None
    """When it runs; without one, when all steps before have succeeded."""
    env: Variables = NOTHING
    timeout_minutes: Number | None = None
    background: Switch | None = None
    """True lets the next step begin at once; WaitStep and CancelStep take it up again. At most ten run at a
    time.
    """
    output_names: Items[str] = Field(default=(), alias="outputs")
    """The outputs it declares to have. Not written: only `outputs` knows them."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What GitHub refuses of an id, and variables that no shell could read."""
        if self.id is None and self.env is NOTHING:
            return ()
        return (*super().mistakes(), *(() if self.from_file else misnamed(self.env)))

    @property
    def outputs(self) -> References:
        """`step.outputs.name` is `steps.<id>.outputs.name`; those that are not declared do not exist."""
        return References(
            steps[self.reference_id].outputs,
            self.declared_outputs(),
            f"step {self.label} has no output",
            "A step lists what it writes to $GITHUB_OUTPUT in outputs=[…].",
        )

    def declared_outputs(self) -> tuple[str, ...] | None:
        """The names that `outputs` has; None where a file does not say them."""
        return tuple(self.output_names) or (None if self.from_file else ())

    def _head(self) -> dict[str, Any]:
        """The keys that come first in every step."""
        data: dict[str, Any] = {}
        if (name := self.name) is not None:
            data["name"] = name if type(name) is str else written(name)
        if (id_ := self.id) is not None:
            data["id"] = written(id_)
        if (condition := self.if_) is not None:
            data["if"] = condition_data(condition)
        return data

    def _limits(self, data: dict[str, Any]) -> None:
        """Adds the keys that stand behind `env` in every step."""
        if self.timeout_minutes is not None:
            data["timeout-minutes"] = written(self.timeout_minutes)
        if self.continue_on_error is not None:
            data["continue-on-error"] = written(self.continue_on_error)
        if self.background is not None:
            data["background"] = written(self.background)


class RunStep(_Working):
    """A step that runs a script.

    An expression in the script (`run=f"echo {job.outputs.name}"`) never reaches the shell as text: it is
    moved into an environment variable, and the script reads the variable, quoted. Where the quoting around
    it makes that impossible the Workflow refuses it, with the line.
    """

    run: Annotated[str, Kind("text", str)]
    """The script. The indentation that all its lines share is taken away; of a Verbatim, where it is an
    indented block: both triple quotes on lines of their own.
    """
    shell: Text | None = None
    """`bash` (with pipefail), `sh`, `pwsh`, `python`, … or a command with `{0}`; else the job's or
    workflow's default.
    """
    working_directory: Text | None = None

    @property
    def deed(self) -> str:
        """The first line of its script: "`npm ci`"."""
        line = str(self.run).strip().partition("\n")[0].rstrip()
        return f"`{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}`" if line else "'run'"

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow; `taken` are the variables that job and workflow set."""
        data = self._head()
        run, env = self.run, self.env
        if type(run) is not str:  # a Verbatim
            block = _is_block(run) and not self.from_file
            run = script_text(run) if block else written(run)
        else:
            if "\n" in run:
                run = script_text(run)
            if "${{" in run:
                run, moved = hoist(run, {*variables(env), *taken})
                env = {**variables(env), **moved}
        if self.shell is not None:
            data["shell"] = written(self.shell)
        if self.working_directory is not None:
            data["working-directory"] = written(self.working_directory)
        if env is not NOTHING and holds(env):
            data["env"] = written(env)
        self._limits(data)
        data["run"] = run
        return self.completed(data)


def _is_block(text: str) -> bool:
    """Whether `text` is as Python has it between triple quotes that stand on lines of their own."""
    last = text.rpartition("\n")[2]
    return text.startswith("\n") and last.isspace()


class UsesStep(_Working):
    """A step that runs an action."""

    uses: Annotated[Action | str, Kind("an Action or text", Action, str)]
    """An action pinned to a commit, or text: `./path`, `docker://image`, `owner/repository@ref`."""
    with_: Variables = NOTHING
    """The action's inputs (`with` in GitHub's words); `args` and `entrypoint` for a Docker image."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What GitHub refuses of an id, and an action that nothing says the version of."""
        found, uses = super().mistakes(), self.uses
        if isinstance(uses, Action) or "@" in uses or uses.startswith(_WITHOUT_VERSION):
            return found
        message = f"uses: '{uses}' names no version: owner/repository@<commit>, ./path or docker://image."
        return (*found, ("uses", message))

    def declared_outputs(self) -> tuple[str, ...] | None:
        """The names that `outputs` has: the action's and those declared here; None where nothing says
        them.
        """
        if isinstance(self.uses, Action):
            return (*self.output_names, *self.uses.outputs)
        return super().declared_outputs()

    @property
    def deed(self) -> str:
        """Its action without the version: "actions/checkout"."""
        return self.uses.name if isinstance(self.uses, Action) else self.uses.partition("@")[0]

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow."""
        data = self._head()
        uses = self.uses
        data["uses"] = uses.pin if isinstance(uses, Action) else written(uses)
        if self.with_ is not NOTHING and holds(self.with_):
            data["with"] = written(self.with_)
        if self.env is not NOTHING and holds(self.env):
            data["env"] = written(self.env)
        self._limits(data)
        return self.completed(data)
