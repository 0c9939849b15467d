"""A project file is run, and what it declares is taken from it; whatever goes wrong is told at its line."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType, TracebackType

import alertflow
from alertflow.compiler.find import LoadError, Place, find
from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.model import Project

_MODULE = "_alertflow_project"
_WHERE = re.compile(r" \([^()]*\)$")
"""Where an ImportError says that a module lies: on this machine only."""
_PACKAGE = str(Path(alertflow.__file__).parent) + "/"


def load(target: str | Path | Place | None = None) -> Project:
    """Runs the project file that `target` means (see `find`) and returns the one project it declares.

    Modules beside the file can be imported; nothing is written there, and what the file prints goes to
    standard error. Raises LoadError, with file and line, for anything that goes wrong, one for all mistakes
    of the project as a whole.
    """
    place = target if isinstance(target, Place) else find(target)
    project = _chosen(_executed(place, _compiled(place.path)), place)
    problems = {(one.location or Location("", 0), one.message): one for one in project.problems()}
    if problems:
        first, *others = (problems[key] for key in sorted(problems))
        raise LoadError(first.message, first.location, tuple(others))
    return project


def _compiled(path: Path) -> CodeType:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror}.") from None
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise LoadError("the file holds a NUL byte, so it is no Python.", Location(str(path), line))
    try:
        return compile(_decoded(raw, path), str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise _syntax_error(error, path) from None
    except (RecursionError, MemoryError) as error:  # endless nesting
        raise LoadError(f"Python cannot compile the file: {error}.", Location(str(path), 1)) from None


def _decoded(raw: bytes, path: Path) -> str:
    """The text of a source file, in the encoding it declares; SyntaxError for one that does not exist."""
    try:
        return importlib.util.decode_source(raw)
    except (UnicodeDecodeError, SyntaxError):
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise LoadError(
                f"the file is not UTF-8: byte 0x{raw[error.start]:02x} does not belong. Save it as UTF-8.",
                Location(str(path), line),
            ) from None
        raise


def _syntax_error(error: SyntaxError, path: Path) -> LoadError:
    """The message of a syntax error, the line below it, and a caret below that."""
    message = f"{type(error).__name__}: {error.msg}"
    if error.text and error.text.strip() and error.offset:
        text = error.text.rstrip("\n")
        shown = text.lstrip()
        caret = max(error.offset - 1 - (len(text) - len(shown)), 0)
        message += f"\n    {shown}\n    {' ' * caret}^"
    return LoadError(message, Location(error.filename or str(path), error.lineno or 1))


def _executed(place: Place, code: CodeType) -> ModuleType:
    spec = importlib.util.spec_from_file_location(_MODULE, place.path)
    if spec is None:
        raise LoadError(f"{place.path} is not a Python file: its name must end in .py.")
    module = importlib.util.module_from_spec(spec)
    try:
        with _imports_from(place.path.parent, module), contextlib.redirect_stdout(sys.stderr):
            exec(code, module.__dict__)
    except AlertflowError as error:
        raise LoadError(error.message, error.location or _blamed(error.__traceback__, place)) from None
    except SyntaxError as error:  # of a module that the file imports
        raise _syntax_error(error, place.path) from None
    except SystemExit as error:
        raise LoadError(
            f"the file ended the program, sys.exit({error.code!r}), instead of declaring a project.",
            _blamed(error.__traceback__, place),
        ) from None
    except ImportError as error:
        said = f"{type(error).__name__}: {_WHERE.sub('', str(error))}"
        raise LoadError(f"{said}.{_mended(error, place)}", _blamed(error.__traceback__, place)) from None
    except Exception as error:
        said = f"{type(error).__name__}: {error}".rstrip(": ")
        raise LoadError(said, _blamed(error.__traceback__, place)) from None
    return module


@contextlib.contextmanager
def _imports_from(folder: Path, module: ModuleType) -> Iterator[None]:
    """While it lasts, `folder` is where modules are found first, and no bytecode is written.

    Afterwards the modules from there are forgotten, so that another project finds its own of the same name.
    """
    wrote, path, known = sys.dont_write_bytecode, list(sys.path), set(sys.modules)
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    sys.modules[_MODULE] = module
    try:
        yield
    finally:
        sys.dont_write_bytecode = wrote
        sys.path[:] = path
        new = set(sys.modules) - known
        for name in [one for one in new if _is_in(sys.modules.get(one.partition(".")[0]), folder)]:
            del sys.modules[name]
        sys.modules.pop(_MODULE, None)


def _is_in(module: ModuleType | None, folder: Path) -> bool:
    """Whether a top-level module is a file, or a package, right in `folder`."""
    if module is None:
        return False
    places = list(getattr(module, "__path__", [])) or [getattr(module, "__file__", None) or ""]
    return any(Path(place).parent == folder for place in places)


def _blamed(traceback: TracebackType | None, place: Place) -> Location:
    """The innermost line of the person's own code that an exception came through."""
    found = Location(str(place.path), 1)
    below = f"{place.root}/"
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        own = path.startswith(below) and not path.startswith(_PACKAGE) and "/site-packages/" not in path
        if own:
            found = Location(path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _mended(error: ImportError, place: Place) -> str:
    """What may help after a module, or a name in one, was not found."""
    name = error.name or ""
    if not isinstance(error, ModuleNotFoundError):
        found = re.match(r"cannot import name '(\w+)' from", str(error))
        names = getattr(sys.modules.get(name), "__all__", ()) if name.startswith("alertflow") else ()
        return f" {suggestion(found[1], names)}" if found and names else ""
    if name.startswith("alertflow."):
        folder = Path(_PACKAGE)
        packages = {one.parent.name for one in folder.glob("*/__init__.py")}
        known = packages | {one.stem for one in folder.glob("[!_]*.py")}
        return f" {suggestion(name.split('.')[1], known)}" if name.count(".") == 1 else ""
    beside = {one.stem for one in place.path.parent.glob("*.py")} - {place.path.stem}
    close = suggestion(name, beside) if beside else ""
    if close.startswith("Did you mean"):
        return f" {close}"
    return " Install it into the environment that alertflow runs in, or put its file beside the project file."


def _chosen(module: ModuleType, place: Place) -> Project:
    """The project that `place` means, of those at the top of the module."""
    found = {name: value for name, value in vars(module).items() if isinstance(value, Project)}
    start = Location(str(place.path), 1)
    if place.name is not None:
        if place.name in found:
            return found[place.name]
        if hasattr(module, place.name):
            kind = type(getattr(module, place.name)).__name__
            raise LoadError(f"'{place.name}' is a {kind}, not a Project.", start)
        raise LoadError(f"there is no project '{place.name}'. {suggestion(place.name, found)}", start)
    projects = {id(project): (name, project) for name, project in found.items()}
    if not projects:
        raise LoadError("the file declares no Project. End it with: project = Project(name=…, …)", start)
    if len(projects) > 1:
        raise LoadError(_several(list(projects.values()), place), start)
    return next(iter(projects.values()))[1]


def _several(projects: list[tuple[str, Project]], place: Place) -> str:
    lines = [
        f"  {place.path.name}:{name}" + (f"  (line {project.source.line})" if project.source else "")
        for name, project in projects
    ]
    return "\n".join([f"the file declares {len(projects)} projects. Say which one:", *lines])
