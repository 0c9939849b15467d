"""Which event starts which workflow, and the reason where it does not."""

from typing import Any

import pytest

from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import EVENTS, SYNTAX, job, workflow

PUSH = f"{SYNTAX}#onpushbranchestagsbranches-ignoretags-ignore"
PATHS = f"{SYNTAX}#onpushpull_requestpull_request_targetpathspaths-ignore"
MAIN, TAG = {"ref": "refs/heads/main"}, {"ref": "refs/tags/v1.2"}


def pull(action: str | None = "opened", base: str = "main") -> dict[str, Any]:
    payload: dict[str, Any] = {"pull_request": {"number": 7, "base": {"ref": base}, "head": {"ref": "fix"}}}
    return payload if action is None else payload | {"action": action}


def commits(*paths: str) -> dict[str, Any]:
    added, *modified = paths
    return {
        **MAIN,
        "commits": [{"added": [added], "modified": []}, {"modified": modified, "removed": ["gone"]}],
    }


STARTS = [
    (f"{SYNTAX}#on", "push", Event("push"), "it runs on push of main"),
    (f"{SYNTAX}#on", ["push", "fork"], Event("fork"), "it runs on fork"),
    (f"{SYNTAX}#on", {"push": None, "fork": None}, Event("push", TAG), "it runs on push of tags/v1.2"),
    (
        PUSH,
        {"push": {"branches": ["main", "rel/**"]}},
        Event("push", {"ref": "refs/heads/rel/1"}),
        "of rel/1",
    ),
    (PUSH, {"push": {"branches": "main"}}, Event("push", MAIN), "push of main"),
    (PUSH, {"push": {"branches-ignore": ["wip/**"]}}, Event("push", MAIN), "push of main"),
    (PUSH, {"push": {"branches": ["main"], "tags": ["v*"]}}, Event("push", TAG), "push of tags/v1.2"),
    (PUSH, {"push": {"branches": ["dev"], "tags": ["v*"]}}, Event("push", TAG), "push of tags/v1.2"),
    (PUSH, {"push": {"tags-ignore": ["v2*"]}}, Event("push", TAG), "push of tags/v1.2"),
    (
        PUSH,
        {"push": {"branches": ["rel/**", "!rel/**-a"]}},
        Event("push", {"ref": "refs/heads/rel/1"}),
        "rel/1",
    ),
    (PATHS, {"push": {"paths": ["docs/**"]}}, Event("push", commits("docs/a.md", "b.py")), "push"),
    (PATHS, {"push": {"paths-ignore": ["docs/**"]}}, Event("push", commits("docs/a.md", "b.py")), "push"),
    (
        PATHS,
        {"push": {"paths": ["x"]}},
        Event("push", TAG),
        "push of tags/v1.2",
    ),
    (PATHS, {"push": {"branches": ["main"], "paths": ["a"]}}, Event("push", MAIN, paths=("a",)), "push"),
    (f"{EVENTS}#pull_request", "pull_request", Event("pull_request", pull("synchronize")), "(synchronize)"),
    (
        f"{EVENTS}#pull_request",
        {"pull_request": {"types": ["closed"]}},
        Event("pull_request", pull("closed")),
        "",
    ),
    (
        f"{EVENTS}#pull_request",
        {"pull_request": {"branches": ["rel"]}},
        Event("pull_request", pull(base="rel")),
        "",
    ),
    (
        f"{EVENTS}#pull_request_target",
        "pull_request_target",
        Event("pull_request_target", pull()),
        "(opened)",
    ),
    (f"{EVENTS}#issues", "issues", Event("issues", {"action": "pinned"}), "it runs on issues (pinned)"),
    (f"{EVENTS}#issues", {"issues": {"types": "opened"}}, Event("issues", {"action": "opened"}), "(opened)"),
    (
        f"{EVENTS}#repository_dispatch",
        "repository_dispatch",
        Event("repository_dispatch", {"action": "x"}),
        "(x)",
    ),
    (
        f"{EVENTS}#repository_dispatch",
        {"repository_dispatch": {"types": ["alert", "x"]}},
        Event("repository_dispatch", {"action": "x"}),
        "it runs on repository_dispatch (x)",
    ),
    (
        f"{EVENTS}#schedule",
        {"schedule": [{"cron": "5 4 * * *"}]},
        Event("schedule", {"schedule": "5 4 * * *"}),
        "",
    ),
    (f"{EVENTS}#schedule", {"schedule": [{"cron": "5 4 * * *"}]}, Event("schedule"), "it runs on schedule"),
    (
        f"{EVENTS}#workflow_run",
        {"workflow_run": {"workflows": ["Build"], "branches": ["main"]}},
        Event(
            "workflow_run", {"action": "completed", "workflow_run": {"name": "Build", "head_branch": "main"}}
        ),
        "it runs on workflow_run (completed)",
    ),
    (
        f"{EVENTS}#merge_group",
        {"merge_group": {"branches": ["main"]}},
        Event("merge_group", {"action": "checks_requested", "merge_group": {"base_ref": "refs/heads/main"}}),
        "(checks_requested)",
    ),
]
REFUSES = [
    (f"{SYNTAX}#on", ["push", "fork"], Event("issues"), "it runs on push or fork, not on issues"),
    (f"{SYNTAX}#on", "push", Event("pull_request", pull()), "it runs on push, not on pull_request"),
    (
        PUSH,
        {"push": {"branches": ["main"]}},
        Event("push", {"ref": "refs/heads/x"}),
        "x is not among its branches: main",
    ),
    (
        PUSH,
        {"push": {"branches-ignore": ["x", "w*"]}},
        Event("push", {"ref": "refs/heads/wip"}),
        "branches-ignore: x, w*",
    ),
    (
        PUSH,
        {"push": {"branches": ["main"]}},
        Event("push", TAG),
        "it runs for branches only, not for the tag v1.2",
    ),
    (
        PUSH,
        {"push": {"branches-ignore": ["x"]}},
        Event("push", TAG),
        "it runs for branches only, not for the tag v1.2",
    ),
    (PUSH, {"push": {"tags": ["v*"]}}, Event("push", MAIN), "it runs for tags only, not for the branch main"),
    (PUSH, {"push": {"tags": ["v2*"]}}, Event("push", TAG), "the tag v1.2 is not among its tags: v2*"),
    (
        PUSH,
        {"push": {"tags-ignore": ["v1*"]}},
        Event("push", TAG),
        "the tag v1.2 is among its tags-ignore: v1*",
    ),
    (
        PUSH,
        {"push": {"branches": ["rel/**", "!rel/**-a"]}},
        Event("push", {"ref": "refs/heads/rel/1-a"}),
        "rel/1-a is not",
    ),
    (
        PATHS,
        {"push": {"paths": ["docs/**"]}},
        Event("push", commits("a.py", "b.py")),
        "none of the changed files is among",
    ),
    (
        PATHS,
        {"push": {"paths": ["**", "!a"]}},
        Event("push", MAIN, paths=("a",)),
        "none of the changed files is among",
    ),
    (
        PATHS,
        {"push": {"paths-ignore": ["*"]}},
        Event("push", commits("a.py", "b.py")),
        "all changed files are among its paths-ignore: *",
    ),
    (
        PATHS,
        {"push": {"branches": ["dev"], "paths": ["a"]}},
        Event("push", MAIN, paths=("a",)),
        "not among its branches",
    ),
    (
        f"{EVENTS}#pull_request",
        "pull_request",
        Event("pull_request", pull("closed")),
        "opened, synchronize or reopened, not closed",
    ),
    (
        f"{EVENTS}#pull_request_target",
        "pull_request_target",
        Event("pull_request_target", pull("labeled")),
        "not labeled",
    ),
    (
        f"{EVENTS}#pull_request",
        {"pull_request": {"branches": ["x"]}},
        Event("pull_request", pull()),
        "main is not among its branches",
    ),
    (
        f"{EVENTS}#issues",
        {"issues": {"types": ["opened"]}},
        Event("issues", {"action": "closed"}),
        "of type opened, not closed",
    ),
    (
        f"{EVENTS}#repository_dispatch",
        {"repository_dispatch": {"types": ["alert"]}},
        Event("repository_dispatch", {"action": "x"}),
        "it runs on repository_dispatch of event type alert, not x",
    ),
    (
        f"{EVENTS}#schedule",
        {"schedule": [{"cron": "5 4 * * *"}, {"cron": "0 0 * * 1"}]},
        Event("schedule", {"schedule": "1 1 * * *"}),
        "none of its schedules is '1 1 * * *': 5 4 * * * or 0 0 * * 1",
    ),
    (
        f"{EVENTS}#workflow_run",
        {"workflow_run": {"workflows": ["Build"]}},
        Event("workflow_run", {"action": "completed", "workflow": {"name": "Deploy"}}),
        "it runs after the workflow Build, not after Deploy",
    ),
    (
        f"{EVENTS}#limiting-your-workflow-to-run-based-on-branches",
        {"workflow_run": {"workflows": ["Build"], "branches-ignore": ["canary"]}},
        Event(
            "workflow_run",
            {"action": "completed", "workflow_run": {"name": "Build", "head_branch": "canary"}},
        ),
        "the branch canary is among its branches-ignore: canary",
    ),
]


