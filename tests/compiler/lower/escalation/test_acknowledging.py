"""Acknowledging is a silence of the levels that have not been told, and of nothing else."""

import pytest

from alertflow.alertmanager import all_match
from alertflow.compiler.lower.escalation import acknowledgement
from alertflow.declared import AlertflowError
from tests.compiler.lower.escalation.making import project

LABELS = {"alertname": "Down", "severity": "critical", "team": "web", "instance": "a", "dispatch": "github"}


def level(number: int, **more: str) -> dict[str, str]:
    own = {name: value for name, value in LABELS.items() if name != "dispatch"}
    return {**own, "escalation": str(number), "escalation_policy": "paging", **more}


@pytest.mark.parametrize("reached", [0, 1, 2])
def test_the_levels_above_are_silenced_and_what_was_told_is_not(reached: int) -> None:
    silence = acknowledgement(project(), LABELS, reached)
    assert [all_match(silence, level(number)) for number in (1, 2, 3)] == [n > reached for n in (1, 2, 3)]
    assert not all_match(silence, LABELS)
    assert not all_match(silence, level(3, instance="b"))


def test_it_is_the_same_for_who_has_a_level_before_them() -> None:
    assert acknowledgement(project(), level(1), 1) == acknowledgement(project(), LABELS, 1)


@pytest.mark.parametrize(
    ("labels", "reached", "said"),
    [
        (
            {"alertname": "Breach", "severity": "critical"},
            0,
            "cannot be acknowledged: its escalation 'security'",
        ),
        ({"alertname": "Quiet", "severity": "info"}, 0, "does not escalate"),
        ({"alertname": "Else", "severity": "critical"}, 0, "does not escalate"),
        (LABELS, 3, "has reached the last level of 'paging', 3"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(labels: dict[str, str], reached: int, said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        acknowledgement(project(), labels, reached)
    assert said in caught.value.message
