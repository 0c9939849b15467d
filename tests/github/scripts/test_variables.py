import pytest

from alertflow.github import parse
from alertflow.github.scripts.variables import free_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("needs.alert-context.outputs.alert", "ALERT_CONTEXT_ALERT"),
        ("needs.build.result", "BUILD_RESULT"),
        ("steps.logs.outputs.count", "LOGS_COUNT"),
        ("steps.logs.outcome", "LOGS_OUTCOME"),
        ("github.event.client_payload.alertName", "EVENT_ALERT_NAME"),
        ("github.event.issue.number", "EVENT_ISSUE_NUMBER"),
        ("github.event.labels[0].name", "EVENT_LABELS_0_NAME"),
        ("github.event.labels.*.name", "EVENT_LABELS_NAME"),
        ("github.run_id", "RUN_ID"),
        ("github.token", "TOKEN"),
        ("inputs.dry_run", "INPUT_DRY_RUN"),
        ("secrets.SLACK_URL", "SLACK_URL"),
        ("vars.PATH", "VALUE_PATH"),
        ("vars.LD_PRELOAD", "VALUE_LD_PRELOAD"),
        ("runner.temp", "VALUE_TEMP"),
        ("matrix.os", "MATRIX_OS"),
        ("job.status", "JOB_STATUS"),
        ("toJSON(needs)", "NEEDS"),
        ("fromJSON(inputs.x).y || inputs.x", "INPUT_X_Y"),
        ("hashFiles('**/lock')", "HASH_FILES"),
        ("'${{'", "TEXT"),
        ("1 == 2", "VALUE"),
        ("vars['1st']", "VALUE_1ST"),
        ("inputs." + "long_" * 30, "INPUT_" + "LONG_" * 10 + "LONG"),
    ],
)
def test_a_variable_is_named_after_what_it_holds(text: str, name: str) -> None:
    assert free_name(parse(text), ()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name(parse("inputs.x"), {"INPUT_X", "INPUT_X_2"}) == "INPUT_X_3"
