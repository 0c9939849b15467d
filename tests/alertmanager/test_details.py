"""PagerDuty's details: what Alertmanager makes of a label in them, before 0.30 and since."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import Config, PagerdutyConfig, Receiver, Route
from alertflow.yaml import dump
from tests.alertmanager.live import receiving, running, wait_until

INSTANCES = '{{ template "pagerduty.default.instances" .Alerts.Firing }}'
DETAILS: Mapping[str, Mapping[str, str]] = {
    "own": {},
    "inserted": {"firing": "On {{ .CommonLabels.pod }}", "resolved": ""},
    "instances": {"firing": INSTANCES, "resolved": ""},
    "text": {"firing": r'{{ "\t" }}' + INSTANCES, "resolved": "\t{{ .CommonLabels.pod }}"},
}
"""The details by the name of their receiver; Alertmanager's own where they are left out."""

ADDRESS = "http://alertmanager.example.org"
HARMLESS = {"alertname": "Down", "pod": "a: '{{ .ExternalURL }}'", "number": "007"}
FAILING = {"alertname": "Broken", "pod": "a: '{{ .Nothing }}'"}
"""Labels that hold a template which runs, and one which fails."""


def sent(alertmanager: Path, folder: Path, many: int) -> dict[str, list[Any]]:
    """What PagerDuty is sent about both alerts, by receiver: the details, in the order of the alerts.

    It is waited for until there are so `many`.
    """
    with receiving() as pagerduty:
        receivers = [
            Receiver(
                name,
                pagerduty_configs=[
                    PagerdutyConfig(routing_key="k", url=f"{pagerduty.address}/{name}", details=details)
                ],
            )
            for name, details in DETAILS.items()
        ]
        routes = [Route(receiver=name, continue_=True) for name in DETAILS]
        root = Route(receiver="own", group_by=["alertname"], group_wait="0s", routes=routes)
        config = dump(Config(route=root, receivers=receivers).to_data())
        with running(alertmanager, config, folder, f"--web.external-url={ADDRESS}") as api:
            api.fire(FAILING)  # first: what of it is sent at all is sent before all of the other is there
            wait_until(lambda: "/text" in pagerduty.received)
            api.fire(HARMLESS)
            wait_until(lambda: sum(map(len, pagerduty.received.values())) == many)
        return {
            path[1:]: [body["payload"]["custom_details"] for body in bodies]
            for path, bodies in pagerduty.received.items()
        }


@pytest.fixture(scope="module")
def new(programs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    return sent(programs("alertmanager-new"), tmp_path_factory.mktemp("new"), 5)


def test_a_template_in_a_label_is_executed_unless_the_detail_begins_with_a_tab(
    new: dict[str, list[Any]],
) -> None:
    own, inserted, instances, text = (new[name][-1] for name in DETAILS)
    assert own["firing"][0]["labels"] == {"alertname": "Down", "pod": {"a": ADDRESS}, "number": 7}
    assert inserted["firing"] == {"On a": ADDRESS}
    assert {"pod = a": ADDRESS} in instances["firing"]["Labels"]
    assert text["resolved"] == "\t" + HARMLESS["pod"]
    assert text["firing"].startswith("\tLabels:\n - alertname = Down\n")


def test_one_that_fails_keeps_people_from_being_paged(new: dict[str, list[Any]]) -> None:
    assert {name: len(details) for name, details in new.items()} == {
        "own": 1,
        "inserted": 1,
        "instances": 1,
        "text": 2,
    }


def test_before_0_30_details_were_text(programs: Callable[[str], Path], tmp_path: Path) -> None:
    old = sent(programs("alertmanager-old"), tmp_path, 8)
    assert [len(details) for details in old.values()] == [2, 2, 2, 2]
    assert ADDRESS not in json.dumps(old)
    assert old["inserted"][-1]["firing"] == "On " + HARMLESS["pod"]
