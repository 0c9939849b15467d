"""PromQL compared by its tree: what is equal however it is written, and what little is different."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from promql_parser import (
    AggregateExpr,
    BinaryExpr,
    Call,
    Expr,
    MatrixSelector,
    NumberLiteral,
    StringLiteral,
    SubqueryExpr,
    UnaryExpr,
    VectorSelector,
)

from alertflow.comparison.data import text_difference
from alertflow.comparison.spans import told
from alertflow.prometheus import PromqlError, parse
from alertflow.prometheus.promql.newer import ANCHORED, SMOOTHED, may_hold, syntax
from alertflow.prometheus.promql.tokens import tokenised
from alertflow.prometheus.promql.tree import children, metric_name, unwrapped
from alertflow.prometheus.promql.writing import matcher_text

_MOST = 3
"""As many changes of an expression are told one by one; where there are more, it is shown as a whole."""


class Form(NamedTuple):
    """A node of an expression, free of how it was written: without brackets, its labels in order."""

    kind: str
    facts: tuple[tuple[str, Any], ...]
    parts: tuple[Form, ...] = ()


def equal(old: str, new: str) -> bool:
    """Whether both mean the same: blanks, comments, redundant brackets, the order of labels and the notation
    of numbers and durations make no difference. What does not parse is compared word by word.
    """
    return old == new or form(old) == form(new)


@lru_cache(maxsize=65_536)
def form(expr: str) -> Form:
    """The form of `expr`."""
    sought = (ANCHORED, SMOOTHED)
    try:
        tree = parse(expr)
    except PromqlError:
        tree = None
    if tree is None or (may_hold(expr, sought) and syntax(expr).intersection(sought)):  # no tree holds these
        return Form("words", tuple([("word", one.text) for one in tokenised(expr)]))
    return _form(tree)


def _form(tree: Expr) -> Form:
    node = unwrapped(tree)
    facts: list[tuple[str, Any]]
    parts = tuple([_form(one) for one in children(node)])
    match node:
        case NumberLiteral():
            return Form("number", (("number", repr(float(node.val))),))
        case StringLiteral():
            return Form("text", (("text", node.val),))
        case VectorSelector():
            return Form("selector", _selected(node))
        case MatrixSelector():
            return Form("selector", (*parts[0].facts, ("window", _seconds(node.range))))
        case SubqueryExpr():
            step = None if node.step is None else node.step.total_seconds()
            facts = [("window", _seconds(node.range)), ("step", step)]
            return Form("subquery", (*facts, ("offset", _seconds(node.offset)), ("at", _at(node.at))), parts)
        case UnaryExpr():
            return Form("minus", (), parts)
        case Call():
            return Form("call", (("function", node.func.name),), parts)
        case AggregateExpr():
            return Form("aggregation", (("function", str(node.op)), ("labels", _grouping(node))), parts)
        case BinaryExpr():
            return Form("operation", _operation(node), parts)
    raise AssertionError(type(node))


def _selected(node: Any) -> tuple[tuple[str, Any], ...]:
    metric = metric_name(node)
    texts = {matcher_text(one) for one in node.matchers.matchers} - {f'__name__="{metric}"'}
    return (
        ("metric", metric),
        ("matchers", tuple(sorted(texts))),
        ("offset", _seconds(node.offset)),
        ("at", _at(node.at)),
    )


def _grouping(node: Any) -> tuple[str, tuple[str, ...]]:
    """How it aggregates; without `by` and `without` as `by ()`."""
    if node.modifier is None:
        return "by", ()
    word = "by" if str(node.modifier.type).endswith("By") else "without"
    return word, tuple(sorted(set(node.modifier.labels)))


def _operation(node: Any) -> tuple[tuple[str, Any], ...]:
    modifier = node.modifier
    facts: list[tuple[str, Any]] = [("operator", str(node.op))]
    if modifier is None:
        return (*facts, ("bool", False), ("matching", ("ignoring", ())), ("group", ""), ("fill", ""))
    matching: tuple[str, tuple[str, ...]] = ("ignoring", ())
    if modifier.matching is not None:
        word = "on" if str(modifier.matching.type).endswith("Include") else "ignoring"
        matching = (word, tuple(sorted(set(modifier.matching.labels))))
    card = str(modifier.card).rpartition(".")[2]
    side = {"ManyToOne": "group_left", "OneToMany": "group_right"}.get(card, "")
    group = f"{side} ({', '.join(sorted(set(modifier.group_labels or ())))})" if side else ""
    fill = modifier.fill_values
    filled = "" if fill is None else f"{fill.lhs} {fill.rhs}"
    return (
        *facts,
        ("bool", modifier.return_bool),
        ("matching", matching),
        ("group", group),
        ("fill", "" if filled == "None None" else filled),
    )


def _seconds(span: timedelta | None) -> float:
    return 0.0 if span is None else span.total_seconds()


def _at(at: Any) -> str:
    return "" if at is None else str(at)


def difference(old: str, new: str) -> str:
    """What is different, of two expressions that are not equal: `threshold 0.05 → 0.1; window 5m → 10m`,
    or the lines of both, where more than a little is.
    """
    small = _small(form(old), form(new))
    if small and len(set(small)) <= _MOST and sum(one.startswith("metric ") for one in set(small)) < 2:
        return "; ".join(dict.fromkeys(small))
    before, after = _pretty(old), _pretty(new)
    if before == after:  # what no tree holds
        before, after = old, new
    return "expression changed\n" + text_difference(before, after)


def _pretty(expr: str) -> str:
    try:
        pretty: str = parse(expr).prettify()
    except PromqlError:
        return expr
    return pretty


def _small(old: Form, new: Form, above: str = "") -> list[str] | None:
    """Each change; None where the trees are not of one shape."""
    if old == new:
        return []
    if old.kind != new.kind or len(old.parts) != len(new.parts) or old.kind == "words":
        return None
    before = dict(old.facts)
    found: list[str] = []
    for name, value in new.facts:
        if name not in before:
            return None
        if before[name] != value:
            found += _fact(name, before[name], value, above)
    if {name for name, _ in new.facts} != set(before):
        return None
    operator = dict(new.facts).get("operator", "")
    for one, other in zip(old.parts, new.parts, strict=True):
        inner = _small(one, other, operator)
        if inner is None:
            return None
        found += inner
    return found


_COMPARISONS = frozenset({"==", "!=", ">", "<", ">=", "<="})


def _fact(name: str, old: Any, new: Any, above: str) -> Iterator[str]:
    match name:
        case "number":
            word = "threshold " if above in _COMPARISONS else ""
            yield f"{word}{_number(old)} → {_number(new)}"
        case "window" | "step" | "offset":
            none = "none" if name == "offset" else "the default"
            yield f"{name} {told(old) if old else none} → {told(new) if new else none}"
        case "matchers":
            gone, added = [one for one in old if one not in new], [one for one in new if one not in old]
            if len(gone) == len(added) == 1:
                yield f"{gone[0]} → {added[0]}"
            else:
                yield from (f"no longer {one}" for one in gone)
                yield from (f"now {one}" for one in added)
        case "labels" | "matching":
            yield f"{old[0]} ({', '.join(old[1])}) → {new[0]} ({', '.join(new[1])})"
        case "bool":
            yield "now bool" if new else "no longer bool"
        case "text":
            yield f'"{old}" → "{new}"'
        case "operator" | "function":
            yield f"{old} → {new}"
        case _:
            yield f"{name} {old or 'none'} → {new or 'none'}"


def _number(text: str) -> str:
    return text.removesuffix(".0")


__all__ = ["Form", "difference", "equal", "form"]
