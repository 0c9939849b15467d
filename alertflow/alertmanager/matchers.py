"""Matchers: one condition on one label, as routes, inhibitions and silences use them.

Source: https://prometheus.io/docs/alerting/latest/configuration/#matcher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, Self, cast

from pydantic import Field, model_validator

from alertflow.alertmanager.go_regex import compiled
from alertflow.declared import AlertflowError, Declared

Operator = Literal["=", "!=", "=~", "!~"]

_NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
_CLASSIC = re.compile(rf'^\s*({_NAME})\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"]*?))\s*$', re.DOTALL)
_ESCAPE = re.compile(r'\\([\\n"])')


class Matcher(Declared):
    """Holds for labels whose label `name` is `value`, or matches it: `Matcher("severity", "=", "critical")`.

    `op` is `=`, `!=`, `=~` or `!~`. A label that is missing counts as empty. A pattern is Go's (RE2) and must
    match the whole value.
    """

    name: str = Field(kw_only=False, pattern=rf"^{_NAME}$")
    op: Operator = Field(kw_only=False)
    value: str = Field(kw_only=False)

    @model_validator(mode="after")
    def _is_regex(self) -> Self:
        if self.op in ("=~", "!~"):
            compiled(self.value)
        return self

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether `labels` fulfil the condition."""
        have = labels.get(self.name, "")
        if self.op == "=":
            return have == self.value
        if self.op == "!=":
            return have != self.value
        return (compiled(self.value).fullmatch(have) is not None) == (self.op == "=~")

    def __str__(self) -> str:
        """The matcher in the notation that every release since 0.22 reads: `severity="critical"`."""
        value = self.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'{self.name}{self.op}"{value}"'


def matcher(text: str) -> Matcher:
    """The matcher that `text` writes: `severity="critical"`, `service=~"api|web"`, also unquoted.

    Raises AlertflowError for what is none.
    """
    found = _CLASSIC.match(text)
    if found is None:
        raise AlertflowError(
            f"'{text}' is not a matcher. Write a label, one of = != =~ !~, and a value in double quotes: "
            'severity="critical".'
        )
    name, op, quoted, bare = found.groups()
    raw = quoted if quoted is not None else bare
    value = _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], raw)
    return Matcher(name, cast(Operator, op), value)


def all_match(matchers: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether every one of `matchers` holds for `labels`; none at all always do."""
    return all(one.matches(labels) for one in matchers)


__all__ = ["Matcher", "Operator", "all_match", "matcher"]
