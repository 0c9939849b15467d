"""kubectl, in front of the cluster of tests/playbooks: the kubeconfig must be private, and the secret's."""

import os
import stat
from pathlib import Path

from tests.loop.standins import known
from tests.loop.standins.recording import alone, record
from tests.playbooks import cluster


def main(args: list[str], folder: Path) -> int:
    refused = ""
    config = Path(os.environ.get("KUBECONFIG", "/nowhere"))
    if not config.is_file() or config.read_text(encoding="utf-8") != known.KUBECONFIG:
        refused = f"KUBECONFIG={config} is not what the secret holds"
    elif stat.S_IMODE(config.stat().st_mode) != 0o600:
        refused = f"others can read {config}"
    os.environ |= {"FAKE_CLUSTER": str(folder / "cluster.json"), "FAKE_NAMESPACE": "default"}
    with alone(folder):
        status = 1 if refused else cluster.main(args)
    record(folder, "kubectl", args, status=status, refused=refused)
    return status
