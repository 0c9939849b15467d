"""The model: what it takes, what it refuses, and what it concludes."""

import json
import re
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import (
    Alert,
    AlertContext,
    AlertEvent,
    AlertTest,
    Approval,
    Bridge,
    Command,
    Direct,
    Effect,
    FiringAlert,
    Inhibition,
    Investigate,
    Notify,
    PagerDuty,
    Pipeline,
    Project,
    RecordingRule,
    Remediation,
    Respond,
    Review,
    Route,
    RuleGroup,
    Secret,
    Severity,
    Slack,
    Stage,
    Team,
)

LOOK = Command("look", title="Look", script="uptime")
RESTART = Command(
    "restart", title="Restart", script="reboot", effect=Effect.CHANGES, action="restart", target="host/a"
)


def alert(name: str = "Down", severity: Severity = Severity.CRITICAL, **more: object) -> Alert:
    return Alert(**{"name": name, "expr": "up == 0", "severity": severity, **more})  # type: ignore[arg-type]  # any


def problems(**project: object) -> list[str]:
    return [error.message for error in Project(**{"name": "p", **project}).problems()]  # type: ignore[arg-type]  # any


class TestSeverity:
    def test_severities_are_ordered(self) -> None:
        assert Severity.INFO < Severity.WARNING < Severity.HIGH < Severity.CRITICAL
        assert Severity.CRITICAL >= Severity.HIGH > Severity.INFO <= Severity.INFO

    def test_a_person_may_define_another(self) -> None:
        page = Severity("page", rank=35)
        assert Severity.HIGH < page < Severity.CRITICAL
        assert [str(s) for s in Project(name="p", alerts=[alert(severity=page)]).severities] == [
            "critical",
            "page",
            "high",
            "warning",
            "info",
        ]


class TestCommand:
    def test_a_script_with_an_expression_is_refused_with_the_way_out(self) -> None:
        with pytest.raises(
            DeclarationError, match=r"GitHub would paste text into the shell.*read \"\$NAME\""
        ):
            Command("x", title="X", script="echo ${{ github.event.client_payload.alert }}")

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"title": "a\nb"}, r"title: should be one line of text"),
            ({"title": "Look ${{ github.token }}"}, r"title is shown to people as it is"),
            ({"env": {"A": "${{ secrets.X }}"}}, r"env\['A'\] holds .* A secret is passed by secrets="),
        ],
    )
    def test_what_github_would_evaluate_is_refused(self, given: dict[str, Any], sentence: str) -> None:
        usual: dict[str, Any] = {"title": "X", "script": "true"}
        with pytest.raises(DeclarationError, match=sentence):
            Command("x", **(usual | given))

    @pytest.mark.parametrize("title", ["Costs $5", "${x}", "a $", "$$ {{ }}", "è ok"])
    def test_a_title_may_hold_what_only_looks_like_it(self, title: str) -> None:
        assert Command("x", title=title, script="true").title == title

    def test_a_secret_is_passed_under_its_name_or_another(self) -> None:
        assert Secret("DB_PASSWORD").variable == "DB_PASSWORD"
        assert Secret("KUBE_CONFIG_DATA", env="KUBECONFIG", file=True).variable == "KUBECONFIG"


class TestRemediation:
    def test_a_command_that_changes_something_does_not_diagnose(self) -> None:
        with pytest.raises(DeclarationError, match="diagnose holds 'restart', which changes"):
            Remediation(diagnose=[RESTART], act=[RESTART])

    def test_no_action_wants_a_reason(self) -> None:
        with pytest.raises(DeclarationError, match="act is empty: say in reason=…"):
            Remediation(diagnose=[LOOK])

    def test_what_a_person_asks_for_needs_the_name_of_an_action(self) -> None:
        with pytest.raises(DeclarationError, match="on_request holds 'look', which has no action name"):
            Remediation(reason="By hand.", on_request=[LOOK])

    def test_an_expression_in_what_people_read_is_refused(self) -> None:
        with pytest.raises(DeclarationError, match="follow_up is shown to people as it is"):
            Remediation(reason="By hand.", follow_up="See ${{ github.run_id }}")

    def test_its_target_is_that_of_what_it_changes(self) -> None:
        looking = LOOK.replace(target="host/b")
        assert Remediation(diagnose=[looking], act=[RESTART]).target == "host/a"
        assert Remediation(diagnose=[looking], reason="By hand.").target == "host/b"
        assert Remediation(diagnose=[LOOK], reason="By hand.").target == ""


