"""PrometheusRules of a rule file, as many as it takes, or the one that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from alertflow.compiler.lower.kubernetes.objects import metadata
from alertflow.declared import AlertflowError, DeclarationError, written_at
from alertflow.kubernetes import Metadata, PrometheusRule, PrometheusRuleSpec, parts
from alertflow.model import Kubernetes, Project, RuleObject
from alertflow.prometheus import RuleFile


def manifests(
    project: Project, kubernetes: Kubernetes, path: str, rules: RuleFile
) -> Iterator[tuple[str, PrometheusRule]]:
    """The groups of the rule file at `path`: `alert-rules.yaml`, and when that is full, `alert-rules-2.yaml`.

    The first keeps its name when there come to be more: nothing that was applied is left behind.
    """
    name = PurePosixPath(path).stem.replace("_", "-")
    try:
        found = parts(rules.to_data()["groups"])
    except AlertflowError as error:
        raise AlertflowError(
            f"{path} cannot become a PrometheusRule: {error.message}", project.source
        ) from None
    for number, groups in enumerate(found, 1):
        stem = name if number == 1 else f"{name}-{number}"
        yield (
            f"{stem}.yaml",
            PrometheusRule(
                metadata=metadata(project, kubernetes, f"{project.name}-{stem}"),
                spec=PrometheusRuleSpec(groups=groups),
            ),
        )


def manifest(object_: RuleObject, rules: RuleFile) -> PrometheusRule:
    """The groups of a rule file as the object that they were asked for as."""
    about = Metadata(object_.name, labels=object_.labels, annotations=object_.annotations)
    if object_.namespace:
        about = about.replace(namespace=object_.namespace)
    try:
        spec = PrometheusRuleSpec(groups=rules.to_data()["groups"])
        return written_at(object_.source, PrometheusRule(metadata=about, spec=spec))
    except DeclarationError as error:
        raise DeclarationError(f"{object_.path}: {error.message}", object_.source) from None


__all__ = ["manifest", "manifests"]
