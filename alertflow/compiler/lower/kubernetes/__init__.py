"""From the project to manifests of Kubernetes: what operators and the remediation's account are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from alertflow.alertmanager import Config
from alertflow.declared import written_at
from alertflow.model import Project, RuleObject
from alertflow.prometheus import RuleFile

if TYPE_CHECKING:
    from alertflow.kubernetes import Manifest


def lower(project: Project, documents: Mapping[str, object]) -> dict[str, Manifest]:
    """The manifests of `project` by path, made of its `documents`; those that groups ask for, and what
    `project.kubernetes` says.
    """
    kubernetes = project.kubernetes
    objects = {
        group.path(project.monitoring): group.file
        for group in project.groups
        if isinstance(group.file, RuleObject)
    }
    if kubernetes is None and not objects:
        return {}
    # Only who has a cluster needs that language.
    from alertflow.compiler.lower.kubernetes import access, alertmanager, rules, scaling

    files = {path: one for path, one in documents.items() if isinstance(one, RuleFile)}
    made: dict[str, Manifest] = {
        object_.path: rules.manifest(object_, files[path]) for path, object_ in objects.items()
    }
    if kubernetes is None:
        return made

    def manifests() -> Iterator[tuple[str, Manifest]]:
        for path, document in files.items():
            if path not in objects:
                yield from rules.manifests(project, kubernetes, path, document)
        configs = {path: one for path, one in documents.items() if isinstance(one, Config)}
        yield from alertmanager.manifests(project, kubernetes, configs)
        yield from scaling.manifests(project, kubernetes)
        yield from access.manifests(project, kubernetes)

    for name, one in manifests():
        made[f"{kubernetes.folder}/{name}"] = written_at(kubernetes.source, one)
    return made
