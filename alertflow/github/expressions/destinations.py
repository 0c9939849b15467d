"""What kind of value each key takes, where an expression stands for the whole of it.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, and `workflow-v1.0.json`
in github.com/actions/languageservices; that text does not become a number or a boolean by itself: the page
"Evaluate expressions in workflows and actions", fromJSON.
"""

from __future__ import annotations

import re

from alertflow.github.expressions.kinds import (
    BOOLEAN,
    NUMBER,
    Array,
    Kind,
    Object,
    Text,
    is_compound,
    words_of,
)
from alertflow.github.expressions.tree import Expr

_BOOLEAN = re.compile(r"(?:.*\.)?(?:continue-on-error|fail-fast|cancel-in-progress|deployment)").fullmatch
_NUMBER = re.compile(r"(?:.*\.)?(?:timeout-minutes|cancel-timeout-minutes|max-parallel)").fullmatch
_TEXT = re.compile(
    r"run-name|(?:.*\.)?(?:name|run|working-directory|shell|url|group|image|options|value|default)"
    r"|(?:.*\.)?(?:env|with|secrets|outputs)\.<[^>]*>"
).fullmatch
_LIST = re.compile(r".*\.strategy\.matrix\.<[^>]*>").fullmatch


def mistake_at(key: str, tree: Expr, kind: Kind) -> str | None:
    """Why a value of this kind cannot stand in `key`; None where it can, or the kind is not known."""
    name = key.rpartition(".")[2]
    if _BOOLEAN(key) and _is_other(kind, BOOLEAN):
        return _other(name, "true or false", tree, kind)
    if _NUMBER(key) and _is_other(kind, NUMBER):
        return _other(name, "a number", tree, kind)
    if _TEXT(key) and is_compound(kind):
        return (
            f"`{tree.text_}` is {words_of(kind)}, of which GitHub makes no text. "
            "Read one of its values, or use toJSON(…)."
        )
    if name == "runs-on" and kind in (BOOLEAN, NUMBER):
        return f"runs-on takes a label or several; `{tree.text_}` is {words_of(kind)}."
    if (
        key.endswith("strategy.matrix")
        and kind not in (BOOLEAN, NUMBER)
        and not isinstance(kind, (Text, Array))
    ):
        return None
    if key.endswith("strategy.matrix"):
        return _as_json("matrix takes an object", tree, kind)
    if _LIST(key) and (isinstance(kind, (Text, Object)) or kind in (BOOLEAN, NUMBER)):
        return _as_json("a matrix takes an array of values", tree, kind)
    return None


def _is_other(kind: Kind, wanted: Kind) -> bool:
    return kind is not wanted and (kind in (BOOLEAN, NUMBER) or isinstance(kind, (Text, Array, Object)))


def _other(name: str, takes: str, tree: Expr, kind: Kind) -> str:
    help_ = f" fromJSON({tree.text_}) makes it one." if isinstance(kind, Text) else ""
    return f"{name} takes {takes}; `{tree.text_}` is {words_of(kind)}.{help_}"


def _as_json(takes: str, tree: Expr, kind: Kind) -> str:
    help_ = f" JSON that came as text is read by fromJSON({tree.text_})." if isinstance(kind, Text) else ""
    return f"{takes}; `{tree.text_}` is {words_of(kind)}.{help_}"
