import sys
from pathlib import Path
from textwrap import dedent

import pytest

from alertflow.compiler import LoadError, find, load

PROJECT = "from alertflow import Project\nproject = Project(name='shop', repository='a/b')\n"


def _written(folder: Path, text: str, name: str = "alertflow.py") -> Path:
    file = folder / name
    file.write_text(dedent(text), "utf-8")
    return file


def _said(file: Path | str) -> str:
    with pytest.raises(LoadError) as caught:
        load(file)
    return str(caught.value)


def test_the_one_project_of_a_file_is_returned(tmp_path: Path) -> None:
    project = load(_written(tmp_path, PROJECT))
    assert project.name == "shop"
    assert project.source is not None
    assert (project.source.path, project.source.line) == (str(tmp_path / "alertflow.py"), 2)


def test_a_second_name_for_the_same_project_does_not_matter(tmp_path: Path) -> None:
    assert load(_written(tmp_path, PROJECT + "also = project\n")).name == "shop"


def test_a_file_beside_it_can_be_imported_and_leaves_no_trace(tmp_path: Path) -> None:
    path = list(sys.path)
    _written(tmp_path, "NAME = 'beside'", "shared_names.py")
    (tmp_path / "package").mkdir()
    _written(tmp_path, "", "package/__init__.py")
    _written(tmp_path, "REPOSITORY = 'a/b'", "package/inner.py")
    text = """
        from alertflow import Project
        from package.inner import REPOSITORY
        from shared_names import NAME
        project = Project(name=NAME, repository=REPOSITORY)
    """
    assert load(_written(tmp_path, text)).name == "beside"
    assert sys.path == path
    assert not {"shared_names", "package", "package.inner", "_alertflow_project"} & set(sys.modules)
    assert not list(tmp_path.rglob("__pycache__"))


def test_two_folders_may_have_modules_of_one_name(tmp_path: Path) -> None:
    names = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        _written(folder, f"NAME = '{name}'", "names_here.py")
        text = "from alertflow import Project\nimport names_here\np = Project(name=names_here.NAME)\n"
        names.append(load(_written(folder, text)).name)
    assert names == ["one", "two"]


def test_what_the_file_prints_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(_written(tmp_path, "print('hello')\n" + PROJECT))
    assert capsys.readouterr() == ("", "hello\n")


def test_a_name_chooses_among_several_projects(tmp_path: Path) -> None:
    file = _written(tmp_path, PROJECT + "staging = Project(name='staging')\nnumber = 3\n")
    assert load(f"{file}:staging").name == "staging"
    assert _said(file) == (
        f"{file}:1: the file declares 2 projects. Say which one:\n"
        "  alertflow.py:project  (line 2)\n"
        "  alertflow.py:staging  (line 3)"
    )
    assert _said(f"{file}:stagin") == f"{file}:1: there is no project 'stagin'. Did you mean 'staging'?"
    assert _said(f"{file}:number") == f"{file}:1: 'number' is a int, not a Project."


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("x = (\n", 1, "SyntaxError: '(' was never closed\n    x = (\n        ^"),
        ("if True:\n    x = = 1\n", 2, "SyntaxError: invalid syntax\n    x = = 1\n        ^"),
        (
            "if True:\nx = 1\n",
            2,
            "IndentationError: expected an indented block after 'if' statement on line 1\n    x = 1\n    ^",
        ),
        ("x = 1\n\n1 / 0\n", 3, "ZeroDivisionError: division by zero"),
        ("raise RuntimeError\n", 1, "RuntimeError"),
        ("def f():\n    return f()\nf()\n", 2, "RecursionError: maximum recursion depth exceeded"),
        (
            "import sys\nsys.exit(3)\n",
            2,
            "the file ended the program, sys.exit(3), instead of declaring a project.",
        ),
        (
            "import nowhere_at_all\n",
            1,
            "ModuleNotFoundError: No module named 'nowhere_at_all'. Install it into the "
            "environment that alertflow runs in, or put its file beside the project file.",
        ),
        (
            "from alertflow.receiver import Slack\n",
            1,
            "ModuleNotFoundError: No module named 'alertflow.receiver'. Did you mean 'receivers'?",
        ),
        ("from alertflow import Alrt\n", 1, "ImportError: cannot import name 'Alrt' from 'alertflow'. Did"),
        ("x = 1\n", 1, "the file declares no Project. End it with: project = Project(name=…, …)"),
        ("x = '\0'\n", 1, "the file holds a NUL byte, so it is no Python."),
        ("# -*- coding: klingon -*-\n", 1, "SyntaxError: unknown encoding: klingon"),
        (
            "from alertflow import Project\nProject(nam='x')\n",
            2,
            "Project(…): 'name' is missing.\n  Project(…): unknown name 'nam'. Did you mean 'name'?",
        ),
    ],
)
def test_a_mistake_in_the_file_is_told_at_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "alertflow.py"
    file.write_text(text, "utf-8")
    assert _said(file).startswith(f"{file}:{line}: {said}")


