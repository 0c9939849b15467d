"""Manifests as Python: whole, and the configuration in a Secret as a configuration."""

from __future__ import annotations

import re
from dataclasses import replace

from alertflow.alertmanager import Config
from alertflow.documents import Read
from alertflow.documents import read as read_text
from alertflow.importer.configuration.parts import Parts
from alertflow.importer.configuration.remarks import Remarks
from alertflow.importer.configuration.repeated import Repeated
from alertflow.importer.configuration.secret_texts import secrets
from alertflow.importer.configuration.whole import say
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Listed,
    Literal,
    Symbol,
    Variable,
)
from alertflow.kubernetes import Manifest, Secret

CONFIGURATIONS = ("alertmanager.yaml", "alertmanager.yml")
"""The keys of a Secret behind which a configuration is text."""

BUILT_SO = "It holds this configuration alone: what the project adds is in the file of Alertmanager itself."


def manifest(draft: Draft, read: Read, path: str) -> None:
    """Makes the manifest `read` one of the project's files, and a configuration in it the project's own.

    `path` is its place below the repository's root.
    """
    document = read.document
    assert isinstance(document, Manifest)
    remarks = Remarks(document, read.text, read.path, _lines(read, document))
    made: Expression = Parts(remarks, {}, {}, lambda route, size, one: one).expression(document)
    about: list[str] = []
    if isinstance(document, Secret) and isinstance(read.inner, Config):
        made = _secret(draft, read, document, read.inner, made, about)
    hint = f"{document.name or 'unnamed'} {document.FIXED['kind']}"
    made = Repeated([(hint, made)]).said(draft, made)
    above, behind = remarks.beside(document, "")
    lines = (*above, *([behind] if behind else []), *remarks.left(), *about)
    variable = draft.say(Chapter.FILES, hint, made, lines)
    _add(draft, path, variable)


def _secret(
    draft: Draft, read: Read, secret: Secret, inner: Config, made: Expression, about: list[str]
) -> Expression:
    """The Secret with the text of the configuration made of its variable."""
    key = next((one for one in CONFIGURATIONS if _has(secret, one)), None)
    text = secret.text(key) if key is not None else None
    if key is None or text is None:
        place = secret.source
        assert place is not None
        draft.kept.append(Kept(place, "the configuration in it is packed by gzip; it is kept as it stood."))
        return made
    config, source = inner, text
    for one in read_text(text, read.path, lenient=True)[0]:
        if isinstance(one.document, Config):  # its places are those in its own text, as its comments' are
            config, source = one.document, one.text
    variable = say(draft, config, source, read.path, teamed=False)
    draft.kept += secrets(inner, read.path)
    if "alertmanager" not in draft.given:
        draft.given["alertmanager"] = variable
        about.append(BUILT_SO)
    dumped = Call(Symbol("alertflow.yaml", "dump"), (Call(Attribute(variable, "to_data")),))
    return _with_text(made, key, dumped)


def _has(secret: Secret, key: str) -> bool:
    return key in secret.string_data or key in secret.data


def _with_text(made: Expression, key: str, text: Expression) -> Expression:
    """`made` with `text` behind `key` of `string_data`, and nothing behind it elsewhere."""
    assert isinstance(made, Call)
    given = dict(made.keywords)
    pairs: list[tuple[Expression | None, Argument]] = []
    comments: tuple[str, ...] = ()
    for field in ("data", "string_data"):
        value = given.pop(field, None)
        bare = value.value if isinstance(value, Commented) else value
        if isinstance(value, Commented):
            comments += (*value.above, *([value.behind] if value.behind else []))
        if isinstance(bare, Dictionary):
            left = tuple(pair for pair in bare.pairs if pair[0] != Literal(key))
            if field == "string_data":
                pairs += left
            elif left:
                given[field] = Dictionary(left)
    texts = Dictionary(((Literal(key), text), *pairs))
    given["string_data"] = Commented(texts, comments) if comments else texts
    return replace(made, keywords=tuple(given.items()))


def _add(draft: Draft, path: str, variable: Variable) -> None:
    """Puts one more manifest into the file `path`."""
    before = draft.files.get(path)
    if before is None:
        draft.files[path] = variable
    else:
        others = before.items if isinstance(before, Listed) else (before,)
        draft.files[path] = Listed((*others, variable))


_separates = re.compile(r"---(\s|$)").match


def _lines(read: Read, document: Manifest) -> range:
    """The lines of the file whose comments belong to the object: those of its document.

    Of several in a list, the first has them.
    """
    place = document.source
    if place is None or (place.column != 1 and read.key != read.path):
        return range(0)
    lines = read.text.splitlines()
    first, last = 1, len(lines)
    for number, line in enumerate(lines, 1):
        if _separates(line):
            if number < place.line:
                first = number
            elif number > place.line:
                last = number - 1
                break
    return range(first, last + 1)


__all__ = ["manifest"]
