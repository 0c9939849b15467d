"""Files as they lie on a disk: their bytes, their names, and what is no file at all."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.documents import LARGEST, Kind, Reason, Unreadable, read_bytes, read_file
from tests.documents import corpus


def refused(path: Path) -> tuple[Reason, str]:
    reads, (one,) = read_file(path)
    assert not reads
    (error,) = one.errors
    return one.reason, str(error)


def written(folder: Path, raw: bytes, name: str = "f.yml") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    path = written(tmp_path, corpus.RULES.encode())
    (one,), unreadable = read_file(path)
    assert not unreadable
    assert (one.path, one.kind, one.text) == (str(path), Kind.RULES, corpus.RULES)


def test_unknown_keys_are_kept_where_that_is_wanted(tmp_path: Path) -> None:
    path = written(tmp_path, b"groups: []\nx: 1\n")
    assert read_file(path)[1][0].reason is Reason.REFUSED
    (one,), _ = read_file(path, lenient=True)
    assert one.unknown[0].key == "x"


def test_a_byte_order_mark_of_utf_8_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + corpus.RULES.replace("\n", "\r\n").encode()
    (one,), _ = read_file(written(tmp_path, raw))
    assert one.text == corpus.RULES.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("raw", "reason", "told"),
    [
        ("groups: []".encode("utf-16"), Reason.NO_TEXT, "1: this is UTF-16; save it as UTF-8."),
        ("\ufeffgroups: []".encode("utf-16-be"), Reason.NO_TEXT, "1: this is UTF-16; save it as UTF-8."),
        ("groups: []".encode("utf-32"), Reason.NO_TEXT, "1: this is UTF-32; save it as UTF-8."),
        ("groups: []".encode("utf-16-le"), Reason.NO_TEXT, "1: this seems to be UTF-16; save it as UTF-8."),
        (
            "groups:\n  - name: é".encode("latin-1"),
            Reason.NO_TEXT,
            "2:11: this is not UTF-8: byte 0xe9 does not belong; save it as UTF-8.",
        ),
        (
            b"groups: [\x00]",
            Reason.NOT_YAML,
            "1:10: this is not YAML: it holds the character U+0000, which can stand only as an escape in "
            "double quotes.",
        ),
        (
            b"groups:\n\t- name: a\n",
            Reason.NOT_YAML,
            "2:1: this is not YAML: a tab stands in the indentation, which takes blanks only.",
        ),
        (
            b"groups:\n  - name: a\n  \trules: []\n",
            Reason.NOT_YAML,
            "3:3: this is not YAML: a tab stands in the indentation, which takes blanks only.",
        ),
        (b"groups: []\ngroups: []\n", Reason.NOT_YAML, "2:1: the key 'groups' is given twice."),
        (
            b"groups: &a [*a]\n",
            Reason.NOT_YAML,
            "1:13: *a stands inside what it names: it would never end.",
        ),
        (b"groups: *a\n", Reason.NOT_YAML, "1:9: *a names nothing: there is no &a before it."),
        (b"[" * 10_000, Reason.TOO_LARGE, "1:101: this nests deeper than 100 levels."),
        (b"- " * 10_000, Reason.TOO_LARGE, "1:201: this nests deeper than 100 levels."),
        (
            b"a0: &a0 x\n"
            + b"".join(
                b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 12)
            ),
            Reason.TOO_LARGE,
            "6:38: its aliases stand for more than 100,000 values.",
        ),
        (b"", Reason.UNKNOWN_KIND, "1:1: this file is empty."),
        (b"\xef\xbb\xbf", Reason.UNKNOWN_KIND, "1:1: this file is empty."),
    ],
)
def test_hostile_bytes_get_one_message_with_their_place(
    tmp_path: Path, raw: bytes, reason: Reason, told: str
) -> None:
    path = written(tmp_path, raw)
    assert refused(path) == (reason, f"{path}:{told}")


def test_bytes_are_read_as_a_file_of_them_is() -> None:
    (one,), _ = read_bytes(b"\xef\xbb\xbfgroups: []\nx: 1\n", "<stdin>", lenient=True)
    assert (one.path, one.text, one.unknown[0].key) == ("<stdin>", "groups: []\nx: 1\n", "x")
    for raw, reason in ((b"\xff", Reason.NO_TEXT), (b"#" * (LARGEST + 1), Reason.TOO_LARGE)):
        _, (told,) = read_bytes(raw, "<stdin>")
        assert (told.path, told.reason, told.text) == ("<stdin>", reason, "")


def test_what_cannot_be_read_has_its_text_as_far_as_there_is_one(tmp_path: Path) -> None:
    _, (one,) = read_file(written(tmp_path, b"\xef\xbb\xbfa: [\r\n"))
    assert (one.reason, one.text) == (Reason.NOT_YAML, "a: [\r\n")
    assert read_file(tmp_path)[1][0].text == ""


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.yml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert refused(path) == (
        Reason.TOO_LARGE,
        f"{path}:1:1: this file has 20,000,001 bytes; 20,000,000 is the most that is read. "
        "Make several files of it.",
    )


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yml"
    os.mkfifo(pipe)
    door = tmp_path / "socket.yml"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(door))
    for path, what in (
        (tmp_path, "is a folder."),
        (pipe, "is a pipe; give what it says on standard input, and '-' as the file."),
        (door, "is a socket."),
        (Path("/dev/zero"), "is a device."),
        (Path("/dev/null"), "is a device."),
    ):
        assert refused(path) == (Reason.NO_FILE, f"{path}:1: {path} {what}")


def test_links_are_followed_to_where_they_lead(tmp_path: Path) -> None:
    written(tmp_path, corpus.RULES.encode(), "rules.yml")
    link, dangling, loop = (tmp_path / name for name in ("link.yml", "dangling.yml", "loop.yml"))
    link.symlink_to("rules.yml")
    dangling.symlink_to("gone.yml")
    loop.symlink_to("loop.yml")
    assert read_file(link)[0][0].kind is Kind.RULES
    assert refused(dangling)[1].endswith("dangling.yml is a link to gone.yml, and that is not there.")
    assert refused(loop)[1].endswith("loop.yml cannot be read: Too many levels of symbolic links.")


def test_a_file_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    written(tmp_path, b"", "alert_rules.yml")
    path = tmp_path / "alert_rule.yml"
    assert refused(path)[1].endswith("alert_rule.yml. Did you mean 'alert_rules.yml'?")
    assert refused(tmp_path / "no" / "f.yml")[1].endswith(f"there is no folder {tmp_path / 'no'}.")
    assert refused(tmp_path / ("x" * 300))[1].endswith("cannot be read: File name too long.")
    assert refused(Path("a\0b"))[1].endswith("cannot be read: embedded null byte.")


def test_a_file_of_somebody_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"groups: []")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # whoever runs the tests may be allowed everything
    assert refused(path) == (Reason.NO_FILE, f"{path}:1: {path} cannot be read: Permission denied.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a b.yml", "a b.yml"),
        (b'it\'s "so".yml', 'it\'s "so".yml'),
        ("é✓.yml".encode(), "é✓.yml"),
        (b"a\nb.yml", "a\\nb.yml"),
        (b"a\x1b[31m.yml", "a\\x1b[31m.yml"),
        (b"a\xff.yml", "a\\xff.yml"),
    ],
)
def test_any_name_is_read_and_shown_on_one_line(tmp_path: Path, name: bytes, shown: str) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"groups: [x]\n")
    reads, (one,) = read_file(path)
    assert (reads, one.path) == ([], f"{tmp_path}/{shown}")
    assert str(one.errors[0]).encode().decode().startswith(f"{tmp_path}/{shown}:1:10: ")
    path.write_bytes(b"groups: []\n")
    (read,), _ = read_file(path)
    assert (read.path, read.key) == (f"{tmp_path}/{shown}", f"{tmp_path}/{shown}")
    assert isinstance(one, Unreadable)


@given(
    raw=st.binary(max_size=60),
    cut=st.integers(0, len(corpus.RULES)),
    name=st.sampled_from(sorted(corpus.FILES)),
)
@settings(max_examples=150)
def test_any_bytes_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, cut: int, name: str
) -> None:
    whole = corpus.FILES[name][1].encode()
    path = tmp_path_factory.getbasetemp() / "any.yml"
    for spoiled in (raw, whole[:cut] + raw + whole[cut:]):
        path.write_bytes(spoiled)
        reads, unreadable = read_file(path)
        assert reads or unreadable
        assert all(error.location for one in unreadable for error in one.errors)
