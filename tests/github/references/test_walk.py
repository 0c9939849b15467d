from alertflow.github import github
from alertflow.github.references.walk import read


def test_what_github_could_not_read_holds_none() -> None:
    assert read("echo ${{ broken") == ()
    assert read(3) == ()


def test_a_value_alone_and_a_text_hold_what_is_in_them() -> None:
    assert [one.text_ for one in read(github.sha)] == ["github.sha"]
    assert [one.text_ for one in read("${{ github.sha }}-${{ github.ref }}")] == ["github.sha", "github.ref"]
