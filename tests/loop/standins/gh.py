"""gh, of which only `gh api` is known: the parts of GitHub's REST API that a remediation run may ask.

Limits and fields are those of https://docs.github.com/rest: actions/workflow-runs, actions/workflow-jobs,
issues/issues and issues/comments.
"""

import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.loop.standins import known
from tests.loop.standins.recording import DownError, RefusedError, alone, read, record, write

_FIELDS = ("-f", "-F", "--raw-field", "--field")


class Request(NamedTuple):
    method: str
    path: str
    fields: dict[str, str]
    body: Any
    pages: bool
    """Whether all pages are asked for, one after another."""


def main(args: list[str], folder: Path) -> int:
    refused, request = "", None
    try:
        request = _request(args)
        with alone(folder):
            for page in _answers(request, folder):
                print(json.dumps(page))
    except RefusedError as error:
        refused = str(error)
        print(f"gh: {refused} (HTTP 422)", file=sys.stderr)
        return 1
    except DownError as error:
        print(f"gh: {error} (HTTP 503)", file=sys.stderr)
        return 1
    finally:
        what = {"method": request.method, "path": request.path, "body": request.body} if request else {}
        record(folder, "gh", args, refused=refused, **what)
    return 0


def _request(args: list[str]) -> Request:
    if os.environ.get("GH_TOKEN") != known.TOKEN:
        raise RefusedError("GH_TOKEN is not the token of this run")
    if args[:1] != ["api"]:
        raise RefusedError(f"only 'gh api' is known here, not {args}")
    method, path, fields, body, pages = "", "", dict[str, str](), None, False
    words = iter(args[1:])
    for word in words:
        if word == "--method":
            method = next(words)
        elif word == "--paginate":
            pages = True
        elif word in _FIELDS:
            name, _, value = next(words).partition("=")
            if name in fields:
                raise RefusedError(f"the field {name} is given twice")
            fields[name] = value
        elif word == "--input":
            if next(words) != "-":
                raise RefusedError("--input is a file")
            body = json.load(sys.stdin)
        elif word.startswith("-") or path:
            raise RefusedError(f"unknown argument {word}")
        else:
            path = word
    if not method:
        raise RefusedError("without --method, gh api posts as soon as there is a field")
    return Request(method, path, fields, body, pages)


def _answers(request: Request, folder: Path) -> Iterator[Any]:
    """What is printed: one answer, or with --paginate one for each page."""
    size = int(request.fields.get("per_page", "30"))
    for page in itertools.count(1):
        answer = _answer(request._replace(fields={"page": str(page)} | request.fields), folder)
        yield answer
        found = answer if isinstance(answer, list) else answer.get("workflow_runs", [])
        if not request.pages or len(found) < size:
            return


def _answer(request: Request, folder: Path) -> Any:
    prefix = f"repos/{known.REPOSITORY}/"
    if not request.path.startswith(prefix):
        raise RefusedError(f"{request.path} is not of this repository")
    for method, pattern, answer in _ROUTES:
        found = re.fullmatch(pattern, request.path.removeprefix(prefix))
        if found and method == request.method:
            state = read(folder, "github.json")
            if answer.__name__ in state["down"]:
                raise DownError("No server is currently available to service your request.")
            answered = answer(state, request, *found.groups())
            if method == "POST":
                write(folder, "github.json", state)
            return answered
    raise RefusedError(f"there is no {request.method} {request.path}")


def _only(request: Request, *known_fields: str) -> None:
    if unknown := request.fields.keys() - {*known_fields, "per_page", "page"}:
        raise RefusedError(f"unknown fields {sorted(unknown)}")
    if not 1 <= int(request.fields.get("per_page", "30")) <= 100:
        raise RefusedError("per_page is from 1 to 100")


def _page(request: Request, items: list[Any]) -> list[Any]:
    size, page = int(request.fields.get("per_page", "30")), int(request.fields["page"])
    return items[size * (page - 1) : size * page]


def _text(value: Any, name: str, most: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise RefusedError(f"{name} is not a text of 1 to {most} characters")
    return value


def runs(state: Any, request: Request, file: str) -> Any:
    """The runs of one workflow, newest first."""
    _only(request, "created", "status", "event")
    created = request.fields.get("created", ">=2000-01-01T00:00:00Z")
    if not re.fullmatch(r">=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created):
        raise RefusedError(f"created={created} is not a range of dates")
    found = [run for run in state["runs"] if run["created_at"] >= created[2:] and run["path"].endswith(file)]
    found.sort(key=lambda run: -int(run["id"]))
    return {"total_count": len(found), "workflow_runs": _page(request, found)}


def jobs(state: Any, request: Request, run: str) -> Any:
    """The jobs of one run."""
    _only(request, "filter")
    found = [{"name": name, "conclusion": conclusion} for name, conclusion in state["jobs"][run].items()]
    return {"total_count": len(found), "jobs": _page(request, found)}


def approvals(state: Any, request: Request, run: str) -> Any:
    """Who reviewed this run."""
    _only(request)
    return state["approvals"].get(run, [])


def issues(state: Any, request: Request) -> Any:
    """The repository's issues, newest first."""
    _only(request, "state", "labels", "creator", "since", "sort", "direction")
    wanted = set(filter(None, request.fields.get("labels", "").split(",")))
    found = [issue for issue in state["issues"] if wanted <= {label["name"] for label in issue["labels"]}]
    if request.fields.get("state", "open") == "open":
        found = [issue for issue in found if issue["state"] == "open"]
    return _page(request, found[::-1])


def create_issue(state: Any, request: Request) -> Any:
    """A new issue."""
    body = request.body
    if unknown := body.keys() - {"title", "body", "labels", "assignees", "milestone", "type"}:
        raise RefusedError(f"unknown fields {sorted(unknown)}")
    _text(body["title"], "title", 256)
    _text(body["body"], "body", 65_536)
    labels = [{"name": _text(label, "label", 50)} for label in body.get("labels", [])]
    issue = {**body, "labels": labels, "number": 7 + len(state["issues"]), "state": "open", "comments": []}
    state["issues"].append(issue)
    return issue


def comment(state: Any, request: Request, number: str) -> Any:
    """A comment on an issue."""
    if request.body.keys() != {"body"}:
        raise RefusedError(f"a comment has a body only, not {sorted(request.body)}")
    text = _text(request.body["body"], "body", 65_536)
    for issue in state["issues"]:
        if issue["number"] == int(number):
            issue["comments"].append(text)
            return {"id": 1, "body": text}
    raise RefusedError(f"there is no issue {number}")


_ROUTES: list[tuple[str, str, Callable[..., Any]]] = [
    ("GET", r"actions/workflows/([A-Za-z0-9._-]+\.yml)/runs", runs),
    ("GET", r"actions/runs/(\d+)/jobs", jobs),
    ("GET", r"actions/runs/(\d+)/approvals", approvals),
    ("GET", r"issues", issues),
    ("POST", r"issues", create_issue),
    ("POST", r"issues/(\d+)/comments", comment),
]
