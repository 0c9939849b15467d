"""Actions of one's own: the file `action.yml`, with its inputs, its outputs and what it runs.

Source: docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from alertflow.declared import DeclarationError, Items
from alertflow.github.actions.branding import Color, Icon
from alertflow.github.expressions.scope import Scope
from alertflow.github.jobs.step import RunStep, UsesStep
from alertflow.github.limits import ID_RULE, is_id
from alertflow.github.references.problems import Problem, in_order
from alertflow.github.references.scopes import misused, with_steps
from alertflow.github.references.step_references import Reading, Whole
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Condition, Kind, Named, Switch, Text, Value, Variables


class Branding(Syntax):
    """How the action looks in the marketplace."""

    icon: Icon | None = None
    color: Color | None = None


class ActionInput(Syntax):
    """An input of an action."""

    OTHERWISE: ClassVar[Mapping[str, str]] = {"deprecation_message": "deprecationMessage"}

    description: Text | None = None
    required: Switch | None = None
    """Whether it must be given. GitHub does not make sure of it; the action has to."""
    default: Value | None = None
    deprecation_message: Text | None = None
    """Shown to who uses it."""


class ActionOutput(Syntax):
    """An output of an action."""

    description: Text | None = None
    value: Text | None = None
    """What a composite action gives, from its steps; other actions set theirs when they run."""


class _Runs(Syntax):
    """What an action runs, where that says itself how."""

    using: str

    def to_data(self) -> dict[str, Any]:
        """As it stands under `runs`."""
        data: dict[str, Any] = super().to_data()
        return {"using": self.using} | data


class Composite(_Runs):
    """Runs steps. A script says in which shell, and a step has no time limit here."""

    using: Literal["composite"] = "composite"
    steps: Items[Annotated[RunStep | UsesStep, Kind("a RunStep or a UsesStep", RunStep, UsesStep)]]

    def to_data(self) -> dict[str, Any]:
        """As it stands under `runs`, where GitHub wants `steps` even if there are none."""
        data = super().to_data()
        return data if "steps" in data else data | {"steps": []}

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Steps with more, or less, than GitHub takes in an action."""
        for step in self.steps:
            if isinstance(step, RunStep) and step.shell is None:
                yield "steps", f'step {step.label} needs a shell in an action: shell="bash".'
            for field in ("timeout_minutes", "background"):
                if getattr(step, field) is not None:
                    yield "steps", f"step {step.label} cannot have {field} in an action, only in a job."


class JavaScript(Syntax):
    """Runs a JavaScript file in Node.js."""

    using: Literal["node12", "node16", "node20", "node24"]
    """The version of Node.js; GitHub runs what says node12, node16 or node20 in a newer one."""
    main: str
    """The file, from the action's folder."""
    pre: str | None = None
    """A file that is run before the job's first step."""
    pre_if: Condition | None = None
    """Whether `pre` is run; always without a condition."""
    post: str | None = None
    """A file that is run after the job's last step."""
    post_if: Condition | None = None
    """Whether `post` is run; always without a condition."""


class Docker(_Runs):
    """Runs a container."""

    using: Literal["docker"] = "docker"
    image: str
    """`Dockerfile`, the path of another one, or `docker://image`."""
    env: Variables = NOTHING
    entrypoint: str | None = None
    pre_entrypoint: str | None = None
    """A script that is run in the same image before."""
    pre_if: Condition | None = None
    post_entrypoint: str | None = None
    """A script that is run in the same image when the job is done."""
    post_if: Condition | None = None
    args: Items[Text] = ()


Runs: TypeAlias = Annotated[
    Composite | JavaScript | Docker,
    Kind("a Composite, a JavaScript or a Docker", Composite, JavaScript, Docker),
]
"""What an action does."""


class ActionFile(Syntax):
    """One `action.yml`.

    Raises DeclarationError, with the line, for the first of its `problems` that is not in a Verbatim.
    """

    name: str
    """What the marketplace shows."""
    author: str | None = None
    description: str
    inputs: Named[ActionInput] = NOTHING
    """By name: the steps read `inputs.<name>`."""
    outputs: Named[ActionOutput] = NOTHING
    runs: Runs
    branding: Branding | None = None

    if not TYPE_CHECKING:  # a signature here would hide the one that type checkers make from the fields

        def __init__(self, *args, **data):
            super().__init__(*args, **data)
            for problem in _found(self):
                if not problem.verbatim:
                    raise DeclarationError(problem.message, problem.location)

    @classmethod
    def parse(cls, text: str, path: str = "<action>", *, lenient: bool = False) -> ActionFile:
        """The action file that the YAML `text`, of the file `path`, is.

        Raises AlertflowError, with each place, for a text that is none: unknown keys, values of another kind.
        What else is wrong with it is told by `problems`. With `lenient`, unknown keys are
        kept in `extra`.
        """
        from alertflow.github.reading import read_action

        return read_action(text, path, lenient=lenient)

    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it although it is written as an action, in the order of the file."""
        return in_order(_found(self))

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Names that GitHub refuses, and values in the wrong place."""
        for field, what in (("inputs", "an input"), ("outputs", "an output")):
            for name in getattr(self, field):
                if not is_id(name):
                    yield field, f"'{name}' is no name for {what}: it {ID_RULE}."
        composite = isinstance(self.runs, Composite)
        for name, output in self.outputs.items():
            if composite and output.value is None:
                yield "outputs", f"output '{name}' of a composite action needs a value: a step's output."
            elif not composite and output.value is not None:
                yield (
                    "outputs",
                    f"output '{name}' cannot have a value: only a composite action gives one.",
                )

    def to_yaml(self, header: str = "") -> str:
        """The text of the file, read back and compared with what is meant; `header` stands above it.

        Raises UnprovenError where YAML cannot say it.
        """
        from alertflow.yaml import proven

        return proven(self.to_data(), header)


def _found(action: ActionFile) -> Iterator[Problem]:
    """What is wrong with an action beyond the kinds of its values."""
    reading = Reading()
    steps = action.runs.steps if isinstance(action.runs, Composite) else ()
    whole = Whole("the action", "runs.steps", None, lambda: steps)
    reading.finder.fields(action, "")
    reads = reading.found()
    reading.steps(whole, steps)
    reading.note(whole, reads, "the action")
    reading.refused()
    yield from reading.problems
    scope = Scope(inputs=dict.fromkeys(action.inputs, "string"))
    for found, seen in (*whole.pending, (reads, whole.seen)):
        yield from misused(found, partial(with_steps, scope, seen, whole.every))
