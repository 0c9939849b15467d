"""Which versions of the programs the generated files are for."""

from __future__ import annotations

from typing import Literal

from alertflow.declared import Declared
from alertflow.model.text import Release


class Targets(Declared):
    """What the files must work with. What a target cannot do is a finding that names the version that can.

    `github` is `cloud` (github.com), or `server` for GitHub Enterprise Server, which lags behind it.
    """

    prometheus: Release = "2.42"
    alertmanager: Release = "0.32"
    github: Literal["cloud", "server"] = "cloud"
