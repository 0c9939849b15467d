import pytest

from alertflow.declared import DeclarationError
from alertflow.github import CATALOGUE, CHECKOUT, UPLOAD_ARTIFACT, Action

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
    assert len({action.name for action in CATALOGUE}) == len(CATALOGUE) == 7
    assert CHECKOUT.pin.comment == "v7.0.1"
    assert "artifact-url" in UPLOAD_ARTIFACT.outputs
