"""WeChat.

Source: https://prometheus.io/docs/alerting/latest/configuration/#wechat_config.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from alertflow.alertmanager.exclusive import Mistake, at_most_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import TEMPLATE, Template
from alertflow.alertmanager.texts import SECRET, Url


class WechatConfig(Integration):
    """A message by the application `agent_id` of the company `corp_id`; what it does not say may stand in
    Global.
    """

    RESOLVED: ClassVar = False

    api_secret: Annotated[str, SECRET, TEMPLATE] | None = None
    api_secret_file: str | None = None
    api_url: Url | None = None
    corp_id: Template | None = None
    message: Template | None = None
    message_type: Literal["text", "markdown", ""] | None = None
    agent_id: Template | None = None
    to_user: Template | None = None
    to_party: Template | None = None
    to_tag: Template | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from at_most_one(self, "api_secret", "api_secret_file")


__all__ = ["WechatConfig"]
