"""The variables that GitHub sets itself."""

from alertflow.github.default_variables import DEFAULT_VARIABLES


def test_they_are_github_s_and_the_runner_s_own() -> None:
    assert {"GITHUB_SHA", "GITHUB_ENV", "RUNNER_OS"} <= DEFAULT_VARIABLES
    assert all(one.startswith(("GITHUB_", "RUNNER_")) for one in DEFAULT_VARIABLES)


def test_what_people_do_set_is_none_of_them() -> None:
    assert not {"GITHUB_TOKEN", "RUNNER_DEBUG", "CI", "GITHUB_PAT"} & DEFAULT_VARIABLES
