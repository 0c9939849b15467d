"""Where the rules stand: the file of each group, or the PrometheusRule that holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from alertflow.documents import Read
from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.nodes import Argument, Call, Dictionary, Expression, Literal, Symbol
from alertflow.kubernetes import Manifest
from alertflow.model.conventions import ALERT_RULES, RECORDING_RULES
from alertflow.prometheus import AlertingRule, PromqlError, RecordingRule, RuleFile, RuleGroup, parse

OBJECT = Symbol("alertflow", "RuleObject")

OFTEN = 3
"""How many groups of a file make its path worth a name."""

FOLDER = "monitoring"
"""Where a project has its rules if it does not say otherwise."""

_IDENTIFIER = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*", re.ASCII).fullmatch
_METRIC = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*", re.ASCII).fullmatch


class Homes:
    """The files of a draft's groups; what only the language of a file can say is kept in it."""

    def __init__(
        self, draft: Draft, path_of: Callable[[str], str], plain: Mapping[str, RuleFile] | None = None
    ) -> None:
        """`plain` are the rule files that are no manifests, by their paths below the repository's root."""
        self._draft = draft
        self._plain = plain or {}
        self.copies: set[str] = set()
        """The paths of those of them that follow from a PrometheusRule: what promtool reads of it."""
        self._path_of = path_of
        self._stems: dict[str, str] = {}
        """The rule files that are written beside PrometheusRules, each with the manifest it belongs to."""
        self._groups: Counter[str] = Counter()
        self._known: dict[str, Expression] = {}

    def unsayable(self, read: Read, rules: RuleFile) -> str:
        """Why groups of alertflow cannot be what the file holds; '' if they can."""
        if not rules.groups:
            return "it has no groups"
        if rules.extra:
            return f"it has the key '{next(iter(rules.extra))}', which alertflow does not know"
        for group in rules.groups:
            if reason := _of_group(group):
                return f"the group {group.name} {reason}"
        if not isinstance(read.document, Manifest):
            return ""
        metadata = read.document.metadata
        given = metadata.model_fields_set - {"name", "namespace", "labels", "annotations"}
        if not _is_alone(read):
            return "it is one of several objects in its file"
        given |= read.document.model_fields_set - {"metadata", "spec"}
        if given or metadata.extra or not metadata.name:
            return "its metadata are more than a name, a namespace, labels and annotations"
        path = self._path_of(read.path)
        if self._stems.setdefault(PurePosixPath(path).stem, path) != path:
            return "another PrometheusRule has its file name, and promtool's copy of its rules its path"
        copy = f"{FOLDER}/{PurePosixPath(path).stem}.yml"
        if copy in self._plain:
            if self._plain[copy].to_data() != rules.to_data():
                return (
                    f"promtool's copy of its rules would have the path of {copy}, which says something else"
                )
            self.copies.add(copy)
        return ""

    def keep(self, read: Read, comments: Sequence[str]) -> None:
        """Says the file of `read` in its own language."""
        path = self._path_of(read.path)
        if isinstance(read.document, Manifest):
            from alertflow.importer.configuration import manifest

            manifest(self._draft, read, path)
            return
        made = expression(read.document, indentable=lambda of, field: field == "expr")
        stem = PurePosixPath(path).stem
        self._draft.files[path] = self._draft.say(Chapter.FILES, f"{stem} file", made, comments)

    def count(self, files: Iterable[tuple[Read, int]]) -> None:
        """Takes note of how many groups each file has: what is named often has a name."""
        for read, groups in files:
            self._groups[read.path] += groups

    def of(self, read: Read, group: RuleGroup) -> Expression | None:
        """The file of `group`; None where that is where its rules stand anyway."""
        path = self._path_of(read.path)
        many = self._groups[read.path]
        if isinstance(read.document, Manifest):
            if read.path not in self._known:
                made = self._object(path, read.document)
                name = f"{read.document.name}"
                self._known[read.path] = (
                    self._draft.say(Chapter.CONSTANTS, name, made, constant=True) if many > 1 else made
                )
            return self._known[read.path]
        usual = ALERT_RULES if any(isinstance(one, AlertingRule) for one in group.rules) else RECORDING_RULES
        if path == f"{FOLDER}/{usual}":
            return None
        if many < OFTEN:
            return Literal(path)
        if read.path not in self._known:
            name = f"{PurePosixPath(path).stem.removesuffix('rules')} rules"
            self._known[read.path] = self._draft.say(Chapter.CONSTANTS, name, Literal(path), constant=True)
        return self._known[read.path]

    def _object(self, path: str, manifest: Manifest) -> Expression:
        metadata = manifest.metadata
        keywords: list[tuple[str, Argument]] = [("name", Literal(metadata.name))]
        if metadata.namespace:
            keywords.append(("namespace", Literal(metadata.namespace)))
        for name in ("labels", "annotations"):
            if texts := getattr(metadata, name):
                pairs = tuple((Literal(key), Literal(value)) for key, value in texts.items())
                keywords.append((name, Dictionary(pairs)))
        return Call(OBJECT, (Literal(path),), tuple(keywords))


def _is_alone(read: Read) -> bool:
    """Whether the object of `read` is all that its file holds: no other document, and no list around it."""
    place = read.document.source
    if read.key != read.path or (place is not None and place.column != 1):
        return False
    parts = re.split(r"^---(?=\s|$)", read.text, flags=re.MULTILINE)
    return sum(bool(re.search(r"^[^\s#%.]", part, re.MULTILINE)) for part in parts) <= 1


def _of_group(group: RuleGroup) -> str:
    """Why a group of alertflow cannot be `group`; '' if it can."""
    if group.extra:
        return f"has the key '{next(iter(group.extra))}', which alertflow does not know"
    if not all(map(_IDENTIFIER, group.labels)):
        return "has labels whose names are more than letters, digits and underscores"
    for rule in group.rules:
        if isinstance(rule, RecordingRule):
            try:
                parse(rule.expr)
            except PromqlError:
                return f"records {rule.record}, whose expression alertflow cannot read"
    return ""


def why_not_plain(rule: RecordingRule) -> str:
    """Why a recording rule of alertflow cannot be `rule`, as the end of a sentence; '' if it can."""
    if rule.extra:
        return f"it has the key '{next(iter(rule.extra))}', which alertflow does not know"
    if not _METRIC(rule.record):
        return "its name is more than letters, digits, underscores and colons"
    odd = next((name for name in rule.labels if not _IDENTIFIER(name)), None)
    return f"the label '{odd}' is more than letters, digits and underscores" if odd is not None else ""


__all__ = ["Homes", "why_not_plain"]
