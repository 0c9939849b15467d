"""The seeds' mistake, `.Annotations` on the group, in a running Alertmanager: it loads, and tells nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import (
    Config,
    PagerdutyConfig,
    Receiver,
    Route,
    SlackConfig,
    every_template,
    template_problems,
)
from alertflow.yaml import dump
from tests.alertmanager.live import receiving, running, wait_until

TEXTS = {
    "wrong": "{{ .Annotations.summary }}",
    "common": "{{ .CommonAnnotations.summary }}",
    "each": "{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}",
}
ALERT = {"labels": {"alertname": "Down"}, "annotations": {"summary": "It is down"}}


@pytest.mark.parametrize(("name", "version"), [("alertmanager-old", "0.25"), ("alertmanager-new", "0.33")])
def test_annotations_of_the_group_are_taken_by_alertmanager_and_then_nobody_is_paged(
    name: str, version: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    log = tmp_path / "alertmanager.log"
    with receiving() as pagerduty:
        routes = [Route(receiver=name, continue_=True) for name in TEXTS]
        receivers = [
            Receiver(
                name,
                pagerduty_configs=[
                    PagerdutyConfig(url=f"{pagerduty.address}/{name}", routing_key="key", description=text)
                ],
            )
            for name, text in TEXTS.items()
        ]
        config = Config(route=Route(receiver="wrong", group_wait="0s", routes=routes), receivers=receivers)
        with running(programs(name), dump(config.to_data()), tmp_path) as alertmanager:
            alertmanager.post(ALERT)
            wait_until(lambda: "can't evaluate field Annotations" in log.read_text(encoding="utf-8"))
            wait_until(lambda: len(pagerduty.received) == 2)
    told = {path: body["payload"]["summary"] for path, (body, *_) in pagerduty.received.items()}
    assert told == {"/common": "It is down", "/each": "It is down"}
    found = [
        (one.text, problem.kind)
        for one in every_template(config)
        for problem in template_problems(one.text, version, one.html)
    ]
    assert found == [(TEXTS["wrong"], "unknown-field")]


def test_slack_is_sent_what_is_left_of_a_message_whose_template_failed(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    with receiving() as slack:
        message = SlackConfig(api_url=f"{slack.address}/", channel="#c", title="Down", text=TEXTS["wrong"])
        config = Config(
            route=Route(receiver="a", group_wait="0s"), receivers=[Receiver("a", slack_configs=[message])]
        )
        with running(programs("alertmanager-new"), dump(config.to_data()), tmp_path) as alertmanager:
            alertmanager.post(ALERT)
            wait_until(lambda: slack.received)
    (sent, *_) = slack.received["/"]
    assert "channel" not in sent
    assert (sent["attachments"][0]["title"], sent["attachments"][0]["text"]) == ("Down", "")
