"""Manifests: several in a file, listed, of other kinds; and what they carry, with its places."""

import base64
import gzip
import textwrap

import pytest

from alertflow.alertmanager import Config
from alertflow.declared import Location
from alertflow.documents import Kind, Reason, read
from alertflow.kubernetes import PrometheusRule, Secret
from alertflow.prometheus import RuleFile
from alertflow.yaml import dump
from tests.documents import corpus
from tests.documents.reading import message, only, refused

CONFIG = """\
route:
  receiver: everybody
receivers:
  - name: everybody
    slack_configs:
      - channel: '#a'
        colour: red
        api_url_file: /x
"""
"""Its line 7 has an unknown key."""
HEAD = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"


def secret(text: str, key: str = "alertmanager.yaml", *, indent: int = 4, header: str = "|") -> str:
    block = textwrap.indent(text, " " * indent)
    return f"{HEAD}stringData:\n  {key}: {header}\n{block}"


def encoded(raw: bytes, key: str = "alertmanager.yaml") -> str:
    return f"{HEAD}data:\n  {key}: {base64.b64encode(raw).decode()}\n"


def test_a_prometheus_rule_carries_a_rule_file_with_the_places_of_the_manifest() -> None:
    one = only(corpus.PROMETHEUS_RULE)
    assert isinstance(one.document, PrometheusRule)
    assert isinstance(one.inner, RuleFile)
    (group,) = one.inner.groups
    (rule,) = group.rules
    assert rule.place("expr") == Location("f.yml", 12, 17)
    assert rule.place_in("expr", rule.expr, 6) == Location("f.yml", 12, 23)
    assert rule.place_of("labels", "severity") == Location("f.yml", 13, 30)
    assert one.inner.source == Location("f.yml", 7, 3)


def test_what_a_group_says_to_thanos_is_kept_in_either_way_of_reading() -> None:
    for lenient in (False, True):
        one = only(corpus.PROMETHEUS_RULE, lenient=lenient)
        assert isinstance(one.inner, RuleFile)
        assert one.inner.groups[0].extra == {"partial_response_strategy": "warn"}
        assert one.unknown == ()


def test_rules_are_refused_at_their_places_in_the_manifest() -> None:
    text = corpus.PROMETHEUS_RULE.replace("expr:", "exprr:")
    one = refused(text)
    assert (one.reason, one.kind) == (Reason.REFUSED, Kind.MANIFEST)
    assert [str(error) for error in one.errors] == [
        "f.yml:11:11: spec.groups[0].rules[0]: 'expr' is missing.",
        "f.yml:12:11: spec.groups[0].rules[0]: unknown key 'exprr'. Did you mean 'expr'?",
    ]


def test_an_api_server_takes_no_number_for_the_value_of_a_label() -> None:
    text = corpus.PROMETHEUS_RULE.replace("severity: critical", "severity: 1")
    assert message(text) == (
        "f.yml:13:30: spec.groups[0].rules[0].labels.severity: should be text, not the number 1. "
        "Write it in quotes."
    )


def test_an_expression_of_a_rule_may_be_a_whole_number() -> None:
    one = only(corpus.PROMETHEUS_RULE.replace("redis_up == 0", "1"))
    assert isinstance(one.inner, RuleFile)
    assert one.inner.groups[0].rules[0].expr == "1"


def test_unknown_keys_in_what_a_manifest_carries_are_kept() -> None:
    one = only(corpus.PROMETHEUS_RULE.replace("expr:", "foor: 5m\n          expr:"), lenient=True)
    assert [(unknown.key, unknown.location.line) for unknown in one.unknown] == [
        ("spec.groups[0].rules[0].foor", 12)
    ]
    assert isinstance(one.inner, RuleFile)
    assert one.inner.groups[0].rules[0].extra == {"foor": "5m"}


