"""What people know of an alert and its cure, beyond what the project says already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared, Items
from alertflow.model.command import Command
from alertflow.model.text import Url

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class Runbook(Declared):
    """The runbook that is generated for an alert, in the project's folder `runbooks`.

    It says by itself what the alert means, who is told, what the workflow looks at and does, and what it can
    be asked to do. The texts given here, which are Markdown, stand beside that: what the alert `means`, its
    `symptoms`, further steps to `investigate` and towards its `resolution` (a command is shown as a person
    types it), whom to ask for help (`escalation`), and `links` (title -> address). A person may write more
    into the file itself, outside of its markers.
    """

    means: str = ""
    symptoms: Items[str] = ()
    investigate: Items[str | Command] = ()
    resolution: Items[str | Command] = ()
    escalation: str = ""
    links: Mapping[str, Url] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole_markdown(self) -> Self:
        texts = {
            "means": (self.means,),
            "symptoms": self.symptoms,
            "investigate": self.investigate,
            "resolution": self.resolution,
            "escalation": (self.escalation,),
        }
        for field, given in texts.items():
            for text in given:
                if isinstance(text, str) and (what := _open_in(text)):
                    raise ValueError(f"{field}: {what}, so everything behind it would be part of it.")
        return self


def _open_in(text: str) -> str:
    """What begins in the Markdown `text` and does not end; '' where nothing does."""
    fence = ""
    for line in text.splitlines():
        found = _FENCE.match(line.strip())
        if found is None:
            continue
        if not fence:
            fence = found[1]
        elif found[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    if fence:
        return f"a block of code begins with {fence} and never ends"
    return "a comment begins with <!-- and never ends" if text.count("<!--") > text.count("-->") else ""
