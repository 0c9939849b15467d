"""Reads workflow files, checks them all, and prints the findings as JSON and the seconds of processor time.

`python -m tests.bench.checking FILE…`
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
    from alertflow.checks import check, checks, report
    from alertflow.github import Workflow

    checks()
    before = time.process_time()
    documents = {file: Workflow.parse(Path(file).read_text("utf-8"), file) for file in files}
    print(report.FORMATS["json"](check(None, documents)))
    print(time.process_time() - before)


if __name__ == "__main__":
    main(sys.argv[1:])
