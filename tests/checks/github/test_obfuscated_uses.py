"""Actions by detours."""

import pytest

from alertflow.github import CHECKOUT, UsesStep
from tests.checks.making import SHA, found, places, step, workflow

ID = "github/obfuscated-uses"


def test_a_detour_is_found() -> None:
    document = step(f"uses: actions/cache/x/../save@{SHA}")
    assert found(ID, document) == [
        f"warning: actions/cache/x/../save@{SHA} (.github/workflows/file.yml) names its action by a detour."
        " | Who looks for the action, to update it or to warn of it, does not find it."
        f" | Write it plainly: actions/cache/save@{SHA}."
    ]
    assert places(ID, document) == [(7, 15)]


@pytest.mark.parametrize("name", ["a/b/./c", "a/b//c", "a/b/", "a//b"])
def test_it_is_found_in_whatever_form(name: str) -> None:
    assert len(found(ID, workflow(UsesStep(uses=f"{name}@{SHA}")))) == 1


@pytest.mark.parametrize("uses", [CHECKOUT, f"a/b/c@{SHA}", "./a/../b", "$/a//b", "docker://a//b"])
def test_plain_names_and_one_s_own_actions_are_right(uses: str) -> None:
    assert found(ID, workflow(UsesStep(uses=uses))) == []
