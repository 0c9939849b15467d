"""Files that a person names on the command line."""

from __future__ import annotations

from pathlib import Path

from alertflow.declared import AlertflowError, Location, suggestion


def read_text(path: Path) -> str:
    """The text of `path` to the byte, line breaks as they are. Raises AlertflowError where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        beside = [one.name for one in path.parent.glob("*") if one.is_file()]
        hint = f" {suggestion(path.name, beside)}" if beside else ""
        raise AlertflowError(f"there is no file {path}.{hint}") from None
    except OSError as error:
        raise AlertflowError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise AlertflowError(
            f"this is not UTF-8: byte 0x{raw[error.start]:02x} does not belong.", Location(str(path), line)
        ) from None


__all__ = ["read_text"]
