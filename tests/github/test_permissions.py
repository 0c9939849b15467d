import pytest

from alertflow.declared import DeclarationError
from alertflow.github import Permissions
from alertflow.github.permissions import permissions_data
from alertflow.yaml import dump


@pytest.mark.parametrize(
    ("permissions", "data"),
    [
        (Permissions(), {}),
        (
            Permissions(issues="write", contents="read", id_token="write"),
            {"contents": "read", "id-token": "write", "issues": "write"},
        ),
        (Permissions(pull_requests="none"), {"pull-requests": "none"}),
        (
            Permissions(contents="read", extra={"new-scope": "read"}),
            {"contents": "read", "new-scope": "read"},
        ),
    ],
)
def test_the_scopes_that_are_named_are_written_in_the_alphabets_order(
    permissions: Permissions, data: dict[str, str]
) -> None:
    assert permissions.to_data() == data
    assert list(permissions.to_data()) == list(data)


def test_all_scopes_at_once_are_one_word() -> None:
    assert permissions_data("read-all") == "read-all"


def test_a_reason_stands_behind_its_scope() -> None:
    permissions = Permissions(issues="write", reasons={"issues": "opens the incident"})

    assert dump(permissions.to_data()) == "issues: write # opens the incident\n"


def test_a_wrong_scope_or_level_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"unknown name 'issue'. Did you mean 'issues'\?"):
        Permissions(issue="read")  # type: ignore[call-arg]  # the mistake under test
    with pytest.raises(DeclarationError, match="contents: should be 'read', 'write' or 'none'"):
        Permissions(contents="admin")  # type: ignore[arg-type]  # the mistake under test


def test_a_scope_given_twice_is_refused() -> None:
    with pytest.raises(DeclarationError, match="extra has 'contents', which is set already"):
        Permissions(contents="read", extra={"contents": "write"}).to_data()
