"""A Kubernetes deployment, and the commands that look at it and change it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from alertflow.declared import DeclarationError, Declared, caller
from alertflow.duration import Duration
from alertflow.model.command import Approval, Command, Effect, Secret
from alertflow.playbooks.kubernetes import change, diagnosis
from alertflow.playbooks.kubernetes.cluster import KUBECONFIG, as_kubeconfig, target
from alertflow.playbooks.kubernetes.permissions import NEEDED, permissions
from alertflow.playbooks.kubernetes.services import services
from alertflow.playbooks.spans import whole_seconds, with_room

_NAME = r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"

PATTERNS: Mapping[str, str] = {
    "database": r"(mysql|postgres|mongo|redis|database|sql).*(error|refus|time(d )?out|lost|denied|too many)"
    r"|ECONNREFUSED.*:(3306|5432|6379|27017)|deadlock|too many connections",
    "external API": r"ENOTFOUND|EAI_AGAIN|socket hang up|upstream|bad gateway|gateway time-?out"
    r"|(request|fetch|https?).*(timed out|ETIMEDOUT|ECONNRESET| 50[234])",
    "memory": r"out of memory|OutOfMemory|OOMKilled|cannot allocate memory|heap limit",
    "authentication": r"unauthorized|forbidden|(invalid|expired).*(token|credential|certificate)",
    "disk": r"no space left on device|ENOSPC|read-only file system",
}
"""Causes of errors by the pattern of their log lines: extended regular expressions, in any case."""


class Deployment(Declared):
    """A deployment: `Deployment("school-timetable", hpa="school-timetable-hpa")`.

    `selector` finds its pods (`app=NAME` unless given), `hpa` is the autoscaler that decides how many
    there are. `kubeconfig` is a secret that holds a base64-encoded kubeconfig; while it is not set, every
    command is skipped with a warning, as it is on a runner without kubectl or jq.
    """

    name: str = Field(kw_only=False, pattern=_NAME)
    namespace: str = Field(default="default", pattern=_NAME)
    selector: str = ""
    hpa: str = Field(default="", pattern=rf"{_NAME}|^$")
    kubeconfig: Secret = KUBECONFIG

    @property
    def target(self) -> str:
        """What its commands act on: `deployment/NAME`, with the namespace in front unless it is `default`."""
        return target("deployment", self.name, self.namespace)

    def logs(
        self, *, tail: int = 100, previous: bool = False, since: str = "", matching: str = ""
    ) -> Command:
        """Prints the last `tail` lines of each container of each pod, of the last `since` (`15m`) if given.

        With `previous`, those of the containers that ran before the last restart. With `matching`, only the
        lines where that extended regular expression is found, without regard to case.
        """
        return self._command(
            "logs-previous" if previous else "logs",
            f"{'Logs before the last restart' if previous else 'Recent logs'} of {self.target}",
            diagnosis.logs(previous=previous, since=bool(since), matching=bool(matching)),
            TAIL=str(tail),
            SINCE=f"{whole_seconds('since', since)}s" if since else "",
            MATCHING=matching,
        )

    def pods(self) -> Command:
        """Prints the pods; concludes how many are ready and why others wait or were terminated."""
        return self._command("pods", f"Pods of {self.target}", diagnosis.PODS)

    def events(self) -> Command:
        """Prints the last 50 events of the deployment, its replica sets, pods and autoscaler."""
        return self._command("events", f"Events of {self.target}", diagnosis.EVENTS)

    def top(self, *, sort_by: str = "cpu") -> Command:
        """Prints what each container uses, by `cpu` or `memory`. Needs the cluster's metrics server."""
        if sort_by not in {"cpu", "memory"}:
            raise DeclarationError(f"top(sort_by={sort_by!r}): it is 'cpu' or 'memory'.", caller())
        return self._command("top", f"CPU and memory of {self.target}", diagnosis.TOP, SORT_BY=sort_by)

    def hpa_status(self) -> Command:
        """Prints the autoscaler; concludes, with a warning, if it is at its maximum or cannot scale.

        Raises DeclarationError where the deployment names no `hpa`.
        """
        if not self.hpa:
            raise DeclarationError(
                f"{self.target}.hpa_status(): it has no autoscaler; name it: Deployment(…, hpa=…).", caller()
            )
        return self._command("hpa-status", f"Autoscaler of {self.target}", diagnosis.HPA_STATUS, HPA=self.hpa)

    def rollout_history(self, *, within: str = "2h") -> Command:
        """Prints the revisions; concludes whether the last one was rolled out `within` that time."""
        seconds = whole_seconds("within", within)
        return self._command(
            "rollout-history",
            f"Rollout history of {self.target}",
            diagnosis.ROLLOUT_HISTORY,
            WITHIN=str(seconds),
        )

    def rollout_status(self, *, timeout: str = "5m") -> Command:
        """Waits until the rollout is complete; fails if it is not after `timeout`, or never will be."""
        return self._command(
            "rollout-status",
            f"Rollout of {self.target} completes",
            diagnosis.ROLLOUT_STATUS,
            timeout=with_room("timeout", timeout),
            TIMEOUT=f"{whole_seconds('timeout', timeout)}s",
        )

    def error_patterns(
        self, patterns: Mapping[str, str] = PATTERNS, *, tail: int = 500, since: str = "15m"
    ) -> Command:
        """Counts the recent log lines that each pattern is found in; concludes `cause: …`, the commonest.

        `patterns` maps a cause to an extended regular expression, matched without regard to case.
        """
        for cause, pattern in patterns.items():
            if not (cause and pattern) or any(mark in cause + pattern for mark in "\t\n\r"):
                raise DeclarationError(
                    f"error_patterns(…): {cause!r}: {pattern!r} must be one line each, without tabs.",
                    caller(),
                )
        return self._command(
            "error-patterns",
            f"Cause of the errors in the logs of {self.target}",
            diagnosis.ERROR_PATTERNS,
            TAIL=str(tail),
            SINCE=f"{whole_seconds('since', since)}s",
            PATTERNS="\n".join(f"{cause}\t{pattern}" for cause, pattern in patterns.items()),
        )

    def service(self, name: str = "") -> Command:
        """Prints a service of its namespace, of the deployment's own name unless given: see `services`."""
        return services(name=name or self.name, namespace=self.namespace, kubeconfig=self.kubeconfig)

    def restart(self, *, approval: Approval | None = None, at_most_every: str = "10m") -> Command:
        """Restarts the pods one after another (`rollout restart`).

        Skipped while a rollout is under way or paused, where there is nothing to restart, if it was
        restarted within `at_most_every` (by whomever: that is why it may run twice), and if a
        PodDisruptionBudget forbids to take one of the pods that are ready. Where none is ready it goes on.
        """
        return self._command(
            "restart",
            f"Restart {self.target}",
            change.RESTART,
            effect=Effect.CHANGES,
            approval=approval,
            PAUSE=str(whole_seconds("at_most_every", at_most_every)),
        )

    def rollback(self, *, approval: Approval | None = None, within: str = "2h") -> Command:
        """Goes back to the newest earlier revision that differs by more than a restart (`rollout undo`).

        Skipped if there is none, if the last rollout is older than `within` and so not the likely cause, or
        if that revision is the one that an earlier rollback left: a second run does not undo the first. The
        annotation `alertflow/rolled-back-from` of the deployment remembers it.
        """
        return self._command(
            "rollback",
            f"Roll back {self.target}",
            change.ROLLBACK,
            effect=Effect.DESTROYS,
            approval=approval,
            WITHIN=str(whole_seconds("within", within)),
        )

    def scale(
        self,
        *,
        by: int = 1,
        maximum: int | None = None,
        at_most_every: str = "10m",
        approval: Approval | None = None,
    ) -> Command:
        """Adds `by` replicas, never more than `maximum`, nor twice within `at_most_every`.

        With an `hpa` it raises the autoscaler's minimum, within its own maximum, and leaves that in charge;
        it is skipped while the autoscaler is scaling by itself, and concludes when that is at its maximum.
        Without one it sets the replicas, and `maximum` must be given. People lower them again.
        The annotation `alertflow/scaled-at` remembers when it last ran.
        """
        if by < 1 or (maximum is not None and maximum < 1):
            raise DeclarationError(f"{self.target}.scale(…): by and maximum are at least 1.", caller())
        if maximum is None and not self.hpa:
            raise DeclarationError(
                f"{self.target}.scale(…): 'maximum' is missing: without an hpa nothing else bounds it.",
                caller(),
            )
        env = {"HPA": self.hpa} if self.hpa else {}
        return self._command(
            "scale",
            f"Scale {self.target} up by {by}",
            change.SCALE_HPA if self.hpa else change.SCALE_DEPLOYMENT,
            effect=Effect.CHANGES,
            approval=approval,
            BY=str(by),
            MAXIMUM=str(maximum or 0),
            PAUSE=str(whole_seconds("at_most_every", at_most_every)),
            **env,
        )

    def _command(
        self,
        name: str,
        title: str,
        script: str,
        *,
        effect: Effect = Effect.READS,
        approval: Approval | None = None,
        timeout: Duration = "3m",
        **env: str,
    ) -> Command:
        variables = {
            "NAMESPACE": self.namespace,
            "DEPLOYMENT": self.name,
            "SELECTOR": self.selector or f"app={self.name}",
            **env,
        }
        return Command(
            name,
            title=title,
            script=script,
            env=variables,
            effect=effect,
            system="kubernetes",
            target=self.target,
            secrets=[as_kubeconfig(self.kubeconfig)],
            permissions=permissions(NEEDED[script], variables),
            timeout=timeout,
            approval=approval,
            action="" if effect is Effect.READS else name,
        )
