"""The configuration has a key that the targeted Alertmanager does not know.

What will happen: that Alertmanager does not start, or refuses to reload and goes on with the old
configuration: loading is strict.

How to mend it: leave out what needs the key, or raise the target to the version that you really run:
`Targets(alertmanager=…)`, or `alertmanager=…` of the dispatch whose configuration it is. For the direct
way to GitHub that is 0.32; older ones use the bridge.

Wrong:

    Project(dispatch=Direct(token_file=…), targets=Targets(alertmanager="0.25"), …)

Right:

    Project(dispatch=Bridge("http://…", token_file=…), targets=Targets(alertmanager="0.25"), …)
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, unsupported
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.sections import every_section

ID = "alertmanager/unsupported-version"


def check(subject: Subject) -> Iterator[Finding]:
    """The keys, each once per version, that the target of their file refuses; nothing without a project."""
    for path, config in subject.of(Config):
        version = subject.alertmanager_version(path)
        if version is None:
            continue
        seen: set[str] = set()
        for one in unsupported(config, version):
            key = re.sub(r"\[\d+\]|\.routes", "", one.path)
            if key in seen:
                continue
            seen.add(key)
            instead = "Use Bridge(…) in place of Direct(…)" if key.endswith(".payload") else "Leave it out"
            yield Finding(
                ID,
                Severity.ERROR,
                one.location or _place(config, one.path),
                f"{one.path} of {path} needs Alertmanager {one.since}, and the target is {version}.",
                f"Alertmanager {version} refuses the whole configuration.",
                f"{instead}, or raise the target to what you run: {one.since} or later.",
            )


def _place(config: Config, path: str) -> Location | None:
    """Where the part of `config` was written in which `path` lies: the innermost that knows it."""
    inside = [
        section.source
        for outer, section in every_section(config)
        if section.source is not None and (not outer or f"{path}.".startswith(f"{outer}."))
    ]
    return inside[-1] if inside else None
