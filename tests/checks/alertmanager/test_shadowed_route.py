"""Routes that no alert can reach."""

import pytest

from alertflow.model import Route, Severity, Slack
from tests.checks.making import PLATFORM, alert, config, found, project, route, shown, written

ID = "alertmanager/shadowed-route"


def test_a_narrower_route_behind_a_wider_one_is_found_at_its_matchers() -> None:
    documents = written("""
        route:
          receiver: all
          routes:
            - receiver: pager
              matchers: [severity="critical"]
            - receiver: database
              matchers: [severity="critical", service="mysql"]
        receivers: [{name: all}, {name: pager}, {name: database}]
    """)
    (said,) = shown(ID, documents)
    assert said == (
        'alertmanager.yml:8:17 error: the route to \'database\' (severity="critical", service="mysql") in '
        "alertmanager.yml is never reached: the route to 'pager' (severity=\"critical\") before it takes "
        "every such alert."
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ([], ['a="b"']),
        (['a=~".*"'], []),
        (['a="b"'], ['a="b"']),
        (['a=~"b|c"'], ['a="c"']),
        (['a=~"b|c|d"'], ['a=~"c|d"']),
        (['a=~"b.*"'], ['a=~"bc|bd"']),
        (['a!="b"'], ['a="c"']),
        (['a!="b"'], ['a=~"c.*"']),
        (['a!=""'], ['a="b"']),
        (['a=~".+"'], ['a=~"b.*"']),
        (['a!~"b.*"'], ['a="c"', 'd="e"']),
        (['a=""'], ['a=""', 'b="c"']),
    ],
)
def test_what_follows_from_matchers_is_known(earlier: list[str], later: list[str]) -> None:
    root = route("all", routes=[route("one", *earlier), route("two", *later)])
    assert len(found(ID, config(root, "all", "one", "two"))) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (['a="b"', 'c="d"'], ['a="b"']),
        (['a="b"'], ['a=~"b|c"']),
        (['a=~"b.*"'], ['a=~"bc.*"']),  # true, but not plain to see
        (['a!="b"'], ['a!="c"']),
        (['a!=""'], ['a!="b"']),  # takes what has no label a
        (['a=~"b|c"'], ['d="b"']),
    ],
)
def test_what_does_not_surely_follow_is_right(earlier: list[str], later: list[str]) -> None:
    root = route("all", routes=[route("one", *earlier), route("two", *later)])
    assert found(ID, config(root, "all", "one", "two")) == []


def test_a_route_that_goes_on_shadows_nothing() -> None:
    root = route("all", routes=[route("one", "a=b", continue_=True), route("two", "a=b", "c=d")])
    assert found(ID, config(root, "all", "one", "two")) == []


def test_what_lies_below_another_route_is_no_sibling() -> None:
    below = route("one", "x=y", routes=[route("two", "a=b")])
    assert found(ID, config(route("all", routes=[below, route("two", "a=b")]), "all", "one", "two")) == []


def test_matchers_from_above_count_and_what_lies_below_is_not_told_again() -> None:
    deep = route("two", "c=d", routes=[route("three", "e=f")])
    parent = route("all", 'a="b"', routes=[route("one", 'a=~"b|c"'), deep])
    (said,) = found(ID, config(route("all", routes=[parent]), "all", "one", "two", "three"))
    assert "the route to 'two'" in said


def test_it_is_no_error_where_the_same_receiver_is_told() -> None:
    root = route("all", routes=[route("one", "a=b"), route("one", "a=b", "c=d")])
    (said,) = found(ID, config(root, "all", "one"))
    assert said.startswith("warning: ")


def test_matchers_of_the_old_kind_count() -> None:
    root = route(
        "all", routes=[route("one", match={"a": "b"}), route("two", match_re={"a": "b|b"}, match={"c": "d"})]
    )
    assert len(found(ID, config(root, "all", "one", "two"))) == 1


def test_a_route_of_a_project_is_found_once_where_it_is_declared() -> None:
    slack = Slack(channel="#alerts")
    routes = [
        Route("critical", severity=Severity.CRITICAL, receivers=[slack]),
        Route("platform", severity=Severity.CRITICAL, team=PLATFORM, receivers=[slack]),
    ]
    made = project(alert(), routes=routes)
    (said,) = found(ID, made)
    assert said.startswith("error: the route to 'platform")
    assert found(ID, project(alert(), routes=routes[::-1])) == []
