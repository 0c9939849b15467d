"""The loop as a picture: from each alert to who hears of it and what acts."""

from typing import Any

import pytest

from alertflow.compiler import build
from alertflow.compiler.graphs import loop_graph
from alertflow.dispatch import Bridge
from alertflow.github.drawing import Box, Graph, svg
from alertflow.model import (
    Alert,
    AlertContext,
    Approval,
    Effect,
    Email,
    Investigate,
    PagerDuty,
    Pipeline,
    Project,
    Receiver,
    Respond,
    Severity,
    Slack,
    Stage,
    Team,
    Webhook,
)
from tests.checks.making import PLATFORM, RESTART, alert, project, remedied
from tests.github.drawing.picture import parsed

ROLLBACK = RESTART.replace(name="rollback", effect=Effect.DESTROYS, approval=Approval("production"))


def drawn(*alerts: Alert, **changes: Any) -> Graph:
    given: Project = project(*alerts, **changes)
    return loop_graph(given, build(given))


def leads(graph: Graph) -> dict[str, list[str]]:
    """For the title of each box from which arrows lead, the titles of those they lead to."""
    titles = {box.id: box.title for box in graph.boxes}
    found: dict[str, list[str]] = {}
    for tail, head, _ in graph.arrows:
        found.setdefault(titles[tail], []).append(titles[head])
    return found


def said(graph: Graph, title: str) -> list[str]:
    """What the first box of that title says: its kind, and its notes."""
    box: Box = next(one for one in graph.boxes if one.title == title)
    return [box.kind.words, *(f"{label} {text}".strip() for label, text, _ in box.notes)]


def test_an_alert_leads_to_those_who_hear_of_it_and_to_the_job_that_answers() -> None:
    graph = drawn(
        alert("Down", for_="5m", remediation=remedied(act=[RESTART])),
        alert("Errors", remediation=remedied(act=[ROLLBACK])),
        alert("Slow", remediation=remedied()),
        alert("Odd"),
    )
    assert leads(graph) == {
        "Down": ["platform", "respond-to-alert"],
        "Errors": ["platform", "respond-to-alert-production"],
        "Slow": ["platform", "collect-diagnostics"],
        "Odd": ["platform"],
    }


def test_an_alert_says_how_it_is_detected_and_what_is_done() -> None:
    graph = drawn(
        alert("Down", for_="5m", remediation=remedied(act=[RESTART, ROLLBACK])),
        alert("Slow", remediation=remedied()),
    )
    assert said(graph, "Down") == [
        "fires in Prometheus",
        "critical, after 5m",
        "if up == 0",
        "then restart, rollback",
    ]
    assert said(graph, "Slow") == ["fires in Prometheus", "critical", "if up == 0", "by hand: People decide"]


@pytest.mark.parametrize(
    ("expr", "shown"),
    [
        ("up\n  == 0", "up == 0"),
        (
            'sum(rate(http_requests_total{job="shop",status=~"5.."}[5m])) / 2 > 0.05',
            'sum(rate(http_requests_total{job="shop",stat… > 0.05',
        ),
        (
            'max by (job, instance) (up{job="a-very-long-name"}) or vector(1)',
            'max by (job, instance) (up{job="a-very-long-name"})…',
        ),
    ],
)
def test_a_long_expression_keeps_its_threshold(expr: str, shown: str) -> None:
    graph = drawn(alert("Errors", expr=expr))
    box = graph.boxes[0]
    assert [(note.text, note.whole) for note in box.notes if note.label == "if"] == [
        (shown, " ".join(expr.split()))
    ]


def test_a_job_says_who_is_asked_and_where_it_is() -> None:
    graph = drawn(alert("Errors", remediation=remedied(act=[ROLLBACK, RESTART])))
    assert said(graph, "respond-to-alert-production") == [
        "changes something once a person agrees",
        "reviewers of production",
        "in alert-triggered-remediation.yml",
    ]
    assert said(graph, "respond-to-alert") == ["changes something", "in alert-triggered-remediation.yml"]


def test_an_alert_below_the_severity_that_acts_is_only_looked_at() -> None:
    graph = drawn(alert("Slow", severity=Severity.WARNING, remediation=remedied(act=[RESTART])))
    assert leads(graph)["Slow"] == ["platform", "collect-diagnostics"]
    assert said(graph, "Slow")[-1] == "by hand: restart"


