"""The route tree, walked as the dispatcher walks it.

Source: Route.Match in dispatch/route.go of Alertmanager; `amtool config routes test` agrees in the tests.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from alertflow.alertmanager.matchers import Matcher
from alertflow.alertmanager.routes import GROUP_INTERVAL, GROUP_WAIT, REPEAT_INTERVAL, Route


class Node:
    """A route with what it has from those above it. `path` leads to it from the root, by index."""

    __slots__ = (
        "_always",
        "_by_value",
        "children",
        "group_by",
        "group_interval",
        "group_wait",
        "path",
        "receiver",
        "repeat_interval",
        "route",
    )

    def __init__(self, route: Route, above: Node | None = None, path: tuple[int, ...] = ()) -> None:
        self.route = route
        self.path = path
        self.receiver: str = route.receiver or (above.receiver if above else "")
        # An empty list makes one group (0.31); in Python that is said by `extra`.
        said = route.group_by or [] in (route.empty.get("group_by"), route.extra.get("group_by"))
        self.group_by: tuple[str, ...] = tuple(route.group_by) if said or above is None else above.group_by
        self.group_wait: str = route.group_wait or (above.group_wait if above else GROUP_WAIT)
        self.group_interval: str = route.group_interval or (above.group_interval if above else GROUP_INTERVAL)
        self.repeat_interval: str = route.repeat_interval or (
            above.repeat_interval if above else REPEAT_INTERVAL
        )
        self.children = [Node(child, self, (*path, number)) for number, child in enumerate(route.routes)]
        self._always: list[int] = []
        self._by_value: dict[str, dict[str, list[int]]] = {}
        for number, child in enumerate(self.children):
            self._note(number, child.route.every_matcher)

    def takers(self, labels: Mapping[str, str], unknown: Container[str] = ()) -> list[Node]:
        """The nodes from here on that take an alert with `labels`, in the order they notify.

        The first child whose matchers hold takes it, the next one, too, if that says `continue`; where none
        does, the node itself, whatever its own matchers say. Of labels in `unknown` the value is not known:
        then these are all the nodes that may take the alert, and no other does for any values.
        """
        taken: list[Node] = []
        surely = False
        for number in self._candidates(labels, unknown):
            child = self.children[number]
            holds = _hold(child.route.every_matcher, labels, unknown)
            if holds is not False:
                taken += child.takers(labels, unknown)
            if holds:
                surely = True
                if not child.route.continue_:
                    break
        return taken if surely else [*taken, self]

    def _note(self, number: int, matchers: Iterable[Matcher]) -> None:
        """Keeps under which value of a label the child `number` is to be asked, so that few are."""
        for one in matchers:
            if one.values and "" not in one.values:
                by_value = self._by_value.setdefault(one.name, {})
                for value in one.values:
                    by_value.setdefault(value, []).append(number)
                return
        self._always.append(number)

    def _candidates(self, labels: Mapping[str, str], unknown: Container[str]) -> list[int]:
        """The children that may take such an alert, in order."""
        found = self._always
        for name, by_value in self._by_value.items():
            if name in unknown:
                found = [*found, *{number for numbers in by_value.values() for number in numbers}]
            elif numbers := by_value.get(labels.get(name, "")):
                found = found + numbers
        return found if found is self._always else sorted(found)

    def every(self) -> Iterator[Node]:
        """This node and all below it, each before those below it."""
        yield self
        for child in self.children:
            yield from child.every()


def _hold(matchers: Iterable[Matcher], labels: Mapping[str, str], unknown: Container[str]) -> bool | None:
    """Whether all of `matchers` hold; None where that is known only with the labels that are not."""
    known: bool | None = True
    for one in matchers:
        if one.name in unknown:
            known = None
        elif not one.matches(labels):
            return False
    return known


__all__ = ["Node"]
