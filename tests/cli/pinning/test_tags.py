"""What a tag stands for: plain and annotated ones, branches, and what GitHub does not know."""

from collections.abc import Iterator

import pytest

from alertflow.cli.pinning.api import Api, UnreachableError
from alertflow.cli.pinning.tags import Tags, UnknownError
from alertflow.compiler.lock import Pin
from tests.cli.githubs import GitHub, Odd, Repository, github, sha


@pytest.fixture
def hub() -> Iterator[GitHub]:
    with github() as known:
        known.repositories["a/b"] = Repository(
            tags={
                "v2.0.0-rc.1": sha("9"),
                "v1": sha("3"),
                "v1.1": sha("3"),
                "v1.1.0": sha("3"),
                "v1.0.9": sha("2"),
                "v1.0.10": sha("4"),
                "nightly": sha("3"),
            },
            annotated={"v1.0.9": [sha("a")], "v1.0.10": [sha("b"), sha("c")]},
            branches={"main": sha("5"), "release/v1": sha("3")},
        )
        yield known


def test_a_tag_is_a_commit(hub: GitHub) -> None:
    assert Tags(Api(hub.url)).commit("a/b", "v1.1.0") == sha("3")
    assert hub.asked == ["/repos/a/b/git/ref/tags/v1.1.0"]


def test_an_annotated_tag_is_the_commit_behind_it(hub: GitHub) -> None:
    assert Tags(Api(hub.url)).commit("a/b", "v1.0.9") == sha("2")
    assert hub.asked[1:] == [f"/repos/a/b/git/tags/{sha('a')}"]
    assert Tags(Api(hub.url)).commit("a/b", "v1.0.10") == sha("4")


def test_a_tag_of_tags_without_end_is_told(hub: GitHub) -> None:
    hub.repositories["a/b"].annotated = {"v1": [sha(digit) for digit in "abcdef"]}
    with pytest.raises(UnreachableError, match="a tag of a tag of a tag, without end"):
        Tags(Api(hub.url)).commit("a/b", "v1")


def test_a_branch_is_taken_where_there_is_no_tag(hub: GitHub) -> None:
    assert Tags(Api(hub.url)).commit("a/b", "release/v1") == sha("3")
    assert hub.asked == ["/repos/a/b/git/ref/tags/release/v1", "/repos/a/b/git/ref/heads/release/v1"]


@pytest.mark.parametrize(
    ("repository", "ref", "said"),
    [
        ("a/b", "v1.1.1", "a/b has neither a tag nor a branch 'v1.1.1'. Did you mean 'v1.1.0'?"),
        ("a/c", "v1", "GitHub knows no repository a/c. A private one is seen only with GITHUB_TOKEN."),
    ],
)
def test_what_github_does_not_know_is_told(hub: GitHub, repository: str, ref: str, said: str) -> None:
    with pytest.raises(UnknownError) as unknown:
        Tags(Api(hub.url)).commit(repository, ref)
    assert unknown.value.message == said
    with pytest.raises(UnknownError) as unknown:
        Tags(Api(hub.url, "secret")).commit("a/c", "v1")
    assert unknown.value.message == "GitHub knows no repository a/c."


@pytest.mark.parametrize(
    ("ref", "pin"),
    [
        ("v1.1.0", Pin("v1.1.0", sha("3"))),
        ("v1.1", Pin("v1.1.0", sha("3"))),
        ("v1", Pin("v1.1.0", sha("3"))),
        ("nightly", Pin("v1.1.0", sha("3"))),
        ("main", Pin("main", sha("5"))),
        ("v1.0.10", Pin("v1.0.10", sha("4"))),
    ],
)
def test_a_pin_says_the_most_precise_version(hub: GitHub, ref: str, pin: Pin) -> None:
    assert Tags(Api(hub.url)).pin("a/b", ref) == pin


def test_a_tag_without_a_more_precise_one_is_its_own_version(hub: GitHub) -> None:
    hub.repositories["a/b"].tags = {"v1": sha("3"), "v2": sha("3"), "v2.1.0": sha("3")}
    assert Tags(Api(hub.url)).pin("a/b", "v1") == Pin("v1", sha("3"))


def test_the_newest_is_the_latest_release(hub: GitHub) -> None:
    hub.repositories["a/b"].latest = "v1.0.9"
    assert Tags(Api(hub.url)).newest("a/b") == Pin("v1.0.9", sha("2"))


@pytest.mark.parametrize("latest", ["", "bundle-20250101"])
def test_without_a_release_of_the_action_it_is_the_highest_version(hub: GitHub, latest: str) -> None:
    hub.repositories["a/b"].latest = latest
    assert Tags(Api(hub.url)).newest("a/b") == Pin("v1.1.0", sha("3"))
    hub.repositories["a/b"].tags = {"v9": sha("1"), "v10": sha("2")}
    assert Tags(Api(hub.url)).newest("a/b") == Pin("v10", sha("2"))
    hub.repositories["a/b"].tags = {"nightly": sha("1")}
    assert Tags(Api(hub.url)).newest("a/b") is None


def test_the_tags_of_a_repository_are_listed_once(hub: GitHub) -> None:
    tags = Tags(Api(hub.url))
    tags.pin("a/b", "v1")
    tags.pin("a/b", "v1.1")
    assert sum("/tags?" in path for path in hub.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"object": {"type": "commit", "sha": "short"}}',
        b'{"object": {"type": "blob", "sha": "1"}}',
        b'{"object": 1}',
    ],
)
def test_a_tag_that_is_no_commit_is_told(hub: GitHub, body: bytes) -> None:
    hub.odd["*"] = Odd(body=body)
    with pytest.raises(UnreachableError, match="is not GitHub's API: a tag without a commit"):
        Tags(Api(hub.url)).commit("a/b", "v1")


def test_odd_tags_in_a_list_are_left_out(hub: GitHub) -> None:
    hub.odd["/repos/a/b/tags"] = Odd(
        body=b'[1, {"name": "v1.9.9"}, {"name": "v1.1.0", "commit": {"sha": "%s"}}]' % sha("3").encode()
    )
    assert Tags(Api(hub.url)).pin("a/b", "v1") == Pin("v1.1.0", sha("3"))


def test_the_environment_says_where_and_as_whom(hub: GitHub) -> None:
    Tags.of_environment({"GITHUB_API_URL": hub.url, "GITHUB_TOKEN": "secret"}).commit("a/b", "v1")
    assert hub.tokens == ["Bearer secret"]
    api = Tags.of_environment({})._api
    assert (api.url, api.token) == ("https://api.github.com", "")
