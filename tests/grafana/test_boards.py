"""Dashboards as Grafana's own types have them, and the little that these leave out."""

import json
import subprocess
import sys
from typing import Any

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard as Typed

from alertflow.grafana import (
    Asked,
    Dashboard,
    Marks,
    Meaning,
    Panel,
    Query,
    Row,
    Step,
    board,
    lines,
    listing,
    number,
    states,
)

UP = Query("up", "{{instance}}")
WORDS = {0: Meaning("down", "red"), 1: Meaning("up", "green")}


def panels() -> list[Panel]:
    """One of each kind."""
    return [
        number("Now", UP, unit="s", steps=[Step(1, "red")], decimals=1, empty="none", about="What is."),
        lines("Over time", [UP, Query("rate(x[$__rate_interval])")], steps=[Step(None, "blue")], most=1),
        listing("All", UP, {"instance": "Instance", "Value": "Up"}, unit="s"),
        states("States", UP, WORDS),
    ]


def whole(**changes: Any) -> Dashboard:
    usual: dict[str, Any] = {
        "rows": [Row("First", panels())],
        "marks": [Marks("Down", UP, tags=["job", "a"])],
    }
    return board("shop-up", "Shop: up", **(usual | changes))


def panel(title: str) -> dict[str, Any]:
    (found,) = (one for one in whole().model["panels"] if one["title"] == title)
    return dict(found)


def test_a_dashboard_is_what_grafanas_own_types_read() -> None:
    model = whole(tags=["a"], about="About.", related="shop").to_data()
    for mark in model["annotations"]["list"]:
        for key in ("step", "titleFormat", "tagKeys", "target"):  # what they do not know of Prometheus
            del mark[key]
    assert json.loads(json.dumps(Typed.from_json(model), cls=JSONEncoder)) == model


def test_it_is_known_by_its_uid_and_has_no_id() -> None:
    model = whole().model
    assert (model["uid"], model["schemaVersion"], "id" in model) == ("shop-up", 41, False)
    assert whole().uid == "shop-up"
    assert not any("id" in one for one in model["panels"] if one["type"] != "row")
    assert whole() == whole()


def test_a_person_chooses_the_prometheus_for_all_panels() -> None:
    model = whole().model
    ((name, kind, query),) = ((one["name"], one["type"], one["query"]) for one in model["templating"]["list"])
    assert (name, kind, query) == ("datasource", "datasource", "prometheus")
    asking = [*model["annotations"]["list"], *(one for one in model["panels"] if one["type"] != "row")]
    assert {json.dumps(one["datasource"]) for one in asking} == {
        '{"type": "prometheus", "uid": "${datasource}"}'
    }


def test_panels_fill_line_after_line_and_never_overlap() -> None:
    wide = [number(str(n), UP, width=5) for n in range(7)]
    model = whole(rows=[Row("First", wide), Row("Second", panels())]).model
    places = [(one["title"], *(one["gridPos"][key] for key in "xywh")) for one in model["panels"]]
    assert places == [
        ("First", 0, 0, 24, 1),
        *(("0", 0, 1, 5, 4), ("1", 5, 1, 5, 4), ("2", 10, 1, 5, 4), ("3", 15, 1, 9, 4)),
        *(("4", 0, 5, 5, 4), ("5", 5, 5, 5, 4), ("6", 10, 5, 14, 4)),
        ("Second", 0, 9, 24, 1),
        *(("Now", 0, 10, 4, 4), ("Over time", 4, 10, 20, 8)),
        ("All", 0, 18, 24, 8),
        ("States", 0, 26, 24, 6),
    ]


def test_a_number_is_asked_for_as_it_is_now() -> None:
    shown = panel("Now")
    assert shown["targets"] == [
        {"expr": "up", "refId": "A", "instant": True, "range": False, "legendFormat": "{{instance}}"}
    ]
    defaults = shown["fieldConfig"]["defaults"]
    assert (defaults["unit"], defaults["decimals"], defaults["noValue"]) == ("s", 1, "none")
    assert defaults["thresholds"]["steps"] == [
        {"value": None, "color": "green"},
        {"value": 1, "color": "red"},
    ]


def test_lines_have_a_query_each_and_dashes_at_their_steps() -> None:
    shown = panel("Over time")
    assert [(one["refId"], one["expr"]) for one in shown["targets"]] == [
        ("A", "up"),
        ("B", "rate(x[$__rate_interval])"),
    ]
    defaults = shown["fieldConfig"]["defaults"]
    assert defaults["thresholds"]["steps"] == [{"value": None, "color": "blue"}]
    assert defaults["custom"]["thresholdsStyle"] == {"mode": "dashed"}
    assert defaults["max"] == 1


def test_states_are_shown_in_words() -> None:
    assert panel("States")["fieldConfig"]["defaults"]["mappings"] == [
        {
            "type": "value",
            "options": {
                "0": {"text": "down", "color": "red", "index": 0},
                "1": {"text": "up", "color": "green", "index": 1},
            },
        }
    ]


def test_a_list_has_the_columns_that_were_asked_for() -> None:
    (organize,) = panel("All")["transformations"]
    assert organize["options"] == {
        "excludeByName": {"Time": True},
        "indexByName": {"instance": 0, "Value": 1},
        "renameByName": {"instance": "Instance", "Value": "Up"},
    }


def test_marks_are_for_every_version_of_the_data_source() -> None:
    (mark,) = whole().model["annotations"]["list"]
    assert (mark["expr"], mark["target"]["expr"]) == ("up", "up")
    assert (mark["titleFormat"], mark["tagKeys"], mark["step"]) == ("{{instance}}", "job,a", "60s")


def test_every_query_is_found_and_can_be_read_as_promql() -> None:
    asked = list(whole().queries)
    assert asked[0] == Asked("Down", "up")
    assert [one.title for one in asked] == ["Down", "Now", "Over time", "Over time", "All", "States"]
    assert Asked("x", "rate(a[$__rate_interval]) + b[${__range}] + $other").promql == (
        "rate(a[4m]) + b[1d] + $other"
    )


def test_related_dashboards_are_one_click_away() -> None:
    (link,) = whole(related="shop").model["links"]
    assert (link["type"], link["tags"], link["keepTime"]) == ("dashboards", ["shop"], True)


def test_without_grafanas_types_it_is_said_how_to_get_them() -> None:
    asked = (
        "import sys; sys.modules['grafana_foundation_sdk'] = None\n"
        "from alertflow.declared import AlertflowError\n"
        "from alertflow.grafana import Dashboard\n"
        "try:\n    from alertflow.grafana import board\n"
        "except AlertflowError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "dashboards need the package grafana-foundation-sdk: pip install 'alertflow[grafana]'.\n"
    )
