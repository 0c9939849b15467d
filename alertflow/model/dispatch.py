"""How an alert reaches GitHub: from Alertmanager directly, or through the bridge."""

from __future__ import annotations

from pydantic import Field

from alertflow.declared import Declared
from alertflow.duration import Duration
from alertflow.model.text import AbsolutePath, FolderPath, Release, Url


class Direct(Declared):
    """Alertmanager 0.32 or later posts to GitHub's `repository_dispatch` API itself.

    `token_file` is a file on Alertmanager's machine with a token that may write the repository's
    contents (fine-grained: Contents, read and write). `api_url` is another one on GitHub Enterprise
    Server. Source: https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.
    """

    token_file: AbsolutePath
    api_url: Url = "https://api.github.com"
    max_alerts: int = Field(default=20, ge=1)
    """How many alerts of a group one dispatch lists: GitHub takes less than 64 KB."""
    repeat: Duration = "1h"
    """After how long an alert that still fires is dispatched again, inside its budget."""
    config: FolderPath | None = None
    """Where the Alertmanager configuration is written; `alertmanager.yml` in the project's folder if None."""
    alertmanager: Release | None = None
    """The version it is written for; the project's target if None."""


class Bridge(Declared):
    """Any Alertmanager posts its plain webhook to the bridge at `url`, which dispatches.

    `token_file` is a file on Alertmanager's machine with the bridge's bearer token.
    """

    url: Url = Field(kw_only=False)
    token_file: AbsolutePath
    repeat: Duration = "1h"
    config: FolderPath | None = None
    alertmanager: Release | None = None


Dispatch = Direct | Bridge
"""How an alert reaches GitHub."""
