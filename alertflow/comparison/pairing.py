"""Which of two sides' things belong together: those that have the most in common, in linear time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Paired(NamedTuple, Generic[T]):
    """The things of two sides."""

    both: tuple[tuple[T, T], ...]
    """Those that belong together, in the order of the new side."""
    added: tuple[T, ...]
    gone: tuple[T, ...]
    in_order: bool
    """Whether those of `both` stand in one order on both sides."""


def paired(old: Sequence[T], new: Sequence[T], *keys: Callable[[T], Hashable]) -> Paired[T]:
    """Pairs what is equal by the first of `keys`, of what is left that by the second, and so on.

    A key that is None belongs to nothing. Where several are equal, they are taken in their order.
    """
    partner: dict[int, int] = {}
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for key in keys:
        if not left_old or not left_new:
            break
        waiting: dict[Hashable, deque[int]] = {}
        for index in left_old:
            if (found := key(old[index])) is not None:
                waiting.setdefault(found, deque()).append(index)
        for index in left_new:
            queue = waiting.get(key(new[index]))
            if queue:
                partner[index] = queue.popleft()
        taken = set(partner.values())
        left_old = [index for index in left_old if index not in taken]
        left_new = [index for index in left_new if index not in partner]
    order = [partner[index] for index in range(len(new)) if index in partner]
    return Paired(
        tuple([(old[partner[index]], new[index]) for index in range(len(new)) if index in partner]),
        tuple([new[index] for index in left_new]),
        tuple([old[index] for index in left_old]),
        order == sorted(order),
    )


__all__ = ["Paired", "paired"]