class TestAlertTest:
    def test_a_test_expects_something(self) -> None:
        with pytest.raises(
            DeclarationError, match="it expects nothing: give fires_at=…, quiet_at=…, or both"
        ):
            AlertTest("nothing", series={"up": "0"})

    def test_annotations_are_read_when_it_fires(self) -> None:
        with pytest.raises(DeclarationError, match="give fires_at=…, too"):
            AlertTest("quiet", series={"up": "0"}, quiet_at="1m", annotations={"summary": "x"})


class TestRouting:
    def test_an_inhibition_has_two_sides(self) -> None:
        with pytest.raises(DeclarationError, match="the target matches every alert"):
            Inhibition(sources=[alert()])
        with pytest.raises(DeclarationError, match="the source matches every alert"):
            Inhibition(targets=[alert()])


class TestEvent:
    def test_the_short_form_is_a_whole_event(self) -> None:
        event = AlertEvent(alert_type="Down", severity="critical")
        assert event.client_payload() == {
            "alert_type": "Down",
            "severity": "critical",
            "status": "firing",
            "correlation_id": "",
        }

    def test_alerts_are_json_in_a_json_string(self) -> None:
        firing = FiringAlert(labels={"alertname": "Down", "x": '"{{ $(id)'}, fingerprint="ab")
        payload = AlertEvent(alert_type="Down", severity="critical", alerts=[firing]).client_payload()
        (read,) = json.loads(json.loads(payload["alerts"]))
        assert read["labels"] == {"alertname": "Down", "x": '"{{ $(id)'}
        assert read["fingerprint"] == "ab"

    def test_an_incident_id_is_plain(self) -> None:
        with pytest.raises(DeclarationError, match="correlation_id"):
            AlertEvent(alert_type="Down", severity="critical", correlation_id="a\nb")


class TestPipeline:
    def test_a_stage_waits_for_the_one_before_it(self) -> None:
        context, look, respond = AlertContext(), Investigate(), Respond()
        pipeline = Pipeline(stages=[context, look, respond])
        assert pipeline.after(context) == ()
        assert pipeline.after(respond) == (look,)
        assert pipeline.problems() == []
        assert pipeline.context is context

    def test_stages_that_wait_for_each_other_are_told_as_a_cycle(self) -> None:
        respond = Respond()
        look = Investigate("look", after=[respond])
        stages: list[Stage] = [AlertContext(), look, respond]
        (problem,) = Pipeline(stages=stages).problems()
        assert problem.message.endswith('wait for each other: "look" -> "respond-to-alert" -> "look".')

    def test_a_stage_that_is_not_there_cannot_be_waited_for(self) -> None:
        (problem,) = Pipeline(stages=[AlertContext(), Respond(after=[Investigate("other")])]).problems()
        assert "'respond-to-alert' waits for 'other', which is not among its stages" in problem.message

    def test_ids_differ(self) -> None:
        (problem,) = Pipeline(stages=[AlertContext(), Investigate("look"), Review("look")]).problems()
        assert "two stages have the id 'look'; the other one is at " in problem.message

    def test_it_starts_with_the_event(self) -> None:
        pipeline = Pipeline(stages=[Respond()])
        (problem,) = pipeline.problems()
        assert "it starts with one AlertContext()" in problem.message
        with pytest.raises(DeclarationError, match="put an AlertContext"):
            _ = pipeline.context

    def test_an_investigation_changes_nothing(self) -> None:
        with pytest.raises(DeclarationError, match="'restart' changes something; this stage only looks"):
            Investigate(commands=[RESTART])

    def test_notifying_from_the_least_severity_is_always(self) -> None:
        slack = [Slack(channel="#a")]
        assert Notify(receivers=slack, min_severity=Severity.INFO).always
        assert not Notify(receivers=slack).always


