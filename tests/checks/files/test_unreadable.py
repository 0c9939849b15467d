"""Files of which not even the text can be read."""

from pathlib import Path

from alertflow.checks import check_files
from alertflow.documents import LARGEST, read_file

ID = "files/unreadable"


def said(path: Path) -> list[str]:
    reads, unreadable = read_file(path)
    return [f"{one.id} {one.severity} {one.message}" for one in check_files(reads, unreadable)]


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "rules.yml"
    path.write_text("groups: []\n", "utf-16")
    assert said(path) == [f"{ID} error this is UTF-16; save it as UTF-8."]


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "rules.yml"
    path.symlink_to("gone.yml")
    (one,) = said(path)
    assert one.startswith(f"{ID} error ") and one.endswith("is a link to gone.yml, and that is not there.")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "rules.yml"
    path.write_bytes(b"#" * (LARGEST + 1))
    (one,) = said(path)
    assert one.startswith(f"{ID} error this file has {LARGEST + 1:,} bytes; ")
