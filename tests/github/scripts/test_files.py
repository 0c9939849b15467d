import subprocess
from pathlib import Path

import pytest

from alertflow.github.scripts.files import Written, variables_written


def env(variable: str, sets: str | None = None, file: str = "GITHUB_ENV") -> Written:
    return Written(file, variable, sets)


@pytest.mark.parametrize(
    ("script", "written"),
    [
        ('echo "TITLE=$T" >> "$GITHUB_ENV"', [env("T", "TITLE")]),
        ("echo TITLE=${T} >> $GITHUB_ENV", [env("T", "TITLE")]),
        (
            'echo "a=$A and $B" >>${GITHUB_OUTPUT}',
            [env("A", "a", "GITHUB_OUTPUT"), env("B", "a", "GITHUB_OUTPUT")],
        ),
        ('echo "$LINE" >> $GITHUB_ENV', [env("LINE")]),
        ('echo "$DIR/bin" >> "$GITHUB_PATH"', [env("DIR", None, "GITHUB_PATH")]),
        ('echo "X=$T" | tee -a "$GITHUB_ENV"', [env("T", "X")]),
        ('printf "X=%s\\n" "$T" >> "$GITHUB_ENV"', [env("T", "X")]),
        ('printf \'X=%s\\n\' "$T" >> "$GITHUB_ENV"', [env("T", "X")]),
        ('echo -e "X=${T:-none}" >> "$GITHUB_ENV"', [env("T", "X")]),
        ('if true; then echo "X=$T" >> "$GITHUB_ENV"; fi', [env("T", "X")]),
        ('make && echo "X=$T" >> "$GITHUB_ENV"', [env("T", "X")]),
        ('{\n  echo "A=$A"\n  echo "B=$B"\n} >> "$GITHUB_ENV"', [env("A", "A"), env("B", "B")]),
        ('cat >> "$GITHUB_ENV" <<EOF\nA=$A\n$B\nEOF\necho $C', [env("A", "A"), env("B")]),
        ('cat <<-EOF >> "$GITHUB_ENV"\n\tA=$A\n\tEOF', [env("A", "A")]),
        ('echo "body<<EOF" >> $GITHUB_ENV\necho "$BODY" >> $GITHUB_ENV', [env("BODY")]),
        ('echo "A=\\\n$A" >> $GITHUB_ENV', [env("A", "A")]),
        ("echo \"A='$A'\" >> $GITHUB_ENV", [env("A", "A")]),
    ],
)
def test_a_variable_that_a_script_writes_is_seen(script: str, written: list[Written]) -> None:
    assert list(variables_written(script)) == written


@pytest.mark.parametrize(
    "script",
    [
        "echo $TITLE",
        'echo "X=1" >> "$GITHUB_ENV"',
        "echo 'X=$T' >> \"$GITHUB_ENV\"",
        'echo "X=\\$T" >> "$GITHUB_ENV"',
        'echo "X=$(echo "$T" | tr -d \'\\n\')" >> "$GITHUB_ENV"',
        'echo "X=`date`" >> "$GITHUB_ENV"',
        'echo "X=${T//[^a-z]/}" >> "$GITHUB_ENV"',
        'echo "$T" >> log; echo "X=1" >> "$GITHUB_ENV"',
        '# echo "X=$T" >> "$GITHUB_ENV"',
        'echo "$T" >> "$GITHUB_STEP_SUMMARY"',
        "cat <<'EOF' >> \"$GITHUB_ENV\"\nA=$A\nEOF",
        'cat <<EOF > log\nA=$A\nEOF\necho "B=1" >> $GITHUB_ENV',
        '{\n  echo "body<<$END"\n  echo "$BODY"\n  echo "$END"\n} >> "$GITHUB_ENV"',
        'printf \'NAME<<%s\\n%s\\n%s\\n\' "$end" "$TEXT" "$end" >> "$GITHUB_ENV"',
        'jq -r .x "$FILE" >> "$GITHUB_OUTPUT"',
        '{\necho "$A"',
        'cat <<EOF >> "$GITHUB_ENV"',
        'echo "X=`date',
        "echo 'X=$T",
        'echo "X=$(date',
    ],
)
def test_what_is_written_otherwise_or_not_at_all_is_left_alone(script: str) -> None:
    assert variables_written(script) == ()


@pytest.mark.parametrize(
    "script",
    [
        'echo "TITLE=$T" >> "$GITHUB_ENV"',
        'printf "X=%s\\n" "$T" >> "$GITHUB_ENV"',
        '{\n  echo "A=$T"\n} >> "$GITHUB_ENV"',
        'cat >> "$GITHUB_ENV" <<EOF\nA=$T\nEOF',
        'echo "X=$T" | tee -a "$GITHUB_ENV" > /dev/null',
        'echo -e "X=${T:-none}" >> "$GITHUB_ENV"',
    ],
)
def test_bash_writes_the_lines_of_such_a_variable_as_they_are(script: str, tmp_path: Path) -> None:
    file = tmp_path / "env"
    variables = {"GITHUB_ENV": str(file), "T": "a\nBASH_ENV=/evil", "PATH": "/usr/bin:/bin"}
    subprocess.run(["bash", "-e", "-c", script], env=variables, check=True)
    assert "BASH_ENV=/evil" in file.read_text().splitlines()
    assert [one.variable for one in variables_written(script)] == ["T"]


def test_with_a_delimiter_that_nobody_knows_it_stays_one_value(tmp_path: Path) -> None:
    file = tmp_path / "env"
    script = 'end=$RANDOM$RANDOM; printf \'X<<%s\\n%s\\n%s\\n\' "$end" "$T" "$end" >> "$GITHUB_ENV"'
    variables = {"GITHUB_ENV": str(file), "T": "a\nBASH_ENV=/evil", "PATH": "/usr/bin:/bin"}
    subprocess.run(["bash", "-e", "-c", script], env=variables, check=True)
    first, *value, last = file.read_text().splitlines()
    assert (first, value) == (f"X<<{last}", ["a", "BASH_ENV=/evil"])
    assert variables_written(script) == ()
