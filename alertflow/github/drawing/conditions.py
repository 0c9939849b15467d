"""The condition of a job in few words: `needs.x.outputs.decision != 'stop'` is `decision ≠ stop`."""

from __future__ import annotations

import json

from alertflow.github.expressions.interpolation import parse_condition
from alertflow.github.expressions.parser import ExpressionSyntaxError
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    Index,
    Literal,
    Not,
    Property,
)

_OPERATORS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_RESULTS = {
    "success": ("succeeded", "did not succeed"),
    "failure": ("failed", "did not fail"),
    "cancelled": ("was cancelled", "was not cancelled"),
    "skipped": ("was skipped", "was not skipped"),
}
"""What a job's result is called, and its opposite."""
_STATUS = {
    "success": "all succeeded",
    "failure": "one failed",
    "always": "always",
    "cancelled": "cancelled",
}
_USUAL = frozenset({"success()", "!cancelled()", "always()"})
"""What beside other conditions says only that the job is not held back by what is before it."""


def in_short(condition: object) -> str:
    """What stands behind a job's `if`, in few words; the text itself where it is no expression."""
    text = str(condition).strip()
    if isinstance(condition, bool):
        return "always" if condition else "never"
    try:
        return _said(parse_condition(text))
    except ExpressionSyntaxError:
        return " ".join(text.split())


def _said(tree: Expr) -> str:
    """`tree` in words."""
    match tree:
        case Binary(operator="&&" | "||"):
            told = _told(tree)
            word = " and " if tree.operator == "&&" else " or "
            return word.join([_inner(one) for one in told]) if len(told) > 1 else _said(told[0])
        case Binary():
            return _compared(tree)
        case Not(operand=Call() as call) if call.function_.lower() == "contains":
            return _called(call, yes=False)
        case Not():
            return f"not {_inner(tree.operand)}"
        case Call():
            return _called(tree)
        case Literal(value=str()):
            return str(tree.value) or "''"
        case _:
            return _name(tree)


def _inner(tree: Expr) -> str:
    """`tree` as part of another one: in brackets where it could be misread."""
    several = isinstance(tree, Binary) and len(_told(tree)) > 1
    return f"({_said(tree)})" if several else _said(tree)


def _told(tree: Binary) -> list[Expr]:
    """The operands of a chain of `&&` or `||` that say something; [] for another operator."""
    if tree.operator not in ("&&", "||"):
        return []
    parts = list(tree.operands)
    if tree.operator == "||":
        return parts
    return [one for one in parts if one.text_.replace(" ", "") not in _USUAL] or parts[-1:]


def _compared(tree: Binary) -> str:
    left, right = tree.left, tree.right
    if isinstance(left, Literal) and not isinstance(right, Literal) and tree.operator in ("==", "!="):
        left, right = right, left
    value = right.value if isinstance(right, Literal) else None
    yes = tree.operator == "=="
    if tree.operator in ("==", "!=") and isinstance(value, str):
        match left:
            case Property(base_=Property(base_=Context(name_="needs"), name_=job), name_="result"):
                return f"{job} {_result(value)[0 if yes else 1]}"
            case Property(base_=Context(name_="github"), name_="ref") if value.startswith("refs/"):
                kind, _, name = value.removeprefix("refs/").partition("/")
                word = {"heads": "branch", "tags": "tag"}.get(kind, kind)
                return f"{word} {'=' if yes else '≠'} {name}"
        if value in ("true", "false"):
            return _inner(left) if yes is (value == "true") else f"not {_inner(left)}"
        if not value:
            return f"no {_inner(left)}" if yes else _inner(left)
    if value in (True, False) and isinstance(value, bool) and tree.operator in ("==", "!="):
        return _inner(left) if yes is value else f"not {_inner(left)}"
    return f"{_inner(left)} {_OPERATORS[tree.operator]} {_inner(right)}"


def _result(value: str) -> tuple[str, str]:
    return _RESULTS.get(value, (f"is {value}", f"is not {value}"))


def _called(tree: Call, *, yes: bool = True) -> str:
    """A call in words; `yes` is False for the opposite of `contains`."""
    name, arguments = tree.function_.lower(), tree.arguments_
    if name in _STATUS and not arguments:
        return _STATUS[name]
    if name == "contains" and len(arguments) == 2:
        return _contained(*arguments, yes)
    if name in ("startswith", "endswith") and len(arguments) == 2:
        said = _inner(arguments[0])
        end = arguments[1].value if isinstance(arguments[1], Literal) else None
        if said == "ref" and end == "refs/tags/" and name == "startswith":
            return "a tag"
        return f"{said} {name.removesuffix('swith')}s with {_inner(arguments[1])}"
    if name in ("fromjson", "tojson") and len(arguments) == 1:
        return _inner(arguments[0])
    return f"{tree.function_}({', '.join([_said(one) for one in arguments])})"


def _contained(search: Expr, item: Expr, yes: bool) -> str:
    values = _listed(search)
    if values is not None:
        return f"{_inner(item)} is {'' if yes else 'not '}{' or '.join(values)}"
    match search, item:
        case Property(base_=Every(base_=Context(name_="needs")), name_="result"), Literal(value=str(result)):
            return f"{'one' if yes else 'none'} {_result(result)[0]}"
    return f"{_inner(search)} {'has' if yes else 'lacks'} {_inner(item)}"


def _listed(tree: Expr) -> list[str] | None:
    """The texts of a constant list, `fromJSON('["a", "b"]')`; None for anything else."""
    match tree:
        case Call(arguments_=(Literal(value=str(text)),)) if tree.function_.lower() == "fromjson":
            try:
                values = json.loads(text)
            except ValueError:
                return None
            return [str(one) for one in values] if isinstance(values, list) and values else None
    return None


def _name(tree: Expr) -> str:
    """What is read, by its own name: `needs.x.outputs.y` and `inputs.y` are `y`."""
    match tree:
        case Property(base_=Context(name_="github"), name_="event_name"):
            return "event"
        case Property(base_=Context() as root, name_=name) if root.name_.lower() != "needs":
            return name
        case Property(base_=Property(base_=Property(base_=Context()), name_="outputs"), name_=name):
            return name
        case Property(base_=Every(base_=Property(name_=name))):
            return name
        case Property(base_=base, name_=name):
            return f"{_name(base)}.{name}"
        case Index(base_=base):
            return f"{_name(base)}[{_said(tree.index_)}]"
        case Every(base_=base):
            return _name(base)
    return tree.text_


__all__ = ["in_short"]
