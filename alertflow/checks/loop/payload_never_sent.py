"""A workflow reads of an event what Alertmanager never sends with it.

What will happen: GitHub gives nothing for it, and says nothing: the workflow works with an empty text.

How to mend it: send it, in the `payload` of the webhook, or read what is sent. What somebody else sends with
the same event type cannot be seen here: ignore it, and say who does.

Wrong:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://api.github.com/repos/example/shop/dispatches
            payload:
              event_type: prometheus-alert
              client_payload: {alertname: '{{ .CommonLabels.alertname | toJson }}'}
    ---
    on:
      repository_dispatch: {types: [prometheus-alert]}
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer "$ALERT"
            env:
              ALERT: ${{ github.event.client_payload.alert_name }}

Right:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://api.github.com/repos/example/shop/dispatches
            payload:
              event_type: prometheus-alert
              client_payload: {alertname: '{{ .CommonLabels.alertname | toJson }}'}
    ---
    on:
      repository_dispatch: {types: [prometheus-alert]}
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer "$ALERT"
            env:
              ALERT: ${{ github.event.client_payload.alertname }}
"""

import re
from collections.abc import Iterator, Mapping

from alertflow.alertmanager import Config
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import suggestion
from alertflow.github import Workflow, triggers_of
from alertflow.model import Bridge

ID = "loop/payload-never-sent"
ACROSS = True

_read = re.compile(r"\bgithub\.event\.client_payload\.([\w-]+)", re.IGNORECASE).findall


def check(subject: Subject) -> Iterator[Finding]:
    """The keys of a payload that are read, where every receiver of Alertmanager that sends the events which
    start the workflow says what it sends; nothing where a bridge sends them.
    """
    if subject.project is not None and any(isinstance(way, Bridge) for way in subject.project.dispatches):
        return
    sent = _sent(subject)
    if not sent:
        return
    listening: dict[str, set[str]] = {}
    for path, workflow in subject.of(Workflow):
        trigger = triggers_of(workflow.on).repository_dispatch
        if trigger is not None and trigger.event_types and set(trigger.event_types) <= sent.keys():
            payloads = [sent[event] for event in trigger.event_types]
            if None not in payloads:
                listening[path] = {key.lower() for keys in payloads for key in keys or ()}
    for path, one in subject.reads:
        if path not in listening or "||" in one.tree.text_:
            continue
        for key in dict.fromkeys(_read(one.tree.text_)):
            if key.lower() not in listening[path]:
                yield Finding(
                    ID,
                    Severity.WARNING,
                    one.location,
                    f"{path} reads github.event.client_payload.{key}, which no receiver sends.",
                    "It is always empty.",
                    f"Send it, or read what is sent. {suggestion(key, listening[path])}",
                )


def _sent(subject: Subject) -> Mapping[str, set[str] | None]:
    """The keys of the payload by event type; None where they are not all known."""
    found: dict[str, set[str] | None] = {}
    for _, config in subject.of(Config):
        for receiver in config.receivers:
            for hook in receiver.webhook_configs:
                payload = hook.payload
                event = payload.get("event_type") if isinstance(payload, Mapping) else None
                if not isinstance(event, str) or not isinstance(payload, Mapping):
                    continue
                keys, before = payload.get("client_payload"), found.get(event, set())
                known = isinstance(keys, Mapping) and before is not None
                found[event] = {*(before or ()), *map(str, keys)} if known and keys else None
    return found
