"""Escalation with a real Prometheus and Alertmanager, in seconds instead of minutes.

One alert is acknowledged when its first level has been told, one is not, and one cannot be.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from alertflow.alertmanager import Matcher
from alertflow.compiler.build import emit
from alertflow.compiler.lower.escalation import acknowledgement
from alertflow.compiler.lower.prometheus import escalation_rules, rule_files
from alertflow.declared import AlertflowError
from alertflow.model import Alert, Escalation, Level, Project, Receiver, Severity
from alertflow.prometheus import RuleFile
from tests.alertmanager.live import Alertmanager, running, wait_until
from tests.notifications.mail import receiving
from tests.notifications.prometheus import evaluating, scraped
from tests.notifications.standins import Told, listening
from tests.notifications.told import Channels, project

Programs = Callable[[str], Path]


def alert(name: str, **more: Any) -> Alert:
    expr = f'max by (node) (broken{{name="{name}"}}) > 0'
    return Alert(name=name, expr=expr, for_="2s", severity=Severity.CRITICAL, summary=f"{name} it is", **more)


def rules_of(made: Project) -> str:
    """Its alerts, and in a group of their own the levels of their escalations."""
    levels = escalation_rules(made)
    assert levels is not None
    alerts = rule_files(made)["monitoring/alert_rules.yml"]
    rules = RuleFile(groups=[*alerts.groups, *levels.groups])
    return emit("rules.yml", rules, "project.py")


def told_of(told: Told, path: str, name: str) -> list[dict[str, Any]]:
    """What the webhook was told of the alerts named so."""
    alerts = [one for body in told.to(f"/webhook/{path}") for one in body["alerts"]]
    return [one for one in alerts if one["labels"]["alertname"] == name]


def began(told: Told, path: str, name: str) -> datetime:
    """Since when, as it was told, the alert or its level fires."""
    return datetime.fromisoformat(told_of(told, path, name)[0]["startsAt"])


def silence(alertmanager: Alertmanager, matchers: tuple[Matcher, ...]) -> None:
    now = datetime.now(UTC)
    alertmanager.silence(
        {
            "matchers": [
                {"name": one.name, "value": one.value, "isRegex": "~" in one.op, "isEqual": one.op[0] == "="}
                for one in matchers
            ],
            "startsAt": now.isoformat(),
            "endsAt": (now + timedelta(hours=1)).isoformat(),
            "createdBy": "ada",
            "comment": "I am looking into it.",
        }
    )


def is_silenced(alertmanager: Alertmanager, name: str, level: str) -> bool:
    return any(
        bool(one["status"]["silencedBy"])
        for one in alertmanager.alerts()
        if (one["labels"]["alertname"], one["labels"].get("escalation", "")) == (name, level)
    )


@pytest.mark.parametrize("release", ["old", "new"])
def test_levels_are_told_in_time_until_somebody_acknowledges_or_it_is_over(
    programs: Programs, tmp_path: Path, release: str
) -> None:
    with listening() as told, receiving() as mailbox, scraped() as target:
        made = _project(Channels(tmp_path, told, mailbox))
        config = Channels(tmp_path, told, mailbox).config(made, group_interval="500ms")
        rules = rules_of(made)
        manager, prometheus = programs(f"alertmanager-{release}"), programs(f"prometheus-{release}")
        with (
            running(manager, config, tmp_path) as alertmanager,
            evaluating(prometheus, tmp_path, rules, target, alertmanager.address),
        ):
            names = ("Seen", "Unseen", "Breach")
            target.metrics = {f'broken{{name="{name}",node="a"}}': 1.0 for name in names}

            wait_until(lambda: told_of(told, "paging-1", "Seen"), 60)
            seen = told_of(told, "paging-1", "Seen")[0]["labels"]
            silence(alertmanager, acknowledgement(made, seen, reached=1))
            with pytest.raises(AlertflowError, match="cannot be acknowledged"):
                acknowledgement(made, {"alertname": "Breach", "severity": "critical"})

            last = [("paging-3", "Unseen"), ("security-2", "Breach")]
            wait_until(lambda: all(told_of(told, *one) for one in last), 60)
            wait_until(lambda: all(is_silenced(alertmanager, "Seen", level) for level in "23"), 60)
            assert not is_silenced(alertmanager, "Seen", "")
            assert not is_silenced(alertmanager, "Seen", "1")

            target.metrics = dict.fromkeys(target.metrics, 0.0)
            over = [("web", "Seen"), ("paging-1", "Seen"), ("web", "Unseen"), *last]
            wait_until(lambda: all(told_of(told, *one)[-1]["status"] == "resolved" for one in over), 60)

        assert told.refused == []
        # Who acknowledges is spared, and so are those above; nobody else is.
        assert told_of(told, "paging-2", "Seen") == told_of(told, "paging-3", "Seen") == []
        # None is told too early, but Prometheus remembers only the second; that none is told too late is said
        # by promtool, to the minute.
        for number, seconds in enumerate((3, 6, 9), 1):
            waited = began(told, f"paging-{number}", "Unseen") - began(told, "web", "Unseen")
            assert waited > timedelta(seconds=seconds - 1)
        assert began(told, "security-1", "Breach") > began(told, "web", "Breach") - timedelta(seconds=1)
        assert began(told, "security-2", "Breach") - began(told, "web", "Breach") > timedelta(seconds=3)
        # A level is no second remediation, and tells who is told, and why.
        level = told_of(told, "paging-2", "Unseen")[0]
        assert level["labels"] == {
            "alertname": "Unseen",
            "severity": "critical",
            "team": "web",
            "node": "a",
            "escalation": "2",
            "escalation_policy": "paging",
        }
        assert re.fullmatch(
            r"Level 2 of 3, the manager: Unseen has fired for [\d.]+s, and nobody has acknowledged it",
            level["annotations"]["summary"],
        )
        assert level["annotations"]["description"] == "Unseen it is"


def _project(channels: Channels) -> Project:
    def level(after: str, owner: str, path: str) -> Level:
        receivers: list[Receiver] = [channels.webhook(path)]
        if path == "paging-1":
            receivers.append(channels.slack(path))
        return Level(after, owner=owner, receivers=receivers)

    paging = Escalation(
        "paging",
        levels=[
            level("3s", "the on-call engineer", "paging-1"),
            level("6s", "the manager", "paging-2"),
            level("9s", "the executives", "paging-3"),
        ],
    )
    security = Escalation(
        "security",
        levels=[level("0s", "the security officer", "security-1"), level("4s", "the manager", "security-2")],
        acknowledge=False,
    )
    alerts = [
        alert("Seen", escalation=paging),
        alert("Unseen", escalation=paging, keep_firing_for="1s"),
        alert("Breach", escalation=security),
    ]
    return project([channels.webhook("web")], alerts)


def test_the_button_acknowledges(programs: Programs, tmp_path: Path) -> None:
    """The form that it leads to is filled in with the levels that have not been told, and no others."""
    with listening() as told, receiving() as mailbox:
        channels = Channels(tmp_path, told, mailbox)
        made = _project(channels)
        level = {**_labels("Seen"), "escalation": "1", "escalation_policy": "paging"}
        with running(programs("alertmanager-new"), channels.config(made), tmp_path) as alertmanager:
            alertmanager.post({"labels": level, "annotations": {"summary": "Level 1"}})
            wait_until(lambda: told.to("/slack/paging-1") or told.refused)
        assert told.refused == []
        actions = told.to("/slack/paging-1")[0]["attachments"][0]["actions"]
        (url,) = [action["url"] for action in actions if action["text"] == "Acknowledge"]
        query = unquote(urlsplit(urlsplit(url).fragment).query).removeprefix("filter=")
        wanted = acknowledgement(made, level, reached=1)
        assert set(Matcher.of_text(query)) == {one for one in wanted if one.name != "escalation_policy"}


def _labels(name: str) -> dict[str, str]:
    return {"alertname": name, "severity": "critical", "team": "web", "instance": 'a "quoted" \\ one'}


def test_a_restart_of_prometheus_does_not_begin_anew(programs: Programs, tmp_path: Path) -> None:
    """Of an alert whose `for` is no shorter than `--rules.alert.for-grace-period`, here a second."""
    since = 'ALERTS_FOR_STATE{alertname="Unseen",escalation=""}'
    level = 'ALERTS_FOR_STATE{alertname="Unseen",escalation="2"}'
    with listening() as told, receiving() as mailbox, scraped() as target:
        made = _project(Channels(tmp_path, told, mailbox))
        rules = rules_of(made)
        target.metrics = {'broken{name="Unseen",node="a"}': 1.0}
        program = programs("prometheus-new")
        with evaluating(program, tmp_path, rules, target) as prometheus:
            wait_until(lambda: prometheus.value('ALERTS{alertname="Unseen",alertstate="firing"}'), 60)
            before = prometheus.value(since)
        with evaluating(program, tmp_path, rules, target) as prometheus:
            wait_until(lambda: prometheus.value(level), 60)
            assert prometheus.value(since) == before