@pytest.mark.parametrize("indent", [2 + 1, 4, 9])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_configuration_in_a_block_of_text_has_the_places_of_the_file(indent: int, ends: str) -> None:
    text = secret(CONFIG, indent=indent).replace("\n", ends)
    assert message(text) == (
        f"f.yml:12:{indent + 9}: receivers[0].slack_configs[0]: unknown key 'colour'. Did you mean 'color'?"
    )
    one = only(text, lenient=True)
    assert isinstance(one.inner, Config)
    assert one.inner.receivers[0].place("name") == Location("f.yml", 9, indent + 11)
    (unknown,) = one.unknown
    assert (unknown.key, unknown.location) == (
        "receivers[0].slack_configs[0].colour",
        Location("f.yml", 12, indent + 9),
    )


def test_a_block_may_begin_with_blank_lines_and_comments() -> None:
    one = only(secret(f"\n# who is told\n\n{corpus.ALERTMANAGER}", header="|-"))
    assert isinstance(one.inner, Config)
    line = one.text.splitlines().index("      receiver: everybody") + 1
    assert one.inner.root.place("receiver") == Location("f.yml", line, 17)
    matcher = one.inner.root.routes[0].matchers[0]
    assert matcher.source is not None and matcher.source.line > line


def test_a_configuration_in_quotes_is_placed_where_it_starts() -> None:
    text = HEAD + 'stringData: {alertmanager.yaml: "route:\\n  receiver: a\\nreceivers:\\n  - nome: a\\n"}\n'
    assert [str(error) for error in refused(text).errors] == [
        "f.yml:4:33: alertmanager.yaml, line 4: receivers[0]: 'name' is missing.",
        "f.yml:4:33: alertmanager.yaml, line 4: receivers[0]: unknown key 'nome'. Did you mean 'name'?",
    ]


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("alertmanager.yaml", CONFIG.encode()),
        ("alertmanager.yml", b"\xef\xbb\xbf" + CONFIG.encode()),
        ("alertmanager.yaml.gz", gzip.compress(CONFIG.encode())),
    ],
)
def test_a_configuration_in_base64_is_told_by_its_own_line(key: str, raw: bytes) -> None:
    text = encoded(raw, key)
    place = f"f.yml:5:{5 + len(key)}: {key}, line 7: "
    assert message(text) == (
        f"{place}receivers[0].slack_configs[0]: unknown key 'colour'. Did you mean 'color'?"
    )
    one = only(text, lenient=True)
    assert isinstance(one.document, Secret)
    assert isinstance(one.inner, Config)
    assert one.inner.receivers[0].place("name") == Location("f.yml", 5, 5 + len(key))
    assert one.unknown[0].message.startswith(f"{key}, line 7: unknown key 'colour'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (secret("a: [\n"), "f.yml:7:1: this is not YAML: "),
        (secret("a: b\na: c\n"), "f.yml:7:5: the key 'a' is given twice."),
        (secret("# nothing\n"), "f.yml:6:5: this configuration is empty; the operator refuses it."),
        (secret("route:\n  receiver: {{ .x }}\n"), "f.yml:7:17: this is a template, by {{ .x }}"),
        (
            encoded(b"a: [\n"),
            "f.yml:5:22: alertmanager.yaml, line 2: this is not YAML: ",
        ),
        (
            encoded(b"a: \xff"),
            "f.yml:5:22: data['alertmanager.yaml']: this is not UTF-8: byte 0xff does not belong.",
        ),
        (
            encoded(b"route: {}", "alertmanager.yaml.gz"),
            "f.yml:5:25: data['alertmanager.yaml.gz']: this is not packed by gzip, as its key says.",
        ),
        (
            encoded(gzip.compress(CONFIG.encode())[:40], "alertmanager.yaml.gz"),
            "f.yml:5:25: data['alertmanager.yaml.gz']: what gzip packed here is cut off.",
        ),
        (
            encoded(gzip.compress(b"#" * 50_000_000), "alertmanager.yaml.gz"),
            "f.yml:5:25: data['alertmanager.yaml.gz']: unpacked, this has more than 10,000,000 bytes.",
        ),
    ],
)
def test_a_configuration_that_cannot_be_read_is_refused_with_its_place(text: str, told: str) -> None:
    one = refused(text)
    assert (one.reason, one.kind) == (Reason.REFUSED, Kind.ALERTMANAGER)
    assert str(one.errors[0]).startswith(told)


def test_a_secret_of_something_else_carries_nothing() -> None:
    one = only(HEAD + "data: {password: eA==}\n")
    assert isinstance(one.document, Secret)
    assert one.inner is None


