"""Repositories, imported and proven."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from alertflow.compiler import build, find, load, texts
from alertflow.documents import Read, read
from alertflow.importer.project import Imported, Origin, imported
from alertflow.importer.proof import Proof, prove
from tests.importer.whole.repositories import Files

ORIGIN = Origin("shop", "example/shop")


class Brought(NamedTuple):
    """What was read, the Python that it became, and how that was proven."""

    reads: list[Read]
    made: Imported
    proof: Proof


def reads_of(files: Files) -> list[Read]:
    found: list[Read] = []
    for path, text in files.items():
        some, unreadable = read(text, path, lenient=True)
        assert not unreadable, unreadable
        found += some
    return found


def brought(files: Files) -> Brought:
    reads = reads_of(files)
    made = imported(reads, ORIGIN)
    return Brought(reads, made, prove(made.text, reads, ORIGIN))


def told(found: Brought) -> list[str]:
    """What differs, in words."""
    return [f"{one.path}: {one}" for one in found.proof.differences]


def built(python: str) -> Files:
    """What the compiler makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "alertflow.py")
        file.write_text(python, "utf-8")
        written = texts(build(load(find(file))), "alertflow.py")
    return {path: content.decode() for path, content in written.items()}


__all__ = ["ORIGIN", "Brought", "brought", "built", "reads_of", "told"]
