"""Jira: an issue for each group of alerts.

Source: https://prometheus.io/docs/alerting/latest/configuration/#jira_config.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from alertflow.alertmanager.exclusive import Mistake, filled
from alertflow.alertmanager.http import HttpConfig
from alertflow.alertmanager.receivers.integration import Integration
from alertflow.alertmanager.templated import Template, TemplatedData
from alertflow.alertmanager.texts import Url
from alertflow.declared import Items
from alertflow.duration import Duration
from alertflow.sections import Section


class JiraField(Section):
    """A text of an issue (0.30), and whether an issue that exists gets it anew (it does, if None)."""

    template: Template | None = None
    enable_update: bool | None = None


class JiraConfig(Integration):
    """An issue in `project` (0.28), made, resolved by `resolve_transition`, and reopened by
    `reopen_transition` within `reopen_duration`, unless its resolution is `wont_fix_resolution`.

    `api_url` is the whole path, `https://company.atlassian.net/rest/api/2/`; `api_type` (0.29) is guessed
    from it, if None. `fields_` are further fields of the issue, by Jira's own names.
    """

    api_url: Url | None = None
    api_type: Literal["auto", "cloud", "datacenter"] | None = None
    project: Template
    summary: Template | JiraField | None = None
    description: Template | JiraField | None = None
    labels: Items[Template] = ()
    priority: Template | None = None
    issue_type: Template
    resolve_transition: str | None = None
    reopen_transition: str | None = None
    wont_fix_resolution: str | None = None
    reopen_duration: Duration | None = None
    fields_: Mapping[str, TemplatedData] = Field(default_factory=dict)
    http_config: HttpConfig | None = None

    def mistakes(self) -> Iterator[Mistake]:
        """What Alertmanager refuses."""
        yield from filled(self, "project", "issue_type")


__all__ = ["JiraConfig", "JiraField"]
