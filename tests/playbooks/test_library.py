"""What the steps' bash library does with a command's output, failures, conclusions and secrets."""

import html
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pytest

from tests.playbooks.running import LIBRARY, Runner

HOSTILE = [
    b"::error title=x::not an annotation",
    b"::add-mask::e",
    b"##[error]old style",
    b"##\xff[group]joined by dropping a byte",
    b"a line\r::warning::behind a carriage return",
    b"```",
    b"</pre></details><img src=x onerror=alert(1)>",
    b"$(touch pwned) `touch pwned` ; touch pwned",
    b"\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07link",
    b"\x00nul \xff\xfe invalid",
    b"%s %n %d",
    "ünïcödé ✓".encode(),
]


def test_a_command_that_succeeds_is_recorded_with_all_that_it_printed(runner: Runner) -> None:
    ran = runner.script("echo to stdout; echo to stderr >&2")

    assert (ran.status, ran.results) == (0, ["look: ok"])
    assert ran.output == b"to stdout\nto stderr\n"
    assert "to stdout\nto stderr" in ran.log
    assert "<b>ok</b>" in ran.summary
    assert "to stdout\nto stderr" in ran.summary


def test_nothing_that_a_command_prints_is_a_workflow_command_or_markup(runner: Runner) -> None:
    (runner.temp / "foreign").write_bytes(b"\n".join(HOSTILE))

    ran = runner.script("cat foreign")

    assert ran.outside == ["look: ok"]
    assert "##[" not in ran.log
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", ran.log)
    shown = ran.summary.split("<pre>\n")[1].split("\n</pre>")[0]
    assert "<" not in shown
    assert html.unescape(shown).splitlines()[:2] == ["::error title=x::not an annotation", "::add-mask::e"]
    assert "ünïcödé ✓" in shown
    assert "red link" in shown.replace("8;;https://example.org", "")
    assert not (runner.temp / "pwned").exists()


def test_output_without_a_last_newline_does_not_keep_workflow_commands_stopped(runner: Runner) -> None:
    ran = runner.script("printf 'no newline'; false")

    assert ran.annotations == ["::warning title=Look::Failed with exit code 1: no newline"]


def test_the_token_that_ends_foreign_text_is_another_one_each_time(runner: Runner) -> None:
    tokens = {
        re.findall(r"::stop-commands::([0-9a-f]{32})\n", runner.script("echo").log)[0] for _ in range(3)
    }

    assert len(tokens) == 3


@pytest.mark.parametrize(
    ("mode", "status", "level"), [("collect", 0, "warning"), ("act", 3, "error"), ("verify", 3, "error")]
)
def test_a_failure_fails_the_step_unless_it_only_collects(
    runner: Runner, mode: str, status: int, level: str
) -> None:
    ran = runner.script("echo about to fail; exit 3; echo never", mode)

    assert ran.status == status
    assert ran.results == ["look: failed (exit 3)"]
    assert ran.annotations == [f"::{level} title=Look::Failed with exit code 3: about to fail"]
    assert b"never" not in ran.output


@pytest.mark.parametrize(
    "script", ["false | cat; echo on", "x=$(false; echo y); echo on", "no-such-program; echo on"]
)
def test_a_failure_in_a_pipeline_or_substitution_ends_the_command(runner: Runner, script: str) -> None:
    ran = runner.script(script, "act")

    assert ran.status != 0
    assert b"on\n" not in ran.output


def test_a_dry_run_says_what_it_would_do_and_does_nothing(runner: Runner) -> None:
    ran = runner.script("echo >done", "act", env={"DRY_RUN": "true"})

    assert (ran.status, ran.results) == (0, ["look: would run"])
    assert "would run" in ran.log
    assert "<p>Look: <b>would run</b></p>" in ran.summary
    assert not (runner.temp / "done").exists()


def test_a_dry_run_skips_what_verifies_and_still_collects(runner: Runner) -> None:
    verified = runner.script("echo >done", "verify", env={"DRY_RUN": "true"})
    collected = runner.script("echo >collected", env={"DRY_RUN": "true"})

    assert verified.status == collected.status == 0
    assert collected.results == ["look: skipped (dry run)", "look: ok"]
    assert [path.name for path in runner.temp.glob("*ed")] == ["collected"]
    assert not (runner.temp / "done").exists()


@pytest.mark.parametrize("mode", ["collect", "act", "verify"])
@pytest.mark.parametrize("script", ['skip "no reason: 5%, really"', 'x=$(skip "no reason: 5%, really")'])
def test_skip_leaves_with_a_warning_from_anywhere(runner: Runner, mode: str, script: str) -> None:
    ran = runner.script(f"{script}\necho >done", mode)

    assert ran.status == 0
    assert ran.results == ["look: skipped (no reason: 5%, really)"]
    assert ran.annotations == ["::warning title=Look::Skipped: no reason: 5%25, really"]
    assert not (runner.temp / "done").exists()


def test_exit_code_77_of_a_program_is_a_failure_and_not_a_skip(runner: Runner) -> None:
    assert runner.script("exit 77", "act").results == ["look: failed (exit 77)"]


def test_a_missing_program_skips(runner: Runner) -> None:
    ran = runner.script("needs_tool jq kubectl; echo >done", "act")

    assert (ran.status, ran.results) == (0, ["look: skipped (kubectl is not installed on this runner)"])


