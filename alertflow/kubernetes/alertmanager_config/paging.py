"""Channels that wake somebody: PagerDuty, Opsgenie, VictorOps, Pushover, Amazon SNS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.kubernetes.alertmanager_config.http import SecretKeySelector, Sigv4
from alertflow.kubernetes.alertmanager_config.integration import HttpIntegration, KeyValue
from alertflow.kubernetes.manifest import Part


class PagerDutyImageConfig(Part):
    """A picture in an incident."""

    href: str | None = None
    src: str | None = None
    alt: str | None = None


class PagerDutyLinkConfig(Part):
    """A link in an incident."""

    href: str | None = None
    alt: str | None = None


class PagerDutyConfig(HttpIntegration):
    """An event for PagerDuty: by the Events API v2 with `routing_key`, by v1 with `service_key`."""

    OTHERWISE: ClassVar = {"client_url": "clientURL"}

    routing_key: SecretKeySelector | None = None
    service_key: SecretKeySelector | None = None
    url: str | None = None
    client: str | None = None
    client_url: str | None = None
    description: str | None = None
    severity: str | None = None
    class_: str | None = None
    group: str | None = None
    component: str | None = None
    source_: str | None = None
    details: Items[KeyValue] = ()
    pager_duty_image_configs: Items[PagerDutyImageConfig] = ()
    pager_duty_link_configs: Items[PagerDutyLinkConfig] = ()
    timeout: Duration | None = None


class OpsGenieConfigResponder(Part):
    """Who is responsible: one of `id`, `name` and `username`."""

    id: str | None = None
    name: str | None = None
    username: str | None = None
    type: Literal["team", "teams", "user", "escalation", "schedule"]


class OpsGenieConfig(HttpIntegration):
    """An alert for Opsgenie. `tags` and `actions` are separated by commas."""

    OTHERWISE: ClassVar = {"api_url": "apiURL"}

    api_key: SecretKeySelector | None = None
    api_url: str | None = None
    message: str | None = None
    description: str | None = None
    source_: str | None = None
    tags: str | None = None
    note: str | None = None
    priority: str | None = None
    details: Items[KeyValue] = ()
    responders: Items[OpsGenieConfigResponder] = ()
    update_alerts: bool | None = None
    entity: str | None = None
    actions: str | None = None


class VictorOpsConfig(HttpIntegration):
    """An incident for VictorOps (Splunk On-Call)."""

    api_key: SecretKeySelector | None = None
    api_url: str | None = None
    routing_key: str
    message_type: str | None = None
    entity_display_name: str | None = None
    state_message: str | None = None
    monitoring_tool: str | None = None
    custom_fields: Items[KeyValue] = ()


class PushoverConfig(HttpIntegration):
    """A message to a Pushover user's devices. `retry` and `expire` are of messages that must be confirmed."""

    user_key: SecretKeySelector | None = None
    user_key_file: str | None = None
    token: SecretKeySelector | None = None
    token_file: str | None = None
    title: str | None = None
    message: str | None = None
    url: str | None = None
    url_title: str | None = None
    ttl: Duration | None = None
    device: str | None = None
    sound: str | None = None
    priority: str | None = None
    retry: str | None = None
    expire: str | None = None
    html: bool | None = None
    monospace: bool | None = None


class SnsConfig(HttpIntegration):
    """A message to a topic, a phone number or an endpoint of Amazon SNS."""

    OTHERWISE: ClassVar = {"api_url": "apiURL", "topic_arn": "topicARN", "target_arn": "targetARN"}

    api_url: str | None = None
    sigv4: Sigv4 | None = None
    topic_arn: str | None = None
    subject: str | None = None
    phone_number: str | None = None
    target_arn: str | None = None
    message: str | None = None
    attributes: Mapping[str, str] = Field(default_factory=dict)
