"""Reads files, checks them all, and prints the findings as JSON and the seconds of processor time.

`python -m tests.bench.checking FILE…`: workflows, but for the files that Prometheus and Alertmanager read.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def main(files: Sequence[str]) -> None:
    """Reads and checks each of `files`, and all of them together."""
    gc.disable()  # as alertflow's command line does
    from alertflow.alertmanager import Config
    from alertflow.checks import check, checks, report
    from alertflow.checks.subject import Document
    from alertflow.github import Workflow
    from alertflow.prometheus import RuleFile

    def read(file: str) -> Document:
        text = Path(file).read_text("utf-8")
        if file.endswith("_rules.yml"):
            return RuleFile.parse(text, file)
        return (Config if file.endswith("alertmanager.yml") else Workflow).parse(text, file)

    checks()
    before = time.process_time()
    print(report.FORMATS["json"](check(None, {file: read(file) for file in files})))
    print(time.process_time() - before)


if __name__ == "__main__":
    main(sys.argv[1:])
