"""What a configuration says several times, said once: texts and lists as constants, sections as variables.

Equal parts of the expressions are found by numbering each different one, as compilers do; so it takes time by
their size only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.names import in_words
from alertflow.importer.writing.nodes import (
    Argument,
    Call,
    Commented,
    Dictionary,
    Expression,
    Listed,
    Literal,
    Symbol,
    Variable,
)

LONG_TEXT = 32
"""Characters from which a text is not written twice."""
SHORT_TEXT = 20
"""Characters from which a text is not written more than twice."""
MANY_LINES = 4
"""Lines from which a text has a name, however seldom it is written: it is read better at the margin."""
OFTEN = 3
"""How often a short text or list is written before it gets a name."""
LARGE = 4
"""Parts from which a section is not written twice."""
_CONDITIONS = frozenset({"matchers", "source_matchers", "target_matchers"})
"""What is read where it stands, however often."""


@dataclass
class _Part:
    """One of the different expressions."""

    node: Argument
    hints: dict[str, str]
    """What it would be called, by where it stands: the kind of section and the key, and the key alone."""
    root: str
    """The statement in which it stands first."""
    inside: list[int]
    """What it is made of, as often as it is."""
    size: int
    """How many parts, all the way down."""
    vague: bool
    """Whether nothing stands in it of which a type checker should know what it could be."""
    written: int = 0
    """How often it would stand in the file, all that is worth a name having one."""
    name: Variable | None = None


class Repeated:
    """The expressions of one configuration, in which equal parts are found."""

    def __init__(self, roots: Iterable[tuple[str, Expression]]) -> None:
        self._numbers: dict[tuple[str | int, ...], int] = {}
        self._parts: list[_Part] = []
        self._of: dict[int, int] = {}
        self._root = ""
        self._roots = tuple(roots)
        for name, root in self._roots:
            self._root = name
            self._parts[self._number(root, _Hint("", ""))].written += 1
        for part in reversed(self._parts):  # what is made of others has a greater number than these
            times = 1 if _worth(part) else part.written
            for number in part.inside:
                self._parts[number].written += times

    def said(self, draft: Draft, root: Expression) -> Expression:
        """One of the expressions, with names for what is repeated; those that are new are set in `draft`."""
        return self._inside(draft, root)

    def _number(self, node: Argument, hint: _Hint) -> int:
        inside = [self._number(one, below) for one, below in _parts(node, hint)]
        number = self._numbers.setdefault((_form(node), *inside), len(self._parts))
        if number == len(self._parts):
            size = 1 + sum(self._parts[one].size for one in inside)
            bare = isinstance(node, Listed | Dictionary)
            vague = bare and (not inside or any(self._parts[one].vague for one in inside))
            self._parts.append(_Part(node, {}, self._root, inside, size, vague))
        self._parts[number].hints.setdefault(hint.whole, hint.word)
        self._of[id(node)] = number
        return number

    def _argument(self, draft: Draft, node: Argument) -> Argument:
        if isinstance(node, Commented):
            return replace(node, value=self._expression(draft, node.value))
        return self._expression(draft, node)

    def _expression(self, draft: Draft, node: Expression) -> Expression:
        part = self._parts[self._of[id(node)]]
        if not _worth(part):
            return self._inside(draft, node)
        if part.name is None:
            value = self._inside(draft, node)
            constant = _is_plain(node)
            chapter = Chapter.CONSTANTS if constant else Chapter.RECEIVERS
            part.name = draft.say(chapter, _name(draft, part, constant), value, constant=constant)
        return part.name

    def _inside(self, draft: Draft, node: Expression) -> Expression:
        match node:
            case Call():
                args = tuple(self._argument(draft, one) for one in node.args)
                keywords = tuple((name, self._argument(draft, one)) for name, one in node.keywords)
                return replace(node, args=args, keywords=keywords)
            case Listed():
                return Listed(tuple(self._argument(draft, one) for one in node.items))
            case Dictionary():
                return Dictionary(tuple((key, self._argument(draft, one)) for key, one in node.pairs))
        return node


def _form(node: Argument) -> str:
    """What of `node` is not in its parts; 1 and True, which are equal to Python, differ."""
    match node:
        case Call(what, args, keywords):
            return f"call {what!r} {len(args)} {[name for name, _ in keywords]}"
        case Listed():
            return "list"
        case Dictionary(pairs):
            return f"dictionary {[key for key, _ in pairs]}"
        case Commented(_, above, behind):
            return f"commented {above!r} {behind!r}"
    return repr(node)


class _Hint(NamedTuple):
    """Where something stands: the kind of channel, and the key."""

    kind: str
    word: str

    @property
    def whole(self) -> str:
        """`slack title`; `pagerduty_url` of PagerDuty's own section says its kind once."""
        return self.word if not self.kind or self.word.lower().startswith(self.kind) else " ".join(self)


