"""What the workflow's first step makes of an event: `shell/event.sh` in Python, output for output.

The step is bash and jq, because it runs where nothing of alertflow is installed; this says the same ahead of
time. The tests run the very script on many events and compare. jq's words are those of 1.6 and 1.7, which
agree on all that JSON can say but for the way a number is written that stands where a name belongs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What Oniguruma, the regular expressions of jq, takes for `[[:cntrl:]]`."""
_INCIDENT = re.compile(r"[A-Za-z0-9._-]{1,80}")
_HALF = re.compile(r"[\ud800-\udbff]")
"""The first half of a character: Python reads JSON that escapes one alone, jq does not."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[^][{}:," \t\r\n]+', re.DOTALL)
"""A string, or what stands bare between JSON's own signs."""
_NUMBER = re.compile(r"[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?|nan)", re.ASCII | re.IGNORECASE)
"""What jq takes for a number, as C does; JSON knows neither `+1` nor `01`, `1.` or `.5`."""


class Read(NamedTuple):
    """The outcome of the step: its `outputs`, and why the event was `refused`; '' where it was not."""

    outputs: dict[str, str]
    refused: str = ""


class _RefusedError(Exception):
    """The event is none of this project; the message is the step's."""


def read(catalogue: Mapping[str, Any], trigger: str, event: Mapping[str, Any], run_id: int | str) -> Read:
    """What the step sets for the webhook payload `event` of the trigger named so.

    `catalogue` is what the script knows of the project: the JSON of `Catalogue.to_json`.
    """
    try:
        return Read(_outputs(catalogue, _given(trigger, event), run_id))
    except _RefusedError as refusal:
        return Read({"refusal": str(refusal)}, str(refusal))


def _given(trigger: str, event: Mapping[str, Any]) -> Any:
    return event.get("client_payload" if trigger == "repository_dispatch" else "inputs")


def _outputs(catalogue: Mapping[str, Any], given: Any, run_id: int | str) -> dict[str, str]:
    if not isinstance(given, dict):
        raise _RefusedError("it carries no alert.")
    alert = _known("The alert", _or(given.get("alert_type"), ""), catalogue["alerts"])
    entry = catalogue["alerts"][alert]
    severity = _known("The severity", _or(given.get("severity"), ""), catalogue["severities"])
    status = _known("The status", _or(given.get("status"), "firing"), ["firing", "resolved"])
    actions = ["auto", "investigate", *entry["actions"]]
    action = _known(f"For {alert}, the action", _or(given.get("action"), "auto"), actions)
    incident = _incident(_or(given.get("correlation_id"), ""), run_id)
    _check_alerts(_decoded(_decoded(_or(given.get("alerts"), []))))
    dry_run = _text(_or(given.get("dry_run"), False)) == "true"
    decision, reason = _decision(catalogue, entry, severity=severity, status=status, action=action)
    acting = entry["act"] if action == "auto" else entry["actions"].get(action, [])
    act = acting if decision == "act" else []
    environments = [catalogue["approvals"].get(name) for name in act]
    approvals = [] if dry_run else sorted({one for one in environments if one is not None})
    values = {
        "alert": alert,
        "severity": severity,
        "action": action,
        "dry_run": dry_run,
        "correlation_id": incident,
        "target": entry["target"],
        "slo": entry["slo"],
        "follow_up": entry["follow_up"],
        "decision": decision,
        "reason": reason,
        "diagnose": entry["diagnose"],
        "act": act,
        "approvals": approvals,
        "verify": entry["verify"] if None in environments else [],
        "verify_approved": entry["verify"] if any(environments) else [],
        "budget_runs": entry["budget"][0],
        "budget_seconds": entry["budget"][1],
    }
    return {name: _text(value) for name, value in values.items()}


def _decision(
    catalogue: Mapping[str, Any], entry: Mapping[str, Any], *, severity: str, status: str, action: str
) -> tuple[str, str]:
    if status == "resolved":
        return "stop", "the alert has resolved"
    if action == "investigate":
        return "investigate", "only an investigation was asked for"
    if action != "auto":
        return "act", f"{action} was asked for"
    if not entry["act"]:
        return "investigate", entry["reason"]
    if severity not in catalogue["act_from"]:
        return "investigate", f"nothing is done automatically about a {severity} alert"
    return "act", f"the alert is {severity}"


def _known(what: str, value: Any, known: Collection[str]) -> str:
    if isinstance(value, str) and value in known:
        return value
    listed = ", ".join(list(known)[:40])
    raise _RefusedError(f"{what} {_shown(value)} is not known here. Known: {listed}.")


def _incident(value: Any, run_id: int | str) -> str:
    incident = f"run-{run_id}" if value == "" else value
    if not isinstance(incident, str) or not _INCIDENT.fullmatch(incident):
        raise _RefusedError(f"The correlation id {_shown(incident)} is not one.")
    return incident


def _check_alerts(alerts: Any) -> None:
    if not isinstance(alerts, list) or not all(isinstance(alert, dict) for alert in alerts):
        raise _RefusedError('"alerts" is not a list of alerts.')
    labels = [_or(alert.get("labels"), {}) for alert in alerts]
    if not all(isinstance(one, dict) for one in labels):
        raise _RefusedError('"alerts" is not a list of alerts.')
    for key, value in (pair for one in labels for pair in one.items()):
        if _CONTROL.search(key + _text(value)):
            raise _RefusedError(f"The label {_shown(key)} holds a line break or another control character.")


def _decoded(value: Any) -> Any:
    """The value of a JSON text; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        decoded = _parsed(value)
    except (ValueError, RecursionError):
        raise _RefusedError('"alerts" is not JSON.') from None
    if _HALF.search(_text(decoded)):
        raise _RefusedError('"alerts" is not JSON.')
    return decoded


def _parsed(text: str) -> Any:
    """What jq reads there, with 0 for a number that JSON does not know. Raises ValueError for no JSON."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TOKEN.sub(_as_json, text.removeprefix("\ufeff")), strict=False)


def _as_json(found: re.Match[str]) -> str:
    # A number ends for jq where a string ends in C; nothing at all is 0 for 1.6, and no number for 1.7.
    token = found[0].partition("\0")[0]
    is_number = not token or (token[0] not in '"n' and _NUMBER.fullmatch(token))
    return "0" if is_number else found[0]


def _or(value: Any, default: Any) -> Any:
    """jq's `//`: null and false give way."""
    return default if value is None or value is False else value


def _shown(value: Any) -> str:
    """A value as a refusal names it: one line, quoted, at most 60 characters of it."""
    return json.dumps(_CONTROL.sub("?", _text(value))[:60], ensure_ascii=False)


def _text(value: Any) -> str:
    """jq's `tostring`: a string as it is, anything else as its JSON."""
    if isinstance(value, str):
        return value
    # jq writes DEL as an escape, which Python's json does not.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\x7f", "\\u007f")


__all__ = ["Read", "read"]
