"""The prediction against the script itself: the very steps of the generated workflow, run in bash with jq."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.compiler.predict import predict
from alertflow.model import AlertEvent, FiringAlert
from tests.compiler.predict.scripted import DISK, EVERY_FEATURE, RUN, TEMPLATE, V1, Scripted

Programs = Callable[[str], Path]

ERRORS = {"alert_type": "HighErrorRate", "severity": "critical"}
DOWN = {"alert_type": "ApplicationDown", "severity": "critical"}
LABELS = {f"label_{number}": "x" for number in range(20)}


@pytest.fixture(scope="module")
def timetable(tmp_path_factory: pytest.TempPathFactory, programs: Programs) -> Scripted:
    return Scripted(TEMPLATE, V1, tmp_path_factory.mktemp("timetable"), programs)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory, programs: Programs) -> Scripted:
    return Scripted(EVERY_FEATURE, DISK, tmp_path_factory.mktemp("disk"), programs)


def compare(scripted: Scripted, trigger: str, event: dict[str, Any]) -> dict[str, str]:
    """Runs both steps of the workflow's first job, and finds the prediction to say the same."""
    predicted = predict(scripted.workflow, trigger, event, RUN)
    key = f"{scripted.context}/event"
    outputs, succeeded = scripted.step("event", trigger, event, {})
    assert predicted.outputs[key] == outputs
    assert predicted.outcomes == ({} if succeeded else {key: "failure"})
    assert predicted.refused == outputs.get("refusal", "")
    if not succeeded:
        return dict(predicted.outputs[key])
    decided, succeeded = scripted.step("decision", trigger, event, outputs)
    assert (predicted.outputs[f"{scripted.context}/decision"], succeeded) == (decided, True)
    return {**outputs, **decided}


def dispatched(scripted: Scripted, payload: Any) -> dict[str, str]:
    return compare(scripted, "repository_dispatch", {"action": "alert", "client_payload": payload})


def by_hand(scripted: Scripted, inputs: Any) -> dict[str, str]:
    return compare(scripted, "workflow_dispatch", {"inputs": inputs, "ref": "refs/heads/main"})


@pytest.mark.parametrize(
    ("payload", "decision"),
    [
        pytest.param(ERRORS, "act", id="critical"),
        pytest.param(ERRORS | {"severity": "warning"}, "investigate", id="below what is acted on"),
        pytest.param(
            {"alert_type": "DatabaseDown", "severity": "critical"}, "investigate", id="nothing to do"
        ),
        pytest.param(DOWN | {"status": "resolved"}, "stop", id="resolved"),
        pytest.param(DOWN | {"action": "investigate"}, "investigate", id="only look"),
        pytest.param(
            DOWN | {"action": "rollback", "severity": "info"}, "act", id="an action that is asked for"
        ),
        pytest.param(ERRORS | {"dry_run": True}, "act", id="dry run"),
        pytest.param(
            ERRORS | {"dry_run": "true", "action": False, "status": None}, "act", id="null and false"
        ),
        pytest.param({"alert_type": "ErrorBudgetExhausted", "severity": "warning"}, "investigate", id="slo"),
        pytest.param(DOWN | {"correlation_id": "af-0123-1700000000"}, "act", id="an incident"),
        pytest.param(
            AlertEvent(
                alert_type="HighErrorRate", severity="critical", alerts=[FiringAlert(labels={"é": "日本 😀"})]
            ).client_payload(),
            "act",
            id="an AlertEvent",
        ),
        pytest.param(DOWN | {"alerts": [{"labels": None}, {}, {"labels": {"a": 1}}]}, "act", id="odd alerts"),
    ],
)
def test_a_known_event_is_decided_as_the_scripts_decide(
    timetable: Scripted, payload: dict[str, Any], decision: str
) -> None:
    assert dispatched(timetable, payload)["decision"] == decision


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (None, "it carries no alert."),
        ("HighErrorRate", "it carries no alert."),
        ({}, 'The alert "" is not known here. Known: HighErrorRate, HighCPUUsage, '),
        (
            ERRORS | {"alert_type": '\x00\n\x7f\x85"\\é😀\u2028' + "A" * 70},
            'The alert "????\\"\\\\é😀\u2028AAA',
        ),
        (
            ERRORS | {"alert_type": ["a\x7f", {"b\n": None}, 3, True]},
            'The alert "[\\"a\\\\u007f\\",{\\"b\\\\n\\":',
        ),
        (
            ERRORS | {"severity": "critical\ndecision=act"},
            'The severity "critical?decision=act" is not known',
        ),
        (
            ERRORS | {"severity": 5},
            'The severity "5" is not known here. Known: critical, high, warning, info.',
        ),
        (ERRORS | {"status": "sleepy"}, 'The status "sleepy" is not known here. Known: firing, resolved.'),
        (
            DOWN | {"action": "reboot"},
            'For ApplicationDown, the action "reboot" is not known here. Known: auto, ',
        ),
        (ERRORS | {"correlation_id": "a b"}, 'The correlation id "a b" is not one.'),
        (ERRORS | {"correlation_id": "a\n"}, 'The correlation id "a?" is not one.'),
        (ERRORS | {"correlation_id": "x" * 81}, 'The correlation id "xxx'),
        (ERRORS | {"correlation_id": 7}, 'The correlation id "7" is not one.'),
        (ERRORS | {"alerts": '[{"labels'}, '"alerts" is not JSON.'),
        (ERRORS | {"alerts": '"{"'}, '"alerts" is not JSON.'),
        (ERRORS | {"alerts": "[" * 20_000}, '"alerts" is not JSON.'),
        (ERRORS | {"alerts": '[{"labels": {"a": "\\ud800"}}]'}, '"alerts" is not JSON.'),
        (ERRORS | {"alerts": ""}, '"alerts" is not'),
        (ERRORS | {"alerts": "\x00\x96\u09d2"}, '"alerts" is not a list of alerts.'),
        *(
            (ERRORS | {"alerts": text}, '"alerts" is not a list of alerts.')
            for text in ("01", "+1", "1.", "-.5E1", "1\x00x", "[\x00,01]", "-nan", "Inf", "\ufeff1")
        ),
        *(
            (ERRORS | {"alerts": text}, '"alerts" is not JSON.')
            for text in ("nan", "1e", "+", "1\x00 2", "true\x00", "\x00[", '01"', "\u0661", "\ufeff\ufeff[]")
        ),
        (ERRORS | {"alerts": {}}, '"alerts" is not a list of alerts.'),
        (ERRORS | {"alerts": [1]}, '"alerts" is not a list of alerts.'),
        (ERRORS | {"alerts": [{"labels": ["a"]}]}, '"alerts" is not a list of alerts.'),
        (
            ERRORS | {"alerts": json.dumps(json.dumps([{"labels": LABELS | {"pod": "a\nb"}}]))},
            'The label "pod" holds a line break or another control character.',
        ),
        (ERRORS | {"alerts": [{"labels": {"a": 1, "b": ["\x85"]}}]}, 'The label "b" holds a line break'),
        (ERRORS | {"alerts": [{"labels": {"a\nb": 1}}]}, 'The label "a?b" holds a line break'),
    ],
    ids=lambda value: None if isinstance(value, str) else "payload",
)
def test_an_event_is_refused_in_the_script_s_words(timetable: Scripted, payload: Any, refusal: str) -> None:
    outputs = dispatched(timetable, payload)
    assert outputs.keys() == {"refusal"}
    assert outputs["refusal"].startswith(refusal)


