"""Every file of the corpus is read, and printed with the same meaning."""

from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from alertflow.github import ActionFile, Workflow
from alertflow.github.reading import read_action, read_workflow
from tests.github.reading import corpus
from tests.github.reading.engine import Parser
from tests.github.reading.published import schema

FILES = (*corpus.WORKFLOWS, *corpus.ACTIONS)


def parsed(text: str, path: Path) -> Workflow | ActionFile:
    return read_action(text, corpus.name(path)) if path in corpus.ACTIONS else read_workflow(text)


def test_there_are_a_hundred_workflows() -> None:
    assert len(corpus.WORKFLOWS) >= 100


@pytest.mark.parametrize("path", FILES, ids=corpus.name)
def test_what_was_read_is_printed_with_the_same_meaning(path: Path) -> None:
    text = corpus.text(path)
    printed = parsed(text, path).to_yaml()
    assert corpus.same(corpus.data(printed), corpus.data(text))


@pytest.mark.parametrize("path", FILES, ids=corpus.name)
def test_what_was_printed_is_read_as_the_same(path: Path) -> None:
    once = parsed(corpus.text(path), path)
    again = parsed(once.to_yaml(), path)
    assert again == once
    assert again.to_yaml() == once.to_yaml()


@pytest.mark.parametrize("path", FILES, ids=corpus.name)
def test_githubs_parser_takes_what_was_read_and_what_was_printed(path: Path, parser: Parser) -> None:
    text, name = corpus.text(path), corpus.name(path)
    refused = [parser.errors(name, one) != [] for one in (text, parsed(text, path).to_yaml())]
    assert refused == [name in corpus.GITHUB_REFUSES] * 2


@pytest.mark.parametrize("path", FILES, ids=corpus.name)
def test_the_published_schema_takes_what_was_read_and_what_was_printed(path: Path) -> None:
    text, name = corpus.text(path), corpus.name(path)
    validator = Draft7Validator(schema("github-actions" if path in corpus.ACTIONS else "github-workflows"))
    refused = [not validator.is_valid(corpus.data(one)) for one in (text, parsed(text, path).to_yaml())]
    assert refused == [name in corpus.SCHEMA_REFUSES] * 2


@pytest.mark.parametrize("name", [*corpus.GITHUB_REFUSES, *corpus.SCHEMA_REFUSES])
def test_who_is_said_to_disagree_is_in_the_corpus(name: str) -> None:
    assert corpus.HERE / name in FILES
