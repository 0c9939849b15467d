"""Keys that nobody knows: told at their place, and no reason to look at nothing else."""

from textwrap import dedent

from tests.checks.making import found_in, mended

ID = "files/unknown-key"

CONFIG = """
    route: {receiver: github}
    receivers:
      - name: github
        webhook_configs:
          - url: http://a.example.org/
            headers: {Accept: text/plain}
      - name: unused
        slack_configs: [{api_url_file: /s, channel: '#a'}]
    """


def test_a_key_that_is_none_is_told_with_what_there_is() -> None:
    assert found_in(CONFIG, ID) == [
        "file.yml:7:9 error: receivers[0].webhook_configs[0]: a webhook has no 'headers': headers are "
        "http_config.http_headers (0.28), each with its 'values'."
    ]


def test_what_else_is_wrong_is_found_all_the_same() -> None:
    assert len(found_in(CONFIG, "alertmanager/unused-receiver")) == 1


def test_a_key_that_is_surely_misspelled_is_written_as_it_is_called() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: A
                expr: up == 0
                anotations: {summary: It is down}   # told
        """
    assert mended(text) == dedent(text).replace("anotations", "annotations")


def test_where_the_right_key_stands_already_nothing_is_mended() -> None:
    text = "groups:\n  - name: a\n    interval: 1m\n    intervall: 2m\n    rules: []\n"
    assert mended(text) == text


def test_a_key_that_is_like_none_is_left_to_a_person() -> None:
    text = "groups:\n  - name: a\n    every: 1m\n    rules: []\n"
    assert found_in(text, ID)
    assert mended(text) == text
