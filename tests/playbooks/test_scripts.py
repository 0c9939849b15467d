"""What holds for every command of every playbook, with every option."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.duration import seconds
from alertflow.model.command import Approval, Command, Effect, Secret
from alertflow.playbooks import database, http, kubernetes, prometheus

app = kubernetes.Deployment("odd-name", namespace="odd-space", selector="odd=selector", hpa="odd-hpa")
bare = kubernetes.Deployment("odd-name")
db = database.MySQL("odd-db", port=4321)
server = prometheus.Server("http://odd.example", token=Secret("ODD"))

COMMANDS = [
    *(app.logs(), app.logs(tail=98765, previous=True, since="17m", matching="odd-pattern")),
    *(app.pods(), app.events(), app.top(), app.top(sort_by="memory"), app.hpa_status()),
    *(app.rollout_history(), app.rollout_history(within="98765s"), app.rollout_status(timeout="98765s")),
    *(app.error_patterns(), app.error_patterns({"odd-cause": "odd-pattern"}, tail=98765, since="17m")),
    *(app.service(), app.service("odd-service"), kubernetes.services("odd=selector")),
    *(app.restart(), app.restart(at_most_every="98765s"), app.rollback(), app.rollback(within="98765s")),
    *(app.scale(), app.scale(by=98765, maximum=98766), bare.scale(maximum=98765)),
    *(db.reachability(), db.connectivity(), db.replication()),
    http.Endpoint("https://odd.example/health").health(timeout="98765s", every="17s"),
    *(server.query("odd_metric", "Odd"), server.top_failing_endpoints("odd_metric", limit=98765)),
    server.burn_rate(
        errors="odd_metric[$window]", total="odd_metric[$window]", objective=0.98765, period="17d"
    ),
    *(server.memory_trend("odd_metric", over="98765s"), server.resolved("odd-alert")),
    *(server.until_quiet("odd_metric", what="odd-what"), prometheus.Server().query("odd_metric", "Odd")),
]
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def test_shellcheck_has_nothing_to_say_of_any_script(programs: Callable[[str], Path], tmp_path: Path) -> None:
    files: list[Path] = []
    for script in {command.script for command in COMMANDS}:
        files.append(tmp_path / f"{len(files)}.sh")
        files[-1].write_text(script)

    checked = subprocess.run(
        [programs("shellcheck"), "--shell=bash", *files], capture_output=True, text=True, check=False
    )

    assert checked.stdout == ""
    assert checked.returncode == 0


@each_command
def test_no_value_is_pasted_into_a_script(command: Command) -> None:
    assert not any(
        odd in command.script for odd in ("odd-", "odd_", "odd=", "odd.", "98765", "98766", "17m", "4321")
    )


@each_command
def test_every_command_says_what_it_is(command: Command) -> None:
    assert command.title
    assert command.system in {"kubernetes", "database", "http", "prometheus"}
    assert command.target
    assert bool(command.action) == (command.effect is not Effect.READS)
    assert command.source is not None
    assert command.source.path == __file__


@each_command
def test_a_step_lasts_longer_than_the_command_may_take(command: Command) -> None:
    span = command.env.get("TIMEOUT", "30").removesuffix("s")

    assert seconds(command.timeout) >= int(span) + 60


@pytest.mark.parametrize("change", [app.restart, app.rollback, app.scale])
def test_every_change_can_be_made_to_wait_for_an_approval(change: Callable[..., Command]) -> None:
    assert change().approval is None
    assert change(approval=Approval("production")).approval == Approval("production")
