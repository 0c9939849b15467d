"""A real Alertmanager, old and new, delivers every generated notification, and each says what it is to say.

The stand-ins refuse what the real services would refuse, and what a hostile label got to mean something.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from alertflow.alertmanager import Matcher
from alertflow.model import Alert, Message, Project, Receiver, Route, Severity
from tests.alertmanager.live import Alertmanager, running, wait_until
from tests.notifications.mail import Mailbox, Page, receiving, text
from tests.notifications.standins import Told, listening
from tests.notifications.told import HOSTILE, Channels, alert, firing, project, resolved

Programs = Callable[[str], Path]

FULL: dict[str, Any] = {
    "summary": "{{ $labels.instance }} has failed",
    "description": "It has failed since the last release.\nRoll back.",
    "runbook": "https://runbooks.example.org/failed",
    "dashboard": "https://grafana.example.org/d/failed?var=a&b=c",
    "labels": {"service": "shop", "environment": "production"},
}
CRITICAL = alert("Critical", Severity.CRITICAL, **FULL)
HIGH = alert("High", Severity.HIGH, **FULL)
WARNING = alert("Warning", Severity.WARNING, **FULL)
INFO = alert("Info", Severity.INFO, **FULL)
PAGE = alert("Page", Severity("page", rank=50), **FULL)
SLA = alert(
    "Sla",
    Severity.CRITICAL,
    **(FULL | {"labels": {"kind": "sla", "service": "shop"}}),
    annotations={"sla_target": "99.9%", "customer_impact": "{{ $labels.instance }} cannot pay"},
)
BREACH = alert("Breach", Severity.CRITICAL, **(FULL | {"labels": {"kind": "security"}}))
RELEASE = alert("Release", Severity.WARNING, **(FULL | {"labels": {"kind": "deployment", "version": "1.2"}}))
CUSTOM = alert("Custom", Severity.HIGH, **(FULL | {"labels": {"kind": "custom", "service": "shop"}}))
MANY = alert("Many", Severity.CRITICAL, **FULL)
LONG = alert("Long", Severity.CRITICAL, **FULL)
BARE = alert("Bare", Severity.CRITICAL, annotations={"missing": "x"})
ALERTS = [CRITICAL, HIGH, WARNING, INFO, PAGE, SLA, BREACH, RELEASE, CUSTOM, MANY, LONG, BARE]

OWN = Message(
    kind="custom",
    title="{service}: {alertname} <{status}>",
    text="{summary}\n\nVersion: {labels.version}\nTo {annotations.missing}\n"
    "<b>{labels.instance}</b> | {runbook_url}",
    channel="email",
)


@dataclass
class Delivered:
    """What came in while the alerts fired, and once they had resolved."""

    release: str
    told: Told
    mailbox: Mailbox
    alertmanager: Alertmanager
    made: Project
    fired: dict[str, list[Any]]
    resolved: dict[str, list[Any]]

    def slack(self, one: Alert) -> dict[str, Any]:
        """The message about an alert while it fires."""
        body = _about(one, self.fired["/slack/all"], lambda body: body["attachments"][0]["title"])
        found: dict[str, Any] = body["attachments"][0]
        return found

    def pagerduty(self, one: Alert) -> dict[str, Any]:
        found: dict[str, Any] = _about(
            one, self.fired["/pagerduty/all"], lambda body: body["payload"]["summary"]
        )
        return found

    def mail(self, one: Alert) -> Any:
        return _about(one, self.fired["mail"], lambda mail: mail["Subject"])


def _about(one: Alert, bodies: list[Any], title: Callable[[Any], str]) -> Any:
    (found,) = [body for body in bodies if one.name in title(body)]
    return found


@pytest.fixture(scope="module", params=["old", "new"])
def delivered(
    request: pytest.FixtureRequest, programs: Programs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Delivered]:
    release = request.param
    program, folder = programs(f"alertmanager-{release}"), tmp_path_factory.mktemp("delivered")
    with listening() as told, receiving() as mailbox:
        channels = Channels(folder, told, mailbox)
        receivers: list[Receiver] = [
            *(channels.slack(), channels.pagerduty(), channels.email(), channels.webhook()),
            *([channels.teams()] if release == "new" else []),
        ]
        quiet = Route("quiet", severity=[Severity.WARNING, Severity.INFO], receivers=receivers)
        made = project(receivers, ALERTS, messages=[OWN], routes=[quiet])

        def come() -> dict[str, list[Any]]:
            return {**told.received, "mail": mailbox.mails}

        def wait_for(times: int) -> None:
            wait_until(
                lambda: (
                    told.refused
                    or mailbox.refused
                    or [len(bodies) for bodies in come().values()] == [times * len(ALERTS)] * len(receivers)
                )
            )

        with running(program, channels.config(made), folder) as alertmanager:
            sent = [firing(made, one, instance=HOSTILE, region="1") for one in ALERTS if one is not MANY]
            sent[-1]["annotations"] = {}
            sent[-2] = firing(made, LONG, instance="é" * 3000)
            sent += [firing(made, MANY, instance=f"node-{number:02}") for number in range(12)]
            alertmanager.post(*sent)
            wait_for(1)
            fired = {path: bodies[:] for path, bodies in come().items()}
            alertmanager.post(*map(resolved, sent))
            wait_for(2)
            over = {path: bodies[len(ALERTS) :] for path, bodies in come().items()}
            yield Delivered(release, told, mailbox, alertmanager, made, fired, over)


def test_nothing_is_refused_and_nothing_is_lost(delivered: Delivered) -> None:
    assert delivered.told.refused == []
    assert delivered.mailbox.refused == []
    for bodies in (*delivered.fired.values(), *delivered.resolved.values()):
        assert len(bodies) == len(ALERTS)


class TestSlack:
    def test_critical_says_everything_and_has_buttons(self, delivered: Delivered) -> None:
        message = delivered.slack(CRITICAL)
        assert message["title"] == "[FIRING:1] Critical (critical)"
        escaped = HOSTILE.replace("<", "&lt;")
        summary, *rest = message["text"].split("\n")
        assert summary == f"*{escaped} has failed*"
        assert rest[:2] == ["It has failed since the last release.", "Roll back."]
        assert rest[2].startswith("Since: 20")
        assert rest[2].endswith(" UTC")
        assert rest[3].startswith("Labels: alertname=Critical, ")
        assert f"instance={escaped}, region=1, service=shop, severity=critical" in rest[3]
        assert [action["text"] for action in message["actions"]] == (["Runbook", "Dashboard", "Silence"])
        assert message["color"] == "#c9302c"

    def test_buttons_lead_where_they_say(self, delivered: Delivered) -> None:
        urls = {action["text"]: action["url"] for action in delivered.slack(CRITICAL)["actions"]}
        assert urls["Runbook"] == FULL["runbook"]
        assert urls["Dashboard"] == FULL["dashboard"]

    def test_the_silence_is_of_just_this_alert(self, delivered: Delivered) -> None:
        silence = delivered.slack(CRITICAL)["actions"][-1]
        query = unquote(urlsplit(urlsplit(silence["url"]).fragment).query).removeprefix("filter=")
        labels = firing(delivered.made, CRITICAL, instance=HOSTILE, region="1")["labels"]
        assert set(Matcher.of_text(query)) == {Matcher(name, "=", value) for name, value in labels.items()}

    def test_labels_that_are_too_long_for_an_address_are_left_out_of_it(self, delivered: Delivered) -> None:
        message = delivered.slack(LONG)
        assert f"*{'é' * 3000} has failed*" in message["text"]
        assert message["actions"][-1]["url"].endswith("/#/silences/new")

    def test_without_a_dashboard_the_button_leads_to_alertmanager(self, delivered: Delivered) -> None:
        second = delivered.slack(BARE)["actions"][1]
        assert second["text"] == "Alertmanager"
        assert second["url"].startswith("http://")

    def test_high_sums_up(self, delivered: Delivered) -> None:
        message = delivered.slack(HIGH)
        assert message["text"].split("\n")[1:] == [
            "It has failed since the last release.",
            "Roll back.",
            "Service: shop",
            "Environment: production",
            "",
        ]
        assert message["actions"][0]["text"] == "Runbook"

    def test_a_warning_is_short(self, delivered: Delivered) -> None:
        message = delivered.slack(WARNING)
        assert message["text"].split("\n")[1:] == ["Runbook: https://runbooks.example.org/failed", ""]
        assert "actions" not in message

    def test_info_is_one_line(self, delivered: Delivered) -> None:
        message = delivered.slack(INFO)
        assert "actions" not in message
        assert message["text"] == f"{HOSTILE.replace('<', '&lt;')} has failed\n"
        assert message["color"] == "#439fe0"

    def test_a_severity_of_one_s_own_is_like_the_worst_it_reaches(self, delivered: Delivered) -> None:
        message = delivered.slack(PAGE)
        assert message["title"] == "[FIRING:1] Page (page)"
        assert "Labels: alertname=Page" in message["text"]
        assert message["color"] == "#c9302c"

    def test_special_kinds_have_words_of_their_own(self, delivered: Delivered) -> None:
        sla, breach, release = map(delivered.slack, (SLA, BREACH, RELEASE))
        assert sla["title"] == "[FIRING:1] SLA violation: Sla"
        impact = f"Customer impact: {HOSTILE.replace('<', '&lt;')} cannot pay"
        assert sla["text"].split("\n")[1:4] == ["Service: shop", "Target: 99.9%", impact]
        assert breach["title"] == "[FIRING:1] Security: Breach (critical)"
        assert release["title"] == "[FIRING:1] Deployment: Release (warning)"
        assert "Version: 1.2\n" in release["text"]

    def test_many_alerts_are_ten_and_how_many_there_are(self, delivered: Delivered) -> None:
        message = delivered.slack(MANY)
        assert message["title"] == "[FIRING:12] Many (critical)"
        assert message["text"].count(" has failed*\n") == 10
        assert message["text"].endswith("These are 10 of 12 alerts.")

    def test_what_is_over_says_so(self, delivered: Delivered) -> None:
        bodies = [body["attachments"][0] for body in delivered.resolved["/slack/all"]]
        assert {body["title"].split("]")[0] for body in bodies if "Custom" not in body["title"]} == {
            "[RESOLVED"
        }
        assert {body["color"] for body in bodies} == {"#2eb886"}
        assert all(body["text"].startswith("Resolved: ") for body in bodies)


class TestPagerDuty:
    def test_the_summary_is_all_that_a_phone_shows(self, delivered: Delivered) -> None:
        event = delivered.pagerduty(CRITICAL)
        assert event["payload"]["summary"] == f"Critical (critical): {HOSTILE} has failed"
        assert event["payload"]["severity"] == "critical"
        assert delivered.pagerduty(HIGH)["payload"]["severity"] == "error"
        assert delivered.pagerduty(PAGE)["payload"]["severity"] == "critical"

    def test_the_details_are_text_whatever_the_labels_are(self, delivered: Delivered) -> None:
        """As YAML, which Alertmanager 0.30 and later reads, they would be a mapping, and run as templates."""
        first, *others = delivered.pagerduty(CRITICAL)["payload"]["custom_details"]["alerts"].split("\n")
        assert first == f"\t{HOSTILE} has failed"
        assert others[:2] == ["It has failed since the last release.", "Roll back."]
        assert f"instance={HOSTILE}, region=1" in others[3]
        assert set(delivered.pagerduty(CRITICAL)["payload"]["custom_details"]) == {
            *("alerts", "firing", "resolved"),  # Alertmanager's own texts for the last two hold labels
            *("num_firing", "num_resolved"),
        }

    def test_a_summary_is_cut_where_pagerduty_would_refuse_it(self, delivered: Delivered) -> None:
        assert delivered.pagerduty(LONG)["payload"]["summary"].startswith("Long (critical): éé")

    def test_it_counts_and_links(self, delivered: Delivered) -> None:
        event = delivered.pagerduty(MANY)
        details = event["payload"]["custom_details"]
        assert (str(details["firing"]), str(details["resolved"])) == ("12", "0")
        assert [link["text"] for link in event["links"]] == ["Runbook", "Dashboard", "Silence"]
        assert event["client_url"].startswith("http://")

    def test_an_incident_is_resolved_by_its_key(self, delivered: Delivered) -> None:
        triggered = {event["dedup_key"] for event in delivered.fired["/pagerduty/all"]}
        over = delivered.resolved["/pagerduty/all"]
        assert {event["event_action"] for event in over} == {"resolve"}
        assert {event["dedup_key"] for event in over} == triggered


class TestEmail:
    def test_it_has_a_subject_a_text_and_a_page(self, delivered: Delivered) -> None:
        mail = delivered.mail(CRITICAL)
        assert mail["Subject"] == "[FIRING:1] Critical (critical)"
        assert (mail["From"], mail["To"]) == ("alerts@example.org", "oncall@example.org")
        lines = text(mail, "plain").split("\n")
        assert lines[0] == f"{HOSTILE} has failed"
        assert lines[-3:] == [f"Runbook: {FULL['runbook']}", f"Dashboard: {FULL['dashboard']}", ""]

    def test_the_page_says_the_same_and_runs_nothing(self, delivered: Delivered) -> None:
        page = Page(text(delivered.mail(CRITICAL), "html"))
        assert f"{HOSTILE} has failed" in page.text
        assert "script" not in page.tags
        assert page.links[FULL["runbook"]] == FULL["runbook"]
        assert page.links[FULL["dashboard"]] == FULL["dashboard"]

    def test_the_silence_of_the_page_is_of_just_this_alert(self, delivered: Delivered) -> None:
        silence = Page(text(delivered.mail(CRITICAL), "html")).links["Silence"]
        query = unquote(urlsplit(urlsplit(silence).fragment).query).removeprefix("filter=")
        labels = firing(delivered.made, CRITICAL, instance=HOSTILE, region="1")["labels"]
        assert set(Matcher.of_text(query)) == {Matcher(name, "=", value) for name, value in labels.items()}

    def test_a_message_of_one_s_own_says_what_it_says(self, delivered: Delivered) -> None:
        mail = delivered.mail(CUSTOM)
        assert mail["Subject"] == "shop: Custom <FIRING:1>"
        assert text(mail, "plain").split("\n") == [
            f"{HOSTILE} has failed",
            "",
            f"<b>{HOSTILE}</b> | https://runbooks.example.org/failed",
            "",
        ]
        assert f"<b>{HOSTILE}</b> | " in Page(text(mail, "html")).text
        assert delivered.slack(CUSTOM)["title"] == "[FIRING:1] Custom (high)"

    def test_what_is_over_says_so(self, delivered: Delivered) -> None:
        assert all(text(mail, "plain").startswith("Resolved: ") for mail in delivered.resolved["mail"])


def test_a_webhook_gets_alertmanager_s_own_words(delivered: Delivered) -> None:
    (body,) = [
        one for one in delivered.fired["/webhook/all"] if one["groupLabels"]["alertname"] == "Critical"
    ]
    (fired,) = body["alerts"]
    assert fired["labels"]["instance"] == HOSTILE
    assert fired["annotations"]["summary"] == f"{HOSTILE} has failed"


def test_teams_reads_the_same_without_links_of_somebody_s_own(delivered: Delivered) -> None:
    if delivered.release == "old":
        assert "/teams/all" not in delivered.fired
        return
    cards = [one["attachments"][0]["content"]["body"] for one in delivered.fired["/teams/all"]]
    (text,) = [text["text"] for title, text in cards if "Critical" in title["text"]]
    assert text.startswith("**<!channel> <https://evil.example.org|Runbook> \\[x](https://evil.example.org)")
    assert f"Runbook: {FULL['runbook']}" in text
