"""What the targeted Alertmanager does not know."""

from alertflow.alertmanager import Receiver, TimeInterval, TimeSpan, WebhookConfig
from alertflow.checks import Subject, checks
from alertflow.dispatch import Bridge, Direct
from alertflow.model import Targets
from tests.checks.making import DIRECT, alert, config, found, project, remedied, route

ID = "alertmanager/unsupported-version"
OLD = Targets(alertmanager="0.25")
ANSWERED = alert(remediation=remedied())


def test_the_direct_way_needs_0_32() -> None:
    said = found(ID, project(ANSWERED, targets=OLD))
    assert said[-1] == (
        "error: receivers[1].webhook_configs[0].payload of monitoring/alertmanager.yml "
        "needs Alertmanager 0.32, and the target is 0.25."
        " | Alertmanager 0.25 refuses the whole configuration."
        " | Use Bridge(…) in place of Direct(…), or raise the target to what you run: 0.32 or later."
    )
    assert [one.split(" of ")[0].rpartition(".")[2] for one in said] == ["http_headers", "payload"]


def test_it_is_shown_where_the_part_was_written() -> None:
    way = Direct(token_file="/token")
    whole = project(ANSWERED, dispatch=way, targets=OLD)
    receiver = Receiver("x", webhook_configs=[WebhookConfig(url="https://x", payload={"a": "b"})])
    subject = Subject(config(route("x"), receiver), whole)
    (finding,) = checks()[ID].look(subject)
    assert finding.location is not None
    assert finding.location == receiver.webhook_configs[0].source


def test_each_dispatch_may_have_a_version_of_its_own() -> None:
    bridge = Bridge("http://bridge/alerts", token_file="/t", config="bridge.yml", alertmanager="0.25")
    assert found(ID, project(ANSWERED, dispatch=[DIRECT, bridge])) == []


def test_an_old_target_is_enough_for_what_is_old() -> None:
    bridge = Bridge("http://bridge/alerts", token_file="/token")
    assert found(ID, project(ANSWERED, dispatch=bridge, targets=OLD)) == []


def test_files_without_a_project_have_no_target() -> None:
    night = TimeInterval("night", time_intervals=[TimeSpan(location="Europe/Zurich")])
    documents = config(route("all"), "all")
    (made,) = documents.values()
    assert found(ID, {"a.yml": made.replace(time_intervals=[night])}) == []
