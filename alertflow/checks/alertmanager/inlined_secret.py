"""A secret stands in the configuration itself.

What will happen: whoever reads the repository, the built files or Alertmanager's Secret can use it, and it
stays in the history after it is gone from the file.

How to mend it: write it to a file on Alertmanager's machine, or mount it from a Secret of its own, and give
the path of that file. Change the secret, too: it has been written down. The address of a plain webhook is
not taken for a secret, unless it holds a password.

Wrong:

    route: {receiver: pager}
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key: 0123456789abcdef0123456789abcdef

Right:

    route: {receiver: pager}
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key_file: /etc/alertmanager/pagerduty-routing-key
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config, inlined_secrets
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.release import reaches

ID = "alertmanager/inlined-secret"


def check(subject: Subject) -> Iterator[Finding]:
    """The secrets that are written out, each at its value."""
    for path, config in subject.of(Config):
        version = subject.alertmanager_version(path)
        for one in inlined_secrets(config):
            remedy = "Keep this configuration out of the repository, in a Secret or a vault."
            if one.twin is not None:
                needs = ""
                if one.since is not None and (version is None or not reaches(version, one.since)):
                    needs = f" (Alertmanager {one.since} or later)"
                remedy = f"Give {one.twin}: the path of a file that holds it{needs}, and change the secret."
            yield Finding(
                ID,
                Severity.ERROR,
                one.location or one.section.source,
                f"{one.path} of {path} is a secret, written out.",
                "Whoever can read the file can use it.",
                remedy,
            )
