"""Receivers that no route names."""

from alertflow.alertmanager import Receiver
from tests.checks.making import alert, config, found, project, route, shown, written

ID = "alertmanager/unused-receiver"


def test_a_receiver_without_a_route_is_found_at_its_name() -> None:
    documents = written("""
        route: {receiver: all}
        receivers:
          - name: all
          - name: database
            slack_configs: [{api_url_file: /slack, channel: "#db"}]
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:5:11 warning: no route of alertmanager.yml sends to the receiver 'database'."
    ]


def test_a_route_far_below_is_enough() -> None:
    root = route("all", routes=[route(None, "a=b", routes=[route("deep", "c=d")])])
    assert found(ID, config(root, "all", "deep")) == []


def test_one_without_channels_is_no_loss() -> None:
    assert found(ID, config(route("all"), "all", Receiver("blackhole"))) == []


def test_what_alertflow_makes_is_used() -> None:
    assert found(ID, project(alert())) == []
