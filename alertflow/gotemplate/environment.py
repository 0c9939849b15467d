"""What a program gives its templates: data, functions, variables, and templates of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alertflow.gotemplate.builtins import BUILTINS
from alertflow.gotemplate.parser import GO
from alertflow.gotemplate.tree import Define
from alertflow.gotemplate.types import ANY, Function, Type
from alertflow.release import reaches


@dataclass(frozen=True, eq=False, slots=True)
class Environment:
    """Where a template is executed."""

    program: str
    """The program that executes it, for messages: `Alertmanager`."""
    root: Type = ANY
    """The type of the data that it is given: of `.` and `$`."""
    functions: Mapping[str, Function] = field(default_factory=dict)
    """The program's own functions; Go's are there too."""
    variables: Mapping[str, Type] = field(default_factory=dict)
    """The variables that are set before the text begins, with their `$`."""
    templates: Mapping[str, Define | None] = field(default_factory=dict)
    """The templates that can be called besides those of the text; None where only the name is known."""
    version: str | None = None
    """The release of the program; None where nothing is to be said of releases."""
    go: str = GO
    """The release of Go with which that was built."""
    html: bool = False
    """Whether Go's html/template executes it, which escapes what is inserted."""

    def function(self, name: str) -> Function | None:
        """The function called `name`, in whatever release."""
        return self.functions.get(name) or BUILTINS.get(name)

    def function_names(self) -> list[str]:
        """All functions that the release has."""
        return [*(name for name, one in self.functions.items() if self.has(one.since)), *BUILTINS]

    def has(self, since: str | None) -> bool:
        """Whether what came with the release `since` is there."""
        return since is None or self.version is None or reaches(self.version, since)
