"""A process that is killed in the middle of what it does to files."""

import os
from collections.abc import Callable

_CALLS = ("open", "fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "fdopen", "close")


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Whether a child that does `act` and dies before its `step`-th system call gets that far."""
    child = os.fork()
    if child == 0:
        left = step

        def deadly(call: Callable[..., object]) -> Callable[..., object]:
            def counted(*args: object, **named: object) -> object:
                nonlocal left
                left -= 1
                if left < 0:
                    os._exit(9)
                return call(*args, **named)

            return counted

        for name in _CALLS:
            setattr(os, name, deadly(getattr(os, name)))
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
