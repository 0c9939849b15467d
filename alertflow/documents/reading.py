"""From the text of a file to the documents in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from alertflow.declared import AlertflowError, Location
from alertflow.documents import manifests, templated
from alertflow.documents.document import Kind, Read, Reason, Unreadable
from alertflow.documents.guessing import guess
from alertflow.documents.languages import document_of
from alertflow.documents.recognising import kind_of, kind_of_text
from alertflow.sections import Mistakes
from alertflow.yaml import Document as Tree
from alertflow.yaml import TooLargeError, read_stream

Made: TypeAlias = "Read | Unreadable"

LARGEST = 20_000_000
"""Bytes of a file. Rules of that size, some 40,000, take 6 seconds and 400 to 650 MB to read."""

_SEVERAL = frozenset({Kind.MANIFEST, Kind.SLOTH, Kind.OPENSLO})
"""The kinds of which a file may hold several documents."""

_OF_GITHUB = frozenset({Kind.WORKFLOW, Kind.ACTION})

_READERS = {
    Kind.RULES: "Prometheus reads only the first",
    Kind.TESTS: "promtool reads only the first",
    Kind.ALERTMANAGER: "Alertmanager reads only the first",
    Kind.WORKFLOW: "GitHub takes one in a file",
    Kind.ACTION: "GitHub takes one in a file",
}
"""What becomes of a second document; the programs that read the first say nothing of the others."""


def read(text: str, path: str, *, lenient: bool = False) -> tuple[list[Read], list[Unreadable]]:
    """The documents of `text`, a whole file, and what in it cannot be read; one of both at least.

    `path` is where messages say it stands; it tells the kind only where the content does not. With `lenient`,
    a key that its language does not have is kept in `extra` and listed in `Read.unknown`, instead of being a
    mistake; values of the wrong kind stay mistakes. Raises nothing.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        return [], [too_large(len(text), path)]
    reads: list[Read] = []
    unreadable: list[Unreadable] = []
    for made in _made(text, path, lenient):
        if isinstance(made, Read):
            reads.append(made)
        else:
            unreadable.append(made._replace(text=text))
    return reads, unreadable


def _made(text: str, path: str, lenient: bool) -> Iterator[Made]:
    """What `text` holds."""
    try:
        stream = read_stream(text, path)
    except AlertflowError as error:
        yield _not_yaml(text, path, error)
        return
    trees = [tree for tree in stream if tree.root is not None and tree.root.data is not None]
    if not trees:
        hint = "holds nothing but comments" if text.strip() else "is empty"
        told = AlertflowError(f"this file {hint}.", Location(path, 1, 1))
        yield Unreadable(path, Reason.UNKNOWN_KIND, (told,), kind_of({}, path))
        return
    kinds = [kind_of(tree.root.data, path) for tree in trees if tree.root is not None]
    if not _OF_GITHUB & set(kinds) and (template := templated.certain(text, path)):
        yield Unreadable(path, Reason.TEMPLATE, (template,), kinds[0])
    elif kinds[0] in _READERS and (empty := _beside_empty(stream, trees, kinds[0])):
        yield empty
    else:
        yield from _documents(trees, kinds, lenient)


def too_large(size: int, path: str) -> Unreadable:
    """What is said of a file of so many bytes."""
    message = f"this file has {size:,} bytes; {LARGEST:,} is the most that is read. Make several files of it."
    return Unreadable(path, Reason.TOO_LARGE, (AlertflowError(message, Location(path, 1, 1)),))


def _not_yaml(text: str, path: str, error: AlertflowError) -> Unreadable:
    """What is not YAML; often that is because it is a template, which becomes YAML later."""
    kind = kind_of_text(text, path)
    if isinstance(error, TooLargeError):
        return Unreadable(path, Reason.TOO_LARGE, (error,), kind)
    template = templated.likely(text, path)
    if template is not None:
        return Unreadable(path, Reason.TEMPLATE, (template,), kind)
    return Unreadable(path, Reason.NOT_YAML, (templated.unquoted(text, path, error) or error,), kind)


def _beside_empty(stream: list[Tree], trees: list[Tree], kind: Kind) -> Unreadable | None:
    """What is wrong with empty documents in a file that should hold one: before it, and for GitHub at all."""
    at = trees[0]
    if stream[0] is not at:
        message = (
            f"an empty document stands before this one, and {_READERS[kind]}: take the '---' above away."
        )
    elif kind in _OF_GITHUB and len(trees) == 1 < len(stream):
        at = stream[1]
        message = f"a second document, an empty one, starts here, and {_READERS[kind]}: take the '---' away."
    else:
        return None
    assert at.root is not None
    return Unreadable(at.path, Reason.REFUSED, (AlertflowError(message, at.place(at.root)),), kind)


def _documents(trees: list[Tree], kinds: list[Kind | None], lenient: bool) -> Iterator[Made]:
    """What each of the documents is."""
    alone = kinds[0] is not None and kinds[0] not in _SEVERAL
    number = 0
    for tree, kind in zip(trees, kinds if any(kinds) else kinds[:1], strict=False):
        if number and (alone or not (kind is None or kind in _SEVERAL)):
            yield _second(tree, kinds[0], kind)
            number += 1
            if alone:
                return
            continue
        for made in _of_document(tree, kind, number, lenient):
            number += 1
            yield made


def _second(tree: Tree, first: Kind | None, kind: Kind | None) -> Unreadable:
    """A document that stands behind another one where it may not."""
    assert tree.root is not None
    if first in _READERS:
        message = f"a second document starts here: {_READERS[first]}. Put it into a file of its own."
    else:
        message = f"a {kind} stands here behind another document; it belongs into a file of its own."
    error = AlertflowError(message, tree.place(tree.root))
    return Unreadable(tree.path, Reason.REFUSED, (error,), kind or first)


def _of_document(tree: Tree, kind: Kind | None, number: int, lenient: bool) -> Iterator[Made]:
    """What a document is, the one behind `number` others: several objects where it is a list of them."""
    assert tree.root is not None
    mistakes = Mistakes(tree, lenient=lenient)
    if kind is None:
        seems = guess(tree.root)
        error = AlertflowError(seems.message, tree.place(seems.node))
        yield Unreadable(tree.path, Reason.UNKNOWN_KIND, (error,), seems.kind)
    elif kind is Kind.MANIFEST:
        yield from manifests.read(tree, number, lenient)
    elif kind is Kind.WORKFLOW and (message := _too_large(tree)):
        error = AlertflowError(message, Location(tree.path, 1, 1))
        yield Unreadable(tree.path, Reason.TOO_LARGE, (error,), kind)
    else:
        document = document_of(kind, tree, mistakes)
        if document is None or mistakes.found:
            yield Unreadable(tree.path, Reason.REFUSED, mistakes.errors(), kind)
        else:
            unknown = tuple(mistakes.unknown)
            yield Read(tree.path, manifests.key(tree.path, number), kind, document, tree.text, None, unknown)


def _too_large(tree: Tree) -> str:
    from alertflow.github.reading import too_large

    return too_large(tree.text)


__all__ = ["LARGEST", "read", "too_large"]