def test_a_warning_from_inside_a_command_reaches_the_page_escaped(runner: Runner) -> None:
    ran = runner.script("""warn "a: b, c%" $'one\\r\\n::error::two %25'""")

    assert ran.annotations == ["::warning title=a%3A b%2C c%25::one ::error::two %2525"]
    assert ran.status == 0


def test_a_conclusion_is_one_harmless_line(runner: Runner) -> None:
    ran = runner.script("conclude $'<b>two\\n##[error]lines\\e[1m'; conclude \"$(printf 'x%.0s' {1..5000})\"")

    assert ran.conclusions == ["<b>two # #[error]lines", "x" * 500]
    assert "<p>&rarr; &lt;b&gt;two # #[error]lines</p>" in ran.summary
    assert ran.outside == ["look: ok"]


def test_the_values_of_secrets_are_nowhere_in_what_the_step_leaves(runner: Runner) -> None:
    secrets = {
        "TOKEN": r"a.b*c[d]\1&$'\"",
        "KEY": "-----BEGIN-----\nabcdefgh\nx\n-----END-----",
        "SHORT": "q!",
        "LONGER": "q!q!z",
        "EMPTY": "",
    }
    script = (
        'conclude "it is $TOKEN"; printf \'%s\\n\' "1 $TOKEN$TOKEN 2" "$KEY" "$LONGER" \'x stays\'; exit 1'
    )

    ran = runner.script(script, env={**secrets, "REDACT": "TOKEN KEY SHORT LONGER EMPTY MISSING"})

    assert ran.output.decode().splitlines() == [
        *("Conclusion: it is ***", "1 ****** 2", "***", "***", "x", "***", "***", "x stays"),
    ]
    left = "\n".join(
        path.read_text() for path in runner.temp.rglob("*") if path.is_file() and path.suffix != ".sh"
    )
    assert not any(part in ran.log + left for part in (secrets["TOKEN"], "abcdefgh", "q!", "BEGIN"))
    assert ran.conclusions == ["it is ***"]


def test_a_secret_is_found_wherever_it_lies_in_a_long_line(runner: Runner) -> None:
    (runner.temp / "foreign").write_text(
        "".join("x" * length + "s3cret" for length in range(4080, 4110)) + "end"
    )

    ran = runner.script("cat foreign", env={"TOKEN": "s3cret", "REDACT": "TOKEN"})

    assert ran.output.decode() == "".join("x" * length + "***" for length in range(4080, 4110)) + "end\n"


def test_much_output_is_kept_whole_and_shown_in_part(runner: Runner) -> None:
    big = (b"some words, &<> and more of them\n" * 40_000 + b"x" * 5_000_000 + b"\n") * 4
    (runner.temp / "big").write_bytes(big)

    start = time.monotonic()
    ran = runner.script("echo first; for i in 1 2 3 4; do cat big; done; echo last")
    took = time.monotonic() - start

    assert ran.output == b"first\n" + 4 * big + b"last\n"
    assert len(ran.output) > 100_000_000
    assert took < 30
    assert len(ran.log) < 70_000
    assert len(ran.summary) < 40_000
    for text in (ran.log, ran.summary):
        assert text.index("first") < text.index("bytes are left out here") < text.index("last")


def test_a_step_that_github_stops_is_recorded_as_failed(runner: Runner) -> None:
    step = runner.start("echo before; echo >started; sleep 20", "act")
    deadline = time.monotonic() + 20
    while not (runner.temp / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    step.send_signal(signal.SIGINT)
    status = step.wait(timeout=15)

    assert status == 143
    assert b"before" in step.communicate()[0]
    assert (runner.temp / "alertflow/results.txt").read_text() == "look: failed (exit 143)\n"


def test_a_command_never_waits_for_input(runner: Runner) -> None:
    assert runner.script("read -r x || echo nothing to read").output == b"nothing to read\n"


def test_a_title_is_data_too(runner: Runner) -> None:
    ran = runner.script("exit 1", title="a <b>, $(touch pwned): 100%\n::error::x")

    assert ran.annotations == [
        "::warning title=a <b>%2C $(touch pwned)%3A 100%25 %3A%3Aerror%3A%3Ax::Failed with exit code 1:"
    ]
    assert "<p>a &lt;b&gt;, $(touch pwned): 100%" in ran.summary
    assert not (runner.temp / "pwned").exists()


def test_shellcheck_has_nothing_to_say(programs: Callable[[str], Path]) -> None:
    checked = run([programs("shellcheck"), LIBRARY], capture_output=True, text=True)

    assert checked.stdout == ""
    assert checked.returncode == 0


@pytest.mark.parametrize(("selected", "readable"), [('["look"] []', True), ("[", False)])
def test_what_cannot_be_read_fails_the_step_and_does_not_look_like_a_missing_secret(
    tmp_path: Path, selected: str, readable: bool
) -> None:
    outputs = tmp_path / "outputs"
    env = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(outputs),
        "ALERTFLOW_WANTED": '{"TOKEN": {"file": false, "commands": ["look"]}}',
        "ALERTFLOW_SELECTED": selected,
        "TOKEN": "t",
    }
    command = ["bash", "-eo", "pipefail", "-c", f". '{LIBRARY}'; access"]
    done = run(command, env=env, capture_output=True, text=True)

    assert (done.returncode == 0) == readable, done.stderr
    assert outputs.exists() == readable
