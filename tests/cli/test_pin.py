"""`alertflow pin`: a project's lock and workflow files, against a stand-in of GitHub."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from alertflow.compiler.lock import FILE, Lock, Pin, read
from tests.cli.githubs import GitHub, Odd, Repository, github, sha
from tests.cli.running import alertflow_here, project_in, tree

PROJECT = """\
from alertflow import Alert, Pipeline, Project, Remediation, Severity, Team, github
from alertflow.dispatch import Direct
from alertflow.pipeline import AlertContext, Custom
from alertflow.receivers import Slack

own = github.Job(
    "own",
    runs_on="ubuntu-24.04",
    steps=[
        STEPS
    ],
)
context = AlertContext()
project = Project(
    name="shop",
    repository="example/shop",
    team=Team("shop", receivers=[Slack(channel="#shop")]),
    alerts=[
        Alert(
            name="Down",
            expr="up == 0",
            severity=Severity.CRITICAL,
            summary="It is down",
            runbook="https://example.org/down",
            remediation=Remediation(reason="People decide."),
        )
    ],
    dispatch=Direct(token_file="/etc/alertmanager/token"),
    pipelines=[Pipeline(file="own.yml", stages=[context, Custom(own, after=[context])])],
)
"""
CACHE = "55cc8345863c7cc4c66a329aec7e433d2d1c52a9"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    with github() as known:
        known.repositories["a/b"] = Repository(
            tags={"v1": sha("1"), "v1.0.0": sha("1"), "v2.0.0": sha("2")},
            branches={"main": sha("b")},
            latest="v2.0.0",
        )
        known.repositories["actions/cache"] = Repository(
            tags={"v6": sha("6"), "v6.1.0": CACHE, "v6.2.0": sha("6")}, latest="v6.2.0"
        )
        monkeypatch.setenv("GITHUB_API_URL", known.url)
        monkeypatch.delenv("GITHUB_TOKEN", raising=False)
        yield known


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")


def repository(folder: Path, *uses: str) -> Path:
    """A repository whose project names these actions."""
    steps = "\n        ".join(f'github.UsesStep(uses="{one}"),' for one in uses)
    return project_in(folder, PROJECT.replace("STEPS", steps))


def locked(folder: Path) -> dict[str, Pin]:
    return dict(read(folder).pins)


def pin(folder: Path, *arguments: str) -> Result:
    return alertflow_here(folder, "pin", *arguments)


# A project and its lock.


def test_what_a_project_names_is_locked_and_built_at_its_commit(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1", "a/b/sub@v1", "actions/cache@v6", "./local")
    run = pin(tmp_path)
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.output == (
        f"a/b@v1            v1.0.0  {sha('1')}  new\n"
        f"actions/cache@v6  v6.1.0  {CACHE}  catalogue\n"
        f"2 actions: {FILE} written.\n"
    )
    assert locked(tmp_path) == {"a/b@v1": Pin("v1.0.0", sha("1")), "actions/cache@v6": Pin("v6.1.0", CACHE)}
    assert all("/actions/cache" not in path for path in hub.asked)
    assert alertflow_here(tmp_path, "build").exit_code == 0
    built = (tmp_path / ".github/workflows/own.yml").read_text("utf-8")
    for line in (
        f"a/b@{sha('1')} # v1.0.0",
        f"a/b/sub@{sha('1')} # v1.0.0",
        f"actions/cache@{CACHE} # v6.1.0",
    ):
        assert f"- uses: {line}\n" in built


def test_what_is_locked_needs_no_network(offline: None, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1", "actions/cache@v6")
    (tmp_path / FILE).write_text(Lock({"a/b@v1": Pin("v1.0.0", sha("1"))}).text())
    run = pin(tmp_path)
    assert run.exit_code == 0
    assert f"2 actions: {FILE} written.\n" in run.output
    before = tree(tmp_path)
    run = pin(tmp_path)
    assert (run.exit_code, run.output.splitlines()[-1]) == (0, f"2 actions: {FILE} unchanged.")
    assert tree(tmp_path) == before


def test_without_network_what_is_known_is_locked_and_the_rest_is_told(offline: None, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1", "actions/cache@v6", "c/d@v1")
    run = pin(tmp_path)
    assert run.exit_code == 2
    assert (
        "Connection refused. What alertflow.lock and the catalogue know is used; a/b@v1, and what else"
        in run.stderr
    )
    assert run.stderr.count("error:") == 1
    assert locked(tmp_path) == {"actions/cache@v6": Pin("v6.1.0", CACHE)}


def test_a_project_that_names_none_needs_no_lock(offline: None, tmp_path: Path) -> None:
    repository(tmp_path, f"a/b@{sha('1')}")
    run = pin(tmp_path)
    assert (run.exit_code, run.output) == (
        0,
        "the project names no action by a tag: there is nothing to pin.\n",
    )
    assert not (tmp_path / FILE).exists()


def test_what_github_does_not_know_is_told_at_its_line_and_the_rest_is_locked(
    hub: GitHub, tmp_path: Path
) -> None:
    repository(tmp_path, "a/b@v1", "a/b@v9", "no/thing@v1")
    run = pin(tmp_path)
    assert run.exit_code == 1
    assert run.stderr == (
        "error: alertflow.py:11: a/b has neither a tag nor a branch 'v9'. Known: v1, v1.0.0, v2.0.0.\n"
        "error: alertflow.py:12: GitHub knows no repository no/thing."
        " A private one is seen only with GITHUB_TOKEN.\n"
    )
    assert list(locked(tmp_path)) == ["a/b@v1"]


def test_entries_of_others_stay(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1")
    (tmp_path / FILE).write_text(Lock({"x/y@v1": Pin("v1.0.0", sha("9"))}).text())
    pin(tmp_path)
    assert list(locked(tmp_path)) == ["a/b@v1", "x/y@v1"]


def test_a_bad_lock_is_told_with_its_line_by_pin_and_by_build(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1")
    (tmp_path / FILE).write_text("version: 1\nactions:\n  a/b@v1: {version: v1, sha: v1}\n")
    for command in ("pin", "build"):
        run = alertflow_here(tmp_path, command)
        assert run.exit_code == 2
        assert (
            "alertflow.lock:3: this is not alertflow's lock: the sha of a/b@v1 should be a commit"
            in run.output
        )


def test_upgrade_takes_what_the_tag_stands_for_now_and_tells_of_newer_ones(
    hub: GitHub, tmp_path: Path
) -> None:
    repository(tmp_path, "a/b@v1", "actions/cache@v6")
    pin(tmp_path)
    hub.repositories["a/b"].tags |= {"v1": sha("3"), "v1.1.0": sha("3")}
    run = pin(tmp_path, "--upgrade")
    assert run.exit_code == 0
    assert run.output == (
        f"a/b@v1            v1.1.0  {sha('3')}  renewed, v2.0.0 is out\n"
        f"actions/cache@v6  v6.2.0  {sha('6')}  renewed\n"
        f"2 actions: {FILE} written.\n"
    )
    run = pin(tmp_path, "--upgrade")
    assert "unchanged" in run.output
    assert run.output.endswith(f"{FILE} unchanged.\n")


def test_upgrade_does_not_follow_a_release_that_was_moved(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1.0.0")
    pin(tmp_path)
    hub.repositories["a/b"].tags["v1.0.0"] = sha("e")
    run = pin(tmp_path, "--upgrade")
    assert run.exit_code == 1
    assert run.stderr == (
        "error: alertflow.py:10: the tag a/b@v1.0.0 was moved from 111111111111 to eeeeeeeeeeee, which"
        " a release never should be; alertflow.lock keeps the old one.\n"
    )
    assert locked(tmp_path) == {"a/b@v1.0.0": Pin("v1.0.0", sha("1"))}


def test_upgrade_without_network_keeps_what_is_locked(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1")
    pin(tmp_path)
    before = tree(tmp_path)
    hub.odd["*"] = Odd(401, times=-1)
    run = pin(tmp_path, "--upgrade")
    assert run.exit_code == 2
    assert "GitHub does not accept the token in GITHUB_TOKEN." in run.stderr
    assert tree(tmp_path) == before


def test_check_is_content_when_all_is_pinned_and_nothing_was_moved(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1", "a/b@main", "actions/cache@v6")
    pin(tmp_path)
    before = tree(tmp_path)
    hub.repositories["a/b"].tags["v1"] = sha("3")  # moves on with each release
    hub.repositories["a/b"].branches["main"] = sha("4")
    run = pin(tmp_path, "--check")
    assert (run.exit_code, run.output) == (0, "3 actions: all pinned, none moved.\n")
    assert tree(tmp_path) == before


def test_check_finds_what_is_not_pinned_and_what_was_moved(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1", "c/d@v1")
    (tmp_path / FILE).write_text(Lock({"a/b@v1": Pin("v1.0.0", sha("e"))}).text())
    before = tree(tmp_path)
    run = pin(tmp_path, "--check")
    assert run.exit_code == 1
    assert run.stderr == (
        "error: alertflow.py:10: the tag a/b@v1.0.0 was moved from eeeeeeeeeeee to 111111111111, which"
        " a release never should be; look at what changed before you trust it.\n"
        "error: alertflow.py:11: c/d@v1 is not pinned: run 'alertflow pin'.\n"
        "2 things to mend.\n"
    )
    assert tree(tmp_path) == before


def test_check_without_network_is_no_verdict(offline: None, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1")
    (tmp_path / FILE).write_text(Lock({"a/b@v1": Pin("v1.0.0", sha("1"))}).text())
    run = pin(tmp_path, "--check")
    assert run.exit_code == 2
    assert "none moved" not in run.output


# Workflow files.

FLOW = """\
# Ours, with its own comments.
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: a/b@v1   # the first
      - uses: actions/cache@v6
      - uses: ./local
