"""Tokens that are uploaded with the folder of the code."""

import pytest

from tests.checks.making import found, parsed, places

ID = "github/persisted-credentials"
HIDDEN = "{path: ., include-hidden-files: true}"


def job(checkout: str, upload: str) -> str:
    """A workflow that checks out and uploads; each is `version, inputs`."""
    used = [("checkout", checkout), ("upload-artifact", upload)]
    lines = [
        f"      - {{uses: actions/{name}@{one.split(', ')[0]}, with: {one.partition(', ')[2] or '{}'}}}\n"
        for name, one in used
    ]
    head = "on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n"
    return head + "".join(lines)


def test_an_upload_with_hidden_files_takes_the_token() -> None:
    document = parsed(job("v4", f"v4, {HIDDEN}"))
    assert found(ID, document) == [
        "error: the checkout (.github/workflows/file.yml) leaves the token in the folder that step "
        "actions/upload-artifact uploads."
        " | Whoever can read the run takes the token out of the artifact, and uses it while the job runs."
        " | Set persist-credentials: false for the checkout, and upload only what was built."
    ]
    assert places(ID, document) == [(7, 16)]


@pytest.mark.parametrize("path", [".", "./", "${{ github.workspace }}", "**", ".git", '"dist\\n."'])
def test_whatever_names_the_whole_folder(path: str) -> None:
    upload = f"v4.3.1, {{path: '{path}'}}" if path[0] != '"' else f"v4.3.1, {{path: {path}}}"
    assert len(found(ID, parsed(job("v4", upload)))) == 1


def test_a_version_that_is_not_known_is_a_doubt() -> None:
    (said,) = found(ID, parsed(job("0" * 40, f"v4, {HIDDEN}")))
    assert said.startswith("warning: ")
    (said,) = found(ID, parsed(job("v4, {path: code}", f"v4, {HIDDEN}")))
    assert said.startswith("warning: ")


@pytest.mark.parametrize(
    ("checkout", "upload"),
    [
        ("v4, {persist-credentials: false}", f"v4, {HIDDEN}"),
        ("v6", f"v4, {HIDDEN}"),
        ("v4", "v4, {path: .}"),
        ("v4", "v4.6.2, {path: .}"),
        ("v4", "v4, {path: dist, include-hidden-files: true}"),
        ("v4", f"{'0' * 40}, {{path: .}}"),
        ("v4", "v4"),
    ],
)
def test_what_does_not_take_it_is_right(checkout: str, upload: str) -> None:
    assert found(ID, parsed(job(checkout, upload))) == []


def test_what_is_uploaded_before_the_checkout_holds_no_token() -> None:
    before, checkout, upload = job("v4", f"v4, {HIDDEN}").rsplit("      - ", 2)
    assert found(ID, parsed(f"{before}      - {upload}      - {checkout}")) == []
