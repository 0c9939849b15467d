"""Reads the steps of a job or an action in their order, and tells what is wrong between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alertflow.declared import Location, suggestion
from alertflow.github.jobs.background import CancelStep, ParallelStep, Step, WaitStep
from alertflow.github.jobs.step import RunStep
from alertflow.github.references.problems import Problem, ProblemKind
from alertflow.github.references.reads import Finder, Mistake, Read
from alertflow.github.references.scopes import known_to_be_right
from alertflow.github.scripts.hoisting import script_problem, script_text
from alertflow.github.values import Verbatim


@dataclass
class Whole:
    """What has the steps: a job, or an action."""

    name: str
    """In messages: "job 'build'"."""
    key: str
    """Where its steps stand, as the table of availability names it."""
    shell: str | None
    """What runs a script that does not say so itself; None is GitHub's default."""
    all_steps: Callable[[], Iterable[Step]]
    """All its steps, those that run together too."""
    seen: dict[str, str] = field(default_factory=dict)
    """The ids of the steps that have been read so far, by their lower case."""
    jobs: dict[str, Read] = field(default_factory=dict)
    """The jobs that it reads from, with the first place of each."""
    pending: list[tuple[list[Read], dict[str, str]]] = field(default_factory=list)
    """Expressions that are still to be checked, with the steps that came before them."""

    @property
    def every(self) -> Mapping[str, Step]:
        """The steps that have an id, by its lower case, as GitHub compares them."""
        return {step.id.lower(): step for step in self.all_steps() if step.id is not None}


class Reading:
    """Collects what is wrong with a document while it is read."""

    def __init__(self, every: bool = False) -> None:
        """With `every`, expressions that are known to be right are kept as well."""
        self.every = every
        self.finder = Finder()
        self.problems: list[Problem] = []

    def tell(
        self, kind: ProblemKind, message: str, location: Location | None, text: str | None = None
    ) -> None:
        """Notes a problem, which is in `text`."""
        self.problems.append(Problem(kind, message, location, isinstance(text, Verbatim)))

    def found(self) -> list[Read]:
        """The expressions that were found since this was last asked and are to be looked at; a text that is
        none is told.
        """
        reads: list[Read] = []
        for one in self.finder.taken():
            if isinstance(one, Mistake):
                self.tell(one.kind, f"{one.word}: {one.message}", one.location, one.text)
            elif self.every or not known_to_be_right(one):
                reads.append(one)
        return reads

    def refused(self) -> None:
        """Tells of the values that GitHub would refuse, in what was read from a file."""
        for part in self.finder.visited:
            for name, message in part.mistakes():
                self.tell("invalid-id" if name == "id" else "invalid-value", message, part.place(name))

    def steps(self, whole: Whole, steps: Sequence[Step], together: bool = False) -> None:
        """Reads `steps` after those that `whole` has seen; of steps that run together none sees another."""
        own: set[str] = set()
        after = dict(whole.seen) if together else {}
        for step in steps:
            self.finder.fields(step, whole.key)
            if self.finder.found and (reads := self.found()):
                whole.pending.append((reads, dict(whole.seen)))
                self.note(whole, reads, f"step {step.label}")
            if type(step) is RunStep:
                if "${{" in step.run:
                    self.script(whole, step)
            elif isinstance(step, (WaitStep, CancelStep)):
                for id_ in step.target_ids:
                    if id_.lower() not in whole.seen:
                        self.absent(whole, id_, f"step {step.label} {step.DOES}", step.place(step.FIELD))
            elif isinstance(step, ParallelStep):
                self.steps(whole, step.parallel, together=True)
            if step.id is not None:
                lower = step.id.lower()
                if lower in own:
                    self.tell(
                        "duplicate-id",
                        f"two steps have the id '{step.id}'; an id is unique in its job, whatever its case.",
                        step.place("id") if step.from_file else step.source,
                    )
                own.add(lower)
                (after if together else whole.seen)[lower] = step.id
        if together:
            whole.seen = after

    def script(self, whole: Whole, step: RunStep) -> None:
        """Tells of an expression that cannot be moved out of a script."""
        if isinstance(step.run, Verbatim):
            return
        script = script_text(step.run)
        shell = whole.shell if step.shell is None else str(step.shell)
        if problem := script_problem(script, shell):
            message, position = problem
            self.tell("unsafe-script", f"run: {message}", step.place_in("run", script, position))

    def note(self, whole: Whole, reads: Iterable[Read], who: str) -> None:
        """Notes the jobs that expressions read from, and tells of steps that have not run before."""
        told: set[str] = set()
        for one in reads:
            _, jobs, steps = one.tree.reads_
            for id_ in sorted(jobs):
                whole.jobs.setdefault(id_, one)
            for id_ in sorted(steps):
                if id_.lower() not in whole.seen and id_ not in told:
                    told.add(id_)
                    self.absent(whole, id_, f"{who} reads from", one.location, one.text)

    def absent(
        self, whole: Whole, id_: str, who: str, location: Location | None, text: str | None = None
    ) -> None:
        """Tells of a step that is not there, or not yet, and that `text` names."""
        if id_.lower() in whole.every:
            self.tell("later-step", f"{who} step '{id_}', which does not come before it.", location, text)
        else:
            known = suggestion(id_, whole.seen.values())
            message = f"{who} step '{id_}', which is not a step of {whole.name}. {known}"
            self.tell("unknown-step", message, location, text)
