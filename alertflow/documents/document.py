"""What a file turned out to hold: documents of the languages known here, or the reason why not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from alertflow.declared import AlertflowError
from alertflow.sections import Unknown

if TYPE_CHECKING:  # languages of which a person may use none
    from alertflow.alertmanager import Config
    from alertflow.github import ActionFile, Workflow
    from alertflow.kubernetes import Manifest
    from alertflow.openslo import OpenSlo
    from alertflow.prometheus import RuleFile, TestFile
    from alertflow.sloth import PrometheusServiceLevel, SlothSpec

Document: TypeAlias = (
    "Workflow | ActionFile | RuleFile | TestFile | Config | Manifest | SlothSpec | PrometheusServiceLevel"
    " | OpenSlo"
)
"""What one YAML document is, in the language of its program."""


class Kind(StrEnum):
    """What a document is, told by its content; the words are those of messages."""

    WORKFLOW = "GitHub workflow"
    ACTION = "GitHub action"
    RULES = "Prometheus rule file"
    TESTS = "promtool test"
    ALERTMANAGER = "Alertmanager configuration"
    MANIFEST = "Kubernetes manifest"
    SLOTH = "Sloth specification"
    OPENSLO = "OpenSLO specification"


class Read(NamedTuple):
    """One document of a file."""

    path: str
    """The file, as messages name it."""
    key: str
    """The document's own: the path, and for the second document of a file and on `path#2`.

    Each object that a Kubernetes `List` lists counts as one, and so does a manifest that is passed over.
    """
    kind: Kind
    document: Document
    text: str
    """The text of the whole file, as it stands there but for a byte-order mark."""
    inner: RuleFile | Config | None = None
    """What a manifest carries: the rules of a PrometheusRule, the configuration in a Secret. Its places are
    those of the file.
    """
    unknown: tuple[Unknown, ...] = ()
    """The keys that were kept, in the document or in what it carries, where it was read leniently."""


class Reason(StrEnum):
    """Why a file could not be read as a document."""

    NO_FILE = "no file that can be read"
    """It is not there, a folder, a pipe, or of somebody else."""
    NO_TEXT = "not UTF-8"
    NOT_YAML = "not YAML"
    TEMPLATE = "a template"
    """Helm, Jinja, …: it becomes YAML only when something renders it."""
    UNKNOWN_KIND = "of no known kind"
    OTHER_MANIFEST = "a manifest of another kind"
    """A Deployment, a Service, …: no mistake, and nothing here reads it."""
    REFUSED = "refused"
    """Of a known kind, and not of its form: unknown keys, values of another kind, missing keys, a second
    document where its program reads one.
    """
    TOO_LARGE = "too large"


class Unreadable(NamedTuple):
    """A file, or one document of it, that could not be read."""

    path: str
    reason: Reason
    errors: tuple[AlertflowError, ...]
    """Each with its place."""
    kind: Kind | None = None
    """What it would be, where that is known."""
    text: str = ""
    """The text of the whole file; '' where it is too large, or no text."""


__all__ = ["Document", "Kind", "Read", "Reason", "Unknown", "Unreadable"]
