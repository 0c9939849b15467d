"""What a Secret holds, in either form, and what an API server refuses of it."""

import base64

import pytest

from alertflow.declared import AlertflowError, DeclarationError
from alertflow.kubernetes import ALERTMANAGER_KEY, LARGEST_SECRET, Metadata, Secret, read_manifest


def secret(**values: object) -> Secret:
    return Secret(metadata=Metadata("alertmanager-main"), **values)  # type: ignore[arg-type]  # `values` is any further field


def test_text_is_found_in_either_form_and_plain_text_wins() -> None:
    encoded = base64.b64encode(b"route: {}\n").decode()
    assert secret(data={ALERTMANAGER_KEY: encoded}).text(ALERTMANAGER_KEY) == "route: {}\n"
    both = secret(data={ALERTMANAGER_KEY: encoded}, string_data={ALERTMANAGER_KEY: "a: 1\n"})
    assert both.text(ALERTMANAGER_KEY) == "a: 1\n"
    assert both.text("other") is None


def test_base64_may_be_wrapped() -> None:
    encoded = base64.encodebytes(b"x" * 300).decode()
    text = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata:\n  k: |\n{_indented(encoded)}"
    read = read_manifest(text, "s.yaml")
    assert isinstance(read, Secret)
    assert read.text("k") == "x" * 300


def test_bytes_are_no_text() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  k: /w==\n"
    read = read_manifest(text, "s.yaml")
    assert isinstance(read, Secret)
    with pytest.raises(AlertflowError, match=r"^s\.yaml:5:6: k is no text"):
        read.text("k")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"data": {"a": "route: {}"}}, "a: this is not base64; text that is not goes into stringData"),
        ({"string_data": {"a/b": ""}}, "'a/b' is no key"),
        ({"data": {"..": ""}}, "'..' is no key"),
        ({"string_data": {"a": "x" * (LARGEST_SECRET + 1)}}, "the values have 1048577 bytes"),
    ],
)
def test_what_a_server_refuses_is_told(values: dict[str, dict[str, str]], said: str) -> None:
    with pytest.raises(DeclarationError, match=said.replace("(", r"\(")):
        secret(**values)


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
