"""Writing PromQL's smallest pieces: texts, names, matchers, selectors, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from promql_parser import Matcher, MatchOp

_OPERATORS = ((MatchOp.Equal, "="), (MatchOp.NotEqual, "!="), (MatchOp.Re, "=~"), (MatchOp.NotRe, "!~"))

_PLAIN_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*", re.ASCII).fullmatch
_PLAIN_METRIC = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*", re.ASCII).fullmatch


def quoted(text: str) -> str:
    """`text` between double quotes, with the escapes that PromQL reads back as `text`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def label(name: str) -> str:
    """A label's name, in quotes where it needs them (3.0)."""
    return name if _PLAIN_LABEL(name) else quoted(name)


def operator(one: Matcher) -> str:
    """How `one` compares: `=`, `!=`, `=~` or `!~`."""
    return next(text for op, text in _OPERATORS if op == one.op)


def matcher(name: str, compared: str, value: str) -> str:
    """A matcher: `status=~"5.."`."""
    return f"{label(name)}{compared}{quoted(value)}"


def matcher_text(one: Matcher) -> str:
    """A matcher that was read, as text; promql-parser's own text of it lacks the escapes."""
    return matcher(one.name, operator(one), one.value)


def selector(metric: str, matchers: Iterable[str]) -> str:
    """The selector of `metric` with `matchers`: `up{job="api"}`."""
    inside = list(matchers)
    if metric and not _PLAIN_METRIC(metric):
        return f"{{{','.join([quoted(metric), *inside])}}}"
    return f"{metric}{{{','.join(inside)}}}" if inside else metric


def series(name: str, labels: dict[str, str]) -> str:
    """A series by its name and labels, in the labels' order: `up{job="api",instance="a:80"}`."""
    return selector(name, [matcher(one, "=", value) for one, value in labels.items()])


def number(value: float) -> str:
    """`value` in digits, without an exponent: `0.05`, `14400`."""
    text = f"{Decimal(repr(float(value))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


__all__ = ["label", "matcher", "matcher_text", "number", "operator", "quoted", "selector", "series"]
