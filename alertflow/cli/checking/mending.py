"""Mends files on the command line: shows how they change, and puts the new texts in place."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from alertflow.checks import Finding
from alertflow.checks.mending import Mended, mend
from alertflow.cli.checking.given import STDIN, Given
from alertflow.cli.console import coloured, plural, progress
from alertflow.compiler.write import replace_file
from alertflow.declared import AlertflowError

_MARK = b"\xef\xbb\xbf"
"""The byte-order mark of UTF-8, which a file keeps."""


def mended(files: Given, *, only_shown: bool) -> tuple[list[Finding], Mapping[str, str]]:
    """Mends `files`, unless that shall be `only_shown`; what is found in them then, and what they hold.

    The changes are printed first. Raises AlertflowError, before anything is written, where a file cannot be
    changed, or has changed meanwhile.
    """
    if STDIN in files.texts:
        raise click.UsageError("--fix mends files, and standard input is none.")
    with progress("mending"):
        result = mend(files.texts, files.findings)
    for path, text in result.texts.items():
        click.echo(coloured(_diff(path, files.texts[path], text), sys.stdout), nl=False)
    if only_shown:
        _told(result, "can be mended")
        return files.findings(), files.texts
    contents = {
        path: _content(files.paths[path], files.texts[path], text) for path, text in result.texts.items()
    }
    for path, content in contents.items():
        replace_file(files.paths[path], content)
    _told(result, "mended")
    return list(result.left), {**files.texts, **result.texts}


def _told(result: Mended, verb: str) -> None:
    for one in result.kept:
        click.echo(f"not mended, for it would bring something else: {one.location}: {one.message}", err=True)
    if result.done:
        count = plural(len(result.done), "finding")
        click.echo(f"{count} {verb} in {plural(len(result.texts), 'file')}.\n")


def _diff(path: str, before: str, after: str) -> str:
    path = path.removeprefix("/")
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(
        [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    )


def _content(file: Path, before: str, after: str) -> bytes:
    """What `file` shall hold. Raises AlertflowError where it is not the file whose text was read, or lies
    behind a link that leads out of the current folder and of its own.
    """
    real = file.resolve()
    if real != file.absolute() and not any(
        real.is_relative_to(one) for one in (Path.cwd().resolve(), file.absolute().parent.resolve())
    ):
        raise AlertflowError(f"{file} is a link to {real}, which lies elsewhere: mend that file itself.")
    raw = real.read_bytes()
    mark = _MARK if raw.startswith(_MARK) else b""
    if raw != mark + before.encode():
        raise AlertflowError(f"{file} has changed meanwhile; nothing was written. Run this again.")
    return mark + after.encode()


__all__ = ["mended"]
