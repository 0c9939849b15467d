"""Options that are given as `NAME=VALUE`, several times."""

from __future__ import annotations

from typing import Any

import click


def pairs(what: str) -> Any:
    """The callback of such an option; `what` is how it is written: `NAME=VALUE`, `JOB=RESULT`."""

    def read(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in given:
            # The last: the name of a job with a matrix may hold one.
            name, equals, value = one.rpartition("=") if what == "JOB=RESULT" else one.partition("=")
            if not equals or not name:
                raise click.BadParameter(f"'{one}' should be {what}.", ctx, param)
            found[name] = value
        return found

    return read


__all__ = ["pairs"]
