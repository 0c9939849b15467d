"""Files are put in place: whole or not at all, whatever happens in the middle."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from alertflow.compiler.manifest import FILE, Manifest, entry
from alertflow.compiler.plan import WRITES, Change, Plan, What
from alertflow.declared import AlertflowError

PATIENCE = 30.0
"""Seconds to wait for another build that writes below the same root."""


class RefusedError(AlertflowError):
    """Files that are a person's stand where generated ones would go; nothing was written."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        self.changes = changes
        lines = [f"  {change.path}: {change.why}." for change in changes]
        super().__init__(
            "\n".join(
                [
                    "nothing was written, for these files would be lost:",
                    *lines,
                    "Move the change into the project file, or 'alertflow build --force' overwrites them "
                    "('alertflow build --check' shows the difference).",
                ]
            )
        )


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """While it lasts, no other build writes below `root`, which is created where it does not exist."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except (FileExistsError, NotADirectoryError):
        raise AlertflowError(f"{root} is not a folder; the generated files go into one.") from None
    except OSError as error:
        raise AlertflowError(f"{root} cannot be used: {error.strerror}.") from None
    try:
        _wait_for(handle, root)
        yield
    finally:
        os.close(handle)  # which unlocks


def _wait_for(handle: int, root: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                raise AlertflowError(f"another alertflow is writing to {root}, and does not end.") from None
            time.sleep(0.05)


def apply(plan: Plan) -> None:
    """Does what `plan` says, below its root, which is `locked`.

    A process killed at any point leaves every file whole, old or new, and the next build carries on. Raises
    RefusedError before anything is touched where a person's file is in the way, and AlertflowError, the tree
    being as it was, where the system refuses to write.
    """
    if refused := plan.of(What.REFUSED):
        raise RefusedError(refused)
    root, writes, removed = plan.root, plan.of(*WRITES), plan.of(What.REMOVED)
    _clean(root, [*plan.before.pending, *(change.path for change in writes)])
    if not writes and not removed and plan.manifest == plan.before:
        return
    folders: list[Path] = []
    began = False
    try:
        if writes:
            pending = {change.path: entry(change.path, change.after or b"") for change in writes}
            _replace(root / FILE, Manifest(plan.before.sources, pending).text())
            began = True
        for change in writes:
            folder = (root / change.path).parent
            folders += [one for one in (folder, *folder.parents) if not one.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            _stage(root / change.path, change.after or b"")
    except BaseException as error:
        _undo(plan, writes, folders, began)
        if isinstance(error, OSError):
            raise _system(error, root) from None
        raise
    try:
        for change in writes:
            file = root / change.path
            _staged(file).replace(file)
        for change in removed:
            (root / change.path).unlink(missing_ok=True)
            _prune(root, (root / change.path).parent)
        _sync({root, *((root / change.path).parent for change in writes)})
        _replace(root / FILE, plan.manifest.text())
    except OSError as error:
        raise _system(error, root) from None


def write_all(folder: Path, texts: Mapping[str, bytes]) -> None:
    """Writes `texts` (path -> content) below `folder`, which is new and the caller's own: without a plan."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)


def replace_file(file: Path, content: bytes) -> None:
    """Puts `content` in place of `file`, which a person named: whole or not at all, behind a link too.

    Raises AlertflowError, the file being as it was, where the system refuses to write.
    """
    file = file.resolve()
    staged = _staged(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        staged.unlink(missing_ok=True)
        _replace(file, content)
    except OSError as error:
        with contextlib.suppress(OSError):
            staged.unlink()
        raise AlertflowError(f"{file} cannot be written: {error.strerror}.") from None


def _staged(file: Path) -> Path:
    """Where the new content of `file` waits: beside it, so that putting it in place is one rename."""
    return file.with_name(f".alertflow-{hashlib.sha256(file.name.encode()).hexdigest()[:16]}.tmp")


def _stage(file: Path, content: bytes) -> None:
    """Writes `content` beside `file`, on the disk, with the mode and owner of the file it will replace."""
    handle = os.open(_staged(file), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    with os.fdopen(handle, "wb") as out:
        with contextlib.suppress(FileNotFoundError):
            old = file.stat()
            os.fchmod(handle, old.st_mode)
            if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                with contextlib.suppress(PermissionError):
                    os.fchown(handle, old.st_uid, old.st_gid)
        out.write(content)
        out.flush()
        os.fsync(handle)


def _replace(file: Path, content: bytes) -> None:
    _stage(file, content)
    _staged(file).replace(file)


def _clean(root: Path, paths: Iterable[str]) -> None:
    """Removes what a killed build left beside `paths`."""
    for path in (FILE, *paths):
        with contextlib.suppress(OSError):  # what cannot be removed fails when it is written, with its reason
            _staged(root / path).unlink()


def _undo(plan: Plan, writes: Iterable[Change], folders: list[Path], began: bool) -> None:
    """Leaves the tree as it was before any file was put in place."""
    _clean(plan.root, (change.path for change in writes))
    for folder in sorted(folders, reverse=True):  # the inner before the outer
        with contextlib.suppress(OSError):
            folder.rmdir()
    if began:
        with contextlib.suppress(OSError):  # else the next build sees what was pending, and carries on
            if plan.before == Manifest():
                (plan.root / FILE).unlink()
            else:
                _replace(plan.root / FILE, plan.before.text())


def _prune(root: Path, folder: Path) -> None:
    """Removes `folder`, and those above it below `root`, where they are empty now."""
    with contextlib.suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _sync(folders: Iterable[Path]) -> None:
    """Has the renames on the disk before the manifest says that they are done."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _system(error: OSError, root: Path) -> AlertflowError:
    where = error.filename or root
    return AlertflowError(f"{where} cannot be written: {error.strerror}. No file was changed halfway.")
