"""Labels of the group by which nothing is grouped."""

import pytest

from tests.checks.making import alert, found, project, shown, written

ID = "alertmanager/ungrouped-label"


def titled(title: str, route: str) -> str:
    return (
        f"route: {route}\nreceivers:\n  - name: nobody\n  - name: chat\n    slack_configs:\n"
        f"      - api_url_file: /slack\n        title: '{title}'\n"
    )


def test_a_label_that_is_not_in_group_by_is_found_where_it_is_read() -> None:
    documents = written(titled("{{ .GroupLabels.service }}", "{receiver: chat, group_by: [alertname, job]}"))
    assert shown(ID, documents) == [
        "alertmanager.yml:7:32 warning: title of the receiver 'chat' in alertmanager.yml reads "
        ".GroupLabels.service, but the routes to it group only by alertname, job."
    ]


def test_without_any_group_by_there_are_no_labels_at_all() -> None:
    (said,) = found(ID, written(titled("{{ .GroupLabels.alertname }}", "{receiver: chat}")))
    assert "but the routes to it have no group_by. | It is always empty. |" in said
    assert said.endswith("Add alertname to group_by, or read .CommonLabels.alertname.")


@pytest.mark.parametrize(
    ("title", "route"),
    [
        ("{{ .GroupLabels.job }}", "{receiver: chat, group_by: [job]}"),
        ("{{ .GroupLabels.job }}", "{receiver: chat, group_by: [...]}"),
        ("{{ .CommonLabels.job }}", "{receiver: chat}"),
        ("{{ if .GroupLabels.job }}{{ .GroupLabels.job }}{{ end }}", "{receiver: chat}"),
        ("{{ with .GroupLabels.job }}{{ . }}{{ end }}", "{receiver: chat}"),
        ("{{ or .GroupLabels.job .CommonLabels.job }}", "{receiver: chat}"),
        ("{{ .GroupLabels.SortedPairs.Values }}", "{receiver: chat}"),
        # one of several routes groups by it; one has it from above; none leads there
        ("{{ .GroupLabels.job }}", "{receiver: chat, routes: [{matchers: [a=b], group_by: [job]}]}"),
        ("{{ .GroupLabels.job }}", "{receiver: nobody, group_by: [job], routes: [{receiver: chat}]}"),
        ("{{ .GroupLabels.job }}", "{receiver: nobody}"),
    ],
)
def test_what_is_or_may_be_there_is_right(title: str, route: str) -> None:
    assert found(ID, written(titled(title, route))) == []


def test_what_alertflow_makes_reads_only_what_it_groups_by() -> None:
    assert found(ID, project(alert())) == []
