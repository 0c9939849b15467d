"""The same YAML as different people write it: block or flow, other quotes, comments, line ends, anchors."""

from __future__ import annotations

import random
from typing import Any

import yaml

from alertflow.documents import read
from alertflow.yaml import parse

REMARKS = (
    "# see the runbook",
    "# TODO: lower this",
    "# {{ .x }} \"quoted\" 'too'",
    "# é 😀",
    "#none",
    "# a: b",
)


class _Plain(yaml.SafeDumper):
    """Writes everything out."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def restyled(text: str, path: str, chance: random.Random) -> str:
    """`text`, which is to be read as the file `path`, in another style that says the same; else as it is."""
    styles = chance.sample((_dumped, _remarked, _with_windows_line_ends, _marked), chance.randrange(4))
    for style in sorted(styles, key=_ORDER.index):
        made = style(text, chance)
        if _says(made, path) == _says(text, path):
            text = made
    return text


def _says(text: str, path: str) -> Any:
    """What `text` says to whom it is for."""
    reads, unreadable = read(text, path, lenient=True)
    inner = [one.inner.to_data() for one in reads if one.inner]
    return [one.document.to_data() for one in reads], inner, [one.reason for one in unreadable]


def _dumped(text: str, chance: random.Random) -> str:
    """The data, written by another program."""
    if "\n---" in text or not isinstance(data := parse(text), dict):
        return text
    shared = chance.random() < 0.5
    return yaml.dump(
        _shared(data, {}) if shared else data,
        Dumper=yaml.SafeDumper if shared else _Plain,
        sort_keys=False,
        default_flow_style=chance.choice((True, False, None)),
        default_style=chance.choice((None, None, "'", '"')),
        indent=chance.choice((2, 4)),
        width=chance.choice((40, 100, 10_000)),
        allow_unicode=chance.random() < 0.5,
    )


def _shared(value: Any, seen: dict[str, Any]) -> Any:
    """`value` with equal mappings and lists being one, which the dumper writes with anchors."""
    if isinstance(value, dict):
        made: Any = {key: _shared(one, seen) for key, one in value.items()}
    elif isinstance(value, list):
        made = [_shared(one, seen) for one in value]
    else:
        return value
    return seen.setdefault(repr(made), made) if made else made


def _remarked(text: str, chance: random.Random) -> str:
    """`text` with comments above some lines and behind some."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        if line.strip() and chance.random() < 0.1:
            lines.append(indent + chance.choice(REMARKS))
        behind = line.endswith(":") or (line and line[-1].isalnum())
        lines.append(f"{line}  {chance.choice(REMARKS)}" if behind and chance.random() < 0.1 else line)
    return "\n".join(lines)


def _with_windows_line_ends(text: str, chance: random.Random) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _marked(text: str, chance: random.Random) -> str:
    """`text` behind what begins a document."""
    return text if text.startswith(("---", "%")) else f"---\n{text}"


_ORDER = (_dumped, _remarked, _with_windows_line_ends, _marked)

__all__ = ["restyled"]
