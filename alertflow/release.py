"""Releases of the programs that alertflow writes for, compared as numbers: `2.42` comes before `2.100`."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=256)
def release(text: str) -> tuple[int, ...]:
    """`text` (`2.42`, `v3.5.1`, `0.33.0-rc.1`) as numbers. Raises ValueError for what names no release."""
    numbers = text.strip().removeprefix("v").partition("-")[0].partition("+")[0].split(".")
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise ValueError(f"'{text}' is not a release; write it as in 2.42 or 3.5.1.")
    return tuple(map(int, numbers))


def reaches(target: str, since: str) -> bool:
    """Whether release `target` is `since` or a later one; `3.5` reaches `3.5.0`."""
    have, need = release(target), release(since)
    length = max(len(have), len(need))
    return have + (0,) * (length - len(have)) >= need + (0,) * (length - len(need))


__all__ = ["reaches", "release"]
