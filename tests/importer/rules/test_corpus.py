"""The rules of docs/migrating/before, 52 alerts in five files: what is built of their Python means the same.

How it reads is in docs/migrating/after, which tests/test_migrating_page.py compares.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from alertflow.documents import Kind, Read, read
from alertflow.importer.project import Imported, Origin, imported
from alertflow.importer.proof import prove
from alertflow.prometheus import AlertingRule, RuleFile
from alertflow.yaml.comments import comments

CORPUS = Path(__file__).parents[3] / "docs/migrating/before"
ORIGIN = Origin("shop", "example/shop")


@pytest.fixture(scope="module")
def reads() -> list[Read]:
    found: list[Read] = []
    for file in sorted([*CORPUS.glob("k8s/*"), *CORPUS.glob("monitoring/**/*.yml")]):
        documents, refused = read(file.read_text("utf-8"), file.relative_to(CORPUS).as_posix())
        assert not refused
        found += [one for one in documents if one.kind is not Kind.ALERTMANAGER]
    return found


@pytest.fixture(scope="module")
def shop(reads: list[Read]) -> Imported:
    return imported(reads, ORIGIN)


def test_it_has_more_than_fifty_alerts(reads: list[Read]) -> None:
    files = [one.inner or one.document for one in reads]
    rules = [
        rule for file in files if isinstance(file, RuleFile) for group in file.groups for rule in group.rules
    ]
    assert len([rule for rule in rules if isinstance(rule, AlertingRule)]) > 50


def test_what_is_built_of_it_means_the_same(reads: list[Read], shop: Imported) -> None:
    proof = prove(shop.text, reads, ORIGIN)
    assert [str(one) for one in (*proof.differences, *proof.moved)] == []


def test_alertflow_can_say_all_of_it(shop: Imported) -> None:
    assert [one.what for one in shop.kept] == [
        "The alert info-inhibitor stays as Prometheus has it: it has no label severity."
    ]


def test_no_comment_is_lost(reads: list[Read], shop: Imported) -> None:
    for one in reads:
        for comment in comments(one.text):
            assert comment.text in shop.text


def test_ruff_has_nothing_to_say_of_it(shop: Imported) -> None:
    folder = Path(sys.executable).parent
    config = Path(__file__).parents[3] / "pyproject.toml"
    for arguments in (["format", "--diff"], ["check"]):
        command = [
            *(f"{folder}/ruff", *arguments),
            *("--config", f"{config}", "--stdin-filename", "alertflow/x.py", "-"),
        ]
        done = subprocess.run(command, input=shop.text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
