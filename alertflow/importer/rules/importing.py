"""All rule files of a repository in one draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from alertflow.declared import AlertflowError, Location
from alertflow.documents import Read
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.rules.families import Family, families
from alertflow.importer.rules.functions import Made
from alertflow.importer.rules.homes import Homes, why_not_plain
from alertflow.importer.rules.queries import laid_out, promql
from alertflow.importer.rules.remarks import Remarks
from alertflow.importer.rules.saying import Said, field_of, fields_of, key_of, unsayable
from alertflow.importer.rules.severities import Severities, Teams
from alertflow.importer.rules.texts import Constants, joined
from alertflow.importer.rules.thresholds import thresholds
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.nodes import (
    Argument,
    Call,
    Commented,
    Dictionary,
    Expression,
    Listed,
    Literal,
    Symbol,
    Variable,
)
from alertflow.model.namesakes import told_apart
from alertflow.prometheus import AlertingRule, RecordingRule, Rule, RuleFile, RuleGroup
from alertflow.prometheus.refusing import refusals_of_form

ALERT, GROUP = Symbol("alertflow", "Alert"), Symbol("alertflow", "RuleGroup")
RECORDING = Symbol("alertflow", "RecordingRule")


def rules(
    draft: Draft, reads: Sequence[Read], path_of: Callable[[str], str], taken: frozenset[int] = frozenset()
) -> None:
    """Says in `draft` what the rule files and PrometheusRules of `reads` do.

    `path_of` gives the path of a file below the repository's root. The rules whose `id` is in `taken` are
    left out: they follow from an objective. What no alert or group of alertflow can say is kept in
    Prometheus's own words, and told of in `draft.kept`.

    Raises AlertflowError, with its place, for what Prometheus refuses and Python could not say: two groups of
    one name in a file, the label `__name__`.
    """
    for read in reads:
        for one in refusals_of_form(_rules_of(read)):
            if one.by == "Prometheus":
                raise AlertflowError(
                    f"{one.where} cannot be imported, for Prometheus refuses it: {one.reason}", one.location
                )
    _Importing(draft, path_of, taken).files(reads)


@dataclass
class _File:
    """One file, and what is said of its rules."""

    read: Read
    rules: RuleFile
    remarks: Remarks
    said: dict[int, Said] = field(default_factory=dict)
    """By the `id` of the rule."""


class _Importing:
    def __init__(self, draft: Draft, path_of: Callable[[str], str], taken: frozenset[int]) -> None:
        self._draft = draft
        self._taken = taken
        self._severities, self._teams = Severities(draft), Teams(draft)
        self._constants = Constants(draft)
        self._path_of = path_of
        self._homes = Homes(draft, path_of)
        self._calls: dict[int, Expression] = {}
        """What makes an alert of a family, by the `id` of what is said of it."""
        self._thresholds: dict[int, Variable] = {}
        """The constant that an alert compares with, likewise."""

    def files(self, reads: Sequence[Read]) -> None:
        files: list[_File] = []
        alike = self._not_told_apart(reads)
        seen: set[tuple[str, str]] = set()
        plain = {self._path_of(read.path): _rules_of(read) for read in reads if read.inner is None}
        self._homes = Homes(self._draft, self._path_of, plain)
        reasons = [self._homes.unsayable(read, _rules_of(read)) for read in reads]
        copied: list[str] = []
        for read, reason in zip(reads, reasons, strict=True):
            if read.path in self._draft.remarked:
                continue
            document = _rules_of(read)
            file = _File(read, document, Remarks(read, document))
            if read.inner is None and self._path_of(read.path) in self._homes.copies:
                copied += file.remarks.every()  # the file is built of a PrometheusRule; its comments are kept
                continue
            if reason:
                self._whole(file, reason)
                continue
            self._rules(file, alike, seen)
            files.append(file)
        self._repeated(files)
        self._homes.count((file.read, len(file.rules.groups)) for file in files)
        hints = _hints([said for file in files for said in file.said.values()])
        for file in files:
            self._file(file, hints)
        if said := [comment for comment in dict.fromkeys(copied) if not self._is_said(comment, files)]:
            self._last(said)

    def _not_told_apart(self, reads: Sequence[Read]) -> set[tuple[str, str]]:
        """The names and severities of several alerts that no label tells apart."""
        labels: dict[tuple[str, str], list[Mapping[str, str]]] = {}
        for group in (group for read in reads for group in _rules_of(read).groups):
            for rule in group.rules:
                if isinstance(rule, AlertingRule) and id(rule) not in self._taken:
                    labels.setdefault(key_of(rule), []).append({**group.labels, **rule.labels})
        return {key for key, those in labels.items() if len(those) > 1 and not told_apart(those)}

    def _rules(self, file: _File, alike: set[tuple[str, str]], seen: set[tuple[str, str]]) -> None:
        """Says what the alerts of `file` are, and tells of the rules that stay in Prometheus's own words."""
        for rule in [rule for group in file.rules.groups for rule in group.rules]:
            if id(rule) in self._taken:
                continue
            if isinstance(rule, RecordingRule):
                what, reason = f"The rule {rule.record}", why_not_plain(rule)
            else:
                what, reason = f"The alert {rule.alert}", unsayable(rule, seen)
            if reason:
                kept = f"{what} stays as Prometheus has it: {reason}."
                self._draft.kept.append(Kept(rule.source or _start(file.read), kept))
            elif isinstance(rule, AlertingRule):
                if key_of(rule) in alike:
                    seen.add(key_of(rule))
                file.said[id(rule)] = Said(rule, fields_of(rule))

    def _is_said(self, comment: str, files: Sequence[_File]) -> bool:
        return any(file.read.inner is not None and comment in file.read.text for file in files)

    def _repeated(self, files: Sequence[_File]) -> None:
        """Names what is said again and again: families, addresses, labels."""
        found = families([said for file in files for said in file.said.values()])
        members = {id(one) for family in found for one in family.members}
        alone = [said for file in files for said in file.said.values() if id(said) not in members]
        self._thresholds = thresholds(self._draft, alone)
        for keyword in ("runbook", "dashboard"):
            texts = [str(said.fields.get(keyword, "")) for said in alone]
            texts += [one for family in found for one in [_first_text(family, keyword)] if one]
            self._constants.addresses(f"{keyword}s", [text for text in texts if "://" in text])
        self._constants.labels(
            labels for said in alone if isinstance(labels := said.fields.get("labels"), dict)
        )
        for family in found:
            made = Made(self._draft, family, self._severities, self._teams, self._constants)
            self._calls |= {id(one): made.call(number) for number, one in enumerate(family.members)}

    def _whole(self, file: _File, reason: str) -> None:
        """Keeps a file as it is, in its own language."""
        what = f"The file stays as it is, in its own language: {reason}."
        self._draft.kept.append(Kept(_start(file.read), what))
        self._homes.keep(file.read, file.remarks.every())

    def _file(self, file: _File, hints: Mapping[int, str]) -> None:
        head = file.remarks.head
        for group in file.rules.groups:
            if group.rules and all(id(rule) in self._taken for rule in group.rules):
                head += file.remarks.everything_of(group)
                continue
            first = [*head, *file.remarks.about(group)]
            above: list[str] = []
            items: list[Argument] = []
            for rule in group.rules:
                if id(rule) in self._taken:
                    above += file.remarks.everything_of(rule)
                    continue
                if (said := file.said.get(id(rule))) is None:
                    items.append(self._other(rule, file.remarks))
                    continue
                if call := self._calls.get(id(said)):
                    lines, behind = file.remarks.around(rule)
                    lines = [*above, *lines]
                    items.append(Commented(call, tuple(lines), behind) if lines or behind else call)
                    above = []
                    continue
                alert = self._alert(said, file.remarks)
                above += alert.above
                items.append(self._draft.say(Chapter.ALERTS, hints[id(rule)], alert.value, [*first, *above]))
                first, above = [], []
            made = self._group(file, group, items)
            self._draft.give("groups", self._draft.say(Chapter.ALERTS, group.name, made, [*first, *above]))
            head = []
        if left := [*head, *file.remarks.rest]:
            self._last(left)

    def _last(self, comments: list[str]) -> None:
        """Puts comments that stand behind everything above the last statement."""
        for statements in sorted(self._draft.chapters.items(), reverse=True):
            if statements[1]:
                last = statements[1][-1]
                statements[1][-1] = replace(last, above=(*last.above, *comments))
                return

    def _alert(self, said: Said, remarks: Remarks) -> Commented:
        rule = said.rule
        above = remarks.about(rule)
        beside: dict[str, tuple[list[str], str]] = {}
        for field_ in remarks.fields(rule):
            kind, _, name = field_.partition(".")
            keyword = field_of(said.fields, kind, name) if name else kind
            lines, behind = beside.get(keyword, ([], ""))
            more, also = remarks.above(rule, field_), remarks.behind(rule, field_)
            if keyword not in said.fields:
                above += [*more, *([also] if also else [])]
                continue
            beside[keyword] = [*lines, *more], "; ".join(one for one in (behind, also) if one)
        keywords: list[tuple[str, Argument]] = []
        for keyword, value in said.fields.items():
            written = self._value(keyword, value, self._thresholds.get(id(said)))
            lines, behind = beside.get(keyword, ([], ""))
            commented = lines or behind
            keywords.append((keyword, Commented(written, tuple(lines), behind) if commented else written))
        return Commented(Call(ALERT, keywords=tuple(keywords), exploded=True), tuple(above))

    def _value(
        self, keyword: str, value: str | dict[str, str], threshold: Variable | None = None
    ) -> Expression:
        if isinstance(value, dict):
            constant = self._constants.labelled(value) if keyword == "labels" else None
            return constant or Dictionary(tuple((Literal(name), Literal(one)) for name, one in value.items()))
        if keyword == "expr":
            return promql(value, threshold)
        if keyword == "severity":
            return self._severities[value]
        if keyword == "team":
            return self._teams[value]
        if keyword in ("runbook", "dashboard"):
            return joined(self._constants.address([value]))
        return Literal(value)

    def _other(self, rule: Rule, remarks: Remarks) -> Argument:
        """A recording rule, or a rule in Prometheus's own words."""
        above, behind = remarks.around(rule)
        if isinstance(rule, RecordingRule) and not why_not_plain(rule):
            keywords: list[tuple[str, Argument]] = [("expr", promql(rule.expr))]
            if rule.labels:
                labels = Dictionary(tuple((Literal(name), Literal(one)) for name, one in rule.labels.items()))
                keywords.append(("labels", labels))
            made: Expression = Call(RECORDING, (Literal(rule.record),), tuple(keywords))
        else:
            query = Literal(laid_out(rule.expr), indentable=True)
            made = expression(rule, replaced=lambda value: query if value is rule.expr else None)
        return Commented(made, tuple(above), behind) if above or behind else made

    def _group(self, file: _File, group: RuleGroup, items: Sequence[Argument]) -> Expression:
        keywords: list[tuple[str, Argument]] = []
        for field_ in ("interval", "query_offset", "limit"):
            value = getattr(group, field_)
            if value is not None:
                above, behind = file.remarks.above(group, field_), file.remarks.behind(group, field_)
                written = Literal(value)
                commented = above or behind
                keywords.append((field_, Commented(written, tuple(above), behind) if commented else written))
        if group.labels:
            labels = Dictionary(tuple((Literal(name), Literal(one)) for name, one in group.labels.items()))
            keywords.append(("labels", labels))
        if home := self._homes.of(file.read, group):
            keywords.append(("file", home))
        keywords.append(("rules", Listed(tuple(items))))
        return Call(GROUP, (Literal(group.name),), tuple(keywords))


