"""Jobs that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def circles(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The ways round: `("a", "b", "a")` where a needs b and b needs a. One for each job that closes one.

    `needs` gives for each job those that it waits for; others than these are passed over.
    """
    done: set[str] = set()
    for start in needs:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(needs[start])
        while path:
            id_, before = path.popitem()
            path[id_] = before
            for one in before:
                if one in path:
                    ids = list(path)
                    yield (*ids[ids.index(one) :], one)
                elif one in needs and one not in done:
                    path[one] = iter(needs[one])
                    break
            else:
                done.add(path.popitem()[0])
