import os
import resource
import stat
import sys
from functools import partial
from pathlib import Path

import pytest

from alertflow.compiler import RefusedError, What, apply, locked, plan, write
from alertflow.compiler.manifest import FILE, digest, read
from alertflow.declared import AlertflowError
from tests.compiler.killing import killed_at

OLD = {"keep.yml": b"keep\n", "a.yml": b"old a\n", "dir/b.yml": b"old b\n", "stale/c.yml": b"old c\n"}
NEW = {"keep.yml": b"keep\n", "a.yml": b"new a\n", "dir/b.yml": b"new b\n", "deep/er/d.yml": b"new d\n"}


def _build(root: Path, texts: dict[str, bytes], force: bool = False) -> None:
    with locked(root):
        apply(plan(root, texts, "alertflow.py", read(root), force=force))


def _tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` but the manifest."""
    files = (file for file in root.rglob("*") if file.is_file() and file.name != FILE)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def test_a_build_leaves_exactly_its_files_and_a_manifest_of_them(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    (tmp_path / "person.txt").write_bytes(b"mine")
    _build(tmp_path, NEW)
    assert _tree(tmp_path) == NEW | {"person.txt": b"mine"}
    assert read(tmp_path).sources == {"alertflow.py": {path: digest(text) for path, text in NEW.items()}}
    assert not (tmp_path / "stale").exists()


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    for path in (*OLD, FILE):
        os.utime(tmp_path / path, (1, 1))
    _build(tmp_path, OLD)
    assert all((tmp_path / path).stat().st_mtime == 1 for path in (*OLD, FILE))
    _build(tmp_path, NEW)
    assert (tmp_path / "keep.yml").stat().st_mtime == 1
    assert (tmp_path / "a.yml").stat().st_mtime > 1


def test_a_files_mode_and_owner_stay(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    (tmp_path / "a.yml").chmod(0o640)
    if os.geteuid() == 0:
        os.chown(tmp_path / "a.yml", 12345, 12345)
    before = (tmp_path / "a.yml").stat()
    _build(tmp_path, NEW)
    after = (tmp_path / "a.yml").stat()
    assert (stat.S_IMODE(after.st_mode), after.st_uid) == (0o640, before.st_uid)


def test_a_folder_that_is_not_empty_stays_when_its_stale_file_goes(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    (tmp_path / "stale" / "mine").touch()
    _build(tmp_path, NEW)
    assert [file.name for file in (tmp_path / "stale").iterdir()] == ["mine"]


def test_where_a_persons_file_is_in_the_way_nothing_at_all_is_written(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    (tmp_path / "a.yml").write_bytes(b"mine")
    before = _tree(tmp_path)
    with pytest.raises(RefusedError) as caught:
        _build(tmp_path, NEW)
    assert str(caught.value) == (
        "nothing was written, for these files would be lost:\n"
        "  a.yml: it was changed by hand since alertflow wrote it.\n"
        "Move the change into the project file, or 'alertflow build --force' overwrites them "
        "('alertflow build --check' shows the difference)."
    )
    assert _tree(tmp_path) == before
    _build(tmp_path, NEW, force=True)
    assert _tree(tmp_path) == NEW


def test_a_kill_at_any_point_leaves_every_file_whole_and_the_next_build_carries_on(tmp_path: Path) -> None:
    step, died = 0, True
    while died:
        root = tmp_path / str(step)
        _build(root, OLD)
        died = killed_at(step, partial(_build, root, NEW))
        left = {path: text for path, text in _tree(root).items() if not path.endswith(".tmp")}
        for path in OLD.keys() | NEW.keys():
            assert left.pop(path, None) in (OLD.get(path), NEW.get(path)), (step, path)
        assert left == {}
        assert read(root)  # the manifest is whole
        _build(root, NEW)
        assert _tree(root) == NEW, step
        step += 1
    assert step > 25


def test_a_killed_build_is_followed_by_a_different_one(tmp_path: Path) -> None:
    for step in range(0, 60, 3):
        root = tmp_path / str(step)
        _build(root, OLD)
        killed_at(step, partial(_build, root, NEW))
        _build(root, OLD)
        assert _tree(root) == OLD, step


def test_a_full_disk_is_one_clear_error_and_the_tree_is_as_it_was(tmp_path: Path) -> None:
    _build(tmp_path, OLD)
    before, manifest = _tree(tmp_path), (tmp_path / FILE).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(AlertflowError, match=r"cannot be written: File too large\. No file was changed"):
            _build(tmp_path, NEW | {"new/z.yml": b"z" * 200_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert _tree(tmp_path) == before
    assert (tmp_path / FILE).read_bytes() == manifest
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "deep").exists()


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(AlertflowError, match="cannot be written"):
            _build(tmp_path, {"a/z.yml": b"z" * 200_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_in_the_first_half_is_passed_on_and_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(tmp_path, OLD)
    before = _tree(tmp_path)
    stage = write._stage

    def interrupted(file: Path, content: bytes) -> None:
        if file.name == "d.yml":
            raise KeyboardInterrupt
        stage(file, content)

    monkeypatch.setattr(write, "_stage", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _build(tmp_path, NEW)
    assert _tree(tmp_path) == before


def test_a_failure_in_the_second_half_is_told_and_the_next_build_carries_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _build(tmp_path, OLD)

    def failing(folders: object) -> None:
        raise OSError(5, "Input/output error", "a.yml")

    with monkeypatch.context() as patched:
        patched.setattr(write, "_sync", failing)
        with pytest.raises(AlertflowError, match=r"a.yml cannot be written: Input/output error"):
            _build(tmp_path, NEW)
    _build(tmp_path, NEW)
    assert _tree(tmp_path) == NEW


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").touch()
    with pytest.raises(AlertflowError, match="is not a folder; the generated files go into one"):
        _build(tmp_path / "root", NEW)
    with pytest.raises(AlertflowError, match=r"is not a folder"):
        _build(tmp_path / "root" / "below", NEW)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_root_where_nothing_can_be_made_is_refused() -> None:
    with pytest.raises(AlertflowError, match=r"^/proc/nothing cannot be used: "):
        _build(Path("/proc/nothing"), NEW)


def test_two_builds_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "PATIENCE", 0.1)
    with locked(tmp_path), pytest.raises(AlertflowError, match="another alertflow is writing"):
        _build(tmp_path, NEW)
    _build(tmp_path, NEW)
    assert plan(tmp_path, NEW, "alertflow.py", read(tmp_path)).of(What.UNCHANGED)
