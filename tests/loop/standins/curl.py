"""curl, in front of Slack's incoming webhook, Prometheus's HTTP API and the application's health endpoint.

Slack's limits: https://docs.slack.dev/reference/block-kit/blocks (50 blocks; header 150, section 3,000
characters, context 10 elements) and .../block-kit/composition-objects/text-object (1 to 3,000 characters).
Prometheus: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.loop.standins import known
from tests.loop.standins.recording import DownError, RefusedError, read, record

_VALUES = {
    *("--config", "--data", "--data-urlencode", "--header", "--max-time", "--output", "--proto", "--retry"),
    *("--url", "--write-out"),
}
_FLAGS = {"--fail", "--get", "--globoff", "--show-error", "--silent"}


def main(args: list[str], folder: Path) -> int:
    refused, body = "", None
    try:
        options = _options(args)
        state = read(folder, "web.json")
        if "--config" in options:
            body = _slack(options, args)
            if state["slack"] != "up":
                raise DownError("The requested URL returned error: 404")
        elif "--get" in options:
            print(_prometheus(options, args, state))
        else:
            print(_health(options, state), end="")
    except RefusedError as error:
        refused = str(error)
        print(f"curl: (2) {refused}", file=sys.stderr)
        return 2
    except DownError as error:
        print(f"curl: (22) {error}", file=sys.stderr)
        return 22
    finally:
        record(folder, "curl", args, refused=refused, body=body)
    return 0


def _options(args: list[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    words = iter(args)
    for word in words:
        if word in options:
            raise RefusedError(f"{word} is given twice")
        if word in _FLAGS:
            options[word] = ""
        elif word in _VALUES:
            options[word] = next(words)
        else:
            raise RefusedError(f"unknown argument {word!r}")
    if "--max-time" not in options:
        raise RefusedError("it may take for ever: --max-time is missing")
    return options


def _file(value: str) -> str:
    return (sys.stdin.read() if value == "-" else Path(value).read_text(encoding="utf-8")) if value else ""


def _slack(options: dict[str, str], args: list[str]) -> Any:
    if any("hooks.slack.com" in arg for arg in args):
        raise RefusedError("the URL is a secret, and every process can read arguments")
    if _file(options["--config"]) != f'url = "{known.SLACK_URL}"\n':
        raise RefusedError("the URL is not the one of the secret")
    if options.get("--header", "").lower() != "content-type: application/json":
        raise RefusedError(f"the header is {options.get('--header')}")
    if "--fail" not in options:
        raise RefusedError("without --fail, curl takes HTTP 404 for success")
    text = _file(options["--data"].removeprefix("@"))
    body = json.loads(text)
    _check_slack(body)
    return body


def _check_slack(body: Any) -> None:
    if unknown := body.keys() - {"channel", "text", "blocks", "username", "icon_emoji", "thread_ts"}:
        raise RefusedError(f"Slack knows no {sorted(unknown)}")
    blocks = body.get("blocks", [])
    if not body.get("text") or not 1 <= len(blocks) <= 50:
        raise RefusedError("there is no text, or no block, or more than 50")
    for block in blocks:
        match block:
            case {"type": "header", "text": {"type": "plain_text"} as text}:
                _check_text(text["text"], 150)
            case {"type": "section", "text": {"type": "mrkdwn" | "plain_text"} as text}:
                _check_text(text["text"], 3000)
            case {"type": "context", "elements": [*elements]} if 1 <= len(elements) <= 10:
                for element in elements:
                    _check_text(element["text"], 3000)
            case _:
                raise RefusedError(f"no such block: {block}")


def _check_text(text: Any, most: int) -> None:
    if not isinstance(text, str) or not 1 <= len(text) <= most:
        raise RefusedError(f"a text has 1 to {most} characters, not {len(str(text))}")


def _prometheus(options: dict[str, str], args: list[str], state: Any) -> str:
    if options.get("--url") != f"{known.PROMETHEUS_URL}/api/v1/query":
        raise RefusedError(f"this is not Prometheus: {options.get('--url')}")
    name, _, query = options.get("--data-urlencode", "").partition("=")
    if name != "query" or not query:
        raise RefusedError(f"--data-urlencode {options.get('--data-urlencode')} is not a query")
    if (_file(options.get("--header", "@").removeprefix("@"))) != "":
        raise RefusedError("this Prometheus wants no token")
    if state["prometheus"] == "down":
        raise DownError("Failed to connect to prometheus: Connection refused")
    for pattern, result in state["answers"]:
        if re.search(pattern, query):
            series = [{"metric": metric, "value": [1.0, str(value)]} for metric, value in result]
            return json.dumps({"status": "success", "data": {"resultType": "vector", "result": series}})
    raise RefusedError(f"no answer is known to {query}")


def _health(options: dict[str, str], state: Any) -> str:
    if options.get("--url") != known.HEALTH_URL or options.get("--output") != "/dev/null":
        raise RefusedError(f"this is not the health endpoint: {options}")
    if options.get("--write-out") != "%{http_code} %{time_total}":
        raise RefusedError(f"--write-out {options.get('--write-out')}")
    return f"{state['health']} 0.012345"
