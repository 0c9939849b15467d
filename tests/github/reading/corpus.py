"""The files of our own making that the reader is tried on, and who disagrees about them."""

import io
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import ReusedAnchorWarning, YAMLError

HERE = Path(__file__).parent
WORKFLOWS = tuple(sorted(HERE.glob("workflows/*.yml")))
ACTIONS = tuple(sorted(HERE.glob("actions/*/action.yml")))

GITHUB_REFUSES = {
    "workflows/cache-mode.yml": "cache-mode is in the published schema, not yet in the parser",
    "workflows/services-dynamic.yml": "its second pass wants a mapping; its first takes an expression",
}
"""Files that we read and GitHub's parser in TypeScript does not, with the reason."""

SCHEMA_REFUSES = {
    "actions/inputs-odd/action.yml": "GitHub takes nothing and numbers for text",
    "workflows/callee-null.yml": "GitHub takes nothing for an empty text",
    "workflows/cancel-timeout.yml": "cancel-timeout-minutes is in GitHub's parser only",
    "workflows/image-versions.yml": "image_version is in GitHub's parser only",
    "workflows/matrix-entries.yml": "GitHub takes an expression for one entry of the list",
    "workflows/numbers-as-names.yml": "GitHub takes a number for its text",
    "workflows/push-single-values.yml": "GitHub takes one text where several can be",
    "workflows/services-dynamic.yml": "GitHub takes an expression for the whole mapping",
    "workflows/snapshot-if.yml": "if of a snapshot is in GitHub's parser only",
}
"""Files that GitHub's parser takes and the published JSON schema does not, with the reason."""


def name(path: Path) -> str:
    """The file's name as the tables above have it."""
    return path.relative_to(HERE).as_posix()


@cache
def text(path: Path) -> str:
    """The file's text, its line breaks as they are."""
    return path.read_bytes().decode()


def data(yaml: str) -> Any:
    """What `yaml` says by YAML 1.2, read by another reader than ours."""
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReusedAnchorWarning)  # YAML allows it
        return reader.load(io.StringIO(yaml))


def says_the_same(one: str, other: str) -> bool:
    """Whether two YAML texts say the same, or the other reader cannot tell: of a tab behind `:`, for one."""
    try:
        meant = data(other)
    except YAMLError:
        return True
    return same(data(one), meant)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in kind, too: 1 is neither true nor 1.0. The order does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every key and item within data, `[]` standing for any item."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield (*path, str(key))
            yield from paths(one, (*path, str(key)))
    elif isinstance(value, list):
        for one in value:
            yield from paths(one, (*path, "[]"))
    elif isinstance(value, str):
        yield (*path, f"={value}")
