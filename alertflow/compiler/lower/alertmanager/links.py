"""Where the buttons and links of a notification lead: runbook, dashboard, workflow, silence."""

from __future__ import annotations

from typing import NamedTuple

from alertflow.compiler.lower.alertmanager.audience import Audience, Known
from alertflow.model import Project
from alertflow.model.conventions import DISPATCH, ESCALATION, ESCALATION_POLICY

_FIRST = "(index .Alerts 0).Annotations"
_ALERTMANAGER = "{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver }}"
_ENCODED = ' | urlquery | reReplaceAll "\\\\+" "%20"'
"""As a query takes it. An HTML template does so by itself, and refuses to be told."""
_QUOTED = r'''.Value | reReplaceAll "([\"\\\\])" "\\$1"'''
"""What a matcher has between its quotes."""
_LONGEST = 400
"""Bytes of labels above which the form is left empty: each may become six, and Slack takes 3,000
(https://docs.slack.dev/reference/block-kit/block-elements/button-element).
"""
_ABOVE = f"^({DISPATCH}|{ESCALATION}|{ESCALATION_POLICY})$"
"""The labels that the levels of an alert have otherwise than it has."""


class Link(NamedTuple):
    """A text, and the address it leads to; both are templates."""

    text: str
    address: str


def links(known: Known, audience: Audience, *, html: bool = False) -> list[Link]:
    """What the alerts of a receiver call for, the most urgent first; at most five.

    No address is ever empty: where a group has no runbook, its button leads to Alertmanager, and says so. To
    acknowledge in the message about an alert itself is for before its first level is told: which have been,
    a template cannot know.
    """
    found = [
        *(_annotated(known, "runbook_url", "Runbook", html=html)),
        *(_annotated(known, "dashboard_url", "Dashboard", html=html)),
    ]
    if address := _workflow(known.project):
        found.append(Link("Workflow", address))
    if audience.step is not None:
        above = range(audience.step.number + 1, audience.step.of + 1)
        if above and audience.step.acknowledge:
            found.append(Link("Acknowledge", _acknowledge("|".join(map(str, above)), html=html)))
    elif not known.acknowledged.isdisjoint(one.severity.name for one in audience.sorts):
        found.append(Link("Acknowledge", _acknowledge(".+", html=html)))
    return [*found, Link("Silence", _silence(html=html))]


def _annotated(known: Known, annotation: str, text: str, *, html: bool) -> list[Link]:
    """A link to what an annotation names, if an alert has it."""
    if annotation not in known.annotated or html:  # a mail names it beside each alert
        return []
    first = f"{_FIRST}.{annotation}"
    if known.annotated[annotation]:
        named = text
    else:
        named = f"{{{{ if {first} }}}}{text}{{{{ else }}}}Alertmanager{{{{ end }}}}"
    return [Link(named, f"{{{{ or {first} .ExternalURL }}}}")]


def _workflow(project: Project) -> str:
    """The runs of the workflow that answers alerts."""
    pipeline = next((one for one in project.workflows if one.events), None)
    if pipeline is None or not project.repository or not project.dispatches:
        return ""
    return f"https://github.com/{project.repository}/actions/workflows/{pipeline.file}"


def _silence(*, html: bool) -> str:
    """Alertmanager's form for a silence, filled in with the labels of the group."""
    return _form(
        "{{ range $number, $_ := .CommonLabels.SortedPairs }}{{ if $number }}%2C{{ end }}"
        f"{_pair(html=html)}{{{{ end }}}}"
    )


def _acknowledge(levels: str, *, html: bool) -> str:
    """The form, filled in for the levels of the group's alerts that are to be told of no more."""
    plus = levels.replace("+", "%2B").replace("|", "%7C")
    return _form(
        f"{ESCALATION}%3D~%22{plus}%22"
        f'{{{{ range .CommonLabels.SortedPairs }}}}{{{{ if not (match "{_ABOVE}" .Name) }}}}%2C'
        f"{_pair(html=html)}{{{{ end }}}}{{{{ end }}}}"
    )


def _form(matchers: str) -> str:
    short = f'lt (len (join "" .CommonLabels.Values)) {_LONGEST}'
    return f"{{{{ .ExternalURL }}}}/#/silences/new{{{{ if {short} }}}}?filter=%7B{matchers}%7D{{{{ end }}}}"


def _pair(*, html: bool) -> str:
    return f"{{{{ .Name }}}}%3D%22{{{{ {_QUOTED}{'' if html else _ENCODED} }}}}%22"


__all__ = ["Link", "links"]
