"""A repository with the generated workflows, and around it a GitHub, a cluster and a web that remember."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alertflow.yaml import parse
from tests.loop.act import Run, jobs_of
from tests.loop.deployed import deployed
from tests.loop.generated import V1
from tests.loop.machine import Machine
from tests.loop.never import never
from tests.loop.standins import known
from tests.loop.standins.recording import CALLS, read, recorded, write
from tests.playbooks.cluster import Cluster

QUIET: list[tuple[str, list[tuple[dict[str, str], float]]]] = [
    (r"^topk\(10, ", [({"path": "/api/timetable"}, 0.4), ({"path": "/api/rooms"}, 0.1)]),
    (r"min_over_time", []),
    (r"^3600 \* deriv", [({}, 0.01)]),
]
"""What Prometheus answers: the first pattern that is found in the query."""


def burning(now: float, hour: float, quarter: float, month: float) -> list[Any]:
    """Prometheus's answers with these burn rates over 5m, 1h, 6h and 30d."""
    rates = {"5m": now, "1h": hour, "6h": quarter, "30d": month}
    return [*((rf"\[{window}\]\)\)\) / 0\.01$", [({}, rate)]) for window, rate in rates.items()), *QUIET]


class World:
    """Everything outside of the workflow. It goes on from run to run, as the real one does."""

    def __init__(self, folder: Path, repository: Path, act: Path, path: Sequence[Path]) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.state.mkdir()
        self.number = 1000
        self._workflows = repository / ".github/workflows"
        self._machine = Machine(folder, self.state, repository, act, path)
        empty: dict[str, Any] = {"runs": [], "jobs": {}, "approvals": {}, "issues": [], "down": []}
        write(self.state, "github.json", empty)
        self.web()
        deployed(self.state)

    def web(
        self,
        *,
        slack: str = "up",
        prometheus: str = "up",
        health: int = 200,
        mysql: str = "up",
        answers: Sequence[Any] = QUIET,
    ) -> None:
        """How the services answer from now on."""
        state = {
            "slack": slack,
            "prometheus": prometheus,
            "health": health,
            "mysql": mysql,
            "answers": answers,
        }
        write(self.state, "web.json", state)

    @property
    def github(self) -> Any:
        """What GitHub remembers: runs, jobs, approvals, issues; `down` are the parts that do not answer."""
        return read(self.state, "github.json")

    def change_github(self, **more: Any) -> None:
        write(self.state, "github.json", self.github | more)

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.state / "cluster.json")

    @property
    def image(self) -> str:
        """The image that the deployment runs now."""
        app = self.cluster.objects["Deployment"]["school-timetable"]
        image: str = app["spec"]["template"]["spec"]["containers"][0]["image"]
        return image

    def happened(self, alert: str, *, minutes: int, acted: bool, incident: str = "", file: str = V1) -> int:
        """An earlier run of the workflow, so many minutes ago; whether its job that acts was not skipped."""
        self.number += 1
        state = self.github
        self._begin(state, alert, "critical", incident or f"run-{self.number}", file, minutes)
        state["jobs"][str(self.number)] = {
            "Alert context": "success",
            "Respond to alert": "success" if acted else "skipped",
        }
        write(self.state, "github.json", state)
        return self.number

    @contextmanager
    def another(self, text: str) -> Iterator[str]:
        """The name of another workflow, which is there for as long as the block lasts."""
        path = self._workflows / f"{self.folder.name}.yml"
        path.write_text(text, encoding="utf-8")
        try:
            yield path.name
        finally:
            path.unlink()

    def age(self, *, minutes: int) -> None:
        """Lets time pass for GitHub: every run so far is that much older."""
        state = self.github
        for run in state["runs"]:
            at = datetime.fromisoformat(run["created_at"]) - timedelta(minutes=minutes)
            run["created_at"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        write(self.state, "github.json", state)

    def dispatch(self, payload: Any, *, workflow: str = V1, **more: Any) -> Run:
        """A run that `repository_dispatch` started."""
        action = "prometheus-alert" if workflow == V1 else "alert-fired"
        return self.run(
            "repository_dispatch", {"action": action, "client_payload": payload}, workflow, **more
        )

    def start(self, workflow: str = V1, **inputs: str) -> Run:
        """A run that a person started: inputs arrive as strings, with the defaults of the workflow."""
        asked = {"action": "auto", "dry_run": "false", "correlation_id": "", "severity": "critical"} | inputs
        return self.run("workflow_dispatch", {"inputs": asked, "ref": "refs/heads/main"}, workflow)

    def run(
        self,
        trigger: str,
        event: Mapping[str, Any],
        workflow: str = V1,
        *,
        secrets: Mapping[str, str] = known.SECRETS,
        without: Sequence[str] = (),
        approved_by: str = "",
    ) -> Run:
        """Runs the generated workflow under act, and lets nothing pass that may never happen."""
        self.number += 1
        given = event.get("client_payload") or event.get("inputs") or {}
        given = given if isinstance(given, dict) else {}
        incident = given.get("correlation_id") or f"run-{self.number}"
        state = self.github
        self._begin(state, given.get("alert_type"), given.get("severity"), incident, workflow, 0)
        if approved_by:
            review = {"state": "approved", "user": {"login": approved_by}}
            state["approvals"][str(self.number)] = [review | {"environments": [{"name": "production"}]}]
        write(self.state, "github.json", state)
        (self.state / CALLS).unlink(missing_ok=True)
        artifacts = self.state / "artifacts"
        if artifacts.exists():
            artifacts.rename(self.folder / f"artifacts-{self.number}-before")
        given_secrets = {name: value for name, value in secrets.items() if name not in without}
        lines, printed = self._machine.run(self.number, trigger, event, workflow, given_secrets)
        parsed = parse((self._workflows / workflow).read_text(encoding="utf-8"))
        assert isinstance(parsed, dict)
        jobs, log = jobs_of(parsed, lines, printed)
        run = Run(self.number, jobs, log, recorded(self.state), artifacts)
        state = self.github
        state["jobs"][str(self.number)] = {job.name: job.result for job in jobs.values()}
        write(self.state, "github.json", state)
        never(run, parsed, self.folder, state["issues"])
        return run

    def _begin(self, state: Any, alert: Any, severity: Any, incident: Any, file: str, minutes: float) -> None:
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        state["runs"].append(
            {
                "id": self.number,
                "path": f".github/workflows/{file}",
                "display_title": f"{alert or ''} {severity or ''} [{incident}]",
                "created_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "html_url": f"https://github.com/{known.REPOSITORY}/actions/runs/{self.number}",
            }
        )
