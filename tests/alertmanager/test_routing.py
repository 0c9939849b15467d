"""Where an alert goes: the tree is walked as Alertmanager walks it."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.alertmanager import Config, Matcher, Receiver, Route, matcher, walk
from tests.alertmanager.conftest import Amtool

TREE = Route(
    receiver="default",
    group_by=["alertname"],
    group_wait="10s",
    routes=[
        Route(
            receiver="github", matchers=[matcher('alertname=~"Down|Slow"')], continue_=True, group_wait="0s"
        ),
        Route(
            receiver="platform",
            matchers=[matcher('team="platform"')],
            group_by=["alertname", "pod"],
            routes=[
                Route(receiver="pager", matchers=[matcher('severity="critical"')], repeat_interval="1h"),
                Route(matchers=[matcher('severity="info"')], group_interval="1h"),
            ],
        ),
        Route(receiver="late", matchers=[matcher('team!=""')]),
    ],
)


@pytest.mark.parametrize(
    ("labels", "receivers"),
    [
        ({"alertname": "Other"}, ["default"]),
        ({"alertname": "Down"}, ["github"]),
        ({"alertname": "Down", "team": "platform"}, ["github", "platform"]),
        ({"alertname": "Down", "team": "platform", "severity": "critical"}, ["github", "pager"]),
        ({"alertname": "Other", "team": "platform", "severity": "info"}, ["platform"]),
        ({"alertname": "Other", "team": "web"}, ["late"]),
        ({}, ["default"]),
    ],
)
def test_the_first_child_takes_an_alert_and_those_behind_it_only_after_continue(
    labels: dict[str, str], receivers: list[str]
) -> None:
    names = ["default", "github", "platform", "pager", "late"]
    config = Config(route=TREE, receivers=[Receiver(name) for name in names])
    assert config.receivers_for(labels) == receivers


def test_a_route_has_from_its_parent_what_it_does_not_say() -> None:
    (pager,) = walk(TREE, {"alertname": "X", "team": "platform", "severity": "critical"})
    assert pager[1:] == ((1, 0), "pager", ("alertname", "pod"), "10s", "5m", "1h")
    (info,) = walk(TREE, {"alertname": "X", "team": "platform", "severity": "info"})
    assert info[1:] == ((1, 1), "platform", ("alertname", "pod"), "10s", "1h", "4h")
    (root,) = walk(Route(), {})
    assert root[1:] == ((), "", (), "30s", "5m", "4h")


VALUES = st.sampled_from(["a", "b", "ab", ""])
MATCHERS = st.builds(
    Matcher,
    name=st.sampled_from(["x", "y"]),
    op=st.sampled_from(["=", "!=", "=~", "!~"]),
    value=st.sampled_from(["a", "b", "", "a|b", "a.*", ".+"]),
)
RECEIVERS = [f"r{number}" for number in range(6)]


def _routes(*children: st.SearchStrategy[Route]) -> st.SearchStrategy[Route]:
    return st.builds(
        Route,
        receiver=st.sampled_from([None, *RECEIVERS]),
        matchers=st.lists(MATCHERS, max_size=2),
        continue_=st.booleans(),
        routes=st.lists(children[0], max_size=3) if children else st.just([]),
    )


TREES = st.lists(_routes(_routes(_routes())), min_size=1, max_size=4)
LABELS = st.fixed_dictionaries({"z": st.just("1")}, optional={"x": VALUES, "y": VALUES})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    routes=TREES,
    alerts=st.lists(LABELS, min_size=4, max_size=4, unique_by=lambda one: tuple(sorted(one.items()))),
)
def test_amtool_sends_alerts_the_same_way(
    tmp_path: Path, amtool_new: Amtool, routes: list[Route], alerts: list[dict[str, str]]
) -> None:
    config = Config(
        route=Route(receiver="root", routes=routes),
        receivers=[Receiver(name) for name in ["root", *RECEIVERS]],
    )
    path = tmp_path / "alertmanager.yml"
    path.write_text(json.dumps(config.to_data()), encoding="utf-8")
    for labels in alerts:
        pairs = [f'{name}="{value}"' for name, value in labels.items()]
        done = amtool_new("config", "routes", "test", f"--config.file={path}", *pairs)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.strip().split(",") == config.receivers_for(labels)
