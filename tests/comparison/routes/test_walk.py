"""Two trees walked at once agree with amtool for every label set they tell of, and leave none out."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertflow.comparison.routes.configurations import Configurations
from alertflow.comparison.routes.outcomes import equal
from alertflow.comparison.routes.walk import ExhaustedError, Leaf, Walker
from tests.alertmanager.asking import routed_by
from tests.alertmanager.conftest import Amtool, amtool_new, amtool_old  # noqa: F401  # fixtures
from tests.alertmanager.routing.trees import Data, Maker, parsed

RECEIVERS = ["root", "r1", "r2", "r3"]


def config(maker: Maker, depth: int = 2) -> Data:
    """A configuration whose receivers do different things."""
    root = {"receiver": "root", "routes": [maker.route(RECEIVERS, depth) for _ in range(3)]}
    receivers = [
        {"name": name, "slack_configs": [{"api_url": "https://example.org/", "channel": f"#{name}"}]}
        for name in RECEIVERS
    ]
    return {"route": root, "receivers": receivers}


def pairs(seed: int, count: int, *, depth: int = 2) -> Iterator[tuple[Data, Data]]:
    """Configurations, half of them with another that is nearly the same."""
    for number in range(count):
        maker = Maker(seed + number)
        one = config(maker, depth)
        other = config(maker, depth)
        if number % 2:
            other["route"]["routes"][:2] = one["route"]["routes"][:2]
        yield one, other


def leaves(comparing: Configurations) -> list[Leaf]:
    return list(Walker(1_000_000).leaves(*comparing._trees, comparing.labels.every))


def askable(labels: dict[str, str]) -> bool:
    """Whether amtool can be asked for `labels` on its command line."""
    return bool(labels) and not any("\n" in value for value in labels.values())


@pytest.mark.parametrize("release", ["old", "new"])
def test_amtool_does_with_each_witness_what_is_told_of_it(
    release: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    amtool: Amtool = request.getfixturevalue(f"amtool_{release}")
    asked = 0
    for one, other in pairs(100, 6, depth=1):
        comparing = Configurations(parsed(one), parsed(other))
        found = [leaf for leaf in leaves(comparing) if askable(comparing.labels.witness(leaf.state))][:10]
        alerts = [comparing.labels.witness(leaf.state) for leaf in found]
        for side, numbers, told in (
            (one, comparing._receivers.old, [leaf.old for leaf in found]),
            (other, comparing._receivers.new, [leaf.new for leaf in found]),
        ):
            said = routed_by(amtool, side, alerts, tmp_path)
            expected = [[numbers[name] for name in row] for row in said]
            assert [[one.outcome.receiver for one in row] for row in told] == expected
            asked += len(said)
    assert asked >= 60


@pytest.mark.parametrize("seed", range(40))
def test_every_label_set_is_in_one_leaf_that_tells_what_becomes_of_it(seed: int) -> None:
    """Of all combinations of values: those that matchers name, their witnesses, and values of all kinds."""
    maker = Maker(1_000 + seed)
    one, other = config(maker), config(maker)
    comparing = Configurations(parsed(one), parsed(other))
    found = leaves(comparing)
    values = {
        label.name: sorted({*label.witnesses, "x", "xy", "yx", "é", "X", "zz", "x y"})
        for label in comparing.labels.labels
    }
    every = list(itertools.product(*values.values()))
    for row in Maker(seed).chance.sample(every, min(len(every), 150)):
        labels = {name: value for name, value in zip(values, row, strict=True) if value}
        state = comparing.labels.having(labels, [name for name in values if name not in labels])
        within = [leaf for leaf in found if all(a & b for a, b in zip(state, leaf.state, strict=True))]
        assert len(within) == 1
        for config_, numbers, told in (
            (comparing.old, comparing._receivers.old, within[0].old),
            (comparing.new, comparing._receivers.new, within[0].new),
        ):
            expected = [numbers[name] for name in config_.route(labels).receivers]
            assert [one.outcome.receiver for one in told] == expected


def test_a_witness_is_of_its_own_leaf() -> None:
    for one, other in pairs(7, 10):
        comparing = Configurations(parsed(one), parsed(other))
        for leaf in leaves(comparing):
            labels = comparing.labels.witness(leaf.state)
            absent = [label.name for label in comparing.labels.labels if label.name not in labels]
            state = comparing.labels.having(labels, absent)
            assert all(mine & theirs for mine, theirs in zip(state, leaf.state, strict=True))


def test_what_is_more_than_may_be_asked_is_not_walked() -> None:
    one, other = next(pairs(1, 1))
    comparing = Configurations(parsed(one), parsed(other))
    with pytest.raises(ExhaustedError):
        list(Walker(3).leaves(*comparing._trees, comparing.labels.every))


def test_the_same_tree_twice_is_the_same() -> None:
    for one, _ in pairs(50, 10):
        comparing = Configurations(parsed(one), parsed(one))
        assert all(equal(leaf.old, leaf.new) for leaf in leaves(comparing))