def _parts(node: Argument, hint: _Hint) -> Iterator[tuple[Argument, _Hint]]:
    """What `node` is made of, each with where it stands."""
    match node:
        case Commented():
            yield node.value, hint
        case Call(Symbol(name=name)):
            kind = name.removesuffix("Config").lower() if name.endswith("Config") else hint.kind
            for one in node.args:
                yield one, _Hint(kind, "name")
            for keyword, one in node.keywords:
                yield one, _Hint(kind, keyword.removesuffix("_configs"))
        case Call():
            for one in node.args:
                yield one, hint
            for keyword, one in node.keywords:
                yield one, _Hint(hint.kind or hint.word, keyword)
        case Listed():
            for one in node.items:
                yield one, hint
        case Dictionary():
            for key, one in node.pairs:
                word = key.value if isinstance(key, Literal) else ""
                yield one, _Hint(hint.kind, str(word)) if word else hint


def _name(draft: Draft, part: _Part, constant: bool) -> str:
    """The hint of a name for `part`, by what it is wherever it stands."""
    wholes = list(dict.fromkeys(map(in_words, part.hints)))
    words = list(dict.fromkeys(part.hints.values()))
    name = wholes[0]
    if len(wholes) > 1:
        name = in_words(words[0] if len(words) == 1 else _by_content(part.node, name))
    if draft.names.is_free(name.upper() if constant else name):
        return name
    return part.root if part.root.endswith(f"_{words[0]}") else f"{part.root} {words[0]}"


def _by_content(node: Argument, otherwise: str) -> str:
    if isinstance(node, Literal) and isinstance(node.value, str):
        for start, word in (("http", "url"), ("/", "file"), ("", "text")):
            if node.value.startswith(start):
                return word
    return otherwise


def _worth(part: _Part) -> bool:
    """Whether a person would give it a name."""
    if isinstance(part.node, Literal) and str(part.node.value).count("\n") + 1 >= MANY_LINES:
        return True
    if part.written < 2 or part.vague:
        return False
    match part.node:
        case Literal(value=str() as text):
            least = SHORT_TEXT if part.written >= OFTEN else LONG_TEXT
            return len(text) >= least and not _CONDITIONS & part.hints.keys()
        case Listed(items=items) if all(isinstance(_bare(one), Literal) for one in items):
            return len(items) > 1 and part.written >= OFTEN and not _CONDITIONS & part.hints.keys()
        case Listed(items=items):
            return len(items) > 1 and part.size >= LARGE + 2
        case Dictionary(pairs=pairs):
            return len(pairs) > 1
        case Call():
            return part.size >= LARGE
    return False


def _bare(node: Argument) -> Expression:
    return node.value if isinstance(node, Commented) else node


def _is_plain(node: Argument) -> bool:
    """Whether it is data with no section in it, which is a constant."""
    match _bare(node):
        case Literal():
            return True
        case Listed(items=items):
            return all(_is_plain(one) for one in items)
        case Dictionary(pairs=pairs):
            return all(_is_plain(one) for _, one in pairs)
    return False


__all__ = ["Repeated"]
