"""Imports a configuration, runs the Python, and tells what either side means."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from alertflow import Project
from alertflow.alertmanager import Config, Matcher
from alertflow.documents import read
from alertflow.importer.configuration import configuration, manifest
from alertflow.importer.draft import Draft
from alertflow.importer.writing.layout import text as laid_out
from alertflow.importer.writing.nodes import Assignment, Call, Dictionary, Literal, Module, Symbol
from alertflow.yaml import dump

PATH = "monitoring/alertmanager.yml"
EMPTY_SAYS = {"group_by", "times", "weekdays", "days_of_month", "months", "years", "payload", "extra"}
"""Keys behind which nothing is not the same as no key."""
LEGACY = (
    ("match", "match_re", "matchers"),
    ("source_match", "source_match_re", "source_matchers"),
    ("target_match", "target_match_re", "target_matchers"),
)


def drafted(text: str, path: str = PATH) -> Draft:
    """What is drafted of the documents in `text`."""
    reads, unreadable = read(text, path, lenient=True)
    assert not unreadable, unreadable[0].errors
    draft = Draft()
    for one in reads:
        (configuration if isinstance(one.document, Config) else manifest)(draft, one, path)
    return draft


def python(draft: Draft) -> str:
    """The file that says what is drafted."""
    module = Module("A shop: its routes.")
    module.groups = [statements for _, statements in sorted(draft.chapters.items())]
    given = [("name", Literal("shop")), *draft.arguments]
    if draft.files:
        files = Dictionary(tuple((Literal(path), value) for path, value in draft.files.items()))
        given.append(("files", files))
    call = Call(Symbol("alertflow", "Project"), keywords=tuple(given), exploded=True)
    module.groups.append([Assignment("project", call)])
    return laid_out(module)


def ran(text: str) -> Project:
    """The project that Python says."""
    names: dict[str, Any] = {}
    exec(compile(text, "imported.py", "exec"), names)
    project = names["project"]
    assert isinstance(project, Project)
    return project


@lru_cache(maxsize=300)
def again(text: str, path: str = PATH) -> str:
    """The configuration `text` imported, run, and written."""
    config = ran(python(drafted(text, path))).alertmanager
    assert config is not None
    return dump(config.to_data())


def meaning(text: str) -> Any:
    """What a configuration says, without the ways that there are to say it."""
    return _meaning(Config.parse(text).to_data())


def _meaning(data: Any) -> Any:
    if isinstance(data, list):
        return [_meaning(one) for one in data]
    if not isinstance(data, dict):
        return data
    data = dict(data)
    for match, match_re, matchers in LEGACY:
        old = [
            *[str(Matcher(name, "=", value)) for name, value in (data.pop(match, None) or {}).items()],
            *[str(Matcher(name, "=~", value)) for name, value in (data.pop(match_re, None) or {}).items()],
        ]
        if old:
            data[matchers] = old + (data.get(matchers) or [])
    said = {key: _meaning(value) for key, value in data.items() if value is not None}
    return {key: value for key, value in said.items() if value not in ([], {}) or key in EMPTY_SAYS}
