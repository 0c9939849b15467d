import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pytest_regressions.file_regression import FileRegressionFixture

from tests.cli.running import alertflow_here, alertflow_in, project_in

PROJECT = """\
from alertflow import Alert, Approval, Command, Effect, Pipeline, Project, Remediation, Secret, Severity, Team
from alertflow.dispatch import Direct
from alertflow.pipeline import AlertContext, Investigate, Notify, Respond, Review
from alertflow.receivers import PagerDuty, Slack

logs = Command("logs", title="Logs of the shop", script="kubectl logs", secrets=[Secret("KUBE", file=True)])
restart = Command(
    "restart", title="Restart the shop", script="kubectl rollout restart deployment/shop",
    effect=Effect.CHANGES, target="deployment/shop", action="restart",
)
wipe = Command(
    "wipe", title="Empty the cache", script="redis-cli flushall", effect=Effect.DESTROYS, target="cache",
    approval=Approval("production"), action="wipe",
)
down = Alert(
    name="ShopDown", expr='up{job="shop"} == 0', severity=Severity.CRITICAL,
    summary="The shop is down", runbook="https://example.org/down",
    remediation=Remediation(diagnose=[logs], act=[restart, wipe], on_request=[]),
)
slow = Alert(
    name="ShopSlow", expr='up{job="shop"} < 0', severity=Severity.WARNING, summary="slow",
    runbook="https://example.org/slow",
)

context = AlertContext()
look = Investigate(after=[context])
respond = Respond(after=[look])
notify = Notify(receivers=[Slack(channel="#shop")], after=[respond])
project = Project(
    name="shop",
    repository="example/shop",
    alerts=[down, slow],
    team=Team("shop", receivers=[Slack(channel="#shop"), PagerDuty(min_severity=Severity.CRITICAL)]),
    pipelines=[
        Pipeline(file="remediate.yml", stages=[context, look, respond, notify, Review(after=[notify])]),
        Pipeline(file="by-hand.yml", events=[], stages=[context, Investigate(after=[context])]),
    ],
    dispatch=Direct(token_file="/etc/alertmanager/github-token"),
)
"""
BY_HAND = {"inputs": {"action": "restart", "dry_run": "true"}}
CI = """\
name: CI
on:
  push: {branches: [main]}
  release: {types: [published]}
concurrency: {group: "ci-${{ github.ref }}", cancel-in-progress: true}
jobs:
  test:
    runs-on: ubuntu-latest
    strategy: {matrix: {python: ["3.11", "3.12"]}}
    steps: [{uses: actions/checkout@v4}, {run: pytest}, {name: Upload, if: failure(), run: ./upload}]
  changes:
    runs-on: ubuntu-latest
    outputs: {docs: "${{ steps.filter.outputs.docs }}"}
    steps: [{id: filter, run: ./filter}]
  docs:
    needs: changes
    if: needs.changes.outputs.docs == 'true'
    runs-on: ubuntu-latest
    steps: [{run: make docs}]
  build: {uses: ./.github/workflows/build.yml}
  deploy:
    needs: [test, build]
    if: vars.deploy == 'yes'
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: make deploy}]
"""
BUILD = "on: workflow_call\njobs: {make: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a project and a handwritten workflow."""
    monkeypatch.setenv("COLUMNS", "100")
    project_in(tmp_path, PROJECT)
    workflows = tmp_path / ".github/workflows"
    workflows.mkdir(parents=True)
    (workflows / "ci.yml").write_text(CI, encoding="utf-8")
    (workflows / "build.yml").write_text(BUILD, encoding="utf-8")
    return tmp_path


