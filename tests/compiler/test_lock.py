"""alertflow.lock: what it says, how it is found, and what is said of a bad one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.compiler.lock import FILE, Lock, Pin, key, read
from alertflow.declared import AlertflowError
from alertflow.github import CACHE, Action, Uses

SHA = "0123456789abcdef0123456789abcdef01234567"
LOCK = f"""\
# The commits of the actions that this repository names by a tag. 'alertflow pin' writes it, 'alertflow build'
# reads it; commit it. An entry that nothing names any more may be deleted.

version: 1
actions:
  a/b@v1:
    version: v1.2.3
    sha: {SHA}
  a/b@v2:
    version: v2.0.0
    sha: {SHA}
"""


def written(folder: Path, text: str | bytes) -> Path:
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_a_lock_says_the_version_and_the_commit_of_each_tag(tmp_path: Path) -> None:
    lock = Lock({"a/b@v2": Pin("v2.0.0", SHA), "a/b@v1": Pin("v1.2.3", SHA)})
    assert lock.text().replace('"', "") == LOCK
    assert read(written(tmp_path, lock.text())) == Lock(
        {"a/b@v1": Pin("v1.2.3", SHA), "a/b@v2": Pin("v2.0.0", SHA)}
    )


def test_there_need_be_none(tmp_path: Path) -> None:
    assert read(tmp_path) == Lock()
    assert read(written(tmp_path, "version: 1\nactions:\n")) == Lock()
    assert read(written(tmp_path, Lock().text())) == Lock()


def test_an_action_is_found_whatever_its_path_and_the_case_of_its_name() -> None:
    lock = Lock({"A/b@v1": Pin("v1.2.3", SHA)})
    assert lock.find(Uses("a/B/sub", "v1")) == Action("a/B/sub", sha=SHA, version="v1.2.3")
    assert lock.find(Uses("a/b", "V1")) is None
    assert key(Uses("a/b/c/d", "v1")) == "a/b@v1"


def test_what_the_lock_does_not_know_the_catalogue_may() -> None:
    assert Lock().find(Uses("actions/cache", "v6")) == CACHE.replace(outputs=())
    locked = Lock({"actions/cache@v6": Pin("v6.0.0", SHA)})
    found = locked.find(Uses("actions/cache", "v6"))
    assert found is not None
    assert found.version == "v6.0.0"
    assert Lock().find(Uses("no/thing", "v6")) is None


PINS = st.dictionaries(
    st.builds(
        "{}/{}@{}".format,
        *[st.text("abcXYZ019_-", min_size=1, max_size=8)] * 2,
        st.sampled_from(["v1", "main", "007", "1e3", "yes", "release/v2", "1.10"]),
    ),
    st.builds(
        Pin,
        st.sampled_from(["v1.2.3", "1.10", "main", "null", "1e5"]),
        st.text("0123456789abcdef", min_size=40, max_size=40),
    ),
)


@given(PINS)
def test_what_is_written_is_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, pins: dict[str, Pin]
) -> None:
    folder = tmp_path_factory.mktemp("lock")
    assert dict(read(written(folder, Lock(pins).text())).pins) == pins


def test_more_pins_take_the_place_of_those_of_the_same_name() -> None:
    lock = Lock({"a/b@v1": Pin("v1.0.0", SHA), "c/d@v1": Pin("v1.0.0", SHA)}).having(
        {"a/b@v1": Pin("v1.1.0", SHA)}
    )
    assert lock.pins == {"a/b@v1": Pin("v1.1.0", SHA), "c/d@v1": Pin("v1.0.0", SHA)}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "it has no version"),
        ("[]\n", 1, "it has no version"),
        ("actions: {}\n", 1, "it has no version"),
        ("version: 2\n", 1, "it has version 2, and this alertflow knows 1"),
        ("version: 1\nacions: {}\n", 2, "unknown key 'acions'. Did you mean 'actions'?"),
        ("version: 1\nactions: []\n", 2, "actions maps owner/repository@tag to version and sha"),
        ("version: 1\nactions:\n  a: {}\n", 3, "'a' should be owner/repository@tag"),
        ("version: 1\nactions:\n  a/b/c@v1: {}\n", 3, "'a/b/c@v1' should be owner/repository@tag"),
        ("version: 1\nactions:\n  1: {}\n", 3, "'1' should be owner/repository@tag"),
        (
            "version: 1\nactions:\n  a/b@v1: v1\n",
            3,
            "a/b@v1 should have a version and a sha, and nothing else",
        ),
        (
            f"version: 1\nactions:\n\n  a/b@v1: {{version: v1, sha: '{SHA}', x: 1}}\n",
            4,
            "a/b@v1 should have a version and a sha, and nothing else",
        ),
        (
            "version: 1\nactions:\n  a/b@v1:\n    version: v1\n    sha: v1\n",
            3,
            "the sha of a/b@v1 should be a commit: 40 digits 0-9 and a-f",
        ),
        (
            f"version: 1\nactions:\n  a/b@v1:\n    version: 1\n    sha: '{SHA}'\n",
            3,
            "the version of a/b@v1 should be a tag, as text",
        ),
    ],
)
def test_a_bad_lock_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(AlertflowError) as bad:
        read(written(tmp_path, text))
    assert bad.value.location is not None
    assert (bad.value.location.path, bad.value.location.line) == (str(tmp_path / FILE), line)
    assert bad.value.message.startswith(f"this is not alertflow's lock: {said}")
    assert bad.value.message.endswith("Restore it from git, or delete it and run 'alertflow pin'.")


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(AlertflowError, match="it is not UTF-8"):
        read(written(tmp_path, b"\xff"))
    with pytest.raises(AlertflowError, match="this is not YAML"):
        read(written(tmp_path, "version: ["))
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(AlertflowError, match="cannot be read: Is a directory"):
        read(tmp_path)
