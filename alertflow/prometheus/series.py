"""promtool's notation for the series of a test: which series it is, and its values one after the other.

Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series; what promtool
takes beyond it is read as its parser does (promql/parser, `series_description`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from promql_parser import MatchOp, VectorSelector

from alertflow.prometheus.promql.reading import PromqlError, parse
from alertflow.prometheus.promql.shapes import shape
from alertflow.prometheus.promql.tree import metric_name

STALE: Final = "stale"
"""A value that says: the series is gone."""

Value = float | str | None
"""A value of a series: a number, None where it is missing, `stale`, or a native histogram in `{{…}}`."""

MOST_VALUES: Final = 1_000_000
"""More values than that are not listed: promtool would need gigabytes for them."""

_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_NUMBER = rf"(?:(?:{_DIGITS}\.?(?:{_DIGITS})?|\.{_DIGITS})(?:[eE][-+]?{_DIGITS})?)"
_WORD = r"[iI][nN][fF]|[nN][aA][nN]"
_SIGNED = rf"[-+]?(?:{_NUMBER}|{_WORD})"
_BUCKETS = rf"\[-?(?:{_NUMBER}|{_WORD})(?:\s+-?(?:{_NUMBER}|{_WORD}))*\s*\]"
_PART = rf"""(?:
    (?:schema|offset|n_offset):-?{_DIGITS} | (?:sum|count|z_bucket):{_SIGNED}
    | z_bucket_w:(?:{_NUMBER}|{_WORD})
    | (?:buckets|n_buckets|custom_values):{_BUCKETS}
    | counter_reset_hint:(?:unknown|reset|not_reset|gauge)
)"""
_HISTOGRAM = rf"\{{\{{(?:{_PART}(?:\s+{_PART})*)?\s*\}}\}}"
_ITEM = re.compile(
    rf"""_(?:x(?P<missing>[0-9]+))?
       | (?P<start>[-+]?{_NUMBER})(?:(?P<step>[-+]{_NUMBER})?x(?P<times>[0-9]+))?
       | [-+]?(?:{_WORD}) | stale""",
    re.VERBOSE,
).fullmatch
_SPLIT = re.compile(r"(?:\{\{[^{}]*\}\}|\S)+")
_HINTED = rf"(?P<start>[-+]?{_NUMBER})(?P<step>[-+]{_NUMBER})?[xX*](?P<times>.*)"


class Series(NamedTuple):
    """A series: its metric ('' if it has no name) and its labels."""

    name: str
    labels: Mapping[str, str]


def read_series(text: str) -> Series:
    """The series that `text` names, such as `up{job="api"}`. Raises ValueError for what names none."""
    if text.strip().replace(" ", "") == "{}":
        return Series("", {})
    try:
        tree = parse(text)
    except PromqlError as error:
        raise ValueError(f"'{text}' is no series: {error.message}") from None
    if not isinstance(tree, VectorSelector) or tree.offset is not None or tree.at is not None:
        raise ValueError(f"'{text}' is no series; write a name and labels, as in up{{job=\"api\"}}.")
    if any(one.op != MatchOp.Equal for one in tree.matchers.matchers):
        raise ValueError(f"'{text}' is a pattern, no series: give each label its value with =.")
    labels = {one.name: one.value for one in tree.matchers.matchers if one.name != "__name__"}
    return Series(metric_name(tree) or "", labels)


def ensure_series(text: str) -> None:
    """Raises ValueError where `text` names no series; of many alike, far quicker than to read them."""
    if "~" in text or not _is_series(shape(text)):  # patterns look like values in a shape
        read_series(text)


@lru_cache(maxsize=1024)
def _is_series(text: str) -> bool:
    try:
        read_series(text)
    except ValueError:
        return False
    return True


def expanded(values: str) -> list[Value]:
    """Every value that `values` stands for: `1+2x3` is 1, 3, 5, 7, and `_x2 stale` None, None, 'stale'.

    A histogram is given as its text; one that changes with each value (`{{…}}+{{…}}x3`) as that text again
    and again. Raises ValueError for what promtool would refuse, and for more than a million values.
    """
    if counted(values) > MOST_VALUES:
        raise ValueError(f"'{values}' stands for more than a million values; use a longer interval.")
    return [value for item in _items(values) for value in _values(item)]


def counted(values: str) -> int:
    """How many values `values` stands for. Raises ValueError for what promtool would refuse."""
    return sum(_count(item) for item in _items(values))


def _items(values: str) -> Iterator[re.Match[str]]:
    if "\n" in values.strip():
        raise ValueError(
            "the values of a series stand on one line: promtool takes the next one for a series."
        )
    for word in _SPLIT.findall(values):
        item = _histograms()(word) if word.startswith("{{") else _ITEM(word)
        if item is None:
            raise ValueError(_explained(word))
        yield item


@cache
def _histograms() -> Callable[[str], re.Match[str] | None]:
    """Matches a histogram, and how often it goes on; hardly a test has one, and the pattern takes long."""
    again = rf"(?P<by>[-+]{_HISTOGRAM})?x(?P<times>[0-9]+)"
    return re.compile(rf"(?P<histogram>{_HISTOGRAM})(?:{again})?", re.VERBOSE).fullmatch


def _count(item: re.Match[str]) -> int:
    if item[0].startswith("_"):
        return int(item["missing"] or 1)
    return 1 if item["times"] is None else int(item["times"]) + 1


def _values(item: re.Match[str]) -> Iterator[Value]:
    text, count = item[0], _count(item)
    if text.startswith("_"):
        yield from [None] * count
    elif text.startswith("{{"):
        yield from [text if item["by"] else item["histogram"]] * count
    elif item["start"] is not None:
        value, step = _number(item["start"]), _number(item["step"] or "0")
        for _ in range(count):  # added up as promtool does, so that the last digits agree
            yield value
            value += step
    else:
        yield STALE if text == STALE else float(text)


def _number(text: str) -> float:
    return float(text.replace("_", ""))


def _explained(word: str) -> str:
    """Why `word` is no value, and what it was most likely meant to be."""
    meant = re.fullmatch(_HINTED, word)
    if meant is not None and (not meant["times"].isdecimal() or "X" in word or "*" in word):
        example = f"{meant['start']}{meant['step'] or ''}x10"
        return f"'{word}' is no values: behind x stands how often it goes on, as in {example}."
    if word.lower() in ("null", "none", "nil", "-", "missing"):
        return f"'{word}' is no value; write _ for one that is missing."
    if word.startswith("{{"):
        return f"'{word}' is no histogram; write one as {{{{schema:0 sum:5 count:4 buckets:[1 2 1]}}}}."
    return f"'{word}' is no value; write numbers, 0+60x10, 5x10, _ (missing) or stale, with blanks between."


__all__ = ["MOST_VALUES", "STALE", "Series", "Value", "counted", "ensure_series", "expanded", "read_series"]