def simulate(folder: Path, *arguments: str, event: Any = None) -> Result:
    if event is not None:
        (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
        arguments = (*arguments, "--event", "event.json")
    return alertflow_here(folder, "simulate", *arguments)


def jobs(result: Result) -> dict[str, str]:
    """What each job does, from the JSON."""
    return {job["name"]: job["result"] for job in json.loads(result.stdout)["jobs"]}


def test_what_happens_if_the_alert_fires_is_told_on_one_screen(
    shop: Path, file_regression: FileRegressionFixture
) -> None:
    told = simulate(shop, "ShopDown")
    assert told.exit_code == 0
    file_regression.check(told.stdout, extension=".txt")
    assert len(told.stdout.splitlines()) <= 48
    assert max(map(len, told.stdout.splitlines())) <= 100


def test_it_is_the_same_from_elsewhere_and_for_a_process_of_its_own(shop: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    there = alertflow_in(elsewhere, "simulate", "ShopDown", str(shop))
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == simulate(shop, "ShopDown").stdout


def test_a_less_severe_alert_is_only_investigated(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--severity", "warning")
    assert told.exit_code == 0
    assert "tells shop: Slack #shop\n" in told.stdout
    assert "Decision      investigate: nothing is done automatically about a warning alert\n" in told.stdout
    assert "respond-to-alert                 skipped  only if decision = act; decision is 'inv" in told.stdout


def test_a_resolved_alert_is_not_sent_and_would_stop_the_run(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--resolved")
    assert told.exit_code == 0
    assert told.stdout.startswith("ShopDown (critical) has resolved\n")
    assert "              dispatches nothing to GitHub\n" in told.stdout
    assert (
        "Event         repository_dispatch prometheus-alert, incident af-FINGERPRINT-STARTED\n"
        "              Alertmanager does not send it by itself\n"
    ) in told.stdout
    assert "Decision      stop: the alert has resolved\n" in told.stdout


def test_a_label_with_a_line_break_is_refused_as_the_first_job_does(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--label", "pod=a\nact=[]", "--label", "zone=b=c")
    assert told.exit_code == 1
    refusal = 'refused: The label "pod" holds a line break or another control character.'
    assert f"Decision      {refusal}\n" in told.stdout
    assert "alert-context                    fails    it refuses the event\n" in told.stdout
    assert "Result  failure: alert-context\n" in told.stdout


def test_labels_decide_where_the_alert_goes(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--label", "dispatch=", "--label", "team=nobody")
    assert "dispatches nothing to GitHub" in told.stdout


def test_a_job_that_is_to_fail_fails_in_its_first_command(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--outcome", "respond-to-alert=failure")
    assert told.exit_code == 1
    assert "its step 'Restart the shop' failed" in told.stdout
    assert "approval-production              skipped  respond-to-alert failed\n" in told.stdout
    assert "notify-incident                  runs" in told.stdout
    assert "Result   failure: respond-to-alert\n" in told.stdout


def test_a_step_can_be_told_how_it_ends_and_an_approval_that_nobody_gives(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--format", "json", "--outcome", "collect-diagnostics/logs=failure")
    assert jobs(told)["Collect diagnostics"] == "failure"
    told = simulate(shop, "ShopDown", "--format", "json", "--outcome", "approval-production=failure")
    ended = jobs(told)
    assert (ended["Approval production"], ended["Respond to alert production"]) == ("failure", "skipped")
    assert ended["Post incident review"] == "success"


def test_an_alert_that_no_workflow_answers_is_told_of_all_the_same(shop: Path) -> None:
    told = simulate(shop, "ShopSlow")
    assert (told.exit_code, told.stdout) == (
        1,
        "ShopSlow (warning) fires\n\n"
        "Alertmanager  tells shop: Slack #shop\n"
        "              dispatches nothing to GitHub\n"
        "GitHub        no workflow answers it: it has no remediation\n",
    )
    data = json.loads(simulate(shop, "ShopSlow", "--format", "json").stdout)
    assert (data["workflow"], data["triggered"], data["jobs"]) == (None, False, [])
    drawn = simulate(shop, "ShopSlow", "--format", "mermaid")
    assert (drawn.exit_code, drawn.stderr) == (
        2,
        "error: there is nothing to draw: no workflow answers ShopSlow.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ShopDwn"], "there is no alert 'ShopDwn' in alertflow.py. Did you mean 'ShopDown'?"),
        (["ShopDown", "--severity", "critcal"], "there is no severity 'critcal'. Did you mean 'critical'?"),
        (["ShopDown", "--label", "severity=x"], "the label 'severity' is given by --severity."),
        (["ShopDown", "--label", "alertname=x"], "the label 'alertname' is given as ALERT."),
        (
            ["ShopDown", "--outcome", "respond=failure"],
            "there is no job 'respond'. Did you mean 'respond-to-alert'?",
        ),
        (
            ["ShopDown", "--outcome", "respond-to-alert=failed"],
            "cannot end as 'failed'. Did you mean 'failure'?",
        ),
        (
            ["ShopDown", "--workflow", "remedy.yml"],
            "there is no workflow remedy.yml. Did you mean 'remediate.yml'?",
        ),
        (["ShopDown", "--event", "no.json"], "there is no file no.json."),
        (["--workflow", "no.yml"], "there is no file no.yml."),
        (["ShopDown", "nowhere"], "there is no file nowhere."),
        (["ShopDown", "--label", "pod"], "'pod' should be NAME=VALUE."),
        (["ShopDown", "--outcome", "=failure"], "'=failure' should be JOB=RESULT."),
        ([], "name an alert, or a workflow file: --workflow FILE."),
        (
            ["--workflow", ".github/workflows/ci.yml", "--resolved"],
            "leave out --severity, --label and --resolved: without an alert they say nothing.",
        ),
        (
            ["ShopDown", "--event", "x.json", "--severity", "info"],
            "leave out --severity, --label and --resolved: the file says all of the event.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_nearest_name(
    shop: Path, arguments: list[str], said: str
) -> None:
    told = simulate(shop, *arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


def test_for_programs_the_run_is_json_with_what_led_to_it(shop: Path) -> None:
    data = json.loads(simulate(shop, "ShopDown", "--format", "json").stdout)
    assert data["workflow"] == ".github/workflows/remediate.yml"
    assert data["event"]["name"] == "repository_dispatch"
    assert data["event"]["payload"]["action"] == "prometheus-alert"
    assert data["event"]["payload"]["client_payload"]["correlation_id"] == "af-FINGERPRINT-STARTED"
    assert data["alertmanager"]["monitoring/alertmanager.yml"]["told"] == [
        {
            "receiver": "shop-critical",
            "channels": ["Slack #shop", "PagerDuty"],
            "after": "30s",
            "repeat": "4h",
            "group_by": ["alertname", "severity", "target"],
            "intervals": [],
        }
    ]
    assert (data["triggered"], data["conclusion"]) == (True, "success")
    respond = next(job for job in data["jobs"] if job["id"] == "respond-to-alert")
    assert respond["concurrency"]["name"] == "remediate-deployment/shop"
    assert [step["name"] for step in respond["steps"] if step["runs"]][1] == "Restart the shop"
    assert any("production" in sentence for sentence in data["assumed"])


def test_as_a_picture_each_job_has_the_colour_of_what_it_does(shop: Path) -> None:
    drawn = simulate(shop, "ShopDown", "--format", "mermaid", "--outcome", "collect-diagnostics=failure")
    assert drawn.exit_code == 1
    lines = [line.strip() for line in drawn.stdout.splitlines()]
    classes = {line.partition('["')[2].partition("<br/>")[0]: line.rpartition(":::")[2] for line in lines}
    assert lines[1] == 'title: "ShopDown critical [af-FINGERPRINT-STARTED]"'
    assert classes["Alert context"] == classes["Respond to alert"] != classes["Collect diagnostics"]
    assert (
        'Approval production<br/>waits for approval (of the reviewers of environment production)"'
        in drawn.stdout
    )


def test_every_step_is_told_with_what_it_runs(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--verbose").stdout
    assert "    runs     ! 2. Restart the shop\n" in told
    assert "             | kubectl rollout restart deployment/shop\n" in told
    assert "cat >" not in told  # nothing of what surrounds the commands
    told = simulate(shop, "ShopDown", "--severity", "info", "--verbose").stdout
    assert "    its condition is false: needs.alert-context.outputs.decision == 'act'" in told


def test_what_a_person_starts_is_told_by_an_event_with_inputs(shop: Path) -> None:
    told = simulate(shop, "ShopDown", event=BY_HAND)
    assert told.exit_code == 0
    assert "Event         workflow_dispatch of main: alert_type=ShopDown, severity=critical," in told.stdout
    assert "Decision      act: restart was asked for; a dry run, so what would change" in told.stdout
    assert "  ! Restart the shop (only named)\n" in told.stdout


def test_a_dispatch_is_told_by_its_payload_or_by_the_alert_event_alone(shop: Path) -> None:
    said = {"alert_type": "ShopDown", "severity": "info", "status": "resolved"}
    alone = simulate(shop, "ShopDown", event=said)
    assert alone.stdout.startswith("ShopDown (info) has resolved\n")
    sent = simulate(shop, "ShopDown", event={"action": "prometheus-alert", "client_payload": said})
    assert sent.stdout == alone.stdout
    odd = simulate(shop, "ShopDown", event=said | {"severity": 5})
    assert 'refused: The severity "5" is not known here.' in odd.stdout
    assert (odd.exit_code, odd.stdout.splitlines()[0]) == (1, "ShopDown (critical) has resolved")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"alert_type": "ShopSlow"}, "the event in event.json is not of ShopDown."),
        ({"client_payload": "ShopDown"}, "event.json holds no alert: it should be an AlertEvent"),
        ({"commits": []}, "event.json holds no alert: it should be an AlertEvent"),
    ],
)
def test_an_event_of_something_else_is_refused(shop: Path, event: Any, said: str) -> None:
    told = simulate(shop, "ShopDown", event=event)
    assert told.exit_code == 2
    assert said in told.stderr


def test_an_event_of_another_type_starts_nothing(shop: Path) -> None:
    said = {"action": "something-else", "client_payload": {"alert_type": "ShopDown", "severity": "info"}}
    told = simulate(shop, "ShopDown", event=said)
    assert told.exit_code == 1
    assert "Run           does not start: it runs on repository_dispatch of event type prom" in told.stdout
    assert told.stdout.endswith("Result        nothing runs\n")


def test_a_workflow_that_only_people_start_is_started_by_hand(shop: Path) -> None:
    told = simulate(shop, "ShopDown", "--workflow", "by-hand.yml")
    assert "Workflow      .github/workflows/by-hand.yml\n" in told.stdout
    assert "Event         workflow_dispatch of main: alert_type=ShopDown, severity=critical\n" in told.stdout


def test_of_several_ways_and_workflows_each_is_told(shop: Path) -> None:
    template = str(Path(__file__).parents[2] / "templates/school-timetable")
    told = simulate(shop, "HighErrorRate", template).stdout
    assert "sends it to the bridge http://alertflow-bridge:8080/alerts after 1s, again every 1h" in told
    assert "[monitoring/alertmanager-bridge.yml]\n" in told
    assert 'does neither while alertname="ApplicationDown" and severity="critical" fires with the' in told
    assert "Workflow      .github/workflows/alert-triggered-remediation.yml\n" in told
    second = ("--workflow", "alert-triggered-remediation-v2.yml")
    told = simulate(shop, "HighErrorRate", template, *second).stdout
    assert (
        "Event         repository_dispatch alert-fired, incident af-FINGERPRINT-STARTED\n"
        "              Alertmanager does not send it by itself\n"
    ) in told
    said = {"alert_type": "HighErrorRate", "severity": "critical"}
    told = simulate(shop, "HighErrorRate", template, *second, event=said).stdout
    assert "Event         repository_dispatch alert-fired\n" in told
    assert "remediate-production  runs" in told


def test_an_alert_is_told_to_somebody_elses_workflow(shop: Path) -> None:
    (shop / "own.yml").write_text(
        "on: {repository_dispatch: {types: [prometheus-alert]}}\njobs:\n  page:\n"
        "    if: github.event.client_payload.severity == 'critical'\n"
        "    runs-on: ubuntu-latest\n    steps: [{run: ./page}]\n",
        encoding="utf-8",
    )
    told = simulate(shop, "ShopDown", "--workflow", "own.yml")
    assert told.exit_code == 0
    assert "page  runs  if event.client_payload.severity = critical\n    Run ./page\n" in told.stdout
    told = simulate(shop, "ShopSlow", "--workflow", "own.yml")
    assert "              Alertmanager does not send it by itself\n" in told.stdout
    assert told.stdout.endswith("Result  nothing runs\n")


def test_any_workflow_file_is_simulated_for_its_first_event(shop: Path) -> None:
    told = simulate(shop, "--workflow", ".github/workflows/ci.yml")
    assert told.exit_code == 0
    assert told.stdout == (
        "Workflow  .github/workflows/ci.yml\n"
        "Event     push of main; its first, --event FILE says another\n"
        "Run       CI\n"
        "Group     ci-refs/heads/main: it starts at once: nothing else is said to be in the group\n"
        "\n"
        "test (3.11)  runs     it waits for no other job\n"
        "    Run actions/checkout@v4 · Run pytest\n"
        "test (3.12)  runs     it waits for no other job\n"
        "    Run actions/checkout@v4 · Run pytest\n"
        "changes      runs     it waits for no other job\n"
        "    Run ./filter\n"
        "docs         skipped  only if docs; docs is taken to be ''\n"
        "build        runs     it waits for no other job\n"
        "    make  runs  it waits for no other job\n"
        "        Run make\n"
        "deploy       skipped  only if deploy = yes; vars.deploy is taken to be ''\n"
        "\n"
        "Result   success\n"
        "Assumed  Output 'docs' of step 'filter' in job 'changes' is taken to be ''.\n"
        "         vars.deploy is taken as not set.\n"
        "         Every step succeeds; --outcome JOB=failure shows what happens where one does not.\n"
    )


def test_a_file_says_the_event_and_what_nobody_can_know(shop: Path) -> None:
    event = {
        "event_name": "push",
        "event": {"ref": "refs/heads/main"},
        "vars": {"deploy": "yes"},
        "outputs": {"changes/filter": {"docs": "true"}},
    }
    told = simulate(shop, "--workflow", ".github/workflows/ci.yml", event=event)
    assert "docs         runs  if docs\n" in told.stdout
    assert "    in environment production, which may ask its reviewers\n" in told.stdout
    told = simulate(
        shop, "--workflow", ".github/workflows/ci.yml", "--outcome", "test (3.12)=failure", event=event
    )
    assert told.exit_code == 1
    assert "test (3.12)  fails" in told.stdout
    assert "Result   failure: test (3.11), test (3.12)\n" in told.stdout


def test_an_event_that_does_not_start_the_workflow_is_exit_code_1(shop: Path) -> None:
    told = simulate(
        shop, "--workflow", ".github/workflows/ci.yml", event={"ref": "refs/heads/dev", "commits": []}
    )
    assert (told.exit_code, told.stdout) == (
        1,
        "Workflow  .github/workflows/ci.yml\n"
        "Event     push of dev\n"
        "Run       does not start: the branch dev is not among its branches: main\n"
        "Result    nothing runs\n",
    )


def test_the_first_event_may_be_of_a_type(shop: Path) -> None:
    file = shop / "release.yml"
    for types in ("published", "[published, created]"):
        file.write_text(f"on: {{release: {{types: {types}}}}}\njobs: {BUILD.partition('jobs: ')[2]}")
        assert "Event     release (published) of main" in simulate(shop, "--workflow", "release.yml").stdout


def test_a_workflow_that_github_would_not_start_is_refused_with_every_place(shop: Path) -> None:
    (shop / "bad.yml").write_text(
        "on: push\njobs:\n  a:\n    runs-on: x\n    if: secrets.X == 'y'\n    steps: [{run: make}]\n"
        "  b: {needs: aa, runs-on: x, steps: [{run: make}]}\n",
        encoding="utf-8",
    )
    told = simulate(shop, "--workflow", "bad.yml")
    assert told.exit_code == 2
    assert "bad.yml:5:9: if: `secrets` is not available" in told.stderr
    assert "\nbad.yml:7:14: job 'b' needs job 'aa'" in told.stderr


def test_the_generated_file_is_told_as_well_as_the_project(shop: Path) -> None:
    assert alertflow_here(shop, "build").exit_code == 0
    said = {"alert_type": "ShopDown", "severity": "critical", "correlation_id": "af-FINGERPRINT-STARTED"}
    of_file = simulate(shop, "--workflow", ".github/workflows/remediate.yml", "--format", "json", event=said)
    assert jobs(of_file) == jobs(simulate(shop, "ShopDown", "--format", "json"))
    # As GitHub sends it; the form has a severity already.
    by_hand = {"inputs": {"alert_type": "ShopDown"}, "workflow": ".github/workflows/remediate.yml"}
    told = simulate(shop, "--workflow", ".github/workflows/remediate.yml", event=by_hand)
    assert "Decision  act: the alert is critical\n" in told.stdout
    unfit = {"inputs": {"alert_type": "ShopDown", "dry_run": "perhaps"}}
    told = simulate(shop, "--workflow", ".github/workflows/remediate.yml", event=unfit)
    assert (
        "Run       does not start: its input 'dry_run' is a boolean: true or false, not 'per" in told.stdout
    )
