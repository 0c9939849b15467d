"""One shell step of a remediation: what it runs, whether it changes anything, which secrets it needs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import Duration
from alertflow.model.permission import Permission
from alertflow.model.text import (
    EnvironmentName,
    Identifier,
    Line,
    OptionalIdentifier,
    OptionalLine,
    OptionalSlug,
    Slug,
)


class Effect(Enum):
    """What running a command does to the system."""

    READS = "reads"
    """Looks only; may run at any time."""
    CHANGES = "changes"
    """Changes something that mends itself or is easily put back: a restart, a replica more."""
    DESTROYS = "destroys"
    """Takes something away that somebody may want back: a rollback, a failover, a deletion."""


class Approval(Declared):
    """A person says yes before a command runs, as a required reviewer of a GitHub environment.

    `Approval("production")` is the environment of that name; its reviewers are set on GitHub, and the
    workflow refuses to act when nobody approved its run.
    """

    environment: EnvironmentName = Field(kw_only=False)


class Secret(Declared):
    """A GitHub secret that a command needs, as an environment variable of its step.

    `Secret("DB_PASSWORD")` is passed under its own name. With `file=True` the secret holds a
    base64-encoded file, and the variable (`env`) holds the path of a private copy of it.
    """

    name: Identifier = Field(kw_only=False)
    env: OptionalIdentifier = ""
    file: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that the command reads."""
        return self.env or self.name


class Command(Declared):
    """A shell step: bash, run with `-eo pipefail`.

    The script reads constants from `env`, and secrets from the variables of `secrets`. Where a secret is
    not set, the step is skipped with a warning. Besides bash it may call these functions:

    - `skip REASON`: leave, with a warning, because a precondition does not hold;
    - `warn TITLE MESSAGE`: a warning that people see on the run's page;
    - `conclude TEXT`: one line for the notification and the review.
    """

    name: Slug = Field(kw_only=False)
    """Its id among the steps of a job, such as `rollout-history`."""
    title: Line
    """What it does, as the step's name: `Restart deployment/school-timetable`."""
    script: str
    env: Mapping[str, str] = Field(default_factory=dict)
    effect: Effect = Effect.READS
    system: str = ""
    """The kind of system it works on: `kubernetes`, `database`, `http`, …"""
    target: OptionalLine = ""
    """What it acts on, such as `deployment/school-timetable`; two commands with one target never race."""
    secrets: Items[Secret] = ()
    permissions: Items[Permission] = ()
    """What the account that it uses in a Kubernetes cluster must be allowed to do; see `Kubernetes`."""
    timeout: Duration = "2m"
    """How long the step may take; longer than the command's own timeout."""
    approval: Approval | None = None
    action: OptionalSlug = ""
    """Its name among the actions a person can ask for by hand, such as `rollback`."""

    @model_validator(mode="after")
    def _no_expression(self) -> Self:
        if "${{" in self.script:
            raise ValueError(
                "a command's script must not hold '${{ … }}': GitHub would paste text into the shell. "
                'Pass a constant by env={"NAME": …}, a secret by secrets=[Secret("NAME")], and read "$NAME".'
            )
        if "${{" in self.title:
            raise ValueError("title is shown to people as it is: '${{ … }}' has no value there.")
        for name, value in self.env.items():
            if "${{" in value:
                raise ValueError(
                    f"env['{name}'] holds '${{{{ … }}}}', but env is for constants. "
                    'A secret is passed by secrets=[Secret("NAME")].'
                )
        return self
