"""What a runbook says of commands: what happens by itself, what to look at, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc

from alertflow.compiler.lower.github import FOLDER
from alertflow.compiler.lower.runbooks.by_hand import by_hand
from alertflow.compiler.lower.runbooks.subject import Subject, distinct
from alertflow.markdown import bullets, code, fenced, link, one_line, steps
from alertflow.model import Command, Effect, Pipeline, Remediation, Respond, Secret

LOOK, DO = "What to look at", "What to do"
_EFFECTS = {
    Effect.READS: "only looks",
    Effect.CHANGES: "changes something that is easily put back",
    Effect.DESTROYS: "takes something away that somebody may want back",
}
_SHORT = 15
"""Lines of a script that are shown at once; a longer one is folded."""
_USUAL = {"KUBECONFIG": "~/.kube/config"}
"""Where people have the files that secrets hold."""


def by_itself(subject: Subject) -> str:
    """What the workflow does when the alert fires."""
    pipeline, remediation = subject.pipeline, subject.remediation
    if pipeline is None or remediation is None:
        return ""
    file = link(pipeline.file, subject.relative(f"{FOLDER}/{pipeline.file}"))
    starts = (
        f"Alertmanager has GitHub run {file}, which:"
        if subject.project.dispatches and pipeline.events
        else f"Nothing: {file} answers the alert, but only a person starts it. Then it:"
    )
    done = [f"looks: {_titles(subject.looking)}"] if subject.looking else []
    done += _acts(subject, pipeline, remediation)
    if remediation.act and remediation.verify:
        done.append(f"proves that it helped: {_titles(remediation.verify)}")
    return f"## What happens by itself\n\n{starts}\n\n{steps(done or ['only tells people.'])}"


def _acts(subject: Subject, pipeline: Pipeline, remediation: Remediation) -> Iterator[str]:
    """What it changes, and what keeps it from that."""
    if not remediation.act:
        yield f"changes nothing: {one_line(remediation.reason)}"
        return
    responds = [stage for stage in pipeline.stages if isinstance(stage, Respond)]
    least = min((stage.min_severity for stage in responds), default=None)
    if least is None:
        yield "changes nothing: no stage of it responds"
        return
    budget = remediation.budget
    if all(alert.severity < least for alert in subject.alerts):
        yield f"changes nothing by itself, as it acts on alerts from **{one_line(least.name)}** up only"
        return
    times = "once" if budget.runs == 1 else f"{budget.runs} times"
    above = [alert for alert in subject.alerts if alert.severity < least]
    only = f", if the alert is **{one_line(least.name)}** or worse" if above else ""
    limit = f"at most {times} in {budget.per}{only}; beyond that it only looks"
    yield f"acts, {limit}:\n\n{bullets(map(_described, remediation.act))}"


def _described(command: Command) -> str:
    approval = ""
    if command.approval is not None:
        approval = f" **once a reviewer of the environment {code(command.approval.environment)} approves it**"
    return f"{one_line(command.title)}{approval} ({_EFFECTS[command.effect]})"


def _titles(commands: Iterable[Command]) -> str:
    return "; ".join(one_line(command.title) for command in commands)


def to_look_at(subject: Subject) -> str:
    """How a person investigates: by the workflow, or by the same commands."""
    given = [step for runbook in subject.runbooks for step in runbook.investigate]
    looked = subject.looking or (subject.remediation.diagnose if subject.remediation else ())
    commands = distinct([*looked, *(step for step in given if isinstance(step, Command))])
    texts = dict.fromkeys(cleandoc(step) for step in given if isinstance(step, str))
    parts = [f"## {LOOK}"]
    if subject.looking:
        parts.append("All of it at once, into the summary of a run that changes nothing:")
        parts.append(fenced(subject.started("investigate"), "bash"))
        parts.append("Or by hand, with the same commands.")
    parts += _prepared(commands)
    items = [*map(_shown, commands), *texts]
    return "\n\n".join([*parts, steps(items)]) if items else ""


def _prepared(commands: Iterable[Command]) -> Iterator[str]:
    """The variables that commands read and that are secrets on GitHub."""
    secrets: dict[str, Secret] = {}
    for command in commands:
        for secret in command.secrets:
            secrets.setdefault(secret.variable, secret)
    if secrets:
        width = max(len(_export(secret)) for secret in secrets.values())
        lines = [f"{_export(one):<{width}}  # {_what(one)}" for one in secrets.values()]
        yield "They read these variables, which the workflow takes from GitHub's secrets:"
        yield fenced("\n".join(lines), "bash")


def _export(secret: Secret) -> str:
    return f"export {secret.variable}={_USUAL.get(secret.variable, '…')}"


def _what(secret: Secret) -> str:
    return f"{'a file; ' if secret.file else ''}the secret {secret.name}"


def _shown(command: Command) -> str:
    """A command with its title: what a person types, then the whole of it."""
    typed, script = by_hand(command)
    parts = [f"**{one_line(command.title)}**"]
    if typed:
        parts.append(fenced("\n".join(typed), "bash"))
    if script:
        long = typed or script.count("\n") >= _SHORT
        parts.append(_folded(script, "As the workflow runs it") if long else fenced(script, "bash"))
    return "\n\n".join(parts)


def _folded(script: str, title: str) -> str:
    """A script that is shown when its title is clicked."""
    return f"<details><summary>{title}</summary>\n\n{fenced(script, 'bash')}\n\n</details>"


def to_do(subject: Subject) -> str:
    """How a person mends it: in the words of people, and by what the workflow can be asked for."""
    given = [step for runbook in subject.runbooks for step in runbook.resolution]
    items = [_shown(step) if isinstance(step, Command) else cleandoc(step) for step in given]
    parts = [f"## {DO}", *_prepared(step for step in given if isinstance(step, Command))]
    if items:
        parts.append(steps(dict.fromkeys(items)))
    if asked := list(_asked(subject)):
        parts.append("The workflow can be asked for this; with `-f dry_run=true` it says what it would do:")
        parts.append(bullets(asked))
    if len(parts) == 1:
        parts.append("Nobody has written down what helps. Who finds out, adds it here, behind this section.")
    return "\n\n".join(parts)


def _asked(subject: Subject) -> Iterator[str]:
    """What the workflow does if it is asked to, each with the command that asks."""
    if subject.pipeline is None or subject.remediation is None:
        return
    actions: dict[str, list[Command]] = {}
    for command in (*subject.remediation.act, *subject.remediation.on_request):
        if command.action:
            actions.setdefault(command.action, []).append(command)
    for action, commands in actions.items():
        what = "; ".join(map(_described, commands))
        yield f"{what}\n\n{fenced(subject.started(action), 'bash')}"


__all__ = ["DO", "LOOK", "by_itself", "to_do", "to_look_at"]
