"""Evaluates what a workflow says at one place, and keeps apart what is known from what is taken for granted.

What a person did not say, such as the output of a step that was never run, is '' here, as it is on GitHub
where nothing sets it. Whoever decides by it finds it among the run's assumptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

from alertflow.declared import AlertflowError
from alertflow.github.expressions import (
    Binary,
    Call,
    Context,
    EvaluationError,
    Every,
    Expr,
    ExpressionSyntaxError,
    Property,
    evaluate_tree,
    split,
    to_text,
)
from alertflow.github.expressions.lexer import sentence

Path: TypeAlias = tuple[str, ...]
"""What an expression reads, in lower case, the context first: `steps`, `plan`, `outputs`, `go`."""
EVERY = "*"
"""What a path has for all values of an object or array."""
Causes: TypeAlias = tuple[str, ...]
"""What had to be assumed for a value: sentences. None for a value that is known."""
Functions: TypeAlias = Mapping[str, Callable[..., Any]]


class ImpossibleError(ValueError):
    """What GitHub could not do with the values that it finds. The message is a clause."""


class Read(NamedTuple):
    """Something that an expression reads."""

    path: Path
    names: Path
    """The same as it is written."""
    tree: Expr


CausesOf: TypeAlias = Callable[[Read], Causes]


@dataclass(frozen=True)
class Scope:
    """The contexts and functions at one place of a workflow, and which of them nobody told."""

    contexts: Mapping[str, Any]
    causes: CausesOf
    """What had to be assumed for the value that an expression reads."""
    assumed: dict[str, None]
    """The run's assumptions, in the order in which they were made: `evaluate` adds to them."""
    functions: Functions = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    """The values that are shown as `***`."""

    def within(self, contexts: Mapping[str, Any], causes: CausesOf, functions: Functions) -> Scope:
        """The scope at a place within this one."""
        return replace(self, contexts=contexts, causes=causes, functions=functions)

    def evaluate(self, tree: Expr) -> Any:
        """The value of an expression that decides something: its assumptions are noted.

        Raises EvaluationError for what GitHub could not evaluate either.
        """
        self.note(self.open(tree))
        return evaluate_tree(tree, self.contexts, self.functions)

    def note(self, causes: Causes) -> None:
        """Notes that somebody decides by what had to be assumed."""
        for cause in causes:
            self.assumed.setdefault(cause)

    def open(self, tree: Expr) -> Causes:
        """What has to be assumed for the value of an expression."""
        return tuple([cause for read in reads(tree) for cause in self.assumed_for(read)])

    def assumed_for(self, read: Read) -> Causes:
        """What has to be assumed for one thing that an expression reads; of `x.*` nothing is said."""
        return () if EVERY in read.path else self.causes(read)

    def data(self, value: Any) -> Any:
        """`value` with the expressions in its texts evaluated, all through lists and mappings, and numbers
        as GitHub has them. Raises as `evaluate` does.
        """
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {str(self.data(name)): self.data(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.data(one) for one in value]
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def names(self, value: Any) -> Mapping[str, Any]:
        """`value`, which stands where names with values belong: the values as written, or what one
        expression gives. Raises as `evaluate` does, and EvaluationError for what are no names with values.
        """
        found = value if isinstance(value, Mapping) else self.data(value)
        if found is not None and not isinstance(found, Mapping):
            raise EvaluationError(f"it should be names with values, not '{to_text(found)}'")
        return found or {}

    def text(self, value: Any) -> str:
        """`value`, evaluated, as text. Raises as `evaluate` does."""
        return to_text(self.data(value))

    def quiet_text(self, value: Any) -> tuple[str, Causes]:
        """`value`, evaluated, as text, and what had to be assumed for it, of which nothing is noted.

        Raises as `evaluate` does.
        """
        if not isinstance(value, str) or "${{" not in value:
            return self.text(value), ()
        trees = [part[0] for part in parts(value) if not isinstance(part, str)]
        quiet = replace(self, causes=_no_causes)
        return quiet.text(value), tuple([cause for tree in trees for cause in self.open(tree)])

    def shown(self, value: Any) -> str:
        """`value` as text with all expressions filled in that are known, and secrets masked.

        Raises as `evaluate` does, for what is known.
        """
        if not isinstance(value, str):
            return self.text(value)
        if "${{" not in value:
            return str(value)
        words = [part if isinstance(part, str) else self._shown(part[0]) for part in parts(value)]
        return "".join(words)

    def masked(self, text: str) -> str:
        """`text` with the values of secrets replaced, as GitHub does in logs."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text

    def _shown(self, tree: Expr) -> str:
        if self.open(tree):
            return f"${{{{ {tree.text_} }}}}"
        return self.masked(to_text(evaluate_tree(tree, self.contexts, self.functions)))

    def _text(self, text: str) -> Any:
        if "${{" not in text:
            return text
        found = parts(text)
        if len(found) == 1 and not isinstance(found[0], str):
            return self.evaluate(found[0][0])
        return "".join([one if isinstance(one, str) else to_text(self.evaluate(one[0])) for one in found])


def parts(text: str) -> tuple[str | tuple[Expr, int], ...]:
    """The words and expressions of a text. Raises AlertflowError for what GitHub could not read."""
    try:
        return split(text)
    except ExpressionSyntaxError as error:
        message = f"this cannot be simulated, for GitHub could not read it: {sentence(str(error))}"
        raise AlertflowError(message) from None


def reads(tree: Expr) -> tuple[Read, ...]:
    """Everything that an expression reads, as far as its path is written out."""
    return tuple(_read(tree))


def _read(tree: Expr) -> Iterator[Read]:
    names: list[str] = []
    root = tree
    while isinstance(root, (Property, Every)):
        names.append(root.name_ if isinstance(root, Property) else EVERY)
        root = root.base_
    if isinstance(root, Context):
        written = (root.name_, *reversed(names))
        yield Read(tuple([name.lower() for name in written]), written, tree)
        return
    if isinstance(root, Call) and root.function_.lower() == "hashfiles":
        yield Read(("hashfiles", root.text_), ("hashFiles", root.text_), root)
    for part in root.operands if isinstance(root, Binary) else root.parts_():
        yield from _read(part)


def _no_causes(read: Read) -> Causes:
    return ()
