"""Manifests, with what two kinds of them carry: rules, and the configuration of Alertmanager."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from alertflow.declared import AlertflowError, suggestion
from alertflow.documents import templated
from alertflow.documents.document import Kind, Read, Reason, Unreadable
from alertflow.sections import KUBERNETES, Mistakes, read_node
from alertflow.sections.dialects import characters
from alertflow.sections.mistakes import Trail
from alertflow.yaml import Document, Embedded, Node
from alertflow.yaml import read as read_yaml

if TYPE_CHECKING:
    from alertflow.alertmanager import Config
    from alertflow.kubernetes import Object
    from alertflow.prometheus import RuleFile

CONFIGURATIONS = ("alertmanager.yaml", "alertmanager.yml", "alertmanager.yaml.gz")
"""The keys of a Secret behind which a configuration stands: where the operator looks for it, where charts put
it that know no operator, and where the operator writes its own (since 0.78, packed by gzip).
"""

LARGEST_UNPACKED = 10_000_000
"""Bytes of a configuration that was packed: a Secret holds a megabyte, and gzip packs a gigabyte into it."""

_OF_THANOS = frozenset({"partial_response_strategy"})
"""What a group of a PrometheusRule may have for Thanos; the operator takes it away for Prometheus."""


def key(path: str, number: int) -> str:
    """What the document behind `number` others of its file is called."""
    return f"{path}#{number + 1}" if number else path


def read(tree: Document, number: int, lenient: bool) -> Iterator[Read | Unreadable]:
    """The objects of the document `tree`, which stands behind `number` objects of its file."""
    from alertflow.kubernetes import objects

    listing = Mistakes(tree, lenient=lenient)
    there = False
    for index, one in enumerate(objects(tree, listing)):
        there = True
        yield _read(tree, one, number + index, lenient)
    if listing.found:
        yield Unreadable(tree.path, Reason.REFUSED, listing.errors(), Kind.MANIFEST)
    elif not there:
        assert tree.root is not None
        error = AlertflowError("this list of manifests is empty.", tree.place(tree.root))
        yield Unreadable(tree.path, Reason.OTHER_MANIFEST, (error,), Kind.MANIFEST)


def _read(tree: Document, one: Object, number: int, lenient: bool) -> Read | Unreadable:
    """The object `one`, which stands behind `number` others."""
    path, cls = tree.path, one.known
    if cls is None:
        error = AlertflowError(_passed_over(one), tree.place(one.node))
        return Unreadable(path, Reason.OTHER_MANIFEST, (error,), Kind.MANIFEST)
    mistakes = Mistakes(tree, lenient=lenient, foreign=_OF_THANOS)
    manifest = read_node(cls, one.node, mistakes, trail=one.trail)
    if manifest is None or mistakes.found:
        return Unreadable(path, Reason.REFUSED, mistakes.errors(), Kind.MANIFEST)
    inner: RuleFile | Config | None = None
    if one.kind == "PrometheusRule":
        inner = _rules(one, mistakes)
    elif one.kind == "Secret":
        mistakes, inner = _configuration(tree, one, mistakes)
    if mistakes.found:
        kind = Kind.MANIFEST if one.kind == "PrometheusRule" else Kind.ALERTMANAGER
        return Unreadable(path, Reason.REFUSED, mistakes.errors(), kind)
    unknown = tuple(mistakes.unknown)
    return Read(path, key(path, number), Kind.MANIFEST, manifest, tree.text, inner, unknown)


def _passed_over(one: Object) -> str:
    from alertflow.kubernetes import KINDS

    versions = [version for version, kind in KINDS if kind == one.kind]
    if versions:
        return f"{one.kind} of {one.api_version} is passed over: known here is that of {versions[0]}."
    kinds = [kind for version, kind in KINDS if version == one.api_version]
    hint = f" {suggestion(one.kind, kinds)}" if one.api_version.startswith("monitoring.coreos.com/") else ""
    return f"a {one.kind} ({one.api_version}) is passed over: nothing here reads such manifests.{hint}"


def _rules(one: Object, mistakes: Mistakes) -> RuleFile | None:
    """The rules of a PrometheusRule. Its groups may have a key that Prometheus does not have, for Thanos."""
    from alertflow.prometheus import RuleFile
    from alertflow.prometheus.syntax import verbatim

    spec, trail = _behind(one.node, "spec", one.trail)
    with verbatim():
        return read_node(RuleFile, _with_text(spec), mistakes, trail=trail, dialect=KUBERNETES)


def _with_text(spec: Node) -> Node:
    """The `spec` with text for each expression that is a whole number, which an API server takes, too."""
    rules = [group.get("rules") for group in spec.data.get("groups") or ()]
    if any(
        isinstance(rule, dict) and isinstance(rule.get("expr"), int)
        for listed in rules
        if isinstance(listed, list)
        for rule in listed
    ):
        return _texts(spec)
    return spec


def _texts(node: Node) -> Node:
    pairs = [
        (key, value._replace(data=characters(value), style="!") if key.data == "expr" else _texts(value))
        for key, value in node.pairs
    ]
    return node._replace(pairs=tuple(pairs), items=tuple(map(_texts, node.items)))


def _behind(node: Node, name: str, trail: Trail) -> tuple[Node, Trail]:
    """What stands behind the key `name` of `node`, and the way there."""
    return next(value for key, value in node.pairs if key.data == name), (trail, name)


def _configuration(tree: Document, one: Object, mistakes: Mistakes) -> tuple[Mistakes, Config | None]:
    """The configuration in a Secret, if there is one, with the mistakes in it."""
    for field in ("stringData", "data"):
        for pair in one.node.pairs:
            if pair[0].data != field:
                continue
            for name, value in pair[1].pairs:
                if name.data in CONFIGURATIONS and isinstance(value.data, str):
                    return _embedded(tree, name.data, value, field == "data", (one.trail, field), mistakes)
    return mistakes, None


def _embedded(
    tree: Document, name: str, node: Node, encoded: bool, trail: Trail, mistakes: Mistakes
) -> tuple[Mistakes, Config | None]:
    """The configuration behind the key `name` of a Secret, with the mistakes in it."""
    from alertflow.alertmanager import Config

    try:
        text = _decoded(name, node.data) if encoded else node.data
    except ValueError as error:
        mistakes.add(node, (trail, name), str(error))
        return mistakes, None
    embedded = Embedded(tree, node, name, text, None)
    inner = Mistakes(embedded, lenient=mistakes.lenient)
    inner.unknown += mistakes.unknown
    try:
        embedded.root = read_yaml(text, tree.path).root
    except AlertflowError as error:
        wrong = templated.likely(text, tree.path) or error
        assert wrong.location is not None
        inner.add(Node(None, wrong.location.line, wrong.location.column or 1), None, wrong.message)
        return inner, None
    if embedded.root is None:
        inner.add(Node(None, 1, 1), None, "this configuration is empty; the operator refuses it.")
        return inner, None
    return inner, read_node(Config, embedded.root, inner)


def _decoded(name: str, value: str) -> str:
    """What stands in base64, perhaps packed. Raises ValueError, with a sentence, for what is no text."""
    raw = base64.b64decode(value)  # the Secret made sure that it is base64
    if name.endswith(".gz"):
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            raw = unpacking.decompress(raw, LARGEST_UNPACKED)
        except zlib.error:
            raise ValueError("this is not packed by gzip, as its key says.") from None
        if unpacking.unconsumed_tail:
            raise ValueError(f"unpacked, this has more than {LARGEST_UNPACKED:,} bytes.")
        if not unpacking.eof:
            raise ValueError("what gzip packed here is cut off.")
    try:
        return raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ValueError(f"this is not UTF-8: byte 0x{raw[error.start]:02x} does not belong.") from None


__all__ = ["CONFIGURATIONS", "key", "read"]
