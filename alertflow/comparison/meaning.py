"""The meaning of a section of a file as data: durations by their length, PromQL by its tree, no defaults.

Only what a field's type says of its text, and what a program takes where a key is missing, is known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from alertflow.alertmanager.secrets import secrecy
from alertflow.alertmanager.texts import GoDuration
from alertflow.comparison import expressions
from alertflow.comparison.data import Address, Hidden
from alertflow.comparison.spans import length
from alertflow.duration import Duration
from alertflow.prometheus.syntax import Expression
from alertflow.sections import Section


class Span(str):
    """A duration; equal to another of the same length."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and length(str(self)) == length(str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(length(str(self)))


class Promql(str):
    """An expression; equal to another of the same tree."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and expressions.equal(str(self), str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(expressions.form(str(self)))


_ON = {
    ("HttpConfig", "follow_redirects"),
    ("HttpConfig", "enable_http2"),
    ("JiraField", "enable_update"),
    ("Global", "smtp_require_tls"),
}
"""Switches that are on where they are not given; every other is off.

Source: DefaultHTTPClientConfig of prometheus/common, and https://prometheus.io/docs/alerting/latest/configuration/.
"""

_INHERITED = {("EmailConfig", "require_tls"), ("EmailConfig", "force_implicit_tls")}
"""Switches that are as `global` has them where they are not given."""

_DEFAULTS: Mapping[tuple[str, str], Any] = {
    ("Global", "resolve_timeout"): Span("5m"),
    ("Global", "smtp_hello"): "localhost",
    ("PagerdutyConfig", "severity"): "error",
    ("Authorization", "type"): "Bearer",
    ("TestFile", "evaluation_interval"): Span("1m"),
    ("WebhookConfig", "max_alerts"): 0,
    ("IncidentioConfig", "max_alerts"): 0,
}
"""What is taken where a key is missing. Source: the documentation of Alertmanager's configuration."""


def meaning(value: Any) -> Any:
    """`value`, a section or what a field of one holds, as data that is equal where it means the same."""
    if isinstance(value, Section):
        return dict(_fields(value))
    if isinstance(value, Mapping):
        return {str(key): meaning(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [meaning(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _fields(section: Section) -> Iterator[tuple[str, Any]]:
    cls = type(section)
    keys, kinds = cls.keys(), _kinds(cls)
    yield from cls.FIXED.items()
    for field, kind in kinds.items():
        value = section.__dict__[field]
        if value is None or (not value and isinstance(value, tuple | list | Mapping)):
            continue
        if kind.text is not None:
            value = kind.text(value) if isinstance(value, str) else [kind.text(one) for one in value]
        else:
            value = meaning(value)
        if value is kind.default or (type(value) is not bool and value == kind.default):
            continue
        yield keys[field], value
    for key, value in section.extra.items():
        yield key, meaning(value)


class _Kind(NamedTuple):
    """What is known of a field beyond its value."""

    text: type[str] | None
    """How its text, or each of its texts, is compared, where not as it stands."""
    default: Any
    """What is taken where it is not given."""


@cache
def _kinds(cls: type[Section]) -> Mapping[str, _Kind]:
    found: dict[str, _Kind] = {}
    hidden = secrecy(cls)
    for name, field in cls.model_fields.items():
        if name == "extra":
            continue
        marks = [*field.metadata, *_marks(field.annotation)]
        text: type[str] | None = None
        if name in hidden:
            text = Address if hidden[name].address else Hidden
        elif any(mark in marks for mark in _SPANS):
            text = Span
        elif any(mark in marks for mark in _PROMQL):
            text = Promql
        default = _DEFAULTS.get((cls.__name__, name), None if field.is_required() else field.default)
        if default is None and bool in (field.annotation, *get_args(field.annotation)):
            default = None if (cls.__name__, name) in _INHERITED else (cls.__name__, name) in _ON
            if name == "send_resolved":
                default = getattr(cls, "RESOLVED", False)
        found[name] = _Kind(text, text(default) if text and isinstance(default, str) else default)
    return found


def _marks(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for one in get_args(annotation):
        yield from _marks(one)


_SPANS = [mark for one in (Duration, GoDuration) for mark in get_args(one)[1:]]
_PROMQL = list(get_args(Expression)[1:])

__all__ = ["Promql", "Span", "meaning"]
