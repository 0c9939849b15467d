"""Files that are not YAML, and the one mistake in them that is mended."""

from textwrap import dedent

from tests.checks.making import found_in, mended

ID = "files/not-yaml"


def test_a_line_that_begins_one_column_off() -> None:
    (said,) = found_in("groups:\n  - name: shop\n   rules: []\n", ID)
    assert said.startswith("file.yml:3:4 error: this is not YAML: ")


def test_a_key_that_stands_twice() -> None:
    assert found_in("groups: []\ngroups: []\n", ID) == [
        "file.yml:2:1 error: the key 'groups' is given twice."
    ]


def test_what_is_not_yaml_hides_nothing_of_the_other_files() -> None:
    text = "groups: [\n---\ngroups: [{name: a, rules: [{alert: A, expr: up ==}]}]\n"
    assert len(found_in(text, ID)) == 1
    assert len(found_in(text, "prometheus/unparsable-expression")) == 1


def test_the_second_of_two_keys_that_say_the_same_is_removed() -> None:
    text = """
        groups:
          - name: a
            interval: 30s
            rules: []
            interval: 30s   # again
          - name: b
        """
    assert mended(text) == dedent(text).replace("    interval: 30s   # again\n", "")


def test_two_keys_that_say_different_things_are_left_to_a_person() -> None:
    text = "groups:\n  - name: a\n    interval: 30s\n    interval: 60s\n"
    assert mended(text) == text
