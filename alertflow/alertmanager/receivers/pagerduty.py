"""PagerDuty.

Source: https://prometheus.io/docs/alerting/latest/configuration/#pagerduty_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import TEMPLATE, Template, TemplatedData
from alertflow.alertmanager.texts import SECRET, GoDuration, Url
from alertflow.declared import Items
from alertflow.sections import Section

_Key = Annotated[str, SECRET, TEMPLATE]

ALL_LABELS: Final = ("firing", "resolved")
"""The details that Alertmanager adds by itself, unless they are given: every alert, with all of its labels.

The others that it adds, `num_firing` and `num_resolved`, are numbers.
"""


class PagerdutyImage(Section):
    """A picture in an incident, and where a click on it leads."""

    href: Template | None = None
    src: Template | None = None
    alt: Template | None = None


class PagerdutyLink(Section):
    """A link in an incident."""

    href: Template | None = None
    text: Template | None = None


class PagerdutyConfig(Integration):
    """An event for PagerDuty: by the Events API v2 with a routing key, by v1 with a service key.

    `source_` is as `client`, `severity` is `error`, if None. Since 0.30 `details` may nest; what a template
    in them renders is read as YAML, and of the mapping or list that this gives each text is executed as a
    template once more, with the labels in it (seen by running 0.33.1). No YAML begins with a tab: a detail
    that begins with `{{ "\\t" }}` is always text.
    """

    routing_key: _Key | None = None
    routing_key_file: str | None = None
    service_key: _Key | None = None
    service_key_file: str | None = None
    url: Url | None = None
    client: Template | None = None
    client_url: Template | None = None
    description: Template | None = None
    severity: Template | None = None
    source_: Template | None = None
    details: Mapping[str, TemplatedData] = Field(default_factory=dict)
    images: Items[PagerdutyImage] = ()
    links: Items[PagerdutyLink] = ()
    component: Template | None = None
    group: Template | None = None
    class_: Template | None = None
    timeout: GoDuration | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "routing_key", "routing_key_file")
        yield from at_most_one(self, "service_key", "service_key_file")
        if not (self.routing_key or self.routing_key_file or self.service_key or self.service_key_file):
            yield "", "give routing_key_file, or service_key_file for the old API."


__all__ = ["ALL_LABELS", "PagerdutyConfig", "PagerdutyImage", "PagerdutyLink"]
