"""Alert labels, and what pods log, are somebody else's text: they stay text."""

from typing import Any

from alertflow.model import AlertEvent, FiringAlert
from tests.loop.world import World

HOSTILE = [
    '"; touch pwned; "',
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "& touch pwned &",
    "| touch pwned",
    "${{ github.token }}",
    "${{ secrets.KUBE_CONFIG_DATA }}",
    "$GH_TOKEN ${GH_TOKEN}",
    "::set-output name=decision::act",
    "::error::evil",
    "::add-mask::a",
    "##[add-mask]a",
    "##[error]evil",
    "%0A::error::evil",
    "```",
    "</details>",
    "<script>alert(1)</script>",
    "<!-- alertflow incident af-1 -->",
    "{{ .Labels.x }}",
    "\\u0000 \\n \\",
    "*",
    "-rf /",
    "é😀\u2028\u202e",
    "%s%n%d",
    "decision=act",
    "ALERTFLOW_EOF",
    "007",
    "yes",
    "null",
    "@everyone <!channel>",
]


def event(*values: str, alert: str = "ApplicationDown") -> dict[str, Any]:
    labels = {f"label_{number}": value for number, value in enumerate(values)}
    firing = FiringAlert(labels=labels, annotations={"summary": values[0]})
    return AlertEvent(
        alert_type=alert, severity="critical", correlation_id="af-1", alerts=[firing]
    ).client_payload()


def test_hostile_labels_and_logs_are_shown_and_otherwise_without_effect(world: World) -> None:
    lines = [*HOSTILE, "::stop-commands::x", "\x1b[2J\x1b]0;evil\x07", "</pre></details>", "database error"]
    for name in ("pods.log", "previous.log"):
        (world.state / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = world.dispatch(event(*HOSTILE))
    assert set(run.results.values()) == {"success", "skipped"}
    assert run.changes == ["rollout restart deployment/school-timetable"]
    assert run.annotations == []
    # The labels stay in their block, the logs in theirs.
    before, _, inside = run.jobs["alert-context"].summary.partition("\n```json\n")
    block, fence, after = inside.partition("\n```\n")
    assert fence
    assert "```" not in before + after
    assert "</details>" not in before
    assert after.count("</details>") == 1
    assert '"label_0": "\\"; touch pwned; \\""' in block
    shown = run.jobs["collect-diagnostics"].summary
    assert "<script>" not in shown
    assert shown.count("</pre>") == shown.count("<pre>")
    assert shown.count("</details>") == shown.count("<details>")
    assert not [line for line in run.log if line.startswith("##[")]
    # The artifact is what was printed, whole.
    assert "##[error]evil" in run.uploads["collect-diagnostics-1"]["logs-previous.txt"]


def test_60_kb_of_text_change_nothing_about_what_is_done(world: World) -> None:
    run = world.dispatch(event("$(touch pwned)" * 4_300))
    assert run.changes == ["rollout restart deployment/school-timetable"]
    assert run.annotations == []
    assert len(run.jobs["alert-context"].summary) < 21_000


def test_a_label_cut_within_a_character_is_still_text(world: World) -> None:
    run = world.dispatch(event(*("é😀" * 30 for _ in range(300)), alert="HighMemoryUsage"))
    assert run.results["alert-context"] == "success"
    assert "\ufffd" not in run.jobs["alert-context"].summary


def test_a_hostile_incident_is_refused_before_it_is_part_of_anything(world: World) -> None:
    payload = event("x") | {"correlation_id": '"; touch pwned; "'}
    run = world.dispatch(payload)
    assert run.ran == {"alert-context", "post-incident-review"}
    assert "is not one." in run.summary