@pytest.mark.parametrize(
    ("inputs", "decision"),
    [
        (ERRORS | {"action": "restart", "dry_run": "false", "correlation_id": ""}, "act"),
        (ERRORS | {"action": "auto", "dry_run": "true"}, "act"),
        (ERRORS | {"action": "investigate"}, "investigate"),
        (None, ""),
    ],
)
def test_what_a_person_starts_is_decided_as_the_scripts_decide(
    timetable: Scripted, inputs: Any, decision: str
) -> None:
    assert by_hand(timetable, inputs).get("decision", "") == decision


def test_a_command_with_an_approval_and_one_without_are_told_apart(disk: Scripted) -> None:
    outputs = dispatched(disk, {"alert_type": "DiskFull", "severity": "page"})
    assert (outputs["act"], outputs["approvals"]) == ('["trim","wipe"]', '["storage-admins"]')
    assert outputs["verify"] == outputs["verify_approved"] == '["still-free"]'
    dry = dispatched(disk, {"alert_type": "DiskFull", "severity": "page", "dry_run": True})
    assert dry["approvals"] == "[]"


def test_another_trigger_carries_no_alert(disk: Scripted) -> None:
    assert compare(disk, "schedule", {"schedule": "0 0 * * *"}) == {"refusal": "it carries no alert."}


_texts = st.one_of(
    st.sampled_from(
        ["", "auto", "critical", "a\nb", "\x85", "\u200b", "x" * 61, '"', "\\", "firing", "true"]
    ),
    st.text(max_size=8),
)
_anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1000, 1000), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=5,
)
_labels = st.dictionaries(
    st.sampled_from(["pod", "job", "a\tb", "é"]) | _texts, _texts | _anything, max_size=12
)
_alerts = st.lists(
    st.fixed_dictionaries({}, optional={"labels": _labels | _anything, "status": _anything}), max_size=3
)


_good = st.fixed_dictionaries(
    {
        "alert_type": st.sampled_from(["HighErrorRate", "ApplicationDown", "ErrorBudgetExhausted"]),
        "severity": st.sampled_from(["critical", "warning"]),
    },
    optional={
        "status": st.sampled_from(["firing", "firing", "resolved"]),
        "action": st.sampled_from(["auto", "restart", "rollback", "investigate"]),
        "correlation_id": st.sampled_from(["af-1-2", ""]),
        "dry_run": st.sampled_from([True, "true", False]),
        "alerts": _alerts | _alerts.map(json.dumps).map(json.dumps),
    },
)
_fields = ["alert_type", "severity", "status", "action", "correlation_id", "dry_run", "alerts"]
# One field at a time, as a refusal hides what comes behind it.
_odd = st.builds(
    lambda good, field, value: good | {field: value}, _good, st.sampled_from(_fields), _texts | _anything
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    trigger=st.sampled_from(["repository_dispatch", "workflow_dispatch"]),
    payloads=st.lists(_good | _odd | _anything, min_size=20, max_size=40),
)
def test_whatever_an_event_says_the_outputs_are_the_script_s(
    timetable: Scripted, trigger: str, payloads: list[Any]
) -> None:
    key = "client_payload" if trigger == "repository_dispatch" else "inputs"
    events = [{key: payload} for payload in payloads]
    predicted = [predict(timetable.workflow, trigger, event, RUN).event for event in events]
    assert predicted == timetable.answers(trigger, events)
