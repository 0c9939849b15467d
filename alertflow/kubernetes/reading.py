"""Reads the manifests of a file: those of the kinds that are known here, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from alertflow.declared import AlertflowError
from alertflow.kubernetes.alertmanager_config.config import AlertmanagerConfig
from alertflow.kubernetes.manifest import Manifest
from alertflow.kubernetes.rbac import Role, RoleBinding, ServiceAccount
from alertflow.kubernetes.rules import PrometheusRule
from alertflow.kubernetes.scaled_object import ScaledObject
from alertflow.kubernetes.secret import Secret
from alertflow.sections import Mistakes, read_node
from alertflow.sections.mistakes import Trail
from alertflow.yaml import Document, Node, read_all

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
    made: list[Manifest | None] = []
    for document in documents:
        for one in objects(document, mistakes):
            kind = one.known
            if kind is not None:
                made.append(read_node(kind, one.node, mistakes, trail=one.trail))
    mistakes.tell()
    return [one for one in made if one is not None]


def read_manifest(text: str, path: str) -> Manifest:
    """The only manifest of `text`. Raises what `read_manifests` raises, and where there is another number."""
    made = read_manifests(text, path)
    if len(made) != 1:
        known = ", ".join(kind for _, kind in KINDS)
        raise AlertflowError(f"{path} holds {len(made) or 'no'} manifests of the kinds known here: {known}.")
    return made[0]


class Object(NamedTuple):
    """An object of a cluster, as it stands in a file."""

    node: Node
    trail: Trail
    api_version: str
    kind: str

    @property
    def known(self) -> type[Manifest] | None:
        """The class of its kind; None for a kind that is not known here."""
        return KINDS.get((self.api_version, self.kind))


def objects(document: Document, mistakes: Mistakes) -> Iterator[Object]:
    """The objects of a document: itself, or those that it lists, as `List` or as a list of its kind."""
    assert document.root is not None
    return _objects(document.root, None, mistakes)


def _objects(node: Node, trail: Trail, mistakes: Mistakes) -> Iterator[Object]:
    data = node.data
    if not isinstance(data, dict):
        mistakes.add(node, trail, "should be a manifest: a mapping with apiVersion and kind.")
        return
    missing = [key for key in ("apiVersion", "kind") if not isinstance(data.get(key), str)]
    if missing:
        mistakes.add(node, trail, f"'{missing[0]}' is missing: it tells what kind of object this is.")
        return
    api_version, kind = data["apiVersion"], data["kind"]
    if isinstance(data.get("items"), list) and _is_list(api_version, kind):
        items = next(value for key, value in node.pairs if key.data == "items")
        for index, item in enumerate(items.items):
            yield from _objects(item, ((trail, "items"), index), mistakes)
    else:
        yield Object(node, trail, api_version, kind)


def _is_list(api_version: str, kind: str) -> bool:
    """Whether objects of `kind` list others: a `List`, or what `kubectl get` and an API server give."""
    return (api_version, kind) == ("v1", "List") or (api_version, kind.removesuffix("List")) in KINDS
