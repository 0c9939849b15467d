"""Reading workflow and action files: text to `Workflow` and `ActionFile`, with the place of everything."""

from __future__ import annotations

from typing import TypeVar

from alertflow.declared import AlertflowError, Location
from alertflow.github.actions.action_file import ActionFile
from alertflow.github.limits import FILE_BYTES
from alertflow.github.reading.reader import Reader
from alertflow.github.reading.shapes import Shape
from alertflow.github.syntax import Syntax
from alertflow.github.workflows import Workflow
from alertflow.yaml import read

__all__ = ["read_action", "read_workflow"]

S = TypeVar("S", bound=Syntax)


def read_workflow(text: str, path: str = "<workflow>") -> Workflow:
    """The workflow that `text` says; `path` is where messages say it stands.

    Raises AlertflowError, with the place of each, for all that is no workflow by its structure: what is not
    YAML, unknown keys, values of the wrong kind, missing keys, keys that exclude each other. What is wrong
    with the meaning, the workflow's `problems` tell.
    """
    if len(text) > FILE_BYTES or len(text.encode(errors="replace")) > FILE_BYTES:
        message = f"this file is larger than {FILE_BYTES // 1024} KB; GitHub runs no such workflow."
        raise AlertflowError(message, Location(path, 1))
    return _read(Workflow, text, path)


def read_action(text: str, path: str = "<action>") -> ActionFile:
    """The action file that `text` says; raises AlertflowError as `read_workflow` does."""
    return _read(ActionFile, text, path)


def _read(cls: type[S], text: str, path: str) -> S:
    document = read(text, path)
    if document.root is None:
        raise AlertflowError("this file is empty.", Location(path, 1))
    reader = Reader(document, in_action=cls is ActionFile)
    made: S = reader.value(Shape(classes=(cls,)), document.root, None)
    reader.mistakes.tell()
    return made
