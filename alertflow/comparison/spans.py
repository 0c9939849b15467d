"""Spans of time in comparisons: how long they are, and how they are told."""

from __future__ import annotations

import re

from alertflow.duration import seconds

_GO = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|[hms])")
_GO_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_UNITS = (("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_is_span = re.compile(r"[0-9]+(?:ms|[ywdhms])(?:[0-9]+(?:ms|[ywdhms]))*").fullmatch
_is_go_span = re.compile(r"(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|[hms]))+").fullmatch


def length(text: str) -> float | None:
    """How long the span `text` is, in seconds, by Prometheus's notation or Go's; None for what is no span."""
    if text == "0" or _is_span(text):
        return seconds(text)
    if _is_go_span(text):
        return round(sum(float(amount) * _GO_UNITS[unit] for amount, unit in _GO.findall(text)), 9)
    return None


def told(span: float) -> str:
    """`span`, in seconds, in the units of Prometheus: `told(5400) == "1h30m"`."""
    sign, span = ("-", -span) if span < 0 else ("", span)
    whole, rest = divmod(round(span * 1000), 1000)
    text = ""
    for unit, size in _UNITS:
        if unit in "wd" and whole % size:  # 36h rather than 1d12h
            continue
        amount, whole = divmod(whole, size)
        text += f"{amount}{unit}" if amount else ""
    return sign + (text + (f"{rest}ms" if rest else "") or "0s")


__all__ = ["length", "told"]
