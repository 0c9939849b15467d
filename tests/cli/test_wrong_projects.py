"""Projects that are wrong, each with the exact text that a person sees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import PROJECT, alertflow_in, project_in, tree

MODELS = "from alertflow import Alert, Project, Severity, Team\n"

FILES = {
    "an unknown name": (
        MODELS
        + """
Alert(
    name="Down",
    expr="up == 0",
    severity=Severity.CRITICAL,
    sumary="It is down",
)
""",
        "error: alertflow.py:7: Alert(…): unknown name 'sumary'. Did you mean 'summary'?\n",
    ),
    "a name that is a template": (
        MODELS + 'Alert(name="{{ $labels.job }}Down", expr="up == 0", severity=Severity.CRITICAL)\n',
        "error: alertflow.py:2: Alert(…): name: should be one line of text, without braces, "
        "not '{{ $labels.job }}Down'.\n",
    ),
    "a name that is no Prometheus label": (
        MODELS + 'Alert(name="Down", expr="up == 0", severity=Severity.INFO, labels={"a b": "c"})\n',
        "error: alertflow.py:2: Alert(…): labels: should be letters, digits and underscores, no digit first, "
        "not 'a b'.\n",
    ),
    "missing names": (
        MODELS + 'Alert(name="Down")\n',
        "error: alertflow.py:2: Alert(…): 'expr' is missing.\n  Alert(…): 'severity' is missing.\n",
    ),
    "a duration in words": (
        MODELS + 'Alert(name="Down", expr="up == 0", for_="5 minutes", severity=Severity.CRITICAL)\n',
        "error: alertflow.py:2: Alert(…): for_: should be a duration such as 5m or 1h30m, not '5 minutes'.\n",
    ),
    "an alert declared twice": (
        MODELS
        + """
def alert(expr):
    return Alert(name="Down", expr=expr, severity=Severity.CRITICAL)

project = Project(name="shop", alerts=[alert("up == 0"), alert("up < 1")])
""",
        "error: alertflow.py:4: alert 'Down' of severity critical is declared twice; "
        "the first is at alertflow.py:4.\n",
    ),
    "PromQL with an open parenthesis": (
        MODELS
        + """
down = Alert(
    name="Down",
    expr="sum(rate(up[5m]) > 1",
    severity=Severity.CRITICAL,
)
project = Project(name="shop", alerts=[down])
""",
        "error: alertflow.py:5: Alert(Down): this is not PromQL at column 4: '(' is not closed.\n",
    ),
    "several mistakes, told at once": (
        MODELS
        + """
one = Alert(name="One", expr="up ==", severity=Severity.CRITICAL)
two = Alert(name="Two", expr="up(", severity=Severity.CRITICAL)
project = Project(name="shop", alerts=[one, two])
""",
        "error: alertflow.py:3: Alert(One): this is not PromQL at column 6: "
        "it ends where a value should follow '=='.\n"
        "error: alertflow.py:4: Alert(Two): this is not PromQL at column 3: '(' is not closed.\n",
    ),
    "a pipeline and nothing to remediate": (
        MODELS
        + """
from alertflow import Pipeline
from alertflow.pipeline import AlertContext
down = Alert(name="Down", expr="up == 0", severity=Severity.CRITICAL)
look = Pipeline(stages=[AlertContext()])
project = Project(name="shop", alerts=[down], pipelines=[look])
""",
        "error: alertflow.py:6: Pipeline(alert-triggered-remediation.yml): it has nothing to answer: no "
        "alert of the project has a remediation. Give an alert remediation=Remediation(…), or remove the "
        "pipeline.\n",
    ),
    "direct dispatch to no repository": (
        """
