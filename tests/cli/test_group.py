import gc
import io
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import alertflow
from alertflow.cli import cli, console, main
from alertflow.cli.group import Commands
from alertflow.declared import AlertflowError, Location
from tests.cli.running import alertflow_in, project_in


def test_help_lists_the_commands_with_a_line_each() -> None:
    run = CliRunner().invoke(cli, ["--help"], prog_name="alertflow")
    assert run.exit_code == 0
    commands = run.output.partition("Commands:")[2].split()
    names = ("init", "import", "build", "check", "diff", "test", "simulate", "explain", "graph", "pin")
    assert [name for name in names if name in commands] == list(cli.table)


def test_help_imports_neither_models_nor_yaml_nor_any_command(tmp_path: Path) -> None:
    code = """
import sys
import time
from alertflow.cli import main
try:
    main()
except SystemExit:
    pass
heavy = ("pydantic", "ruamel", "promql_parser", "jsonschema", "alertflow.declared", "alertflow.cli.build")
print([name for name in heavy if name in sys.modules])
"""
    for arguments in (["--help"], ["--version"], []):
        run = subprocess.run(
            [sys.executable, "-P", "-c", code, *arguments],
            env=os.environ | {"PYTHONPATH": str(Path(alertflow.__file__).parent.parent)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.splitlines()[-1] == "[]"


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert alertflow_in(tmp_path, "--version").stdout == f"alertflow {alertflow.__version__}\n"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("biuld", "there is no command 'biuld'. Did you mean 'build'?"),
        (
            "deploy",
            "there is no command 'deploy'. Known: init, import, build, check, diff, test, simulate, "
            "explain, graph, pin.",
        ),
    ],
)
def test_an_unknown_command_is_refused_with_the_nearest_one(wrong: str, said: str) -> None:
    run = CliRunner().invoke(cli, [wrong])
    assert run.exit_code == 2
    assert said in run.output


def test_a_mistake_of_alertflows_own_is_not_hidden() -> None:
    group = _group(ValueError("a bug"))
    run = CliRunner().invoke(group, ["fail"])
    assert isinstance(run.exception, ValueError)


def test_a_persons_mistake_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    group = _group(AlertflowError("it is wrong.", Location(f"{tmp_path}/a.py", 3)))
    run = CliRunner().invoke(group, ["fail"])
    assert (run.exit_code, run.output) == (2, "error: a.py:3: it is wrong.\n")


def test_an_interruption_is_quiet() -> None:
    run = CliRunner().invoke(_group(KeyboardInterrupt()), ["fail"])
    assert (run.exit_code, run.output) == (130, "")


def _group(error: BaseException) -> Commands:
    """A command line whose command `fail` raises `error`."""

    @click.command()
    def fail() -> None:
        raise error

    group = Commands({"fail": ("nowhere", "Fails.")}, name="alertflow")
    group.get_command = lambda ctx, cmd_name: fail  # type: ignore[method-assign]  # nothing to import
    return group


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    project_in(tmp_path)
    code = "from alertflow.cli import main; main()"
    read, write = os.pipe()
    os.close(read)
    run = subprocess.run(
        [sys.executable, "-P", "-c", code, "build", "--diff"],
        env=os.environ | {"PYTHONPATH": str(Path(alertflow.__file__).parent.parent)},
        cwd=tmp_path,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (run.returncode, run.stderr) == (1, "")


def _on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What `alertflow` prints on a terminal."""
    ours, theirs = pty.openpty()
    code = "from alertflow.cli import main; main()"
    env = os.environ | {"PYTHONPATH": str(Path(alertflow.__file__).parent.parent), "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env=env | environment,
        cwd=folder,
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    printed = b""
    try:
        while part := os.read(ours, 65536):
            printed += part
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(ours)
    return printed.decode()


def test_a_terminal_gets_colours_unless_it_wants_none(tmp_path: Path) -> None:
    (tmp_path / "alertflow.py").write_text("1 / 0\n", "utf-8")
    assert "\x1b[31m" in _on_a_terminal(tmp_path, "build")
    assert "\x1b[" not in _on_a_terminal(tmp_path, "build", NO_COLOR="1")
    assert "\x1b[" not in _on_a_terminal(tmp_path, "build", TERM="dumb")


def test_long_work_says_on_a_terminal_what_is_being_done(tmp_path: Path) -> None:
    slow = "import time\ntime.sleep(1.3)\nfrom alertflow import Project\nproject = Project(name='slow')\n"
    project_in(tmp_path, slow)
    assert "loading alertflow.py …" in _on_a_terminal(tmp_path, "build")
    assert alertflow_in(tmp_path, "build").stderr == ""


def test_a_table_is_aligned() -> None:
    rows = [("a", "10"), ("bbb", "9")]
    assert console.table(rows, right=frozenset({1})) == "a    10\nbbb   9\n"


def test_counts_agree_with_their_nouns() -> None:
    assert [console.plural(n, "file") for n in (0, 1, 1200)] == ["0 files", "1 file", "1,200 files"]


class _Terminal(io.StringIO):
    """A terminal that remembers what was printed on it."""

    def isatty(self) -> bool:
        return True


def test_a_diff_has_its_colours_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    diff = "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same\n"
    assert console.coloured(diff, io.StringIO()) == diff
    coloured = console.coloured(diff, _Terminal())
    assert click.unstyle(coloured) == diff
    assert coloured.count("\x1b[32m") == coloured.count("\x1b[31m") == 2


def test_progress_is_shown_after_a_while_and_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(console, "PATIENCE", 0.01)
    with console.progress("thinking"):
        while not terminal.getvalue():
            time.sleep(0.01)
    with console.progress("blinking"):
        pass
    assert terminal.getvalue() == "thinking …\r\x1b[K"


def test_main_ends_the_process_with_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["alertflow", "--version"])
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        gc.enable()
    assert ended.value.code == 0