def test_manifests_of_other_kinds_are_passed_over_and_counted() -> None:
    text = "\n---\n".join(
        [
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}",
            corpus.PROMETHEUS_RULE,
            corpus.SECRET,
            "apiVersion: monitoring.coreos.com/v1beta1\nkind: AlertmanagerConfig",
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRules",
        ]
    )
    reads, unreadable = read(text, "all.yaml")
    assert [(one.key, type(one.inner)) for one in reads] == [("all.yaml#2", RuleFile), ("all.yaml#3", Config)]
    assert {one.reason for one in unreadable} == {Reason.OTHER_MANIFEST}
    assert [one.errors[0].message for one in unreadable] == [
        "a Deployment (apps/v1) is passed over: nothing here reads such manifests.",
        "AlertmanagerConfig of monitoring.coreos.com/v1beta1 is passed over: known here is that of "
        "monitoring.coreos.com/v1alpha1.",
        "a PrometheusRules (monitoring.coreos.com/v1) is passed over: nothing here reads such manifests. "
        "Did you mean 'PrometheusRule'?",
    ]


def test_a_list_holds_objects() -> None:
    items = textwrap.indent(corpus.PROMETHEUS_RULE, "    ").replace("    ", "  - ", 1)
    text = f"apiVersion: v1\nkind: List\nitems:\n{items}  - {{apiVersion: v1, kind: Pod}}\n"
    (one,), (other,) = read(text, "f.yml")
    assert isinstance(one.inner, RuleFile)
    assert one.inner.groups[0].rules[0].place("expr") == Location("f.yml", 15, 21)
    assert (one.key, other.reason) == ("f.yml", Reason.OTHER_MANIFEST)
    of_kind = text.replace("v1\nkind: List", "monitoring.coreos.com/v1\nkind: PrometheusRuleList", 1)
    assert read(of_kind, "f.yml")[0][0].document.to_data() == one.document.to_data()


def test_an_empty_list_and_one_of_no_objects_are_told() -> None:
    head = "apiVersion: v1\nkind: List\n"
    empty = refused(f"{head}items: []\n")
    assert (empty.reason, str(empty.errors[0])) == (
        Reason.OTHER_MANIFEST,
        "f.yml:1:1: this list of manifests is empty.",
    )
    assert message(f"{head}items: [a]\n") == (
        "f.yml:3:9: items[0]: should be a manifest: a mapping with apiVersion and kind."
    )


def test_one_broken_manifest_leaves_the_others() -> None:
    broken = corpus.PROMETHEUS_RULE.replace("metadata:", "metadatas:")
    reads, unreadable = read(f"foo: bar\n---\n{broken}---\n{corpus.SECRET}---\nfoo: baz\n", "f.yml")
    assert [one.reason for one in unreadable] == [Reason.UNKNOWN_KIND, Reason.REFUSED, Reason.UNKNOWN_KIND]
    assert [one.key for one in reads] == ["f.yml#3"]


def test_what_stands_behind_a_manifest_and_is_none_is_told() -> None:
    reads, (other,) = read(f"{corpus.SECRET}---\n{corpus.RULES}---\n{corpus.OPENSLO}", "f.yml")
    assert (other.reason, other.kind) == (Reason.REFUSED, Kind.RULES)
    assert str(other.errors[0]) == (
        "f.yml:13:1: a Prometheus rule file stands here behind another document; it belongs into a file of "
        "its own."
    )
    assert [one.key for one in reads] == ["f.yml", "f.yml#3"]


def test_anchors_and_merges_are_taken_as_kubectl_does() -> None:
    text = corpus.PROMETHEUS_RULE.replace("labels: {release: kps}", "labels: &l {release: kps}").replace(
        "labels: {severity: critical}", "labels: {<<: *l, severity: critical}"
    )
    one = only(text)
    assert isinstance(one.inner, RuleFile)
    assert one.inner.groups[0].rules[0].labels == {"release": "kps", "severity": "critical"}
    data = one.document.to_data()
    assert data["spec"]["groups"][0]["rules"][0]["labels"] == {"release": "kps", "severity": "critical"}
    assert only(dump(data)).document.to_data() == data
