"""A file by two hands: generated sections between markers, and everything else, which is a person's.

The markers are comments on lines of their own, which GitHub does not show:

    <!-- alertflow:begin investigate -->     what is between these two
    <!-- alertflow:end investigate -->       is generated
    <!-- alertflow:without investigate -->   this section is not wanted
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alertflow.declared import AlertflowError, Location, suggestion

_MARKER = re.compile(rb"[ \t]*<!--[ \t]*alertflow:(?P<words>.*?)[ \t]*-->[ \t]*\r?\n?")
_WORDS = re.compile(r"(begin|end|without)[ \t]+([a-z][a-z0-9-]*)")
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
BOM = b"\xef\xbb\xbf"
"""What some editors put before the first line of UTF-8."""


class Section(NamedTuple):
    """A generated section: its name, and its content between the lines of its markers."""

    name: str
    begin: bytes
    """The line of the first marker, its end included."""
    content: bytes
    end: bytes
    """The line of the second marker."""
    line: int
    """That of the first marker, counted from 1."""

    @property
    def text(self) -> bytes:
        """The content with the ends of its lines as alertflow writes them, whatever git or an editor made."""
        return self.content.replace(b"\r\n", b"\n")

    def holding(self, text: bytes) -> Section:
        """The same section with another content, its lines ended as that of its marker is."""
        crlf = self.begin.endswith(b"\r\n")
        return self._replace(content=text.replace(b"\n", b"\r\n") if crlf else text)

    def __bytes__(self) -> bytes:
        return self.begin + self.content + self.end


Part = Section | bytes
"""A generated section, or what a person wrote around the sections."""


class Marked(NamedTuple):
    """The parts of a file, in its order; joined they are the file again, byte for byte."""

    parts: tuple[Part, ...]
    without: frozenset[str]
    """The sections that are not wanted."""

    @property
    def sections(self) -> dict[str, Section]:
        """The sections by their names, in the order of the file."""
        return {part.name: part for part in self.parts if isinstance(part, Section)}

    @property
    def handwritten(self) -> bytes:
        """What a person wrote; empty where that is nothing but blanks."""
        return b"".join(part for part in self.parts if isinstance(part, bytes)).removeprefix(BOM).strip()

    def __bytes__(self) -> bytes:
        return b"".join(map(bytes, self.parts))


def begin(name: str) -> str:
    """The marker before the section `name`."""
    return f"<!-- alertflow:begin {name} -->"


def end(name: str) -> str:
    """The marker behind the section `name`."""
    return f"<!-- alertflow:end {name} -->"


def without(name: str) -> str:
    """The marker that keeps the section `name` out of a file."""
    return f"<!-- alertflow:without {name} -->"


def marked(content: bytes, path: str) -> Marked:
    """The parts of the file at `path`.

    Raises AlertflowError, with the line, for markers that do not fit together: one that is not closed, not
    opened, inside of another, twice, or misspelt.
    """
    return _Reader(content, path).read()


class _Opened(NamedTuple):
    name: str
    begin: bytes
    line: int


class _Reader:
    """One pass over the lines of a file."""

    def __init__(self, content: bytes, path: str) -> None:
        self.lines = _LINES.findall(content)
        self.path = path
        self.parts: list[Part] = []
        self.begun: dict[str, int] = {}
        self.unwanted: dict[str, int] = {}

    def read(self) -> Marked:
        opened: _Opened | None = None
        loose: list[bytes] = []
        for number, line in enumerate(self.lines, 1):
            kind, name = self.marker(line, number)
            if kind == "begin" and opened is None:
                opened, loose = self.opened(name, line, number, loose), []
            elif kind == "end" and opened is not None and name == opened.name:
                self.parts.append(Section(name, opened.begin, b"".join(loose), line, opened.line))
                opened, loose = None, []
            elif not kind or (kind == "without" and opened is None):
                loose.append(line)
                if kind:
                    self.unwanted[name] = number
            else:
                raise self.misplaced(kind, name, number, opened)
        if opened is not None:
            raise self.error(opened.line, f"the section '{opened.name}' begins here and never ends")
        self.parts += [b"".join(loose)] if loose else []
        for name in sorted(self.unwanted.keys() & self.begun.keys()):
            raise self.error(
                self.unwanted[name],
                f"the section '{name}' is not wanted, but it stands at line {self.begun[name]}",
            )
        return Marked(tuple(self.parts), frozenset(self.unwanted))

    def marker(self, line: bytes, number: int) -> tuple[str, str]:
        """The kind and the name of the marker that is on `line`; '' where there is none."""
        found = _MARKER.fullmatch(line.removeprefix(BOM) if number == 1 else line)
        if found is None:
            return "", ""
        words = found["words"].decode("utf-8", "replace")
        known = _WORDS.fullmatch(words)
        if known is None:
            help_ = suggestion(words.partition(" ")[0], (begin("name"), end("name"), without("name")))
            raise self.error(number, f"'alertflow:{words}' is no marker. {help_}".rstrip(".?"))
        return known[1], known[2]

    def opened(self, name: str, line: bytes, number: int, before: list[bytes]) -> _Opened:
        """Begins a section behind the lines `before`, which are a person's."""
        if name in self.begun:
            raise self.error(number, f"the section '{name}' is there twice, at line {self.begun[name]} too")
        self.begun[name] = number
        if number == 1 and line.startswith(BOM):
            before, line = [BOM], line.removeprefix(BOM)
        self.parts += [b"".join(before)] if before else []
        return _Opened(name, line, number)

    def misplaced(self, kind: str, name: str, number: int, opened: _Opened | None) -> AlertflowError:
        """The error of a marker where none of its kind may stand."""
        if opened is None:
            return self.error(number, f"the section '{name}' ends here, but does not begin above")
        what = "ends" if kind == "end" else "stands"
        return self.error(
            number,
            f"the section '{name}' {what} inside of '{opened.name}', "
            f"which begins at line {opened.line} and has not ended",
        )

    def error(self, line: int, what: str) -> AlertflowError:
        """A mistake in the markers, and how to mend any of them."""
        return AlertflowError(
            f"{what}. Restore the markers, or remove the file to have it generated anew.",
            Location(self.path, line),
        )


__all__ = ["BOM", "Marked", "Part", "Section", "begin", "end", "marked", "without"]
