"""Files that mean harm, or that nobody wrote for a machine, given to every command that reads files: each is
told in one clear message with its place, and nothing is written.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

import alertflow
from alertflow.documents import found
from tests.cli.running import alertflow_here, tree

GOOD = """\
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up == 0
        labels: {severity: critical}
        annotations: {summary: It is down, runbook_url: "https://example.org/"}
"""
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
RULE = "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up\n"

REFUSED = {
    "not YAML": (b"groups: [\n", "2:1: this is not YAML"),
    "bytes": (bytes(range(256)), "1: this seems to be UTF-16; save it as UTF-8."),
    "not UTF-8": (b"groups:\n- name: \xe9\n", "2:9: this is not UTF-8: byte 0xe9 does not belong"),
    "UTF-16": (GOOD.encode("utf-16"), "1: this is UTF-16; save it as UTF-8."),
    "UTF-16 without a mark": (GOOD.encode("utf-16-be"), "1: this seems to be UTF-16; save it as UTF-8."),
    "UTF-32": (GOOD.encode("utf-32"), "1: this is UTF-32; save it as UTF-8."),
    "NUL": (b"groups:\0\n", "1:8: this is not YAML: it holds the character U+0000"),
    "an escape": (b"groups:\n- name: \x1b[31m\n", "2:9: this is not YAML: it holds the character U+001B"),
    "an escape of one byte": (
        "groups: \x9b31m\n".encode(),
        "1:9: this is not YAML: it holds the character U+009B",
    ),
    "a form feed": (b"# a\x0cb\ngroups: []\n", "1:4: this is not YAML: it holds the character U+000C"),
    "a tab": (b"groups:\n\t- name: a\n", "2:1: this is not YAML: a tab stands in the indentation"),
    "a key twice": (b"groups:\n- name: a\n  name: b\n", "3:3: the key 'name' is given twice."),
    "an alias bomb": (
        BOMB.encode() + b"groups: *h\n",
        "5:36: its aliases stand for more than 100,000 values.",
    ),
    "an endless alias": (b"a: &a\n  b: *a\ngroups: []\n", "2:6: *a stands inside what it names"),
    "no such anchor": (b"groups: *nothing\n", "1:9: *nothing names nothing: there is no &nothing"),
    "a tag of Python's": (
        b'groups: !!python/object/apply:os.system ["false"]\n',
        "1:9: the tag tag:yaml.org,2002:",
    ),
    "a tag with an escape": (
        b"groups: !<a%1b[31m> x\n",
        r"1:9: the tag a\x1b[31m is not of YAML's core schema",
    ),
    "deep lists": (b"groups: " + b"[" * 50_000 + b"]" * 50_000, "1:108: this nests deeper than 100 levels."),
    "deep mappings": (b"{a: " * 20_000 + b"1" + b"}" * 20_000, "1:401: this nests deeper than 100 levels."),
    "deep blocks": (
        "".join(" " * n + "a:\n" for n in range(2000)).encode(),
        "101:101: this nests deeper than 100",
    ),
    "two documents": (
        f"{GOOD}---\n{GOOD}".encode(),
        "9:1: a second document starts here: Prometheus reads only",
    ),
    "another kind of value": (b"groups: 5\n", "1:9: groups: should be a list, not the number 5."),
    "half a character": (b'groups:\n- name: "\\ud800"\n', "2:9: groups[0].name: should be a text"),
    "an escape in a value": (
        f'{RULE}    for: "\\e[2J"\n'.encode(),
        r"6:10: groups[0].rules[0].for: should be a duration",
    ),
}
"""What is refused with what words; so is all that is a template."""
TEMPLATES = {
    "Helm": (
        b"groups:\n{{- range .Values.g }}\n- name: {{ .n }}\n{{- end }}\n",
        "2:1: this is a template, by {{- range",
    ),
    "Jinja": (
        b"groups:\n{% for g in gs %}\n- name: {{ g }}\n{% endfor %}\n",
        "2:1: this is a template of Jinja's",
    ),
}
COMMANDS = {
    "check": ["check", "bad.yml"],
    "check --fix": ["check", "--fix", "bad.yml"],
    "import": ["import", "bad.yml"],
    "import -o": ["import", "good.yml", "bad.yml", "-o", "alertflow.py"],
    "diff": ["diff", "good.yml", "bad.yml"],
    "diff from it": ["diff", "bad.yml", "good.yml"],
    "init --from": ["init", "--from", ".", "new"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", [*REFUSED, *TEMPLATES])
def test_what_cannot_be_read_is_told_once_with_its_place(name: str, command: str, tmp_path: Path) -> None:
    raw, words = {**REFUSED, **TEMPLATES}[name]
    (tmp_path / "bad.yml").write_bytes(raw)
    (tmp_path / "good.yml").write_text(GOOD)
    before = tree(tmp_path)
    run = alertflow_here(tmp_path, *COMMANDS[command])
    told = re.sub(r"^error: |(?<=\d: )(error|warning|info): ", "", run.output, flags=re.MULTILINE)
    if command != "init --from":  # which passes over what it cannot read, and says so
        assert run.exit_code == (2 if "check" not in command else 0 if name in TEMPLATES else 1), run.output
        assert told.count(f"bad.yml:{words}") == 1, run.output
        assert run.output.count("bad.yml:") == 1, run.output
        assert "check" in command or run.stdout == ""
        assert tree(tmp_path) == before
    assert (tmp_path / "bad.yml").read_bytes() == raw
    assert _only_text(run.output)


def _only_text(output: str) -> bool:
    """Whether nothing in `output` moves a cursor, turns writing round, or commands GitHub's log."""
    return all(one.isprintable() or one in "\n\t" for one in output) and not re.search(
        r"^\s*::", output, re.M
    )


