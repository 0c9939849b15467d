"""Hands a document to the language it is in; each is imported when there is a file of it."""

from __future__ import annotations

from alertflow.declared import AlertflowError
from alertflow.documents.document import Document, Kind
from alertflow.sections import Mistakes, read_node
from alertflow.yaml import Document as Tree
from alertflow.yaml import Node


def document_of(kind: Kind, tree: Tree, mistakes: Mistakes) -> Document | None:
    """The document of `kind` that `tree` is; None where it is wrong, of which `mistakes` then tells."""
    root = tree.root
    assert root is not None
    if kind is Kind.RULES:
        from alertflow.prometheus import RuleFile
        from alertflow.prometheus.syntax import verbatim

        with verbatim():
            return read_node(RuleFile, root, mistakes)
    if kind is Kind.TESTS:
        from alertflow.prometheus import TestFile
        from alertflow.prometheus.syntax import verbatim

        with verbatim():
            return read_node(TestFile, root, mistakes)
    if kind is Kind.ALERTMANAGER:
        from alertflow.alertmanager import Config

        return read_node(Config, root, mistakes)
    if kind is Kind.WORKFLOW or kind is Kind.ACTION:
        return _of_github(kind, root, mistakes)
    return _of_objectives(kind, root, mistakes)


def _of_github(kind: Kind, root: Node, mistakes: Mistakes) -> Document | None:
    from alertflow.github import ActionFile, Workflow
    from alertflow.github.reading import read_node as read_github

    if kind is Kind.WORKFLOW:
        return read_github(Workflow, root, mistakes)
    return read_github(ActionFile, root, mistakes)


def _of_objectives(kind: Kind, root: Node, mistakes: Mistakes) -> Document | None:
    if kind is Kind.SLOTH:
        from alertflow.sloth import PrometheusServiceLevel, SlothSpec

        if "apiVersion" in root.data:
            return read_node(PrometheusServiceLevel, root, mistakes)
        return read_node(SlothSpec, root, mistakes)
    from alertflow.openslo import class_of

    try:
        cls = class_of(root.data, None)
    except AlertflowError as error:
        mistakes.add(root, None, error.message)
        return None
    return read_node(cls, root, mistakes)


__all__ = ["document_of"]
