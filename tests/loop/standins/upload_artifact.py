"""actions/upload-artifact: keeps a copy of what it was given, without hidden files, as the real one does."""

import re
import shutil
from pathlib import Path

from tests.loop.standins.recording import record

# Its shell is not bash: what bash prints is kept as what the steps of the workflow print.
ACTION = """\
name: Stand-in of actions/upload-artifact
inputs:
  name: {default: artifact}
  path: {required: true}
  if-no-files-found: {default: warn}
  retention-days: {default: "0"}
runs:
  using: composite
  steps:
    - shell: sh
      env:
        ARTIFACT: ${{ inputs.name }}
        FOUND: ${{ inputs.path }}
        IF_NONE: ${{ inputs.if-no-files-found }}
        DAYS: ${{ inputs.retention-days }}
      run: upload-artifact "$ARTIFACT" "$FOUND" "$IF_NONE" "$DAYS"
"""


def main(args: list[str], folder: Path) -> int:
    name, path, if_none, days = args
    refused = ""
    source, target = Path(path), folder / "artifacts" / name
    if not name or re.search(r'["/\\:<>|*?\r\n]', name) or target.exists():
        refused = f"the artifact cannot be called {name!r}"
    elif if_none not in {"warn", "error", "ignore"} or not 0 <= int(days) <= 90:
        refused = f"these are no inputs: {args}"
    else:
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(source, target, ignore=hidden) if source.is_dir() else target.mkdir(parents=True)
    record(folder, "upload-artifact", args, refused=refused)
    return 1 if refused else 0
