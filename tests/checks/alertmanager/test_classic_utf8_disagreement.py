"""Matchers that Alertmanager's two grammars read differently."""

import pytest

from alertflow.checks import Subject
from alertflow.model import Project, Route, Targets
from tests.checks.making import PLATFORM, alert, found, project, shown, written

ID = "alertmanager/classic-utf8-disagreement"


def routed(matcher: str) -> str:
    matchers = f"        matchers: ['severity=\"info\"', '{matcher}']\n"
    return f"route:\n  receiver: a\n  routes:\n      - receiver: a\n{matchers}receivers: [{{name: a}}]\n"


def test_a_backslash_that_only_one_grammar_undoes_is_told_with_both_readings() -> None:
    assert shown(ID, written(routed(r'path="C:\temp"'))) == [
        r"alertmanager.yml:5:39 warning: Alertmanager's two grammars read a matcher of alertmanager.yml "
        r"differently: path=C:\temp and path=C:<U+0009>emp."
    ]
    (one,) = found(ID, written(routed(r'path="C:\temp"')))
    assert one.endswith(r' | Write path="C:\\temp", which both read as the first.')


@pytest.mark.parametrize("matcher", [r'a=~"\bapi\b"', r'{a="b",c!="\r"}', r'a!~"\\\t"'])
def test_so_are_the_edges_of_words_and_every_matcher_of_a_text(matcher: str) -> None:
    assert len(found(ID, written(routed(matcher)))) == 1


def test_inhibitions_have_matchers_too() -> None:
    inhibition = r"""inhibit_rules: [{source_matchers: ['a="\v"'], target_matchers: ['b="\f"', 'c="d"']}]"""
    assert len(found(ID, written(routed('a="b"') + inhibition))) == 2


@pytest.mark.parametrize(
    "matcher",
    [
        r'a=~"one\tor\x41"',  # a pattern matches a tab either way
        r'path="C:\\temp"',
        r'a="\n\""',
        r'a=~"api\.v1"',  # only the classic grammar reads it
        r"a=b\tc",
        '"a.b"="c"',
    ],
)
def test_what_means_the_same_or_is_read_by_one_alone_is_right(matcher: str) -> None:
    assert found(ID, written(routed(matcher))) == []


@pytest.mark.parametrize(("release", "findings"), [("0.26", 0), ("0.27", 1)])
def test_before_0_27_there_is_one_grammar(release: str, findings: int) -> None:
    made = project(targets=Targets(alertmanager=release))
    assert len(found(ID, Subject(written(routed(r'a="\t"')), made))) == findings


def test_what_alertflow_writes_is_the_same_in_both() -> None:
    route = Route("odd", matchers=[r'path="C:\temp"'], receivers=PLATFORM.receivers)
    made: Project = project(alert(), routes=[route])
    assert found(ID, made) == []
