"""Deployment environments.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from alertflow.github.expressions.tree import Expr
from alertflow.github.syntax import Syntax
from alertflow.github.values import Kind, Switch, Text


class Environment(Syntax):
    """A deployment environment: it releases its secrets to the job, after a review where one is required."""

    name: Text = Field(kw_only=False)
    url: Text | None = None
    """Where the deployment can be seen; it may read the job's steps."""
    deployment: Switch | None = None
    """False uses the environment without recording a deployment; reviews are asked for all the same."""

    def to_data(self) -> Any:
        """The name alone where a person gave nothing else."""
        data = super().to_data()
        return data["name"] if len(data) == 1 and not self.from_file else data


AnyEnvironment = Annotated[
    Text | Environment, Kind("an Environment, or its name as text", str, Expr, Environment)
]
"""An environment's name, or the environment with its settings."""
