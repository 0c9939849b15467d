"""Writes a workflow as a project of each peer.

`python -m tests.bench.peers.translate WORKFLOW.yml FOLDER` writes into FOLDER/ghagen, FOLDER/pygha and
FOLDER/yamloom.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alertflow.yaml import parse
from tests.bench.peers import template_ghagen, template_pygha, template_yamloom

PEERS = {"ghagen": template_ghagen, "pygha": template_pygha, "yamloom": template_yamloom}


def main(workflow: Path, folder: Path) -> None:
    """Writes each project."""
    data = parse(workflow.read_text(encoding="utf-8"))
    for name, peer in PEERS.items():
        path = folder / name / peer.PATH
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(peer.project(data), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
