"""Amazon's Simple Notification Service.

Source: https://prometheus.io/docs/alerting/latest/configuration/#sns_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, exactly_one
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template
from alertflow.alertmanager.texts import Secret
from alertflow.sections import Section


class SigV4(Section):
    """Who signs requests to AWS; what it does not say, AWS's own chain of defaults does.

    `secret_key` has no twin that is a file: leave both keys out, and give AWS a role or a profile.
    """

    region: str | None = None
    access_key: str | None = None
    secret_key: Secret | None = None
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    use_fips_sts_endpoint: bool | None = None
    service_name: str | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        if bool(self.access_key) != bool(self.secret_key):
            yield "access_key" if self.access_key else "secret_key", "needs both access_key and secret_key."
        if self.external_id and not self.role_arn:
            yield "external_id", "needs role_arn."


class SnsConfig(Integration):
    """A message (0.23) to a topic, a phone (`phone_number`, E.164) or a device (`target_arn`).

    `api_url` and the region come from AWS's own chain of defaults, if None.
    """

    api_url: Template | None = None
    sigv4: SigV4 | None = None
    topic_arn: Template | None = None
    subject: Template | None = None
    phone_number: Template | None = None
    target_arn: Template | None = None
    message: Template | None = None
    attributes: Mapping[str, Template] = Field(default_factory=dict)
    use_aws_http_client: bool | None = None
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from exactly_one(self, "topic_arn", "phone_number", "target_arn")


__all__ = ["SigV4", "SnsConfig"]
