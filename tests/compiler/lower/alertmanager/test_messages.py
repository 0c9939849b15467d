"""What receivers are told, as templates: chosen by severity and kind, filled with fields; and none fails."""

from typing import Any

import pytest

from alertflow.alertmanager import JiraConfig, SlackConfig, every_template, template_problems
from alertflow.compiler.lower.alertmanager.rendering import chosen, lines, title
from alertflow.model import (
    Alert,
    Direct,
    Email,
    Message,
    MicrosoftTeams,
    Other,
    PagerDuty,
    Route,
    Severity,
    Slack,
    Team,
)
from alertflow.model.severity import STANDARD
from tests.compiler.lower.alertmanager.making import alert, config
from tests.compiler.lower.alertmanager.test_policies import POLICIES

GROUPED = ("alertname", "severity")


class TestFields:
    def test_a_line_of_which_every_field_is_empty_is_left_out(self) -> None:
        assert lines("Impact: {annotations.impact}\nSeverity: {severity}", "pagerduty") == (
            "{{ with .Annotations.impact }}Impact: {{ . }}\n{{ end }}Severity: {{ .Labels.severity }}\n"
        )
        assert lines("{service} in {environment}", "pagerduty") == (
            "{{ if or .Labels.service .Labels.environment }}"
            "{{ .Labels.service }} in {{ .Labels.environment }}\n{{ end }}"
        )

    def test_what_comes_from_labels_is_escaped_for_the_channel(self) -> None:
        assert lines("{labels.host}", "slack") == (
            '{{ with .Labels.host }}{{ . | reReplaceAll "<" "&lt;" }}\n{{ end }}'
        )
        assert lines("{labels.host}", "teams") == (
            '{{ with .Labels.host }}{{ . | reReplaceAll "\\\\[" "\\\\[" }}\n{{ end }}'
        )

    def test_in_a_page_a_person_s_own_text_is_text_as_well(self) -> None:
        assert lines("<b>", "html", "<br>") == "&lt;b&gt;<br>"

    def test_a_title_says_what_the_group_has_in_common(self) -> None:
        assert title("{alertname} of {service}", "email", GROUPED) == (
            "{{ .CommonLabels.alertname }} of {{ .CommonLabels.service }}"
        )
        assert title("{alertname}: {summary}", "email", ["team"]) == (
            '{{ or .CommonLabels.alertname "Several alerts" }}: '
            "{{ or .CommonAnnotations.summary (index .Alerts 0).Annotations.summary }}"
        )
        assert title("{alertname}", "email", ["..."]) == "{{ .CommonLabels.alertname }}"


def test_the_first_case_that_holds_is_said() -> None:
    assert chosen([], "a") == "a"
    assert chosen([("x", "1"), ("y", "2")], "3") == "{{ if x }}1{{ else if y }}2{{ else }}3{{ end }}"


CRITICAL = alert()
WARNING = alert("Slow", Severity.WARNING)


def text(*alerts: Alert, **more: Any) -> str:
    (receiver,) = config(alerts=alerts, **more).receivers
    return receiver.slack_configs[0].text or ""


