"""From the project to manifests of Kubernetes: what operators and the remediation's account are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from alertflow.alertmanager import Config
from alertflow.declared import written_at
from alertflow.model import Project
from alertflow.prometheus import RuleFile

if TYPE_CHECKING:
    from alertflow.kubernetes import Manifest


def lower(project: Project, documents: Mapping[str, object]) -> dict[str, Manifest]:
    """The manifests of `project` by path, made of its `documents`; none without `project.kubernetes`."""
    kubernetes = project.kubernetes
    if kubernetes is None:
        return {}
    # Only who has a cluster needs that language.
    from alertflow.compiler.lower.kubernetes import access, alertmanager, rules, scaling

    def manifests() -> Iterator[tuple[str, Manifest]]:
        for path, document in documents.items():
            if isinstance(document, RuleFile):
                yield from rules.manifests(project, kubernetes, path, document)
        configs = {path: one for path, one in documents.items() if isinstance(one, Config)}
        yield from alertmanager.manifests(project, kubernetes, configs)
        yield from scaling.manifests(project, kubernetes)
        yield from access.manifests(project, kubernetes)

    return {f"{kubernetes.folder}/{name}": written_at(kubernetes.source, one) for name, one in manifests()}
