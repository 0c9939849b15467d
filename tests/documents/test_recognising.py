"""What is nearly of a kind, and what is of none: told what it seems to be, and what it lacks."""

import pytest

from alertflow.documents import Kind, Reason, read
from tests.documents import corpus
from tests.documents.reading import message, refused

RULE = "alert: Down\nexpr: up == 0\n"
INDENTED = "  - name: a\n    rules:\n      - {alert: Down, expr: up == 0}\n"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (
            f"group:\n{INDENTED}",
            Kind.RULES,
            "1:1: this seems to be a Prometheus rule file, but 'groups' is missing: did you mean it by "
            "'group'?",
        ),
        (
            "name: a\nrules:\n  - {alert: Down, expr: up}",
            Kind.RULES,
            "1:1: this seems to be a group of rules: it belongs in a list under the key 'groups:'.",
        ),
        (
            "\n- name: a\n  rules: [{record: a, expr: up}]",
            Kind.RULES,
            "2:3: these seem to be groups of rules: above them belongs the key 'groups:'.",
        ),
        (
            f"# one\n{RULE}",
            Kind.RULES,
            "2:1: this seems to be a rule without its group: it belongs under 'groups:', '- name: …', "
            "'rules:'.",
        ),
        (
            "- alert: Down\n  expr: up == 0\n",
            Kind.RULES,
            "1:3: these seem to be rules without their group: above them belong 'groups:', '- name: …' and "
            "'rules:'.",
        ),
        (
            "rulez:\n  - alert_rule_test: []",
            Kind.TESTS,
            "1:1: this seems to be a promtool test, but 'tests' is missing: did you mean it by 'rulez'?",
        ),
        (
            "inhibit_rules:\n  - equal: [a]",
            Kind.ALERTMANAGER,
            "1:1: this seems to be an Alertmanager configuration, but 'route' and 'receivers' are missing.",
        ),
        (
            "on: push\njob: {a: {runs-on: x}}",
            Kind.WORKFLOW,
            "2:1: this seems to be a GitHub workflow, but 'jobs' is missing: did you mean it by 'job'?",
        ),
        ("on: push\n", Kind.WORKFLOW, "1:1: this seems to be a GitHub workflow, but 'jobs' is missing."),
        (
            "- name: Say\n  run: echo",
            Kind.WORKFLOW,
            "1:1: these seem to be steps of a GitHub workflow without their job: above them belong 'on:', "
            "'jobs:', the id of a job, 'runs-on:' and 'steps:'.",
        ),
        (
            "kind: PrometheusRule\nmetadata: {name: a}\nspec: {}",
            Kind.MANIFEST,
            "1:1: this seems to be a Kubernetes manifest, but 'apiVersion' is missing: it tells what it is.",
        ),
        (
            "apiVersion: v1\nmetadata: {name: a}",
            Kind.MANIFEST,
            "1:1: this seems to be a Kubernetes manifest, but 'kind' is missing: it tells what it is.",
        ),
        (
            "slo:\n  - {name: a, objective: 99, sli: {}}",
            Kind.SLOTH,
            "1:1: this seems to be a Sloth specification, but 'slos' is missing: did you mean it by 'slo'?",
        ),
        (
            "global: {}\nrule_files: [a.yml]\nscrape_configs: []",
            None,
            "1:1: this is the configuration of Prometheus itself, which is not read here: give the files "
            "that its 'rule_files' names.",
        ),
        (
            "apiVersion: 1\ngroups: [{name: a}]",
            None,
            "1:1: 'apiVersion: 1' is how Grafana's provisioning files begin: nothing is known of them here.",
        ),
        (
            "- hosts: all\n  tasks: []",
            None,
            "1:1: this seems to be a playbook of Ansible's, of which nothing is known here.",
        ),
    ],
)
def test_what_is_nearly_of_a_kind_is_told_with_what_it_lacks(text: str, kind: Kind | None, told: str) -> None:
    for lenient in (False, True):
        one = refused(text, lenient=lenient)
        assert (one.reason, one.kind) == (Reason.UNKNOWN_KIND, kind)
        assert [str(error) for error in one.errors] == [f"f.yml:{told}"]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("route: {receiver: a}", Kind.ALERTMANAGER, "f.yml:1:1: 'receivers' is missing."),
        ("receivers: [{name: a}]", Kind.ALERTMANAGER, "f.yml:1:1: 'route' is missing."),
        ("jobs: {a: {runs-on: x, steps: [{run: a}]}}", Kind.WORKFLOW, "f.yml:1:1: 'on' is missing."),
        ("on: push\njobs: []", Kind.WORKFLOW, "f.yml:2:7: jobs: should be a mapping, not a list."),
        ("groups: text", Kind.RULES, "f.yml:1:9: groups: should be a list, not 'text'."),
        (
            "evaluation_interval: 1m\ntests: 1",
            Kind.TESTS,
            "f.yml:2:8: tests: should be a list, not the number 1.",
        ),
        ("version: prometheus/v1\nslos: []", Kind.SLOTH, "f.yml:1:1: 'service' is missing."),
    ],
)
def test_what_is_surely_of_a_kind_is_read_as_it(text: str, kind: Kind, told: str) -> None:
    one = refused(text)
    assert (one.reason, one.kind, str(one.errors[0])) == (Reason.REFUSED, kind, told)