def test_an_alert_that_is_dispatched_without_a_remediation_starts_nothing() -> None:
    graph = drawn(alert("Odd", labels={"dispatch": "github"}), alert("Down", remediation=remedied()))
    assert leads(graph)["Odd"] == ["platform"]


def test_a_pipeline_that_never_acts_looks_in_what_stages_it_has() -> None:
    context = AlertContext()
    act = Respond("act", after=[context])
    looking: list[Stage] = [context, Investigate("look", after=[context]), act]
    blind: list[Stage] = [context, act]
    for stages, looks in ((looking, "look"), (blind, "alert-context")):
        graph = drawn(alert("Slow", remediation=remedied()), pipelines=[Pipeline(stages=stages)])
        assert leads(graph)["Slow"] == ["platform", looks]


def test_receivers_say_where_people_read() -> None:
    mail = Email("a@example.org", sender="b@example.org", smarthost="smtp.example.org:587")
    receivers: list[Receiver] = [Slack(channel="#a"), PagerDuty(), mail, Webhook("https://example.org/hook")]
    graph = drawn(alert("Down"), team=Team("ops", receivers=receivers))
    assert said(graph, "ops") == [
        "tells people",
        "Slack #a",
        "PagerDuty",
        "e-mail a@example.org",
        "webhook https://example.org/hook",
    ]


def test_a_receiver_that_nobody_reads_is_red() -> None:
    graph = drawn(alert("Down"), team=None)
    assert said(graph, "nobody") == ["tells no one"]
    assert next(box for box in graph.boxes if box.title == "nobody").kind.hue == "red"


def test_a_remediation_that_nothing_starts_is_red() -> None:
    graph = drawn(alert("Down", remediation=remedied(act=[RESTART])), dispatch=())
    assert said(graph, "Down")[0] == "its remediation is never started"
    assert said(graph, "Down")[-1] == "by hand: restart"
    assert leads(graph) == {"Down": ["platform"]}
    assert graph.subtitle == "1 alert, routed by Alertmanager; nothing is dispatched to GitHub"


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({}, "by Alertmanager itself"),
        ({"dispatch": Bridge("http://bridge/alerts", token_file="/etc/token")}, "through the bridge"),
    ],
)
def test_the_subtitle_says_how_alerts_reach_github(changes: dict[str, Any], how: str) -> None:
    graph = drawn(alert("Down", remediation=remedied()), alert("Odd"), **changes)
    assert graph.subtitle == f"2 alerts, routed by Alertmanager; prometheus-alert is dispatched {how}"


def test_a_project_without_alerts_is_an_empty_picture() -> None:
    graph = drawn()
    assert (graph.boxes, graph.arrows) == ((), ())
    assert svg(graph)


def test_of_many_alerts_those_that_go_one_way_share_a_box() -> None:
    shop = Team("shop", receivers=[Slack(channel="#shop")])
    many = [
        alert(f"Alert{number}", team=shop if number % 3 else PLATFORM, severity=severity, remediation=remedy)
        for number in range(300)
        for severity in [Severity.CRITICAL if number % 2 else Severity.WARNING]
        for remedy in [remedied(act=[RESTART]) if number % 5 == 0 else None]
    ]
    graph = drawn(*many)
    boxes = [box for box in graph.boxes if box.id.startswith("alert ")]
    counts = [int(box.title.split()[0]) for box in boxes]
    assert sum(counts) == 300
    assert len(boxes) == 6  # two teams; and nothing is done, or looked at, or restarted
    notes = [note.text for box in boxes for note in box.notes]
    assert "80 critical, 80 warning" in notes
    assert "Alert1, Alert2, Alert4 and 157 more" in notes
    assert len(parsed(svg(graph)).boxes) == len(graph.boxes)


def test_a_box_of_many_says_what_is_done_about_them() -> None:
    commands = [RESTART.replace(name=f"fix-{number}") for number in range(5)]
    many = [
        *(alert(f"A{n}", remediation=remedied(act=[commands[n % 5]])) for n in range(10)),
        *(alert(f"B{n}", remediation=remedied(reason=f"Reason {n % 2}.")) for n in range(10)),
        alert("Alone"),
    ]
    graph = drawn(*many)
    told = {
        box.title + box.notes[-1].label: box.notes[-1].text
        for box in graph.boxes
        if box.id.startswith("alert ")
    }
    assert told == {
        "10 alertsthen": "fix-0, fix-1, fix-2 and 2 more",
        "10 alertsby hand:": "2 reasons",
        "Aloneif": "up == 0",
    }
