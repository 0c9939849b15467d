import pytest

from alertflow.github.references.circles import circles


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({}, []),
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": ["b"], "b": ["a"]}, [("a", "b", "a")]),
        ({"start": [], "a": ["start", "c"], "b": ["a"], "c": ["b"]}, [("a", "c", "b", "a")]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c", "b")]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [("a", "b", "a"), ("a", "c", "a")]),
        ({"a": ["elsewhere"]}, []),
    ],
)
def test_the_ways_round_are_found(needs: dict[str, list[str]], found: list[tuple[str, ...]]) -> None:
    assert list(circles(needs)) == found


def test_a_chain_may_be_as_long_as_it_likes() -> None:
    chain = {str(number): [str(number - 1)] for number in range(20_000)}

    assert list(circles(chain)) == []
    assert [len(found) for found in circles(chain | {"0": ["19999"]})] == [20_001]