from alertflow import Project
from alertflow.dispatch import Direct
project = Project(name="shop", dispatch=Direct(token_file="/etc/alertmanager/github-token"))
""",
        "error: alertflow.py:4: Project(…): 'repository' is missing: direct dispatch posts to it. "
        "Give it as owner/name.\n",
    ),
    "a syntax error": (
        MODELS + 'down = Alert(name="Down"\nproject = Project(name="shop")\n',
        "error: alertflow.py:2: SyntaxError: '(' was never closed\n"
        '    down = Alert(name="Down"\n'
        "                ^\n",
    ),
    "a wrong indentation": (
        MODELS + '  project = Project(name="shop")\n',
        "error: alertflow.py:2: IndentationError: unexpected indent\n"
        '    project = Project(name="shop")\n'
        "    ^\n",
    ),
    "an exception": (
        MODELS + "BUDGET = 1 / 0\n",
        "error: alertflow.py:2: ZeroDivisionError: division by zero\n",
    ),
    "an endless recursion": (
        "def alerts():\n    return [*alerts()]\n\nalerts()\n",
        "error: alertflow.py:2: RecursionError: maximum recursion depth exceeded\n",
    ),
    "an exit": (
        "import sys\nsys.exit('enough')\n",
        "error: alertflow.py:2: the file ended the program, sys.exit('enough'), "
        "instead of declaring a project.\n",
    ),
    "a missing module": (
        "import boto3_for_alerts\n",
        "error: alertflow.py:1: ModuleNotFoundError: No module named 'boto3_for_alerts'. Install it into the "
        "environment that alertflow runs in, or put its file beside the project file.\n",
    ),
    "a misspelt name of alertflow": (
        "from alertflow import Allert\n",
        "error: alertflow.py:1: ImportError: cannot import name 'Allert' from 'alertflow'. "
        "Did you mean 'Alert'?\n",
    ),
    "a misspelt module of alertflow": (
        "from alertflow.playbook import kubernetes\n",
        "error: alertflow.py:1: ModuleNotFoundError: No module named 'alertflow.playbook'. "
        "Did you mean 'playbooks'?\n",
    ),
    "two projects": (
        MODELS + 'staging = Project(name="staging")\nproduction = Project(name="production")\n',
        "error: alertflow.py:1: the file declares 2 projects. Say which one:\n"
        "  alertflow.py:staging  (line 2)\n"
        "  alertflow.py:production  (line 3)\n",
    ),
    "no project": (
        MODELS + 'team = Team("shop")\n',
        "error: alertflow.py:1: the file declares no Project. End it with: project = Project(name=…, …)\n",
    ),
}


def _foreign(folder: Path) -> None:
    (folder / "monitoring").mkdir()
    (folder / "monitoring" / "alert_rules.yml").write_text("groups: []\n", "utf-8")


def _hand_edited(folder: Path) -> None:
    assert alertflow_in(folder, "build").returncode == 0
    with (folder / "monitoring" / "alert_rules.yml").open("a", encoding="utf-8") as file:
        file.write("# and mine\n")


SURROUNDINGS: dict[str, tuple[Callable[[Path], object], list[str], str]] = {
    "a file that is not there": (
        lambda folder: None,
        ["alertflw.py"],
        "error: there is no file alertflw.py. Did you mean 'alertflow.py'?\n",
    ),
    "a folder without a project": (
        lambda folder: (folder / "empty").mkdir(),
        ["empty"],
        "error: there is no project in empty: neither alertflow.py nor a pyproject.toml with "
        "[tool.alertflow] project. Run 'alertflow init' to start one, or name a file: "
        "'alertflow build path/to/file.py'.\n",
    ),
    "a name that is not in the file": (
        lambda folder: None,
        ["alertflow.py:projet"],
        "error: alertflow.py:1: there is no project 'projet'. Did you mean 'project'?\n",
    ),
    "a misspelt key of pyproject.toml": (
        lambda folder: (folder / "pyproject.toml").write_text('[tool.alertflow]\nprojects = "a.py"\n'),
        [],
        "error: pyproject.toml:2: [tool.alertflow]: unknown key 'projects'. Did you mean 'project'?\n",
    ),
    "a file that is not UTF-8": (
        lambda folder: (folder / "alertflow.py").write_bytes(b"NAME = 'caf\xe9'\n"),
        [],
        "error: alertflow.py:1: the file is not UTF-8: byte 0xe9 does not belong. Save it as UTF-8.\n",
    ),
    "files that import each other": (
        lambda folder: [
            (folder / "alertflow.py").write_text("from teams import shop\n"),
            (folder / "teams.py").write_text("from rotas import week\nshop = 1\n"),
            (folder / "rotas.py").write_text("from teams import shop\nweek = 1\n"),
        ],
        [],
        "error: rotas.py:1: ImportError: cannot import name 'shop' from partially initialized module 'teams' "
        "(most likely due to a circular import).\n",
    ),
    "a file where a folder goes": (
        lambda folder: (folder / "monitoring").touch(),
        [],
        "error: monitoring is a file, and alert_rules.yml goes into a folder of that name.\n",
    ),
    "a folder where a file goes": (
        lambda folder: (folder / "monitoring" / "alert_rules.yml").mkdir(parents=True),
        [],
        "error: monitoring/alert_rules.yml is a folder, and a generated file goes there. Move it away.\n",
    ),
    "a folder where nothing can be written": (
        lambda folder: None,
        ["--out", "/proc/alertflow"],
        "error: /proc/alertflow cannot be used: No such file or directory.\n",
    ),
    "a link that leads out of the repository": (
        lambda folder: (folder / "monitoring").symlink_to("/tmp"),
        [],
        "error: monitoring/alert_rules.yml leads out of the folder of the generated files, through a link.\n",
    ),
    "a person's file in the way": (
        _foreign,
        [],
        "error: nothing was written, for these files would be lost:\n"
        "  monitoring/alert_rules.yml: it exists, and alertflow did not write it.\n"
        "Move the change into the project file, or 'alertflow build --force' overwrites them "
        "('alertflow build --check' shows the difference).\n",
    ),
    "a file changed by hand": (
        _hand_edited,
        [],
        "error: nothing was written, for these files would be lost:\n"
        "  monitoring/alert_rules.yml: it was changed by hand since alertflow wrote it.\n"
        "Move the change into the project file, or 'alertflow build --force' overwrites them "
        "('alertflow build --check' shows the difference).\n",
    ),
    "a manifest with a merge conflict": (
        lambda folder: (folder / ".alertflow.json").write_text("{\n<<<<<<< HEAD\n"),
        [],
        "error: .alertflow.json:2: this is not alertflow's manifest: Expecting property name enclosed in "
        "double quotes. Restore it from git, or delete it: files that are as they would be built are then "
        "taken over.\n",
    ),
}


def _refused(folder: Path, arguments: list[str], said: str) -> None:
    before = tree(folder)
    run = alertflow_in(folder, "build", *arguments)
    assert run.stderr == said
    assert (run.returncode, run.stdout) == (2, "")
    assert tree(folder) == before


@pytest.mark.parametrize(("text", "said"), FILES.values(), ids=FILES)
def test_a_wrong_project_file_is_one_message_and_no_file_changes(
    tmp_path: Path, text: str, said: str
) -> None:
    _refused(project_in(tmp_path, text), [], said)


@pytest.mark.parametrize(("prepare", "arguments", "said"), SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_a_right_project_in_wrong_surroundings_is_one_message_and_no_file_changes(
    tmp_path: Path, prepare: Callable[[Path], object], arguments: list[str], said: str
) -> None:
    prepare(project_in(tmp_path, PROJECT))
    _refused(tmp_path, arguments, said)
