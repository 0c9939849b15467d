import pytest

from alertflow.github.expressions.contexts import KINDS
from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.kinds import ANY, BOOLEAN, NUMBER, TEXT, Kind, Object, Text
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.scope import NOWHERE, Scope

SCOPE = Scope(
    needs={"build": ["image"], "test": None},
    unneeded=["deploy"],
    steps={"checkout": (), "meta": None},
    later=["upload"],
    matrix={"os": TEXT, "node": NUMBER},
    inputs={
        "flag": "boolean",
        "count": "number",
        "level": Text(("low", "high")),
        "text": "string",
        "odd": "new-type",
        "any": None,
    },
    dispatch_inputs={"flag": "boolean", "level": Text(("low", "high")), "count": "number"},
    secrets=["TOKEN"],
    services=["db"],
    jobs={"build": ["image"]},
)


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ("needs.build.outputs.image", TEXT),
        ("needs.test.outputs.anything", TEXT),
        ("steps.meta.outputs.anything", TEXT),
        ("matrix.os", TEXT),
        ("matrix.node", NUMBER),
        ("inputs.flag", BOOLEAN),
        ("inputs.count", NUMBER),
        ("inputs.level", Text(("low", "high"))),
        ("inputs.text", TEXT),
        ("inputs.odd", ANY),
        ("inputs.any", ANY),
        ("github.event.inputs.flag", Text(("true", "false"))),
        ("github.event.inputs.level", Text(("low", "high"))),
        ("github.event.inputs.count", TEXT),
        ("github.event.other", ANY),
        ("secrets.TOKEN", TEXT),
        ("job.services.db.id", TEXT),
        ("jobs.build.outputs.image", TEXT),
    ],
)
def test_what_is_known_has_its_kind(read: str, kind: Kind) -> None:
    tree = parse(read)
    assert Kinds(tree, SCOPE.kinds).of(tree) == kind


@pytest.mark.parametrize(
    ("context", "names"),
    [
        ("needs", {"build", "test"}),
        ("steps", {"checkout", "meta"}),
        ("matrix", {"os", "node"}),
        ("secrets", {"TOKEN", "GITHUB_TOKEN", "ACTIONS_STEP_DEBUG", "ACTIONS_RUNNER_DEBUG"}),
        ("jobs", {"build"}),
    ],
)
def test_a_context_of_which_all_is_known_has_no_others(context: str, names: set[str]) -> None:
    kind = SCOPE.kinds[context]
    assert isinstance(kind, Object)
    assert set(kind.properties) == names
    assert kind.others is None


def test_names_without_kinds_are_a_matrix_too() -> None:
    assert Scope(matrix=["os"]).kinds["matrix"] == Object({"os": ANY})
    assert Scope(matrix=()).kinds["matrix"] == Object()


def test_where_nothing_is_known_the_kinds_are_those_of_all_workflows() -> None:
    assert NOWHERE.kinds == KINDS