ESCAPES = r"a\e[31m\e]0;pwned\a\u202eb\r\n::error::c"
SPEAKING = {
    "alert": 'groups:\n- name: "ODD"\n  rules:\n  - alert: "ODD"\n    expr: up ==\n',
    "label": f'{RULE}    labels: {{"ODD": "ODD"}}\n',
    "template": f'{RULE}    annotations: {{a: "{{{{ $xODD }}}}"}}\n',
    "key": 'groups:\n- name: a\n  "ODD": 1\n  rules: []\n',
    "receiver": 'route: {receiver: "ODD"}\nreceivers: [{name: "xODD"}]\n',
    "matcher": 'route: {receiver: a, routes: [{matchers: ["ODD"]}]}\nreceivers: [{name: a}]\n',
    "job": 'on: push\njobs:\n  "ODD":\n    runs-on: "ODD"\n    steps: [{uses: "ODD"}]\n',
    "needs": 'on: push\njobs: {a: {needs: "ODD", runs-on: x, steps: [{run: "${{ ODD }}"}]}}\n',
    "objective": 'version: prometheus/v1\nservice: "ODD"\nslos:\n- {name: "ODD", objective: 0}\n',
    "manifest": 'apiVersion: v1\nkind: "ODD"\nmetadata: {name: "ODD"}\n',
    "test": 'rule_files: ["ODD"]\ntests:\n- interval: "ODD"\n',
    "twice": 'groups:\n- name: a\n  "ODD": 1\n  "ODD": 1\n',
}
"""Files with such a text, which `ODD` stands for, where messages may repeat it."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", SPEAKING)
def test_no_text_of_a_file_speaks_to_the_terminal(name: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(SPEAKING[name].replace("ODD", ESCAPES))
    (tmp_path / "good.yml").write_text(GOOD)
    run = alertflow_here(tmp_path, *COMMANDS[command])
    assert run.exit_code in (0, 1, 2)
    assert _only_text(run.stderr)
    assert _only_text(run.stdout)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling link", "link to itself", "device", "nothing"])
def test_what_is_no_file_is_told_and_never_waited_for(kind: str, command: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    (tmp_path / "good.yml").write_text(GOOD)
    match kind:
        case "folder":
            bad.mkdir()
        case "pipe":
            os.mkfifo(bad)
        case "dangling link":
            bad.symlink_to(tmp_path / "gone.yml")
        case "link to itself":
            bad.symlink_to(bad)
        case "device":
            bad.symlink_to("/dev/zero")
    before = tree(tmp_path)
    run = alertflow_here(tmp_path, *COMMANDS[command])
    if command != "init --from":
        assert run.exit_code in ((1, 2) if command.startswith("check") or kind == "folder" else (2,)), (
            run.output
        )
        assert "bad.yml" in run.output
        assert tree(tmp_path) == before
    assert _only_text(run.output)


NAMES = {
    "a line break": "a\n::error::b.yml",
    "an escape": "a\x1b[31mb.yml",
    "a quote": 'it\'s "a".yml',
    "the other direction": "a\u202eb.yml",
    "no UTF-8": os.fsdecode(b"a\xff.yml"),
    "an option": "--fix.yml",
    "a pattern": "[ab]*.yml",
    "Python": "'''+exit()+'''.yml",
    "blanks": " a  b .yml",
    "two words": "it's two.yml",
}
WRITTEN = ("an option", "Python", "two words")
"""Those that alertflow would write again, for every system can have them."""


@pytest.mark.parametrize("text", [GOOD, "groups: [\n", "groups: 5\n"], ids=["good", "not YAML", "refused"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_be_called_anything(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / NAMES[name]).write_text(text)
    for command in (["check", "."], ["import", "."], ["import", "-o", "alertflow.py", "--", NAMES[name]]):
        run = alertflow_here(tmp_path, *command)
        fine = text == GOOD and (command[0] == "check" or name in WRITTEN)
        assert run.exit_code == (0 if fine else 1 if command[0] == "check" else 2), run.output
        assert fine or text != GOOD or "Rename it." in run.stderr
        assert _only_text(run.stderr)
        assert _only_text(run.stdout)
    assert (tmp_path / "alertflow.py").exists() == (text == GOOD and name in WRITTEN)


def test_a_file_that_vanishes_while_folders_are_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(GOOD)

    def gone(arguments: list[str]) -> list[Path]:
        files = found(arguments)
        (tmp_path / "b.yml").unlink()
        return files

    monkeypatch.setattr("alertflow.cli.checking.given.found", gone)
    run = alertflow_here(tmp_path, "import", ".", "-o", "alertflow.py")
    assert "passed over b.yml: no file that can be read." in run.stderr
    (tmp_path / "b.yml").write_text(GOOD)
    (tmp_path / "alertflow.py").unlink()
    run = alertflow_here(tmp_path, "import", "a.yml", "b.yml", "-o", "alertflow.py")
    assert run.exit_code == 2
    assert run.stderr.startswith("error: b.yml")
    assert not (tmp_path / "alertflow.py").exists()


MEASURED = """\
import sys
from pathlib import Path
from alertflow.cli import main
try:
    main()
