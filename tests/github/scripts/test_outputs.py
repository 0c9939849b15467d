import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.github.scripts import outputs
from alertflow.github.scripts.outputs import outputs_written

CERTAIN = {
    "": (),
    "echo hi": (),
    "# GITHUB_OUTPUT\n\necho 'a=b'": (),
    'echo "version=$(git describe)" >> "$GITHUB_OUTPUT"': ("version",),
    "echo a=1 >> $GITHUB_OUTPUT 2>&1": ("a",),
    'echo "a=b">>"${GITHUB_OUTPUT}"': ("a",),
    'echo -n "a=1" | tee -a "$GITHUB_OUTPUT"': ("a",),
    '{ echo "a=1"; echo "b=2"; } >> "$GITHUB_OUTPUT"': ("a", "b"),
    "printf 'alert=%s\\nb=%s\\n' \"$x\" y >> $GITHUB_OUTPUT": ("alert", "b"),
    "printf '%s\\n' a=1 b=2 >> $GITHUB_OUTPUT": ("a", "b"),
    'if [ -n "$X" ]; then\n  echo "a-b=1" >> ${GITHUB_OUTPUT}\nelse\n  echo no\nfi\n': ("a-b",),
    'X=$(cat y)\necho "v=$X" >> $GITHUB_OUTPUT # done': ("v",),
    'for i in a b; do echo "x=$i" >> "$GITHUB_OUTPUT"; done': ("x",),
    'echo "x=${{ inputs.a }}" >> "$GITHUB_OUTPUT"': ("x",),
    'echo "x=$((1 + 2))" >> "$GITHUB_OUTPUT"': ("x",),
    "x=`date`": (),
    "# don't\necho a=b >> $GITHUB_OUTPUT": ("a",),
    'A=$(echo "x=1" >> "$GITHUB_OUTPUT")': ("x",),
    'jq -r .a <<< "$X" > /dev/null': (),
    'echo a \\\n  >> /dev/null\necho "b=1" >> "$GITHUB_OUTPUT" &': ("b",),
}
UNCERTAIN = [
    "make release",
    "./build.sh",
    "bash x.sh",
    "X=1 make",
    "echo $(make) x",
    'echo "$(make) x"',
    "X=$(make)",
    "for x in $(make); do echo; done",
    'echo "${x:-$(make)}"',
    "curl x | sh",
    "eval x",
    ". ./x",
    "f() { echo a=b; }; f >> $GITHUB_OUTPUT",
    'echo "$X" >> "$GITHUB_OUTPUT"',
    'echo "a<<EOF" >> "$GITHUB_OUTPUT"',
    "cat f >> $GITHUB_OUTPUT",
    "cat <<EOF >> $GITHUB_OUTPUT\na=1\nEOF",
    "out=$GITHUB_OUTPUT",
    'cp f "$GITHUB_OUTPUT"',
    "tee f",
    'while read -r l; do echo "x=$l"; done < f >> "$GITHUB_OUTPUT"',
    '{ echo "a=1"; cat f; } >> "$GITHUB_OUTPUT"',
    "echo >> $GITHUB_OUTPUT",
    "echo '::set-output name=a::b'",
    "case x in a) echo b;; esac",
    "echo 'open",
]


@pytest.mark.parametrize(("script", "names"), CERTAIN.items())
def test_names_that_are_written_literally_are_known(script: str, names: tuple[str, ...]) -> None:
    assert outputs_written(script) == names


@pytest.mark.parametrize("script", UNCERTAIN)
def test_of_a_script_that_may_write_others_nothing_is_said(script: str) -> None:
    assert outputs_written(script) is None


WORDS = st.sampled_from(
    [
        *(
            "echo",
            "printf",
            "cat",
            "a=1",
            '"b=$X"',
            "'c=2'",
            "%s\\\\n",
            ";",
            "\n",
            "&&",
            "|",
            "(",
            ")",
            "{ ",
            "; }",
        ),
        *(
            ">>",
            '"$GITHUB_OUTPUT"',
            "$GITHUB_OUTPUT",
            "tee -a",
            "$(echo",
            "# x",
            "if",
            "then",
            "fi",
            "for x in",
        ),
        *("do", "done", "X=", "true", "-n", "<<<", "2>&1", "\\\n", "'", '"', "`", "d=${X}"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=8, max_size=8))
def test_bash_writes_no_other_names(
    programs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory, scripts: list[str]
) -> None:
    certain = [script for script in scripts if outputs_written(script) is not None]
    folder = tmp_path_factory.mktemp("outputs")
    for number, script in enumerate(certain):
        (folder / f"{number}.sh").write_text(script)
    run = 'for f in *.sh; do GITHUB_OUTPUT="${f%.sh}.out" bash "$f" >/dev/null 2>&1 </dev/null; done'
    subprocess.run([programs("bash"), "-c", run], cwd=folder, check=False, timeout=60)
    for number, script in enumerate(certain):
        out = folder / f"{number}.out"
        written = out.read_text().splitlines() if out.exists() else []
        assert {line.partition("=")[0] for line in written} <= {*(outputs_written(script) or ())}, script


def words(script: str) -> list[str] | None:
    """The words of `script`, without what are operators; None where a quote is not closed."""
    try:
        return [one for one in outputs._tokens(script) if outputs._operators(one) != [one]]
    except ValueError:
        return None


def words_of_shlex(script: str) -> list[str] | None:
    lexer = shlex.shlex(script.replace("\\\n", " "), posix=True, punctuation_chars=";()<>|&\n")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t\r", True, ""
    try:
        return [one for one in lexer if not set(one) <= set(";()<>|&\n")]
    except ValueError:
        return None


@given(st.text(alphabet="ab $\"'\\;()<>|&\n\t\r=#é{", max_size=14))
@settings(deadline=None, max_examples=400)
def test_a_script_has_the_words_that_shlex_finds(script: str) -> None:
    assert words(script) == words_of_shlex(script)
