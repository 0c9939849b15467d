"""The receiver: a name that routes send to, and its integrations, each imported when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake
from alertflow.declared import Items
from alertflow.sections import Section
from alertflow.sections.later import later

if TYPE_CHECKING:
    from alertflow.alertmanager.receivers.discord import DiscordConfig
    from alertflow.alertmanager.receivers.email import EmailConfig
    from alertflow.alertmanager.receivers.incidentio import IncidentioConfig
    from alertflow.alertmanager.receivers.integration import Integration
    from alertflow.alertmanager.receivers.jira import JiraConfig
    from alertflow.alertmanager.receivers.mattermost import MattermostConfig
    from alertflow.alertmanager.receivers.msteams import MsteamsConfig, MsteamsV2Config
    from alertflow.alertmanager.receivers.opsgenie import OpsgenieConfig
    from alertflow.alertmanager.receivers.pagerduty import PagerdutyConfig
    from alertflow.alertmanager.receivers.pushover import PushoverConfig
    from alertflow.alertmanager.receivers.rocketchat import RocketchatConfig
    from alertflow.alertmanager.receivers.slack import SlackConfig
    from alertflow.alertmanager.receivers.sns import SnsConfig
    from alertflow.alertmanager.receivers.telegram import TelegramConfig
    from alertflow.alertmanager.receivers.victorops import VictoropsConfig
    from alertflow.alertmanager.receivers.webex import WebexConfig
    from alertflow.alertmanager.receivers.webhook import WebhookConfig
    from alertflow.alertmanager.receivers.wechat import WechatConfig
else:

    def _in(module: str, name: str) -> Any:
        return later(f"alertflow.alertmanager.receivers.{module}", name)

    DiscordConfig = _in("discord", "DiscordConfig")
    EmailConfig = _in("email", "EmailConfig")
    IncidentioConfig = _in("incidentio", "IncidentioConfig")
    JiraConfig = _in("jira", "JiraConfig")
    MattermostConfig = _in("mattermost", "MattermostConfig")
    MsteamsConfig = _in("msteams", "MsteamsConfig")
    MsteamsV2Config = _in("msteams", "MsteamsV2Config")
    OpsgenieConfig = _in("opsgenie", "OpsgenieConfig")
    PagerdutyConfig = _in("pagerduty", "PagerdutyConfig")
    PushoverConfig = _in("pushover", "PushoverConfig")
    RocketchatConfig = _in("rocketchat", "RocketchatConfig")
    SlackConfig = _in("slack", "SlackConfig")
    SnsConfig = _in("sns", "SnsConfig")
    TelegramConfig = _in("telegram", "TelegramConfig")
    VictoropsConfig = _in("victorops", "VictoropsConfig")
    WebexConfig = _in("webex", "WebexConfig")
    WebhookConfig = _in("webhook", "WebhookConfig")
    WechatConfig = _in("wechat", "WechatConfig")


class Receiver(Section):
    """A name that routes send to, and its channels. Without any it swallows what reaches it.

    `labels` (0.33) are for queries of the API; a label `name` can only repeat the name.
    """

    name: str = Field(kw_only=False, min_length=1)
    labels: Mapping[str, str] = Field(default_factory=dict)
    discord_configs: Items[DiscordConfig] = ()
    email_configs: Items[EmailConfig] = ()
    incidentio_configs: Items[IncidentioConfig] = ()
    jira_configs: Items[JiraConfig] = ()
    mattermost_configs: Items[MattermostConfig] = ()
    msteams_configs: Items[MsteamsConfig] = ()
    msteamsv2_configs: Items[MsteamsV2Config] = ()
    opsgenie_configs: Items[OpsgenieConfig] = ()
    pagerduty_configs: Items[PagerdutyConfig] = ()
    pushover_configs: Items[PushoverConfig] = ()
    rocketchat_configs: Items[RocketchatConfig] = ()
    slack_configs: Items[SlackConfig] = ()
    sns_configs: Items[SnsConfig] = ()
    telegram_configs: Items[TelegramConfig] = ()
    victorops_configs: Items[VictoropsConfig] = ()
    webex_configs: Items[WebexConfig] = ()
    webhook_configs: Items[WebhookConfig] = ()
    wechat_configs: Items[WechatConfig] = ()

    @property
    def integrations(self) -> tuple[Integration, ...]:
        """All its channels, in the order of the keys."""
        return tuple([one for field in INTEGRATIONS for one in getattr(self, field)])

    @property
    def is_silent(self) -> bool:
        """Whether nobody hears of what reaches this receiver."""
        return not self.integrations and not any(key.endswith("_configs") for key in self.extra)

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        if self.labels.get("name", self.name) != self.name:
            yield "labels", f"the label 'name' should be '{self.name}', the name of the receiver."


INTEGRATIONS = tuple(name for name in Receiver.model_fields if name.endswith("_configs"))
"""The fields of a receiver that hold its channels."""

__all__ = ["INTEGRATIONS", "Receiver"]
