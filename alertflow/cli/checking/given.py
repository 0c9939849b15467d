"""The files that a person gives to be checked: read, counted, and checked together."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from alertflow.checks import Finding, check_files
from alertflow.cli.console import plural, progress
from alertflow.declared import AlertflowError
from alertflow.documents import LARGEST, Kind, Read, Reason, Unreadable, found, read, read_file

STDIN = "<stdin>"
"""How messages name standard input, which is `-` on the command line."""

_PLURALS = {
    Kind.RULES: "Prometheus rule files",
    Kind.TESTS: "promtool tests",
    Kind.SLOTH: "Sloth specifications",
    Kind.OPENSLO: "OpenSLO specifications",
}


class Given(NamedTuple):
    """Files, as far as they could be read."""

    reads: tuple[Read, ...]
    unreadable: tuple[Unreadable, ...]
    """What could not be read and should be told."""
    passed_over: int
    """How many YAML files are of kinds of which nothing is checked."""
    texts: Mapping[str, str]
    """What the files hold, by the path that messages show; without a byte-order mark."""
    paths: Mapping[str, Path]
    """Each file by the path that messages show; not standard input."""

    def findings(self, texts: Mapping[str, str] | None = None) -> list[Finding]:
        """What all checks find; where `texts` holds another text of a file, in that."""
        reads, unreadable, known = list(self.reads), list(self.unreadable), dict(self.texts)
        for path, text in (texts or {}).items():
            known[path] = text
            again, wrong = read(text, path, lenient=True)
            reads = [one for one in reads if one.path != path] + again
            unreadable = [one for one in unreadable if one.path != path] + wrong
        return check_files(reads, unreadable, self.root, known)

    @property
    def root(self) -> Path | None:
        """The repository in which all the files lie; None where they lie in none, or in several."""
        parents = {path.parent for path in self.paths.values()}
        folders = [str(parent.resolve()) for parent in parents] or [str(Path.cwd())]
        common = Path(os.path.commonpath(folders))
        return next((one for one in (common, *common.parents) if (one / ".git").exists()), None)

    def counted(self, done: str) -> str:
        """How many documents of which kind were `done`, and how many files were passed over."""
        counts = Counter(one.kind for one in self.reads)
        parts = [plural(counts[kind], kind, _PLURALS.get(kind, "")) for kind in Kind if counts[kind]]
        said = f"{done} {', '.join(parts[:-1])}{' and ' if parts[1:] else ''}{parts[-1]}" if parts else ""
        if self.passed_over:
            other = plural(self.passed_over, "file of another kind", "files of other kinds")
            said += f"{'; ' if said else ''}passed over {other}"
        return said


def given(arguments: Sequence[str]) -> Given:
    """The files that `arguments` name: files, globs, folders, and `-` for standard input.

    Raises AlertflowError for what is not there, and where none of the files is of a kind that is known.
    """
    names = [one for one in arguments if one != "-"]
    named = {os.path.normpath(one) for one in names}
    files = found(names)
    reads: list[Read] = []
    told: list[Unreadable] = []
    texts: dict[str, str] = {}
    paths: dict[str, Path] = {}
    passed = 0
    with progress(f"reading {plural(len(files), 'file')}"):
        for file in files:
            some, wrong = read_file(file, lenient=True)
            reads += some
            for one in some or wrong:
                paths[one.path] = file
            if wrong:
                left = [one for one in wrong if _is_told(one, os.path.normpath(file) in named)]
                passed += not some and not left
                told += left
                texts |= {one.path: one.text for one in left}
    if "-" in arguments:
        texts[STDIN] = _standard_input()
        some, wrong = read(texts[STDIN], STDIN, lenient=True)
        reads += some
        left = [one for one in wrong if _is_told(one, named=True)]
        passed += not some and not left
        told += left
    if not reads and not told:
        raise AlertflowError(
            f"nothing to check: {plural(passed, 'file is', 'files are')} of kinds that are not known here. "
            f"Known are {', '.join(f'{kind}s' for kind in Kind)}."
        )
    texts |= {one.path: one.text for one in reads}
    return Given(tuple(reads), tuple(told), passed, texts, paths)


def _is_told(one: Unreadable, named: bool) -> bool:
    """Whether it is a finding that `one` cannot be read: of files that nobody named, the kind may be any."""
    if one.reason is Reason.OTHER_MANIFEST:
        return False
    return named or one.reason is not Reason.UNKNOWN_KIND or one.kind is not None


def _standard_input() -> str:
    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise AlertflowError(
            f"standard input has more than {LARGEST:,} bytes, which are the most that is read. Make several "
            "files of it."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise AlertflowError(
            f"standard input is not UTF-8: byte 0x{raw[error.start]:02x} in line {line} does not belong."
        ) from None


__all__ = ["STDIN", "Given", "given"]
