"""The steps of a job: a script, or an action.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, TypeAlias

from pydantic import field_validator

from alertflow.declared import DeclarationError, Declared, Items, caller, suggestion
from alertflow.github.actions import Action
from alertflow.github.expressions.contexts import output_of, steps
from alertflow.github.expressions.tree import Expr
from alertflow.github.scripts.hoisting import hoist, script_text
from alertflow.github.values import (
    NOTHING,
    Condition,
    Extra,
    Kind,
    Named,
    Number,
    Switch,
    Text,
    Value,
    condition_data,
    merged,
    plain_scalar,
    plain_values,
)


class _Step(Declared):
    """What both kinds of step have."""

    id: str | None = None
    """The name under which later steps and the job's outputs refer to it, unique in its job."""
    name: Text | None = None
    """What GitHub shows for it."""
    if_: Condition | None = None
    """When it runs; without one, when all steps before have succeeded."""
    env: Named[Value] = NOTHING
    timeout_minutes: Number | None = None
    continue_on_error: Switch | None = None
    """Whether the job goes on when it fails. Its `outcome` then is failure, its `conclusion` success."""
    outputs: Items[str] = ()
    """The outputs it declares to have. Not written: only `output` knows them."""
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    def output(self, name: str) -> Expr:
        """`steps.<id>.outputs.<name>`.

        Raises DeclarationError when the step has no id or does not declare this output.
        """
        known = self.outputs if name in self.outputs else self.declared_outputs()
        if name not in known:
            raise DeclarationError(
                f"step {self.label} has no output '{name}'. {suggestion(name, known)} "
                "A step lists what it writes to $GITHUB_OUTPUT in outputs=[…].",
                caller() or self.source,
            )
        return output_of("steps", self._known_id(), name)

    def declared_outputs(self) -> tuple[str, ...]:
        """The names that `output` takes."""
        return tuple(self.outputs)

    @property
    def outcome(self) -> Expr:
        """`steps.<id>.outcome`: success, failure, cancelled or skipped, before `continue_on_error`."""
        return steps[self._known_id()].outcome

    @property
    def conclusion(self) -> Expr:
        """`steps.<id>.conclusion`: as `outcome`, but success where `continue_on_error` let the job go on."""
        return steps[self._known_id()].conclusion

    @property
    def label(self) -> str:
        """The step as messages call it: its id or its name."""
        return f"'{self.id or self.name or type(self).__name__}'"

    def _known_id(self) -> str:
        if self.id is None:
            raise DeclarationError(
                f'step {self.label} has no id, so nothing can refer to it. Give it one: id="…".',
                caller() or self.source,
            )
        return self.id

    def _head(self) -> dict[str, Any]:
        """The keys that come first in every step."""
        data: dict[str, Any] = {}
        if (name := self.name) is not None:
            data["name"] = str(name)
        if (id_ := self.id) is not None:
            data["id"] = id_
        if (condition := self.if_) is not None:
            data["if"] = condition_data(condition)
        return data

    def _limits(self, data: dict[str, Any]) -> None:
        """Adds the keys that stand behind `env` in every step."""
        if self.timeout_minutes is not None:
            data["timeout-minutes"] = plain_scalar(self.timeout_minutes)
        if self.continue_on_error is not None:
            data["continue-on-error"] = plain_scalar(self.continue_on_error)


class RunStep(_Step):
    """A step that runs a script.

    An expression in the script (`run=f"echo {job.output('name')}"`) never reaches the shell as text: it is
    moved into an environment variable, and the script reads the variable, quoted. Where the quoting around
    it makes that impossible the Workflow refuses it, with the line.
    """

    run: str
    """The script. The indentation that all its lines share is taken away."""
    shell: str | None = None
    """`bash` (with pipefail), `sh`, `pwsh`, `python`, … or a command with `{0}`; else the job's or
    workflow's default.
    """
    working_directory: Text | None = None

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow; `taken` are the variables that job and workflow set."""
        data = self._head()
        run, env = self.run, self.env
        if "\n" in run:
            run = script_text(run)
        if "${{" in run:
            run, moved = hoist(run, {*env, *taken})
            env = {**env, **moved}
        if self.shell is not None:
            data["shell"] = self.shell
        if self.working_directory is not None:
            data["working-directory"] = str(self.working_directory)
        if env:
            data["env"] = plain_values(env)
        self._limits(data)
        data["run"] = run
        return merged(self, data, self.extra) if self.extra else data


class UsesStep(_Step):
    """A step that runs an action."""

    uses: Annotated[Action | str, Kind("an Action or text", Action, str)]
    """An action pinned to a commit, or text: `./path`, `docker://image`, `owner/repository@ref`."""
    with_: Named[Value] = NOTHING
    """The action's inputs (`with` in GitHub's words)."""

    @field_validator("uses")
    @classmethod
    def _uses(cls, uses: Action | str) -> Action | str:
        if isinstance(uses, str) and "@" not in uses and not uses.startswith(("./", "docker://")):
            raise ValueError(
                f"'{uses}' names no version: owner/repository@<commit>, ./path or docker://image."
            )
        return uses

    def declared_outputs(self) -> tuple[str, ...]:
        """The names that `output` takes: the action's and those declared here."""
        return (*self.outputs, *self.uses.outputs) if isinstance(self.uses, Action) else tuple(self.outputs)

    def to_data(self, taken: Collection[str] = ()) -> dict[str, Any]:
        """The step as it stands in a workflow."""
        data = self._head()
        data["uses"] = self.uses.pin if isinstance(self.uses, Action) else self.uses
        if self.with_:
            data["with"] = plain_values(self.with_)
        if self.env:
            data["env"] = plain_values(self.env)
        self._limits(data)
        return merged(self, data, self.extra) if self.extra else data


Step: TypeAlias = RunStep | UsesStep
"""A step of either kind."""
