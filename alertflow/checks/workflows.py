"""What several checks ask of workflows and of actions of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alertflow.github import (
    AnyJob,
    Expr,
    ExpressionSyntaxError,
    Verbatim,
    Workflow,
    parse_condition,
    triggers_of,
)
from alertflow.github.expressions.interpolation import is_always_true
from alertflow.github.expressions.tree import Binary, Context, Every, Index, Literal, Not, Property
from alertflow.github.references.walk import read


def events(workflow: Workflow) -> frozenset[str]:
    """The names of the events that start a workflow."""
    return frozenset(triggers_of(workflow.on).names())


def labels(job: AnyJob, value: object) -> Iterator[str]:
    """The texts that a value of `job` can be, where they are known: itself, or by its matrix."""
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from labels(job, one)
    elif isinstance(value, str) and "${{" not in value:
        yield value
    elif isinstance(value, (str, Expr)):
        trees = read(value)
        if len(trees) == 1 and (name := _name_in_matrix(trees[0])):
            before, _, rest = str(value).partition("${{")
            behind = rest.partition("}}")[2]
            yield from (f"{before}{one}{behind}" for one in _of_matrix(job, name))


def _name_in_matrix(tree: Expr) -> str | None:
    match tree:
        case Property(Context(root), name) if root.lower() == "matrix":
            return name
    return None


def _of_matrix(job: AnyJob, name: str) -> Iterator[object]:
    axes = getattr(job.strategy, "axes", None)
    values = axes.get(name, ()) if isinstance(axes, dict) else ()
    include = getattr(job.strategy, "include", ())
    more = [one[name] for one in include if name in one] if isinstance(include, (list, tuple)) else []
    for value in (*(values if isinstance(values, (list, tuple)) else ()), *more):
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, (str, int, float)) and "${{" not in str(one):
                yield one


def path_of(tree: Expr) -> str:
    """A context's property as one lower-case path, `github.event.issue.title`; '' for what is none."""
    names: list[str] = []
    while isinstance(tree, (Property, Index, Every)):
        names.append(tree.name_.lower() if isinstance(tree, Property) else "*")
        tree = tree.base_
    return ".".join([tree.name_.lower(), *reversed(names)]) if isinstance(tree, Context) else ""


def reads_any(tree: Expr, paths: Iterable[str]) -> bool:
    """Whether an expression reads one of `paths`, or what is below it."""
    begins = tuple(f"{path}." for path in paths)
    return any(f"{path_of(one)}.".startswith(begins) for one in tree.walk_())


def asks(condition: str | bool | Expr | None, paths: Iterable[str]) -> bool:
    """Whether an `if` reads one of `paths` and depends on it; one that cannot be read is taken to."""
    if condition is None or isinstance(condition, bool):
        return False
    try:
        if isinstance(condition, Verbatim) and is_always_true(condition):
            return False
        tree = parse_condition(condition) if isinstance(condition, str) else condition
    except ExpressionSyntaxError:
        return True
    return reads_any(tree, paths)


def asked(tree: Expr, yes: bool = True) -> Iterator[tuple[Expr, Literal]]:
    """The comparisons `x == 'constant'` that help a condition to be true: those that stand not negated."""
    match tree:
        case Not():
            yield from asked(tree.operand, not yes)
        case Binary(operator="&&" | "||"):
            yield from asked(tree.left, yes)
            yield from asked(tree.right, yes)
        case Binary(operator="==" | "!=") if (tree.operator == "==") == yes:
            if isinstance(tree.right, Literal):
                yield tree.left, tree.right
            elif isinstance(tree.left, Literal):
                yield tree.right, tree.left


__all__ = ["asked", "asks", "events", "labels", "path_of", "reads_any"]
