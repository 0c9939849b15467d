"""Routes to receivers that tell nobody."""

import pytest

from alertflow.alertmanager import Config, MsteamsConfig, Receiver, SlackConfig
from alertflow.model import PagerDuty, Route, Severity, Slack, Team
from tests.checks.making import alert, config, found, project, route

ID = "alertmanager/empty-receiver"


def test_a_team_without_receivers_is_found_once() -> None:
    audit = Route("audit", service="shop", receivers=[Slack(channel="#audit")])
    assert found(ID, project(alert(), team=Team("data"), routes=[audit])) == [
        "warning: receiver 'data' of monitoring/alertmanager.yml has no channel."
        " | What is sent to it is told to nobody."
        " | Give it one, as in Slack(channel=\"#alerts\"); or call it 'null', if that is meant."
    ]


def test_who_is_told_may_stand_in_a_configuration_of_one_s_own_or_in_another_repository() -> None:
    assert found(ID, project(alert(), team=Team("data"), dispatch=())) == []
    own = Config(route=route("all"), receivers=[Receiver("all", slack_configs=[SlackConfig(channel="#a")])])
    assert found(ID, project(alert(), team=Team("data"), alertmanager=own)) == []


@pytest.mark.parametrize("name", ["null", "blackhole", "nobody", "dev-null", "silenced"])
def test_a_name_can_say_that_nobody_is_meant(name: str) -> None:
    assert found(ID, config(route(name, routes=[route(name, "a=b")]), Receiver(name))) == []


def test_a_word_within_another_says_nothing() -> None:
    assert len(found(ID, config(route("commuters"), Receiver("commuters")))) == 1


def test_the_receiver_of_a_route_whose_branches_tell_may_be_empty() -> None:
    root = route("default", routes=[route(None, "a=b", routes=[route("all", "c=d")])])
    assert found(ID, config(root, "all", Receiver("default"))) == []


def test_a_team_that_is_told_of_the_worst_only_is_right() -> None:
    oncall = Team("oncall", receivers=[PagerDuty(min_severity=Severity.CRITICAL)])
    assert found(ID, project(alert(team=oncall))) == []


def test_any_kind_of_channel_counts() -> None:
    teams = Receiver("teams", msteams_configs=[MsteamsConfig(webhook_url_file="/x")])
    assert found(ID, config(route("teams"), teams)) == []
