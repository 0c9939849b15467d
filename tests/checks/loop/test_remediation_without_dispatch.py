"""Remediations that nothing starts."""

from alertflow.dispatch import Bridge
from alertflow.github import PullRequest, RepositoryDispatch, RunStep, Triggers
from tests.checks.making import alert, config, found, project, remedied, route, to_github, workflow

ID = "loop/remediation-without-dispatch"
FIXED = remedied()


def listening(*types: str) -> Triggers:
    return Triggers(repository_dispatch=RepositoryDispatch(types=types))


def test_a_project_without_dispatch_never_starts_its_remediations() -> None:
    assert found(ID, project(alert(remediation=FIXED), alert("B", remediation=FIXED), dispatch=())) == [
        "error: the remediation of HighErrorRate (and those of 1 more) never starts: "
        "the project has no dispatch."
        " | The alert fires, and its workflow runs only when a person starts it."
        ' | Say how alerts reach GitHub: dispatch=Direct(token_file="/etc/alertmanager/github-token").'
    ]


def test_an_alert_whose_label_keeps_it_from_github_is_found() -> None:
    kept = alert(remediation=FIXED, labels={"dispatch": "never"})
    assert found(ID, project(kept, alert("Other", remediation=FIXED))) == [
        "error: the remediation of HighErrorRate never starts: "
        "no route of monitoring/alertmanager.yml takes it to GitHub."
        " | The alert fires, and its workflow runs only when a person starts it."
        ' | The dispatch route takes alerts with the label dispatch="github", which alertflow sets: '
        "do not set that label to something else."
    ]


def test_an_event_that_no_workflow_listens_to_is_found_in_any_files() -> None:
    step = RunStep(run="true")
    documents = config(route("dispatch"), to_github("alert-fired")) | workflow(step, on=listening("alert"))
    assert found(ID, documents) == [
        "error: receiver 'dispatch' of alertmanager.yml sends the event 'alert-fired', "
        "to which no workflow listens."
        " | GitHub takes the event, answers 204, and starts nothing."
        " | Let a workflow listen to it, or send another event type. Did you mean 'alert'?"
    ]


def test_two_severities_of_one_alert_and_two_ways_are_right() -> None:
    bridge = Bridge("http://bridge/alerts", token_file="/token", config="monitoring/bridge.yml")
    both = [project(alert(remediation=FIXED)).dispatches[0], bridge]
    assert found(ID, project(alert(remediation=FIXED), dispatch=both)) == []


def test_a_project_that_answers_nothing_needs_no_dispatch() -> None:
    assert found(ID, project(alert(), dispatch=())) == []


def test_a_workflow_that_listens_to_every_event_hears_this_one() -> None:
    sends = config(route("dispatch"), to_github("alert-fired"))
    assert found(ID, sends | workflow(RunStep(run="true"), on=listening())) == []
    assert found(ID, sends | workflow(RunStep(run="true"), on=listening("other", "alert-fired"))) == []


def test_where_the_workflows_are_not_among_the_files_nothing_is_known() -> None:
    assert found(ID, config(route("dispatch"), to_github("alert-fired"))) == []


def test_a_templated_event_type_may_be_any() -> None:
    sends = config(route("dispatch"), to_github("{{ .GroupLabels.team }}"))
    assert found(ID, sends | workflow(RunStep(run="true"), on=listening("a"))) == []


def test_a_workflow_for_something_else_hears_nothing() -> None:
    sends = config(route("dispatch"), to_github("alert-fired"))
    other = workflow(RunStep(run="true"), on=Triggers(pull_request=PullRequest()))
    assert found(ID, sends | other) == []
