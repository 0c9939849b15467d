"""What Alertmanager refuses of a configuration as a whole."""

import pytest

from tests.checks.making import found, shown, written

ID = "alertmanager/refused"


def test_each_reason_is_told_at_its_place() -> None:
    documents = written("""
        route:
          receiver: all
          routes:
            - receiver: databse
              matchers: [service="mysql"]
            - matchers: [severity="info"]
              mute_time_intervals: [weekends]
        receivers: [{name: all}, {name: database}, {name: all}]
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:9:51 error: receivers[2] of alertmanager.yml: the name 'all' is taken: "
        "receivers[0] has it.",
        "alertmanager.yml:5:17 error: route.routes[0] of alertmanager.yml: receiver 'databse' is not "
        "defined. Did you mean 'database'?",
        "alertmanager.yml:8:29 error: route.routes[1] of alertmanager.yml: time interval 'weekends' is not "
        "defined. None is known here.",
    ]


def test_what_will_happen_and_what_to_do_is_said() -> None:
    (said,) = found(ID, written("route: {receiver: al}\nreceivers: [{name: all}]"))
    assert said.endswith(
        " | Alertmanager refuses the whole configuration. | Mend it; amtool check-config says the same."
    )


@pytest.mark.parametrize(
    "right",
    [
        # a receiver without channels, group_by of all, and an address that only global has
        """
        global: {slack_api_url_file: /etc/alertmanager/slack}
        route: {receiver: nobody, group_by: ["..."], routes: [{receiver: chat}]}
        receivers: [{name: nobody}, {name: chat, slack_configs: [{channel: "#a"}]}]
        """,
        # intervals under the key of before 0.24, and a route that has its receiver from above
        """
        route: {receiver: all, routes: [{matchers: [a=b], mute_time_intervals: [nights]}]}
        receivers: [{name: all}]
        mute_time_intervals:
          - name: nights
            time_intervals: [{times: [{start_time: "00:00", end_time: "06:00"}]}]
        """,
    ],
)
def test_what_is_right_but_unusual_is_taken(right: str) -> None:
    assert found(ID, written(right)) == []
