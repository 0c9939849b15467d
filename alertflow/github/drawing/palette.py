"""The colours of pictures, on light and on dark; text keeps a contrast of 4.5 : 1 and more on each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alertflow.github.drawing.graph import Hue


class Tint(NamedTuple):
    """How a box of one hue is painted, as `#rrggbb`."""

    fill: str
    line: str


class Theme(NamedTuple):
    """All colours of one picture, as `#rrggbb`."""

    page: str
    frame: str
    text: str
    muted: str
    """What stands beside the main thing: labels, the subtitle, the legend."""
    tints: Mapping[Hue, Tint]


LIGHT = Theme(
    page="#ffffff",
    frame="#e2e8f0",
    text="#0f172a",
    muted="#526077",
    tints={
        "grey": Tint("#f4f6f9", "#7c8aa0"),
        "blue": Tint("#eef5ff", "#3b82f6"),
        "green": Tint("#ecfdf3", "#17a34a"),
        "orange": Tint("#fff5e9", "#ea6a0a"),
        "purple": Tint("#f8f2ff", "#9747e8"),
        "red": Tint("#fff1f1", "#dc2626"),
    },
)
DARK = Theme(
    page="#0d1420",
    frame="#263244",
    text="#eef2f7",
    muted="#a3b0c2",
    tints={
        "grey": Tint("#1a2433", "#8796ad"),
        "blue": Tint("#11233f", "#5b9bff"),
        "green": Tint("#0e2b20", "#3ec477"),
        "orange": Tint("#33200f", "#fb923c"),
        "purple": Tint("#281a40", "#b98bfb"),
        "red": Tint("#3a1618", "#f87171"),
    },
)

__all__ = ["DARK", "LIGHT", "Theme", "Tint"]