def test_a_mistake_in_a_file_beside_it_is_told_there(tmp_path: Path) -> None:
    beside = _written(tmp_path, "def rate(part):\n    return 1 / part\n", "rates.py")
    file = _written(tmp_path, "import json\nfrom rates import rate\nrate(0)\n")
    assert _said(file) == f"{beside}:2: ZeroDivisionError: division by zero"
    beside.write_text("x = = 1\n", "utf-8")
    assert _said(file) == f"{beside}:1: SyntaxError: invalid syntax\n    x = = 1\n        ^"
    beside.unlink()
    assert "Did you mean" not in _said(file)


def test_a_mistake_deep_in_a_library_is_told_at_the_persons_line(tmp_path: Path) -> None:
    file = _written(tmp_path, "import json\n\njson.loads('{')\n")
    assert _said(file).startswith(f"{file}:3: JSONDecodeError: ")


def test_a_misspelt_name_of_alertflow_is_suggested(tmp_path: Path) -> None:
    said = _said(_written(tmp_path, "from alertflow import Alrt\n"))
    assert said.endswith(". Did you mean 'Alert'?")


def test_nesting_that_python_cannot_compile_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path, "x = " + "-" * 200_000 + "1\n")
    assert _said(file).startswith(f"{file}:1: ")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    place = find(_written(tmp_path, PROJECT))._replace(path=tmp_path / "folder.py")
    with pytest.raises(LoadError, match=r"folder.py cannot be read: Is a directory\."):
        load(place)


def test_a_misspelt_neighbour_is_suggested(tmp_path: Path) -> None:
    _written(tmp_path, "", "teams.py")
    file = _written(tmp_path, "import team\n")
    assert _said(file) == f"{file}:1: ModuleNotFoundError: No module named 'team'. Did you mean 'teams'?"


def test_a_file_that_is_no_utf_8_is_told_at_the_line_of_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "alertflow.py"
    file.write_bytes(b"x = 1\ny = '\xe9'\n")
    assert _said(file) == f"{file}:2: the file is not UTF-8: byte 0xe9 does not belong. Save it as UTF-8."


def test_a_file_that_is_no_python_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path, "x = 1", "alertflow.txt")
    assert _said(file) == f"{file} is not a Python file: its name must end in .py."


def test_an_interruption_is_not_taken_for_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        load(_written(tmp_path, "raise KeyboardInterrupt\n"))


def test_all_mistakes_of_the_whole_are_told_at_once(tmp_path: Path) -> None:
    text = """\
        from alertflow import Alert, Project, Severity
        def alert(expr):
            return Alert(name="Same", expr=expr, severity=Severity.WARNING, summary="s")
        project = Project(name="x", alerts=[alert("up == 0"), alert("up == (")])
    """
    file = _written(tmp_path, text)
    said = _said(file).splitlines()
    assert len(said) == 2
    assert said[1].startswith(f"{file}:3: alert 'Same' of severity warning is declared twice")
    assert said[0].startswith(f"{file}:3: Alert(Same): this is not PromQL at column 7: '(' is not closed.")