@pytest.mark.parametrize(("source", "on", "event", "reason"), STARTS)
def test_the_event_starts_the_workflow(source: str, on: Any, event: Event, reason: str) -> None:
    run = simulate(workflow({"a": job()}, on), event)
    assert (run.triggered, run.conclusion) == (True, "success"), source
    assert reason in run.reason


@pytest.mark.parametrize(("source", "on", "event", "reason"), REFUSES)
def test_the_event_does_not_start_the_workflow(source: str, on: Any, event: Event, reason: str) -> None:
    run = simulate(workflow({"a": job()}, on), event)
    assert (run.triggered, run.conclusion, run.jobs) == (False, "", ()), source
    assert reason in run.reason


@pytest.mark.parametrize(
    ("on", "event", "assumed"),
    [
        (
            "pull_request",
            Event("pull_request", pull(None)),
            "type is taken to be opened, synchronize or reopened",
        ),
        ({"push": {"paths": ["a"]}}, Event("push"), "A changed file is taken to pass paths"),
        ({"push": {"paths-ignore": ["a"]}}, Event("push"), "A changed file is taken to pass paths-ignore"),
        ({"workflow_run": {"branches": ["main"]}}, Event("workflow_run"), "is taken to pass branches"),
        ({"merge_group": {"branches": ["main"]}}, Event("merge_group"), "is taken to pass branches"),
        (
            {"pull_request": {"branches": ["main"]}},
            Event("pull_request", {"action": "opened"}),
            "pass branches",
        ),
    ],
)
def test_what_the_event_does_not_say_is_assumed(on: Any, event: Event, assumed: str) -> None:
    run = simulate(workflow({"a": job()}, on), event)
    assert run.triggered
    assert [one for one in run.assumed if assumed in one]


