"""Texts as Python: with constants for what many of them begin with, and parameters for what differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.names import in_words
from alertflow.importer.writing.nodes import (
    Call,
    Dictionary,
    Expression,
    Joined,
    Literal,
    Operation,
    Symbol,
    Variable,
)

OFTEN = 3
"""How often the same must be said to have a name of its own."""

Labels = tuple[tuple[str, str], ...]


class Constants:
    """The constants of a draft: addresses that many others begin with, and labels that many alerts have."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._bases: dict[str, tuple[str, Variable]] = {}
        """By server: the folder, and the constant that it is."""
        self._labels: dict[Labels, Variable] = {}

    def addresses(self, hint: str, addresses: Iterable[str]) -> None:
        """Names the folder in which the `addresses` of one server lie, if they are several."""
        servers: dict[str, list[list[str]]] = defaultdict(list)
        for address in addresses:
            if folder := _folders_of(address):
                servers["/".join(folder[:3])].append(folder)
        often = {server: folders for server, folders in servers.items() if len(folders) >= OFTEN}
        for server, folders in often.items():
            base = "/".join(_shared(folders))
            name = server.rpartition("/")[2].partition(".")[0]
            words = hint if len(often) == 1 or name == hint else f"{name} {hint}"
            constant = self._draft.say(Chapter.CONSTANTS, words, Literal(base), constant=True)
            self._bases[server] = base, constant

    def labels(self, every: Iterable[Mapping[str, str]]) -> None:
        """Names the sets of two labels and more that several of `every` are."""
        counted = Counter(tuple(one.items()) for one in every if len(one) > 1)
        for labels, count in counted.items():
            if count >= OFTEN:
                hint = f"{' '.join(in_words(value) for _, value in labels[:2])} labels"
                made = Dictionary(tuple((Literal(name), Literal(value)) for name, value in labels))
                self._labels[labels] = self._draft.say(Chapter.CONSTANTS, hint, made, constant=True)

    def address(self, parts: Sequence[str | Expression]) -> list[str | Expression]:
        """The parts of an address, a constant for what it begins with."""
        first, *rest = parts
        if isinstance(first, str):
            base, constant = self._bases.get("/".join(first.split("/")[:3]), ("", None))
            if constant is not None and first.startswith(f"{base}/"):
                return [constant, first[len(base) :], *rest]
        return list(parts)

    def labelled(self, labels: Mapping[str, str]) -> Variable | None:
        """The constant that `labels` are."""
        return self._labels.get(tuple(labels.items()))


def _folders_of(address: str) -> list[str]:
    """The server and the folders in which `address` lies; [] for a server by itself."""
    folder = address.partition("#")[0].partition("?")[0].rpartition("/")[0]
    found = folder.split("/")
    return found if len(found) > 2 and found[2] else []


def _shared(folders: Sequence[list[str]]) -> list[str]:
    """The folders that all begin with."""
    first, last = min(folders), max(folders)
    differ = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    return first[: min(len(first), len(last)) if differ is None else differ]


def joined(
    parts: Sequence[str | Expression], numbers: frozenset[str] = frozenset(), indentable: bool = False
) -> Expression:
    """`parts` as one text. An f-string would double each brace of a template, so one is a sum; `numbers` are
    the parameters that a sum must make texts of.
    """
    parts = [part for part in parts if part != ""]
    if not parts:
        return Literal("")
    if len(parts) == 1 and not (isinstance(parts[0], Variable) and parts[0].name in numbers):
        return Literal(parts[0], indentable) if isinstance(parts[0], str) else parts[0]
    if not any(isinstance(part, str) and "{{" in part for part in parts):
        return Joined(tuple(parts), indentable)
    sum_: Expression | None = None
    for part in parts:
        one: Expression = Literal(part) if isinstance(part, str) else part
        if isinstance(one, Variable) and one.name in numbers:
            one = Call(Symbol("builtins", "str"), (one,))
        sum_ = one if sum_ is None else Operation(sum_, "+", one)
    assert sum_ is not None
    return sum_


__all__ = ["Constants", "Labels", "joined"]
