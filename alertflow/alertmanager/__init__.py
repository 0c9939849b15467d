"""Alertmanager's configuration, typed, and what Alertmanager does with it.

from alertflow.alertmanager import Config, Matcher, Receiver, Route, WebhookConfig, walk
"""

from alertflow.alertmanager.config import Config, Global
from alertflow.alertmanager.http import Authorization, BasicAuth, HttpConfig, HttpHeader, TlsConfig
from alertflow.alertmanager.intervals import TimeInterval, TimeRange, TimeSpan
from alertflow.alertmanager.matchers import Matcher, all_match, matcher
from alertflow.alertmanager.payload import Risk, exact, is_plain, risks
from alertflow.alertmanager.receivers import (
    EmailConfig,
    PagerdutyConfig,
    Receiver,
    SlackConfig,
    SlackField,
    WebhookConfig,
)
from alertflow.alertmanager.refusals import Refusal, refusals
from alertflow.alertmanager.routes import InhibitRule, Route
from alertflow.alertmanager.routing import Matched, walk
from alertflow.alertmanager.support import Unsupported, unsupported

__all__ = [
    "Authorization",
    "BasicAuth",
    "Config",
    "EmailConfig",
    "Global",
    "HttpConfig",
    "HttpHeader",
    "InhibitRule",
    "Matched",
    "Matcher",
    "PagerdutyConfig",
    "Receiver",
    "Refusal",
    "Risk",
    "Route",
    "SlackConfig",
    "SlackField",
    "TimeInterval",
    "TimeRange",
    "TimeSpan",
    "TlsConfig",
    "Unsupported",
    "WebhookConfig",
    "all_match",
    "exact",
    "is_plain",
    "matcher",
    "refusals",
    "risks",
    "unsupported",
    "walk",
]
