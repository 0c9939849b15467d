"""What we take and refuse, beside Go itself: promtool reads the same templates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.gotemplate import BUILTINS, TemplateSyntaxError, parse
from tests.gotemplate.generated import texts
from tests.gotemplate.rule_files import refused

_OF_PROMETHEUS = """
    args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage
    humanizeTimestamp label match parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain
    stripPort strvalue tableLink title toLower toTime toUpper value
"""
FUNCTIONS = frozenset(BUILTINS) | set(_OF_PROMETHEUS.split())
VARIABLES = ("$labels", "$externalLabels", "$externalURL", "$value")


def _is_refused(text: str, go: str) -> bool:
    try:
        parse(text, FUNCTIONS, VARIABLES, "__alert_A", go)
    except TemplateSyntaxError:
        return True
    return False


@pytest.mark.parametrize(("program", "go"), [("promtool-old", "1.19"), ("promtool-new", "1.27")])
def test_go_and_we_refuse_the_same_of_many_templates(
    program: str, go: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    made = texts(seed=4, count=3000)
    by_go = refused(programs(program), made, tmp_path)
    differences = [
        (text, by_go.get(number))
        for number, text in enumerate(made)
        if _is_refused(text, go) != (number in by_go)
    ]
    assert differences == []
    assert 800 < len(by_go) < 2200, "both sorts are there"
