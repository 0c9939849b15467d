"""Variables that nobody fills in."""

import pytest

from tests.checks.making import found, shown, written

ID = "alertmanager/unexpanded-variable"


def test_a_variable_is_found_where_it_stands_with_the_key_for_a_file() -> None:
    documents = written("""
        route: {receiver: pager}
        receivers:
          - name: pager
            pagerduty_configs:
              - routing_key: ${PAGERDUTY_KEY}
                description: "in ${REGION:-eu}"
    """)
    assert shown(ID, documents) == [
        "alertmanager.yml:6:22 error: receivers[0].pagerduty_configs[0].routing_key of alertmanager.yml "
        "holds ${PAGERDUTY_KEY}, and Alertmanager expands no variables.",
        "alertmanager.yml:7:26 error: receivers[0].pagerduty_configs[0].description of alertmanager.yml "
        "holds ${REGION:-eu}, and Alertmanager expands no variables.",
    ]
    key, region = found(ID, documents)
    assert key.endswith("| Give routing_key_file: the path of a file that holds it.")
    assert region.endswith("| Write the value out.")


@pytest.mark.parametrize("variable", ["$GITHUB_PAT", "${{ secrets.PAT }}", "${PAT}"])
def test_each_way_to_write_one_is_known(variable: str) -> None:
    hook = f"{{url: http://example.org, http_config: {{authorization: {{credentials: '{variable}'}}}}}}"
    text = f"route: {{receiver: a}}\nreceivers: [{{name: a, webhook_configs: [{hook}]}}]"
    (said,) = found(ID, written(text))
    assert f"holds {variable}, and Alertmanager expands no variables." in said
    assert found("alertmanager/inlined-secret", written(text)) == []


@pytest.mark.parametrize(
    "right",
    [
        # what a pattern has found, and a template's own variable
        """channel: '{{ reReplaceAll "(.*):.*" "${1}" .CommonLabels.instance }}'""",
        """channel: '{{ $team := .CommonLabels.team }}#{{ $team }}'""",
        """text: 'more than $5 {spent}, $ {x}, US$'""",
        """text: 'it costs ${{ .CommonLabels.price }}'""",
        """text: 'an expression ends in value$'""",
    ],
)
def test_other_dollars_are_right(right: str) -> None:
    slack = f"slack_configs: [{{api_url_file: /slack, {right}}}]"
    assert found(ID, written(f"route: {{receiver: a}}\nreceivers:\n  - name: a\n    {slack}\n")) == []
