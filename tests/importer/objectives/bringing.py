"""Specifications and rule files, imported and proven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alertflow.comparison import What
from alertflow.documents import Read, read
from alertflow.importer.project import Origin, imported
from alertflow.importer.proof import prove


class Brought(NamedTuple):
    """The Python, what is kept, what differs, and what is the same by another name."""

    text: str
    kept: list[str]
    differs: list[str]
    same: list[str]


def reads_of(files: Mapping[str, str]) -> list[Read]:
    found: list[Read] = []
    for path, text in files.items():
        some, unreadable = read(text, path, lenient=True)
        assert not unreadable, unreadable
        found += some
    return found


def brought(files: Mapping[str, str] | str) -> Brought:
    """What the import makes of these files."""
    reads = reads_of({"slo.yml": files} if isinstance(files, str) else files)
    made = imported(reads, Origin("shop"))
    proof = prove(made.text, reads, Origin("shop"))
    assert all(one.what is not What.MOVED for one in proof.differences)
    return Brought(
        made.text,
        [f"{one.location}: {one.what}" for one in made.kept],
        [str(one) for one in proof.differences],
        [str(one) for one in proof.moved],
    )
