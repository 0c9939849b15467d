"""A bundle: programs that come from one place together, built in a scratch folder and renamed into place.

The tree of a bundle is `.cache/programs/.trees/NAME-RECIPE/`, with the programs in its `bin`;
`.cache/programs/PROGRAM` is a link into it. A tree is renamed into place whole and the links come last, so an
interrupted run leaves nothing that a later run could take for finished.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.programs.find import STAMP


class UnavailableError(Exception):
    """A bundle cannot be had here: why, and what a person can do about it."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


@dataclass(frozen=True)
class Made:
    """One program of a bundle: the file in the tree's `bin`, and its version."""

    file: str
    version: str


@dataclass(frozen=True)
class Bundle:
    """Programs that are fetched together."""

    name: str
    programs: tuple[str, ...]
    recipe: str
    """What is fetched, with its versions; a changed recipe fetches anew."""
    build: Callable[[Path, Path], Mapping[str, Made]]
    """Makes `bin` in the empty folder of the first argument; the second is where downloads are kept."""

    def tree(self, cache: Path) -> Path:
        """The folder that the bundle is renamed to."""
        digest = hashlib.sha256(self.recipe.encode()).hexdigest()[:10]
        return cache / "programs" / ".trees" / f"{self.name}-{digest}"

    def present(self, cache: Path) -> bool:
        """Whether every program of this very recipe is in place."""
        inside = f"{self.tree(cache).relative_to(cache / 'programs')}/bin/"
        return all(_points_into(cache / "programs" / name, inside) for name in self.programs)

    def fetch(self, cache: Path) -> dict[str, str]:
        """Build the bundle and put it in place; returns the version of each program.

        Raises:
            UnavailableError: it cannot be had here.
        """
        tree = self.tree(cache)
        tree.parent.mkdir(parents=True, exist_ok=True)
        downloads = cache / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{self.name}-", dir=tree.parent) as scratch:
            Path(scratch, "tree").mkdir()
            made = self.build(Path(scratch, "tree"), downloads)
            versions = {name: made[name].version for name in self.programs}
            stamp = json.dumps({"recipe": self.recipe, "versions": versions}, indent=2)
            Path(scratch, "tree", STAMP).write_text(stamp + "\n", encoding="utf-8")
            if tree.exists():
                tree.rename(Path(scratch, "previous"))
            Path(scratch, "tree").rename(tree)
            for name in self.programs:
                link = Path(scratch, name)
                link.symlink_to(Path(".trees", tree.name, "bin", made[name].file))
                link.replace(cache / "programs" / name)
        for stale in tree.parent.glob(f"{self.name}-*"):
            if stale != tree and stale.name.rpartition("-")[0] == self.name:
                shutil.rmtree(stale)
        return versions


def run(command: Sequence[str | Path], remedy: str, cwd: Path | None = None) -> str:
    """The standard output of a command.

    Raises:
        UnavailableError: it is not installed, or it failed; the reason holds what it said, shortened.
    """
    try:
        done = subprocess.run(
            command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError as error:
        raise UnavailableError(f"{command[0]} is not installed", remedy) from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        excerpt = said if len(said) <= 8 else [*said[:4], "…", *said[-3:]]
        shown = f"{Path(command[0]).name} … {command[-1]}"
        why = f"`{shown}` failed with exit code {done.returncode}:"
        raise UnavailableError("\n".join([why, *excerpt]), remedy)
    return done.stdout


def _points_into(link: Path, inside: str) -> bool:
    try:
        return str(link.readlink()).startswith(inside) and os.access(link, os.X_OK)
    except OSError:
        return False