finally:
    sys.stderr.write("\\n" + Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""
"""Not ru_maxrss, which has what the process that started this one held."""
MOST = 150_000
"""KiB that a command may take for a file that it refuses; it needs a third of it to start."""


@pytest.mark.parametrize("kind", ["rules", "one line", "nesting", "bomb"])
def test_no_file_of_50_mb_takes_more_memory_than_a_small_one(kind: str, tmp_path: Path) -> None:
    size = 50_000_000
    texts = {
        "rules": GOOD.encode() * (size // len(GOOD) + 1),
        "one line": b"groups: [" + b"x, " * (size // 3) + b"x]\n",
        "nesting": b"[" * 10_000_000,
        "bomb": BOMB.encode() + b"groups: *h\n",
    }
    (tmp_path / "bad.yml").write_bytes(texts[kind])
    (tmp_path / "good.yml").write_text(GOOD)
    for command in ("check --fix", "import", "diff"):
        code, words, memory = _measured(tmp_path, *COMMANDS[command])
        assert code in (1, 2)
        assert re.search(r"bad.yml:1:1: .*this file has [45][09],", words) or kind in ("nesting", "bomb")
        assert memory < MOST, f"{command}: {memory} KiB"
    (tmp_path / "bad.yml").unlink()


@pytest.mark.parametrize("command", ["check", "import"])
def test_standard_input_without_end_is_not_waited_for(command: str, tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        code, words, memory = _measured(tmp_path, command, "-", stdin=endless)
    assert code == 2
    assert words == (
        "error: standard input has more than 20,000,000 bytes, which are the most that is read. "
        "Make several files of it.\n"
    )
    assert memory < MOST


def _measured(folder: Path, *arguments: str, stdin: IO[bytes] | None = None) -> tuple[int, str, int]:
    """The exit code, what was printed, and the most memory, in KiB."""
    env = os.environ | {"PYTHONPATH": str(Path(alertflow.__file__).parent.parent)}
    command = [sys.executable, "-P", "-c", MEASURED, *arguments]
    run = subprocess.run(
        command, cwd=folder, env=env, stdin=stdin, capture_output=True, text=True, timeout=60, check=False
    )
    words, _, memory = run.stderr.rpartition("\n")
    return run.returncode, run.stdout + words, int(memory)
