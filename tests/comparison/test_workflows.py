"""Workflows and actions compared."""

import pytest

from alertflow.comparison import differences
from alertflow.documents import read

WORKFLOW = """\
name: CI
on: push
env: {RETRIES: 3}
jobs:
  test:
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/checkout@v4
      - name: Build
        run: |
          npm ci
          npm run build
      - run: npm test
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: [self-hosted, linux]
    environment: production
    concurrency: deploy
    container: node:22
    timeout-minutes: 30
    strategy:
      fail-fast: true
      matrix: {region: [eu, us]}
    steps:
      - run: ./deploy ${{ matrix.region }}
        env: {DRY_RUN: false}
        id: deploy
"""
BUILD = """\
      - name: Build
        run: |
          npm ci
          npm run build
"""
ACTION = """\
name: Restart
description: Restarts a service
inputs:
  service: {description: which, required: true}
  wait: {description: how long, default: 5m}
runs:
  using: composite
  steps:
    - run: systemctl restart "$SERVICE"
      shell: bash
      env: {SERVICE: "${{ inputs.service }}"}
"""


def told(old: str, new: str, path: str = ".github/workflows/ci.yml") -> list[str]:
    sides = []
    for text in (old, new):
        reads, unreadable = read(text, path)
        assert not unreadable, unreadable
        sides.append(reads)
    return [str(one) for one in differences(*sides)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on: push", "on: [push]"),
        ("on: push", "on: {push: }"),
        ("RETRIES: 3", 'RETRIES: "3"'),
        ("needs: test", "needs: [test]"),
        ("if: github.ref == 'refs/heads/main'", "if: ${{ github.ref=='refs/heads/main' }}"),
        ("if: github.ref == 'refs/heads/main'", "if: success() && (github.ref == 'refs/heads/main')"),
        ("- run: npm test", "- run: npm test\n        if: success()"),
        ("- run: npm test", "- run: npm test\n        continue-on-error: false"),
        ("- run: npm test", "- run: |\n          npm test"),
        ("runs-on: ubuntu-22.04", "runs-on: [ubuntu-22.04]"),
        ("runs-on: ubuntu-22.04", "runs-on: {labels: ubuntu-22.04}"),
        ("runs-on: ubuntu-22.04", "runs-on: ubuntu-22.04\n    timeout-minutes: 360\n    name: test"),
        ("[self-hosted, linux]", "[linux, self-hosted]"),
        ("environment: production", "environment: {name: production}"),
        ("concurrency: deploy", "concurrency: {group: deploy, cancel-in-progress: false}"),
        ("container: node:22", "container: {image: 'node:22'}"),
        ("      fail-fast: true\n", ""),
        ("${{ matrix.region }}", "${{matrix['region']}}"),
        ("DRY_RUN: false", "DRY_RUN: 'false'"),
    ],
)
def test_what_github_takes_for_the_same_is_no_difference(before: str, after: str) -> None:
    assert WORKFLOW.count(before) == 1
    assert told(WORKFLOW, WORKFLOW.replace(before, after)) == []


def test_the_order_of_jobs_makes_none() -> None:
    head, test, deploy = (
        WORKFLOW.replace("  deploy:\n", "\0  deploy:\n").replace("  test:\n", "\0  test:\n").split("\0")
    )
    assert told(WORKFLOW, head + deploy + test) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("runs-on: ubuntu-22.04", "runs-on: ubuntu-24.04", ["job test: runs-on ubuntu-22.04 → ubuntu-24.04"]),
        (
            "on: push",
            "on: {push: {branches: main}, pull_request: }",
            ['trigger push: branches now ["main"]', "trigger pull_request: new"],
        ),
        ("on: push", "on: workflow_dispatch", ["trigger workflow_dispatch: new", "trigger push: gone"]),
        ("on: push", "on: push\npermissions: {}", ["permissions: now {}"]),
        ("RETRIES: 3", "RETRIES: 4", ["env.RETRIES: 3 → 4"]),
        ("    needs: test\n", "", ["job deploy: no longer needs test"]),
        (
            "if: github.ref == 'refs/heads/main'",
            "if: always()",
            ["job deploy: if success() && github.ref == 'refs/heads/main' → always()"],
        ),
        (
            "npm run build\n",
            "npm run build --prod\n          ls\n",
            ["job test, step 'Build': run changed\n- npm run build\n+ npm run build --prod\n+ ls"],
        ),
        (
            "checkout@v4",
            "checkout@v5",
            ["job test, step actions/checkout: actions/checkout@v4 → actions/checkout@v5"],
        ),
        ("      - run: npm test\n", "", ["job test, step `npm test`: gone"]),
        ("      - run: npm test\n", "      - run: npm test\n      - run: ls\n", ["job test, step `ls`: new"]),
        ("DRY_RUN: false", "DRY_RUN: true", ["job deploy, step 'deploy': env.DRY_RUN false → true"]),
        (
            "matrix: {region: [eu, us]}",
            "matrix: {region: [eu]}",
            ["job deploy: strategy.matrix.region no longer us"],
        ),
        ("fail-fast: true", "fail-fast: false", ["job deploy: strategy.fail-fast now false"]),
        ("  deploy:", "  ship:", ["job ship: was deploy"]),
        (
            f"{BUILD}      - run: npm test\n",
            f"      - run: npm test\n{BUILD}",
            ["job test: steps in another order: actions/checkout, `npm test`, 'Build'"],
        ),
        (
            "  deploy:\n",
            "  lint:\n    runs-on: x\n    steps: [{run: lint}]\n  deploy:\n",
            ["job lint: new, with 1 step"],
        ),
    ],
)
def test_each_change_is_told_by_trigger_job_or_step(before: str, after: str, said: list[str]) -> None:
    assert WORKFLOW.count(before) == 1
    assert told(WORKFLOW, WORKFLOW.replace(before, after)) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "wait: {description: how long, default: 5m}",
            "wait: {description: how long, default: 5m, required: false}",
            [],
        ),
        ("default: 5m", "default: 6m", ["inputs.wait.default: 5m → 6m"]),
        ("required: true", "required: false", ["inputs.service.required: no longer true"]),
        ("shell: bash", "shell: sh", ['the action, step `systemctl restart "$SERVICE"`: shell bash → sh']),
    ],
)
def test_actions_are_compared_in_the_same_way(before: str, after: str, said: list[str]) -> None:
    assert told(ACTION, ACTION.replace(before, after), "restart/action.yml") == said
