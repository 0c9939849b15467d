"""Where a project is: its file, the name in it, and the repository around it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError, Location, suggestion

FILE = "alertflow.py"
"""The file that is looked for where nothing else is said."""

_POSITION = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column \d+\)$", re.DOTALL)
"""How tomllib says where a mistake is (before Python 3.14 only in the message)."""


class LoadError(AlertflowError):
    """A project that cannot be found or loaded.

    `others` are further mistakes found in the same run, each with its own place.
    """

    def __init__(
        self, message: str, location: Location | None = None, others: tuple[AlertflowError, ...] = ()
    ) -> None:
        super().__init__(message, location)
        self.others = others

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.others)])


class Place(NamedTuple):
    """A project's file, before anything in it is run."""

    path: Path
    """The file, absolute."""
    name: str | None
    """The variable that holds the project; None for the only one."""
    root: Path
    """The repository's root, absolute: the nearest folder above with `.git`, else the file's own."""

    @property
    def source(self) -> str:
        """How generated files name their source: relative to the root, `/` between folders."""
        relative = self.path.relative_to(self.root).as_posix()
        return f"{relative}:{self.name}" if self.name else relative


def find(target: str | Path | None = None) -> Place:
    """The project that `target` means: a folder (None: the current one), a file, or `FILE:NAME`.

    In a folder, pyproject.toml says which file it is (`[tool.alertflow] project = "path/file.py:name"`), else
    it is `alertflow.py`. Raises LoadError where there is none.
    """
    path, name = _split(str(target) if target is not None else ".")
    if path.is_dir():
        if name is not None:
            raise LoadError(f"{path} is a folder: name the file in it, as in {path / FILE}:{name}.")
        path, name = _in_folder(path)
    if not path.exists():
        raise LoadError(f"there is no file {path}.{_similar(path)}")
    path = path.resolve()
    return Place(path, name, root_of(path.parent))


def _split(target: str) -> tuple[Path, str | None]:
    path, colon, name = target.rpartition(":")
    if colon and path and not Path(target).exists():
        return Path(path), name
    return Path(target), None


def _similar(path: Path) -> str:
    folder = path.parent
    files = sorted(file.name for file in folder.glob("*.py")) if folder.is_dir() else []
    return f" {suggestion(path.name, files)}" if files else ""


def _in_folder(folder: Path) -> tuple[Path, str | None]:
    declared = _declared(folder / "pyproject.toml")
    if declared is not None:
        path, name = _split(str(folder / declared))
        if not path.is_file():
            raise LoadError(
                f"[tool.alertflow] project = {declared!r}: there is no file {path}.",
                _line_of(folder / "pyproject.toml", "project"),
            )
        return path, name
    if not (folder / FILE).is_file():
        where = "the current folder" if folder == Path() else str(folder)
        raise LoadError(
            f"there is no project in {where}: neither {FILE} nor a pyproject.toml with [tool.alertflow]"
            " project. Run 'alertflow init' to start one, or name a file: 'alertflow build path/to/file.py'."
        )
    return folder / FILE, None


def _declared(file: Path) -> str | None:
    """What pyproject.toml says under [tool.alertflow] project, if anything."""
    try:
        data = tomllib.loads(file.read_bytes().decode())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror}.", Location(str(file), 1)) from None
    except UnicodeDecodeError:
        raise LoadError("this is not TOML: it is not UTF-8.", Location(str(file), 1)) from None
    except tomllib.TOMLDecodeError as error:
        found = _POSITION.match(str(error))
        what, line = (found["what"], int(found["line"])) if found else (error, 1)
        raise LoadError(f"this is not TOML: {what}.", Location(str(file), line)) from None
    tool = data.get("tool", {})
    table: Any = tool.get("alertflow") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise LoadError("tool.alertflow is a table: [tool.alertflow].", _line_of(file, "alertflow"))
    for key in table:
        if key != "project":
            raise LoadError(
                f"[tool.alertflow]: unknown key '{key}'. {suggestion(key, ['project'])}", _line_of(file, key)
            )
    project = table.get("project")
    if project is not None and (not isinstance(project, str) or not project):
        raise LoadError(
            '[tool.alertflow]: project is a text such as "path/to/file.py:name".', _line_of(file, "project")
        )
    return project


def _line_of(file: Path, key: str) -> Location:
    """The line of pyproject.toml that sets `key`, below [tool.alertflow] where it is set several times."""
    below = False
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        below = below or "alertflow" in line
        if below and re.match(rf"\s*\[?[\w.\"]*{re.escape(key)}\b", line):
            return Location(str(file), number)
    return Location(str(file), 1)


def root_of(folder: Path) -> Path:
    """The repository's root: the nearest folder above with `.git`, else `folder` itself."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
