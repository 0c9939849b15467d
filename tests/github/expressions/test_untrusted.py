import pytest

from alertflow.github.expressions.origins import Writer
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.tree import Expr
from alertflow.github.expressions.untrusted import Made, origin_of, passed_on, untrusted


@pytest.mark.parametrize(
    ("text", "part", "what", "writer"),
    [
        ("github.event.issue.title", "github.event.issue.title", "the title of an issue", Writer.ANYBODY),
        ("GITHUB['event'].Issue.TITLE", "GITHUB.event.Issue.TITLE", "the title of an issue", Writer.ANYBODY),
        ("github.head_ref || 'none'", "github.head_ref", "the branch of a pull request", Writer.ANYBODY),
        (
            "github.event.commits[0].author.name",
            "github.event.commits[0].author.name",
            "the name of the author of a commit",
            Writer.ANYBODY,
        ),
        (
            "join(github.event.commits.*.message)",
            "github.event.commits.*.message",
            "the message of a commit",
            Writer.ANYBODY,
        ),
        (
            "github.event[inputs.x].body",
            "github.event[inputs.x].body",
            "the text of an issue",
            Writer.ANYBODY,
        ),
        (
            "toJSON(github.event.issue)",
            "github.event.issue",
            "the title of an issue and more",
            Writer.ANYBODY,
        ),
        ("toJSON(github)", "github", "the branch of a pull request and more", Writer.ANYBODY),
        (
            "fromJSON(github.event.client_payload.alerts)[0].labels.job",
            "github.event.client_payload.alerts",
            "what a repository_dispatch sends",
            Writer.SENDER,
        ),
        (
            "github.event.client_payload.id",
            "github.event.client_payload.id",
            "what a repository_dispatch sends",
            Writer.SENDER,
        ),
        (
            "toJSON(github.event.client_payload)",
            "github.event.client_payload",
            "what a repository_dispatch sends",
            Writer.SENDER,
        ),
        ("inputs.number", "inputs.number", "an input of a run", Writer.MEMBER),
        ("github.ref_name", "github.ref_name", "the name of a branch or tag", Writer.MEMBER),
        (
            "github.event.issue.labels.*.name",
            "github.event.issue.labels.*.name",
            "what a label says",
            Writer.MEMBER,
        ),
        ("github.event.release.name", "github.event.release.name", "what a release says", Writer.MEMBER),
        ("github.event.brand", "github.event.brand", "a part of the event", Writer.ANYBODY),
        ("github.event.brand.labels", "github.event.brand.labels", "what a label says", Writer.MEMBER),
        ("github.event.issue", "github.event.issue", "the title of an issue and more", Writer.ANYBODY),
        ("github.event.workflow", "github.event.workflow", "the path of a workflow", Writer.MEMBER),
        ("github.event.brand.new", "github.event.brand.new", "a part of the event", Writer.ANYBODY),
        (
            "format('a {0}', github.head_ref)",
            "github.head_ref",
            "the branch of a pull request",
            Writer.ANYBODY,
        ),
        (
            "github.event_name == 'x' && github.head_ref",
            "github.head_ref",
            "the branch of a pull request",
            Writer.ANYBODY,
        ),
        (
            "case(inputs.a, 'x', github.head_ref)",
            "github.head_ref",
            "the branch of a pull request",
            Writer.ANYBODY,
        ),
        (
            "case(inputs.a, github.head_ref, 'x')",
            "github.head_ref",
            "the branch of a pull request",
            Writer.ANYBODY,
        ),
    ],
)
def test_text_of_others_is_found_with_what_it_is_and_who_writes_it(
    text: str, part: str, what: str, writer: Writer
) -> None:
    found = untrusted(parse(text))
    assert found is not None
    assert (found.tree.text_, found.origin.what, found.origin.writer) == (part, what, writer)
    assert (found.through, found.told) == ((), f"`{part}`")


@pytest.mark.parametrize(
    "text",
    [
        "'constant'",
        "github.repository",
        "github.sha",
        "github.actor",
        "github.event_name",
        "github.event.number",
        "github.event.pull_request.head.sha",
        "github.event.issue.created_at",
        "github.event.sender.login",
        "github.event.schedule",
        "github.event.ref_type",
        "github.event.repository.full_name",
        "github.event.issue.title == 'x'",
        "!github.event.issue.title",
        "github.event.issue.title && 'x'",
        "contains(github.event.issue.title, 'x') || startsWith(github.head_ref, 'x')",
        "hashFiles(github.head_ref)",
        "case(github.event.issue.title == 'x', 'a', 'b')",
        "matrix[github.head_ref]",
        "secrets.TOKEN",
        "job.status",
        "needs.build.outputs.title",
        "steps.a.outputs.b || env.C",
    ],
)
def test_other_values_are_not(text: str) -> None:
    assert untrusted(parse(text)) is None


def test_a_chain_of_thousands_needs_no_depth() -> None:
    tree: Expr = parse("github.sha")
    for _ in range(5000):
        tree = tree | "x"
    assert untrusted(tree | parse("github.head_ref")) is not None
    assert [one.text_ for one in passed_on(tree)] == ["github.sha"]


@pytest.mark.parametrize(("text", "lines"), [("github.event.issue.body", True), ("github.head_ref", False)])
def test_it_is_known_whether_a_text_can_have_several_lines(text: str, lines: bool) -> None:
    origin = origin_of(parse(text))
    assert origin is not None and origin.lines is lines


DEFINED = {
    "env.TITLE": "github.event.issue.title",
    "env.AGAIN": "env.TITLE",
    "env.CIRCLE": "env.CIRCLE || env.AROUND",
    "env.AROUND": "env.CIRCLE",
    "needs.a.outputs.title": "format('{0}', env.AGAIN)",
}


def resolve(tree: Expr) -> Made | None:
    if tree.text_ == "inputs.flag":
        return Made()
    return Made((parse(DEFINED[tree.text_]),), resolve) if tree.text_ in DEFINED else None


def test_it_is_followed_through_variables_and_outputs() -> None:
    found = untrusted(parse("needs.a.outputs.title"), resolve)
    assert found is not None
    assert found.tree.text_ == "github.event.issue.title"
    assert [one.text_ for one in found.through] == ["needs.a.outputs.title", "env.AGAIN", "env.TITLE"]
    assert found.told == (
        "`needs.a.outputs.title`, which holds `env.AGAIN`, which holds `env.TITLE`, "
        "which holds `github.event.issue.title`"
    )


def test_what_is_defined_without_text_of_others_is_harmless() -> None:
    assert untrusted(parse("inputs.flag"), resolve) is None
    assert untrusted(parse("inputs.text"), resolve) is not None
    assert untrusted(parse("env.CIRCLE || env.UNKNOWN"), resolve) is None
