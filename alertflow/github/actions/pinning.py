"""Where the text of a workflow names actions, and the same text with commits in their place.

Only the characters of a reference change, and those of the comment behind it. Before a text is handed out it
is read again and compared, so that nothing else a person wrote has changed, whatever the style of their YAML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError, Location
from alertflow.github.actions.action import Action, Uses, version_number
from alertflow.yaml import Document, Node, read

_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML 1.1, by which libyaml counts."""
_COMMENT = re.compile(r"[ \t]+#[ \t]*(?:tag=)?(?P<version>v\d[\w.+-]*|\d[\w.+-]*(?=[ \t]*$))?")
"""A comment behind a value, and the version that it begins with: without a v, it is all of the comment."""


class Named(NamedTuple):
    """A place at which a workflow's text names a published action or workflow."""

    uses: Uses
    location: Location
    version: str
    """The version that the comment behind it says; '' where none does."""


class Misplaced(NamedTuple):
    """A reference that cannot be changed where it stands."""

    text: str
    location: Location
    why: str


class _Spot(NamedTuple):
    """A place in the text where a reference is written in one piece."""

    named: Named
    node: Node
    ref: int
    """Where the reference begins, behind the @."""
    end: int
    """Where the value ends, with its quotes."""


def named_in(text: str, path: str) -> tuple[list[Named], list[Misplaced]]:
    """Every published action that the workflow or action file `text` names in a `uses` of a job or step.

    Images and what is in the same repository (`./…`) are left out. Raises AlertflowError for what is no YAML.
    """
    spots, misplaced = _spots(read(text, path))
    return [spot.named for spot in spots], misplaced


def with_pins(text: str, path: str, pins: Mapping[Uses, Action]) -> str:
    """`text` with the commits of `pins` in place of what it names, and their versions as comments.

    Raises AlertflowError where the text would then say anything else that it did not say before.
    """
    document = read(text, path)
    spots, _ = _spots(document)
    changed = text
    for spot in reversed(spots):
        if (action := pins.get(spot.named.uses)) is not None:
            changed = _pinned(changed, spot, action)
    expected = _replaced(
        document.root, {id(s.node): pins[s.named.uses] for s in spots if s.named.uses in pins}
    )
    after = read(changed, path).root
    if (after.data if after else None) != expected:
        raise AlertflowError(
            "an action here cannot be pinned without changing more than its reference. "
            "Write each 'uses:' on a line of its own.",
            Location(path, 1),
        )
    return changed


def _pinned(text: str, spot: _Spot, action: Action) -> str:
    """`text` with one reference replaced; the comment says the version, before what else it says."""
    found = _BREAK.search(text, spot.end)
    line_end = found.start() if found else len(text)
    rest = text[spot.end : line_end]
    comment = _COMMENT.match(rest)
    if comment and comment["version"] and _is_of(comment["version"], spot.named.uses):
        start, end = comment.span("version")
        rest = f"{rest[:start]}{action.version}{rest[end:]}"
    elif comment or not rest.strip():
        rest = f" # {action.version}{rest}"
    else:  # more of the same line, as in {uses: …, with: …}
        rest = f"{rest.rstrip()} # {action.version}"
    behind = text[spot.ref + len(spot.named.uses.ref) : spot.end]
    return text[: spot.ref] + action.sha + behind + rest + text[line_end:]


def _is_of(version: str, uses: Uses) -> bool:
    """Whether a comment's version tells of `uses`: it is its reference, or stands beside a commit."""
    return version == uses.ref or (uses.is_commit and version_number(version) is not None)


def _spots(document: Document) -> tuple[list[_Spot], list[Misplaced]]:
    """The places, in the order of the text, each once: an anchor and its aliases are one."""
    starts = [0, *(found.end() for found in _BREAK.finditer(document.text))]
    ends = [*(found.start() for found in _BREAK.finditer(document.text)), len(document.text)]
    spots: dict[int, _Spot] = {}
    misplaced: dict[int, Misplaced] = {}
    nodes = list(_uses_nodes(document.root))
    elsewhere = _elsewhere(document, nodes)
    for node in nodes:
        uses = Uses.of(node.data) if isinstance(node.data, str) else None
        if uses is None:
            continue
        line = node.line - 1
        found = _spot(document, node, uses, starts[line], ends[line])
        if found is None or id(node) in elsewhere:
            why = (
                "it is not written on one line, in one piece"
                if found is None
                else "an alias means it elsewhere"
            )
            misplaced[id(node)] = Misplaced(node.data, document.place(node), why)
        else:
            spots[found.ref] = found
    return [spots[at] for at in sorted(spots)], list(misplaced.values())


def _spot(document: Document, node: Node, uses: Uses, start: int, end: int) -> _Spot | None:
    """The place of a value in the line from `start` to `end`; None where it is folded or escaped."""
    if node.style in ("|", ">"):
        return None
    quotes = 1 if node.style in ("'", '"') else 0
    at = document.text.find(node.data, start + node.column - 1 + quotes, end)
    if at < 0:
        return None
    ends = at + len(node.data) + quotes
    comment = _COMMENT.match(document.text[ends:end])
    named = Named(uses, document.place(node), (comment["version"] or "") if comment else "")
    return _Spot(named, node, at + len(uses.name) + 1, ends)


def _elsewhere(document: Document, nodes: list[Node]) -> frozenset[int]:
    """Those of `nodes` that an alias puts in other places, too, where nothing may change."""
    if "*" not in document.text:
        return frozenset()
    here = Counter(map(id, nodes))
    everywhere = Counter(map(id, _walk(document.root)))
    return frozenset(one for one in here if everywhere[one] > here[one])


def _walk(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
        for key, value in node.pairs:
            yield from _walk(key)
            yield from _walk(value)
        for item in node.items:
            yield from _walk(item)


def _uses_nodes(root: Node | None) -> Iterator[Node]:
    """The values of `uses` in jobs, in their steps, and in the steps of a composite action."""
    for _, job in _pairs(_value(root, "jobs")):
        if (called := _value(job, "uses")) is not None:
            yield called
        yield from _of_steps(_value(job, "steps"))
    yield from _of_steps(_value(_value(root, "runs"), "steps"))


def _of_steps(steps: Node | None) -> Iterator[Node]:
    for step in steps.items if steps else ():
        if (action := _value(step, "uses")) is not None:
            yield action
        yield from _of_steps(_value(step, "parallel"))


def _pairs(node: Node | None) -> tuple[tuple[Node, Node], ...]:
    return node.pairs if node else ()


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _pairs(node) if name.data == key), None)


def _replaced(node: Node | None, pins: Mapping[int, Action]) -> Any:
    """The data of `node` with other references at the nodes that `pins` names."""
    if node is None:
        return None
    if node.pairs:
        return {key.data: _replaced(value, pins) for key, value in node.pairs}
    if node.items:
        return [_replaced(item, pins) for item in node.items]
    return f"{node.data.partition('@')[0]}@{pins[id(node)].sha}" if id(node) in pins else node.data


__all__ = ["Misplaced", "Named", "named_in", "with_pins"]
