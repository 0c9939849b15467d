"""Files that are none of the kinds that are known."""

from tests.checks.making import found_in

ID = "files/unknown-kind"


def test_groups_without_their_key() -> None:
    (said,) = found_in("- name: shop\n  rules:\n    - {record: a, expr: b}\n", ID)
    assert (
        said
        == "file.yml:1:3 warning: these seem to be groups of rules: above them belongs the key 'groups:'."
    )


def test_a_file_of_something_else() -> None:
    (said,) = found_in("services: {web: {image: nginx}}\n", ID)
    assert said.startswith("file.yml:1:1 warning: this is of no kind known here: its keys are 'services'.")
