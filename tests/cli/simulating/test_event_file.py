import json
from pathlib import Path
from typing import Any

import pytest

from alertflow.cli.simulating.event_file import EventFile, read_event
from alertflow.declared import AlertflowError


def event(folder: Path, content: Any) -> EventFile:
    file = folder / "event.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_event(file)


def test_a_payload_alone_is_what_act_takes(tmp_path: Path) -> None:
    found = event(tmp_path, {"ref": "refs/heads/main", "commits": []})
    assert (found.name, found.payload, found.parts) == ("", {"ref": "refs/heads/main", "commits": []}, {})


def test_the_github_context_of_a_real_run_is_taken_as_it_is(tmp_path: Path) -> None:
    context = {
        "token": "***",
        "job": "build",
        "ref": "refs/heads/main",
        "sha": "abc",
        "repository": "example/shop",
        "actor": "alice",
        "run_id": "7",
        "event_name": "push",
        "event": {"commits": []},
        "base_ref": "",
    }
    found = event(tmp_path, context | {"vars": {"LEVEL": 3}, "outputs": {"build/x": {"changed": "true"}}})
    assert (found.name, found.payload) == ("push", {"commits": []})
    assert found.parts == {
        "ref": "refs/heads/main",
        "sha": "abc",
        "actor": "alice",
        "repository": "example/shop",
    }
    assert (found.variables, found.outputs) == ({"LEVEL": "3"}, {"build/x": {"changed": "true"}})


def test_an_alert_event_is_the_payload_of_a_dispatch(tmp_path: Path) -> None:
    said = {"alert_type": "Down", "severity": "critical"}
    assert event(tmp_path, said).payload == {"client_payload": said}


@pytest.mark.parametrize(
    ("payload", "listened", "name"),
    [
        ({"client_payload": {}}, ["push", "repository_dispatch"], "repository_dispatch"),
        ({"inputs": {}}, ["push"], "workflow_dispatch"),
        ({"pull_request": {}}, ["pull_request_target", "push"], "pull_request_target"),
        ({"pull_request": {}}, ["push"], "pull_request"),
        ({"issue": {}, "comment": {}}, ["issues", "issue_comment"], "issue_comment"),
        ({"commits": []}, ["push", "release"], "push"),
        ({"strange": 1}, ["release"], "release"),
        ({"event_name": "gollum"}, ["release"], "gollum"),
    ],
)
def test_the_event_s_name_is_said_or_follows(
    tmp_path: Path, payload: dict[str, Any], listened: list[str], name: str
) -> None:
    assert event(tmp_path, payload).named(listened) == name


def test_an_event_that_could_be_several_is_to_say_its_name(tmp_path: Path) -> None:
    with pytest.raises(AlertflowError, match=r'write it as \{"event_name": "release", "event": \{…\}\}\.'):
        event(tmp_path, {"strange": 1}).named(["release", "push"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{\n"a": }', r"event\.json:2: this is not JSON: Expecting value\."),
        ("[1]", r"event\.json holds no event: it should be a JSON object\."),
        ('{"a": "\\ud800"}', r"event\.json holds half a character"),
        ("[" * 100_000, r"event\.json is nested too deep\."),
        ('{"event_name": "push", "evnt": {}}', r"event\.json: unknown key 'evnt'\. Did you mean 'event'\?"),
        ('{"event_name": "push", "event": []}', r"event\.json: 'event' should be an object, not \[\]\."),
        ('{"inputs": "auto"}', "'inputs' should be an object, not \"auto\""),
        ('{"event_name": "push", "outputs": {"a": "b"}}', "'a' should be an object, not \"b\""),
    ],
)
def test_what_is_no_event_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(AlertflowError) as refused:
        event(tmp_path, content)
    assert refused.match(said)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "push.json").write_text("{}")
    with pytest.raises(AlertflowError, match=r"there is no file .*pus\.json\. Did you mean 'push\.json'\?"):
        read_event(tmp_path / "pus.json")
