"""A route sends alerts to a receiver that tells nobody.

What will happen: a receiver without any channel swallows what reaches it.

How to mend it: give the receiver a channel, give the team receivers. A receiver that shall swallow
alerts says so by its name: `null`, `blackhole`, `nobody`, …; and the receiver of a route whose branches
tell somebody may be empty.

Wrong:

    Team("platform")

Right:

    Team("platform", receivers=[Slack(channel="#alerts")])
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, Receiver, Route
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.routing import routes
from alertflow.checks.subject import Subject, place

ID = "alertmanager/empty-receiver"

_meant = re.compile(
    r"(?<![a-z])(null|nil|none|nobody|no-?one|noop|void|empty|silent|silenced?|muted?|drop(ped)?|discard(ed)?"
    r"|ignored?|black-?hole|dev-?null|trash|swallow)(?![a-z])",
    re.IGNORECASE,
).search


def check(subject: Subject) -> Iterator[Finding]:
    """The routes whose receiver is empty without being meant to be."""
    for path, config in subject.of(Config):
        known = {one.name: one for one in config.receivers}
        told: set[str] = set()
        for route, above in routes(config):
            name = route.receiver
            if name is not None and name in known and name not in told and _swallows(route, known):
                told.add(name)
                yield Finding(
                    ID,
                    Severity.WARNING,
                    place(route, *reversed(above), config),
                    f"receiver '{name}' of {path} has no channel.",
                    "What is sent to it is told to nobody.",
                    "Give it one, as in Slack(channel=\"#alerts\"); or call it 'null', if that is meant."
                    if subject.project is not None
                    else "Give it one, such as slack_configs; or call it 'null', if that is meant.",
                )


def _swallows(route: Route, known: dict[str, Receiver]) -> bool:
    """Whether nobody is told by `route` or any below it, and no name says that this is meant."""
    name = route.receiver
    if name is not None and name in known and (not known[name].is_silent or _meant(name)):
        return False
    return all(_swallows(child, known) for child in route.routes)
