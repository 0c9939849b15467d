"""The proof that the Python says what the files said: it is run, compiled, written out, read and compared."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from alertflow.comparison import Difference, What, compared
from alertflow.compiler import build, find, load, texts
from alertflow.declared import AlertflowError, Location
from alertflow.documents import Read, read
from alertflow.importer.project import Origin

FILE = "alertflow.py"


class Proof(NamedTuple):
    """What comparing the original files with those that are built of the Python gave."""

    differences: tuple[Difference, ...]
    """Where they do not mean the same; empty if all do."""
    moved: tuple[Difference, ...]
    """What means the same, in another place or by another name."""
    added: tuple[str, ...]
    """Files that are built and were not there."""
    gone: tuple[str, ...]
    """Files that are not built any more: what they held is elsewhere now."""
    notes: tuple[str, ...]
    """What else there is to know of the comparison."""
    exhaustive: bool
    """Whether it looked at all there is: routes may be too many to try every combination of labels."""


def prove(text: str, reads: Sequence[Read], origin: Origin) -> Proof:
    """Compares what `text` builds with the files it was imported from.

    Raises AlertflowError where the Python cannot be run or compiled, with the line in it.
    """
    old = [one._replace(path=origin.path_of(one.path)) for one in reads]
    new: list[Read] = []
    with tempfile.TemporaryDirectory(prefix="alertflow-import-") as folder:
        file = Path(folder, FILE)
        file.write_text(text, "utf-8")
        try:
            project = load(find(file))
            written = texts(build(project), FILE)
        except AlertflowError as error:
            raise _of_the_import(error) from None
    for path, content in written.items():
        if path.endswith((".yml", ".yaml")):
            new += read(content.decode(), path, lenient=True)[0]
    found = compared(old, new)
    known = {one.path for one in old}
    return Proof(
        tuple(one for one in found.differences if one.what is not What.MOVED and not _only_new(one, known)),
        tuple(one for one in found.differences if one.what is What.MOVED),
        tuple(path for path in written if path not in known),
        tuple(path for path in dict.fromkeys(one.path for one in old) if path not in written),
        found.notes,
        found.exhaustive,
    )


def _only_new(difference: Difference, known: set[str]) -> bool:
    """Whether it tells of a file that was not there."""
    return difference.what is What.ADDED and not difference.subject and difference.path not in known


def _of_the_import(error: AlertflowError) -> AlertflowError:
    """`error`, which is at a line of a file that is gone."""
    place = error.location and Location(FILE, error.location.line)
    return AlertflowError(f"the imported Python cannot be compiled: {error.message}", place)


__all__ = ["Proof", "prove"]
