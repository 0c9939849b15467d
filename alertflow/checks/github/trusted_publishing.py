"""A package is published with a password that is kept as a secret.

What will happen: the password works for whoever gets to see it, until somebody changes it. PyPI and
RubyGems know a way without one: GitHub tells them which workflow of which repository asks, and they give it
a token for some minutes.

How to mend it: name the workflow as a trusted publisher in the settings of the package, give the job
`id-token: write`, and leave the password out.

Wrong:

    on: push
    permissions: {}
    jobs:
      publish:
        runs-on: ubuntu-24.04
        steps:
          - uses: pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc
            with:
              password: ${{ secrets.PYPI_TOKEN }}

Right:

    on: push
    permissions: {}
    jobs:
      publish:
        runs-on: ubuntu-24.04
        permissions:
          id-token: write
        steps:
          - uses: pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc
"""

from collections.abc import Iterator, Mapping

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import UsesStep
from alertflow.github.actions.uses import inputs_of, name_of

ID = "github/trusted-publishing"

_INPUTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pypa/gh-action-pypi-publish": ("password", ("repository-url", "repository_url")),
    "rubygems/configure-rubygems-credentials": ("api-token", ("gem-server",)),
}
"""Action -> the input that takes the password, and those that say where to, if not to the public index, which
needs none. Sources: the action.yml of each, and the pages of both indexes on trusted publishers.
"""


def check(subject: Subject) -> Iterator[Finding]:
    """The steps that publish with a password where none is needed."""
    for path, _, step in subject.steps:
        known = _INPUTS.get(name_of(step.uses)) if isinstance(step, UsesStep) else None
        if known is None or not isinstance(step, UsesStep):
            continue
        password, places = known
        given = inputs_of(step)
        if given.get(password) and not any(name in given for name in places):
            yield Finding(
                ID,
                Severity.INFO,
                step.place_of("with_", password),
                f"step {step.label} ({path}) publishes with a password, which is not needed.",
                "It works for whoever gets to see it, until somebody changes it.",
                "Make the workflow a trusted publisher, give the job id-token: write, and leave it out.",
            )
