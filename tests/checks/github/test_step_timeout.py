"""Steps that are stopped before their command gives up."""

from pathlib import Path

import pytest

from alertflow.checks import Subject, checks
from alertflow.compiler.lower import lower
from alertflow.github import RunStep, from_json, github, vars_
from alertflow.model import Command
from alertflow.playbooks import kubernetes
from tests.checks.making import alert, found, project, remedied, workflow

ID = "github/step-timeout"


def test_a_step_shorter_than_its_command_is_found() -> None:
    step = RunStep(id="wait", timeout_minutes=2, run="kubectl rollout status deployment/app --timeout=5m")
    assert found(ID, workflow(step)) == [
        "warning: step 'wait' (.github/workflows/answer.yml) is stopped after 2 min, "
        "but its '--timeout=5m' may take 5 min."
        " | GitHub kills it in the middle, before the command can say what it waited for."
        " | Give the step more time than its command: 7 min."
    ]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("kubectl wait --timeout 300s pod/x", "--timeout=300s"),
        ('kubectl wait --timeout="300s" pod/x', "--timeout=300s"),
        ("timeout 300 make", "timeout 300"),
        ("timeout -k 10 --signal=KILL 5m make", "timeout 5m"),
        ("if timeout 300 make; then true; fi", "timeout 300"),
        ("curl --max-time 150.5 https://x", "--max-time=150.5"),
        ("true; sleep 121", "sleep 121"),
        ("while true; do sleep 1h; done", "sleep 1h"),
        ("sleep 121 && true", "sleep 121"),
        ('kubectl wait --timeout="$TIMEOUT" pod/x', "--timeout=$TIMEOUT"),
        ("sleep ${TIMEOUT}", "sleep ${TIMEOUT}"),
        ("sleep 5; sleep 500; sleep 50", "sleep 500"),
    ],
)
def test_every_way_to_wait_is_known(run: str, words: str) -> None:
    (said,) = found(ID, workflow(RunStep(run=run, env={"TIMEOUT": "5m"}), timeout_minutes=2))
    assert f"but its '{words}' may take" in said


@pytest.mark.parametrize(
    "run",
    [
        "kubectl wait --timeout=120s pod/x",
        "kubectl wait --timeout=0 pod/x",
        'kubectl wait --timeout="$GIVEN" pod/x',
        'kubectl wait --timeout="$UNKNOWN" pod/x',
        "# timeout 300 make",
        "echo 'use --timeout=5m'",
        "sleep 300 & wait_for_something",
        'sleep "$((RANDOM % 500))"',
        "make asleep 300",
        "timeouts 300",
        "kubectl wait --timeout=5x pod/x",
        "kubectl --request-timeout=300 get pods",
    ],
)
def test_what_is_shorter_unknown_or_only_said_is_left_in_peace(run: str) -> None:
    given = {"GIVEN": github.event.client_payload.timeout}
    assert found(ID, workflow(RunStep(run=run, env=given, timeout_minutes=2))) == []


def test_without_a_limit_in_numbers_nothing_is_known() -> None:
    assert found(ID, workflow(RunStep(run="sleep 99999"))) == []
    assert found(ID, workflow(RunStep(run="sleep 99999", timeout_minutes=from_json(vars_.LIMIT)))) == []


def test_the_playbooks_leave_room_for_their_own_timeouts() -> None:
    app = kubernetes.Deployment("shop")
    fix = remedied(act=[app.restart()], verify=[app.rollout_status(timeout="5m")])
    assert found(ID, project(alert(remediation=fix))) == []


def test_a_command_of_a_project_is_found() -> None:
    slow = Command("slow", title="Slow", script="sleep 300", timeout="1m")
    (said,) = found(ID, project(alert(remediation=remedied(diagnose=[slow]))))
    assert said.startswith(
        "warning: step 'slow' (.github/workflows/alert-triggered-remediation.yml) is stopped"
    )


def test_it_is_shown_at_the_line_of_the_timeout() -> None:
    slow = Command(
        "slow",
        title="Slow",
        script="sleep 300",
        timeout="1m",
    )
    whole = project(alert(remediation=remedied(diagnose=[slow])))
    step = RunStep(
        run="sleep 300",
        timeout_minutes=1,
    )
    written = [
        one.location
        for subject in (Subject(dict(lower(whole)), whole), Subject(workflow(step)))
        for one in checks()[ID].look(subject)
    ]
    lines = Path(__file__).read_text("utf-8").splitlines()
    assert [lines[one.line - 1].strip() for one in written if one] == ['timeout="1m",', "timeout_minutes=1,"]
