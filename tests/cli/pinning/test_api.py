"""Questions to GitHub's API: what is sent, and what comes of each way in which an answer can fail."""

import socket
import time
from collections.abc import Iterator

import pytest

from alertflow.cli.pinning import api
from alertflow.cli.pinning.api import Api, UnreachableError
from tests.cli.githubs import GitHub, Odd, Repository, github

PATH = "/repos/a/b"


@pytest.fixture
def hub() -> Iterator[GitHub]:
    with github() as known:
        known.repositories["a/b"] = Repository(tags={f"v{number}": f"{number:040}" for number in range(5)})
        yield known


class Clock:
    """Remembers how long it was asked to wait, and does not."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


def test_an_answer_is_its_json_and_nothing_is_none(hub: GitHub) -> None:
    asked = Api(hub.url)
    assert asked.get(PATH) == {"full_name": "a/b"}
    assert asked.get("/repos/no/thing") is None


def test_the_token_goes_along_where_there_is_one(hub: GitHub) -> None:
    Api(hub.url).get(PATH)
    Api(f"{hub.url}/", token="secret").get(PATH)
    assert hub.tokens == [None, "Bearer secret"]
    assert hub.asked == [PATH, PATH]


def test_a_list_is_asked_for_page_by_page_as_far_as_anybody_wants(hub: GitHub) -> None:
    hub.page = 2
    pages = Api(hub.url).pages(f"{PATH}/tags?per_page=100")
    assert next(pages)["name"] == "v0"
    assert len(hub.asked) == 1
    assert [one["name"] for one in pages] == ["v1", "v2", "v3", "v4"]
    assert hub.asked[1:] == [f"{PATH}/tags?per_page=100&page=2", f"{PATH}/tags?per_page=100&page=3"]
    assert list(Api(hub.url).pages("/repos/no/thing/tags?per_page=100")) == []


def test_a_list_has_an_end(hub: GitHub) -> None:
    hub.page = 1
    hub.repositories["a/b"].tags = {f"v{number}": f"{number:040}" for number in range(50)}
    assert len(list(Api(hub.url).pages(f"{PATH}/tags?per_page=100"))) == 10


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_renamed_repository_is_followed(hub: GitHub, status: int) -> None:
    hub.odd["/repos/old/name"] = Odd(status, {"Location": f"{hub.url}{PATH}"})
    assert Api(hub.url, "secret").get("/repos/old/name") == {"full_name": "a/b"}
    hub.odd["/repos/older/name"] = Odd(status, {"Location": PATH})
    assert Api(hub.url).get("/repos/older/name") == {"full_name": "a/b"}


def test_the_token_follows_to_no_other_host(hub: GitHub) -> None:
    with github() as other:
        other.repositories["a/b"] = Repository()
        hub.odd[PATH] = Odd(301, {"Location": f"{other.url}{PATH}"})
        with pytest.raises(UnreachableError, match=r"redirects to another host, .*: that is not followed"):
            Api(hub.url, "secret").get(PATH)
        assert other.asked == []


def test_redirects_have_an_end(hub: GitHub) -> None:
    hub.odd[PATH] = Odd(302, {"Location": PATH}, times=-1)
    with pytest.raises(UnreachableError, match="redirects in a circle"):
        Api(hub.url).get(PATH)
    assert len(hub.asked) == 5


def test_a_redirect_to_nowhere_is_a_fault(hub: GitHub) -> None:
    hub.odd[PATH] = Odd(301)
    with pytest.raises(UnreachableError, match="has a fault: HTTP 301"):
        Api(hub.url).get(PATH)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_fault_is_asked_again(hub: GitHub, status: int) -> None:
    clock = Clock()
    hub.odd[PATH] = Odd(status, times=2)
    assert Api(hub.url, sleep=clock).get(PATH) == {"full_name": "a/b"}
    assert clock.waited == [1.0, 2.0]


def test_a_fault_that_stays_is_told(hub: GitHub) -> None:
    hub.odd[PATH] = Odd(502, times=-1)
    with pytest.raises(UnreachableError, match="has a fault: HTTP 502 Bad Gateway"):
        Api(hub.url, sleep=Clock()).get(PATH)
    assert len(hub.asked) == 3


@pytest.mark.parametrize("status", [403, 429])
def test_a_limit_that_is_over_soon_is_waited_for(hub: GitHub, status: int) -> None:
    clock = Clock()
    hub.odd[PATH] = Odd(status, {"Retry-After": "7"})
    assert Api(hub.url, sleep=clock).get(PATH) == {"full_name": "a/b"}
    assert clock.waited == [7.0]


def test_a_limit_without_a_time_is_waited_for_a_minute(hub: GitHub) -> None:
    clock = Clock()
    hub.odd[PATH] = Odd(429)
    assert Api(hub.url, sleep=clock).get(PATH) == {"full_name": "a/b"}
    assert clock.waited == [60.0]


def test_an_hourly_limit_says_when_it_is_over_and_that_a_token_helps(hub: GitHub) -> None:
    clock = Clock()
    later = str(int(time.time()) + 1800)
    hub.odd[PATH] = Odd(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": later}, times=-1)
    with pytest.raises(
        UnreachableError, match=r"no more requests for 1,[78]\d\d seconds\. Set GITHUB_TOKEN: "
    ):
        Api(hub.url, sleep=clock).get(PATH)
    with pytest.raises(UnreachableError, match=r"no more requests for 1,[78]\d\d seconds\.$"):
        Api(hub.url, "secret", sleep=clock).get(PATH)
    assert clock.waited == []


def test_an_hourly_limit_that_is_over_is_waited_for(hub: GitHub) -> None:
    clock = Clock()
    hub.odd[PATH] = Odd(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"})
    assert Api(hub.url, sleep=clock).get(PATH) == {"full_name": "a/b"}
    assert clock.waited == [1.0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"message": "Resource protected by SAML."}', "refuses to answer: Resource protected by SAML."),
        (b"<html>", "refuses to answer: HTTP 403 Forbidden."),
    ],
)
def test_what_is_forbidden_is_told_in_github_s_words(hub: GitHub, body: bytes, said: str) -> None:
    hub.odd[PATH] = Odd(403, body=body)
    with pytest.raises(UnreachableError, match=said):
        Api(hub.url).get(PATH)


def test_a_token_that_is_not_accepted_is_told(hub: GitHub) -> None:
    hub.token = "right"
    with pytest.raises(UnreachableError, match="does not accept the token in GITHUB_TOKEN"):
        Api(hub.url, "wrong").get(PATH)


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff"])
def test_an_answer_that_is_no_json_is_told(hub: GitHub, body: bytes) -> None:
    hub.odd[PATH] = Odd(body=body)
    with pytest.raises(UnreachableError, match="is not GitHub's API: its answer is no JSON"):
        Api(hub.url).get(PATH)


def test_a_list_that_is_none_is_told(hub: GitHub) -> None:
    hub.odd["*"] = Odd(body=b"{}")
    with pytest.raises(UnreachableError, match="no list"):
        list(Api(hub.url).pages(f"{PATH}/tags?per_page=100"))


def test_no_network_is_told_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    clock = Clock()
    with pytest.raises(
        UnreachableError, match=f"cannot be reached at http://127.0.0.1:{port}: Connection refused"
    ):
        Api(f"http://127.0.0.1:{port}", sleep=clock).get(PATH)
    assert clock.waited == []


def test_silence_is_waited_for_only_so_long(hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_TIMEOUT", 0.05)
    clock = Clock()
    hub.odd[PATH] = Odd(hang=True, times=-1)
    with pytest.raises(UnreachableError, match=r"cannot be reached at .*: timed out"):
        Api(hub.url, sleep=clock).get(PATH)
    assert clock.waited == [1.0, 2.0]


def test_a_connection_that_breaks_is_tried_again(hub: GitHub) -> None:
    clock = Clock()
    hub.done.set()  # hangs up at once, without an answer
    hub.odd[PATH] = Odd(hang=True)
    assert Api(hub.url, sleep=clock).get(PATH) == {"full_name": "a/b"}
    assert clock.waited == [1.0]
