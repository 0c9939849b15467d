"""A file is a template, and becomes YAML only when something renders it.

What will happen: what Helm, Jinja or another program makes of it was not checked.

How to mend it: check what is made of it: `helm template … | alertflow check -`. That the file itself is no
YAML is no mistake, so this is only mentioned.

Wrong:

    groups:
      - name: shop
        rules:
          {{- range .Values.services }}
          - alert: Down
            expr: up{job="{{ . }}"} == 0
          {{- end }}

Right:

    groups:
      - name: shop
        rules:
          - alert: Down
            expr: up{job="gateway"} == 0
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import place, sentence, unreadable
from alertflow.documents import Reason

ID = "files/template"


def check(subject: Subject) -> Iterator[Finding]:
    """The templates, each once."""
    for one, error in unreadable(subject, Reason.TEMPLATE):
        yield Finding(
            ID,
            Severity.INFO,
            place(one, error),
            sentence(error.message),
            "Nothing in it was checked.",
            "Check what is made of it: helm template … | alertflow check -",
        )