def _hints(alerts: Sequence[Said]) -> dict[int, str]:
    """What the variable of each alert is named after, by its rule: its name, and what tells it apart."""
    alike: dict[str, list[Said]] = {}
    for said in alerts:
        alike.setdefault(said.rule.alert, []).append(said)
    hints = {id(said.rule): said.rule.alert for said in alerts}
    for those in alike.values():
        _tell_apart(those, ["severity", *those[0].rule.labels], hints)
    return hints


def _tell_apart(alike: Sequence[Said], labels: Sequence[str], hints: dict[int, str]) -> None:
    """Adds to the hint of each the value of the first of `labels` in which they differ, and so on."""
    if len(alike) < 2 or not labels:
        return
    parts: dict[str, list[Said]] = {}
    for said in alike:
        parts.setdefault(said.rule.labels.get(labels[0], ""), []).append(said)
    for value, those in parts.items():
        if len(parts) > 1:
            hints.update((id(said.rule), f"{hints[id(said.rule)]} {value}") for said in those)
        _tell_apart(those, labels[1:], hints)


def _rules_of(read: Read) -> RuleFile:
    """The rules of a rule file, or of the PrometheusRule that holds them."""
    found = read.inner if isinstance(read.inner, RuleFile) else read.document
    assert isinstance(found, RuleFile)
    return found


def _first_text(family: Family, keyword: str) -> str:
    """What a text of a family begins with, before the first parameter."""
    template = family.templates.get(keyword, ())
    return template[0] if template and isinstance(template[0], str) else ""


def _start(read: Read) -> Location:
    return read.document.source or Location(read.path, 1)


__all__ = ["rules"]
