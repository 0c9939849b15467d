from pathlib import Path

import pytest

from alertflow.compiler import Change, Manifest, Plan, What, apply, locked, plan
from alertflow.compiler.manifest import FILE, read
from alertflow.declared import AlertflowError


def _plan(root: Path, texts: dict[str, bytes], source: str = "alertflow.py", force: bool = False) -> Plan:
    return plan(root, texts, source, read(root), force=force, lives=lambda one: one != "gone.py")


def _build(root: Path, texts: dict[str, bytes], source: str = "alertflow.py", force: bool = False) -> None:
    with locked(root):
        apply(_plan(root, texts, source, force))


def _kinds(planned: Plan) -> dict[str, str]:
    return {change.path: str(change.what) for change in planned.changes}


def test_each_file_is_created_updated_unchanged_or_removed(tmp_path: Path) -> None:
    _build(tmp_path, {"a/same.yml": b"1", "a/new.yml": b"1", "old/stale.yml": b"1"})
    planned = _plan(tmp_path, {"a/same.yml": b"1", "a/new.yml": b"2", "b.yml": b"3"})
    assert _kinds(planned) == {
        "a/new.yml": "updated",
        "a/same.yml": "unchanged",
        "b.yml": "created",
        "old/stale.yml": "removed",
    }
    assert len(planned.drift) == 3


def test_a_file_that_is_already_as_built_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"1")
    assert _kinds(_plan(tmp_path, {"a.yml": b"1"})) == {"a.yml": "unchanged"}
    _build(tmp_path, {"a.yml": b"1"})
    assert _kinds(_plan(tmp_path, {"a.yml": b"2"})) == {"a.yml": "updated"}


def test_a_file_that_alertflow_did_not_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"mine")
    (change,) = _plan(tmp_path, {"a.yml": b"1"}).changes
    assert (change.what, change.why) == (What.REFUSED, "it exists, and alertflow did not write it")
    (change,) = _plan(tmp_path, {"a.yml": b"1"}, force=True).changes
    assert change.what is What.OVERWRITTEN


def test_a_file_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    _build(tmp_path, {"a.yml": b"1"})
    (tmp_path / "a.yml").write_bytes(b"1, and mine")
    (change,) = _plan(tmp_path, {"a.yml": b"1"}).changes
    assert (change.what, change.why) == (What.REFUSED, "it was changed by hand since alertflow wrote it")


def test_a_stale_file_that_was_changed_by_hand_is_kept_and_told_once(tmp_path: Path) -> None:
    _build(tmp_path, {"a.yml": b"1"})
    (tmp_path / "a.yml").write_bytes(b"mine")
    planned = _plan(tmp_path, {})
    assert _kinds(planned) == {"a.yml": "kept"}
    assert planned.changes[0].diff() == ""
    _build(tmp_path, {})
    assert (tmp_path / "a.yml").read_bytes() == b"mine"
    assert _kinds(_plan(tmp_path, {})) == {}


def test_a_stale_file_that_is_gone_already_is_forgotten(tmp_path: Path) -> None:
    _build(tmp_path, {"a.yml": b"1"})
    (tmp_path / "a.yml").unlink()
    assert _kinds(_plan(tmp_path, {})) == {}


def test_two_projects_below_one_root_leave_each_others_files_alone(tmp_path: Path) -> None:
    _build(tmp_path, {"a.yml": b"1"}, "a.py")
    _build(tmp_path, {"b.yml": b"1"}, "b.py")
    assert _kinds(_plan(tmp_path, {"b.yml": b"1"}, "b.py")) == {"b.yml": "unchanged"}
    changes = _plan(tmp_path, {"a.yml": b"1"}, "b.py").changes
    assert [(one.path, one.what, one.why) for one in changes] == [
        ("a.yml", What.REFUSED, "it is generated from a.py: give one of the two another path"),
        ("b.yml", What.REMOVED, ""),
    ]
    _build(tmp_path, {"a.yml": b"2"}, "b.py", force=True)
    assert read(tmp_path).owner("a.yml") == "b.py"