def test_only_workflow_dispatch_and_workflow_call_take_inputs() -> None:
    run = simulate(workflow({"a": job()}), Event("push"), inputs={"x": "1"})
    assert (run.triggered, run.reason) == (
        False,
        "push takes no inputs; workflow_dispatch and workflow_call do",
    )


@pytest.mark.parametrize(
    ("event", "ref", "name", "kind"),
    [
        (Event("push", TAG), "refs/tags/v1.2", "v1.2", "tag"),
        (Event("push", {"ref": "refs/heads/a/b"}), "refs/heads/a/b", "a/b", "branch"),
        (Event("pull_request", pull()), "refs/pull/7/merge", "7/merge", "branch"),
        (Event("pull_request_target", pull()), "refs/heads/main", "main", "branch"),
        (Event("schedule", default_branch="trunk"), "refs/heads/trunk", "trunk", "branch"),
        (Event("workflow_dispatch", ref="refs/heads/x"), "refs/heads/x", "x", "branch"),
        (Event("push", ref="plain"), "plain", "plain", "branch"),
        (Event("push", ref="refs/odd"), "refs/odd", "refs/odd", "branch"),
    ],
)
def test_the_reference_follows_from_the_event(event: Event, ref: str, name: str, kind: str) -> None:
    context = event.github("CI")
    assert [context[key] for key in ("ref", "ref_name", "ref_type")] == [ref, name, kind]


def test_a_pull_request_has_a_head_and_a_base() -> None:
    context = Event("pull_request", pull(), repository="octo/app").github("CI")
    assert [context[key] for key in ("head_ref", "base_ref", "repository_owner")] == ["fix", "main", "octo"]
    assert Event("push").github("CI")["head_ref"] == ""
