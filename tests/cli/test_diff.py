import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import alertflow_here, alertflow_in

RULES = """\
groups:
  - name: shop
    rules:
      - alert: HighErrorRate
        expr: errors / requests > 0.05
        for: 5m
        labels: {severity: warning}
"""
ROUTES = """\
route:
  receiver: everybody
  routes:
    - matchers: [severity="critical"]
      receiver: on-call
receivers:
  - name: everybody
    slack_configs: [{channel: "#alerts", api_url: https://example.org/secret-of-ours}]
  - name: on-call
    pagerduty_configs: [{routing_key: secret-of-ours}]
"""
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\n"


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    old = put(tmp_path / "old", rules=RULES, routes=ROUTES)
    return old, put(tmp_path / "new", rules=RULES.replace("5m", "10m"), routes=ROUTES)


def test_what_differs_is_told_by_file_and_is_exit_code_1(tmp_path: Path, sides: tuple[Path, Path]) -> None:
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 1
    assert run.stdout.splitlines() == [
        "rules.yml",
        "  ~ HighErrorRate: for 5m → 10m (line 6)",
        "1 difference in 1 file; new has 1 Prometheus rule file and 1 Alertmanager configuration.",
    ]


def test_what_is_the_same_is_said_to_be_with_what_was_compared(tmp_path: Path) -> None:
    put(tmp_path / "old", rules=RULES, routes=ROUTES, shop=DEPLOYMENT)
    put(tmp_path / "new", rules=RULES.replace("5m", "300s"), routes=ROUTES)
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 0
    assert run.stdout == (
        "the same: old and new do not differ in meaning; compared 1 Prometheus rule file and 1 Alertmanager "
        "configuration. Passed over 1 file of another kind; their text differs in shop.yml.\n"
    )


def test_it_does_not_say_the_same_of_what_could_not_be_compared_to_the_end(tmp_path: Path) -> None:
    script = ROUTES.replace('[severity="critical"]', r"""['severity=~"\\p{Greek}"']""")
    routes = [
        script,
        script.replace("      receiver: on-call", "      receiver: on-call\n      continue: true"),
    ]
    for name, text in zip(("old", "new"), routes, strict=True):
        put(tmp_path / name, routes=text)
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 0
    note, said = run.stdout.splitlines()
    assert note.startswith("note: routes.yml: compared 2 label sets; not exhaustive, because ")
    assert said.startswith("no difference was found between old and new; compared 1 Alertmanager")


def test_two_files_are_compared_whatever_they_are_called(tmp_path: Path) -> None:
    put(tmp_path / "old", rules=RULES)
    put(tmp_path / "new", other=RULES.replace("warning", "critical"))
    run = alertflow_here(tmp_path, "diff", "old/rules.yml", "new/other.yml")
    assert run.exit_code == 1
    assert "  ~ HighErrorRate: severity warning → critical (line 7)" in run.stdout


def test_a_file_that_only_moved_is_no_difference(tmp_path: Path) -> None:
    put(tmp_path / "old", rules=RULES)
    put(tmp_path / "new", alerts=RULES)
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 0
    assert run.stdout.splitlines()[:2] == ["rules.yml", "  > the same, now in alerts.yml"]


def test_files_of_one_side_are_told_once(tmp_path: Path) -> None:
    put(tmp_path / "old", rules=RULES)
    put(tmp_path / "new", routes=ROUTES)
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 1
    assert run.stdout.splitlines()[:4] == [
        "rules.yml",
        "  - gone: it was a Prometheus rule file",
        "routes.yml",
        "  + new: an Alertmanager configuration",
    ]


def test_no_secret_is_repeated(tmp_path: Path) -> None:
    put(tmp_path / "old", routes=ROUTES)
    put(tmp_path / "new", routes=ROUTES.replace("secret-of-ours", "another-secret"))
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 1
    assert "secret-of-ours" not in run.stdout
    assert "another-secret" not in run.stdout
    assert "receiver on-call: pagerduty_configs[0].routing_key: changed (a secret)" in run.stdout