def test_what_a_vanished_project_file_left_is_taken_over(tmp_path: Path) -> None:
    _build(tmp_path, {"a.yml": b"1", "b.yml": b"1"}, "gone.py")
    planned = _plan(tmp_path, {"a.yml": b"2"}, "new.py")
    assert _kinds(planned) == {"a.yml": "updated", "b.yml": "removed"}
    assert list(planned.manifest.sources) == ["new.py"]


@pytest.mark.parametrize("path", ["../a.yml", "/etc/a.yml", "a/../../b.yml", "", FILE, "a\0b"])
def test_a_path_that_leaves_the_root_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(AlertflowError, match="is not a path below"):
        _plan(tmp_path, {path: b"1"})


def test_a_manifest_cannot_have_a_file_outside_removed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "precious").write_bytes(b"1")
    (root / FILE).write_bytes(Manifest({"alertflow.py": {"../precious": "any"}}).text())
    with pytest.raises(AlertflowError, match="is not a path below"):
        _plan(root, {})


def test_links_are_not_followed_out_of_the_root(tmp_path: Path) -> None:
    (root := tmp_path / "root").mkdir()
    (tmp_path / "outside").mkdir()
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "in").symlink_to(".")
    (root / "loop").symlink_to("loop")
    (root / "link.yml").symlink_to(tmp_path / "outside" / "file")
    with pytest.raises(AlertflowError, match="leads out of the folder of the generated files"):
        _plan(root, {"out/a.yml": b"1"})
    with pytest.raises(AlertflowError, match=r"leads out of the folder|cannot be read"):
        _plan(root, {"loop/a.yml": b"1"})
    with pytest.raises(AlertflowError, match="is a link, which a generated file would replace"):
        _plan(root, {"link.yml": b"1"})
    assert _kinds(_plan(root, {"in/a.yml": b"1"})) == {"in/a.yml": "created"}


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    (tmp_path / "b").write_bytes(b"")
    with pytest.raises(AlertflowError, match=r"/a.yml is a folder, and a generated file goes there"):
        _plan(tmp_path, {"a.yml": b"1"})
    with pytest.raises(AlertflowError, match=r"/b is a file, and c.yml goes into a folder of that name"):
        _plan(tmp_path, {"b/c.yml": b"1"})
    with pytest.raises(AlertflowError, match=r"cannot be read: File name too long"):
        _plan(tmp_path, {"n" * 300: b"1"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "this is not alertflow's manifest: Expecting property name"),
        (b"\xff", "this is not alertflow's manifest: it is not UTF-8"),
        (b"[]", "this is not alertflow's manifest: it has no version"),
        (b'{"version": 0}', "it has version 0; this alertflow knows up to 2. Upgrade alertflow."),
        (b'{"version": 3}', "it has version 3; this alertflow knows up to 2. Upgrade alertflow."),
        (b'{"version": 1, "sources": []}', "it does not map paths to digests"),
        (b'{"version": 1, "sources": {"a.py": {"a.yml": 1}}}', "it does not map paths to digests"),
        (b'{"version": 2, "sources": {"a.py": {"a.md": {"a": 1}}}}', "it does not map paths to digests"),
    ],
)
def test_a_damaged_manifest_says_how_to_mend_it(tmp_path: Path, text: bytes, said: str) -> None:
    (tmp_path / FILE).write_bytes(text)
    with pytest.raises(AlertflowError, match=r"^[^\n]*$") as caught:
        read(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / FILE}:1: ")
    assert said in str(caught.value)


def test_a_manifest_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(AlertflowError, match="cannot be read: Is a directory"):
        read(tmp_path)


def test_a_diff_shows_old_and_new() -> None:
    assert Change("a.yml", What.UPDATED, b"a\nb\n", b"a\nc\n").diff() == (
        "--- a/a.yml\n+++ b/a.yml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )
    assert Change("a.yml", What.CREATED, None, b"a\n").diff() == (
        "--- /dev/null\n+++ b/a.yml\n@@ -0,0 +1 @@\n+a\n"
    )
    assert Change("a.yml", What.REMOVED, b"\xff", None).diff() == (
        "--- a/a.yml\n+++ /dev/null\n@@ -1 +0,0 @@\n-\ufffd\n\\ No newline at end of file\n"
    )
