"""A value of a webhook's payload, or of PagerDuty's details, does not arrive as it is meant.

What will happen: Alertmanager reads what a template of the payload renders as YAML, and sends what that
gives: a label `007` arrives as the number 7, `yes` as true, `a: b` as a mapping. Its releases 0.32 and 0.33
render the texts within such a mapping or list once more, so a template in a label is executed.

Since 0.30 it does the same with the `details` of PagerDuty, of which it adds `firing` and `resolved` by
itself, with every label in them. A label such as `{{ .Nothing }}` fails there, and nobody is paged.

How to mend it: let a value of a payload end in `| toJson | toJson`, and let the receiver undo it by
`fromJSON(fromJSON(…))`, as the workflows of alertflow do. It is then always text. Let a detail begin with a
tab, as no YAML does, and give `firing` and `resolved` yourself; an empty one is safe.

Wrong:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://hooks.example.org/dispatches
            payload:
              version: "{{ .CommonLabels.version }}"

Right:

    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: https://hooks.example.org/dispatches
            payload:
              version: "{{ .CommonLabels.version | toJson | toJson }}"
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, PagerdutyConfig, WebhookConfig, labels_read, risks
from alertflow.alertmanager.receivers.pagerduty import ALL_LABELS
from alertflow.alertmanager.versions import NESTED_DETAILS
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.release import reaches

ID = "alertmanager/unsafe-payload"

_WORDS = frozenset({"alertname", "severity"})
"""Labels that hold words, which arrive as they are."""
_exact = re.compile(r"\|\s*toJson\s*\|\s*toJson\b").search
_is_text = re.compile(r"""\{\{-? *(?:"\\t"|`\t`) *-?\}\}|\t(?!\s*\{\{-)""").match
"""Whether a template begins with a tab that it renders: no YAML does."""
_TAB = r'{{ "\t" }}'
_asks = re.compile(r"\{\{-?\s*(?:else\s+)?if\b(?:(?!\}\}).)*\Z", re.DOTALL).search
"""Whether a text ends within a condition, which inserts nothing."""
_every_label = re.compile(
    r"""\.(?:Alerts(?:\.Firing|\.Resolved)?|(?:Common|Group)?Labels|(?:Common)?Annotations)\s*\|\s*toJson\b"""
    r"""|\{\{-?\s*template\s+"pagerduty\.default\.instances\""""
).search
"""What inserts all labels or annotations at once."""


def check(subject: Subject) -> Iterator[Finding]:
    """The templates that insert labels or annotations, of which nobody knows what they are, as they stand."""
    for path, config in subject.of(Config):
        version = subject.alertmanager_version(path)
        for receiver in config.receivers:
            where = f"of the receiver '{receiver.name}' in {path}"
            for hook in receiver.webhook_configs:
                yield from _payload(hook, where)
            if version is None or reaches(version, NESTED_DETAILS):
                for pager in receiver.pagerduty_configs:
                    yield from _details(pager, where, version)


def _payload(hook: WebhookConfig, where: str) -> Iterator[Finding]:
    for one in risks(hook.payload) if hook.payload is not None else ():
        if name := _inserted(one.text):
            yield Finding(
                ID,
                Severity.WARNING,
                hook.place_in("payload", one.text, 0),
                f"{one.path} {where} inserts {name}, and what that gives is read as YAML.",
                "It may arrive as a number, true, null or a mapping, and fail what reads it.",
                "End the value in | toJson | toJson, and read it by fromJSON(fromJSON(…)).",
            )


def _details(pager: PagerdutyConfig, where: str, version: str | None) -> Iterator[Finding]:
    """Those of PagerDuty; where no project says the release, a doubt about what stands there, and no more."""
    for one in risks(pager.details, "details"):
        if _is_text(one.text) or _exact(one.text):
            continue
        if name := _inserted(one.text) or ("every label" if _every_label(one.text) else ""):
            yield Finding(
                ID,
                Severity.INFO if version is None else Severity.WARNING,
                pager.place_in("details", one.text, 0),
                f"{one.path} {where} inserts {name}, and since Alertmanager {NESTED_DETAILS} what that gives "
                "is read as YAML.",
                "Within a mapping or list that it gives, templates in labels are executed. If one fails, "
                "nobody is paged.",
                f"Let it begin with a tab, as no YAML does: {_TAB}…",
            )
    added = [name for name in ALL_LABELS if name not in pager.details]
    if added and version is not None:
        yield Finding(
            ID,
            Severity.WARNING,
            pager.place("details") or pager.source,
            f"PagerDuty's {' and '.join(added)} {where} {'are' if added[1:] else 'is'} Alertmanager's own: "
            "every label is read as YAML there, and executed as a template.",
            "A label with {{ … }} in it may run what it says, or fail, and then nobody is paged.",
            f"Give details={{…}} with {' and '.join(added)}: empty, or such as "
            f'{_TAB}{{{{ template "pagerduty.default.instances" .Alerts.{added[0].capitalize()} }}}}',
        )


def _inserted(text: str) -> str:
    """The first label or annotation that a template inserts as it stands; else ''."""
    if _exact(text):
        return ""
    inserted = (
        read.name
        for read in labels_read(text)
        if read.name not in _WORDS and not _asks(text, 0, read.place.position)
    )
    return next(inserted, "")
