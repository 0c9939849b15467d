"""Comments stay with what they are about, and none is lost."""

from __future__ import annotations

import re
import textwrap

import pytest

from alertflow.yaml.comments import comments
from tests.importer.configuration.importing import drafted, python
from tests.importer.configuration.made import configurations


def _python(text: str) -> str:
    return python(drafted(textwrap.dedent(text)))


BASE = """\
route:
  receiver: default
  group_by: [alertname]
receivers:
  - name: default
    slack_configs:
      - channel: '#alerts'
        api_url_file: /etc/slack
"""


@pytest.mark.parametrize(
    ("line", "comment", "above"),
    [
        (1, "# who hears", "    # who hears\n    route=alertmanager.Route("),
        (3, "  # by name", '        # by name\n        group_by=["alertname"],'),
        (4, "# people", "    # people\n    receivers=[default],"),
        (5, "  # everybody", "# everybody\ndefault = alertmanager.Receiver("),
        (6, "    # rooms", "    # rooms\n    slack_configs=["),
        (7, "      # the room", "        # the room\n        alertmanager.SlackConfig("),
        (8, "        # a secret", '            # a secret\n            api_url_file="/etc/slack",'),
    ],
)
def test_a_comment_above_stays_above(line: int, comment: str, above: str) -> None:
    lines = BASE.splitlines()
    if line == 1:
        lines.insert(0, "templates: []")
        line += 1
    lines.insert(line - 1, comment)
    assert above in _python("\n".join(lines) + "\n")


def test_a_comment_behind_stays_behind() -> None:
    text = BASE.replace("[alertname]", "[alertname]  # one each")
    assert 'group_by=["alertname"],  # one each\n' in _python(text)


def test_the_head_of_the_file_stands_above_the_configuration() -> None:
    text = f"# Ours.\n# Ask first.\n\n{BASE}"
    assert "# Ours.\n# Ask first.\nalertmanager_config = alertmanager.Config(" in _python(text)


def test_a_comment_above_the_first_key_is_about_that_key() -> None:
    text = BASE.replace("  receiver:", "  # the least of all\n  receiver:")
    assert "        # the least of all\n        receiver=default," in _python(text)


def test_a_part_that_was_commented_out_below_a_channel_stays_with_the_channels() -> None:
    text = f"{BASE}#    email_configs:\n#      - to: a@example.org\n\ninhibit_rules: []\n"
    assert "    #    email_configs:\n    #      - to: a@example.org\n    slack_configs=[" in _python(text)


def test_what_was_commented_out_at_the_end_of_a_list_stays_with_the_list() -> None:
    text = BASE.replace(
        "receivers:",
        """\
  routes:
    - match: {a: b}
    # - match: {c: d}
    #   receiver: other
receivers:""",
    )
    assert "        # - match: {c: d}\n        #   receiver: other\n        routes=[" in _python(text)


def test_the_comments_of_a_match_that_became_a_matcher_stay() -> None:
    text = BASE.replace(
        "receivers:", "  routes:\n    - match:\n        # ours\n        team: shop  # or shops\nreceivers:"
    )
    found = _python(text)
    assert "# ours" in found
    assert "# or shops" in found
    assert "matchers=['team=\"shop\"']" in found


def test_no_comment_is_lost_and_none_is_doubled() -> None:
    count = 0
    for text in configurations(8, 100):
        found = python(drafted(text))
        for one in comments(text, "alertmanager.yml"):
            assert len(re.findall(rf"# {re.escape(one.text)}$", found, re.MULTILINE)) == 1, one
            count += 1
    assert count > 200


def test_a_number_sign_in_a_text_is_no_comment() -> None:
    text = BASE.replace("'#alerts'", "'#alerts' # room").replace("/etc/slack", "/etc/slack#1")
    found = _python(text)
    assert 'channel="#alerts",  # room' in found
    assert 'api_url_file="/etc/slack#1"' in found
