"""What a job runs on, how its scripts are run, and the image that can be made of its machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from alertflow.declared import Items, suggestion
from alertflow.github.expressions.tree import Expr
from alertflow.github.syntax import Syntax
from alertflow.github.values import Condition, Form, Kind, Text, Texts

_LEVELS = ("org", "organization", "ent", "enterprise")
"""Whose a group of runners is. Source: github.com/actions/languageservices, workflow-parser, runs-on.ts."""


class RunsOn(Syntax):
    """A group of runners, and the labels that one of them must have.

    Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
    """

    group: Text | None = None
    labels: Texts | None = None

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """A choice of runners that chooses nothing, a group that can be nobody's."""
        if self.group is None and not self.labels:
            yield "group", "a group or labels are needed: nothing else says where the job runs."
        if isinstance(self.group, str) and "/" in self.group and "${{" not in self.group:
            level, _, name = self.group.partition("/")
            if level not in _LEVELS or not name or "/" in name:
                near = suggestion(level, _LEVELS)
                yield "group", f"group: '{self.group}' is none; before the / stands whose it is. {near}"


AnyRunsOn = Annotated[
    Text | Items[Text] | RunsOn, Form("a label, a list of labels, an expression or RunsOn(…)")
]
"""A label such as "ubuntu-24.04", several labels, an expression, or a group of runners."""


class Defaults(Syntax):
    """What holds for all script steps that do not say otherwise; GitHub has it below `defaults.run`.

    Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#defaultsrun
    """

    BELOW: ClassVar[str | None] = "run"

    shell: Text | None = None
    working_directory: Text | None = None


class Snapshot(Syntax):
    """Makes an image of the job's machine when it is done.

    Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsnapshot
    """

    image_name: Text = Field(kw_only=False)
    version: Text | None = None
    """A major version, whose minor version is then counted up, or both: `1.0`."""
    if_: Condition | None = None


AnySnapshot = Annotated[Text | Snapshot, Kind("a Snapshot, or the image's name as text", str, Expr, Snapshot)]
"""The name of an image, or the image with its version."""