class TestProject:
    def test_the_standard_pipeline_comes_with_the_first_remediation(self) -> None:
        team = Team("a", receivers=[PagerDuty(), Slack(channel="#a")])
        assert Project(name="p", team=team, alerts=[alert()]).workflows == ()
        (pipeline,) = Project(
            name="p", team=team, alerts=[alert(remediation=Remediation(act=[RESTART]))]
        ).workflows
        assert [stage.id for stage in pipeline.stages] == [
            "alert-context",
            "health-check",
            "collect-diagnostics",
            "respond-to-alert",
            "notify-incident",
            "post-incident-review",
        ]
        notify = pipeline.stages[4]
        assert isinstance(notify, Notify)
        assert list(notify.receivers) == [Slack(channel="#a")]

    def test_an_alert_is_read_by_its_team_from_a_severity_up(self) -> None:
        slack, pager = Slack(channel="#a"), PagerDuty(min_severity=Severity.CRITICAL)
        project = Project(name="p", team=Team("a", receivers=[slack, pager]))
        assert project.receivers_of(alert(severity=Severity.WARNING)) == (slack,)
        assert project.receivers_of(alert()) == (slack, pager)
        assert Project(name="p").receivers_of(alert()) == ()

    def test_one_name_with_two_severities_is_one_trouble_grown_worse(self) -> None:
        assert problems(alerts=[alert(), alert(severity=Severity.WARNING)]) == []

    def test_the_same_alert_twice_is_told_with_the_first_place(self) -> None:
        (problem,) = problems(alerts=[alert(), alert()])
        assert problem.startswith("alert 'Down' of severity critical is declared twice; the first is at ")

    def test_names_that_collide(self) -> None:
        found = problems(
            alerts=[alert(team=Team("a")), alert("Other", team=Team("a"))],
            routes=[Route("r", receivers=[]), Route("r", receivers=[])],
            dispatch=[
                Bridge("http://b/alerts", token_file="/t"),
                Direct(token_file="/t"),
            ],
            repository="o/r",
        )
        assert [problem.split(" is declared")[0] for problem in found] == [
            "team 'a'",
            "route 'r'",
            "Alertmanager configuration 'monitoring/alertmanager.yml'",
        ]

    def test_an_expression_that_is_not_promql_is_told_with_its_alert(self) -> None:
        found = problems(
            alerts=[alert(expr="up ==")],
            groups=[RuleGroup("g", rules=[RecordingRule("a:b", expr="sum(")])],
        )
        assert [problem.split(": ")[0] for problem in found] == ["Alert(Down)", "RecordingRule(a:b)"]

    def test_one_event_does_not_start_two_pipelines(self) -> None:
        stages: list[Stage] = [AlertContext()]
        (problem,) = problems(
            alerts=[alert(remediation=Remediation(act=[RESTART]))],
            pipelines=[Pipeline(file="a.yml", stages=stages), Pipeline(file="b.yml", stages=stages)],
        )
        assert problem.startswith(
            "the event 'prometheus-alert' starts a.yml and b.yml: one alert would be remediated twice"
        )

    def test_direct_dispatch_needs_the_repository(self) -> None:
        (problem,) = problems(dispatch=Direct(token_file="/t"))
        assert "'repository' is missing" in problem

    def test_a_name_that_yaml_reads_as_something_else_cannot_be_dispatched(self) -> None:
        (problem,) = problems(alerts=[alert("Yes", remediation=Remediation(act=[RESTART]))])
        assert problem.startswith("Alert(Yes): Alertmanager's payload would say true, false or nothing")

    def test_an_approval_names_an_environment(self) -> None:
        with pytest.raises(DeclarationError, match="environment"):
            Approval("has a space")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"metrics": {"x": "countr"}},
            "metrics['x']: should be 'counter', 'gauge', 'histogram' or 'summary'",
        ),
        ({"metrics": {"1x": "counter"}}, "metrics: should be letters, digits, underscores and colons"),
        ({"scrape_interval": "15"}, "scrape_interval: should be a duration such as 5m"),
    ],
)
def test_what_is_said_of_metrics_must_be_what_prometheus_says(given: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError, match=re.escape(said)):
        Project(name="shop", **given)
