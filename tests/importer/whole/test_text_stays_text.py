"""No text of a file becomes code: the Python, which is run to prove it, only calls what alertflow has."""

from __future__ import annotations

import ast
import builtins
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.documents import read
from alertflow.importer.project import Origin, imported
from alertflow.yaml import dump, parse
from tests.importer.whole.bringing import brought, built, told
from tests.importer.whole.repositories import repository
from tests.importer.whole.rules import NASTY

BREAKING = (
    *("'", '"', "'''", '"""', "\\", '\\"""', "\n", "\r", "\x0b", "\x00", "\x1b", "\x85", "\u2028", "\ufeff"),
    *("{", "}", "{{", "}}", "{x}", "{__import__('os')}", "\\N{BULLET}", "\\x41", "\\u0041", "\\", "%s", "#"),
    *(
        "# type: ignore",
        "# -*- coding: utf-7 -*-",
        "# noqa",
        "# fmt: off",
        ");raise SystemExit(3)#",
        "\t",
        " ",
    ),
    *(
        "project",
        "Project",
        "Alert",
        "class",
        "None",
        "import",
        "__class__",
        "e\u0301",
        "ﬁ",
        "😀",
        "\ud7ff",
        "a",
    ),
)
texts = st.lists(st.sampled_from(BREAKING), max_size=6).map("".join)
words = texts.filter(bool)
names = st.one_of(
    words, st.sampled_from(["class", "project", "print", "Alert", "__import__", "exec", "self"])
)


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """A file of each kind, with a text that may mean harm wherever one can stand."""
    kind = draw(st.sampled_from(["rules", "routes", "workflow", "action"]))
    match kind:
        case "rules":
            rule = {"expr": "up == 0", "labels": {"severity": draw(words)}, "annotations": {"a": draw(texts)}}
            query = {"expr": f"up{{a={dump(draw(texts)).strip()}}}", "labels": {"b": draw(texts)}}
            rules = [{"alert": draw(names), **rule}, {"alert": "B", **query}]
            return {"groups": [{"name": draw(names), "rules": rules}]}
        case "routes":
            channel = {"channel": draw(words), "title": draw(texts), "api_url_file": "/s"}
            name = draw(names)
            matchers = [{"match": {"a": draw(texts)}, "receiver": name, "group_by": ["a"]}]
            receivers = [{"name": name, "slack_configs": [channel], draw(words): draw(texts)}]
            return {"route": {"receiver": name, "routes": matchers}, "receivers": receivers}
        case "workflow":
            step = {"name": draw(texts), "run": draw(words), "env": {draw(words): draw(texts)}}
            other = {"uses": "a/b@v1", "with": {draw(words): draw(texts)}, "if": draw(texts)}
            job = {"runs-on": draw(words), "steps": [step, other], "name": draw(texts)}
            return {"name": draw(texts), "on": "push", "jobs": {draw(names): job}}
        case _:
            run = {"using": "composite", "steps": [{"run": draw(words), "shell": draw(words)}]}
            return {"name": draw(names), "description": draw(texts), "runs": run}


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(files(), st.sampled_from(["project", "a\nb", "'''", "class", "é"]))
def test_the_python_is_data_and_calls_of_alertflow(data: dict[str, Any], name: str) -> None:
    reads, _ = read(dump(data), "a.yml", lenient=True)
    if not reads:
        return  # nothing that could be imported
    text = imported(reads, Origin(name)).text
    _only_calls_of_alertflow(text)
    assert parse(built(text)["a.yml"]) is not None


@pytest.mark.parametrize("seed", range(6))
def test_so_is_that_of_whole_repositories(seed: int) -> None:
    _only_calls_of_alertflow(brought(repository(seed)).made.text)


@pytest.mark.parametrize("text", [*NASTY, *BREAKING])
def test_the_python_has_every_text_to_the_letter(text: str) -> None:
    rule = {"alert": "A", "expr": "up", "annotations": {"summary": text, "other": f"a{text}\n{text}b"}}
    source = dump({"groups": [{"name": "a", "rules": [rule]}]})
    found = brought({"a.yml": source})
    assert told(found) == []
    annotations = parse(built(found.made.text)["a.yml"])["groups"][0]["rules"][0]["annotations"]
    assert annotations["other"] == f"a{text}\n{text}b"


def _only_calls_of_alertflow(text: str) -> None:
    """Fails where the Python does anything but call, and combine, what it imports from alertflow."""
    tree = ast.parse(text)
    own: set[str] = set()
    for statement in tree.body:
        match statement:
            case ast.Expr(ast.Constant()):
                pass
            case ast.ImportFrom(module=module, names=found):
                assert str(module).partition(".")[0] in ("alertflow", "textwrap"), module
                own.update(one.asname or one.name for one in found)
            case ast.Import(names=found):
                assert {one.name.partition(".")[0] for one in found} <= {"alertflow"}, ast.unparse(statement)
                own.update(one.asname or one.name.partition(".")[0] for one in found)
            case ast.Assign(targets=[ast.Name(id=name)]):
                own.add(name)
            case ast.FunctionDef(name=name, args=args):
                own.update({name, *(one.arg for one in args.args)})
            case _:
                raise AssertionError(ast.unparse(statement))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            assert node.id in own or node.id in _HARMLESS, node.id
            assert node.id not in vars(builtins) or node.id in _HARMLESS, node.id
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("__"), node.attr
        assert not isinstance(node, (ast.Lambda, ast.Await, ast.NamedExpr, ast.Yield, ast.Global)), node


_HARMLESS = ("str", "float", "int", "list", "dict")