class TestChoice:
    def test_a_receiver_says_only_what_the_alerts_that_reach_it_need(self) -> None:
        assert "{{ if eq .Labels.severity" not in text(CRITICAL)
        assert '{{ if eq .Labels.severity "critical" }}' in text(CRITICAL, WARNING)

    def test_a_kind_that_no_alert_has_is_not_written(self) -> None:
        assert "SLA" not in str(config(alerts=[CRITICAL]).to_data())
        assert "SLA violation" in str(config(alerts=[alert(labels={"kind": "sla"})]).to_data())

    def test_a_kind_that_nothing_is_said_of_is_as_none(self) -> None:
        odd = alert(labels={"kind": "{{ $labels.kind }}"})
        assert text(odd) == text(alert())

    def test_the_first_message_that_fits_is_taken(self) -> None:
        messages = [
            Message(text="only mail", channel="email"),
            Message(text="of a kind", kind="sla"),
            Message(text="critical", severity=Severity.CRITICAL),
            Message(text="any"),
        ]
        assert "critical\n" in text(CRITICAL, messages=messages)
        assert "any\n" in text(WARNING, messages=messages)
        assert "of a kind\n" in text(alert(labels={"kind": "sla"}), messages=messages)

    def test_without_a_title_alertflow_s_own_stands(self) -> None:
        (receiver,) = config(messages=[Message(text="mine")]).receivers
        assert "{{ .Status | toUpper }}" in (receiver.slack_configs[0].title or "")
        assert "mine" in (receiver.slack_configs[0].text or "")

    def test_one_severity_of_a_kind_may_have_words_of_its_own(self) -> None:
        messages = [Message(text="bad", kind="sla", severity=Severity.CRITICAL)]
        worse, milder = (
            alert(one.name, one, labels={"kind": "sla"}) for one in (Severity.CRITICAL, Severity.HIGH)
        )
        said = text(worse, milder, CRITICAL, messages=messages)
        assert '{{ if and (eq .Labels.kind "sla") (eq .Labels.severity "critical") }}bad' in said
        assert '{{ else if and (eq .Labels.kind "sla") (eq .Labels.severity "high") }}' in said

    def test_what_is_grouped_otherwise_says_that_it_is_mixed(self) -> None:
        route = Route("all", receivers=[Slack(channel="#a")], group_by=["team"])
        found = {one.name: one for one in config(alerts=[CRITICAL, WARNING], routes=[route]).receivers}
        assert '{{ or .CommonLabels.severity "mixed severities" }}' in (
            found["all"].slack_configs[0].title or ""
        )


class TestWhereNothingIsExpected:
    """Behind routes for every severity a team is told only of other projects' alerts, and of mistakes."""

    ROUTES = [Route(one.name, severity=one, receivers=[Slack(channel=f"#{one}")]) for one in STANDARD]

    def slack(self, **more: Any) -> SlackConfig:
        found = {one.name: one for one in config(alerts=[CRITICAL], routes=self.ROUTES, **more).receivers}
        return found["web"].slack_configs[0]

    def test_the_words_and_the_colour_are_of_no_severity(self) -> None:
        own = [Message(text="burning", severity=Severity.CRITICAL), Message(text="a page", kind="sla")]
        told = self.slack(messages=own)
        assert told.color == '{{ if eq .Status "resolved" }}#2eb886{{ else }}#439fe0{{ end }}'
        assert "{{ .CommonLabels.severity }}" in (told.title or "")
        assert ".SortedPairs" in (told.text or "")
        assert not {"burning", "a page"} & {*(told.text or "").split("\n")}
        assert told.actions == ()

    def test_a_message_for_all_alerts_is_for_these_as_well(self) -> None:
        assert "any\n" in (self.slack(messages=[Message(text="any")]).text or "")


def test_a_text_is_written_without_the_indentation_of_its_source() -> None:
    indented = """
        {summary}
          Owner: me
        """
    assert lines(indented, "pagerduty") == "{{ with .Annotations.summary }}{{ . }}\n{{ end }}  Owner: me\n"


def test_any_other_channel_is_said_in_alertmanager_s_own_words() -> None:
    jira = JiraConfig(project="OPS", issue_type="Bug", api_url="https://jira.example.org/rest/api/2/")
    (receiver,) = config(team=Team("web", receivers=[Other(jira)])).receivers
    assert receiver.jira_configs == (jira,)


EVERYTHING: dict[str, Any] = {
    "repository": "o/r",
    "team": Team(
        "web",
        receivers=[
            Slack(channel="#a"),
            MicrosoftTeams(),
            PagerDuty(),
            Email("a@example.org", sender="b@example.org", smarthost="smtp.example.org:25"),
        ],
    ),
    "alerts": [
        alert(),
        *(alert(kind.title(), labels={"kind": kind}) for kind in ("sla", "security", "deployment")),
        *(alert(one.name, one, dashboard="https://d") for one in (Severity.HIGH, Severity.WARNING)),
    ],
    "messages": [
        Message(kind="sla", title="{service} {status}", text="{since} {labels}\n{labels.x} {summary}")
    ],
    "dispatch": Direct(token_file="/t"),
}


@pytest.mark.parametrize("version", ["0.25", "0.33"])
@pytest.mark.parametrize("given", [EVERYTHING, *(policy.GIVEN for policy in POLICIES)])
def test_no_template_fails(given: dict[str, Any], version: str) -> None:
    found = [
        (one.field, problem.message)
        for one in every_template(config(**given))
        for problem in template_problems(one.text, version, one.html)
    ]
    assert found == []
