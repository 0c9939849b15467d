from pathlib import Path

import pytest

from alertflow.compiler import LoadError, find


def _repository(folder: Path, **files: str) -> Path:
    (folder / ".git").mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return folder


def test_a_folder_means_its_alertflow_py(tmp_path: Path) -> None:
    place = find(_repository(tmp_path, alertflow=""))
    assert tuple(place) == (tmp_path / "alertflow.py", None, tmp_path)
    assert place.source == "alertflow.py"


def test_without_a_target_the_current_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_repository(tmp_path, alertflow=""))
    assert find().path == tmp_path / "alertflow.py"


def test_the_root_is_the_nearest_folder_with_git(tmp_path: Path) -> None:
    _repository(tmp_path)
    (tmp_path / "ops" / "alerts").mkdir(parents=True)
    (tmp_path / "ops" / "alerts" / "timetable.py").touch()
    place = find(tmp_path / "ops" / "alerts" / "timetable.py")
    assert place.root == tmp_path
    assert place.source == "ops/alerts/timetable.py"


def test_without_git_the_root_is_the_files_folder(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert find(tmp_path / "a.py").root == tmp_path


def test_a_name_behind_a_colon_chooses_the_project(tmp_path: Path) -> None:
    place = find(f"{_repository(tmp_path, alertflow='')}/alertflow.py:staging")
    assert place.name == "staging"
    assert place.source == "alertflow.py:staging"


def test_pyproject_says_which_file_it_is(tmp_path: Path) -> None:
    _repository(tmp_path, alertflow="", other="")
    (tmp_path / "pyproject.toml").write_text('[tool.alertflow]\nproject = "other.py:two"\n', "utf-8")
    assert find(tmp_path)[:2] == (tmp_path / "other.py", "two")


def test_a_pyproject_of_other_tools_says_nothing(tmp_path: Path) -> None:
    _repository(tmp_path, alertflow="")
    (tmp_path / "pyproject.toml").write_text("tool = 1\n", "utf-8")
    assert find(tmp_path).path.name == "alertflow.py"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.alertflow\n", ":1: this is not TOML: Expected ']' at the end of a table declaration."),
        (
            "[tool.alertflow]\nprojet = 'a.py'\n",
            ":2: [tool.alertflow]: unknown key 'projet'. Did you mean 'project'?",
        ),
        (
            "[tool.alertflow]\nproject = 1\n",
            ':2: [tool.alertflow]: project is a text such as "path/to/file.py:name".',
        ),
        ("\n[tool]\nalertflow = 1\n", ":3: tool.alertflow is a table: [tool.alertflow]."),
        ("\ufeff", ":1: this is not TOML: Invalid statement."),
    ],
)
def test_a_mistake_in_pyproject_is_told_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    with pytest.raises(LoadError) as caught:
        find(tmp_path)
    assert str(caught.value) == f"{tmp_path}/pyproject.toml{said}"


def test_a_pyproject_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(LoadError, match="it is not UTF-8"):
        find(tmp_path)


def test_a_pyproject_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    with pytest.raises(LoadError, match=r"pyproject.toml:1: cannot be read: Is a directory\."):
        find(tmp_path)


def test_the_file_that_pyproject_names_must_exist(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.alertflow]\nproject = "gone.py"\n', "utf-8")
    with pytest.raises(LoadError, match=r"pyproject.toml:2: .* there is no file .*gone.py"):
        find(tmp_path)


def test_a_missing_file_suggests_the_nearest_one(tmp_path: Path) -> None:
    _repository(tmp_path, alertflow="")
    with pytest.raises(LoadError, match=r"there is no file .*/alertflw.py\. Did you mean 'alertflow.py'\?"):
        find(tmp_path / "alertflw.py")


def test_a_folder_without_a_project_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="Run 'alertflow init' to start one"):
        find(tmp_path)


def test_a_folder_with_a_name_behind_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="is a folder: name the file in it"):
        find(f"{tmp_path}:project")
