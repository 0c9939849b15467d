"""The stand-ins notice what the real programs and services would not take, and text that runs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.loop.standins import curl, gh, known
from tests.loop.standins.recording import recorded
from tests.loop.world import World

RUNS = f"repos/{known.REPOSITORY}/actions/workflows/a.yml/runs"
MESSAGE = {"text": "Down", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Down"}}]}


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["pr", "list"], "only 'gh api' is known"),
        (["api", RUNS], "without --method"),
        (["api", "--method", "GET", "repos/someone/else/issues"], "not of this repository"),
        (["api", "--method", "DELETE", RUNS], "there is no DELETE"),
        (["api", "--method", "GET", RUNS, "-f", "branch=main"], "unknown fields ['branch']"),
        (["api", "--method", "GET", RUNS, "-F", "per_page=1000"], "per_page is from 1 to 100"),
        (["api", "--method", "GET", RUNS, "-f", "created=yesterday"], "not a range of dates"),
        (["api", "--method", "GET", RUNS, "--silent"], "unknown argument --silent"),
    ],
)
def test_gh_refuses(world: World, monkeypatch: pytest.MonkeyPatch, args: list[str], why: str) -> None:
    monkeypatch.setenv("GH_TOKEN", known.TOKEN)
    assert gh.main(args, world.state) == 1
    assert why in recorded(world.state)[0]["refused"]


def test_gh_wants_the_token_of_the_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "another")
    assert gh.main(["api", "--method", "GET", RUNS], world.state) == 1


def slack(folder: Path, body: Any, url: str = known.SLACK_URL) -> list[str]:
    (folder / "body").write_text(json.dumps(body), encoding="utf-8")
    (folder / "config").write_text(f'url = "{url}"\n', encoding="utf-8")
    return [
        *("--config", str(folder / "config"), "--fail", "--max-time", "20"),
        *("--header", "Content-Type: application/json", "--data", f"@{folder / 'body'}"),
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda body: body | {"text": ""}, "there is no text"),
        (lambda body: body | {"txt": "a"}, "Slack knows no ['txt']"),
        (lambda body: body | {"blocks": body["blocks"] * 51}, "more than 50"),
        (lambda body: body | {"blocks": [{"type": "poem"}]}, "no such block"),
        (lambda body: json.loads(json.dumps(body).replace('"Down"}}', '""}}')), "1 to 150 characters"),
        (lambda body: json.loads(json.dumps(body).replace('"Down"}}', f'"{"x" * 151}"}}}}')), "not 151"),
    ],
)
def test_slack_refuses(world: World, change: Callable[[Any], Any], why: str) -> None:
    assert curl.main(slack(world.folder, MESSAGE), world.state) == 0
    assert curl.main(slack(world.folder, change(MESSAGE)), world.state) == 2
    assert why in recorded(world.state)[1]["refused"]


def test_a_secret_among_the_arguments_is_refused(world: World) -> None:
    args = [*slack(world.folder, MESSAGE), "--url", known.SLACK_URL]
    assert curl.main(args, world.state) == 2
    assert "every process can read arguments" in recorded(world.state)[0]["refused"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ('echo "${{ github.event.client_payload.text }}"', "something ran that was only text"),
        ("echo ${{ github.token }}", "a secret is shown"),
        ("gh api --method GET repos/$GITHUB_REPOSITORY/issues", "may not"),
    ],
)
def test_a_workflow_that_does_what_none_may_fails_its_test(world: World, script: str, why: str) -> None:
    workflow = {
        "on": "repository_dispatch",
        "jobs": {
            "job": {
                "name": "Job",
                "runs-on": "ubuntu-latest",
                "permissions": {"issues": "none"},
                "env": {"GH_TOKEN": "${{ github.token }}"},
                "steps": [{"name": "Step", "shell": "bash", "run": script}],
            }
        },
    }
    with world.another(json.dumps(workflow)) as name, pytest.raises(AssertionError, match=why):
        world.dispatch({"text": '"; touch pwned; "'}, workflow=name)
