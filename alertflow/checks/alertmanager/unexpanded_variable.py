"""A value holds a variable such as `${NAME}`, which Alertmanager does not fill in.

What will happen: Alertmanager reads no environment variables: it sends the characters as they stand, so the
address, the key or the channel is wrong, and nobody is told. `amtool check-config` may find nothing wrong
with it.

How to mend it: give a file where Alertmanager takes one (`api_url_file`, `routing_key_file`, …); or write
the value out. Where something else fills in the variables before Alertmanager reads the file, silence this
with its name as the reason.

Wrong:

    route: {receiver: chat}
    receivers:
      - name: chat
        slack_configs:
          - app_token: ${SLACK_TOKEN}
            channel: "#alerts"

Right:

    route: {receiver: chat}
    receivers:
      - name: chat
        slack_configs:
          - app_token_file: /etc/alertmanager/slack-token
            channel: "#alerts"
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, unexpanded_variables
from alertflow.alertmanager.secrets import twin
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.documents import Kind, Reason

ID = "alertmanager/unexpanded-variable"


def check(subject: Subject) -> Iterator[Finding]:
    """The variables, each at its place."""
    for path, config in subject.of(Config):
        for one in unexpanded_variables(config):
            file, _ = twin(one.section, one.field)
            yield Finding(
                ID,
                Severity.ERROR,
                one.location or one.section.source,
                f"{one.path} of {path} holds {one.text}, and Alertmanager expands no variables.",
                "It is sent as it stands, so what it is for does not work.",
                f"Give {file}: the path of a file that holds it." if file else "Write the value out.",
            )
    for unread in subject.unreadable:
        if unread.kind is Kind.ALERTMANAGER and unread.reason is Reason.REFUSED:
            yield from _as_text(subject, unread.path)


_variable = re.compile(
    r"\$\{[A-Za-z_]\w*\}|\$\{\{\s*(?:secrets|vars|env|github|inputs)\.[^}]*\}\}|(?<![^\s\"':=/])\$[A-Z][A-Z0-9_]{2,}\b"
).finditer


def _as_text(subject: Subject, path: str) -> Iterator[Finding]:
    """The variables in the values of a file whose structure is wrong, too."""
    layout = subject.layout(Location(path, 1))
    for mapping in layout.mappings() if layout is not None else ():
        for key, value in mapping.pairs:
            for found in _variable(value.value):
                if "{{" in value.value[: found.start()] or layout is None:
                    continue
                at = layout.line(value.start.line).find(found[0], value.start.column - 1)
                place = value.start if at < 0 else value.start._replace(column=at + 1)
                yield Finding(
                    ID,
                    Severity.ERROR,
                    layout.place(place),
                    f"{key.value} in {path} holds {found[0]}, and Alertmanager expands no variables.",
                    "It is sent as it stands, so what it is for does not work.",
                    "Give a file where Alertmanager takes one: authorization.credentials_file, url_file, ….",
                )
