"""Reads the manifests of a file: those of the kinds that are known here, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.declared import AlertflowError
from alertflow.kubernetes.alertmanager_config.config import AlertmanagerConfig
from alertflow.kubernetes.manifest import Manifest
from alertflow.kubernetes.rbac import Role, RoleBinding, ServiceAccount
from alertflow.kubernetes.rules import PrometheusRule
from alertflow.kubernetes.scaled_object import ScaledObject
from alertflow.kubernetes.secret import Secret
from alertflow.sections import KUBERNETES, Mistakes
from alertflow.sections.mistakes import Trail
from alertflow.sections.reader import Reader
from alertflow.sections.shapes import Shape
from alertflow.yaml import Node, read_all

KINDS: dict[tuple[str, str], type[Manifest]] = {
    (kind.FIXED["apiVersion"], kind.FIXED["kind"]): kind
    for kind in (AlertmanagerConfig, PrometheusRule, Role, RoleBinding, ScaledObject, Secret, ServiceAccount)
}
"""The kinds that are known, by `apiVersion` and `kind`."""


def read_manifests(text: str, path: str) -> list[Manifest]:
    """The manifests of `text`, of the kinds of `KINDS`, in order; objects of other kinds are passed over.

    A file holds several, with `---` between them, or a `List` with `items`. Raises AlertflowError, with the
    place of each mistake, for what is not YAML, is no manifest, or does not fit its kind.
    """
    documents = read_all(text, path)
    if not documents:
        return []
    mistakes = Mistakes(documents[0])
    made: list[Manifest] = []
    for document in documents:
        assert document.root is not None
        reader = Reader(document, KUBERNETES)
        for node, trail in _objects(document.root, None, reader.mistakes):
            kind = KINDS.get((node.data["apiVersion"], node.data["kind"]))
            if kind is not None:
                made.append(reader.value(Shape(classes=(kind,)), node, trail))
        mistakes.found += reader.mistakes.found
    mistakes.tell()
    return made


def read_manifest(text: str, path: str) -> Manifest:
    """The only manifest of `text`. Raises what `read_manifests` raises, and where there is another number."""
    made = read_manifests(text, path)
    if len(made) != 1:
        known = ", ".join(kind for _, kind in KINDS)
        raise AlertflowError(f"{path} holds {len(made) or 'no'} manifests of the kinds known here: {known}.")
    return made[0]


def _objects(node: Node, trail: Trail, mistakes: Mistakes) -> Iterator[tuple[Node, Trail]]:
    """The objects at `node`: itself, or those that it lists."""
    data = node.data
    if not isinstance(data, dict):
        mistakes.add(node, trail, "should be a manifest: a mapping with apiVersion and kind.")
        return
    missing = [key for key in ("apiVersion", "kind") if not isinstance(data.get(key), str)]
    if missing:
        mistakes.add(node, trail, f"'{missing[0]}' is missing: it tells what kind of object this is.")
    elif (data["apiVersion"], data["kind"]) == ("v1", "List"):
        items = next((value for key, value in node.pairs if key.data == "items"), None)
        for index, item in enumerate(items.items if items else ()):
            yield from _objects(item, ((trail, "items"), index), mistakes)
    else:
        yield node, trail
