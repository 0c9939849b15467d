"""The machine that the scripts of this folder's tests run on, and a machine with kubectl and a cluster."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from alertflow.model.command import Command
from tests.playbooks.cluster import Cluster
from tests.playbooks.running import Ran, Runner

Kube = Callable[..., Ran]
"""Runs a command with kubectl: `kube(command, mode="act", env={…})`."""


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    """A cluster with nothing in it; `save()` what a test puts there, and see with `now()` what came of it."""
    empty = Cluster(tmp_path / "cluster.json")
    empty.save()
    return empty


@pytest.fixture
def kube(runner: Runner, tmp_path: Path) -> Kube:
    runner.install("kubectl", "tests.playbooks.cluster")
    (tmp_path / "kubeconfig").write_text("kind: Config\n")

    def run(command: Command, mode: str = "collect", env: Mapping[str, str] | None = None) -> Ran:
        around = {
            "KUBECONFIG": str(tmp_path / "kubeconfig"),
            "FAKE_CLUSTER": str(tmp_path / "cluster.json"),
            "FAKE_NAMESPACE": command.env["NAMESPACE"],
        }
        return runner.run(command, mode, {**around, **(env or {})})

    return run
