"""Packages that import their names on first use: they give all of them, and load no more than is needed."""

import ast
import json
import pickle
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import alertflow.alertmanager
import alertflow.declared
import alertflow.github
import alertflow.github.expressions
import alertflow.grafana
import alertflow.sections
import alertflow.yaml
from alertflow.lazy import lazily

PACKAGES = [
    alertflow.alertmanager,
    alertflow.declared,
    alertflow.github,
    alertflow.github.expressions,
    alertflow.grafana,
    alertflow.sections,
    alertflow.yaml,
]
packages = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: str(package.__name__))


@packages
def test_a_package_gives_every_name_that_it_lists(package: ModuleType) -> None:
    given = [getattr(package, name) for name in package.__all__]
    assert not any(isinstance(one, ModuleType) for one in given)
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match="has no attribute 'Wrokflow'"):
        package.Wrokflow  # noqa: B018  # asking is the test


@packages
def test_no_name_is_that_of_a_module_which_would_take_its_place(package: ModuleType) -> None:
    modules = {one.name for one in pkgutil.iter_modules(package.__path__)}
    assert modules.isdisjoint(package.__all__)


@packages
def test_type_checkers_see_the_same_names_from_the_same_modules(package: ModuleType) -> None:
    assert package.__file__ is not None
    tree = ast.parse(Path(package.__file__).read_text("utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module not in ("alertflow.lazy", "typing")
        for alias in node.names
    }
    assert seen.keys() == set(package.__all__)
    for name, module in seen.items():
        assert getattr(import_module(str(module)), name) is getattr(package, name)


def test_a_name_is_found_once() -> None:
    get, known = lazily("alertflow.github", "jobs.step: RunStep  jobs.job: Job CallJob")
    assert get("Job") is alertflow.github.Job
    assert vars(alertflow.github)["Job"] is alertflow.github.Job
    assert {"RunStep", "Job", "CallJob", "__name__"} <= set(known())


def test_what_a_package_gives_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(alertflow.github.Workflow)) is alertflow.github.Workflow


def loaded(code: str) -> set[str]:
    """The modules that are loaded when a new interpreter has run `code`."""
    told = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


RARE = {
    *("drawing", "injection", "reading", "retired", "simulation"),
    *("actions.action_file", "actions.branding", "actions.catalogue", "actions.pinning"),
    *("expressions.evaluation", "expressions.builtin", "expressions.untrusted"),
}
"""Modules of alertflow.github that nobody needs who writes a workflow."""


def test_the_github_language_loads_nothing_before_it_is_used() -> None:
    ours = {name for name in loaded("import alertflow.github") if name.startswith(("alertflow", "pydantic"))}
    assert ours == {"alertflow", "alertflow.lazy", "alertflow.github"}


def test_who_writes_a_workflow_does_not_load_what_reads_draws_or_simulates_one() -> None:
    code = """
from alertflow.github import CallJob, Job, Push, RunStep, Triggers, UsesStep, Workflow, github
job = Job("a", runs_on="ubuntu-24.04", steps=[RunStep(run=f"echo {github.sha}")])
Workflow(on=Triggers(push=Push()), jobs=[job]).to_data()
"""
    modules = loaded(code)
    assert "alertflow.github.workflows" in modules
    for name in RARE:
        import_module(f"alertflow.github.{name}")  # there is such a module
    assert {name for name in RARE if f"alertflow.github.{name}" in modules} == set()
    assert {"ruamel.yaml", "jsonschema"}.isdisjoint(modules)


def test_expressions_are_evaluated_without_pydantic_and_yaml() -> None:
    code = """
from alertflow.github.expressions import evaluate, interpolate
assert evaluate("github.ref == 'a'", {"github": {"ref": "A"}}) is True
assert interpolate("<${{ format('{0}', 1) }}>", {}, {}) == "<1>"
"""
    modules = loaded(code)
    assert {"pydantic", "pydantic_core", "ruamel", "ruamel.yaml", "difflib"}.isdisjoint(modules)


def test_a_project_loads_no_language_of_which_it_uses_nothing() -> None:
    code = """
from alertflow import Alert, Project, Severity
from alertflow.checks import check
from alertflow.compiler import build
down = Alert(name="Down", expr="up == 0", severity=Severity.CRITICAL, runbook="docs/down.md")
project = Project(name="shop", alerts=[down])
check(project, build(project))
"""
    rare = ("alertflow.kubernetes", "alertflow.grafana", "alertflow.compiler.lower.runbooks")
    used = {name for name in loaded(code) if name.startswith(tuple(f"{one}." for one in rare))}
    assert used == {"alertflow.kubernetes.names"}  # for the names of objects that a person gives
