"""Expressions as a person writes them: the ready-made queries where they give just this one, else PromQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from textwrap import dedent
from typing import Any, NamedTuple, TypeAlias

from promql_parser import AggModifierType, MatchOp

from alertflow.declared import AlertflowError
from alertflow.importer.writing.nodes import (
    Call,
    Dictionary,
    Expression,
    Joined,
    Listed,
    Literal,
    Operation,
    Symbol,
    Variable,
)
from alertflow.prometheus import PromqlError, parse, printed, queries
from alertflow.prometheus.promql.tree import COMPARISONS, metric_name
from alertflow.prometheus.promql.writing import matcher, matcher_text
from alertflow.prometheus.promql.writing import selector as selected

Tree: TypeAlias = Any
"""A node of promql-parser, which has no types: each kind has attributes of its own."""

WIDEST = 80
"""Characters of an expression on one line from which it is read better on several."""


LONGEST = 98
"""Characters of a line that stands where the expressions of alerts do."""


def promql(expr: str, threshold: Variable | None = None) -> Expression:
    """`expr` as Python: a ready-made query, or the PromQL itself.

    `threshold` is the constant that stands for the number at its end.
    """
    return ready_made(expr, threshold) or _ended(laid_out(expr), threshold)


def laid_out(expr: str, widest: int = WIDEST) -> str:
    """`expr` as its author laid it out; one line that is longer than `widest` is broken at its operators."""
    expr = tidy(expr)
    room = LONGEST if "\n" in expr else widest
    if max(map(len, expr.split("\n"))) <= room:
        return expr
    broken = "\n".join(line if len(line) <= room else _broken(line) for line in expr.split("\n"))
    try:
        tree = parse(expr)
        if max(map(len, broken.split("\n"))) > LONGEST or "\n" not in broken:
            broken = dedent(_COMPARED.sub(r" \1 \2", tree.prettify())).strip("\n")
        same = "\n" in broken and printed(parse(broken)) == printed(tree)
    except PromqlError:
        return expr
    return broken if same else expr


def tidy(expr: str) -> str:
    """`expr` without blanks at the ends of its lines and empty lines around it: they mean nothing."""
    if "`" in expr:
        return expr.strip()
    return "\n".join(line.rstrip() for line in expr.split("\n")).strip("\n")


_COMPARED = re.compile(r"\n *([<>=!]=?)(?: bool)?\n *([0-9.e+-]+)\s*\Z")
"""A comparison with a number at the end, which needs no lines of its own."""

_PARTS = re.compile(
    r"""
    "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*`                  # a text
    | [(\[{] | [)\]}]
    | (?<=\S)\ +(?=(?P<operator>or|and|unless|[-+*/%])\ )         # the blank before an operator
    """,
    re.VERBOSE,
)

_LOOSEST = ({"or"}, {"and", "unless"}, {"+", "-"}, {"*", "/", "%"})
"""Operators, those first that bind least."""

_TAIL = 16
"""Characters of what is not worth a line of its own."""


def _broken(line: str, step: int = 2) -> str:
    """`line` with a break before the operators that stand in no brackets, first those that bind least.

    What is broken off stands `step` columns further in.
    """
    margin = line[: len(line) - len(line.lstrip())]
    depth, places = 0, list[tuple[str, int]]()
    for part in _PARTS.finditer(line):
        if part[0] in "([{":
            depth += 1
        elif part[0] in ")]}":
            depth -= 1
        elif part["operator"] and depth == 0:
            places.append((part["operator"], part.start()))
    found = {operator for operator, _ in places}
    loosest = next((one for one in _LOOSEST if one & found), frozenset[str]())
    starts = [0, *[place for operator, place in places if operator in loosest]]
    lines: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        text = line[start:end].strip()
        if lines and len(text) <= _TAIL and len(lines[-1]) + len(text) < WIDEST:
            lines[-1] += f" {text}"
        else:
            lines.append(f"{margin}{' ' * step if lines else ''}{text}")
    if len(lines) > 1:
        steps = [step + 2, *[2] * (len(lines) - 1)]
        lines = [
            _broken(one, step) if len(one) > WIDEST else one for one, step in zip(lines, steps, strict=True)
        ]
    return "\n".join(lines)


class Compared(NamedTuple):
    """A query that is compared with a number."""

    query: Tree
    operator: str
    number: str
    """As its author wrote it: `0.05`, `5e-2`."""


def compared(tree: Tree, expr: str) -> Compared | None:
    """What `tree`, read from `expr`, compares with a number at its end; None where it compares nothing so."""
    if not _is(tree, "BinaryExpr") or str(tree.op) not in COMPARISONS or tree.modifier is not None:
        return None
    head, operator, number = expr.rpartition(str(tree.op))
    if not head or not _is(tree.rhs, "NumberLiteral"):
        return None
    return Compared(tree.lhs, operator, number.strip())


def _ended(text: str, threshold: Variable | None) -> Expression:
    """`text`, with the constant in the place of the number at its end."""
    if threshold is None:
        return Literal(text, indentable=True)
    return Joined((_ENDING_NUMBER.sub("", text), threshold), indentable=True)


_ENDING_NUMBER = re.compile(r"[0-9.]+\s*\Z")


def ready_made(expr: str, threshold: Variable | None = None) -> Expression | None:
    """The ready-made query that gives `expr`, and what it is compared with; None where none does."""
    if not _MAY_BE.search(expr):
        return None
    try:
        tree: Tree = parse(expr)
    except PromqlError:
        return None
    query, rest = tree, ""
    if parts := compared(tree, expr):
        query, rest = parts.query, f" {parts.operator} {parts.number}"
    elif _is(tree, "BinaryExpr") and str(tree.op) in COMPARISONS:
        return None
    for made in _FORMS:
        for name, args, keywords in made(query):
            try:
                same = printed(parse(getattr(queries, name)(*args, **keywords) + rest)) == printed(tree)
            except AlertflowError:
                continue
            if same:
                call = Call(
                    Symbol("alertflow.prometheus", name),
                    tuple(Literal(one) for one in args),
                    tuple((word, _argument(one)) for word, one in keywords.items()),
                )
                return Operation(call, "+", _ended(rest, threshold)) if rest else call
    return None


_MAY_BE = re.compile(r"rate\s*\(|absent|predict_linear\s*\(|sum\b")
"""What stands in every expression that a ready-made query gives."""

Given: TypeAlias = "str | list[str] | dict[str, str]"
Form: TypeAlias = tuple[str, tuple[str | float, ...], Mapping[str, Given]]
"""A ready-made query, and what it would be given."""


def _argument(value: Given) -> Expression:
    if isinstance(value, dict):
        return Dictionary(tuple((Literal(name), Literal(one)) for name, one in value.items()))
    return Literal(value) if isinstance(value, str) else Listed(tuple(Literal(one) for one in value))


def _over(span: str, usual: str = "5m") -> dict[str, Given]:
    return {} if span == usual else {"over": span}


def _of_both(one: _Selected, other: _Selected) -> tuple[str, str, dict[str, Given]]:
    """Two selectors, and the equal labels that both ask for."""
    shared = {name: value for name, value in one.equal.items() if other.equal.get(name) == value}
    return one.text(shared), other.text(shared), {"where": dict(shared)} if shared else {}


def _ratio(tree: Tree) -> Iterator[Form]:
    if not _is(tree, "BinaryExpr") or str(tree.op) != "/":
        return
    left, right = _sum(tree.lhs), _sum(tree.rhs)
    if left is None or right is None or left[1] != right[1]:
        return
    by = _by(left[1])
    errors, total = _range(left[0], "rate"), _range(right[0], "rate")
    if errors and total and errors[1] == total[1]:
        one, other, where = _of_both(errors[0], total[0])
        yield "error_ratio", (one, other), {**_over(total[1]), **by, **where}
    used, limit = _selector(left[0]), _selector(right[0])
    if used and limit:
        one, other, where = _of_both(used, limit)
        yield "saturation", (one, other), {**by, **where}


def _quantile(tree: Tree) -> Iterator[Form]:
    if not _is(tree, "Call") or tree.func.name != "histogram_quantile":
        return
    quantile, buckets = tree.args
    summed = _sum(buckets)
    rate = _range(summed[0], "rate") if summed else None
    if summed is None or rate is None or "le" not in summed[1] or not _is(quantile, "NumberLiteral"):
        return
    if rate[0].metric.endswith("_bucket"):
        histogram = rate[0]._replace(metric=rate[0].metric.removesuffix("_bucket")).text()
        by = _by([one for one in summed[1] if one != "le"])
        yield "latency_quantile", (_whole(quantile.val), histogram), {**_over(rate[1]), **by}


def _slower(tree: Tree) -> Iterator[Form]:
    if not (_is(tree, "BinaryExpr") and str(tree.op) == "-" and _is(tree.rhs, "BinaryExpr")):
        return
    left, right = _sum(tree.rhs.lhs), _sum(tree.rhs.rhs)
    if left is None or right is None or left[1] != right[1]:
        return
    faster, count = _range(left[0], "rate"), _range(right[0], "rate")
    if faster is None or count is None or not count[0].metric.endswith("_count"):
        return
    if bound := re.search(r'le=~?"([0-9]+(?:\.[0-9]+)?)', faster[0].text()):
        histogram = count[0]._replace(metric=count[0].metric.removesuffix("_count")).text()
        limit = _whole(float(bound[1]))
        yield "share_slower_than", (limit, histogram), {**_over(count[1]), **_by(left[1])}


def _absence(tree: Tree) -> Iterator[Form]:
    if not _is(tree, "Call"):
        return
    if tree.func.name == "absent" and (selector := _selector(tree.args[0])):
        yield "absence", (selector.text(),), {}
    elif found := _range(tree, "absent_over_time"):
        yield "absence", (found[0].text(),), {"over": found[1]}


def _forecast(tree: Tree) -> Iterator[Form]:
    found = _range(tree, "predict_linear")
    if found and _is(tree.args[1], "NumberLiteral") and tree.args[1].val >= 1:
        within = _span(tree.args[1].val)
        yield "forecast", (found[0].text(),), {"within": within, **_over(found[1], "1h")}


_FORMS: tuple[Callable[[Tree], Iterator[Form]], ...] = (_ratio, _quantile, _slower, _absence, _forecast)


def _by(labels: list[str]) -> dict[str, Given]:
    if not labels:
        return {}
    return {"by": labels[0] if len(labels) == 1 else labels}


def _sum(tree: Tree) -> tuple[Tree, list[str]] | None:
    """What is summed, and the labels that are kept."""
    if not _is(tree, "AggregateExpr") or str(tree.op) != "sum":
        return None
    if tree.modifier is None:
        return tree.expr, []
    by = tree.modifier.type == AggModifierType.By and tree.modifier.labels
    return (tree.expr, list(tree.modifier.labels)) if by else None


def _range(tree: Tree, function: str) -> tuple[_Selected, str] | None:
    """The selector and the range that `function` is called with."""
    if not _is(tree, "Call") or tree.func.name != function or not _is(tree.args[0], "MatrixSelector"):
        return None
    selector = _selector(tree.args[0].vector_selector)
    return (selector, _span(tree.args[0].range.total_seconds())) if selector else None


class _Selected(NamedTuple):
    """A selector: its metric, the labels that it wants equal, and its other matchers."""

    metric: str
    equal: Mapping[str, str]
    others: tuple[str, ...]

    def text(self, but: Mapping[str, str] = {}) -> str:
        """The selector as PromQL, without the labels `but`."""
        equal = [matcher(name, "=", value) for name, value in self.equal.items() if name not in but]
        return selected(self.metric, [*equal, *self.others])


def _selector(tree: Tree) -> _Selected | None:
    if not _is(tree, "VectorSelector") or tree.offset is not None or tree.at is not None:
        return None
    name = metric_name(tree)
    if name is None or tree.matchers.or_matchers:
        return None
    matchers = [one for one in tree.matchers.matchers if one.name != "__name__"]
    equal = {one.name: one.value for one in matchers if one.op == MatchOp.Equal}
    return _Selected(name, equal, tuple(matcher_text(one) for one in matchers if one.op != MatchOp.Equal))


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def _span(length: float) -> str:
    """`length`, in seconds, as people write it: `5m`, `1h30m`."""
    rest, found = round(length * 1000), ""
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)):
        count, rest = divmod(rest, size)
        found += f"{count}{unit}" if count else ""
    return found


def _is(tree: Tree, kind: str) -> bool:
    return type(tree).__name__ == kind


__all__ = ["Compared", "Tree", "compared", "laid_out", "promql", "ready_made", "tidy"]
