"""Questions to GitHub's API: retried after a fault, patient with limits, and the token for no other host.

They are a few GET requests one after the other with JSON answers: the standard library does that, proxies
and certificates included, so that installing alertflow brings no HTTP client. What it leaves to us stands
here. Source: docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api.
"""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import alertflow
from alertflow.declared import AlertflowError

_VERSION = "2022-11-28"
_TIMEOUT = 15.0
"""Seconds for one answer."""
_TRIES, _PATIENCE = 3, 60.0
"""How often one question is asked at most, and how many seconds GitHub may make us wait for it."""
_HOPS, _PAGES, _LARGEST = 5, 10, 16_000_000
"""At most so many redirects, pages of a list, and bytes of an answer."""
_NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="next"')
_TRANSIENT = (TimeoutError, http.client.HTTPException, ConnectionResetError)


class UnreachableError(AlertflowError):
    """GitHub gives no answer at all: no network, a limit, a token that it refuses, a fault of its own."""


class _Answer(NamedTuple):
    data: Any
    headers: Message


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to us."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere."""


class Api:
    """GitHub's REST API at `url`. `sleep` waits the seconds that it is told."""

    def __init__(self, url: str, token: str = "", sleep: Callable[[float], None] = time.sleep) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._sleep = sleep

    def get(self, path: str) -> Any:
        """The JSON at `path`; None where there is nothing. Raises UnreachableError."""
        answer = self._followed(f"{self.url}{path}")
        return answer.data if answer else None

    def pages(self, path: str) -> Iterator[Any]:
        """The items of the list at `path`, page by page, as long as anybody asks for them."""
        url = f"{self.url}{path}"
        for _ in range(_PAGES):
            answer = self._followed(url)
            if answer is None:
                return
            if not isinstance(answer.data, list):
                raise self.odd("no list")
            yield from answer.data
            following = _NEXT.search(answer.headers.get("Link", ""))
            if following is None:
                return
            url = following[1]

    def odd(self, what: str) -> UnreachableError:
        """What to say of an answer that makes no sense."""
        return UnreachableError(f"what answers at {self.url} is not GitHub's API: {what}.")

    def _followed(self, url: str) -> _Answer | None:
        """The answer at `url`, or where that redirects to, as for a renamed repository."""
        for _ in range(_HOPS):
            if urlsplit(url)[:2] != urlsplit(self.url)[:2]:
                raise UnreachableError(f"{self.url} redirects to another host, {url}: that is not followed.")
            try:
                return self._patient(url)
            except urllib.error.HTTPError as error:
                if error.code in (301, 302, 307, 308) and (target := error.headers.get("Location")):
                    url = urljoin(url, target)
                elif error.code in (404, 410, 422):
                    return None
                else:
                    raise self._refused(error) from None
        raise UnreachableError(f"{self.url} redirects in a circle.")

    def _patient(self, url: str) -> _Answer:
        """The answer at `url`, asked for again after a fault, and when a limit is over."""
        tried = 0
        while True:
            tried += 1
            try:
                return self._once(url)
            except urllib.error.HTTPError as error:
                wait = float(2 ** (tried - 1)) if error.code >= 500 else _wait(error)
                if tried == _TRIES or wait is None or wait > _PATIENCE:
                    raise
                self._sleep(wait)
            except (OSError, http.client.HTTPException) as error:
                reason = error.reason if isinstance(error, urllib.error.URLError) else error
                if tried == _TRIES or not isinstance(reason, _TRANSIENT):
                    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
                    raise UnreachableError(f"GitHub cannot be reached at {self.url}: {said}.") from None
                self._sleep(float(2 ** (tried - 1)))

    def _once(self, url: str) -> _Answer:
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": _VERSION,
            "User-Agent": f"alertflow/{alertflow.__version__}",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with self._opener.open(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT) as response:
            body = response.read(_LARGEST)
            try:
                return _Answer(json.loads(body), response.headers)
            except ValueError:
                raise self.odd("its answer is no JSON") from None

    @cached_property
    def _opener(self) -> urllib.request.OpenerDirector:
        return urllib.request.build_opener(_NoRedirects)

    def _refused(self, error: urllib.error.HTTPError) -> UnreachableError:
        """What an HTTP error means to a person."""
        if error.code == 401:
            return UnreachableError("GitHub does not accept the token in GITHUB_TOKEN.")
        if (wait := _wait(error)) is not None:
            more = "" if self.token else " Set GITHUB_TOKEN: without one it answers 60 requests an hour."
            return UnreachableError(f"GitHub answers no more requests for {wait:,.0f} seconds.{more}")
        if error.code == 403:
            return UnreachableError(f"GitHub refuses to answer: {_message(error)}")
        return UnreachableError(f"GitHub's API at {self.url} has a fault: HTTP {error.code} {error.reason}.")


def _wait(error: urllib.error.HTTPError) -> float | None:
    """How many seconds GitHub wants us to wait; None where it is no limit that was met."""
    if error.code not in (403, 429):
        return None
    after = error.headers.get("Retry-After", "")
    if after.isdecimal():
        return float(after)
    reset = error.headers.get("X-RateLimit-Reset", "")
    if error.headers.get("X-RateLimit-Remaining") == "0" and reset.isdecimal():
        return max(int(reset) - time.time(), 1.0)
    return _PATIENCE if error.code == 429 else None


def _message(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read(_LARGEST))["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP 403 {error.reason}."


__all__ = ["Api", "UnreachableError"]
