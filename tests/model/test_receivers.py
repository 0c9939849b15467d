"""Receivers: the kinds together, and what is none."""

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Email, Escalation, Level, PagerDuty, Slack, Team
from alertflow.receivers import Receiver

KINDS = "a Slack, a MicrosoftTeams, a PagerDuty, an Email, a Webhook or an Other"


def test_a_list_of_several_kinds_may_be_kept_under_a_name() -> None:
    # mypy takes this file, too: it says of the list that it is one of receivers.
    channels = [
        Slack(channel="#alerts"),
        PagerDuty(),
        Email("ops@example.org", sender="alerts@example.org", smarthost="mail.example.org:587"),
    ]
    level = Level("15m", owner="the manager", receivers=channels)
    team = Team("platform", receivers=channels, escalation=Escalation("page", levels=[level]))
    assert team.receivers == team.escalations[0].levels[0].receivers == tuple(channels)


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [("#alerts", "'#alerts'"), (Receiver(), "a Receiver")],
)
def test_what_is_no_kind_of_receiver_is_told_of_all_kinds(wrong: object, shown: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Team("platform", receivers=[wrong])  # type: ignore[list-item]  # what a person may write
    assert caught.value.message == f"Team(…): receivers[0]: should be {KINDS}, not {shown}."
