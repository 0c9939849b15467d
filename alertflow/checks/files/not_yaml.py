"""A file is not YAML.

What will happen: nothing can read it, neither Prometheus, Alertmanager, GitHub nor Kubernetes. A program that
runs already goes on with what it had before, and only its log says so.

How to mend it: as the message says. Often it is a tab in the indentation, a line that begins one column off,
a key that stands twice, or a text with `: ` or ` #` in it that needs quotes. `alertflow check --fix` removes
the second of two keys that say the same.

Wrong:

    groups:
      - name: shop
       rules: []

Right:

    groups:
      - name: shop
        rules: []
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.layout import Point
from alertflow.checks.subject import Subject
from alertflow.checks.unreadable import place, sentence, unreadable
from alertflow.declared import AlertflowError
from alertflow.documents import Reason

ID = "files/not-yaml"


def check(subject: Subject) -> Iterator[Finding]:
    """What YAML does not allow, each at its place."""
    for one, error in unreadable(subject, Reason.NOT_YAML):
        yield Finding(
            ID,
            Severity.ERROR,
            place(one, error),
            sentence(error.message),
            "No program can read the file, and nothing in it was checked.",
            "Mend it there; a text that holds ': ' or ' #' needs quotes.",
            _fix(subject, error),
        )


def _fix(subject: Subject, error: AlertflowError) -> Fix | None:
    """Without the second of two keys that say the same, each on a line of its own."""
    layout = subject.layout(error.location)
    key = layout.scalar_at(error.location) if layout is not None else None
    if layout is None or key is None or not error.message.endswith(" is given twice."):
        return None
    for mapping in layout.mappings():
        pairs = [pair for pair in mapping.pairs if pair[0].value == key.value]
        if len(pairs) < 2 or pairs[1][0] != key:
            continue
        first, second = (value for _, value in pairs[:2])
        alone = not layout.line(key.start.line)[: key.start.column - 1].strip()
        if not alone or mapping.flow or second.style in (None, "|", ">") or not second.on_one_line:
            return None
        if (first.style, first.value) != (second.style, second.value):
            return None
        line = key.start.line
        return Fix(f"remove the second {key.value}", (layout.edit(Point(line, 1), Point(line + 1, 1), ""),))
    return None
