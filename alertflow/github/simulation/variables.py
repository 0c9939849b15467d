"""The variables that `env` sets: of the workflow, of a job, of a step, the innermost counting.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, env; for upper and lower
case github.com/actions/runner, src/Runner.Worker/StepsRunner.cs (envContext).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alertflow.github.expressions import CaseSensitive
from alertflow.github.simulation.evaluating import Causes, Scope


@dataclass(frozen=True)
class Variables:
    """What `env` holds at one place."""

    values: Mapping[str, str] = field(default_factory=dict)
    """What expressions read."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """What a person is shown: expressions that are not known stay, secrets are masked."""
    causes: Mapping[str, Causes] = field(default_factory=dict)
    """What had to be assumed for a value."""
    any_case: bool = False
    """Whether `A` and `a` are one variable, as on Windows."""

    def set_by(self, env: Any, scope: Scope) -> Variables:
        """With what an `env` key sets besides; `scope` is that of the key. Raises EvaluationError."""
        if not env:
            return self
        values, shown, causes = dict(self.values), dict(self.shown), dict(self.causes)
        for written, value in scope.names(env).items():
            name = self._name(written, values)
            values[name], causes[name] = scope.quiet_text(value)
            shown[name] = scope.shown(value)
        return replace(self, values=values, shown=shown, causes=causes)

    @property
    def seen(self) -> dict[str, str]:
        """The `env` context."""
        return dict(self.values) if self.any_case else CaseSensitive(self.values)

    def causes_of(self, name: str) -> Causes:
        """What has to be assumed for `env.<name>`, a step before may have set it, too."""
        known = self.causes.get(self._name(name, self.causes))
        return (f"env.{name} is taken as not set.",) if known is None else known

    def _name(self, name: str, known: Iterable[str]) -> str:
        """The name under which a variable is kept: the first one it was called by."""
        if not self.any_case:
            return name
        return next((one for one in known if one.lower() == name.lower()), name)
