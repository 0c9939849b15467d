"""Releases compare as numbers."""

import pytest

from alertflow.release import reaches, release


@pytest.mark.parametrize(
    ("target", "since", "reached"),
    [
        ("2.42", "2.42", True),
        ("2.42", "2.5", True),
        ("2.5", "2.42", False),
        ("3", "2.53", True),
        ("3.5", "3.5.0", True),
        ("v0.33.0-rc.1", "0.32", True),
        ("0.25.0+ds", "0.26", False),
    ],
)
def test_a_release_reaches_what_came_before_it(target: str, since: str, reached: bool) -> None:
    assert reaches(target, since) is reached


@pytest.mark.parametrize("text", ["", "latest", "2.x", "2..1", "٣.1"])
def test_what_names_no_release_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a release"):
        release(text)
