"""Containers: the one that a job's steps run in, and those that serve it.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainer
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from alertflow.declared import Items
from alertflow.github.expressions.tree import Expr
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Form, Kind, Named, Text, Value, Variables, Verbatim


class Credentials(Syntax):
    """With what an image is fetched from a registry that asks for it."""

    username: Text | None = None
    password: Text | None = None
    """An expression that gives a secret."""


AnyCredentials = Annotated[
    Credentials | Expr | Verbatim, Form("Credentials, or an expression that gives them")
]
Values = Annotated[Items[Value] | Expr | Verbatim, Form("a list, or an expression that gives one")]
"""Several scalars, or an expression that gives them."""


class Container(Syntax):
    """A container that all steps of the job run in."""

    image: Text = Field(kw_only=False)
    credentials: AnyCredentials | None = None
    env: Variables = NOTHING
    ports: Values = ()
    """Ports to publish: 80, or "8080:80"."""
    volumes: Values = ()
    """`name:/path` or `/on/the/host:/path`."""
    options: Text | None = None
    """Further options of `docker create`."""


class Service(Syntax):
    """A container that runs beside the job's steps, found by its name in `services`."""

    image: Text = Field(kw_only=False)
    credentials: AnyCredentials | None = None
    env: Variables = NOTHING
    ports: Values = ()
    """Ports to publish: 5432, or "5432:5432"; `job.services.<name>.ports['5432']` says which it became."""
    volumes: Values = ()
    options: Text | None = None
    entrypoint: Text | None = None
    """Runs instead of the image's own ENTRYPOINT."""
    command: Text | None = None
    """Runs instead of the image's own CMD."""


AnyContainer = Annotated[Text | Container, Kind("a Container, or its image as text", str, Expr, Container)]
"""An image, or an image with its settings."""
AnyService = Annotated[Text | Service, Kind("a Service, or its image as text", str, Expr, Service)]
"""An image, or an image with its settings."""
Services = Annotated[
    Named[AnyService] | Expr | Verbatim, Form("a dict of services, or an expression that gives one")
]
"""The services by name, or an expression that gives the whole mapping."""
