"""What Kubernetes takes for a name, a label and an annotation.

Sources: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/, …/labels/, …/annotations/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LARGEST_ANNOTATIONS = 262_144
"""Bytes of all annotations of an object together, keys included.

`kubectl apply` keeps the object as JSON in one of them (`last-applied-configuration`), so it applies nothing
that is larger, unless it is given `--server-side`.
"""

_subdomain = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*").fullmatch
_label = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?").fullmatch
_word = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?").fullmatch


def name_mistake(name: str) -> str:
    """What is wrong with the name of an object, a DNS subdomain of RFC 1123; '' if nothing."""
    if len(name) <= 253 and _subdomain(name):
        return ""
    return (
        f"'{name}' is no name for an object: lower-case letters, digits, '-' and '.', 253 at most, a "
        "letter or digit first and last."
    )


def namespace_mistake(name: str) -> str:
    """What is wrong with the name of a namespace, a DNS label of RFC 1123; '' if nothing."""
    if _label(name):
        return ""
    return (
        f"'{name}' is no name for a namespace: lower-case letters, digits and '-', 63 at most, a letter or "
        "digit first and last."
    )


def labels_mistake(labels: Mapping[str, str]) -> str:
    """What is wrong with the first wrong one of `labels`; '' if nothing."""
    for key, value in labels.items():
        if wrong := _key_mistake(key):
            return f"the label {wrong}"
        if value and not _word(value):
            return (
                f"the label {key}: '{value}' is no value: letters, digits, '-', '_' and '.', 63 at most, a "
                "letter or digit first and last."
            )
    return ""


def annotations_mistake(annotations: Mapping[str, str]) -> str:
    """What is wrong with the first wrong one of `annotations`, or with all together; '' if nothing."""
    for key in annotations:
        if wrong := _key_mistake(key):
            return f"the annotation {wrong}"
    size = sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items())
    if size > LARGEST_ANNOTATIONS:
        return f"the annotations have {size} bytes together; {LARGEST_ANNOTATIONS} is the most."
    return ""


def _key_mistake(key: str) -> str:
    prefix, slash, name = key.rpartition("/")
    if _word(name) and (not slash or (len(prefix) <= 253 and _subdomain(prefix))):
        return ""
    return (
        f"'{key}' is no key: letters, digits, '-', '_' and '.', 63 at most, with the name of a domain and "
        "'/' before them where you want one: example.org/tier."
    )
