"""What an objective is measured by, as the indicator that a person would have written."""

from __future__ import annotations

import re

from promql_parser import BinaryExpr, VectorSelector

from alertflow.declared import DeclarationError
from alertflow.documents.objective import WINDOW, Objective
from alertflow.model.slo import Availability, Indicator, Latency, Ratio
from alertflow.prometheus import PromqlError, parse, selectors
from alertflow.prometheus.promql.burning import divided
from alertflow.prometheus.promql.shares import is_single, is_summed, normal
from alertflow.prometheus.promql.writing import matcher, selector

_USUAL = "5m"

_rate = re.compile(
    r"\s*sum\s*\(\s*rate\s*\(\s*(?P<events>.+?)\s*\[\$window]\s*\)\s*\)\s*", re.DOTALL
).fullmatch
"""The rate of a counter, as `Availability` writes it."""


def indicator_of(one: Objective) -> Indicator | str:
    """The indicator of `one`; a sentence that says why there is none."""
    if one.other:
        return one.other
    if one.raw is not None:
        share = divided(one.raw.text)
        if share is None:
            return "its ratio is reckoned by something else, so it is not known how many events it is of"
        selected, total = share
    else:
        part = one.bad or one.good
        if part is None or one.total is None:
            return "it has no query for the events that fail, or for all of them"
        selected, total = part.text, one.total.text
    for query in (selected, total):
        if wrong := _unsummable(query):
            return wrong
    return _written(selected, total, failed=one.good is None)


def _unsummable(text: str) -> str:
    """Why its counts over a long time are not the sums of those over short times; nothing if they are."""
    if WINDOW not in text:
        return "a query has no window"
    try:
        tree = parse(text.replace(WINDOW, _USUAL))
    except PromqlError as error:
        return f"a query is wrong: {error.message}"
    if not is_single(tree):
        return "a query gives several series, so there is an error ratio for each of them"
    return "" if is_summed(tree) else "a query is no count of events, which could be summed over time"


def _written(selected: str, total: str, *, failed: bool) -> Indicator | str:
    try:
        return _helper(selected, total, failed) or _ratio(selected, total, failed)
    except (DeclarationError, PromqlError) as error:
        return error.message


def _ratio(selected: str, total: str, failed: bool) -> Ratio:
    one, other = (" ".join(text.split()) for text in (selected, total))
    return Ratio(bad=one, total=other) if failed else Ratio(good=one, total=other)


def _helper(selected: str, total: str, failed: bool) -> Availability | Latency | None:
    """The helper that asks for the same."""
    part, whole = _events(selected), _events(total)
    if failed and part and whole:
        return Availability(errors=part, total=whole)
    good = _good(selected, total) if failed else parse(selected.replace(WINDOW, _USUAL)).prettify()
    latency = _latency(good) if good else None
    if latency is None:
        return None
    asked = f"({total}) - ({selected})" if not failed else selected
    same = normal(parse(latency.failed_rate(_USUAL))) == normal(parse(asked.replace(WINDOW, _USUAL)))
    same_total = normal(parse(latency.total_rate(_USUAL))) == normal(parse(total.replace(WINDOW, _USUAL)))
    return latency if same and same_total else None


def _good(selected: str, total: str) -> str:
    """`good` of `total - good`; '' for others."""
    tree = parse(selected.replace(WINDOW, _USUAL))
    while hasattr(tree, "expr") and not isinstance(tree, BinaryExpr):
        tree = tree.expr
    if not isinstance(tree, BinaryExpr) or str(tree.op) != "-":
        return ""
    whole = parse(total.replace(WINDOW, _USUAL))
    return tree.rhs.prettify() if normal(tree.lhs) == normal(whole) else ""


def _latency(good: str) -> Latency | None:
    """The indicator whose fast requests `good` counts, by a bucket of a classic histogram."""
    found = selectors(parse(good))
    if len(found) != 1 or not (found[0].metric or "").endswith("_bucket"):
        return None
    bounds = [one.value for one in found[0].matchers if one.label == "le" and one.operator == "="]
    if len(bounds) != 1 or (within := _duration(bounds[0])) is None:
        return None
    others = [matcher(*one) for one in found[0].matchers if one.label != "le"]
    name = (found[0].metric or "").removesuffix("_bucket")
    return Latency(histogram=selector(name, others), within=within)


def _duration(bound: str) -> str | None:
    """The bound of a bucket, in seconds, as a duration."""
    try:
        milliseconds = float(bound) * 1000
    except ValueError:
        return None
    if milliseconds < 1 or milliseconds != round(milliseconds):
        return None
    whole = round(milliseconds)
    return f"{whole // 1000}s" if whole % 1000 == 0 else f"{whole}ms"


def _events(text: str) -> str:
    """The counter whose rate `text` sums, as it is written there; '' where it is no such rate."""
    found = _rate(text)
    if found is None:
        return ""
    events = " ".join(found["events"].split())
    try:
        tree = parse(events)
    except PromqlError:
        return ""
    return events if isinstance(tree, VectorSelector) and tree.offset is None and tree.at is None else ""


__all__ = ["indicator_of"]
