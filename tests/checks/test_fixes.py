"""What `--fix` makes of files: each safe fix as a text before and after, and where none is offered."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from alertflow.checks import check_files
from tests.checks.making import given, mended


def workflow(*steps: str, on: str = "issues", job: str = "") -> str:
    """A workflow of one job with these steps."""
    head = f"on: {on}\npermissions: {{}}\njobs:\n  answer:\n    runs-on: ubuntu-24.04\n{job}    steps:\n"
    return head + "".join(indent(dedent(step).strip("\n"), "      ") + "\n" for step in steps)


SCRIPTS = {
    "a line of its own": (
        'run: echo "${{ github.event.issue.title }}"   # told',
        'env:\n  EVENT_ISSUE_TITLE: ${{ github.event.issue.title }}\nrun: echo "$EVENT_ISSUE_TITLE"   # told',
    ),
    "outside quotes": (
        "run: ./answer ${{ github.event.issue.title }}",
        'env:\n  EVENT_ISSUE_TITLE: ${{ github.event.issue.title }}\nrun: ./answer "$EVENT_ISSUE_TITLE"',
    ),
    "a letter behind it": (
        'run: echo "${{ github.event.issue.title }}s"',
        'env:\n  EVENT_ISSUE_TITLE: ${{ github.event.issue.title }}\nrun: echo "${EVENT_ISSUE_TITLE}s"',
    ),
    "a block with a here-document, and a variable beside": (
        "run: |\n  # ours\n  cat <<END\n  ${{ github.event.issue.body }}\n  END\nenv:\n  A: b   # ours, too",
        "run: |\n  # ours\n  cat <<END\n  $EVENT_ISSUE_BODY\n  END\n"
        "env:\n  EVENT_ISSUE_BODY: ${{ github.event.issue.body }}\n  A: b   # ours, too",
    ),
    "a variable that holds it already": (
        'env: {TITLE: "${{ github.event.issue.title }}"}\nrun: echo "${{ github.event.issue.title }}"',
        'env: {TITLE: "${{ github.event.issue.title }}"}\nrun: echo "$TITLE"',
    ),
    "a mapping in braces": (
        "{run: 'echo \"${{ github.event.issue.title }}\"', env: {A: b}}",
        "{run: 'echo \"$EVENT_ISSUE_TITLE\"', "
        "env: {EVENT_ISSUE_TITLE: '${{ github.event.issue.title }}', A: b}}",
    ),
    "an expression around it": (
        "run: ./answer \"${{ format('{0}!', github.event.issue.title) }}\"",
        "env:\n  EVENT_ISSUE_TITLE: ${{ format('{0}!', github.event.issue.title) }}\n"
        'run: ./answer "$EVENT_ISSUE_TITLE"',
    ),
}


def as_step(text: str) -> str:
    """Keys as one step of a list."""
    return "- " + indent(text, "  ")[2:]


@pytest.mark.parametrize(("before", "after"), SCRIPTS.values(), ids=SCRIPTS)
def test_text_of_others_comes_by_env(before: str, after: str) -> None:
    assert mended(workflow(as_step(before))) == workflow(as_step(after))


@pytest.mark.parametrize(
    "script",
    [
        "- run: echo '${{ github.event.issue.title }}'",  # in single quotes no variable is read
        "- run: |\n    # ${{ github.event.issue.title }}\n    true",
        "- run: ${{ github.event.issue.title }}",  # plain YAML cannot begin with the quote
        '- {run: "echo ${{ github.event.issue.title }}"}',  # its quotes would end the YAML's
        "- run: Write-Output ${{ github.event.issue.title }}\n  shell: pwsh",
        "- run: |\n    python3 - <<'END'\n    print('${{ github.event.issue.title }}')\n    END",
    ],
)
def test_a_script_in_which_no_variable_can_stand_is_left_to_a_person(script: str) -> None:
    text = workflow(script)
    assert "github/script-injection" in {one.id for one in check_files(*given(text))}
    assert mended(text) == text


def test_what_may_be_several_words_by_intent_is_left_to_a_person() -> None:
    by_hand = "{workflow_dispatch: {inputs: {flags: {type: string}}}}"
    text = workflow("- run: make ${{ inputs.flags }}", on=by_hand)
    assert mended(text) == text
    quoted = workflow('- run: make "${{ inputs.flags }}"', on=by_hand)
    assert 'run: make "$INPUT_FLAGS"' in mended(quoted)


def test_on_windows_no_bash_is_taken_for_granted() -> None:
    text = workflow('- run: echo "${{ github.event.issue.title }}"').replace("ubuntu-24.04", "windows-2022")
    assert mended(text) == text


def test_bash_then_prints_what_was_meant_and_runs_nothing(tmp_path: Path) -> None:
    text = mended(workflow('- run: echo "It is ${{ github.event.issue.title }}!"'))
    (line,) = [line for line in text.splitlines() if "run:" in line]
    hostile = '"; touch "$PWD/owned"; echo "$(id)'
    run = subprocess.run(
        ["bash", "-e", "-c", line.partition("run: ")[2]],
        env={"EVENT_ISSUE_TITLE": hostile, "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"It is {hostile}!\n"
    assert list(tmp_path.iterdir()) == []


BOTH = (
    "{repository_dispatch: {types: [alert]}, "
    "workflow_dispatch: {inputs: {name: {type: string}, dry: {type: boolean}}}}"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "env: {NAME: '${{ inputs.name }}'}",
            "env: {NAME: '${{ inputs.name || github.event.client_payload.name }}'}",
        ),
        (
            "env:\n    NAME: ${{ github.event.inputs.name }}",
            "env:\n    NAME: ${{ github.event.inputs.name || github.event.client_payload.name }}",
        ),
        (
            "if: inputs.name == 'a'\n  env: {NAME: '${{ inputs.name }}'}",
            "if: (inputs.name || github.event.client_payload.name) == 'a'\n"
            "  env: {NAME: '${{ inputs.name || github.event.client_payload.name }}'}",
        ),
        (
            "env: {NAME: '${{ inputs.name }}', DRY: '${{ inputs.dry }}'}",
            "env: {NAME: '${{ inputs.name || github.event.client_payload.name }}', DRY: '${{ inputs.dry }}'}",
        ),
    ],
)
def test_an_input_is_read_from_the_event_where_nobody_gave_it(before: str, after: str) -> None:
    assert mended(workflow(f"- run: ./answer\n  {before}", on=BOTH)) == workflow(
        f"- run: ./answer\n  {after}", on=BOTH
    )


def test_a_script_gets_the_input_by_env_first() -> None:
    step = as_step(
        "env:\n  INPUT_NAME: ${{ inputs.name || github.event.client_payload.name }}\n"
        'run: ./answer "$INPUT_NAME"'
    )
    assert mended(workflow('- run: ./answer "${{ inputs.name }}"', on=BOTH)) == workflow(step, on=BOTH)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('echo "::set-output name=tag::v1"', 'echo "tag=v1" >> "$GITHUB_OUTPUT"'),
        ("echo '::save-state name=a::b c'", "echo 'a=b c' >> \"$GITHUB_STATE\""),
        ('echo "::set-env name=A::$(date)"', 'echo "A=$(date)" >> "$GITHUB_ENV"'),
        ('echo "::add-path::$HOME/bin"', 'echo "$HOME/bin" >> "$GITHUB_PATH"'),
        # it may print several lines, or mean one by %0A, or is part of something else
        ('echo "::set-output name=tag::$(cat VERSION)"', None),
        ('echo "::set-output name=tag::a%0Ab"', None),
        ('test -f a && echo "::set-output name=tag::a"', None),
        ("echo ::set-output name=tag::a", None),
    ],
)
def test_a_command_is_written_to_its_file(before: str, after: str | None) -> None:
    text = workflow(f"- run: |\n    make\n    {before}\n    make more", on="push")
    assert mended(text) == text.replace(before, after or before)


CHECKOUT = "- uses: actions/checkout@v4   # ours"
UPLOAD = "- uses: actions/upload-artifact@v4\n  with: {path: ., include-hidden-files: true}"


def test_a_checkout_keeps_no_token_where_nothing_needs_it() -> None:
    text = workflow(CHECKOUT, "- run: make", UPLOAD, on="push")
    assert mended(text) == workflow(
        f"{CHECKOUT}\n  with:\n    persist-credentials: false", "- run: make", UPLOAD, on="push"
    )
    given_more = workflow("- uses: actions/checkout@v4\n  with: {fetch-depth: 0}", UPLOAD, on="push")
    assert "with: {persist-credentials: false, fetch-depth: 0}" in mended(given_more)


@pytest.mark.parametrize("step", ["- run: git push", "- uses: someone/release@v1"])
def test_a_step_that_may_need_the_token_keeps_it(step: str) -> None:
    text = workflow(CHECKOUT, step, UPLOAD, on="push")
    assert mended(text) == text


def test_an_action_is_named_plainly() -> None:
    text = workflow("- uses: actions/cache/x/../save@55cc8345863c7cc4c66a329aec7e433d2d1c52a9", on="push")
    assert mended(text) == text.replace("cache/x/../save", "cache/save")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x, y, x]", "[x, y]"),
        ("[x, x, y]", "[x, y]"),
        (
            "\n          - 1   # one\n          - 2\n          - 1   # again",
            "\n          - 1   # one\n          - 2",
        ),
        ('["1", "1"]', '["1"]'),
        ("[{a: b}, {a: b}]", None),
    ],
)
def test_a_matrix_has_each_value_once(before: str, after: str | None) -> None:
    text = workflow("- run: make", on="push", job=f"    strategy:\n      matrix:\n        value: {before}\n")
    assert mended(text) == text.replace(before, after or before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('if: ${{ github.ref == "refs/heads/main" }}', "if: ${{ github.ref == 'refs/heads/main' }}"),
        ("env: {A: '${{ format(\"{0}\", github.ref) }}'}", None),  # in YAML's single quotes
        ('name: a ${{ github.ref == "it\'s" }}', None),
        ('name: a ${{ github.ref = "x" }}', None),
    ],
)
def test_text_in_an_expression_stands_in_single_quotes(before: str, after: str | None) -> None:
    text = workflow(f"- run: make\n  {before}", on="push")
    assert mended(text) == text.replace(before, after or before)


RULES = """
    groups:
      - name: a
        rules:
          - alert: Slow
            expr: sum by (job) (up) == 0
            labels: {severity: critical, note: 'a {{ $value }}'}
            annotations:
              summary: '{{ $labels.severity }}: {{ $labels.alertname }} of {{ $labels.job }}'   # ours
              description: '{{ $labels.note }} {{ if $labels.x }}x{{ end }} {{ $labels.method }}'
              runbook_url: https://example.org/
    """


def test_a_label_that_the_rule_sets_is_written_out() -> None:
    assert mended(RULES) == dedent(RULES).replace(
        "{{ $labels.severity }}: {{ $labels.alertname }}", "critical: Slow"
    )


CONFIG = r"""
    route:
      receiver: pager
      routes: [{receiver: pager, matchers: ['a=~"x\by"', b="c"]}]
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key_file: /etc/alertmanager/key
            description: "{{ .GroupLabels.alertname }}: {{ .Annotations.summary }}"
            details:
              text: |
                Of {{ .Labels.job }}:
                {{ range .Alerts }}{{ .Annotations.summary }}{{ end }}
    """


def test_a_template_reads_what_all_alerts_share_and_a_matcher_is_read_alike(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    after = dedent(CONFIG).replace(r'"x\by"', r'"x\\by"')
    after = after.replace(": {{ .Annotations.summary", ": {{ .CommonAnnotations.summary")
    after = after.replace("Of {{ .Labels.job", "Of {{ .CommonLabels.job")
    assert mended(CONFIG) == after
    file = tmp_path / "alertmanager.yml"
    file.write_text(after, "utf-8")
    run = subprocess.run([programs("amtool-new"), "check-config", file], capture_output=True, check=False)
    assert run.returncode == 0


def test_what_stands_in_a_secret_is_mended_there() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: alertmanager-main}\n"
    text += "stringData:\n  alertmanager.yaml: |"
    text += indent(dedent(CONFIG), "    ").rstrip() + "\n"
    after = mended(text)
    assert 'description: "{{ .GroupLabels.alertname }}: {{ .CommonAnnotations.summary }}"' in after
    assert "Of {{ .CommonLabels.job }}:" in after
    assert len(after.splitlines()) == len(text.splitlines())


def test_github_and_promtool_take_what_comes_out(programs: Callable[[str], Path], tmp_path: Path) -> None:
    steps = [as_step(before) for before, _ in SCRIPTS.values()]
    texts = [
        workflow(*steps),
        workflow("- run: ./answer \"${{ inputs.name }}\"\n  if: inputs.name == 'a'", on=BOTH),
        workflow(CHECKOUT, "- run: make", UPLOAD, on="push", job=MATRIX),
        workflow("- run: |\n    echo '::set-env name=A::$(date)'", on="push"),
    ]
    files = [tmp_path / f"{number}.yml" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        assert mended(text) != text
        file.write_text(mended(text), "utf-8")
    run = subprocess.run([programs("github-parser"), *files], capture_output=True, text=True, check=False)
    assert json.loads(run.stdout) == [], run.stdout
    rules = tmp_path / "rules.yml"
    rules.write_text(mended(RULES), "utf-8")
    run = subprocess.run(
        [programs("promtool-old"), "check", "rules", "--lint-fatal", rules],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


MATRIX = "    strategy:\n      matrix: {go: [1.20, 1.20]}\n"
