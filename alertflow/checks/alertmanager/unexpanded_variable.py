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

from collections.abc import Iterator

from alertflow.alertmanager import Config, unexpanded_variables
from alertflow.alertmanager.secrets import twin
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject

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
