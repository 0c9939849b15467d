"""Go's regular expressions (RE2) in Python: which texts they match whole, and which patterns Go refuses.

Source: https://github.com/google/re2/wiki/Syntax and Go's regexp/syntax; the tests ask amtool.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache

from alertflow.alertmanager.go_regex.classes import RegexError, ScriptError
from alertflow.alertmanager.go_regex.translating import translated


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` for Python: `search` finds something in the texts that Alertmanager's matchers match.

    Alertmanager compiles `^(?:pattern)$`, by plain concatenation, and so does this: `a)|(b` is accepted, and
    matches what starts with `a` or ends with `b`. Raises RegexError, with the reason, for what Go refuses,
    and ScriptError for what Go takes but Python cannot say, `\\p{Greek}`.
    """
    python = translated(f"^(?:{pattern})$", pattern)
    try:
        return re.compile(python)
    except (re.error, RecursionError, OverflowError) as error:
        raise RegexError(f"'{pattern}' is not a regular expression: {error}.") from None


def check(pattern: str) -> None:
    """Raises RegexError, with the reason, if Go refuses `pattern`."""
    with suppress(ScriptError):
        compiled(pattern)


__all__ = ["RegexError", "ScriptError", "check", "compiled"]
