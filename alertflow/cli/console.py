"""What is said on a terminal: errors, colours, tables, and progress when something takes long."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

PATIENCE = 1.0
"""Seconds after which a person wants to know what is being done."""


def colours(stream: TextIO) -> bool:
    """Whether `stream` is a terminal that wants colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def here(words: str) -> str:
    """`words` with the paths in them relative to the current folder, where they lie below it."""
    return words.replace(f"{Path.cwd()}/", "")


def explained(error: Exception) -> bool:
    """Whether `error` is a person's mistake; if so, it is printed on standard error."""
    from alertflow.declared import AlertflowError, printable  # not before it is needed: it brings pydantic

    if not isinstance(error, AlertflowError):
        return False
    for one in (error, *getattr(error, "others", ())):
        place = f"{one.location}: " if one.location else ""
        label = click.style("error:", fg="red", bold=True) if colours(sys.stderr) else "error:"
        click.echo(here(f"{label} {place}{printable(one.message)}"), err=True, color=True)
    return True


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """`rows` in aligned columns; those numbered in `right` are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def coloured(diff: str, stream: TextIO) -> str:
    """A unified diff in the colours that people know, where `stream` wants colours."""
    if not colours(stream):
        return diff
    codes = {"+": "green", "-": "red", "@": "cyan"}
    return "".join(click.style(line, fg=codes.get(line[:1])) for line in diff.splitlines(keepends=True))


def plural(count: int, one: str, many: str = "") -> str:
    """`count` and the noun that goes with it."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Says what is being done once it takes longer than a second, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    shown = threading.Event()

    def show() -> None:
        shown.set()
        click.echo(f"{doing} …", err=True, nl=False)

    timer = threading.Timer(PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if shown.is_set():
            click.echo("\r\x1b[K", err=True, nl=False)
