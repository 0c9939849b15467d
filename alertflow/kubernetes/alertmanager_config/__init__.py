"""AlertmanagerConfig (v1alpha1): routes, receivers and inhibitions that an operator's Alertmanager is given.

Source: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig.
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.kubernetes.alertmanager_config.chat import (
        DiscordConfig,
        MsTeamsConfig,
        MsTeamsV2Config,
        RocketChatActionConfig,
        RocketChatConfig,
        RocketChatFieldConfig,
        SlackAction,
        SlackConfig,
        SlackConfirmationField,
        SlackField,
        TelegramConfig,
        WebexConfig,
        WeChatConfig,
    )
    from alertflow.kubernetes.alertmanager_config.config import (
        AlertmanagerConfig,
        AlertmanagerConfigSpec,
        DayOfMonthRange,
        InhibitRule,
        Matcher,
        MuteTimeInterval,
        Route,
        TimeInterval,
        TimeRange,
    )
    from alertflow.kubernetes.alertmanager_config.http import (
        BasicAuth,
        ConfigMapKeySelector,
        HttpConfig,
        OAuth2,
        SafeAuthorization,
        SafeTlsConfig,
        SecretKeySelector,
        SecretOrConfigMap,
        Sigv4,
    )
    from alertflow.kubernetes.alertmanager_config.integration import (
        KeyValue,
    )
    from alertflow.kubernetes.alertmanager_config.paging import (
        OpsGenieConfig,
        OpsGenieConfigResponder,
        PagerDutyConfig,
        PagerDutyImageConfig,
        PagerDutyLinkConfig,
        PushoverConfig,
        SnsConfig,
        VictorOpsConfig,
    )
    from alertflow.kubernetes.alertmanager_config.receivers import (
        EmailConfig,
        EmailThreadingConfig,
        Receiver,
        WebhookConfig,
    )
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        chat: DiscordConfig MsTeamsConfig MsTeamsV2Config RocketChatActionConfig
            RocketChatConfig RocketChatFieldConfig SlackAction SlackConfig
            SlackConfirmationField SlackField TelegramConfig WeChatConfig WebexConfig
        config: AlertmanagerConfig AlertmanagerConfigSpec DayOfMonthRange InhibitRule Matcher
            MuteTimeInterval Route TimeInterval TimeRange
        http: BasicAuth ConfigMapKeySelector HttpConfig OAuth2 SafeAuthorization SafeTlsConfig
            SecretKeySelector SecretOrConfigMap Sigv4
        integration: KeyValue
        paging: OpsGenieConfig OpsGenieConfigResponder PagerDutyConfig PagerDutyImageConfig
            PagerDutyLinkConfig PushoverConfig SnsConfig VictorOpsConfig
        receivers: EmailConfig EmailThreadingConfig Receiver WebhookConfig
        """,
    )

__all__ = [
    "AlertmanagerConfig",
    "AlertmanagerConfigSpec",
    "BasicAuth",
    "ConfigMapKeySelector",
    "DayOfMonthRange",
    "DiscordConfig",
    "EmailConfig",
    "EmailThreadingConfig",
    "HttpConfig",
    "InhibitRule",
    "KeyValue",
    "Matcher",
    "MsTeamsConfig",
    "MsTeamsV2Config",
    "MuteTimeInterval",
    "OAuth2",
    "OpsGenieConfig",
    "OpsGenieConfigResponder",
    "PagerDutyConfig",
    "PagerDutyImageConfig",
    "PagerDutyLinkConfig",
    "PushoverConfig",
    "Receiver",
    "RocketChatActionConfig",
    "RocketChatConfig",
    "RocketChatFieldConfig",
    "Route",
    "SafeAuthorization",
    "SafeTlsConfig",
    "SecretKeySelector",
    "SecretOrConfigMap",
    "Sigv4",
    "SlackAction",
    "SlackConfig",
    "SlackConfirmationField",
    "SlackField",
    "SnsConfig",
    "TelegramConfig",
    "TimeInterval",
    "TimeRange",
    "VictorOpsConfig",
    "WeChatConfig",
    "WebexConfig",
    "WebhookConfig",
]
