"""Files of every kind: read for what they are, strictly and leniently, and refused with one clear reason."""

import pytest

from alertflow.alertmanager import Config
from alertflow.declared import Location
from alertflow.documents import LARGEST, Kind, Reason, read
from alertflow.github import Job, Workflow
from alertflow.prometheus import AlertingRule, RuleFile
from alertflow.sloth import PrometheusServiceLevel, SlothSpec
from alertflow.yaml import dump
from tests.documents import corpus
from tests.documents.reading import message, only, refused


@pytest.mark.parametrize("name", corpus.FILES)
def test_every_kind_is_told_by_its_content(name: str) -> None:
    kind, text = corpus.FILES[name]
    one = only(text, "any.yml")
    assert (one.kind, one.path, one.key, one.text, one.unknown) == (kind, "any.yml", "any.yml", text, ())


@pytest.mark.parametrize("name", corpus.FILES)
def test_what_was_read_and_is_written_is_of_the_same_kind_with_the_same_data(name: str) -> None:
    kind, text = corpus.FILES[name]
    data = only(text).document.to_data()
    again = only(dump(data))
    assert (again.kind, again.document.to_data()) == (kind, data)


def test_a_place_tells_the_kind_only_where_the_content_does_not() -> None:
    assert refused("name: x", ".github/workflows/x.yml").kind is Kind.WORKFLOW
    assert refused("runs: {}", "here/action.yaml").kind is Kind.ACTION
    assert only(corpus.RULES, ".github/workflows/rules.yml").kind is Kind.RULES
    assert refused("name: x", "workflows/x.yml").kind is None


def test_both_forms_of_sloth_have_classes_of_their_own() -> None:
    assert isinstance(only(corpus.SLOTH).document, SlothSpec)
    assert isinstance(only(corpus.SERVICE_LEVEL).document, PrometheusServiceLevel)


def test_expressions_stand_as_they_are_written() -> None:
    document = only(corpus.RULES).document
    assert isinstance(document, RuleFile)
    slow = document.groups[0].rules[1]
    assert slow.expr.endswith("[5m])))\n  > 0.5\n")
    assert slow.place_in("expr", slow.expr, slow.expr.index("> 0.5")) == Location("f.yml", 23, 13)


def test_what_a_merge_brings_is_there_with_its_place() -> None:
    document = only(corpus.RULES).document
    assert isinstance(document, RuleFile)
    slow = document.groups[0].rules[1]
    assert slow.labels == {"severity": "warning", "team": "platform"}
    assert slow.place_of("labels", "team") == Location("f.yml", 14, 17)


def test_github_takes_anchors_and_no_merges() -> None:
    document = only(corpus.WORKFLOW).document
    assert isinstance(document, Workflow)
    (job,) = document.jobs
    assert isinstance(job, Job)
    assert job.steps[1].to_data()["env"] == {"ALERT": "${{ github.event.client_payload.alert }}"}
    for lenient in (False, True):
        said = message(corpus.WORKFLOW.replace("env: *env", "env: {<<: *env}"), lenient=lenient)
        assert said == (
            "f.yml:18:15: jobs.restart.steps[1].env: '<<' is no key here: GitHub reads anchors and aliases, "
            "but does not merge mappings."
        )


def test_an_unknown_key_is_a_mistake_or_kept() -> None:
    text = corpus.RULES.replace("interval: 30s", "intervall: 30s")
    told = "unknown key 'intervall'. Did you mean 'interval'?"
    one = refused(text)
    assert (one.reason, one.kind) == (Reason.REFUSED, Kind.RULES)
    assert [str(error) for error in one.errors] == [f"f.yml:4:5: groups[0]: {told}"]
    kept = only(text, lenient=True)
    assert kept.unknown == (("groups[0].intervall", Location("f.yml", 4, 5), told),)
    assert isinstance(kept.document, RuleFile)
    assert kept.document.groups[0].extra == {"intervall": "30s"}
    assert kept.document.to_data()["groups"][0]["intervall"] == "30s"


def test_unknown_keys_of_every_kind_are_kept_and_written() -> None:
    for name, (_, text) in corpus.FILES.items():
        one = only(f"{text}zzz: {{a: [1, x]}}\n", name, lenient=True)
        assert [(unknown.key, unknown.location.column) for unknown in one.unknown] == [("zzz", 1)], name
        assert one.document.to_data()["zzz"] == {"a": [1, "x"]}, name


def test_an_unknown_key_of_a_step_is_kept() -> None:
    text = corpus.WORKFLOW.replace("      - uses:", "      - colour: blue\n        uses:")
    one = only(text, lenient=True)
    assert [unknown.key for unknown in one.unknown] == ["jobs.restart.steps[0].colour"]
    assert one.document.to_data()["jobs"]["restart"]["steps"][0]["colour"] == "blue"


