"""Commits in place of tags in a person's YAML: just those characters, and nothing a person wrote is lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError, Location
from alertflow.github import Action, Uses
from alertflow.github.actions.pinning import named_in, with_pins
from alertflow.yaml import dump, parse

SHA = "0123456789abcdef0123456789abcdef01234567"
OLD = "89abcdef0123456789abcdef0123456789abcdef"
HEAD = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"


def pinned(text: str) -> str:
    """`text` with every action of it at one commit, which is v1.2.3."""
    named, _ = named_in(text, "x.yml")
    return with_pins(
        text, "x.yml", {one.uses: Action(one.uses.name, sha=SHA, version="v1.2.3") for one in named}
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      - uses: a/b@v1\n", f"      - uses: a/b@{SHA} # v1.2.3\n"),
        ("      - uses: a/b@v1", f"      - uses: a/b@{SHA} # v1.2.3"),
        ("      - uses: a/b@v1   \n", f"      - uses: a/b@{SHA} # v1.2.3   \n"),
        ("      - uses: a/b@v1\r\n", f"      - uses: a/b@{SHA} # v1.2.3\r\n"),
        ("      - uses: a/b@v1 # why\n", f"      - uses: a/b@{SHA} # v1.2.3 # why\n"),
        ("      - uses: a/b@v1   #why\n", f"      - uses: a/b@{SHA} # v1.2.3   #why\n"),
        ("      - uses: a/b@v1 # v1\n", f"      - uses: a/b@{SHA} # v1.2.3\n"),
        ("      - uses: a/b@v1 # v1 for now\n", f"      - uses: a/b@{SHA} # v1.2.3 for now\n"),
        ("      - uses: a/b@v1 # v0\n", f"      - uses: a/b@{SHA} # v1.2.3 # v0\n"),
        ("      - uses: 'a/b@v1'\n", f"      - uses: 'a/b@{SHA}' # v1.2.3\n"),
        ('      - uses: "a/b@v1" # why\n', f'      - uses: "a/b@{SHA}" # v1.2.3 # why\n'),
        ("      - uses:   a/b@v1\n", f"      - uses:   a/b@{SHA} # v1.2.3\n"),
        ("      - uses:\n          a/b@v1\n", f"      - uses:\n          a/b@{SHA} # v1.2.3\n"),
        ("      - {uses: a/b@v1, id: x}\n", f"      - {{uses: a/b@{SHA}, id: x}} # v1.2.3\n"),
        ("      - {uses: a/b@v1, id: x} # why\n", f"      - {{uses: a/b@{SHA}, id: x}} # why # v1.2.3\n"),
        (
            "      - parallel: [{uses: a/b@v1}, {uses: c/d@v2}]\n",
            f"      - parallel: [{{uses: a/b@{SHA}}}, {{uses: c/d@{SHA}}}] # v1.2.3 # v1.2.3\n",
        ),
        (
            "      - uses: a/b/c@v1\n        name: a/b@v1\n",
            f"      - uses: a/b/c@{SHA} # v1.2.3\n        name: a/b@v1\n",
        ),
        (
            "      - name: 🚀 ünï\n        uses: a/b@v1\n",
            f"      - name: 🚀 ünï\n        uses: a/b@{SHA} # v1.2.3\n",
        ),
        (
            "      - uses: &one a/b@v1\n      - uses: *one\n",
            f"      - uses: &one a/b@{SHA} # v1.2.3\n      - uses: *one\n",
        ),
        ("      - uses: !!str a/b@v1\n", f"      - uses: !!str a/b@{SHA} # v1.2.3\n"),
        (f"      - uses: a/b@{OLD} # v1.0.0\n", f"      - uses: a/b@{SHA} # v1.2.3\n"),
        (f"      - uses: a/b@{OLD} # tag=v1.0.0\n", f"      - uses: a/b@{SHA} # tag=v1.2.3\n"),
        (f"      - uses: a/b@{OLD} # 1.0.0\n", f"      - uses: a/b@{SHA} # v1.2.3\n"),
        (f"      - uses: a/b@{OLD} # 3 times\n", f"      - uses: a/b@{SHA} # v1.2.3 # 3 times\n"),
        (f"      - uses: a/b@{OLD}\n", f"      - uses: a/b@{SHA} # v1.2.3\n"),
    ],
)
def test_only_the_reference_and_its_comment_change(before: str, after: str) -> None:
    assert pinned(HEAD + before) == HEAD + after


def test_a_byte_order_mark_stays() -> None:
    assert (
        pinned("\ufeff" + HEAD + "      - uses: a/b@v1\n")
        == f"\ufeff{HEAD}      - uses: a/b@{SHA} # v1.2.3\n"
    )


def test_jobs_that_call_a_workflow_and_composite_actions_are_pinned_too() -> None:
    called = "on: push\njobs:\n  a:\n    uses: a/b/.github/workflows/x.yml@v1\n"
    assert pinned(called) == called.replace("@v1", f"@{SHA} # v1.2.3")
    composite = "name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - uses: a/b@v1\n"
    assert pinned(composite) == composite.replace("@v1", f"@{SHA} # v1.2.3")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "      - uses: ./local\n",
        HEAD + "      - uses: docker://a/b@v1\n",
        HEAD + "      - uses: a/b@${{ inputs.ref }}\n",
        HEAD + "      - run: |\n          uses: a/b@v1\n",
        HEAD + "      - uses: ./x\n        with:\n          uses: a/b@v1\n",
        HEAD + "      - name: x\n        env: {uses: a/b@v1}\n        run: echo\n",
        "on: push\nenv:\n  uses: a/b@v1\njobs: {}\n",
        "uses: a/b@v1\n",
        "jobs:\n  uses: a/b@v1\n",
        "jobs: [{uses: a/b@v1}]\n",
        "jobs: 1\n",
        "steps:\n  - uses: a/b@v1\n",
        HEAD + "      # uses: a/b@v1\n      - run: echo\n",
        HEAD + "      - uses: 7\n",
        "",
        "# nothing\n",
    ],
)
def test_what_is_no_action_of_a_job_or_step_stays(text: str) -> None:
    assert named_in(text, "x.yml") == ([], [])
    assert pinned(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "      - uses: >-\n          a/b@v1\n", "it is not written on one line, in one piece"),
        (HEAD + "      - uses: |-\n          a/b@v1\n", "it is not written on one line, in one piece"),
        (HEAD + '      - uses: "a/b\\x40v1"\n', "it is not written on one line, in one piece"),
        (
            HEAD + "      - uses: &one a/b@v1\n        env: {X: *one}\n",
            "an alias means it elsewhere",
        ),
        ("x: &one a/b@v1\n" + HEAD + "      - uses: *one\n", "an alias means it elsewhere"),
    ],
)
def test_what_cannot_be_changed_in_its_place_is_told_and_stays(text: str, why: str) -> None:
    named, misplaced = named_in(text, "x.yml")
    assert (named, [(one.text, one.why) for one in misplaced]) == ([], [("a/b@v1", why)])
    assert pinned(text) == text


def test_a_place_is_the_line_and_the_comment_says_the_version() -> None:
    named, _ = named_in(HEAD + f"      - uses: a/b@{OLD} # v1.0.0\n      - uses: c/d@v2\n", "x.yml")
    assert [(one.uses, one.location, one.version) for one in named] == [
        (Uses("a/b", OLD), Location("x.yml", 6, 15), "v1.0.0"),
        (Uses("c/d", "v2"), Location("x.yml", 7, 15), ""),
    ]


def test_what_is_not_asked_for_stays() -> None:
    text = HEAD + "      - uses: a/b@v1\n      - uses: c/d@v2\n"
    only = with_pins(text, "x.yml", {Uses("c/d", "v2"): Action("c/d", sha=SHA, version="v2.0.0")})
    assert only == text.replace("c/d@v2", f"c/d@{SHA} # v2.0.0")


def test_what_would_change_more_than_a_reference_is_refused() -> None:
    text = HEAD + '      - {uses: a/b@v1, name: "two\n          lines"}\n'
    with pytest.raises(
        AlertflowError, match=r"cannot be pinned without changing more .* on a line of its own"
    ):
        pinned(text)
    anchored = HEAD + "      - uses: &a/b@v1 a/b@v1\n"
    with pytest.raises(AlertflowError, match="cannot be pinned without changing more"):
        pinned(anchored)


def test_what_is_no_yaml_is_told_with_its_place() -> None:
    with pytest.raises(AlertflowError, match="this is not YAML") as wrong:
        named_in("jobs: [", "x.yml")
    assert wrong.value.location is not None


NAMES = st.sampled_from(["a/b", "actions/checkout", "o/r/.github/workflows/x.yml", "x/y/z"])
REFS = st.sampled_from(["v1", "main", "v1.2.3", "release/v2", OLD])
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
STEPS = st.one_of(
    st.builds(
        lambda name, ref, words: {"name": words, "uses": f"{name}@{ref}", "with": {"uses": words}},
        NAMES,
        REFS,
        WORDS,
    ),
    st.builds(lambda words: {"run": f"echo {words}\nuses: a/b@v1\n", "env": {"uses": words}}, WORDS),
)
WORKFLOWS = st.fixed_dictionaries(
    {
        "on": st.just("push"),
        "jobs": st.dictionaries(
            st.sampled_from(["a", "b", "uses"]),
            st.one_of(
                st.builds(lambda name, ref: {"uses": f"{name}@{ref}"}, NAMES, REFS),
                st.builds(lambda steps: {"runs-on": "x", "steps": steps}, st.lists(STEPS, max_size=4)),
            ),
            max_size=3,
        ),
    }
)


@settings(max_examples=150)
@given(
    WORKFLOWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", " # a comment", " # v1", "\t# v9.9.9"])
)
def test_any_workflow_says_the_same_but_for_its_references(
    data: dict[str, Any], line: str, comment: str
) -> None:
    lines = dump(data).split("\n")
    text = line.join(one + comment if one.strip().startswith(("- uses:", "uses:")) else one for one in lines)
    if parse(text) != data:  # a comment within a script is no comment
        return
    after = pinned(text)
    assert parse(after) == expected(data)
    assert [one.partition("uses:")[0] for one in after.split(line)] == [
        one.partition("uses:")[0] for one in text.split(line)
    ]


def expected(data: dict[str, Any]) -> dict[str, Any]:
    """What `data` is with every action at one commit."""
    jobs = {}
    for id_, job in data["jobs"].items():
        job = dict(job)
        if "uses" in job:
            job["uses"] = f"{job['uses'].partition('@')[0]}@{SHA}"
        if "steps" in job:
            job["steps"] = [
                {**step, "uses": f"{step['uses'].partition('@')[0]}@{SHA}"} if "uses" in step else step
                for step in job["steps"]
            ]
        jobs[id_] = job
    return {**data, "jobs": jobs}
