"""The pipeline as a picture: each job coloured by what it does."""

from alertflow.compiler import build
from alertflow.compiler.graphs import pipeline_graph
from alertflow.github import Workflow
from alertflow.github.drawing import Arrow, Graph, mermaid, svg
from alertflow.model import Approval, Effect, Project
from tests.checks.making import RESTART, alert, project, remedied
from tests.compiler.every_feature import project as every_feature


def drawn(given: Project) -> Graph:
    (pipeline,) = given.workflows
    ((_, workflow),) = build(given).of(Workflow)
    return pipeline_graph(pipeline, workflow)


def test_every_job_is_of_the_kind_that_its_stage_is() -> None:
    approved = RESTART.replace(effect=Effect.DESTROYS, approval=Approval("production"))
    graph = drawn(project(alert(remediation=remedied(act=[approved]))))
    assert {box.id: box.kind.words for box in graph.boxes} == {
        "alert-context": "decides",
        "health-check": "investigates",
        "collect-diagnostics": "investigates",
        "respond-to-alert": "changes something",
        "approval-production": "asks a person",
        "respond-to-alert-production": "changes something",
        "notify-incident": "tells people",
        "post-incident-review": "tells people",
        "post-incident-review-production": "tells people",
    }
    assert graph.subtitle == (
        ".github/workflows/alert-triggered-remediation.yml · runs on repository_dispatch, workflow_dispatch"
    )


def test_a_job_waits_as_in_the_workflow_and_what_others_imply_is_not_drawn() -> None:
    graph = drawn(project(alert(remediation=remedied(act=[RESTART]))))
    assert graph.arrows == (
        Arrow("alert-context", "health-check"),
        Arrow("health-check", "collect-diagnostics"),
        Arrow("collect-diagnostics", "respond-to-alert"),
        Arrow("respond-to-alert", "notify-incident"),
        Arrow("notify-incident", "post-incident-review"),
    )


def test_a_job_of_one_s_own_is_among_them() -> None:
    graph = drawn(every_feature)
    assert [box.kind.words for box in graph.boxes if box.id == "snapshot"] == ["a job of your own"]


def test_it_can_be_drawn_both_ways() -> None:
    graph = drawn(every_feature)
    assert svg(graph).startswith("<svg")
    assert "flowchart TB" in mermaid(graph)
