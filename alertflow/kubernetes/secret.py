"""Secret: text and files that are kept apart, such as the configuration of an operator's Alertmanager.

Source: https://kubernetes.io/docs/concepts/configuration/secret/.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from alertflow.declared import AlertflowError
from alertflow.kubernetes.manifest import Manifest

LARGEST_SECRET = 1_048_576
"""Bytes of all values of a Secret together."""

ALERTMANAGER_KEY = "alertmanager.yaml"
"""The key behind which the operator looks for Alertmanager's configuration."""

_key = re.compile(r"[A-Za-z0-9._-]{1,253}").fullmatch


class Secret(Manifest):
    """Values by key: as text in `string_data`, in base64 in `data`; what stands in both is the text.

    Of an operator's Alertmanager, `alertmanager-NAME` (or what `configSecret` names) holds the configuration,
    and beside it the files of templates: in its pod they are `/etc/alertmanager/config/KEY`. Without an
    `alertmanagerConfigSelector` the operator takes the text as it is; with one, it reads it by a type of its
    own, which knows the newest keys some releases later, and keeps the old configuration where it fails.
    """

    FIXED: ClassVar = {"apiVersion": "v1", "kind": "Secret"}

    type_: str | None = None
    immutable: bool | None = None
    data: Mapping[str, str] = Field(default_factory=dict)
    string_data: Mapping[str, str] = Field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """The text behind `key`; None where there is none.

        Raises AlertflowError for what is no text.
        """
        if key in self.string_data:
            return self.string_data[key]
        if key not in self.data:
            return None
        try:
            return base64.b64decode(self.data[key]).decode()
        except UnicodeDecodeError:
            raise AlertflowError(f"{key} is no text.", self.place_of("data", key)) from None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Keys and values that an API server refuses, and more of them than it takes."""
        size = sum(len(text.encode()) for text in self.string_data.values())
        for field, values in (("data", self.data), ("string_data", self.string_data)):
            for key in values:
                if not _key(key) or key in (".", "..") or key.startswith("../"):
                    yield field, f"'{key}' is no key: letters, digits, '-', '_' and '.', 253 at most."
        for key, value in self.data.items():
            try:
                size += len(base64.b64decode(re.sub(r"\s", "", value), validate=True))
            except binascii.Error:
                yield "data", f"{key}: this is not base64; text that is not goes into stringData."
        if size > LARGEST_SECRET:
            yield "", f"the values have {size} bytes; a Secret holds {LARGEST_SECRET}."
