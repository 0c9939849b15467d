"""Template files: what they define, and what is wrong with them by themselves."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import TemplateFile, file_problems, template_problems
from alertflow.declared import AlertflowError
from tests.alertmanager.templates.conftest import Render


def parse(text: str, path: str = "templates/mine.tmpl") -> TemplateFile:
    return TemplateFile.parse(text, path)


def test_a_file_defines_its_templates_and_is_one_itself() -> None:
    file = parse('{{ define "a" }}x{{ end }}{{ define "b" }}y{{ end }}')
    assert list(file.defines) == ["mine.tmpl", "a", "b"]
    assert file.location(file.defines["b"].place) == ("templates/mine.tmpl", 1, 37)


def test_a_file_that_go_does_not_read_is_refused_with_its_place() -> None:
    with pytest.raises(
        AlertflowError, match=r"^templates/mine.tmpl:2:1: this \{\{ if \}\} has no \{\{ end \}\}$"
    ):
        parse('{{ define "a" }}\n{{ if .Status }}')


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ('{{ define "a" }}{{ .Anything.at.all }}{{ template "__subject" . }}{{ end }}', []),
        ('{{ define "a" }}{{ template "b" . }}{{ end }}', ["no template 'b' is defined."]),
        (
            '{{ define "a" }}{{ humanize 1.5 }}{{ end }}',
            ["Alertmanager's templates have no function 'humanize'."],
        ),
        ('{{ define "a" }}{{ toUpper 1 }}{{ end }}', ["toUpper takes text here, not a whole number."]),
        ('{{ define "a" }}{{ toJson . }}{{ end }}', ["The function 'toJson' came with Alertmanager 0.30; "]),
        (
            '{{ define "a" }}{{ with . }}{{ else with . }}{{ end }}{{ end }}',
            ["Go cannot read this template: 'else "],
        ),
    ],
)
def test_what_is_wrong_whatever_the_data_is_found_in_the_file_alone(text: str, messages: list[str]) -> None:
    found = [one.message for one in file_problems(parse(text), "0.25")]
    assert len(found) == len(messages)
    assert all(one.startswith(message) for one, message in zip(found, messages, strict=True))


def test_a_file_may_call_what_another_defines_and_the_later_of_two_counts(
    render: Render, tmp_path: Path
) -> None:
    texts = {
        "1.tmpl": '{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "c" }}{{ .Nothing }}{{ end }}',
        "2.tmpl": '{{ define "b" }}b{{ end }}{{ define "c" }}right{{ end }}',
        "3.tmpl": '{{ define "b" }} {{ end }}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [parse(text, name) for name, text in texts.items()]
    text = '{{ template "a" . }}{{ template "c" . }}{{ template "3.tmpl" }}'
    assert render("amtool-new", text, files=tuple(tmp_path / name for name in texts)) == (True, "bright")
    assert template_problems(text, files=files) == []
    assert [one for file in files for one in file_problems(file, files=files)] == []


def test_check_config_reads_template_files_as_we_do_and_executes_nothing(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    slack = '{channel: c, api_url: "https://slack.example.org/x", text: "{{ .Nothing | nothing"}'
    config = tmp_path / "alertmanager.yml"
    receivers = f"receivers: [{{name: a, slack_configs: [{slack}]}}]"
    config.write_text(f"route: {{receiver: a}}\n{receivers}\ntemplates: ['*.tmpl']\n", encoding="utf-8")
    file = tmp_path / "mine.tmpl"
    for text, accepted in [
        ('{{ define "a" }}{{ .Nothing }}{{ end }}', True),
        ('{{ define "a" }}{{ nothing }}{{ end }}', False),
        ('{{ define "a" }}{{ end }', False),
    ]:
        file.write_text(text, encoding="utf-8")
        for program, version in (("amtool-old", "0.25"), ("amtool-new", "0.33")):
            said = subprocess.run(
                [programs(program), "check-config", config], capture_output=True, check=False, timeout=60
            )
            assert (said.returncode == 0) is accepted
            try:
                found = file_problems(parse(text), version)
            except AlertflowError:
                assert not accepted
            else:
                assert (found == []) is accepted
