"""`alertflow check` on files that nobody generated, and `--fix`."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alertflow.cli import cli
from tests.cli.running import project_in

RULES = """\
groups:
  - name: shop
    rules:
      - alert: Down
        expr: up == 0
        labels: {severity: critical}
        annotations: {summary: It is down, runbook_url: "https://example.org/"}
"""
TEMPLATE = """\
route: {receiver: chat}
receivers:
  - name: chat   # ours
    slack_configs:
      - api_url_file: /s
        channel: '#a'
        title: "{{ .Annotations.summary }}"
"""
OTHER = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"


def check(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)], input=given, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files, which is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "alertmanager.yml").write_text(TEMPLATE)
    (tmp_path / "deployment.yaml").write_text(OTHER)
    (tmp_path / "values.yaml").write_text("a: 1\n")
    return tmp_path


def test_a_finding_is_shown_with_its_line(folder: Path) -> None:
    run = check("alertmanager.yml")
    assert run.exit_code == 1
    assert run.stdout.startswith(
        "alertmanager.yml:7:20: error: title in alertmanager.yml: A group of alerts has no "
    )
    assert '  7 | title: "{{ .Annotations.summary }}"\n    |            ^\n' in run.stdout
    assert run.stdout.splitlines()[-2:] == [
        "1 error; 1 of them can be mended by --fix",
        "checked 1 Alertmanager configuration",
    ]


def test_a_folder_is_searched_and_what_is_of_another_kind_is_passed_over(folder: Path) -> None:
    run = check(".")
    assert run.stdout.splitlines()[-1] == (
        "checked 1 Prometheus rule file and 1 Alertmanager configuration; passed over 2 files of other kinds"
    )
    assert "unknown-kind" not in run.stdout


def test_of_a_file_that_is_named_it_is_said_that_its_kind_is_not_known(folder: Path) -> None:
    run = check("values.yaml", "rules.yml")
    assert run.exit_code == 0
    assert "values.yaml:1:1: warning: this is of no kind known here" in run.stdout


def test_globs_name_files(folder: Path) -> None:
    assert (
        check("*.yml").stdout.splitlines()[-1].startswith("checked 1 Prometheus rule file and 1 Alertmanager")
    )


def test_rules_and_configuration_are_held_against_each_other(folder: Path) -> None:
    (folder / "alertmanager.yml").write_text("route: {receiver: chat}\nreceivers: [{name: chat}]\n")
    run = check("rules.yml", "alertmanager.yml")
    assert "[loop/unreachable-receiver]" in run.stdout
    assert "[loop/unreachable-receiver]" not in check("rules.yml").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gone.yml"], "there is no file gone.yml."),
        (["*.json"], "no file matches *.json."),
        (["deployment.yaml"], "nothing to check: 1 file is of kinds that are not known here."),
    ],
)
def test_nothing_to_check_is_exit_code_2(folder: Path, arguments: list[str], words: str) -> None:
    run = check(*arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr


def test_a_broken_file_hides_nothing_of_the_others(folder: Path) -> None:
    (folder / "rules.yml").write_text("groups: [\n")
    run = check(".")
    assert run.exit_code == 1
    assert "rules.yml:2:1: error: this is not YAML: " in run.stdout
    assert "alertmanager.yml:7:20: error: " in run.stdout


def test_standard_input_is_a_file_like_others() -> None:
    run = check("-", given=TEMPLATE)
    assert run.exit_code == 1
    assert run.stdout.startswith("<stdin>:7:20: error: title in <stdin>: ")
    assert '  7 | title: "{{ .Annotations.summary }}"' in run.stdout
    assert check("-", given="\ufeff" + RULES).stdout == "nothing found\nchecked 1 Prometheus rule file\n"


def test_comments_silence_findings_there_too() -> None:
    for comment in (
        "        # alertflow: ignore[alertmanager/wrong-template] a test\n",
        "        # alertflow: ignore[alertmanager/wrong-template, alertmanager/refused] a test\r\n",
    ):
        given = TEMPLATE.replace("        title", f"{comment}        title")
        assert "wrong-template" not in check("-", given=given).stdout.partition("silences")[0]
    block = TEMPLATE.replace(
        '"{{ .Annotations.summary }}"', "|   # alertflow: ignore[alertmanager/wrong-template] a\n"
    )
    assert check("-", given=block + "          It is\n          {{ .Annotations.a }}\n").exit_code == 0


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_for_programs_only_findings_are_printed(folder: Path, form: str) -> None:
    run = check("alertmanager.yml", "--format", form)
    assert run.exit_code == 1
    assert run.stderr == "checked 1 Alertmanager configuration\n"
    if form == "json":
        (one,) = json.loads(run.stdout)
        assert (one["file"], one["line"], one["column"], one["fixable"]) == ("alertmanager.yml", 7, 20, True)
    elif form == "sarif":
        (result,) = json.loads(run.stdout)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 20}
    else:
        assert run.stdout.startswith("::error file=alertmanager.yml,line=7,col=20,title=")


def test_fix_shows_the_difference_and_then_writes_it(folder: Path) -> None:
    run = check("alertmanager.yml", "--fix")
    assert run.exit_code == 0
    assert run.stdout.splitlines() == [
        "--- a/alertmanager.yml",
        "+++ b/alertmanager.yml",
        "@@ -4,4 +4,4 @@",
        "     slack_configs:",
        "       - api_url_file: /s",
        "         channel: '#a'",
        '-        title: "{{ .Annotations.summary }}"',
        '+        title: "{{ .CommonAnnotations.summary }}"',
        "1 finding mended in 1 file.",
        "",
        "nothing found",
        "checked 1 Alertmanager configuration",
    ]
    assert (folder / "alertmanager.yml").read_text() == TEMPLATE.replace(".Ann", ".CommonAnn")
    assert (
        check("alertmanager.yml", "--fix").stdout == "nothing found\nchecked 1 Alertmanager configuration\n"
    )


def test_diff_only_shows_it(folder: Path) -> None:
    run = check("alertmanager.yml", "--fix", "--diff")
    assert run.exit_code == 1
    assert "1 finding can be mended in 1 file." in run.stdout
    assert (folder / "alertmanager.yml").read_text() == TEMPLATE
    assert check("alertmanager.yml", "--diff").exit_code == 2


def test_mode_line_breaks_and_byte_order_mark_stay(folder: Path) -> None:
    file = folder / "alertmanager.yml"
    file.write_bytes(b"\xef\xbb\xbf" + TEMPLATE.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    check(file, "--fix")
    after = TEMPLATE.replace(".Ann", ".CommonAnn").replace("\n", "\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbf" + after.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(one.name for one in folder.iterdir()) == [
        "alertmanager.yml",
        "deployment.yaml",
        "rules.yml",
        "values.yaml",
    ]


def test_a_link_stays_a_link_and_one_that_leads_elsewhere_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "real").mkdir()
    (folder / "alertmanager.yml").rename(folder / "real" / "config.yml")
    (folder / "link.yml").symlink_to("real/config.yml")
    assert check("link.yml", "--fix").exit_code == 0
    assert (folder / "link.yml").is_symlink()
    assert ".CommonAnnotations" in (folder / "real" / "config.yml").read_text()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "config.yml"
    elsewhere.write_text(TEMPLATE)
    (folder / "out.yml").symlink_to(elsewhere)
    run = check("out.yml", "rules.yml", "--fix")
    assert run.exit_code == 2
    assert "which lies elsewhere: mend that file itself." in run.stderr
    assert elsewhere.read_text() == TEMPLATE


def test_what_cannot_be_written_is_an_error_and_nothing_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    run = check("alertmanager.yml", "--fix")
    assert run.exit_code == 2
    assert "cannot be written: Permission denied." in run.stderr
    assert (folder / "alertmanager.yml").read_text() == TEMPLATE
    assert sorted(one.name for one in folder.iterdir()) == [
        "alertmanager.yml",
        "deployment.yaml",
        "rules.yml",
        "values.yaml",
    ]


def test_fix_is_for_files(folder: Path) -> None:
    run = check("-", "--fix", given=TEMPLATE)
    assert (run.exit_code, "standard input is none" in run.stderr) == (2, True)
    project_in(folder)
    run = check(".", "--fix")
    assert run.exit_code == 2
    assert "--fix mends files of YAML. A project's are built from its Python" in run.stderr
    assert check(".", "rules.yml").exit_code == 2
    assert check("rules.yml").exit_code == 0
