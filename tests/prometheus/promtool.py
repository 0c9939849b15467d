"""promtool as a function: it must succeed, and what it printed comes back."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

EXPERIMENTAL = ["--enable-feature=promql-experimental-functions"]
"""The flag without which the new promtool refuses experimental functions."""


class Promtool:
    """One release of promtool, by the file it is in."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """What it did, well or badly."""
        return subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, check=False, timeout=60
        )

    def __call__(self, *arguments: str | Path) -> str:
        """What it printed; it must have succeeded."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "FAILED" not in done.stdout, done.stdout
        return done.stdout

    def answers(
        self,
        folder: Path,
        series: Mapping[str, str],
        exprs: Sequence[str],
        at: str,
        flags: Sequence[str] = (),
    ) -> list[str]:
        """What each of `exprs` returns at the time `at`, as promtool prints it; '' where it is nothing.

        Nothing is expected of any, so promtool prints what it got instead. The series have a value a minute.
        """
        cases = [{"expr": expr, "eval_time": at} for expr in exprs]
        given = [{"series": one, "values": values} for one, values in series.items()]
        unit = {"interval": "1m", "input_series": given, "promql_expr_test": cases}
        path = folder / "answers.yml"
        path.write_text(json.dumps({"rule_files": [], "tests": [unit]}), encoding="utf-8")
        done = self.run(*flags, "test", "rules", path)
        printed = re.findall(
            r'expr: ("(?:[^"\\]|\\.)*"), time: \S+(?: ?, *\n\s*exp: nil\n\s*got: |, err: )(.*)', done.stderr
        )
        got = {json.loads(expr): answer for expr, answer in printed}
        assert got.keys() <= set(exprs), done.stderr
        assert bool(got) is (done.returncode != 0), done.stderr
        return [got.get(expr, "") for expr in exprs]

    def refused(self, paths: Sequence[Path]) -> list[str]:
        """What `check rules --lint-fatal` has against each of the files; '' where it has nothing."""
        done = subprocess.run(
            [self.program, "check", "rules", "--lint-fatal", *paths],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # where it tells what is wrong, between the names of the files
            text=True,
            check=False,
            timeout=60,
        )
        told = dict(
            re.findall(r"^Checking (\S+)\n(.*?)(?=^Checking |\Z)", done.stdout, re.DOTALL | re.MULTILINE)
        )
        verdicts = [told[str(path)].strip() for path in paths]
        return ["" if one.startswith("SUCCESS") and "FAILED" not in one else one for one in verdicts]

    def failed(self, paths: Sequence[Path]) -> list[bool]:
        """Whether `test rules` fails for each of the files."""
        done = subprocess.run(
            [self.program, "test", "rules", *paths],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=60,
        )
        verdicts = re.findall(r"^  (SUCCESS|FAILED)", done.stdout, re.MULTILINE)
        assert len(verdicts) == len(paths), done.stdout
        return [one == "FAILED" for one in verdicts]
