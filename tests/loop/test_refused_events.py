"""Events that this project does not know: nothing is run, and the run says why."""

import json
from typing import Any

import pytest

from alertflow.model import AlertEvent, FiringAlert
from tests.loop.generated import V2
from tests.loop.world import World

KNOWN = {"alert_type": "HighErrorRate", "severity": "critical"}


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        pytest.param(
            KNOWN | {"alert_type": "DiskFull"},
            'The alert "DiskFull" is not known here. Known: HighErrorRate, HighCPUUsage, '
            "HighMemoryUsage, ApplicationDown, DatabaseDown, ErrorBudgetExhausted.",
            id="unknown alert",
        ),
        pytest.param(
            KNOWN | {"severity": "catastrophic"},
            'The severity "catastrophic" is not known here. Known: critical, high, warning, info.',
            id="bad severity",
        ),
        pytest.param({"alert_type": "HighErrorRate"}, 'The severity "" is not known here.', id="no severity"),
        pytest.param(
            KNOWN | {"action": "reboot"},
            'For HighErrorRate, the action "reboot" is not known here. '
            "Known: auto, investigate, rollback, restart, scale.",
            id="unknown action",
        ),
        pytest.param(
            KNOWN | {"alert_type": "DatabaseDown", "action": "restart"},
            'For DatabaseDown, the action "restart" is not known here. Known: auto, investigate.',
            id="action of another alert",
        ),
        pytest.param(KNOWN | {"status": "sleepy"}, 'The status "sleepy" is not known', id="bad status"),
        pytest.param(
            KNOWN | {"correlation_id": "x\ny=1"}, 'The correlation id "x?y=1" is not one.', id="bad incident"
        ),
        pytest.param(
            KNOWN | {"alerts": [{"labels": {"pod": "a\nact=[]"}}]},
            'The label "pod" holds a line break or another control character.',
            id="label with a line break",
        ),
        pytest.param(
            KNOWN | {"alerts": json.dumps(json.dumps([{"labels": {"pod": "a\nb"}}]))},
            'The label "pod" holds a line break or another control character.',
            id="label with a line break, as Alertmanager sends it",
        ),
        pytest.param(KNOWN | {"alerts": '[{"labels'}, '"alerts" is not JSON.', id="broken JSON"),
        pytest.param(
            KNOWN | {"alerts": '"[1]"'}, '"alerts" is not a list of alerts.', id="no list of alerts"
        ),
        pytest.param(KNOWN | {"alerts": [{"labels": ["a"]}]}, "not a list of alerts", id="labels are a list"),
        pytest.param(KNOWN | {"alert_type": ["HighErrorRate"]}, "is not known here", id="a list for a name"),
        pytest.param(None, "it carries no alert.", id="no payload"),
        pytest.param("HighErrorRate", "it carries no alert.", id="only a text"),
        pytest.param({}, 'The alert "" is not known here.', id="empty payload"),
        pytest.param(
            KNOWN | {"alert_type": "$(touch pwned)`touch pwned`::error::\n${{ github.token }}"},
            'The alert "$(touch pwned)`touch pwned`::error::?${{ github.token }}" is not known here.',
            id="hostile alert",
        ),
        pytest.param(
            KNOWN | {"severity": "critical\ndecision=act"},
            'The severity "critical?decision=act" is not known here.',
            id="severity with a line break",
        ),
        pytest.param(KNOWN | {"alert_type": "A" * 60_000}, f'The alert "{"A" * 60}" is not', id="60 KB"),
    ],
)
def test_the_event_is_refused_and_nothing_is_run(world: World, payload: Any, refusal: str) -> None:
    run = world.dispatch(payload)
    assert run.ran == {"alert-context", "post-incident-review"}
    assert run.results["alert-context"] == "failure"
    assert run.results["post-incident-review"] == "success"
    ((level, title, message),) = run.annotations
    assert (level, title) == ("error", "This event was refused")
    assert refusal in message
    assert "Nothing was run. The event says:" in run.summary
    assert refusal in run.jobs["post-incident-review"].summary
    assert run.calls == []


def test_version_2_tells_people_of_a_refused_event(world: World) -> None:
    run = world.dispatch(KNOWN | {"alert_type": "DiskFull"}, workflow=V2)
    assert run.ran == {"alert-context", "notify"}
    assert run.results["notify"] == "success"
    assert run.told.startswith(
        "An alert (severity unknown)\n"
        'This event was refused: The alert "DiskFull" is not known here. Known: HighErrorRate, '
    )


def test_a_refused_name_is_no_markup_in_slack(world: World) -> None:
    run = world.dispatch(KNOWN | {"alert_type": "<!channel> <https://evil|ok> & co"}, workflow=V2)
    assert 'The alert "&lt;!channel&gt; &lt;https://evil|ok&gt; &amp; co" is not known here.' in run.told


def test_a_person_s_inputs_are_checked_as_well(world: World) -> None:
    run = world.start(alert_type="DatabaseDown", action="scale")
    assert run.ran == {"alert-context", "post-incident-review"}
    assert 'For DatabaseDown, the action "scale" is not known here.' in run.summary


def test_a_very_large_event_is_an_event_like_any_other(world: World) -> None:
    labels = {"alertname": "HighMemoryUsage", "note": "x" * 28_000}
    event = AlertEvent(
        alert_type="HighMemoryUsage",
        severity="warning",
        alerts=[FiringAlert(labels=labels), FiringAlert(labels=labels)],
    )
    run = world.dispatch(event.client_payload())
    assert set(run.results.values()) == {"success", "skipped"}
    assert len(run.jobs["alert-context"].summary) < 25_000