def test_for_programs_each_difference_has_its_place(tmp_path: Path, sides: tuple[Path, Path]) -> None:
    run = alertflow_here(tmp_path, "diff", "old", "new", "--format", "json")
    assert run.exit_code == 1
    assert json.loads(run.stdout) == {
        "old": "old",
        "new": "new",
        "same": False,
        "exhaustive": True,
        "compared": 2,
        "differences": [
            {
                "what": "changed",
                "path": "rules.yml",
                "subject": "HighErrorRate",
                "sentence": "for 5m → 10m",
                "location": {"path": "new/rules.yml", "line": 6, "column": 14},
            }
        ],
        "notes": [],
        "unreadable": [],
        "passed_over": [],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups: [", "new/rules.yml:2:1: this is not YAML"),
        (RULES.replace("for: 5m", "for: soon"), "new/rules.yml:6:14: "),
        ("a: 1\n", "new/rules.yml:1:1: "),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_is_exit_code_2(
    text: str, said: str, tmp_path: Path
) -> None:
    put(tmp_path / "old", rules=RULES)
    put(tmp_path / "new", rules=text)
    run = alertflow_here(tmp_path, "diff", "old/rules.yml", "new/rules.yml")
    assert run.exit_code == 2
    assert said in run.stderr


def test_what_cannot_be_read_and_has_not_changed_is_no_mistake(tmp_path: Path) -> None:
    template = "groups: [{{ .Values.groups }}]\n"
    put(tmp_path / "old", rules=RULES, template=template)
    put(tmp_path / "new", rules=RULES, template=template)
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.endswith("1 file cannot be read, and the text is the same.\n")
    put(tmp_path / "new", template=template + "# more\n")
    run = alertflow_here(tmp_path, "diff", "old", "new")
    assert run.exit_code == 2
    assert "old/template.yml" in run.stderr
    assert "new/template.yml" in run.stderr


def test_what_is_not_there_is_exit_code_2(tmp_path: Path, sides: tuple[Path, Path]) -> None:
    run = alertflow_here(tmp_path, "diff", "old", "new/rule.yml")
    assert run.exit_code == 2
    assert run.stderr == "error: there is no file new/rule.yml. Did you mean 'rules.yml'?\n"


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, and a third state that is not committed."""
    put(tmp_path / "monitoring", rules=RULES)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    put(tmp_path / "monitoring", rules=RULES.replace("5m", "10m"))
    git(tmp_path, "commit", "-am", "two")
    put(tmp_path / "monitoring", rules=RULES.replace("5m", "15m"))
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("HEAD~1", ".", "monitoring/rules.yml", "for 5m → 15m"),
        ("HEAD~1", "HEAD", "monitoring/rules.yml", "for 5m → 10m"),
        ("HEAD", "monitoring", "rules.yml", "for 10m → 15m"),
        ("monitoring/rules.yml", "HEAD", "rules.yml", "for 15m → 10m"),
    ],
)
def test_revisions_of_git_are_sides_as_well(
    old: str, new: str, path: str, said: str, repository: Path
) -> None:
    run = alertflow_in(repository, "diff", old, new)
    assert run.returncode == 1, run.stderr
    assert run.stdout.splitlines()[:2] == [path, f"  ~ HighErrorRate: {said} (line 6)"]


def test_what_git_had_wrong_has_its_place_in_that_revision(repository: Path) -> None:
    put(repository / "monitoring", rules="groups: [")
    git(repository, "commit", "-am", "three")
    put(repository / "monitoring", rules=RULES)
    run = alertflow_in(repository, "diff", "HEAD", ".")
    assert run.returncode == 2
    assert run.stderr.startswith("error: HEAD:monitoring/rules.yml:2:1: this is not YAML")


def test_a_name_that_is_neither_file_nor_revision_is_told_as_a_file(repository: Path) -> None:
    run = alertflow_in(repository, "diff", "HEAD~9", ".")
    assert run.returncode == 2
    assert run.stderr.startswith("error: there is no file HEAD~9. Nor is it a revision that git knows.")
