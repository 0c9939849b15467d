"""A key is none of those that stand in its place.

What will happen: Prometheus, Alertmanager, promtool and GitHub refuse the whole file for it; Kubernetes drops
the key, and what it should say is never heard of.

How to mend it: write the key as it is called, or put it where it belongs: the message says where that is. A
key that its program has learnt only lately can be ignored, with that as the reason. `alertflow check --fix`
corrects what is surely misspelled.

Wrong:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://hooks.example.org/dispatches
            headers: {Accept: application/vnd.github+json}

Right:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://hooks.example.org/dispatches
            http_config:
              http_headers:
                Accept: {values: [application/vnd.github+json]}
"""

import difflib
import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import reworded
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import REFUSES, sentence
from alertflow.documents import Unknown

ID = "files/unknown-key"


def check(subject: Subject) -> Iterator[Finding]:
    """The keys, each at its place."""
    for kind, one in subject.unknown:
        where = one.key.rpartition(".")[0]
        yield Finding(
            ID,
            Severity.ERROR,
            one.location,
            sentence(f"{where}: {one.message}" if where else one.message),
            REFUSES[kind],
            "Write it as it is called, where it belongs; or take it away.",
            _fix(subject, one),
        )


_meant = re.compile(r"unknown key '([\w-]+)'\. Did you mean '([\w-]+)'\?").search
_CLOSE = 0.86
"""How like a key must be to another to be that one misspelled, and no other."""


def _fix(subject: Subject, one: Unknown) -> Fix | None:
    """The key as it is called, where it is surely that one misspelled."""
    found = _meant(one.message)
    if found is None:
        return None
    key, meant = found.groups()
    if difflib.SequenceMatcher(None, key, meant).ratio() < _CLOSE:
        return None
    return reworded(subject, one.location, key, meant, f"write {meant}")
