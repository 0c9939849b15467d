"""A filter of an event has a pattern that fits nothing.

What will happen: the workflow is not started when it should be, and nothing says so; where every pattern of
a filter only leaves something out, it is never started.

How to mend it: write the pattern as GitHub reads it: paths begin at the top of the repository, without `./`;
`[` has its `]`; with `!` alone there is nothing to leave something out of, so let `'**'` come first.

Wrong:

    on:
      push:
        paths:
          - ./src/**
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make

Right:

    on:
      push:
        paths:
          - src/**
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - run: make
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import Trigger, Triggers, Workflow
from alertflow.github.events.patterns import pattern_mistakes

ID = "github/invalid-glob"


def check(subject: Subject) -> Iterator[Finding]:
    """The patterns of all events that cannot be meant."""
    for _, workflow in subject.of(Workflow):
        on = workflow.on
        if not isinstance(on, Triggers):
            continue
        for name in on.names():
            trigger = on.get(name)
            if isinstance(trigger, Trigger):
                for field, pattern, message in pattern_mistakes(trigger):
                    yield Finding(
                        ID,
                        Severity.WARNING,
                        trigger.place_in(field, pattern, 0),
                        f"{name}: {message}",
                        "The workflow is not started where it should be, and nothing says so.",
                        "Write the pattern as GitHub reads it.",
                    )