"""


def flow(folder: Path, text: str = FLOW, name: str = "ci.yml") -> Path:
    (folder / ".git").mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder / name


def test_a_workflow_file_is_pinned_in_its_place_and_the_change_is_shown(hub: GitHub, tmp_path: Path) -> None:
    file = flow(tmp_path)
    run = pin(tmp_path, "ci.yml")
    assert (run.exit_code, run.stderr) == (0, "")
    assert (
        run.output
        == f"""\
--- a/ci.yml
+++ b/ci.yml
@@ -4,6 +4,6 @@
   a:
     runs-on: ubuntu-24.04
     steps:
-      - uses: a/b@v1   # the first
-      - uses: actions/cache@v6
+      - uses: a/b@{sha("1")} # v1.0.0   # the first
+      - uses: actions/cache@{CACHE} # v6.1.0
       - uses: ./local
2 actions in 1 file: 1 changed.
"""
    )
    assert file.read_text("utf-8") == FLOW.replace("b@v1 ", f"b@{sha('1')} # v1.0.0 ").replace(
        "@v6", f"@{CACHE} # v6.1.0"
    )
    assert not (tmp_path / FILE).exists()
    asked = len(hub.asked)
    run = pin(tmp_path, "ci.yml")
    assert (run.exit_code, run.output) == (0, "2 actions in 1 file: 0 changed.\n")
    assert len(hub.asked) == asked


def test_line_breaks_and_the_lack_of_a_last_one_stay(hub: GitHub, tmp_path: Path) -> None:
    file = flow(tmp_path, FLOW.replace("\n", "\r\n").removesuffix("\r\n"))
    assert pin(tmp_path, "ci.yml").exit_code == 0
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == FLOW.count("\n") - 1


def test_the_lock_of_the_repository_is_asked_first(offline: None, tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / FILE).write_text(Lock({"a/b@v1": Pin("v1.9.9", sha("7"))}).text())
    file = flow(tmp_path, name=".github/workflows/ci.yml")
    assert pin(tmp_path, ".github/workflows/ci.yml").exit_code == 0
    assert f"a/b@{sha('7')} # v1.9.9" in file.read_text("utf-8")


def test_several_files_are_asked_about_once(hub: GitHub, tmp_path: Path) -> None:
    flow(tmp_path)
    flow(tmp_path, name="other.yaml")
    run = pin(tmp_path, "ci.yml", "other.yaml")
    assert run.output.endswith("4 actions in 2 files: 2 changed.\n")
    assert hub.asked.count("/repos/a/b/git/ref/tags/v1") == 1


def test_without_network_a_file_is_pinned_as_far_as_is_known(offline: None, tmp_path: Path) -> None:
    file = flow(tmp_path)
    run = pin(tmp_path, "ci.yml")
    assert run.exit_code == 2
    assert file.read_text("utf-8") == FLOW.replace("@v6", f"@{CACHE} # v6.1.0")


def test_check_shows_what_would_change_and_writes_nothing(hub: GitHub, tmp_path: Path) -> None:
    file = flow(tmp_path)
    run = pin(tmp_path, "--check", "ci.yml")
    assert run.exit_code == 1
    assert f"+      - uses: a/b@{sha('1')} # v1.0.0   # the first\n" in run.output
    assert run.stderr == "1 thing to mend.\n"
    assert file.read_text("utf-8") == FLOW


def test_check_compares_a_commit_with_the_version_that_stands_beside_it(hub: GitHub, tmp_path: Path) -> None:
    text = FLOW.replace("a/b@v1   # the first", f"a/b@{sha('1')} # v1.0.0").replace(
        "cache@v6", f"cache@{CACHE}"
    )
    flow(tmp_path, text)
    run = pin(tmp_path, "--check", "ci.yml")
    assert (run.exit_code, run.output) == (0, "2 actions in 1 file: 0 would be changed.\n")
    hub.repositories["a/b"].tags["v1.0.0"] = sha("e")
    run = pin(tmp_path, "--check", "ci.yml")
    assert run.exit_code == 1
    assert "error: ci.yml:7:15: the tag a/b@v1.0.0 was moved from 111111111111 to eeeeeeeeeeee" in run.stderr


def test_upgrade_takes_the_newest_release_whatever_was_there(hub: GitHub, tmp_path: Path) -> None:
    text = FLOW.replace("a/b@v1   # the first", f"a/b@{sha('1')} # v1.0.0 keep")
    file = flow(tmp_path, text)
    assert pin(tmp_path, "--upgrade", "ci.yml").exit_code == 0
    assert file.read_text("utf-8") == text.replace(f"{sha('1')} # v1.0.0", f"{sha('2')} # v2.0.0").replace(
        "@v6", f"@{sha('6')} # v6.2.0"
    )
    assert pin(tmp_path, "--upgrade", "ci.yml").output == "2 actions in 1 file: 0 changed.\n"


def test_upgrade_goes_back_to_no_older_one(hub: GitHub, tmp_path: Path) -> None:
    hub.repositories["a/b"].latest = "v1.0.0"
    text = FLOW.replace("a/b@v1   # the first", f"a/b@{sha('2')} # v2.0.0").replace(
        "      - uses: actions/cache@v6\n", ""
    )
    file = flow(tmp_path, text)
    assert pin(tmp_path, "--upgrade", "ci.yml").output == "1 action in 1 file: 0 changed.\n"
    assert file.read_text("utf-8") == text


def test_upgrade_of_what_has_no_version_takes_the_newest_or_leaves_it(hub: GitHub, tmp_path: Path) -> None:
    hub.repositories["c/d"] = Repository(branches={"main": sha("d")})
    text = (
        FLOW.replace("a/b@v1 ", "c/d@main ").replace("cache@v6", "cache@v6.1.0")
        + f"      - uses: a/b@{sha('9')}\n"
    )
    file = flow(tmp_path, text)
    assert pin(tmp_path, "--upgrade", "ci.yml").exit_code == 0
    after = file.read_text("utf-8")
    assert f"c/d@{sha('d')} # main   # the first" in after
    assert f"a/b@{sha('2')} # v2.0.0" in after


def test_what_cannot_be_pinned_in_its_place_is_told_and_the_rest_is_pinned(
    hub: GitHub, tmp_path: Path
) -> None:
    file = flow(tmp_path, FLOW + "      - uses: >-\n          a/b@v1\n      - uses: a/b@v9\n")
    run = pin(tmp_path, "ci.yml")
    assert run.exit_code == 1
    assert run.stderr == (
        "error: ci.yml:10:15: a/b@v1 cannot be pinned here: it is not written on one line, in one piece.\n"
        "error: ci.yml:12:15: a/b has neither a tag nor a branch 'v9'. Known: v1, v1.0.0, v2.0.0.\n"
    )
    assert f"a/b@{sha('1')} # v1.0.0   # the first" in file.read_text("utf-8")


def test_a_generated_file_is_pinned_by_its_project(hub: GitHub, tmp_path: Path) -> None:
    repository(tmp_path, "a/b@v1")
    assert alertflow_here(tmp_path, "build").exit_code == 0
    before = tree(tmp_path)
    run = pin(tmp_path, ".github/workflows/own.yml")
    assert run.exit_code == 2
    assert (
        ".github/workflows/own.yml is generated from alertflow.py: run 'alertflow pin alertflow.py', then"
        " 'alertflow build'." in run.stderr
    )
    assert tree(tmp_path) == before


def test_a_file_that_somebody_changes_meanwhile_is_left_alone(
    hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = flow(tmp_path)
    answer = hub.answer

    def answering(target: str) -> tuple[int, dict[str, str], object]:
        file.write_text(FLOW + "# mine\n")
        return answer(target)

    monkeypatch.setattr(hub, "answer", answering)
    run = pin(tmp_path, "ci.yml")
    assert run.exit_code == 2
    assert "ci.yml was changed meanwhile, and is left as it is. Run it again." in run.stderr
    assert file.read_text("utf-8") == FLOW + "# mine\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--check", "--upgrade"], "--check writes nothing, and --upgrade does."),
        (["ci.yml", "."], "name workflow files, or one project, not both."),
        ([".", "."], "name one project."),
        (["cii.yml"], "there is no file cii.yml. Did you mean 'ci.yml'?"),
        ([], "To pin workflow files, name them: alertflow pin FILE.yml."),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    flow(tmp_path)
    run = pin(tmp_path, *arguments)
    assert run.exit_code == 2
    assert said in run.output


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    run = pin(tmp_path, "x.yml")
    assert (run.exit_code, run.stderr) == (2, "error: x.yml cannot be read: Is a directory.\n")
    run = pin(tmp_path, "nowhere/x.yml")
    assert (run.exit_code, run.stderr) == (2, "error: there is no file nowhere/x.yml.\n")
