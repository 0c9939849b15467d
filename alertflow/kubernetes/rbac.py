"""Who may do what in a cluster: accounts, roles of one namespace, and who has which.

Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items
from alertflow.kubernetes.manifest import Manifest, Part

API_GROUP = "rbac.authorization.k8s.io"


class ServiceAccount(Manifest):
    """An account for a program. `automount_service_account_token` False: its pods are given no token."""

    FIXED: ClassVar = {"apiVersion": "v1", "kind": "ServiceAccount"}

    automount_service_account_token: bool | None = None
    secrets: Items[Mapping[str, Any]] = ()
    image_pull_secrets: Items[Mapping[str, Any]] = ()


class PolicyRule(Part):
    """Allows every one of `verbs` on every one of `resources`; with `resource_names` on those objects only.

    The core API group is ''. A request to list or watch is for an object by its name where it asks for that
    name (`fieldSelector=metadata.name=…`).
    """

    OTHERWISE: ClassVar = {"non_resource_urls": "nonResourceURLs"}

    api_groups: Items[str] = ()
    resources: Items[str] = ()
    resource_names: Items[str] = ()
    non_resource_urls: Items[str] = ()
    verbs: Items[str]


class Role(Manifest):
    """What is allowed in the namespace that it is in: whatever one of its rules allows."""

    FIXED: ClassVar = {"apiVersion": f"{API_GROUP}/v1", "kind": "Role"}

    rules: Items[PolicyRule] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Rules about no resource, or about addresses, which are of no namespace."""
        for rule in self.rules:
            if rule.non_resource_urls:
                yield "rules", "nonResourceURLs are of no namespace: only a ClusterRole may allow them."
            elif not rule.resources or not rule.api_groups:
                yield "rules", "a rule names at least one of apiGroups and of resources."


class RoleRef(Part):
    """The role that a binding is about; it cannot be changed later."""

    api_group: str
    kind: Literal["Role", "ClusterRole"]
    name: str = Field(kw_only=False)


class Subject(Part):
    """Who is given a role; `namespace` is that of a service account."""

    kind: Literal["ServiceAccount", "User", "Group"]
    api_group: str | None = None
    name: str = Field(kw_only=False)
    namespace: str | None = None


class RoleBinding(Manifest):
    """Gives what `role_ref` allows in this namespace to `subjects`, who may be of another one."""

    FIXED: ClassVar = {"apiVersion": f"{API_GROUP}/v1", "kind": "RoleBinding"}

    role_ref: RoleRef
    subjects: Items[Subject] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Service accounts of which the namespace is not said."""
        for subject in self.subjects:
            if subject.kind == "ServiceAccount" and not subject.namespace:
                yield "subjects", f"the service account {subject.name} is of which namespace?"
