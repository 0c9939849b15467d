"""Files of a known kind that are not of its form."""

from textwrap import dedent

from tests.checks.making import found_in, mended

ID = "files/refused"

OBJECT = """
    apiVersion: monitoring.coreos.com/v1
    kind: PrometheusRule
    metadata: {name: shop}
    spec:
      groups:
        - name: shop
          rules:
            - alert: Down   # of all
              expr: up == 0
              labels:
                priority: 1
                page: yes
    """


def test_each_mistake_is_told_at_its_place() -> None:
    text = "groups:\n  - name: a\n    interval: often\n    rules:\n      - alert: A\n        for: soon\n"
    first, second, third = found_in(text, ID)
    assert first.startswith("file.yml:3:15 error: groups[0].interval: ")
    assert second == "file.yml:5:9 error: groups[0].rules[0]: 'expr' is missing."
    assert third.startswith("file.yml:6:14 error: groups[0].rules[0].for: ")


def test_what_is_read_as_a_number_or_a_switch_is_put_into_quotes() -> None:
    assert [one[:15] for one in found_in(OBJECT, ID)] == ["file.yml:12:23 ", "file.yml:13:19 "]
    assert mended(OBJECT) == dedent(OBJECT).replace("priority: 1", 'priority: "1"').replace(
        "page: yes", 'page: "yes"'
    )


def test_a_value_of_another_form_is_left_to_a_person() -> None:
    text = "groups:\n  - name: a\n    interval: often\n"
    assert mended(text) == text
