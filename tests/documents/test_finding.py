"""The files that names, globs and folders stand for."""

import os
from pathlib import Path

import pytest

from alertflow.declared import AlertflowError
from alertflow.documents import Reason, found, read_file


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        ".github/workflows/ci.yml",
        ".git/config.yml",
        ".venv/a.yml",
        "alertmanager.yaml",
        "docs/index.md",
        "node_modules/x/package.yml",
        "rules/a.yml",
        "rules/b.yaml",
        "rules/deep/c.yml",
        "rules/notes.txt",
        "z[1].yml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*arguments: str) -> list[str]:
    return [path.as_posix() for path in found(arguments)]


def test_a_folder_stands_for_all_yaml_below_it() -> None:
    assert names(".") == [
        "alertmanager.yaml",
        "z[1].yml",
        ".github/workflows/ci.yml",
        "rules/a.yml",
        "rules/b.yaml",
        "rules/deep/c.yml",
    ]
    assert names("rules/", ".github") == [
        "rules/a.yml",
        "rules/b.yaml",
        "rules/deep/c.yml",
        ".github/workflows/ci.yml",
    ]


def test_a_name_stands_for_its_file_whatever_its_ending() -> None:
    assert names("rules/notes.txt", "z[1].yml", "alertmanager.yaml") == [
        "rules/notes.txt",
        "z[1].yml",
        "alertmanager.yaml",
    ]


def test_a_folder_that_is_named_is_looked_into_even_if_it_is_hidden() -> None:
    assert names(".venv") == [".venv/a.yml"]


def test_globs() -> None:
    assert names("rules/*.y*ml") == ["rules/a.yml", "rules/b.yaml"]
    assert names("rules/**/*.yml") == ["rules/a.yml", "rules/deep/c.yml"]
    assert names("rules/*") == ["rules/a.yml", "rules/b.yaml", "rules/deep/c.yml", "rules/notes.txt"]
    assert names("[a]lert*") == ["alertmanager.yaml"]


def test_each_file_is_there_once_in_the_order_of_the_arguments(tree: Path) -> None:
    assert names("rules/deep/c.yml", "rules", "./rules/../rules/a.yml") == [
        "rules/deep/c.yml",
        "rules/a.yml",
        "rules/b.yaml",
    ]
    assert found([]) == []
    assert found([str(tree / "rules" / "*.yml")]) == [tree / "rules" / "a.yml"]


def test_links_to_files_are_taken_and_links_to_folders_are_not() -> None:
    Path("rules/deep/up").symlink_to("..")
    Path("rules/link.yml").symlink_to("deep/c.yml")
    Path("rules/dangling.yml").symlink_to("gone.yml")
    assert names("rules") == [
        "rules/a.yml",
        "rules/b.yaml",
        "rules/dangling.yml",
        "rules/link.yml",
        "rules/deep/c.yml",
    ]
    assert names("rules/dangling.yml") == ["rules/dangling.yml"]


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("rule", "there is no file rule."),
        ("alertmanager.yml", "there is no file alertmanager.yml. Did you mean 'alertmanager.yaml'?"),
        ("docs", "there is no YAML below docs: no file ends in .yml or .yaml."),
        (
            "rules/deep/*.yaml",
            "no file matches rules/deep/*.yaml. Did you mean 'rules/deep/*.yml'? It matches 1 file.",
        ),
        ("rules/x*.yml", "no file matches rules/x*.yml. Name the folder rules for all YAML below it."),
        ("*.json", "no file matches *.json. Name the folder . for all YAML below it."),
        ("rulez/*.yml", "no file matches rulez/*.yml: there is no file rulez."),
        ("x" * 300, f"{'x' * 300} cannot be read: File name too long."),
    ],
)
def test_what_matches_nothing_is_told_with_a_way_out(argument: str, told: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        found([argument])
    assert caught.value.message.startswith(told)


def test_names_with_odd_bytes_are_found_and_told(tree: Path) -> None:
    odd = os.fsdecode(b"rules/deep/\xff\n.yml")
    Path(odd).write_text("x", encoding="utf-8")
    assert names("rules/deep") == ["rules/deep/c.yml", odd]
    with pytest.raises(AlertflowError, match=r"there is no file rules/\\xff\."):
        found([os.fsdecode(b"rules/\xff")])


def test_a_folder_that_may_not_be_looked_into_is_not_passed_over_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = os.scandir

    def scan(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scan)  # whoever runs the tests may be allowed everything
    assert names("rules") == ["rules/a.yml", "rules/b.yaml", "rules/deep"]
    monkeypatch.setattr(os, "listdir", lambda path: scan(path))
    _, (one,) = read_file(Path("rules/deep"))
    assert (one.reason, str(one.errors[0])) == (
        Reason.NO_FILE,
        "rules/deep:1: rules/deep cannot be read: Permission denied.",
    )
