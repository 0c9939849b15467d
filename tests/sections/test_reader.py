"""Files read into sections: values by type, all mistakes at once, and the place of everything."""

import textwrap
from collections.abc import Mapping
from typing import Self

import pytest
from pydantic import Field, model_validator

from alertflow.declared import AlertflowError, Items, Location
from alertflow.sections import Section, read
from tests.sections.sections import Camel, Horse, Name, Node, Old, Stable, told

TEXT = """\
name: first
for: 5m
switch: true
limit: 3
factor: 2
word: two
names: [a, b]
labels: {a: b, c: "d"}
matches: [a=b, "c=d,e=f"]
rules:
  - alert: A
    expr: |
      up
        == 0
  - {record: r, expr: '  1 + 1'}
either: 7
payload: {a: [1, x, ~]}
nodes:
  - name: inner
"""


def test_every_value_is_read_by_the_type_of_its_field() -> None:
    node = read(Node, TEXT, "f.yml")
    assert node.name == "first"
    assert (node.for_, node.switch, node.limit, node.factor, node.word) == ("5m", True, 3, 2, "two")
    assert (node.names, node.labels) == (("a", "b"), {"a": "b", "c": "d"})
    assert [str(one) for one in node.matches] == ["a=b", "c=d", "e=f"]
    assert [type(rule).__name__ for rule in node.rules] == ["Alert", "Record"]
    assert node.either == 7
    assert node.payload == {"a": [1, "x", None]}
    assert node.nodes[0].name == "inner"
    assert node.from_file and node.nodes[0].from_file


def test_what_was_read_is_written_with_the_same_meaning() -> None:
    data = read(Node, TEXT, "f.yml").to_data()
    again = read(Node, TEXT.replace('"c=d,e=f"', "c=d, e=f"), "f.yml").to_data()
    assert data == again
    assert list(data) == [line.split(":")[0] for line in TEXT.splitlines() if line[0] not in " -"]


def test_everything_knows_its_place() -> None:
    node = read(Node, TEXT, "f.yml")
    alert, record = node.rules
    assert node.source == Location("f.yml", 1, 1)
    assert node.place("for_") == Location("f.yml", 2, 6)
    assert node.place("extra") == node.source
    assert node.place_of("names", 1) == Location("f.yml", 7, 12)
    assert node.place_of("names", 2) == node.place("names") == Location("f.yml", 7, 8)
    assert node.place_of("labels", "c") == Location("f.yml", 8, 19)
    assert node.place_of("labels", "z") == node.place("labels")
    assert [one.source for one in node.matches] == [
        Location("f.yml", 9, 11),
        Location("f.yml", 9, 16),
        Location("f.yml", 9, 16),
    ]
    assert alert.source == Location("f.yml", 11, 5)
    assert alert.place_in("expr", alert.expr, alert.expr.index("==")) == Location("f.yml", 14, 9)
    assert record.place_in("expr", "1 + 1", 4) == Location("f.yml", 15, 30), "blanks around it may be gone"
    assert record.place_in("expr", "2", 0) == record.place("expr")
    assert node.nodes[0].place("name") == Location("f.yml", 19, 11)


def test_all_mistakes_are_told_in_the_order_of_the_file() -> None:
    text = """\
        name: ''
        for: 5x
        switch: maybe
        limit: -1
        factor: much
        word: tow
        names: [a, B, 5]
        labels: {A: b, c: [d]}
        matches: [ab]
        rules: [{alert: a, record: b}, {expr: c}, d]
        either: [1]
        nodes:
          - nmae: x
          - {}
          - name: y
            limit: 13
          - {name: z, switch: true}
    """
    assert told(Node, textwrap.dedent(text)) == [
        "f:1:7: name: should be text that is not empty, not ''.",
        "f:2:6: for: should be a duration such as 5m or 1h30m, not '5x'.",
        "f:3:9: switch: should be true or false, not 'maybe'.",
        "f:4:8: limit: should be greater than or equal to 0, not the number -1.",
        "f:5:9: factor: should be a number, not 'much'.",
        "f:6:7: word: 'tow' is not known here. Did you mean 'two'?",
        "f:7:12: names[1]: should be a name of small letters, not 'B'.",
        "f:7:15: names[2]: should be a name of small letters, not the number 5.",
        "f:8:19: labels.c: should be text, not a list.",
        "f:9:11: matches[0]: 'ab' is no match; write name=value.",
        "f:10:9: rules[0]: has 'alert' and 'record', which exclude each other.",
        "f:10:32: rules[1]: should have 'alert' or 'record'.",
        "f:10:43: rules[2]: should be a mapping, not 'd'.",
        "f:11:9: either: should be text or a whole number, not a list.",
        "f:13:5: nodes[0]: 'name' is missing.",
        "f:13:5: nodes[0]: unknown key 'nmae'. Did you mean 'name'?",
        "f:14:5: nodes[1]: 'name' is missing.",
        "f:15:5: nodes[2]: 13 is no luck.",
        "f:17:23: nodes[3].switch: a switch needs 'for'.",
    ]


