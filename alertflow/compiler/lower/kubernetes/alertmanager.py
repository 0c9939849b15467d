"""The Alertmanager configuration as an operator takes it: whole in a Secret, or as an AlertmanagerConfig."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from alertflow.alertmanager import Config
from alertflow.compiler.lower.kubernetes.conversion import converted
from alertflow.compiler.lower.kubernetes.objects import metadata
from alertflow.kubernetes import ALERTMANAGER_KEY, AlertmanagerConfig, Manifest, Secret
from alertflow.model import AlertmanagerSecret, Kubernetes, Project
from alertflow.yaml import dump

FILES = "alertflow/files"
"""The annotation that lists the files which a configuration reads, and which somebody must mount."""


def manifests(
    project: Project, kubernetes: Kubernetes, configs: Mapping[str, Config]
) -> Iterator[tuple[str, Manifest]]:
    """One object for each of `configs`, by path; those behind the first carry the name of their file."""
    way = kubernetes.alertmanager
    if way is None:
        return
    for number, (path, config) in enumerate(configs.items()):
        suffix = f"-{PurePosixPath(path).stem.replace('_', '-')}" if number else ""
        if isinstance(way, AlertmanagerSecret):
            name = f"{way.name}{suffix}"
            yield f"secret-{name}.yaml", _secret(project, kubernetes, name, config)
        else:
            name = f"{project.name}{suffix}"
            spec = converted(config, way)
            about = metadata(project, kubernetes, name)
            yield f"alertmanager-config-{name}.yaml", AlertmanagerConfig(metadata=about, spec=spec)


def _secret(project: Project, kubernetes: Kubernetes, name: str, config: Config) -> Secret:
    """The configuration word for word."""
    data = config.to_data()
    files = sorted(set(_files(data)))
    about = metadata(project, kubernetes, name, annotations={FILES: " ".join(files)} if files else {})
    return Secret(metadata=about, string_data={ALERTMANAGER_KEY: dump(data)})


def _files(data: Any, key: str = "") -> Iterator[str]:
    """Every file that a configuration reads, but for templates: what stands behind `…_file` and `files`."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _files(value, name)
    elif isinstance(data, list):
        for one in data:
            yield from _files(one, key)
    elif isinstance(data, str) and (key.endswith("_file") or key == "files"):
        yield data
