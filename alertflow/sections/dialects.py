"""How the YAML libraries of Go take scalars: what is true, what is a number, whose value wins in a merge.

Sources: decode.go and resolve.go of gopkg.in/yaml.v2 2.4 and gopkg.in/yaml.v3 3.0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from alertflow.yaml import Node

_YES = ("y", "Y", "yes", "Yes", "YES", "on", "On", "ON")
_NO = ("n", "N", "no", "No", "NO", "off", "Off", "OFF")
_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")
_OLD_SWITCHES: Mapping[str, bool] = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
_SWITCHES: Mapping[str, bool] = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)


class Dialect(NamedTuple):
    """The YAML of one program."""

    switches: Mapping[str, bool]
    """The words without quotes that are true or false, wherever they stand."""
    also_switches: Mapping[str, bool]
    """The texts, in quotes or not, that are taken where true or false is expected."""
    any_text: bool
    """Whether numbers, true and false are taken for their characters where text is expected."""
    last_wins: bool
    """Whether a `<<` overrides the keys before it; otherwise what stands beside it always wins."""


GO_YAML_2 = Dialect({**_SWITCHES, **_OLD_SWITCHES}, {}, any_text=True, last_wins=True)
"""gopkg.in/yaml.v2: Alertmanager's configuration, and promtool's tests."""

GO_YAML_3 = Dialect(_SWITCHES, _OLD_SWITCHES, any_text=True, last_wins=False)
"""gopkg.in/yaml.v3: Prometheus's rule files."""

KUBERNETES = Dialect({**_SWITCHES, **_OLD_SWITCHES}, {}, any_text=False, last_wins=True)
"""sigs.k8s.io/yaml: YAML is made JSON, and a number is no text."""

_DIGITS: Mapping[str, int] = {"0x": 16, "0X": 16, "0b": 2, "0B": 2, "0o": 8, "0O": 8}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?").fullmatch
_OF_NUMBERS = (*"0123456789+-.",)


def characters(node: Node) -> str:
    """What was written for the scalar `node`, as text."""
    text: str = node.data if node.written is None else node.written
    return text


def scalar(node: Node, dialect: Dialect) -> str | int | float | bool | None:
    """What the scalar `node` is where anything may stand."""
    text = characters(node)
    if node.style or node.data is None:
        return None if node.data is None else text
    switch = dialect.switches.get(text)
    if switch is not None:
        return switch
    return number(node)


def number(node: Node) -> str | int | float:
    """The number that the scalar `node` is by Go's rules (`007` is 7, `1_000` is 1000); else its text."""
    text = characters(node)
    if node.style or text[:1] not in _OF_NUMBERS:
        return text
    bare = text.replace("_", "")
    sign, digits = (bare[0], bare[1:]) if bare[:1] in ("+", "-") else ("", bare)
    base = _DIGITS.get(digits[:2]) or (8 if len(digits) > 1 and digits[0] == "0" else 10)
    body = digits[2:] if digits[:2] in _DIGITS else digits
    if body.isascii() and body.isalnum():
        try:
            whole = int(body, base)
        except ValueError:
            pass
        else:
            whole = -whole if sign == "-" else whole
            return whole if -(2**63) <= whole < 2**64 else float(whole)
    if _FLOAT(bare):
        return float(bare)
    return float(node.data) if isinstance(node.data, float) else text
