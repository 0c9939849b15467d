"""A file is not of the form that its kind has.

What will happen: its program refuses the whole of it: it does not start, or goes on with what it had before,
and only its log says so.

How to mend it: as the message says. A value may be of another kind than is expected there, such as a number
where text stands; a key may be missing; or two exclude each other. `alertflow check --fix` puts numbers, true
and false into quotes where text is expected.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: Down
            expr: up == 0
            for: 5 minutes

Right:

    groups:
      - name: shop
        rules:
          - alert: Down
            expr: up == 0
            for: 5m
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import REFUSES, place, sentence, unreadable
from alertflow.declared import AlertflowError
from alertflow.documents import Reason

ID = "files/refused"


def check(subject: Subject) -> Iterator[Finding]:
    """Each value that its program does not take, at its place; unknown keys are another check's."""
    for one, error in unreadable(subject, Reason.REFUSED):
        yield Finding(
            ID,
            Severity.ERROR,
            place(one, error),
            sentence(error.message),
            REFUSES[one.kind],
            "Correct the value; what else is in the file is checked when it can be read.",
            _fix(subject, error),
        )


def _fix(subject: Subject, error: AlertflowError) -> Fix | None:
    """Quotes for what stands without them and is taken for a number, true or false, where text should be."""
    layout = subject.layout(error.location)
    part = layout.scalar_at(error.location) if layout is not None else None
    if (
        layout is None
        or part is None
        or part.style != ""
        or not error.message.endswith(" Write it in quotes.")
    ):
        return None
    if not part.on_one_line or not part.value.isprintable() or set(part.value) & set('"\\'):
        return None
    return Fix(f'write "{part.value}"', (layout.edit(part.start, part.end, f'"{part.value}"'),))
