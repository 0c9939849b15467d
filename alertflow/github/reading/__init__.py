"""Reading workflow and action files: text to `Workflow` and `ActionFile`, with the place of everything."""

from __future__ import annotations

from typing import TypeVar

from alertflow.declared import AlertflowError, Location
from alertflow.github.actions.action_file import ActionFile
from alertflow.github.limits import FILE_BYTES
from alertflow.github.reading.reader import WRONG, Reader
from alertflow.github.reading.shapes import Shape
from alertflow.github.syntax import Syntax
from alertflow.github.workflows import Workflow
from alertflow.sections.mistakes import Mistakes
from alertflow.yaml import Node, read

__all__ = ["read_action", "read_node", "read_workflow", "too_large"]

S = TypeVar("S", bound=Syntax)


def read_workflow(text: str, path: str = "<workflow>", *, lenient: bool = False) -> Workflow:
    """The workflow that `text` says; `path` is where messages say it stands.

    Raises AlertflowError, with the place of each, for all that is no workflow by its structure: what is not
    YAML, unknown keys, values of the wrong kind, missing keys, keys that exclude each other. What is wrong
    with the meaning, the workflow's `problems` tell. With `lenient`, unknown keys are kept in `extra`.
    """
    if message := too_large(text):
        raise AlertflowError(message, Location(path, 1))
    return _read(Workflow, text, path, lenient)


def read_action(text: str, path: str = "<action>", *, lenient: bool = False) -> ActionFile:
    """The action file that `text` says; raises AlertflowError as `read_workflow` does."""
    return _read(ActionFile, text, path, lenient)


def read_node(cls: type[S], node: Node, mistakes: Mistakes) -> S | None:
    """The workflow or action file that `node`, the root of a file, says; None where it is wrong, of which
    `mistakes` then tells. `mistakes` knows the file, and whether unknown keys are kept, in `extra`.
    """
    reader = Reader(mistakes.document, in_action=cls is ActionFile, mistakes=mistakes)
    made = reader.value(Shape(classes=(cls,)), node, None)
    return None if made is WRONG or mistakes.found else made


def too_large(text: str) -> str:
    """Why GitHub runs no workflow of so many bytes; '' where it does."""
    if len(text) > FILE_BYTES or len(text.encode(errors="replace")) > FILE_BYTES:
        return f"this file is larger than {FILE_BYTES // 1024} KB; GitHub runs no such workflow."
    return ""


def _read(cls: type[S], text: str, path: str, lenient: bool) -> S:
    document = read(text, path)
    if document.root is None:
        raise AlertflowError("this file is empty.", Location(path, 1))
    mistakes = Mistakes(document, lenient=lenient)
    made = read_node(cls, document.root, mistakes)
    mistakes.tell()
    assert made is not None
    return made
