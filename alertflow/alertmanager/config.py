"""The whole of an Alertmanager configuration file.

Source: https://prometheus.io/docs/alerting/latest/configuration/.
"""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.intervals import TimeInterval
from alertflow.alertmanager.receivers import Receiver
from alertflow.alertmanager.routes import InhibitRule, Route
from alertflow.alertmanager.routing import walk
from alertflow.alertmanager.section import Section
from alertflow.declared import Items
from alertflow.duration import Duration


class Global(Section):
    """What receivers use where they do not say otherwise. `resolve_timeout` is 5m, if None."""

    resolve_timeout: Duration | None = None
    smtp_from: str | None = None
    smtp_smarthost: str | None = None
    smtp_hello: str | None = None
    smtp_auth_username: str | None = None
    smtp_auth_password_file: str | None = None
    smtp_require_tls: bool | None = None
    slack_api_url_file: str | None = None
    pagerduty_url: str | None = None
    http_config: HttpConfig | None = None


class Config(Section):
    """A file for `alertmanager --config.file`. `templates` are paths or globs of template files."""

    global_: Global | None = None
    templates: Items[str] = ()
    route: Route
    inhibit_rules: Items[InhibitRule] = ()
    receivers: Items[Receiver]
    time_intervals: Items[TimeInterval] = ()

    def receivers_for(self, labels: Mapping[str, str]) -> list[str]:
        """The names of the receivers that are told of an alert with `labels`, in order, repeats included."""
        return [matched.receiver for matched in walk(self.route, labels)]


__all__ = ["Config", "Global"]