def test_wrong_values_stay_mistakes_and_then_unknown_keys_are_told_beside_them() -> None:
    text = corpus.ALERTMANAGER.replace("receivers:\n", "recievers:\n")
    for lenient in (False, True):
        told = [str(error) for error in refused(text, lenient=lenient).errors]
        assert told == [
            "f.yml:1:1: 'receivers' is missing.",
            "f.yml:13:1: unknown key 'recievers'. Did you mean 'receivers'?",
        ]


def test_more_mistakes_than_a_person_reads_are_counted() -> None:
    rules = "".join(f"  - {{name: g{number}, x: 1}}\n" for number in range(30))
    errors = refused(f"groups:\n{rules}").errors
    assert len(errors) == 21
    assert errors[-1].message == "… and 10 more."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "f.yml:1:1: this file is empty."),
        (" \n\n", "f.yml:1:1: this file is empty."),
        ("# rules\n---\n", "f.yml:1:1: this file holds nothing but comments."),
        ("---\n---\n", "f.yml:1:1: this file holds nothing but comments."),
        ("hello", "f.yml:1:1: this is 'hello', and no mapping: nothing in it can be checked."),
        ("42", "f.yml:1:1: this is the number 42, and no mapping: nothing in it can be checked."),
        (
            "- a\n- b",
            "f.yml:1:1: a list stands at the top, where every kind of file known here has a mapping.",
        ),
    ],
)
def test_what_holds_no_mapping_is_of_no_kind(text: str, told: str) -> None:
    assert message(text) == told
    assert refused(text).reason is Reason.UNKNOWN_KIND


def test_a_second_document_stands_where_one_belongs() -> None:
    (first,), (second,) = read(f"{corpus.RULES}---\n{corpus.RULES}", "f.yml")
    assert first.kind is Kind.RULES
    assert (second.reason, second.kind) == (Reason.REFUSED, Kind.RULES)
    assert str(second.errors[0]).startswith(
        "f.yml:33:1: a second document starts here: Prometheus reads only the first"
    )


def test_a_file_may_hold_several_specifications() -> None:
    reads, unreadable = read(f"{corpus.SLOTH}---\n{corpus.OPENSLO}---\n{corpus.SERVICE_LEVEL}", "f.yml")
    assert not unreadable
    assert [(one.key, one.kind) for one in reads] == [
        ("f.yml", Kind.SLOTH),
        ("f.yml#2", Kind.OPENSLO),
        ("f.yml#3", Kind.SLOTH),
    ]
    document = reads[2].document
    assert isinstance(document, PrometheusServiceLevel)
    assert document.place("spec") == Location("f.yml", 25, 3)


def test_openslo_of_another_version_is_told() -> None:
    text = corpus.OPENSLO.replace("openslo/v1", "openslo/v1alpha")
    assert message(text).startswith("f.yml:1:1: openslo/v1alpha is an old form of OpenSLO")
    assert "OpenSLO has no kind 'Servise'" in message(corpus.OPENSLO.replace("Service", "Servise"))


def test_a_workflow_that_github_would_not_run_is_too_large() -> None:
    one = refused(f"{corpus.WORKFLOW}#{'x' * 512_000}")
    assert (one.reason, one.kind) == (Reason.TOO_LARGE, Kind.WORKFLOW)
    assert str(one.errors[0]) == "f.yml:1:1: this file is larger than 500 KB; GitHub runs no such workflow."


def test_a_text_that_is_too_large_is_not_looked_at() -> None:
    one = refused(f"#{'x' * LARGEST}")
    assert one.reason is Reason.TOO_LARGE
    assert one.errors[0].message.startswith("this file has 20,000,001 bytes; 20,000,000 is the most")


def test_windows_line_ends_and_marks_leave_the_places_right() -> None:
    for ends in ("\r\n", "\r"):
        one = only("\ufeff" + corpus.RULES.replace("\n", ends))
        assert isinstance(one.document, RuleFile)
        down, slow, _ = one.document.groups[0].rules
        assert isinstance(down, AlertingRule)
        description = down.annotations["description"]
        assert down.place_in("annotations", description, description.index("Call")) == Location(
            "f.yml", 19, 48
        )
        assert slow.place_in("expr", slow.expr, slow.expr.index("> 0.5")) == Location("f.yml", 23, 13)
        assert not one.text.startswith("\ufeff")


def test_reading_a_configuration_takes_its_words_as_alertmanager_does() -> None:
    config = only(corpus.ALERTMANAGER).document
    assert isinstance(config, Config)
    assert config.root.routes[0].continue_ is True
