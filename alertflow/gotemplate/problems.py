"""What can be wrong with a template that Go reads, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from alertflow.declared import nearest, suggestion
from alertflow.gotemplate.cursor import TemplateSyntaxError
from alertflow.gotemplate.tree import Place
from alertflow.gotemplate.types import Type

ProblemKind: TypeAlias = Literal[
    "syntax",
    "unknown-function",
    "unsupported-function",
    "unknown-field",
    "unsupported-field",
    "unset-variable",
    "argument-count",
    "argument-type",
    "not-a-function",
    "not-iterable",
    "undefined-template",
    "escaper",
]
"""What can be wrong.

Go does not read the text; a function or field exists nowhere, or not in the release that is aimed at; a
variable has no value where it is read; arguments are too few, too many, of a type for which the function
surely fails, or given to what is no function; a `range` over what has no elements; a template that nobody
defines; and, in HTML, an escaping function before the end of a pipeline.
"""


class Problem(NamedTuple):
    """One mistake in a template."""

    kind: ProblemKind
    message: str
    """What is wrong, what was expected and, where it is known, how to mend it."""
    place: Place
    within: str = ""
    """The template of another text in which it stands; '' for the text itself."""


class Read(NamedTuple):
    """One name that a template reads: a field, a key of a mapping, or a variable (`$value`)."""

    owner: Type | None
    """The type of which it is read; None for a variable."""
    name: str
    place: Place
    within: str = ""
    """The template of another text in which it stands; '' for the text itself."""


def syntax_problem(error: TemplateSyntaxError, hint: str = "") -> Problem:
    """The problem that Go does not read a template; `hint` is a sentence that helps."""
    stop = "" if error.message.endswith(("?", ".")) else "."
    return Problem(
        "syntax", f"Go cannot read this template: {error.message}{stop} {hint}".rstrip(), error.place
    )


def unknown_field(owner: Type, name: str, root: Type) -> str:
    """Why `.name` cannot be read of an `owner`, and where it is; `root` is what `$` holds."""
    words = owner.words[0].upper() + owner.words[1:]
    return f"{words} has no .{name}. {_way_out(owner, name, root)}".rstrip()


def _way_out(owner: Type, name: str, root: Type) -> str:
    if sentence := owner.elsewhere.get(name):
        return sentence
    known, element = owner.members(), owner.of
    close = nearest(name, known)
    if close is not None and close.lower() == name.lower():
        return f"Did you mean .{close}?"
    if owner.kind == "list" and element is not None and name in element.members():
        return f"Each {_bare(element)} in it has: write {{{{ range … }}}}{{{{ .{name} }}}}{{{{ end }}}}."
    if name in root.members():
        return f"{root.words[0].upper() + root.words[1:]} has: write $.{name}."
    for member, kind in owner.fields.items():
        if kind.kind == "list" and kind.of is not None and name in kind.of.members():
            inner = f"{{{{ range .{member} }}}}{{{{ .{name} }}}}{{{{ end }}}}"
            return f"Each {_bare(kind.of)} in .{member} has: write {inner}."
    if close is not None:
        return f"Did you mean .{close}?"
    return suggestion(name, [f".{one}" for one in known]) if known else ""


def _bare(value: Type) -> str:
    return value.words.removeprefix("a ").removeprefix("an ")


def unknown_function(name: str, program: str, known: Iterable[str]) -> str:
    """That there is no function `name` in the templates of `program`."""
    return f"{program}'s templates have no function '{name}'. {suggestion(name, known)}"


def unsupported(what: str, program: str, since: str, version: str) -> str:
    """That `what` is younger than the release that is aimed at."""
    return f"{what} came with {program} {since}; the target is {version}."
