"""An artifact may hold the token that a checkout left in the working folder.

What will happen: actions/checkout before version 6 writes the job's token to `.git/config`, in the working
folder. A step behind it uploads that folder with its hidden files; whoever can read the run, which in a
public repository is everybody, has the token while the job still runs.

How to mend it: `persist-credentials: false` of the checkout, or a newer version of it, which keeps the token
elsewhere; and upload only what was built. actions/upload-artifact leaves hidden files out since version 4.4,
unless `include-hidden-files` is true. `alertflow check --fix` sets the first, where no step of the job may
need the token.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
          - uses: actions/upload-artifact@v4
            with:
              path: .
              include-hidden-files: true

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
            with:
              persist-credentials: false
          - uses: actions/upload-artifact@v4
            with:
              path: dist
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import entry
from alertflow.checks.layout import Point
from alertflow.checks.subject import Placed, Subject
from alertflow.github import RunStep, UsesStep
from alertflow.github.actions.checkout import leaves_token, uploads_hidden
from alertflow.github.actions.uses import inputs_of, name_of, version_of

ID = "github/persisted-credentials"

_whole = re.compile(
    r"(?:\./?|\$\{\{\s*github\.workspace\s*\}\}/?|\*\*(?:/\*)?|\./\*\*(?:/\*)?|\.git(?:/.*)?)"
).fullmatch


def check(subject: Subject) -> Iterator[Finding]:
    """The checkouts whose token a later step of the same job uploads."""
    leaving: dict[int, list[UsesStep]] = {}
    for placed in subject.steps:
        step = placed.step
        if not isinstance(step, UsesStep):
            continue
        before = leaving.setdefault(id(placed.job), [])
        name = name_of(step.uses)
        if name == "actions/checkout" and _leaves_token(step):
            before.append(step)
        elif name == "actions/upload-artifact" and before and _takes_hidden(step):
            for checkout in before:
                yield _finding(placed, checkout, step, _fix(subject, placed, checkout))
            before.clear()


_needs_token = re.compile(r"\b(?:git|gh|release|publish|deploy|push|semantic)", re.IGNORECASE).search


def _fix(subject: Subject, placed: Placed, checkout: UsesStep) -> Fix | None:
    """`persist-credentials: false`; no safe fix where a step of the job may need the token."""
    layout = subject.layout(checkout.source)
    mapping = layout.mapping_at(checkout.source) if layout is not None else None
    if layout is None or mapping is None or "persist-credentials" in inputs_of(checkout):
        return None
    given = mapping.get("with")
    if given is None:
        uses = mapping.get("uses")
        if uses is None or mapping.flow or not uses[1].on_one_line:
            return None
        margin = " " * (uses[0].start.column - 1)
        end = Point(uses[1].end.line, len(layout.line(uses[1].end.line)) + 1)
        edit = layout.edit(end, end, f"\n{margin}with:\n{margin}  persist-credentials: false")
    elif given[1].pairs:
        edit = entry(layout, given[1], "persist-credentials", False)
    else:
        return None
    steps = [one.step for one in subject.steps if one.job is placed.job and one.path == placed.path]
    return Fix("keep no token: persist-credentials: false", (edit,), not any(map(_may_need, steps)))


def _may_need(step: RunStep | UsesStep) -> bool:
    """Whether the step may talk to the repository with the token that a checkout leaves."""
    if isinstance(step, RunStep):
        return _needs_token(step.run) is not None
    name = name_of(step.uses) or ""
    return not name.startswith(("actions/", "astral-sh/"))


def _finding(placed: Placed, checkout: UsesStep, upload: UsesStep, fix: Fix | None) -> Finding:
    certain = bool(version_of(checkout.uses)) and "path" not in inputs_of(checkout)
    return Finding(
        ID,
        Severity.ERROR if certain else Severity.WARNING,
        checkout.place("uses"),
        f"the checkout ({placed.path}) leaves the token in the folder that step {upload.label} uploads.",
        "Whoever can read the run takes the token out of the artifact, and uses it while the job runs.",
        "Set persist-credentials: false for the checkout, and upload only what was built.",
        fix,
    )


def _leaves_token(step: UsesStep) -> bool:
    kept = inputs_of(step).get("persist-credentials")
    version = version_of(step.uses)
    return str(kept).lower() != "false" and (version is None or leaves_token(version))


def _takes_hidden(step: UsesStep) -> bool:
    given = inputs_of(step)
    if not any(_whole(line.strip()) for line in str(given.get("path", "")).splitlines()):
        return False
    if str(given.get("include-hidden-files")).lower() == "true":
        return True
    version = version_of(step.uses)
    return version is not None and uploads_hidden(version)
