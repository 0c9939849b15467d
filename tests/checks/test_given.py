"""Which files of one call belong together: one Alertmanager, and what it is told."""

from alertflow.checks import check_files
from alertflow.checks.given import loops
from alertflow.checks.subject import Document
from alertflow.documents import Read, read

RULES = "groups: [{name: a, rules: [{alert: Down, expr: up == 0, labels: {severity: critical}}]}]\n"
CONFIG = "route: {receiver: a}\nreceivers: [{name: a}]\n"
WORKFLOW = "on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{run: make}]}}\n"


def documents(*paths: str) -> dict[str, Document]:
    """Files by path: of what, says the name."""
    texts = {"r": RULES, "a": CONFIG, "w": WORKFLOW}
    reads = [one for path in paths for one in read(texts[path.rpartition("/")[2][0]], path)[0]]
    return {one.key: one.document for one in reads}


def parts(*paths: str) -> list[list[str]]:
    """The paths of each loop, sorted."""
    return sorted(sorted(one) for one in loops(documents(*paths)))


def test_with_one_configuration_everything_belongs_together() -> None:
    assert parts("x/r.yml", "y/r.yml", "z/a.yml") == [["x/r.yml", "y/r.yml", "z/a.yml"]]


def test_with_several_each_rule_file_goes_with_the_nearest() -> None:
    assert parts("staging/a.yml", "production/a.yml", "staging/rules/r.yml", "production/r.yml") == [
        ["production/a.yml", "production/r.yml"],
        ["staging/a.yml", "staging/rules/r.yml"],
    ]
    assert parts("a.yml", "team/a.yml", "r.yml", "team/r.yml") == [
        ["a.yml", "r.yml"],
        ["team/a.yml", "team/r.yml"],
    ]


def test_rules_that_are_as_near_to_several_go_with_each() -> None:
    assert parts("staging/a.yml", "production/a.yml", "rules/r.yml") == [
        ["production/a.yml", "rules/r.yml"],
        ["rules/r.yml", "staging/a.yml"],
    ]


def test_without_a_configuration_the_rules_of_a_folder_go_together() -> None:
    assert parts("x/r1.yml", "x/r2.yml", "y/r.yml") == [["x/r1.yml", "x/r2.yml"], ["y/r.yml"]]


def test_a_workflow_stands_where_its_repository_does() -> None:
    flow = ".github/workflows/w.yml"
    assert parts("staging/a.yml", "production/a.yml", flow) == [
        [flow, "production/a.yml"],
        [flow, "staging/a.yml"],
    ]
    assert parts("one/ops/a.yml", "two/ops/a.yml", f"one/{flow}", f"two/{flow}") == [
        [f"one/{flow}", "one/ops/a.yml"],
        [f"two/{flow}", "two/ops/a.yml"],
    ]
    assert parts(f"one/{flow}", f"two/{flow}") == [[f"one/{flow}"], [f"two/{flow}"]]


def found(**texts: str) -> list[str]:
    """What is found across files, whose folders are `staging` and `production`, and where."""
    reads: list[Read] = []
    for name, text in texts.items():
        reads += read(text, f"{name.replace('_', '/')}.yml")[0]
    return [
        f"{one.location and one.location.path} {one.id}" for one in check_files(reads) if "loop" in one.id
    ]


TOLD = "route: {receiver: a}\nreceivers: [{name: a, slack_configs: [{api_url_file: /s, channel: '#a'}]}]\n"


def test_an_alert_is_held_against_its_own_configuration_only() -> None:
    assert found(staging_a=CONFIG, production_a=TOLD, production_r=RULES) == []
    assert found(staging_a=CONFIG, production_a=TOLD, staging_r=RULES) == [
        "staging/r.yml loop/unreachable-receiver"
    ]


def test_what_a_check_finds_in_a_file_of_two_loops_is_told_once() -> None:
    assert found(staging_a=CONFIG, production_a=CONFIG, rules_r=RULES) == [
        "rules/r.yml loop/unreachable-receiver",
        "rules/r.yml loop/unreachable-receiver",
    ]  # each names its configuration
    watchdog = RULES.replace("up == 0", "up ==")
    reads = [one for path in ("s/a.yml", "p/a.yml") for one in read(CONFIG, path)[0]]
    reads += read(watchdog, "rules/r.yml")[0]
    assert [one.id for one in check_files(reads)].count("prometheus/unparsable-expression") == 1
