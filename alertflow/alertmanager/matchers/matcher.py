"""The matcher: one condition on one label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from alertflow.alertmanager.go_regex import ScriptError, check, compiled
from alertflow.alertmanager.matchers.classic import NAME
from alertflow.alertmanager.matchers.parts import Operator
from alertflow.alertmanager.matchers.reading import reading
from alertflow.declared import AlertflowError, Declared

_WORDS = re.compile(r"[\w -]*(\|[\w -]*)*")


class Matcher(Declared):
    """Holds for labels whose label `name` is `value`, or matches it: `Matcher("severity", "=", "critical")`.

    `op` is `=`, `!=`, `=~` or `!~`. A label that is missing counts as empty. A pattern is Go's (RE2) and must
    match the whole value.
    """

    __slots__ = ("__text__",)

    name: str = Field(kw_only=False)
    op: Operator = Field(kw_only=False)
    value: str = Field(kw_only=False)

    @model_validator(mode="after")
    def _is_regex(self) -> Self:
        if self.op in ("=~", "!~") and not _WORDS.fullmatch(self.value):
            check(self.value)
        return self

    @classmethod
    def of_text(cls, text: str, version: str | None = None) -> tuple[Matcher, ...]:
        """The matchers that `text` holds for Alertmanager `version` (`0.25`); for the newest, if None.

        One text may hold several, `{a="b",c=~"d"}`, or none, `{}`. Raises AlertflowError for what is refused.
        """
        made = tuple([cls(*parts) for parts in reading(text, version).parts])
        for one in made:
            object.__setattr__(one, "__text__", text)
        return made

    @property
    def text(self) -> str | None:
        """What it was read from, which may hold other matchers, too; None for what was made of its parts."""
        text: str | None = getattr(self, "__text__", None)
        return text

    @property
    def is_classic(self) -> bool:
        """Whether every release since 0.22 can read it; a name that is not plain ASCII needs 0.27."""
        return NAME.fullmatch(self.name) is not None

    @cached_property
    def values(self) -> frozenset[str] | None:
        """The values of the label for which it holds, where they are few and plain to see: those of `a="b"`
        and `a=~"b|c"`; None where they are not. One of '' also stands for no label.
        """
        if self.op == "=":
            return frozenset([self.value])
        if self.op == "=~" and _WORDS.fullmatch(self.value):
            return frozenset(self.value.split("|"))
        return None

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether `labels` fulfil the condition.

        Raises AlertflowError for a pattern that names a script, `\\p{Greek}`: what it matches cannot be told.
        """
        have = labels.get(self.name, "")
        if self.values is not None:
            return have in self.values
        if self.op == "!=":
            return have != self.value
        try:
            pattern = compiled(self.value)
        except ScriptError as error:
            raise AlertflowError(f"{self}: {error}", self.source) from None
        return (pattern.search(have) is not None) == (self.op == "=~")

    def __str__(self) -> str:
        """The matcher as every release since 0.22 reads it, `severity="critical"`; where its name needs
        quotes, as those since 0.27 do, `"pod.name"="web"`.
        """
        name = self.name if self.is_classic else f'"{_escaped(self.name)}"'
        return f'{name}{self.op}"{_escaped(self.value)}"'


def matcher(text: str, version: str | None = None) -> Matcher:
    """The one matcher that `text` writes: `severity="critical"`, `service=~"api|web"`.

    Raises AlertflowError for what is none, or several, to Alertmanager `version`; to the newest, if None.
    """
    found = Matcher.of_text(text, version)
    if len(found) != 1:
        raise AlertflowError(f"'{text}' is not one matcher but {len(found) or 'none'}.")
    return found[0]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def all_match(matchers: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether every one of `matchers` holds for `labels`; none at all always do."""
    return all(one.matches(labels) for one in matchers)


__all__ = ["Matcher", "all_match", "matcher"]
