"""What no run may do, whatever it was sent: each run of these tests is looked at with these eyes."""

import json
from pathlib import Path
from typing import Any

from tests.loop.act import Run
from tests.loop.standins import known


def never(run: Run, workflow: dict[str, Any], folder: Path, issues: Any) -> None:
    """Fails where text ran, a secret was shown, a stand-in refused a call, or a permission was missing."""
    refused = [(call["program"], call["args"], call["refused"]) for call in run.calls if call["refused"]]
    assert not refused, f"the stand-ins were sent what they do not take: {refused}"
    assert not [path for path in folder.rglob("*") if "pwned" in path.name]
    shown = json.dumps(
        [run.log, run.annotations, run.summary, run.uploads, run.slack, issues]
        + [step.outputs for job in run.jobs.values() for step in job.steps.values()]
    )
    leaked = [secret for secret in known.TELLTALES if json.dumps(secret)[1:-1] in shown]
    assert not leaked, "a secret is shown"
    for call in run.calls:
        job = workflow["jobs"][call["job"]]
        if call["program"] == "gh":
            part = "actions" if "/actions/" in call["path"] else "issues"
            wanted = {"write"} if call["method"] == "POST" else {"read", "write"}
            assert job["permissions"][part] in wanted, f"{call['job']} may not: {call['path']}"
        if call["program"] in {"kubectl", "mysql"}:
            assert job["environment"] == "alertflow"
