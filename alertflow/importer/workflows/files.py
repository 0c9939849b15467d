"""Workflow and action files in one draft, each proven to say the same before anything of it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import alertflow.github
from alertflow.comparison import differences
from alertflow.declared import AlertflowError, Location
from alertflow.documents import Read
from alertflow.github import ActionFile, Composite, Job, RunStep, Verbatim, Workflow
from alertflow.github.references.reads import Finder
from alertflow.github.references.reads import Read as ExpressionRead
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.workflows import whole
from alertflow.importer.workflows.expressions import symbol
from alertflow.importer.workflows.notes import Notes
from alertflow.importer.workflows.parts import Parts
from alertflow.importer.workflows.repeated import repeated_steps, repeated_values
from alertflow.importer.workflows.saying import Common, Saying, constant_key
from alertflow.importer.writing.nodes import Attribute, Call, Literal, Variable

_HEADER = "Left out, as this file is made of the Python from now on"


def workflows(draft: Draft, found: Sequence[tuple[Read, str]]) -> None:
    """Adds workflow files, each with its path below the repository's root. What several of them say alike is
    said once. What GitHub runs and Python refuses is kept as it stood, and told in `draft.kept`.
    """
    draft.names.reserve(*alertflow.github.__all__)
    documents = [read.document for read, _ in found if isinstance(read.document, Workflow)]
    common = Common(
        repeated_steps(documents),
        {constant_key(one.field, one.value): one for one in repeated_values(documents)},
    )
    saying = Saying(draft.names, common)
    for read, path in found:
        _add(draft, saying, read, path)


def workflow(draft: Draft, read: Read, path: str) -> None:
    """Adds one workflow file, as `workflows` does; `path` is where it lies below the repository's root."""
    workflows(draft, [(read, path)])


def action(draft: Draft, read: Read, path: str) -> None:
    """Adds one action file; `path` is where it lies below the repository's root."""
    draft.names.reserve(*alertflow.github.__all__)
    _add(draft, Saying(draft.names, Common({}, {})), read, path)


def _add(draft: Draft, saying: Saying, read: Read, path: str) -> None:
    """Adds the statements of one file; where Python refuses what it says, its text."""
    document: Any = read.document
    reads = list(_reads(document))
    problems = document.problems()
    places = {one.location for one in problems}
    saying.begin()
    notes = Notes(read.text, read.path)
    draft.kept += [Kept(Location(read.path, one.line), f"{_HEADER}: {one.text}") for one in notes.left_out]
    parts = Parts(
        notes,
        frozenset([id(one.text) for one in reads if one.location in places]),
        saying.constant,
    )
    try:
        if isinstance(document, Workflow):
            variable = whole.workflow(saying, parts, document, path)
        else:
            variable = whole.action(saying, parts, document, path, reads)
        refused = _difference(read, saying.values[variable.name])
    except AlertflowError as error:
        refused = error.message
    if refused:
        saying.forget()
        variable = _as_text(draft, read, path, refused)
    else:
        draft.chapters.setdefault(Chapter.CONSTANTS, []).extend(saying.constants)
        draft.chapters.setdefault(Chapter.WORKFLOWS, []).extend(saying.statements)
        draft.kept += _kept_as_it_stood(read, document, problems)
    draft.files[path] = variable


def _difference(read: Read, value: Any) -> str:
    """What the Python says otherwise than the file; '' where both say the same."""
    found = differences([read], [read._replace(document=value)])
    return str(found[0]) if found else ""


def _as_text(draft: Draft, read: Read, path: str, why: str) -> Variable:
    """The file as text, which is read as it stands."""
    parse = Attribute(symbol(type(read.document).__name__), "parse")
    lenient = (("lenient", Literal(True)),) if read.unknown else ()
    value = Call(parse, (Literal(read.text), Literal(path)), lenient)
    draft.kept.append(Kept(Location(read.path, 1), f"The whole file is kept as text: {why.rstrip('.')}."))
    return draft.say(Chapter.WORKFLOWS, whole.stem_of(path), value)


def _kept_as_it_stood(read: Read, document: Any, problems: Sequence[Any]) -> Iterator[Kept]:
    """What stands in a Verbatim of the Python, and why."""
    for one in problems:
        message = f"{one.message.rstrip('.')}. It is kept as it stands."
        yield Kept(one.location or Location(read.path, 1), message)
    scripts = [step for step in _steps(document) if isinstance(step, RunStep) and _reads_in(step)]
    if scripts:
        many = "A script has" if len(scripts) == 1 else f"{len(scripts)} scripts have"
        yield Kept(
            scripts[0].place("run") or Location(read.path, 1),
            f"{many} ${{{{ … }}}} in the code, which Verbatim(…) keeps. Without it alertflow passes the "
            "values by env, where no shell takes them for code.",
        )


def _reads_in(step: RunStep) -> bool:
    return isinstance(step.run, Verbatim) and "${{" in step.run


def _steps(document: Workflow | ActionFile) -> Iterator[Any]:
    if isinstance(document, Workflow):
        for job in document.jobs:
            yield from job.every_step() if isinstance(job, Job) else ()
    elif isinstance(document.runs, Composite):
        yield from document.runs.steps


def _reads(document: Workflow | ActionFile) -> Iterator[ExpressionRead]:
    """Every expression of a document."""
    if isinstance(document, Workflow):
        yield from document.reads()
        return
    finder = Finder()
    finder.fields(document, "")
    for step in _steps(document):
        finder.fields(step, "runs.steps")
    yield from [one for one in finder.taken() if isinstance(one, ExpressionRead)]


__all__ = ["action", "workflow", "workflows"]
