"""An Alertmanager configuration as an AlertmanagerConfig: other names, matchers and secrets as objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from alertflow.alertmanager import Config
from alertflow.alertmanager import Matcher as Condition
from alertflow.declared import AlertflowError
from alertflow.kubernetes import AlertmanagerConfigSpec
from alertflow.kubernetes.alertmanager_config import (
    DayOfMonthRange,
    DiscordConfig,
    InhibitRule,
    KeyValue,
    Matcher,
    PagerDutyConfig,
    PagerDutyLinkConfig,
    SafeTlsConfig,
    SecretKeySelector,
    SecretOrConfigMap,
    WebhookConfig,
)
from alertflow.model import AlertmanagerObject
from alertflow.sections import Section
from alertflow.sections.shapes import Shape, keys_of

SECRETS = "/etc/alertmanager/secrets"
"""Where an operator's Alertmanager finds the Secrets that its `spec.secrets` lists."""

OTHERWISE: Mapping[tuple[type[Section], str], str] = {
    (AlertmanagerConfigSpec, "time_intervals"): "mute_time_intervals",
    (InhibitRule, "source_matchers"): "source_match",
    (InhibitRule, "target_matchers"): "target_match",
    (WebhookConfig, "url_file"): "url_secret",
    (DiscordConfig, "webhook_url_file"): "api_url",
    (PagerDutyConfig, "images"): "pager_duty_image_configs",
    (PagerDutyConfig, "links"): "pager_duty_link_configs",
    (PagerDutyLinkConfig, "text"): "alt",
    (SafeTlsConfig, "key_file"): "key_secret",
}
"""The fields that are called otherwise than Alertmanager's keys."""

REASONS: Mapping[str, str] = {
    "http_headers": "it has no HTTP headers",
    "payload": "it is one text there, for operators that know it",
    "global": "what is global is the Alertmanager object's own",
    "templates": "template files are the Alertmanager object's own",
    "location": "its time intervals are in UTC",
    "username": "it takes names of users from Secrets only",
}
"""Why a key has no counterpart, where more can be said than that."""


def converted(config: Config, way: AlertmanagerObject) -> AlertmanagerConfigSpec:
    """What `config` says, as the spec of an AlertmanagerConfig.

    Raises AlertflowError that lists what cannot be said so, and names the way out.
    """
    conversion = _Conversion(way)
    spec: AlertmanagerConfigSpec = conversion.section(AlertmanagerConfigSpec, config.to_data(), "")
    if conversion.problems:
        told = "".join(f"\n  {problem}" for problem in conversion.problems)
        raise AlertflowError(
            f"an AlertmanagerConfig cannot say all of the Alertmanager configuration:{told}\n"
            "  Give Kubernetes(alertmanager=AlertmanagerSecret(…)): a Secret holds the whole, as it is.",
            way.source,
        )
    return spec


class _Conversion:
    """Converts one configuration, and collects what has no counterpart."""

    def __init__(self, way: AlertmanagerObject) -> None:
        self.way = way
        self.problems: list[str] = []

    def section(self, cls: type[Section], data: Mapping[str, Any], path: str) -> Any:
        """`data`, a mapping of Alertmanager's configuration, as an object of `cls`; None after a problem."""
        shapes = {key.field: key.shape for key in keys_of(cls).values()}
        names = {field.rstrip("_"): field for field in shapes}
        values: dict[str, Any] = {}
        for key, value in data.items():
            where = f"{path}.{key}" if path else key
            # A file that holds a credential is a value of a Secret, also where there is a key for the file.
            bare = key.removesuffix("_file") if key.endswith("_file") else key
            field = OTHERWISE.get((cls, key)) or names.get(bare) or names.get(key)
            if field is not None:
                values[field] = self.value(shapes[field], value, where)
            elif (key, value) != ("location", "UTC"):
                self.problem(where, REASONS.get(key, ""))
        return None if self.problems else cls(**values)

    def problem(self, where: str, reason: str) -> None:
        """Notes that what stands at `where` has no counterpart."""
        self.problems.append(f"{where}: {reason}." if reason else f"{where}: it has no counterpart.")

    def value(self, shape: Shape, value: Any, where: str) -> Any:
        """A value of Alertmanager's configuration as one of `shape`."""
        if shape.items is not None and shape.items.classes:
            return list(self.items(shape.items.classes[0], value, where))
        for cls in shape.classes:
            if cls is SecretKeySelector or cls is SecretOrConfigMap:
                return self.secret(cls, value, where)
            return self.section(cls, value, where)
        if isinstance(value, Mapping) and shape.named is None:
            self.problem(where, REASONS.get(where.rpartition(".")[2], "it is text there"))
        return value

    def items(self, cls: type[Section], value: Any, where: str) -> Iterator[Any]:
        """A list of Alertmanager's configuration as objects of `cls`; a mapping, where they are its pairs."""
        if cls is KeyValue:
            for key, text in value.items():
                if isinstance(text, str):
                    yield KeyValue(key=key, value=text)
                else:
                    self.problem(f"{where}.{key}", "its values are text")
            return
        for index, one in enumerate(value):
            if cls is Matcher:
                for matcher in Condition.of_text(one):
                    yield Matcher(matcher.name, value=matcher.value, match_type=matcher.op)
            elif cls is DayOfMonthRange:
                first, _, last = one.partition(":")
                yield DayOfMonthRange(start=int(first), end=int(last or first))
            else:
                yield self.section(cls, one, f"{where}[{index}]")

    def secret(self, cls: type[Section], value: Any, where: str) -> Any:
        """The value of a Secret that stands for the file `value`."""
        if not where.endswith("_file"):
            self.problem(where, REASONS.get(where.rpartition(".")[2], "it takes this from Secrets only"))
            return None
        file = PurePosixPath(value)
        mounted = file.parent.parent == PurePosixPath(SECRETS)
        name = file.parent.name if mounted else self.way.credentials
        selector = SecretKeySelector(name, key=file.name)
        return selector if cls is SecretKeySelector else SecretOrConfigMap(secret=selector)
