"""What a command's account must be allowed to do in a Kubernetes cluster."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Expected, Items

Verb = Literal["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"]
"""What a request to a Kubernetes API server does, as RBAC names it.

Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb.
"""

ObjectName = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"),
    Expected("Should be the name of an object: lower-case letters, digits, hyphens and dots"),
]
"""The name of an object of a cluster."""

_Resource = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(/[a-z]+)?$"),
    Expected("Should be a resource, in the plural: pods, or a part of it: pods/log"),
]
_Group = Annotated[
    str, Field(pattern=r"^[a-z0-9.-]*$"), Expected("Should be an API group without a version: apps")
]


class Permission(Declared):
    """The right to do `verbs` with one resource of one namespace: `Permission("pods/log", verbs=["get"])`.

    `group` is the resource's API group, '' for the core one. With `names`, the right is for these objects
    only; to list or watch, a request must then ask for one of them by its name.
    Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources.
    """

    resource: _Resource = Field(kw_only=False)
    verbs: Items[Verb]
    group: _Group = ""
    namespace: ObjectName = "default"
    names: Items[ObjectName] = ()

    @model_validator(mode="after")
    def _allows_something(self) -> Self:
        if not self.verbs:
            raise ValueError("verbs: name at least one, such as 'get'.")
        return self
