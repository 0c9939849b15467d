"""Moves expressions out of a script into variables of its step, in the file itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from alertflow.checks.finding import Edit, Fix
from alertflow.checks.fixes import entry, section
from alertflow.checks.layout import Layout, Part
from alertflow.checks.subject import Subject
from alertflow.github import Job, RunStep, Workflow
from alertflow.github.expressions.interpolation import split
from alertflow.github.expressions.lexer import ExpressionSyntaxError
from alertflow.github.expressions.tree import Expr
from alertflow.github.jobs.labels import systems_of
from alertflow.github.scripts.hoisting import SHELLS
from alertflow.github.scripts.shell import MARK, Quoting, ScriptError, quoting
from alertflow.github.scripts.variables import free_name
from alertflow.github.values import variables

_variables = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").findall
_reading_on = re.compile(r"[A-Za-z0-9_\[]").match


def moved(
    subject: Subject,
    document: object,
    job: Job | None,
    step: RunStep,
    positions: Collection[int],
    *,
    splits: bool = False,
) -> Fix | None:
    """A fix by which `step` reads the expressions at these `positions` of its script from variables, in
    quotes; None where that cannot be told to mean the same.

    `splits` says that what they hold may be meant as several words: then it is no safe fix where an
    expression stands outside quotes.
    """
    layout = subject.layout(step.source)
    mapping = layout.mapping_at(step.source) if layout is not None else None
    if layout is None or mapping is None or not _is_posix(document, job, step):
        return None
    script = str(step.run)
    try:
        parts = split(script)
        marked = "".join([part if isinstance(part, str) else MARK for part in parts])
        places = iter(quoting(marked))
    except (ExpressionSyntaxError, ScriptError):
        return None
    run = mapping.get("run")
    names = _Names(document, job, step, script)
    edits: list[Edit] = []
    safe = True
    for at, part in enumerate(parts):
        if isinstance(part, str):
            continue
        (tree, position), place = part, next(places)
        if position not in positions:
            continue
        if place is Quoting.COMMENT:
            return None  # it ends where a line of the text does
        following = parts[at + 1] if at + 1 < len(parts) else ""
        text = names.of(tree)
        braces = isinstance(following, str) and _reading_on(following)
        text = f"${{{text}}}" if braces and place is not Quoting.BARE else f"${text}"
        if place is Quoting.BARE:
            text, safe = f'"{text}"', safe and not splits
        edit = _replaced(layout, run[1] if run else None, step, script, position, text)
        if edit is None:
            return None
        edits.append(edit)
    put = _declared(layout, mapping, names.made)
    if not edits or put is None:
        return None
    return Fix(f"give {', '.join(names.all)} to the script by env", (*put, *edits), safe)


def _is_posix(document: object, job: Job | None, step: RunStep) -> bool:
    """Whether bash or sh surely runs the step."""
    defaults = [one.defaults for one in (job, document) if isinstance(one, (Job, Workflow))]
    shells = [step.shell, *[one.shell for one in defaults if one is not None]]
    shell = next((one for one in shells if one is not None), None)
    if shell is None and job is not None:
        systems = systems_of(job)
        return bool(systems) and "windows" not in systems
    return shell in SHELLS and shell is not None


def _replaced(
    layout: Layout, run: Part | None, step: RunStep, script: str, position: int, text: str
) -> Edit | None:
    """`text` for the expression at `position` of the script; None where the file does not have it so."""
    location = step.place_in("run", script, position)
    if run is None or location is None or location.column is None:
        return None
    written = script[position : _end(script, position)]
    edit = layout.replaced(location, written, text)
    if edit is None or "\n" in written:
        return None
    if run.style == '"' and '"' in text:
        return None
    starts = (location.line, location.column) == tuple(run.start)
    return None if run.style == "" and starts and text[0] == '"' else edit


def _end(script: str, position: int) -> int:
    """Behind the `}}` of the expression at `position`; quotes within it may hold one, too."""
    quoted = False
    for index in range(position + 3, len(script) - 1):
        if script[index] == "'":
            quoted = not quoted
        elif not quoted and script.startswith("}}", index):
            return index + 2
    return len(script)


def _declared(layout: Layout, mapping: Part, made: Mapping[str, Expr]) -> tuple[Edit, ...] | None:
    """What sets the variables for the step; None where its `env` is none that can be added to."""
    values = {name: f"${{{{ {tree.text_} }}}}" for name, tree in made.items()}
    if not values:
        return ()
    known = mapping.get("env")
    if known is None:
        edit = section(layout, mapping, "run", "env", values)
        return None if edit is None else (edit,)
    if not known[1].pairs:
        return None
    edits = [entry(layout, known[1], name, value) for name, value in values.items()]
    return (edits[0]._replace(text="".join(edit.text for edit in edits)),)


class _Names:
    """The variables of a step for the expressions of its script: those that hold them, else new ones."""

    def __init__(self, document: object, job: Job | None, step: RunStep, script: str) -> None:
        owners = [one for one in (document, job, step) if isinstance(one, (Workflow, Job, RunStep))]
        self._known: dict[str, str] = {}
        for owner in owners:
            for name, value in variables(owner.env).items():
                self._known = {text: other for text, other in self._known.items() if other != name}
                self._known[_bare(value)] = name
        self._taken = {name for owner in owners for name in variables(owner.env)} | {*_variables(script)}
        self.made: dict[str, Expr] = {}
        self.all: list[str] = []

    def of(self, tree: Expr) -> str:
        """The variable that holds `tree`."""
        name = self._known.get(tree.text_)
        if name is None:
            name = self._known[tree.text_] = free_name(tree, self._taken)
            self._taken.add(name)
            self.made[name] = tree
        if name not in self.all:
            self.all.append(name)
        return name


def _bare(value: Any) -> str:
    """The expression that a value is, without what stands around it; what is no expression is never one."""
    if isinstance(value, Expr):
        return value.text_
    text = str(value).strip()
    return (
        text[3:-2].strip()
        if text.startswith("${{") and text.count("${{") == 1 and text.endswith("}}")
        else "\0"
    )


__all__ = ["moved"]
