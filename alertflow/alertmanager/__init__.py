"""Alertmanager's configuration, typed, and what Alertmanager does with it.

>>> from alertflow.alertmanager import Config
>>> config = Config.parse('''
... route:
...   receiver: nobody
...   routes:
...     - receiver: pager
...       matchers: [severity="critical"]
... receivers:
...   - name: nobody
...   - name: pager
...     pagerduty_configs:
...       - routing_key_file: /etc/alertmanager/pagerduty
... ''')
>>> config.receivers[1].place("name")
Location(path='<alertmanager>', line=9, column=11)
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.alertmanager.config import Config
    from alertflow.alertmanager.event_recorder import (
        EventRecorder,
        FileOutput,
        KafkaOutput,
        StdoutOutput,
        WebhookOutput,
    )
    from alertflow.alertmanager.global_ import Global
    from alertflow.alertmanager.http import (
        Authorization,
        BasicAuth,
        HttpConfig,
        HttpHeader,
        TlsConfig,
    )
    from alertflow.alertmanager.intervals import TimeInterval, TimeRange, TimeSpan
    from alertflow.alertmanager.matchers import Matcher, all_match, matcher
    from alertflow.alertmanager.oauth2 import OAuth2
    from alertflow.alertmanager.payload import Risk, exact, is_plain, risks
    from alertflow.alertmanager.receivers.discord import DiscordConfig
    from alertflow.alertmanager.receivers.email import EmailConfig, EmailThreading
    from alertflow.alertmanager.receivers.incidentio import IncidentioConfig
    from alertflow.alertmanager.receivers.integration import Integration
    from alertflow.alertmanager.receivers.jira import JiraConfig, JiraField
    from alertflow.alertmanager.receivers.mattermost import (
        MattermostAttachment,
        MattermostConfig,
        MattermostField,
        MattermostPriority,
        MattermostProps,
    )
    from alertflow.alertmanager.receivers.msteams import MsteamsConfig, MsteamsV2Config
    from alertflow.alertmanager.receivers.opsgenie import OpsgenieConfig, OpsgenieResponder
    from alertflow.alertmanager.receivers.pagerduty import PagerdutyConfig, PagerdutyImage, PagerdutyLink
    from alertflow.alertmanager.receivers.pushover import PushoverConfig
    from alertflow.alertmanager.receivers.receiver import Receiver
    from alertflow.alertmanager.receivers.rocketchat import (
        RocketchatAction,
        RocketchatConfig,
        RocketchatField,
    )
    from alertflow.alertmanager.receivers.slack import SlackAction, SlackConfig, SlackConfirm, SlackField
    from alertflow.alertmanager.receivers.sns import SigV4, SnsConfig
    from alertflow.alertmanager.receivers.telegram import TelegramConfig
    from alertflow.alertmanager.receivers.victorops import VictoropsConfig
    from alertflow.alertmanager.receivers.webex import WebexConfig
    from alertflow.alertmanager.receivers.webhook import WebhookConfig
    from alertflow.alertmanager.receivers.wechat import WechatConfig
    from alertflow.alertmanager.refusing import Refusal, refusals
    from alertflow.alertmanager.routes import InhibitRule, Route
    from alertflow.alertmanager.routing import Group, Inhibited, Muted, Node, Notification, Routed
    from alertflow.alertmanager.secrets import Inlined, Variable, inlined_secrets, unexpanded_variables
    from alertflow.alertmanager.support import Unsupported, unsupported
    from alertflow.alertmanager.templated import HtmlTemplate, Template, TemplatedData
    from alertflow.alertmanager.templates.checking import (
        LabelRead,
        file_problems,
        labels_read,
        template_problems,
    )
    from alertflow.alertmanager.templates.fields import FieldTemplate, every_template
    from alertflow.alertmanager.templates.files import TemplateFile
    from alertflow.alertmanager.tracing import Tracing
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        config: Config
        event_recorder: EventRecorder FileOutput KafkaOutput StdoutOutput WebhookOutput
        global_: Global
        http: Authorization BasicAuth HttpConfig HttpHeader TlsConfig
        intervals: TimeInterval TimeRange TimeSpan
        matchers: Matcher all_match matcher
        oauth2: OAuth2
        payload: Risk exact is_plain risks
        receivers.discord: DiscordConfig
        receivers.email: EmailConfig EmailThreading
        receivers.incidentio: IncidentioConfig
        receivers.integration: Integration
        receivers.jira: JiraConfig JiraField
        receivers.mattermost: MattermostAttachment MattermostConfig MattermostField MattermostPriority
            MattermostProps
        receivers.msteams: MsteamsConfig MsteamsV2Config
        receivers.opsgenie: OpsgenieConfig OpsgenieResponder
        receivers.pagerduty: PagerdutyConfig PagerdutyImage PagerdutyLink
        receivers.pushover: PushoverConfig
        receivers.receiver: Receiver
        receivers.rocketchat: RocketchatAction RocketchatConfig RocketchatField
        receivers.slack: SlackAction SlackConfig SlackConfirm SlackField
        receivers.sns: SigV4 SnsConfig
        receivers.telegram: TelegramConfig
        receivers.victorops: VictoropsConfig
        receivers.webex: WebexConfig
        receivers.webhook: WebhookConfig
        receivers.wechat: WechatConfig
        refusing: Refusal refusals
        routes: InhibitRule Route
        routing: Group Inhibited Muted Node Notification Routed
        secrets: Inlined Variable inlined_secrets unexpanded_variables
        support: Unsupported unsupported
        templated: HtmlTemplate Template TemplatedData
        templates.checking: LabelRead file_problems labels_read template_problems
        templates.fields: FieldTemplate every_template
        templates.files: TemplateFile
        tracing: Tracing
        """,
    )

