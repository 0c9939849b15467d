"""The examples on the checks' pages: the Python names only what alertflow has; of the YAML, what is wrong is
found, and what is right is clean.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import alertflow
from alertflow import github, model
from alertflow.checks import Finding, Severity, check_files, checks
from alertflow.checks.pages import language, sections
from alertflow.declared import Declared
from alertflow.playbooks import database, http, kubernetes
from tests.checks.making import given, mended

PAGES = sorted((Path(__file__).parents[2] / "docs" / "checks").glob("*/*.md"))
LANGUAGES = [model, github, alertflow, kubernetes, database, http]


def examples(page: Path) -> Iterator[str]:
    """The code blocks of a page, with `…` as Python has it, or left out where it is further arguments."""
    for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        yield re.sub(r"\[…[^\]]*…\]", "[]", re.sub(r",\s*…(?=\s*\))", "", block)).replace("…", "...")


def class_of(call: ast.Call) -> type[Declared] | None:
    """The declaration that is called, where it is one of alertflow's."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    found = next((getattr(one, name) for one in LANGUAGES if hasattr(one, name)), None)
    return found if isinstance(found, type) and issubclass(found, Declared) else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_an_example_is_python_and_names_only_what_there_is(page: Path) -> None:
    calls = 0
    for example in examples(page):
        for node in ast.walk(ast.parse(example)):
            if isinstance(node, ast.Call) and (called := class_of(node)):
                calls += 1
                named = {keyword.arg for keyword in node.keywords if keyword.arg}
                assert named <= set(called.model_fields), f"{called.__name__}: {named}"
                assert len(node.args) <= len(called.positional()), ast.unparse(node)
    assert (
        calls
        or "```yaml" in page.read_text("utf-8")
        or page.parent.name in ("files", "ignore", "prometheus", "github")
    ), "it shows no declaration"


YAML = [
    (id_, name, text)
    for id_, one in checks().items()
    for name, text in sections(one.text).items()
    if name in ("Wrong", "Right") and language(text) == "yaml"
]


@pytest.mark.parametrize(("id_", "name", "text"), YAML, ids=[f"{id_}-{name}" for id_, name, _ in YAML])
def test_of_an_example_in_yaml_the_wrong_is_found_and_the_right_is_clean(
    id_: str, name: str, text: str
) -> None:
    findings = check_files(*given(text))
    if name == "Wrong":
        assert id_ in {one.id for one in findings}
    else:
        wrong = [one for one in findings if one.id == id_ or one.severity is Severity.ERROR]
        assert not [one for one in wrong if one.id == id_ or one.id != "loop/unreachable-receiver"]


@pytest.mark.parametrize(("id_", "name", "text"), YAML, ids=[f"{id_}-{name}" for id_, name, _ in YAML])
def test_what_is_mended_says_so_and_stays(id_: str, name: str, text: str) -> None:
    after = mended(text) if "\n---\n" not in text else text
    if after != text:
        assert "--fix" in checks()[id_].text or id_ not in {one.id for one in fixable(text)}
        assert mended(after) == after
        assert mended(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def fixable(text: str) -> list[Finding]:
    """What is found in an example and has a safe fix."""
    return [one for one in check_files(*given(text)) if one.fixable]
