"""Two documents of one kind compared: each kind by the module that knows it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from alertflow.comparison.data import Hidden, changed, pieces
from alertflow.comparison.difference import Difference, What
from alertflow.comparison.meaning import meaning
from alertflow.comparison.places import place
from alertflow.documents import Kind, Read

if TYPE_CHECKING:
    from alertflow.alertmanager import Config
    from alertflow.kubernetes import Manifest
    from alertflow.prometheus import RuleFile

_CARRIED = ("alertmanager.yaml", "alertmanager.yml", "alertmanager.yaml.gz")
"""The keys of a Secret behind which a configuration stands."""


def rules_of(read: Read) -> RuleFile | None:
    """The rules that a document is, or carries."""
    from alertflow.prometheus import RuleFile

    held = read.document if read.kind is Kind.RULES else read.inner
    return held if isinstance(held, RuleFile) else None


def configuration_of(read: Read) -> Config | None:
    """The configuration that a document is, or carries."""
    if read.kind is not Kind.ALERTMANAGER and read.inner is None:
        return None
    from alertflow.alertmanager import Config

    held = read.document if read.kind is Kind.ALERTMANAGER else read.inner
    return held if isinstance(held, Config) else None


def by_data(old: Read, new: Read) -> Iterator[Difference]:
    """What differs between `old` and `new`, key by key, but for rules and configurations that they carry."""
    for piece in pieces(_data(old), _data(new)):
        where = place(new.document, piece.way)
        yield Difference(What.CHANGED, old.path, piece.place, changed(piece.old, piece.new), where)


def _data(read: Read) -> dict[str, Any]:
    if read.kind is Kind.TESTS:
        from alertflow.comparison.unit_tests import tests

        return tests(read.document)  # type: ignore[arg-type]  # its kind says so
    data: dict[str, Any] = meaning(read.document)
    if read.kind is not Kind.MANIFEST:
        return data
    manifest: Manifest = read.document  # type: ignore[assignment]  # its kind says so
    if type(manifest).FIXED.get("kind") == "Secret":
        texts = {key: _decoded(text) for key, text in data.pop("data", {}).items()}
        texts |= {key: Hidden(text) for key, text in data.pop("stringData", {}).items()}
        carried = next((key for key in _CARRIED if key in texts), "") if read.inner is not None else ""
        data["data"] = {key: text for key, text in texts.items() if key != carried}
        if carried:
            data["carries"] = carried
    elif read.inner is not None:
        spec = dict(data.get("spec", {}))
        spec.pop("groups", None)
        data["spec"] = spec
    return data


def _decoded(text: str) -> Hidden:
    """A value of a Secret, as what it is in base64; what is no text stays so."""
    try:
        return Hidden(base64.b64decode(text).decode())
    except (binascii.Error, UnicodeDecodeError):
        return Hidden(text)


__all__ = ["by_data", "configuration_of", "rules_of"]
