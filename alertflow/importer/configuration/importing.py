"""Puts a configuration into the project, whether it is a file of Alertmanager or in a manifest."""

from __future__ import annotations

from pathlib import PurePosixPath

from alertflow.alertmanager import Config
from alertflow.documents import Read
from alertflow.importer.configuration.secret_texts import secrets
from alertflow.importer.configuration.whole import say
from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.nodes import Attribute, Literal, Variable

HOME = "monitoring/alertmanager.yml"
"""Where a project's configuration is written if nothing else is said."""


def configuration(draft: Draft, read: Read, path: str) -> None:
    """Makes the configuration `read` the project's own, or one of its files where it has one already.

    `path` is its place below the repository's root.
    """
    assert isinstance(read.document, Config)
    own = "alertmanager" not in draft.given or _is_of_a_secret(draft)
    place = PurePosixPath(path)
    hint = "alertmanager config" if own else f"{place.parent.name} {place.stem} config"
    config = say(draft, read.document, read.text, read.path, hint=hint, teamed=own)
    draft.kept += secrets(read.document, read.path)
    if not own:
        draft.files[path] = config
        return
    draft.given["alertmanager"] = config
    if path != HOME:
        draft.given["alertmanager_file"] = Literal(path)


def _is_of_a_secret(draft: Draft) -> bool:
    """Whether the project's configuration so far is one that a Secret is made of, which keeps it anyway."""
    config = draft.given["alertmanager"]
    assert isinstance(config, Variable)
    made = [one.value for one in draft.chapters.get(Chapter.FILES, ())]
    return any(repr(Attribute(config, "to_data")) in repr(one) for one in made)


__all__ = ["HOME", "configuration"]