@pytest.mark.parametrize(
    "text",
    [
        "services: {web: {image: nginx}}",
        "receivers: {otlp: {}}\nexporters: {}\nservice: {pipelines: {}}",
        "groups: {dev: [a]}\nname: x",
        "version: 2.1\njobs: {build: {docker: [{image: a}], steps: [checkout]}}",
        "jobs: [{job: a, steps: []}]\ntrigger: [main]",
        "tests: [{name: a, command: b}]",
        "route: /health",
        "1: 2",
        "{}",
    ],
)
def test_what_other_programs_read_is_of_no_kind_known(text: str) -> None:
    one = refused(text)
    assert (one.reason, one.kind) == (Reason.UNKNOWN_KIND, None)
    assert one.errors[0].message.startswith("this is of no kind known here: ")


def test_what_is_of_no_kind_is_shown_by_its_keys() -> None:
    told = message("{a: 1, b: 2, 3: 4, d: , e: , f: }")
    assert "its keys are 'a', 'b', the number 3, 'd', 'e', …. Known: Prometheus rule file (groups);" in told
    assert "it has no keys" in message("{}")


def test_json_is_yaml() -> None:
    (one,), _ = read('{"groups": [{"name": "a", "rules": [{"alert": "Down", "expr": "up == 0"}]}]}', "f.json")
    assert one.kind is Kind.RULES


def test_every_file_of_the_corpus_without_one_of_its_keys_is_told_as_what_it_is() -> None:
    for name, (kind, text) in corpus.FILES.items():
        for key in [line.partition(":")[0] for line in text.splitlines() if line[0].isalpha()]:
            _, unreadable = read(text.replace(f"{key}:", f"{key}zz:", 1), "f.yml")
            for one in unreadable:
                assert one.errors and one.errors[0].location, (name, key)
                assert one.kind in (kind, Kind.MANIFEST, None), (name, key)


@pytest.mark.parametrize("name", corpus.FILES)
def test_what_is_broken_is_still_known_by_the_keys_at_its_edge(name: str) -> None:
    kind, text = corpus.FILES[name]
    one = refused(f"{text}\t- [broken\n", "f.yml")
    assert one.reason in (Reason.NOT_YAML, Reason.TEMPLATE)
    assert one.kind == (None if name == "secret.yaml" else kind)


def test_what_is_broken_and_of_nothing_known_has_no_kind() -> None:
    assert refused("services:\n\tweb: {}\ngroups: x\njobs: y\n").kind is None
    assert refused("name: x\n\ty", ".github/workflows/x.yml").kind is Kind.WORKFLOW