__all__ = [
    "Authorization",
    "BasicAuth",
    "Config",
    "DiscordConfig",
    "EmailConfig",
    "EmailThreading",
    "EventRecorder",
    "FieldTemplate",
    "FileOutput",
    "Global",
    "Group",
    "HtmlTemplate",
    "HttpConfig",
    "HttpHeader",
    "IncidentioConfig",
    "InhibitRule",
    "Inhibited",
    "Inlined",
    "Integration",
    "JiraConfig",
    "JiraField",
    "KafkaOutput",
    "LabelRead",
    "Matcher",
    "MattermostAttachment",
    "MattermostConfig",
    "MattermostField",
    "MattermostPriority",
    "MattermostProps",
    "MsteamsConfig",
    "MsteamsV2Config",
    "Muted",
    "Node",
    "Notification",
    "OAuth2",
    "OpsgenieConfig",
    "OpsgenieResponder",
    "PagerdutyConfig",
    "PagerdutyImage",
    "PagerdutyLink",
    "PushoverConfig",
    "Receiver",
    "Refusal",
    "Risk",
    "RocketchatAction",
    "RocketchatConfig",
    "RocketchatField",
    "Route",
    "Routed",
    "SigV4",
    "SlackAction",
    "SlackConfig",
    "SlackConfirm",
    "SlackField",
    "SnsConfig",
    "StdoutOutput",
    "TelegramConfig",
    "Template",
    "TemplateFile",
    "TemplatedData",
    "TimeInterval",
    "TimeRange",
    "TimeSpan",
    "TlsConfig",
    "Tracing",
    "Unsupported",
    "Variable",
    "VictoropsConfig",
    "WebexConfig",
    "WebhookConfig",
    "WebhookOutput",
    "WechatConfig",
    "all_match",
    "every_template",
    "exact",
    "file_problems",
    "inlined_secrets",
    "is_plain",
    "labels_read",
    "matcher",
    "refusals",
    "risks",
    "template_problems",
    "unexpanded_variables",
    "unsupported",
]
