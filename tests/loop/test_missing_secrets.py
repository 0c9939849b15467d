"""What is not set up is skipped with a warning: the run neither fails nor pretends."""

from tests.loop.generated import V2
from tests.loop.standins import known
from tests.loop.world import World

DOWN = {"alert_type": "ApplicationDown", "severity": "critical"}


def test_without_a_kubeconfig_steps_are_skipped_and_people_are_told(world: World) -> None:
    run = world.dispatch(DOWN, without=["KUBE_CONFIG_DATA"])
    assert set(run.results.values()) == {"success", "skipped"}
    assert run.results["respond-to-alert"] == "success"
    assert list(run.jobs["respond-to-alert"].steps) == [
        "access",
        "Propose what needs an approval",
        "report",
    ]
    assert run.titles("warning") == {"The secret KUBE_CONFIG_DATA is not set"}
    assert run.called("kubectl") == []
    told = "respond-to-alert: success\n  - The secret KUBE_CONFIG_DATA is not set: what needs it was skipped"
    assert told in run.told
    assert "restart: ok" not in run.told


def test_a_kubeconfig_that_is_not_base64_is_said_to_be_none(world: World) -> None:
    secrets = dict(known.SECRETS) | {"KUBE_CONFIG_DATA": "apiVersion: v1"}
    run = world.dispatch(DOWN, secrets=secrets)
    assert run.titles("warning") == {"The secret KUBE_CONFIG_DATA is not base64"}
    assert {message for _, _, message in run.annotations} == {
        "What needs it is skipped. Encode the file with: base64 -w0 FILE."
    }
    assert run.results["respond-to-alert"] == "success"
    assert run.called("kubectl") == []
    assert "  - The secret KUBE_CONFIG_DATA is not base64: what needs it was skipped" in run.told


def test_without_slack_s_secret_the_run_says_that_nobody_was_told(world: World) -> None:
    run = world.dispatch(DOWN, without=["SLACK_WEBHOOK_URL"], workflow=V2)
    assert run.results["notify"] == "success"
    assert run.titles("warning") == {"The secret SLACK_WEBHOOK_URL is not set"}
    assert "Tell #alerts on Slack" not in run.jobs["notify"].steps
    assert run.slack == []


def test_without_any_secret_no_step_fails(world: World) -> None:
    run = world.dispatch(
        {"alert_type": "HighErrorRate", "severity": "critical"},
        without=[name for name in known.SECRETS if name != "GITHUB_TOKEN"],
    )
    assert run.results["collect-diagnostics"] == run.results["respond-to-alert"] == "success"
    assert run.titles("warning") == {
        f"The secret {name} is not set"
        for name in ("KUBE_CONFIG_DATA", "PROMETHEUS_URL", "SLACK_WEBHOOK_URL")
    }
    assert {call["program"] for call in run.calls} == {"gh", "curl", "upload-artifact"}
