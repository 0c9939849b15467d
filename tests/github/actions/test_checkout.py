"""What the versions of two actions do."""

import pytest

from alertflow.github.actions.checkout import leaves_token, refuses_forks, uploads_hidden


@pytest.mark.parametrize(
    "version", [(4,), (5,), (6,), (7,), (8,), (4, 4, 0), (5, 1, 0), (6, 2, 1), (7, 0, 0)]
)
def test_newer_checkouts_refuse_the_code_of_forks(version: tuple[int, ...]) -> None:
    assert refuses_forks(version)


@pytest.mark.parametrize("version", [(1,), (3,), (3, 6, 0), (4, 3, 1), (5, 0, 1), (6, 0, 3)])
def test_older_ones_do_not(version: tuple[int, ...]) -> None:
    assert not refuses_forks(version)


def test_the_token_lies_beside_the_code_before_version_6() -> None:
    assert leaves_token((5, 1, 0))
    assert not leaves_token((6,))


def test_hidden_files_are_left_out_by_newer_uploads() -> None:
    assert [uploads_hidden(one) for one in ((2,), (3, 1, 3), (4, 3, 6))] == [True, True, True]
    assert [uploads_hidden(one) for one in ((3,), (3, 2, 0), (4,), (4, 4, 0), (7,))] == [False] * 5
