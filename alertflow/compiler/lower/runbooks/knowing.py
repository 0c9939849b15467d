"""What a runbook says to know: what the alert means, whom to tell, what remains to do, and its rule."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc

from alertflow.alertmanager import Config, Matcher
from alertflow.compiler.lower.annotated import annotations_of, labels_of
from alertflow.compiler.lower.escalation import acknowledgement, escalation_of
from alertflow.compiler.lower.runbooks.doing import DO, LOOK
from alertflow.compiler.lower.runbooks.objective import BUDGET, what_it_asks_for
from alertflow.compiler.lower.runbooks.subject import Subject, readable
from alertflow.compiler.lower.runbooks.told import Told, told
from alertflow.github import Workflow
from alertflow.markdown import bullets, code, fenced, link, one_line, steps, table
from alertflow.model import Alert, Review, Severity
from alertflow.model.conventions import ALERT_RULES, SEVERITY
from alertflow.prometheus import RuleFile
from alertflow.prometheus.promql.writing import series

TELL = "Whom to tell"
_SHOWN = frozenset({"summary", "description", "runbook_url", "dashboard_url"})
"""The annotations that stand elsewhere in the page."""


def what_it_means(subject: Subject) -> str:
    """The head of the page: what it is, in a few lines, and what to do first."""
    parts = [f"# {one_line(subject.title)}"]
    parts += [bullets(facts)] if (facts := list(_facts(subject))) else []
    means = dict.fromkeys(cleandoc(runbook.means) for runbook in subject.runbooks if runbook.means)
    if subject.slo is None:
        parts += means or dict.fromkeys(
            readable(one.description) for one in subject.alerts if one.description
        )
    else:
        parts += [what_it_asks_for(subject.slo), *means]
    if symptoms := [cleandoc(one) for runbook in subject.runbooks for one in runbook.symptoms]:
        parts += ["What people notice:", bullets(dict.fromkeys(symptoms))]
    parts += ["## First", steps(_first(subject))]
    return "\n\n".join(parts)


def _facts(subject: Subject) -> Iterator[str]:
    for alert in subject.alerts if subject.slo is None else ():
        lasts = f" for {alert.for_}" if alert.for_ != "0s" else ""
        summary = f": {readable(alert.summary)}" if alert.summary else ""
        yield f"**{one_line(alert.severity.name)}**{subject.apart(alert)}{lasts}{summary}"
    teams = [team.name for team in map(subject.project.team_of, subject.alerts) if team is not None]
    if teams:
        yield f"answered by {' and '.join(f'**{one_line(name)}**' for name in dict.fromkeys(teams))}"
    if subject.remediation is not None and subject.remediation.target:
        yield f"about {code(subject.remediation.target)}"


def _first(subject: Subject) -> Iterator[str]:
    """What whoever is woken does first."""
    remediation, runs = subject.remediation, subject.runs
    sections = [LOOK, DO, TELL] if subject.slo is None else [BUDGET, LOOK, DO, TELL]
    if remediation is None:
        yield "No workflow answers this alert; people do."
    else:
        if runs and subject.project.dispatches:
            what = code(subject.alerts[0].name) if subject.slo is None else "the alert"
            yield f"Open [the newest run]({runs}) for {what}: it says what was found and done."
        for command in remediation.act:
            if command.approval is not None:
                yield (
                    f"**{one_line(command.title)}** waits on that page for a reviewer of the environment "
                    f"{code(command.approval.environment)}: approve it, or reject it."
                )
        if not remediation.act:
            yield f"Nothing is changed by itself: {one_line(remediation.reason)}"
    for address in subject.dashboards:
        yield f"Look at {_linked('the dashboard', address)}."
    links = [link(name, f"#{name.lower().replace(' ', '-')}") for name in sections]
    yield f"Go on with {', '.join(links)}."


def _linked(text: str, address: str) -> str:
    """A link, or the address as it is where that holds a template."""
    return f"{one_line(text)}, {code(address)}" if "{{" in address else link(text, address)


def whom_to_tell(subject: Subject) -> str:
    """Who is told already, and who else is to be."""
    parts = [f"## {TELL}"]
    config = next((one for one in subject.documents.values() if isinstance(one, Config)), None)
    if config is not None:
        parts += ["Alertmanager tells:", table(["of", "where", "again after"], _rows(subject, config))]
    parts += [cleandoc(runbook.escalation) for runbook in subject.runbooks if runbook.escalation]
    parts += _acknowledged(subject)
    if len(parts) == 1:
        parts.append("Whoever is told is configured elsewhere: the project says nothing of it.")
    return "\n\n".join(dict.fromkeys(parts))


def _rows(subject: Subject, config: Config) -> Iterable[Sequence[str]]:
    """Who is told of each severity; for each alert, where different people read those of one severity."""
    told_of: dict[Severity, dict[tuple[Told, ...], list[Alert]]] = {}
    for alert in subject.alerts:
        rows = tuple(told(subject.project, alert, config))
        told_of.setdefault(alert.severity, {}).setdefault(rows, []).append(alert)
    for different in told_of.values():
        for rows, alerts in different.items():
            called = ", ".join(code(_called(subject, alert)) for alert in alerts)
            names = f"{called}: " if len(different) > 1 else ""
            yield from (row._replace(what=f"{names}{row.what}") for row in rows)


def _called(subject: Subject, alert: Alert) -> str:
    telling = subject.project.namesakes.telling(alert)
    return series(alert.name, dict(telling)) if telling else alert.name


def _acknowledged(subject: Subject) -> Iterator[str]:
    """How whoever is on it says so."""
    chosen = [Matcher(label, "=", value) for label, value in subject.chosen.items()]
    for alert in subject.alerts:
        escalation = escalation_of(subject.project, alert)
        if escalation is None:
            continue
        severity = one_line(alert.severity.name)
        if not escalation.acknowledge:
            yield f"As **{severity}** it cannot be acknowledged: it escalates until it has resolved."
            continue
        labels = {"alertname": alert.name, SEVERITY: alert.severity.name}
        levels = [one for one in acknowledgement(subject.project, labels) if one.name != "alertname"]
        matchers = [shlex.quote(str(one)) for one in (*chosen, *levels)]
        yield f"Who is on it acknowledges **{severity}**, so that it does not escalate any further:"
        yield _silence(matchers)
    if _may_be_silenced(subject):
        yield "A silence keeps everybody from being told again, also that it is over:"
        yield _silence([_asked(label, value) for label, value in subject.chosen.items()])


def _asked(label: str, value: str) -> str:
    """The matcher as a word for a shell; what is no plain word is quoted for amtool, too."""
    return f"{label}={value}" if shlex.quote(value) == value else shlex.quote(str(Matcher(label, "=", value)))


def _may_be_silenced(subject: Subject) -> bool:
    """Whether no alert of the page goes on until it has resolved, whoever knows of it."""
    escalations = [escalation_of(subject.project, alert) for alert in subject.alerts]
    return all(one is None or one.acknowledge for one in escalations)


def _silence(matchers: Sequence[str]) -> str:
    silence, words = "amtool silence add --duration=2h --comment='I am on it'", " ".join(matchers)
    return fenced(f"{silence} {words}" if len(matchers) == 1 else f"{silence} \\\n  {words}", "bash")


def afterwards(subject: Subject) -> str:
    """What remains to do when it is over."""
    items: list[str] = []
    if subject.remediation is not None and subject.remediation.follow_up:
        items.append(one_line(subject.remediation.follow_up))
    if issue := _issue(subject):
        items.append(issue)
    if _may_be_silenced(subject):
        items.append(
            "Let the silence expire: `amtool silence expire ID`; `amtool silence query` shows the ids."
        )
    items.append("Write down here what helped, outside of the generated sections.")
    return f"## When it is over\n\n{bullets(items)}"


def _issue(subject: Subject) -> str:
    """Where the workflow keeps the incident, if it does."""
    pipeline = subject.pipeline
    reviews = [stage for stage in pipeline.stages if isinstance(stage, Review)] if pipeline else []
    worst = subject.alerts[0].severity
    if not any(review.issue_from is not None and worst >= review.issue_from for review in reviews):
        return ""
    labels = ", ".join(code(label) for label in reviews[0].labels)
    return (
        f"The workflow keeps an issue for the incident (labelled {labels}): add what you found, and close it."
    )


def details(subject: Subject) -> str:
    """The rules as Prometheus has them, and the files that belong to the alert."""
    if subject.slo is None:
        parts = ["## The alert itself"]
    else:
        parts = ["## The alerts themselves", *_marked(subject, subject.alerts)]
    for alert in subject.alerts:
        severity = one_line(alert.severity.name)
        if subject.slo is not None:
            parts.append(f"### {one_line(alert.name)}, {severity}")
        elif len(subject.alerts) > 1:
            parts.append(f"### {severity.capitalize()}{subject.apart(alert)}")
        parts.append(fenced(cleandoc(alert.expr), "promql"))
        parts.append(_fires(alert))
        if subject.slo is None:
            parts += _marked(subject, [alert])
    files = bullets(_files(subject))
    return "\n\n".join([*parts, files] if files else parts)


def _marked(subject: Subject, alerts: Iterable[Alert]) -> Iterator[str]:
    """The labels of `alerts` and those annotations that stand nowhere else, with every value they have."""
    labels: dict[str, dict[str, None]] = {}
    others: dict[str, dict[str, None]] = {}
    for alert in alerts:
        for label, value in labels_of(subject.project, alert).items():
            labels.setdefault(label, {})[code(value)] = None
        for name, text in annotations_of(subject.project, alert).items():
            if name not in _SHOWN:
                others.setdefault(name, {})[readable(text)] = None
    for head, texts in ((["label", "value"], labels), (["annotation", "text"], others)):
        if texts:
            yield table(head, [(code(name), ", ".join(values)) for name, values in texts.items()])


def _fires(alert: Alert) -> str:
    holds = f"when that has held for {alert.for_}" if alert.for_ != "0s" else "as soon as that holds"
    lasts = f", and for {alert.keep_firing_for} after it has ended" if alert.keep_firing_for else ""
    return f"It fires {holds}{lasts}."


def _files(subject: Subject) -> Iterator[str]:
    for address in subject.dashboards:
        yield _linked("Dashboard", address)
    for title, address in dict(pair for one in subject.runbooks for pair in one.links.items()).items():
        yield link(title, address)
    for path in (*_rules(subject), *_configs(subject), *_workflows(subject)):
        yield link(path, subject.relative(path))


def _rules(subject: Subject) -> Iterable[str]:
    """The files in which its alerts stand, and those that belong to every alert."""
    project, others = subject.project, f"{subject.project.monitoring}/{ALERT_RULES}"
    groups = [project.group_of(alert) for alert in subject.alerts]
    own = [others if group is None else group.path(project.monitoring) for group in groups]
    return dict.fromkeys([*own, *(path for path in subject.paths(RuleFile) if path != others)])


def _configs(subject: Subject) -> list[str]:
    return subject.paths(Config)


def _workflows(subject: Subject) -> list[str]:
    return subject.paths(Workflow) if subject.remediation is not None else []


__all__ = ["afterwards", "details", "what_it_means", "whom_to_tell"]
