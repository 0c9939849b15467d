"""A whole workflow: its triggers, permissions and jobs, with each job's needs derived from what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alertflow.declared import Declared, Items
from alertflow.github.jobs import Concurrency, Defaults, Job
from alertflow.github.permissions import AnyPermissions, Permissions, permissions_data
from alertflow.github.references import needs_of
from alertflow.github.triggers import Triggers
from alertflow.github.values import NOTHING, Extra, Named, Text, Value, merged, plain_values

NO_PERMISSIONS = Permissions()
"""What a workflow may do unless it says otherwise; each job asks for what it needs."""


class Workflow(Declared):
    """One file under `.github/workflows`.

    Raises DeclarationError, with the line, for a duplicate or impossible id, an unknown job or step, jobs
    that wait for each other, text with `${{` that is not an expression, and an expression in a script where
    no quoting is safe.
    """

    __slots__ = ("__needs__",)

    name: str
    run_name: Text | None = None
    """What GitHub shows for one run."""
    on: Triggers
    permissions: AnyPermissions = NO_PERMISSIONS
    """Of every job that does not set its own. None at all unless said otherwise."""
    env: Named[Value] = NOTHING
    defaults: Defaults | None = None
    concurrency: Concurrency | None = None
    jobs: Items[Job]
    """In the order in which they are written."""
    extra: Extra = NOTHING
    """Keys that this library does not know yet."""

    if not TYPE_CHECKING:  # a signature here would hide the one that type checkers make from the fields

        def __init__(self, *args, **data):
            super().__init__(*args, **data)
            object.__setattr__(self, "__needs__", needs_of(self))

    def needs(self, job: Job) -> tuple[str, ...]:
        """The ids of the jobs that `job` waits for, in the workflow's order."""
        waits: dict[str, tuple[str, ...]] = self.__needs__  # type: ignore[attr-defined]  # a slot, set above
        return waits[job.id]

    def to_data(self) -> dict[str, Any]:
        """The workflow as plain data, in GitHub's customary order of keys."""
        data: dict[str, Any] = {"name": self.name}
        if self.run_name is not None:
            data["run-name"] = str(self.run_name)
        data["on"] = self.on.to_data()
        data["permissions"] = permissions_data(self.permissions)
        if self.env:
            data["env"] = plain_values(self.env)
        if self.defaults is not None:
            data["defaults"] = self.defaults.to_data()
        if self.concurrency is not None:
            data["concurrency"] = self.concurrency.to_data()
        taken = tuple(self.env)
        data["jobs"] = {job.id: job.to_data(self.needs(job), taken) for job in self.jobs}
        return merged(self, data, self.extra) if self.extra else data
