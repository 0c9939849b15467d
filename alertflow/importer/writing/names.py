"""Names for variables: made from what a thing is called, each given once."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata

LONGEST = 60
"""Characters after which a name is cut, at the end of a word: a line must hold it, and a value."""

_IMPORTED = (
    *("alertmanager", "alertflow", "database", "github", "http", "kubernetes", "openslo", "playbooks"),
    *("dump", "prometheus", "sloth", "systemd"),
    *("absence", "error_ratio", "event_rate", "forecast", "latency_quantile", "saturation"),
    *("share_slower_than", "fires_when", "per_hour", "per_minute", "per_second", "quiet_when"),
    "main",
)
"""Names in small letters that a file of ours imports, or that say something to who runs it."""

_TAKEN = frozenset([*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_IMPORTED])

_words = re.compile(
    r"""
    [A-Z]{2,}v[0-9]+             # IPv4
    | [A-Z][0-9]+[a-z]*          # K8s, S3
    | [A-Z]+(?![a-z])            # HTTP, also where a word follows it
    | [A-Z][a-z]+
    | [a-z]+(?:[0-9]+[a-z]*)?    # p95, rate5m
    | [0-9]+[a-z]*               # 5xx
    """,
    re.VERBOSE,
).findall


class Names:
    """The names of one file. Each call gives another: `high_error_rate`, then `high_error_rate_2`."""

    def __init__(self) -> None:
        self._taken = set(_TAKEN)
        self._count: dict[str, int] = {}

    def variable(self, hint: str) -> str:
        """A name in small letters for what is called `hint`: `HighErrorRate` is `high_error_rate`."""
        return self._free(in_words(hint))

    def constant(self, hint: str) -> str:
        """A name in capitals: `error rate max` is `ERROR_RATE_MAX`."""
        return self._free(in_words(hint).upper())

    def reserve(self, *names: str) -> None:
        """Takes `names`, so that nothing else is called so."""
        self._taken.update(names)

    def is_free(self, name: str) -> bool:
        """Whether nothing is called `name` yet, and nothing else stands in its way."""
        return name not in self._taken

    def _free(self, name: str) -> str:
        found = name
        while found in self._taken:
            number = self._count[name] = self._count.get(name, 1) + 1
            found = f"{name}_{number}"
        self._taken.add(found)
        return found


def in_words(hint: str) -> str:
    """`hint` as a name in small letters, whether it is taken or not: `HTTP5xx` is `http_5xx`."""
    plain = unicodedata.normalize("NFKD", hint).encode("ascii", "ignore").decode()
    name = "_".join(_words(plain)).lower()
    if len(name) > LONGEST:
        name = name[: name.rfind("_", 1, LONGEST) if "_" in name[1:LONGEST] else LONGEST]
    if not name:
        return "unnamed"
    return f"the_{name}" if name[0].isdigit() else name


__all__ = ["LONGEST", "Names", "in_words"]
