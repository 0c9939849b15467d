"""The kinds of text that names, addresses and paths are, each with a sentence for what was expected."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from alertflow.declared import Expected


def _kind(pattern: str, words: str) -> tuple[StringConstraints, Expected]:
    return StringConstraints(pattern=pattern), Expected(f"Should be {words}")


Line = Annotated[str, *_kind(r"^[^\r\n]+$", "one line of text")]

OptionalLine = Annotated[str, *_kind(r"^[^\r\n]*$", "one line of text")]

Slug = Annotated[str, *_kind(r"^[a-z][a-z0-9-]*$", "lower-case letters, digits and hyphens, a letter first")]
"""A name in files and ids: `school-timetable`."""

OptionalSlug = Annotated[
    str, *_kind(r"^([a-z][a-z0-9-]*)?$", "lower-case letters, digits and hyphens, a letter first")
]

Word = Annotated[
    str, *_kind(r"^[A-Za-z][A-Za-z0-9_-]*$", "letters, digits, hyphens and underscores, a letter first")
]
"""A name that is the value of a label: `critical`, `platform`."""

OptionalWord = Annotated[
    str,
    *_kind(r"^([a-z][a-z0-9_-]*)?$", "lower-case letters, digits, hyphens and underscores, a letter first"),
]

Identifier = Annotated[
    str, *_kind(r"^[a-zA-Z_][a-zA-Z0-9_]*$", "letters, digits and underscores, no digit first")
]
"""The name of a label, a secret or an environment variable, or of an alert that starts a workflow."""

_NO_NAME = r"{}\x00-\x1f\x7f"
AlertName = Annotated[
    str,
    *_kind(rf"^[^\s{_NO_NAME}]([^{_NO_NAME}]*[^\s{_NO_NAME}])?$", "one line of text, without braces"),
]
"""The value of the label `alertname`, for which Prometheus takes any text, and no template."""

OptionalIdentifier = Annotated[
    str, *_kind(r"^([a-zA-Z_][a-zA-Z0-9_]*)?$", "letters, digits and underscores, no digit first")
]

MetricName = Annotated[
    str,
    *_kind(r"^[a-zA-Z_:][a-zA-Z0-9_:]*$", "letters, digits, underscores and colons, no digit first"),
]

AbsolutePath = Annotated[
    str, *_kind(r"^/[^\s]+$", "an absolute path without spaces: /etc/alertmanager/token")
]
"""A file on the machine that reads it."""

OptionalAbsolutePath = Annotated[
    str, *_kind(r"^(/[^\s]+)?$", "an absolute path without spaces: /etc/alertmanager/token")
]

FolderPath = Annotated[
    str, *_kind(r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$", "a path below the repository's root: monitoring")
]

_NOT = r"/\\:*?\"<>|#\[\]\x00-\x1f\x7f"
"""What no system, or no pattern of files such as promtool's, leaves in the name of a file."""
_FILE = rf"\.{{0,2}}[^.\s{_NOT}][^{_NOT}]*"
_FILE = rf"{_FILE}(/{_FILE})*"
_A_FILE = "the path of a file from the repository's root, as in 'monitoring/rules.yml'"

FilePath = Annotated[str, *_kind(f"^{_FILE}$", _A_FILE)]
"""A file below the root; `..` does not lead out of it."""

OptionalFilePath = Annotated[str, *_kind(f"^({_FILE})?$", _A_FILE)]

Url = Annotated[str, *_kind(r"^https?://[^\s/]+[^\s]*$", "an address that begins with http:// or https://")]

OptionalUrl = Annotated[
    str, *_kind(r"^(https?://[^\s/]+[^\s]*)?$", "an address that begins with http:// or https://")
]

MailAddress = Annotated[str, *_kind(r"^[^\s@]+@[^\s@]+$", "an e-mail address")]

HostAndPort = Annotated[str, *_kind(r"^[^\s:]+:[0-9]+$", "a host and a port: smtp.example.org:587")]

Channel = Annotated[str, *_kind(r"^[#@][^\s]+$", "a channel or a person, with # or @ before it: #alerts")]

Repository = Annotated[
    str, *_kind(r"^([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?$", "owner/name, as on GitHub: example/shop")
]

EnvironmentName = Annotated[
    str, *_kind(r"^[A-Za-z0-9_.-]{1,255}$", "letters, digits, dots, hyphens and underscores")
]
"""The name of a GitHub environment."""

WorkflowFile = Annotated[str, *_kind(r"^[A-Za-z0-9._-]+\.ya?ml$", "a file name that ends in .yml")]

EventType = Annotated[
    str,
    *_kind(
        r"^[A-Za-z][A-Za-z0-9_.-]{0,99}$",
        "a letter and then letters, digits, dots, hyphens and underscores, 100 at most",
    ),
]
"""Source of the length: GitHub's documentation of `repository_dispatch`."""

Release = Annotated[str, *_kind(r"^[0-9]+\.[0-9]+$", "a release such as 2.42")]
