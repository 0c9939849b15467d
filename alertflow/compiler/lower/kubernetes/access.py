"""The account of the remediation, and the roles that allow just what its commands do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import get_args

from alertflow.compiler.lower.kubernetes.objects import metadata
from alertflow.kubernetes import (
    API_GROUP,
    Manifest,
    PolicyRule,
    Role,
    RoleBinding,
    RoleRef,
    ServiceAccount,
    Subject,
)
from alertflow.model import Command, Kubernetes, Permission, Project
from alertflow.model.permission import Verb

_ORDER: tuple[str, ...] = get_args(Verb)


def manifests(project: Project, kubernetes: Kubernetes) -> Iterator[tuple[str, Manifest]]:
    """The account, and a role with its binding in each namespace in which a command needs something."""
    needed: dict[str, list[Permission]] = defaultdict(list)
    for command in _commands(project):
        for permission in command.permissions:
            needed[permission.namespace].append(permission)
    if not needed:
        return
    account = f"{project.name}-remediation"
    yield (
        "service-account.yaml",
        ServiceAccount(
            metadata=metadata(project, kubernetes, account), automount_service_account_token=False
        ),
    )
    for namespace, permissions in sorted(needed.items()):
        about = metadata(project, kubernetes, account, namespace)
        yield f"role-{namespace}.yaml", Role(metadata=about, rules=policy(permissions))
        yield (
            f"role-binding-{namespace}.yaml",
            RoleBinding(
                metadata=about,
                role_ref=RoleRef(account, api_group=API_GROUP, kind="Role"),
                subjects=[Subject(account, kind="ServiceAccount", namespace=kubernetes.namespace)],
            ),
        )


def policy(permissions: Iterable[Permission]) -> list[PolicyRule]:
    """The fewest rules that allow `permissions`, which are all of one namespace, and nothing else."""
    verbs: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in permissions:
        for name in one.names or ("",):
            verbs[one.group, one.resource, name] |= set(one.verbs)
    names: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (group, resource, name), allowed in sorted(verbs.items()):
        for_all = verbs.get((group, resource, ""), set()) if name else set()
        if left := allowed - for_all:
            names[group, resource, tuple(sorted(left, key=_ORDER.index))].append(name)
    resources: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for (group, resource, allowed_verbs), named in names.items():
        for names_of_one_kind in ([name for name in named if not name], [name for name in named if name]):
            if names_of_one_kind:
                only = tuple(name for name in names_of_one_kind if name)
                resources[group, only, allowed_verbs].append(resource)
    return [
        PolicyRule(api_groups=[group], resources=of, resource_names=only, verbs=allowed_verbs)
        for (group, only, allowed_verbs), of in resources.items()
    ]


def _commands(project: Project) -> Iterator[Command]:
    """Every command of every workflow."""
    for pipeline in project.workflows:
        for stage in pipeline.stages:
            yield from getattr(stage, "commands", ())
    for alert in project.remediated:
        if alert.remediation is not None:
            yield from alert.remediation.commands
