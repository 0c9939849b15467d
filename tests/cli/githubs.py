"""A stand-in of GitHub's API for tags: a server on this machine that answers as it is told, and remembers.

What it answers has the shape of docs.github.com/en/rest: git/refs, git/tags, repos/repos, releases/releases.
It refuses a request without the headers that GitHub asks for.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def sha(digit: str) -> str:
    """A commit that is all one digit."""
    return digit * 40


@dataclass
class Repository:
    """What a repository has: tags, branches and releases."""

    tags: dict[str, str] = field(default_factory=dict)
    """Tag -> its commit."""
    annotated: dict[str, list[str]] = field(default_factory=dict)
    """Tag -> the SHAs of the tag objects before its commit, the first being what the reference names."""
    branches: dict[str, str] = field(default_factory=dict)
    latest: str = ""
    """The tag of the latest release."""


@dataclass
class Odd:
    """An answer out of the ordinary, once or as often as `times` says; -1 for always."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    times: int = 1
    hang: bool = False


@dataclass
class GitHub:
    """The server: what it knows, and what it was asked."""

    url: str
    repositories: dict[str, Repository] = field(default_factory=dict)
    odd: dict[str, Odd] = field(default_factory=dict)
    """Path -> what is answered there instead; `*` for every path."""
    token: str = ""
    """The only token that it accepts; '' for any, and for none."""
    page: int = 100
    asked: list[str] = field(default_factory=list)
    """The path of every request, with what follows the ?."""
    tokens: list[str | None] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def answer(self, target: str) -> tuple[int, dict[str, str], Any]:
        """The status, headers and data for a path."""
        path, query = unquote(urlsplit(target).path), parse_qs(urlsplit(target).query)
        parts = path.split("/")
        if parts[1:2] != ["repos"] or "/".join(parts[2:4]) not in self.repositories:
            return 404, {}, {"message": "Not Found"}
        known, rest = self.repositories["/".join(parts[2:4])], "/".join(parts[4:])
        if not rest:
            return 200, {}, {"full_name": "/".join(parts[2:4])}
        if rest == "tags":
            number = int(query.get("page", ["1"])[0])
            size = min(int(query["per_page"][0]), self.page)
            every = [{"name": name, "commit": {"sha": at}} for name, at in known.tags.items()]
            more = number * size < len(every)
            link = f'<{self.url}{path}?per_page=100&page={number + 1}>; rel="next", <x>; rel="last"'
            return 200, {"Link": link} if more else {}, every[(number - 1) * size : number * size]
        if rest == "releases/latest" and known.latest:
            return 200, {}, {"tag_name": known.latest}
        return self._git(known, rest)

    def _git(self, known: Repository, rest: str) -> tuple[int, dict[str, str], Any]:
        kind, _, name = rest.removeprefix("git/ref/").partition("/")
        if rest.startswith("git/tags/"):
            for tag, objects in known.annotated.items():
                chain = [*objects, known.tags[tag]]
                if (wanted := rest.removeprefix("git/tags/")) in objects:
                    return 200, {}, {"object": self._object(chain, chain.index(wanted) + 1)}
        if kind == "tags" and name in known.tags:
            chain = [*known.annotated.get(name, []), known.tags[name]]
            return 200, {}, {"ref": f"refs/tags/{name}", "object": self._object(chain, 0)}
        if kind == "heads" and name in known.branches:
            return 200, {}, {"ref": f"refs/heads/{name}", "object": self._object([known.branches[name]], 0)}
        return 404, {}, {"message": "Not Found"}

    @staticmethod
    def _object(chain: list[str], at: int) -> dict[str, str]:
        return {"type": "commit" if at == len(chain) - 1 else "tag", "sha": chain[at]}


class _Handler(BaseHTTPRequestHandler):
    github: GitHub

    def do_GET(self) -> None:
        github, headers = self.github, self.headers
        github.asked.append(self.path)
        github.tokens.append(headers["Authorization"])
        if (
            headers["Accept"] != "application/vnd.github+json"
            or headers["X-GitHub-Api-Version"] != "2022-11-28"
        ):
            return self._send(400, {}, b'{"message": "headers"}')
        if not (headers["User-Agent"] or "").startswith("alertflow/"):
            return self._send(403, {}, b'{"message": "Request forbidden by administrative rules."}')
        if github.token and headers["Authorization"] != f"Bearer {github.token}":
            return self._send(401, {}, b'{"message": "Bad credentials"}')
        path = self.path.partition("?")[0]
        odd = github.odd.get(path) or github.odd.get("*")
        if odd is not None and odd.times:
            odd.times -= 1
            if odd.hang:
                github.done.wait(20)
                return self.close_connection_now()
            return self._send(odd.status, odd.headers, odd.body)
        status, more, data = github.answer(self.path)
        return self._send(status, more, json.dumps(data).encode())

    def close_connection_now(self) -> None:
        """No answer at all."""
        self.close_connection = True

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def github() -> Iterator[GitHub]:
    """A GitHub on this machine, while it lasts."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    known = handler.github = GitHub(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield known
    finally:
        known.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
