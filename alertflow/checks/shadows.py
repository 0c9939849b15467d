"""Which routes no alert can come to, whatever its labels: an earlier sibling takes every one of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alertflow.alertmanager import Config, Matcher, Node
from alertflow.checks.subject import Subject

_ANYTHING = (".*", "(.*)", ".+|", "|.+")
"""Patterns that match every value."""


def shadowed(config: Config) -> dict[tuple[int, ...], Node]:
    """The nodes that are never reached, by path, each with the sibling that takes all; none below another."""
    return dict(_below(config.tree, ()))


def written_nodes(config: Config, subject: Subject) -> list[list[Node]]:
    """The nodes of each route that a person wrote: in a file one, in a project all that a Route became."""
    nodes = [node for node in config.tree.every() if node.path]
    if subject.project is None:
        return [[node] for node in nodes]
    sources = {route.source: list[Node]() for route in subject.project.routes if route.source is not None}
    for node in nodes:
        if node.route.source in sources:
            sources[node.route.source].append(node)
    return [made for made in sources.values() if made]


def words_of(node: Node) -> str:
    """A route as a message calls it: the route to 'pager' (severity="critical")."""
    matchers = ", ".join(map(str, node.route.every_matcher))
    return f"the route to '{node.receiver}' ({matchers})" if matchers else f"the route to '{node.receiver}'"


def _below(node: Node, above: tuple[Matcher, ...]) -> Iterator[tuple[tuple[int, ...], Node]]:
    takers = _Takers()
    for child in node.children:
        held = (*above, *child.route.every_matcher)
        taker = takers.of(held)
        if taker is not None:
            yield child.path, taker
            continue
        yield from _below(child, held)
        if not child.route.continue_:
            takers.add(child)


class _Takers:
    """The siblings that take what matches them, by a value that they ask for: few of many are looked at."""

    def __init__(self) -> None:
        self._by_value: dict[tuple[str, str], list[Node]] = {}
        self._others: list[Node] = []

    def add(self, node: Node) -> None:
        """Remembers `node`, which stands behind all those that are known."""
        for one in node.route.every_matcher:
            if one.values:
                for value in one.values:
                    self._by_value.setdefault((one.name, value), []).append(node)
                return
        self._others.append(node)

    def of(self, held: Sequence[Matcher]) -> Node | None:
        """The first that takes every alert for which all of `held` hold."""
        found = list(self._others)
        for one in held:
            if one.values:  # each of them has to be one that is asked for
                found += self._by_value.get((one.name, min(one.values)), ())
        taking = [node for node in found if _follow(node.route.every_matcher, held)]
        return min(taking, key=lambda node: node.path, default=None)


def _follow(wanted: Sequence[Matcher], held: Sequence[Matcher]) -> bool:
    """Whether `wanted` surely hold where all of `held` do."""
    return all(_is_idle(one) or any(_implies(two, one) for two in held) for one in wanted)


def _is_idle(one: Matcher) -> bool:
    """Whether it holds for every alert."""
    return one.op == "=~" and one.value in _ANYTHING


def _implies(held: Matcher, wanted: Matcher) -> bool:
    """Whether `wanted` surely holds where `held` does."""
    if held.name != wanted.name:
        return False
    if (held.op, held.value) == (wanted.op, wanted.value):
        return True
    if held.values is not None:
        return all(wanted.matches({wanted.name: value}) for value in held.values)
    if wanted.op == "!=":
        return not held.matches({held.name: wanted.value})
    return (wanted.op, wanted.value) == ("=~", ".+") and not held.matches({})


__all__ = ["shadowed", "words_of", "written_nodes"]
