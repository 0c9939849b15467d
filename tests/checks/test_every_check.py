"""What every check has: a page, a test, and a text that says what, why and how."""

from pathlib import Path

import pytest

from alertflow import checks as package
from alertflow.checks import Subject, checks
from alertflow.checks.pages import SECTIONS, pages, sections, write

ROOT = Path(__file__).parents[2]
EVERY = sorted(checks())


def test_there_are_the_checks_of_the_loop() -> None:
    assert EVERY == [
        "alertmanager/classic-utf8-disagreement",
        "alertmanager/deprecated-key",
        "alertmanager/empty-receiver",
        "alertmanager/inlined-secret",
        "alertmanager/never-holds",
        "alertmanager/refused",
        "alertmanager/repeat-below-group-interval",
        "alertmanager/shadowed-route",
        "alertmanager/unexpanded-variable",
        "alertmanager/ungrouped-label",
        "alertmanager/unsafe-payload",
        "alertmanager/unsupported-version",
        "alertmanager/unused-receiver",
        "alertmanager/unused-time-interval",
        "alertmanager/wrong-template",
        "files/not-yaml",
        "files/refused",
        "files/template",
        "files/unknown-key",
        "files/unknown-kind",
        "files/unreadable",
        "github/always-true-condition",
        "github/app-token-permissions",
        "github/conflicting-runner-labels",
        "github/dependency-cycle",
        "github/deprecated-command",
        "github/duplicate-id",
        "github/environment-injection",
        "github/excessive-permissions",
        "github/hardcoded-credentials",
        "github/insecure-commands",
        "github/invalid-env-name",
        "github/invalid-expression",
        "github/invalid-glob",
        "github/invalid-workflow",
        "github/lost-run",
        "github/lost-zero",
        "github/matrix-mismatch",
        "github/missing-workflow",
        "github/obfuscated-uses",
        "github/overprovisioned-secrets",
        "github/persisted-credentials",
        "github/reserved-secret-name",
        "github/retired-action",
        "github/retired-runner",
        "github/script-injection",
        "github/secrets-inherit",
        "github/self-hosted-runner",
        "github/spoofable-bot-condition",
        "github/step-timeout",
        "github/trusted-publishing",
        "github/type-mismatch",
        "github/unavailable-context",
        "github/unknown-input",
        "github/unknown-job",
        "github/unknown-property",
        "github/unknown-shell",
        "github/unpinned-action",
        "github/unpinned-image",
        "github/unredacted-secret",
        "github/unsound-contains",
        "github/untrusted-checkout",
        "github/workflow-too-large",
        "ignore/silences-nothing",
        "ignore/unknown-check",
        "ignore/without-reason",
        "loop/annotation-never-set",
        "loop/inhibition-hides-itself",
        "loop/label-never-set",
        "loop/paging-watchdog",
        "loop/payload-never-sent",
        "loop/remediated-twice",
        "loop/remediation-without-dispatch",
        "loop/same-name-different-meaning",
        "loop/shadowed-route",
        "loop/unknown-alert-in-route",
        "loop/unreachable-receiver",
        "loop/unread-escalation",
        "loop/unread-payload",
        "loop/vacuous-inhibition",
        "prometheus/burn-rate-without-window",
        "prometheus/changing-label",
        "prometheus/experimental",
        "prometheus/lost-label",
        "prometheus/missing-runbook",
        "prometheus/missing-summary",
        "prometheus/never-matches",
        "prometheus/no-comparison",
        "prometheus/overlapping-severities",
        "prometheus/rate-of-gauge",
        "prometheus/rate-of-sum",
        "prometheus/ratio-by-series",
        "prometheus/raw-counter",
        "prometheus/refused",
        "prometheus/short-range",
        "prometheus/unaggregated-ratio",
        "prometheus/unknown-metric",
        "prometheus/unparsable-expression",
        "prometheus/unsupported-version",
        "prometheus/wrong-quantile",
        "prometheus/wrong-template",
        "safety/automatic-database-change",
        "safety/unapproved-destruction",
        "slo/never-fires",
        "slo/no-alert",
        "slo/unmatched-queries",
        "slo/wrong-objective",
        "slo/wrong-query",
    ]


@pytest.mark.parametrize("id_", EVERY)
def test_a_check_has_the_id_that_its_file_says(id_: str) -> None:
    file = Path(package.__file__).parent / f"{id_.replace('-', '_')}.py"
    assert f'ID = "{id_}"\n' in file.read_text("utf-8")


@pytest.mark.parametrize("id_", EVERY)
def test_a_check_has_a_test_of_its_own(id_: str) -> None:
    family, name = id_.replace("-", "_").split("/")
    assert (Path(__file__).parent / family / f"test_{name}.py").is_file()


@pytest.mark.parametrize("id_", EVERY)
def test_a_check_says_what_will_happen_how_to_mend_it_and_shows_both(id_: str) -> None:
    text = sections(checks()[id_].text)
    assert list(text) == ["", *SECTIONS]
    assert all(text.values())
    assert text[""] == checks()[id_].title
    assert text[""].endswith(".")


def test_what_looks_across_documents_looks_at_one_loop_at_a_time() -> None:
    alone = {"loop/unread-payload"}  # of one workflow
    across = {one.id for one in checks().values() if one.across}
    assert (
        across - {"prometheus/no-comparison", "prometheus/overlapping-severities"}
        == {id_ for id_ in EVERY if id_.startswith("loop/")} - alone
    )  # which ACROSS = True in its module says


@pytest.mark.parametrize("id_", EVERY)
def test_a_check_is_quiet_where_there_is_nothing(id_: str) -> None:
    assert list(checks()[id_].look(Subject({}))) == []


def test_the_pages_are_up_to_date() -> None:
    folder = ROOT / "docs" / "checks"
    written = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.md")}
    assert written == pages(), "run: python -m alertflow.checks.pages"


def test_pages_of_checks_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "of-old.md").write_text("old")
    write(tmp_path)
    assert not (tmp_path / "loop" / "of-old.md").exists()
    assert (
        (tmp_path / "loop" / "remediated-twice.md").read_text("utf-8").startswith("# loop/remediated-twice\n")
    )