def test_a_name_of_the_wrong_form_is_told_at_the_name() -> None:
    assert told(Node, "name: a\nlabels: {a: b, C: d}") == [
        "f:2:16: labels: should be a name of small letters, not 'C'."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f:1:1: 'name' is missing."),
        ("# nothing\n", "f:1:1: 'name' is missing."),
        ("- a", "f:1:1: should be a mapping, not a list."),
        ("a", "f:1:1: should be a mapping, not 'a'."),
        ("name:", "f:1:1: 'name' is missing."),
        ("name: a\nnames: a", "f:2:8: names: should be a list, not 'a'."),
        ("name: a\nlabels: a", "f:2:9: labels: should be a mapping, not 'a'."),
        ("name: a\nrules: [~]", "f:2:9: rules[0]: should be a mapping, not nothing."),
        (
            "name: a\n5: b",
            "f:2:1: unknown key the number 5. Known: either, factor, for, labels, limit, matches,",
        ),
        ("name: {a: b}", "f:1:7: name: should be text, not a mapping."),
        ("name: [", "f:2:1: this is not YAML"),
        ("name: a\nname: b", "f:2:1: the key 'name' is given twice."),
    ],
)
def test_what_is_no_such_file_is_told_with_its_place(text: str, message: str) -> None:
    (said,) = told(Node, text)
    assert said.startswith(message)


def test_nothing_leaves_the_default_and_is_written_again() -> None:
    node = read(Old, "name: a\nfor:\nswitch: ~\nlabels: {a: }\nnames: []\nnodes: null\npayload: ~", "f")
    assert (node.for_, node.switch, node.names, node.nodes, node.payload) == (None, None, (), (), None)
    assert "names" in node.model_fields_set, "a list that holds nothing was given, one that is null was not"
    assert "nodes" not in node.model_fields_set
    assert node.to_data() == {
        "name": "a",
        "for": None,
        "switch": None,
        "names": [],
        "labels": {"a": ""},
        "nodes": None,
    }


def test_what_is_read_and_replaced_is_a_thing_of_python() -> None:
    node = read(Node, "name: a\nlimit: 3", "f").replace(limit=4)
    assert not node.from_file
    assert node.to_data() == {"name": "a", "limit": 4}


def test_fixed_keys_tell_the_classes_apart() -> None:
    text = "animals:\n  - {kind: Horse, speed: 5}\n  - {apiVersion: v1, kind: Camel, minReplicas: 2}\n"
    assert [type(one) for one in read(Stable, text, "f").animals] == [Horse, Camel]
    assert told(Camel, "kind: Horse") == [
        "f:1:1: 'apiVersion' is missing: it is 'v1' here.",
        "f:1:7: kind: should be 'Camel', not 'Horse'.",
    ]


def test_in_kubernetes_a_number_is_no_text() -> None:
    begin = "apiVersion: v1\nkind: Camel\n"
    assert told(Camel, begin + "labels: {a: 1, b: yes, c: 'no', d: e}") == [
        "f:3:13: labels.a: should be text, not the number 1. Write it in quotes.",
        "f:3:19: labels.b: should be text, not 'yes'. Write it in quotes.",
    ]
    assert told(Camel, begin + "labels: {1: a}") == [
        "f:3:10: labels: a key is text, not the number 1. Write it in quotes."
    ]


def test_more_mistakes_than_anyone_reads_are_counted() -> None:
    lines = told(Node, "name: a\nnames: [" + "A, " * 30 + "]")
    assert len(lines) == 21 and lines[-1] == "… and 10 more."


def test_aliases_are_values_like_others_and_bombs_are_refused() -> None:
    node = read(Node, "name: a\nlabels: &l {a: b}\nnodes: [{name: b, labels: *l}]", "f")
    assert node.nodes[0].labels == {"a": "b"}
    bomb = "name: a\npayload:\n" + "".join(
        f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 10)}]\n" for n in range(9)
    )
    with pytest.raises(AlertflowError, match="aliases stand for more than"):
        read(Node, bomb, "f")


class Pair(Section):
    """What only a validator of the class itself can judge."""

    lists: Mapping[str, Items[Name]] = Field(default_factory=dict)
    texts: Items[str] = ()
    one: int = 0
    two: int = 0

    @model_validator(mode="after")
    def _sum(self) -> Self:
        if self.one + self.two > 5:
            raise ValueError("one and two are too much.")
        return self


def test_what_the_class_itself_refuses_is_told_of_sound_values_only() -> None:
    assert told(Pair, "one: 4\ntwo: 4") == ["f:1:1: one and two are too much."]
    assert told(Pair, "one: 9\ntwo: x") == ["f:2:6: two: should be a whole number, not 'x'."]


def test_a_mistake_deep_in_a_field_has_its_own_place() -> None:
    assert told(Pair, "lists: {a: [b], c: [d, E]}") == [
        "f:1:24: lists.c[1]: should be a name of small letters, not 'E'."
    ]


def test_nothing_in_a_list_of_texts_is_empty_text() -> None:
    assert read(Pair, "texts: [a, ~, ]", "f").texts == ("a", "")


def test_a_type_that_no_file_can_hold_is_a_mistake_of_the_programmer() -> None:
    class Wrong(Section):
        made: bytes = b""

    with pytest.raises(AlertflowError, match="no file can hold"):
        read(Wrong, "made: x", "f")
