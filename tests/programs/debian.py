"""Programs out of Debian packages, of any suite; nothing is installed, the system's apt state is left alone.

apt is given folders of its own and one suite; it verifies the archive's signature with this machine's
`debian-archive-keyring`, as it does for the system. Works without root.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.programs.bundle import Made, UnavailableError, run

MIRROR_VARIABLE: Final = "DEBIAN_MIRROR"
_KEYRINGS: Final = tuple(
    Path("/usr/share/keyrings", f"debian-archive-keyring.{ending}") for ending in ("pgp", "gpg")
)
_SUITES: Final = re.compile(
    r"(bullseye|bookworm|trixie|forky|duke|sid|(old)*stable|testing|unstable)(-updates|-backports)?"
)
_REMEDY: Final = (
    "check that this machine reaches its Debian mirror (`apt-get update`); on another system, name a mirror: "
    f"{MIRROR_VARIABLE}=<URI of a Debian archive> python -m tests.programs"
)


def from_debian(
    tree: Path, downloads: Path, suites: Sequence[str], packages: Sequence[str], files: Mapping[str, str]
) -> dict[str, str]:
    """Put files of packages into the tree, from the first suite that has all the packages.

    Args:
        tree: the bundle's folder.
        downloads: where packages are kept.
        suites: the suites to try, in order.
        packages: what to download.
        files: path inside the packages, possibly a glob -> path in the tree.

    Returns:
        package -> its version as its makers number it, Debian's revision left out.

    Raises:
        UnavailableError: no suite has the packages.
    """
    reasons = []
    for suite in suites:
        with tempfile.TemporaryDirectory(prefix="apt-") as scratch:
            try:
                debs = list(_download(Path(scratch), downloads / "debian", suite, packages))
            except UnavailableError as error:
                reasons.append(f"{suite}: {error.why}")
                continue
            for deb in debs:
                run(["dpkg", "-x", deb, Path(scratch, "unpacked")], _REMEDY)
            for source, target in files.items():
                found = next(Path(scratch, "unpacked").glob(source), None)
                if found is None:
                    why = f"the packages of {suite} hold no {source}"
                    raise UnavailableError(why, "correct tests/programs/fetch.py")
                Path(tree, target).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(found.resolve(), tree / target)
            return dict(_name_and_version(deb) for deb in debs)
    raise UnavailableError("\n".join(reasons), _REMEDY)


def made(versions: Mapping[str, str], programs: Mapping[str, tuple[str, str]]) -> dict[str, Made]:
    """Program -> what was made of it, for `program -> (file in bin, package it came from)`."""
    return {name: Made(file, versions[package]) for name, (file, package) in programs.items()}


def _download(scratch: Path, target: Path, suite: str, packages: Sequence[str]) -> Iterator[Path]:
    target.mkdir(parents=True, exist_ok=True)
    keyring = next((path for path in _KEYRINGS if path.exists()), None)
    signed_by = f"[signed-by={keyring}] " if keyring else ""
    (scratch / "sources.list").write_text(f"deb {signed_by}{_mirror()} {suite} main\n", encoding="utf-8")
    (scratch / "status").touch()
    for folder in ("lists/partial", "cache/archives/partial"):
        (scratch / folder).mkdir(parents=True)
    options = {
        "Dir::Etc::SourceList": scratch / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": scratch / "lists",
        "Dir::State::status": scratch / "status",
        "Dir::Cache": scratch / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "APT::Sandbox::User": "root",
    }
    apt = ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in options.items())]
    run([*apt, "--error-on=any", "update"], _REMEDY)
    listed = run([*apt, "--print-uris", "download", *packages], _REMEDY)
    run([*apt, "download", *packages], _REMEDY, cwd=target)
    for line in listed.splitlines():
        yield target / line.split()[1]


def _name_and_version(deb: Path) -> tuple[str, str]:
    name, version, _ = deb.name.split("_")
    upstream = re.match(r"(?:\d+%3a)?(?:.*\+really)?([0-9.]+)", version)
    return name, upstream[1] if upstream else version


def archive_in(sources: Iterable[Path]) -> str | None:
    """The URI of the first Debian archive that apt source files name, of either style; None without one."""
    for path in sources:
        if path.suffix not in (".list", ".sources") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for uri, suites, components in _stanzas(text) if path.suffix == ".sources" else _lines(text):
            if "main" in components and any(_SUITES.fullmatch(suite) for suite in suites):
                return uri
    return None


def _mirror() -> str:
    """The Debian archive that this machine's own apt uses."""
    sources = (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*")))
    uri = os.environ.get(MIRROR_VARIABLE) or archive_in(sources)
    if uri is None:
        raise UnavailableError("this machine's apt sources name no Debian archive", _REMEDY)
    return uri


def _lines(text: str) -> Iterable[tuple[str, list[str], list[str]]]:
    """The entries of a one-line-style sources.list: URI, suites, components."""
    for line in text.splitlines():
        if found := re.match(r"deb\s+(?:\[[^]]*\]\s*)?(\S+)\s+(\S+)\s+([^#]*)", line.strip()):
            yield found[1], [found[2]], found[3].split()


def _stanzas(text: str) -> Iterable[tuple[str, list[str], list[str]]]:
    """The entries of a deb822-style .sources file: URI, suites, components."""
    without_comments = re.sub(r"(?m)^#.*\n?", "", text)
    for stanza in re.split(r"\n\s*\n", without_comments):
        pairs = re.findall(r"(?m)^([\w-]+):((?:.*\n?)(?:[ \t].*\n?)*)", stanza)
        fields = {key.lower(): value.split() for key, value in pairs}
        if "deb" in fields.get("types", ()) and fields.get("enabled", ["yes"]) != ["no"]:
            for uri in fields.get("uris", ()):
                yield uri, fields.get("suites", []), fields.get("components", [])
