import pytest

from alertflow.declared import DeclarationError
from alertflow.github import CATALOGUE, CHECKOUT, UPLOAD_ARTIFACT, Action, Uses
from alertflow.github.actions.action import version_number

SHA = "0123456789abcdef0123456789abcdef01234567"


def test_a_pin_is_the_commit_with_the_version_as_its_comment() -> None:
    pin = Action("owner/repo/sub", sha=SHA, version="v1.2.3").pin

    assert pin == f"owner/repo/sub@{SHA}"
    assert pin.comment == "v1.2.3"


@pytest.mark.parametrize(
    ("name", "sha", "message"),
    [
        ("checkout", SHA, "name: 'checkout' should be owner/repository or owner/repository/path."),
        ("a/b@v1", SHA, "name: 'a/b@v1' should be owner/repository or owner/repository/path."),
        ("a/b", "v4", "sha: 'v4' should be a commit: 40 digits 0-9 and a-f. A tag or a branch can be moved."),
    ],
)
def test_what_is_not_pinned_to_a_commit_is_refused(name: str, sha: str, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Action(name, sha=sha, version="v4")
    assert caught.value.message == f"Action(…): {message}"


def test_the_catalogue_names_each_action_once() -> None:
    assert len({action.name for action in CATALOGUE}) == len(CATALOGUE)
    assert CHECKOUT.pin.comment == "v7.0.1"
    assert "artifact-url" in UPLOAD_ARTIFACT.outputs


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("a/b@v1", Uses("a/b", "v1")),
        ("a/b/c/d@release/v1", Uses("a/b/c/d", "release/v1")),
        ("a/b/.github/workflows/x.yml@main", Uses("a/b/.github/workflows/x.yml", "main")),
        (f"a/b@{SHA}", Uses("a/b", SHA)),
        ("./a/b@v1", None),
        ("../a/b@v1", None),
        ("a/..@v1", None),
        ("a@v1", None),
        ("a/b", None),
        ("a/b@", None),
        ("a/b@v1@v2", None),
        ("a/b@v 1", None),
        ("a/b@${{ inputs.ref }}", None),
        ("docker://a/b@v1", None),
        ("", None),
    ],
)
def test_text_names_an_action_by_its_repository_and_a_reference(text: str, uses: Uses | None) -> None:
    assert Uses.of(text) == uses
    assert uses is None or str(uses) == text


def test_the_repository_is_the_first_two_parts_and_a_commit_is_known_as_one() -> None:
    uses = Uses("a/b/c", SHA)
    assert uses.repository == "a/b"
    assert uses.is_commit
    assert not Uses("a/b", SHA[:7]).is_commit


@pytest.mark.parametrize(
    ("tag", "number"),
    [
        ("v1", (1,)),
        ("v1.2", (1, 2)),
        ("v1.2.3", (1, 2, 3)),
        ("1.2.3", (1, 2, 3)),
        ("v1.2.3.4", None),
        ("v1.2.3-rc.1", None),
        ("main", None),
        ("", None),
        ("v٣", None),
    ],
)
def test_a_version_has_up_to_three_numbers(tag: str, number: tuple[int, ...] | None) -> None:
    assert version_number(tag) == number
