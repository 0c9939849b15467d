"""What is a name, a label and an annotation, and what is told of one that is none."""

import pytest

from alertflow.declared import DeclarationError
from alertflow.kubernetes import Metadata
from alertflow.kubernetes.names import (
    LARGEST_ANNOTATIONS,
    annotations_mistake,
    labels_mistake,
    name_mistake,
    namespace_mistake,
)


@pytest.mark.parametrize("name", ["a", "0", "a-b.c-d", "x" * 253, "1.2.3"])
def test_names_of_objects_are_domains(name: str) -> None:
    assert name_mistake(name) == ""


@pytest.mark.parametrize("name", ["", "A", "a_b", "-a", "a-", "a..b", ".a", "a.", "a.-b", "x" * 254, "ä"])
def test_others_are_none(name: str) -> None:
    assert f"'{name}' is no name for an object" in name_mistake(name)


@pytest.mark.parametrize(
    ("name", "right"), [("a-b", True), ("x" * 63, True), ("x" * 64, False), ("a.b", False)]
)
def test_the_name_of_a_namespace_is_one_label_of_a_domain(name: str, right: bool) -> None:
    assert (namespace_mistake(name) == "") == right


@pytest.mark.parametrize(
    "labels",
    [
        {"app": "shop"},
        {"app.kubernetes.io/part-of": "shop"},
        {"Tier_1.x": ""},
        {"a": "A" * 63},
        {f"{'d' * 253}/{'n' * 63}": "1.2"},
    ],
)
def test_these_are_labels(labels: dict[str, str]) -> None:
    assert labels_mistake(labels) == ""


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"app": "a b"}, "the label app: 'a b' is no value"),
        ({"app": "x" * 64}, "63 at most"),
        ({"app": "-x"}, "a letter or digit first and last"),
        ({"": "x"}, "the label '' is no key"),
        ({"a/b/c": "x"}, "the label 'a/b/c' is no key"),
        ({"/b": "x"}, "the label '/b' is no key"),
        ({"Example.org/b": "x"}, "the label 'Example.org/b' is no key"),
        ({"n" * 64: "x"}, "is no key"),
    ],
)
def test_these_are_no_labels(labels: dict[str, str], said: str) -> None:
    assert said in labels_mistake(labels)


def test_annotations_hold_any_text_up_to_a_size() -> None:
    assert annotations_mistake({"alertflow/files": "/a /b\n\t☃"}) == ""
    assert annotations_mistake({"a": "x" * (LARGEST_ANNOTATIONS - 1)}) == ""
    assert "the annotations have 262145 bytes" in annotations_mistake({"a": "x" * LARGEST_ANNOTATIONS})


def test_a_mistake_is_told_where_it_was_written() -> None:
    with pytest.raises(DeclarationError, match=r"Metadata\(…\): 'Shop' is no name for an object") as caught:
        Metadata(
            "Shop",
        )
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
