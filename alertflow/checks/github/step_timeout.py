"""A step is stopped before the command in it gives up by itself.

What will happen: GitHub kills the step in the middle. The command cannot say what it waited for,
nothing it does at its end is done, and the rollout it waited for may still go wrong.

How to mend it: let the step take longer than the command: `timeout_minutes`, or `Command(timeout=…)`, a
minute or two above the command's own `--timeout`, `timeout`, `--max-time` or `sleep`.

Wrong:

    RunStep(timeout_minutes=2, run="kubectl rollout status deployment/app --timeout=5m")

Right:

    RunStep(timeout_minutes=7, run="kubectl rollout status deployment/app --timeout=5m")
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Placed, Subject
from alertflow.declared import Location, argument
from alertflow.duration import seconds
from alertflow.github import RunStep, variables

ID = "github/step-timeout"

_VALUE = r"""["']?(?P<value>\$\{?\w+\}?|[0-9][0-9.]*[a-z0-9]*)["']?(?=$|[\s;|&)])"""
_AT_COMMAND = r"(?:^|[;|&(]|\b(?:if|then|do|else|while|until|time|sudo|exec|!)\s)\s*"
_waits = re.compile(
    rf"(?P<option>--(?:timeout|max-time|wait-for-timeout))[=\s]\s*{_VALUE}"
    rf"|{_AT_COMMAND}(?P<command>sleep)\s+{_VALUE.replace('value', 'slept')}(?!\s*&(?!&))"
    rf"|{_AT_COMMAND}(?P<limit>timeout)\s+(?:(?:-[ks]\s*\S+|--\S+)\s+)*{_VALUE.replace('value', 'limited')}",
    re.MULTILINE,
)
_only_said = re.compile(r"\s*(?:#|echo\b|printf\b|conclude\b|warn\b|skip\b)").match
_span = re.compile(r"(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?").fullmatch
_number = re.compile(r"\d+(?:\.\d+)?").fullmatch


def check(subject: Subject) -> Iterator[Finding]:
    """The steps of whose script a single command may take longer than the step, each once."""
    for placed in subject.steps:
        step = placed.step
        if not isinstance(step, RunStep) or not any(
            word in step.run for word in ("timeout", "max-time", "sleep")
        ):
            continue
        limit = _limit(placed)
        if limit is None:
            continue
        longest = max(_spans(step, placed), default=(0.0, ""))
        if longest[0] > limit * 60:
            yield Finding(
                ID,
                Severity.WARNING,
                _place(placed),
                f"step {step.label} ({placed.path}) is stopped after {limit:g} min, but its '{longest[1]}' "
                f"may take {longest[0] / 60:g} min.",
                "GitHub kills it in the middle, before the command can say what it waited for.",
                f"Give the step more time than its command: {int(longest[0] // 60) + 2} min.",
            )


def _place(placed: Placed) -> Location | None:
    """The line of the step's timeout, which a Command calls otherwise; the step's own line if it has none."""
    found = [argument(placed.location, name) for name in ("timeout_minutes", "timeout")]
    return next((one for one in found if one != placed.location), placed.location)


def _limit(placed: Placed) -> float | None:
    """The minutes after which the step, or its job, is stopped; None where no number says it."""
    limits = [placed.step.timeout_minutes, placed.job and placed.job.timeout_minutes]
    numbers = [one for one in limits if isinstance(one, (int, float))]
    return min(numbers, default=None)


def _spans(step: RunStep, placed: Placed) -> Iterator[tuple[float, str]]:
    """How long commands of the step's script may take, in seconds, each with the words that say so."""
    for words, value in _waiting(step.run):
        given = _resolved(value, variables(step.env), variables(placed.job.env if placed.job else {}))
        if given is not None and (taken := _in_seconds(given)) is not None:
            yield taken, words


@lru_cache(maxsize=1024)
def _waiting(script: str) -> tuple[tuple[str, str], ...]:
    """The options and commands that wait, as written, and for how long, as written."""
    lines = "\n".join(line for line in script.splitlines() if not _only_said(line))
    found = []
    for one in _waits.finditer(lines):
        what = one["option"] or one["command"] or one["limit"]
        value = one["value"] or one["slept"] or one["limited"]
        found.append((f"{what}{'=' if what[0] == '-' else ' '}{value}", value))
    return tuple(found)


def _resolved(value: str, *envs: Mapping[str, object]) -> str | None:
    """`value`, or what the variable that it names was set to; None where that is not known here."""
    if not value.startswith("$"):
        return value
    name = value.strip("${}")
    given = next((env[name] for env in envs if name in env), None)
    return str(given) if isinstance(given, (str, int)) and "${{" not in str(given) else None


def _in_seconds(span: str) -> float | None:
    if _number(span):
        return float(span)
    return seconds(span) if span and _span(span) else None
