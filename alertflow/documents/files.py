"""From a file to its text: bytes, how they are encoded, how many they may be."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.documents import reading
from alertflow.documents.document import Read, Reason, Unreadable
from alertflow.documents.reading import LARGEST

_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""What files of other encodings begin with; the longer marks first."""

_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe; give what it says on standard input, and '-' as the file"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
    (stat.S_ISSOCK, "is a socket"),
)


class _UnreadableError(Exception):
    """Why a file gives no text."""

    def __init__(self, reason: Reason, message: str, line: int = 1, column: int | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.line = line
        self.column = column

    def told(self, name: str) -> Unreadable:
        """The same of the file that messages call `name`."""
        error = AlertflowError(self.message, Location(name, self.line, self.column))
        return Unreadable(name, self.reason, (error,))


def read_file(path: Path, *, lenient: bool = False) -> tuple[list[Read], list[Unreadable]]:
    """The documents of the file `path`, and what of it cannot be read, as `read` gives them.

    Raises nothing: of a file that is not there, or no file at all, that is what cannot be read.
    """
    name = shown(path)
    try:
        raw = _bytes(path, name)
    except _UnreadableError as error:
        return [], [error.told(name)]
    if isinstance(raw, int):
        return [], [reading.too_large(raw, name)]
    return read_bytes(raw, name, lenient=lenient)


def read_bytes(raw: bytes, path: str, *, lenient: bool = False) -> tuple[list[Read], list[Unreadable]]:
    """The same of a file that is there as bytes, such as standard input; `path` is what messages call it."""
    if len(raw) > reading.LARGEST:
        return [], [reading.too_large(len(raw), path)]
    try:
        text = _text(raw)
    except _UnreadableError as error:
        return [], [error.told(path)]
    return reading.read(text, path, lenient=lenient)


def shown(path: Path) -> str:
    """`path` as messages show it: a byte that is no UTF-8, and what moves the cursor, as an escape."""
    name = os.fsencode(path).decode(errors="backslashreplace")
    return name if name.isprintable() else "".join(map(_printable, name))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode()


def _text(raw: bytes) -> str:
    """The text that `raw` is; raises _UnreadableError."""
    for mark, encoding in _ENCODINGS:
        if raw.startswith(mark):
            raise _UnreadableError(Reason.NO_TEXT, f"this is {encoding}; save it as UTF-8.")
    if len(raw) > 1 and (raw[0] == 0) != (raw[1] == 0):
        raise _UnreadableError(Reason.NO_TEXT, "this seems to be UTF-16; save it as UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line = before.count("\n") + 1
        message = f"this is not UTF-8: byte 0x{raw[error.start]:02x} does not belong; save it as UTF-8."
        column = len(before) - before.rfind("\n")
        raise _UnreadableError(Reason.NO_TEXT, message, line, column) from None


def _bytes(path: Path, name: str) -> bytes | int:
    """What the file holds, or how much it is where that is too much; raises _UnreadableError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            next(path.iterdir(), None)  # one that may not be looked into tells so
        for is_one, what in _KINDS:
            if is_one(status.st_mode):
                raise _UnreadableError(Reason.NO_FILE, f"{name} {what}.")
        if status.st_size > LARGEST:
            return status.st_size
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _UnreadableError(Reason.NO_FILE, missing(path, name)) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise _UnreadableError(Reason.NO_FILE, f"{name} cannot be read: {why}.") from None
    return raw if len(raw) <= LARGEST else len(raw)


def missing(path: Path, name: str) -> str:
    """What is said of a file that is not there."""
    try:
        if path.is_symlink():
            return f"{name} is a link to {shown(path.readlink())}, and that is not there."
        beside = [one.name for one in path.parent.iterdir() if one.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no folder {shown(path.parent)}."
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    return f"there is no file {name}.{f' {suggestion(path.name, beside)}' if beside else ''}"


__all__ = ["missing", "read_bytes", "read_file", "shown"]
