"""Small projects and documents for the checks to look at, and findings as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from alertflow.alertmanager import Config, InhibitRule, Receiver, Route, SlackConfig, WebhookConfig, matcher
from alertflow.checks import Finding, Subject, check_files, checks
from alertflow.checks.mending import mend
from alertflow.checks.subject import Document
from alertflow.compiler.lower import lower
from alertflow.dispatch import Direct
from alertflow.documents import Read, Unreadable, read
from alertflow.github import ActionFile, Job, Step, Triggers, Workflow, WorkflowDispatch
from alertflow.model import Alert, Command, Project, Remediation, Severity, Slack, Team
from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, RuleGroup

SHA = "3d3c42e5aac5ba805825da76410c181273ba90b1"
SLACK = SlackConfig(channel="#alerts")
PLATFORM = Team("platform", receivers=[Slack(channel="#alerts")])
DIRECT = Direct(token_file="/etc/alertmanager/token")
LOOK = Command("look", title="Look", script="true")
RESTART = Command("restart", title="Restart", script="true")


def found(
    id_: str, subject: Subject | Project | Mapping[str, Document], root: Path | None = None
) -> list[str]:
    """What the check `id_` says of a subject, a project with all that is built from it, or documents alone:
    `severity: message | consequence | remedy`.
    """
    if isinstance(subject, Project):
        subject = Subject(dict(lower(subject)), subject, root)
    elif not isinstance(subject, Subject):
        subject = Subject(subject, root=root)
    findings = list(checks()[id_].look(subject))
    assert {one.id for one in findings} <= {id_}
    return [f"{one.severity}: {one.message} | {one.consequence} | {one.remedy}" for one in findings]


def alert(name: str = "HighErrorRate", **changes: Any) -> Alert:
    """An alert with which nothing is wrong."""
    usual: dict[str, Any] = {
        "expr": "up == 0",
        "severity": Severity.CRITICAL,
        "summary": "It is down",
        "runbook": "https://example.org/runbook",
    }
    return Alert(name=name, **(usual | changes))


def remedied(**changes: Any) -> Remediation:
    """A remediation that only looks."""
    return Remediation(**({"diagnose": [LOOK], "reason": "People decide."} | changes))


def project(*alerts: Alert, **changes: Any) -> Project:
    """A project with which nothing is wrong but its alerts."""
    usual: dict[str, Any] = {
        "name": "shop",
        "repository": "example/shop",
        "team": PLATFORM,
        "dispatch": DIRECT,
    }
    return Project(alerts=alerts, **(usual | changes))


def rules(*given: AlertingRule | RecordingRule | str) -> dict[str, Document]:
    """A rule file; an expression alone becomes the alert Trouble."""
    made = [AlertingRule("Trouble", expr=one) if isinstance(one, str) else one for one in given]
    return {"rules.yml": RuleFile(groups=[RuleGroup("all", rules=made)])}


def rule(name: str = "Trouble", /, expr: str = "up == 0", **labels: str) -> AlertingRule:
    """An alerting rule with these labels."""
    return AlertingRule(name, expr=expr, labels=labels)


def route(receiver: str | None, *matchers: str, **changes: Any) -> Route:
    """A route by its receiver and matchers."""
    return Route(receiver=receiver, matchers=[matcher(one) for one in matchers], **changes)


def config(
    root: Route, *receivers: Receiver | str, inhibit: Iterable[InhibitRule] = ()
) -> dict[str, Document]:
    """A configuration; a receiver's name alone becomes one that tells people on Slack."""
    made = [Receiver(one, slack_configs=[SLACK]) if isinstance(one, str) else one for one in receivers]
    return {"alertmanager.yml": Config(route=root, receivers=made, inhibit_rules=list(inhibit))}


def to_github(event: str = "prometheus-alert") -> Receiver:
    """The receiver that sends `event` to GitHub."""
    address = "https://api.github.com/repos/example/shop/dispatches"
    return Receiver("dispatch", webhook_configs=[WebhookConfig(url=address, payload={"event_type": event})])


def workflow(*steps: Step, on: Triggers | None = None, **job: Any) -> dict[str, Document]:
    """A workflow with one job of these steps."""
    by_hand = Triggers(workflow_dispatch=WorkflowDispatch())
    one = Job("answer", runs_on="ubuntu-24.04", steps=list(steps), **job)
    return {".github/workflows/answer.yml": Workflow(name="Answer", on=on or by_hand, jobs=[one])}


def parsed(text: str, path: str = ".github/workflows/file.yml") -> dict[str, Document]:
    """The workflow, or the action where the path says so, that this YAML is."""
    kind = ActionFile if path.endswith("action.yml") else Workflow
    return {path: kind.parse(dedent(text), path)}


def written(text: str) -> dict[str, Document]:
    """The documents of this YAML, with `---` between them: rules, a configuration of Alertmanager, or else a
    workflow, as their keys say.
    """
    made: dict[str, Document] = {}
    for one in re.split(r"^---\n", dedent(text), flags=re.MULTILINE):
        if re.search(r"^groups:", one, re.MULTILINE):
            made["rules.yml"] = RuleFile.parse(one, "rules.yml")
        elif re.search(r"^(route|receivers):", one, re.MULTILINE):
            made["alertmanager.yml"] = Config.parse(one, "alertmanager.yml")
        else:
            made |= parsed(one)
    return made


def given(text: str) -> tuple[list[Read], list[Unreadable]]:
    """What this YAML is as files, one for each document between `---`: as `alertflow check` reads them."""
    reads: list[Read] = []
    unreadable: list[Unreadable] = []
    for number, one in enumerate(re.split(r"^---\n", dedent(text), flags=re.MULTILINE)):
        some, wrong = read(one, f"{number or 'file'}.yml", lenient=True)
        reads += some
        unreadable += wrong
    return reads, unreadable


def found_in(text: str, id_: str) -> list[str]:
    """What the check `id_` finds in these files, each with its place: `file.yml:3:9 warning: …`."""
    found = check_files(*given(text))
    return [f"{one.location} {one.severity}: {one.message}" for one in found if one.id == id_]


def mended(text: str, path: str = "file.yml") -> str:
    """The file after all its safe fixes."""

    def look(texts: Mapping[str, str]) -> list[Finding]:
        reads, unreadable = read(texts.get(path, text), path, lenient=True)
        return check_files(reads, unreadable, texts={path: texts.get(path, text)})

    text = dedent(text)
    return mend({path: text}, look).texts.get(path, text)


def step(*texts: str) -> dict[str, Document]:
    """A workflow with one job, of steps whose keys these are; the first begins in line 7, column 9."""
    head = "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n"
    steps = [indent(dedent(one).strip(), " " * 8).replace(" " * 8, "      - ", 1) for one in texts]
    return parsed(head + "\n".join(steps) + "\n")


def places(id_: str, documents: Mapping[str, Document], root: Path | None = None) -> list[tuple[int, int]]:
    """The lines and columns where the check finds something."""
    found = checks()[id_].look(Subject(documents, root=root))
    return [(one.location.line, one.location.column or 0) for one in found if one.location]


def shown(id_: str, documents: Mapping[str, Document], project: Project | None = None) -> list[str]:
    """What the check finds, each with its place: `alertmanager.yml:3:9 warning: …`."""
    found = checks()[id_].look(Subject(documents, project))
    return [f"{one.location} {one.severity}: {one.message}" for one in found]
