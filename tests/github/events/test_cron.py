import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alertflow.github.events.cron import shortest_gap, times

EVERY = frozenset(range(60))


@pytest.mark.parametrize(
    ("cron", "minutes", "hours"),
    [
        ("0 0 * * *", {0}, {0}),
        ("*/20 */8 * * *", {0, 20, 40}, {0, 8, 16}),
        ("5,10-12 7 * * *", {5, 10, 11, 12}, {7}),
        ("1-9/4 23 * * *", {1, 5, 9}, {23}),
        ("50/5 09 * * *", {50, 55}, {9}),
        ("* * * * *", EVERY, set(range(24))),
    ],
)
def test_an_expression_says_when_it_runs(cron: str, minutes: set[int], hours: set[int]) -> None:
    found = times(cron)

    assert found.minutes == minutes
    assert found.hours == hours


@pytest.mark.parametrize(
    ("cron", "days", "months", "weekdays"),
    [
        ("0 0 1,15 JAN-MAR MON", {1, 15}, {1, 2, 3}, {1}),
        ("0 0 */10 dec sun-Tue/2", {1, 11, 21, 31}, {12}, {0, 2}),
        ("0 0 31 1/6 0,6", {31}, {1, 7}, {0, 6}),
    ],
)
def test_months_and_weekdays_have_names_too(
    cron: str, days: set[int], months: set[int], weekdays: set[int]
) -> None:
    found = times(cron)

    assert found.days == days
    assert found.months == months
    assert found.weekdays == weekdays


@pytest.mark.parametrize(
    ("cron", "message"),
    [
        ("@daily", "GitHub does not know '@daily'; write '0 0 * * *'."),
        (
            "@reboot",
            "'@reboot' should have five fields with spaces between them: "
            "minute, hour, day of month, month, day of week.",
        ),
        (
            "0 0 12 * * MON",
            "'0 0 12 * * MON' should have five fields with spaces between them: minute, hour, day of month, "
            "month, day of week. GitHub's cron has neither seconds nor years.",
        ),
        ("60 * * * *", "the minute is '60'; it is 0 to 59, or * for every one."),
        ("0 24 * * *", "the hour is '24'; it is 0 to 23, or * for every one."),
        ("0 0 0 * *", "the day of month is '0'; it is 1 to 31, or * for every one."),
        ("0 0 1-40 * *", "the day of month is '40'; it is 1 to 31, or * for every one."),
        ("0 0 * 13 *", "the month is '13'; it is 1 to 12 or JAN to DEC, or * for every one."),
        ("0 0 * JULY *", "the month is 'JULY'; it is 1 to 12 or JAN to DEC, or * for every one. "
         "Did you mean 'JUL'?"),
        ("0 0 * * 7", "the day of week is '7'; it is 0 to 6 or SUN to SAT, or * for every one. Sunday is 0."),
        ("0 0 ? * MON", "the day of month is '?'; it is 1 to 31, or * for every one. "
         "GitHub's cron has no ?, L, W and #."),
        ("0 0 15W * *", "the day of month is '15W'; it is 1 to 31, or * for every one. "
         "GitHub's cron has no ?, L, W and #."),
        ("0 0 * * 5#3", "the day of week is '5#3'; it is 0 to 6 or SUN to SAT, or * for every one. "
         "GitHub's cron has no ?, L, W and #."),
        ("0 0 * * FRI-MON", "the day of week 'FRI-MON' runs backwards: write 'FRI-6,0-MON'."),
        ("30-15 * * * *", "the minute '30-15' runs backwards: write '30-59,0-15'."),
        ("*/0 * * * *", "the minute has the step '0'; a step is a number from 1 to 59."),
        ("*/60 * * * *", "the minute has the step '60'; a step is a number from 1 to 59."),
        ("*/x * * * *", "the minute has the step 'x'; a step is a number from 1 to 59."),
        ("*/5/5 * * * *", "the minute has the step '5/5'; a step is a number from 1 to 59."),
        ("1,,2 * * * *", "the minute is ''; it is 0 to 59, or * for every one."),
        ("1- * * * *", "the minute is ''; it is 0 to 59, or * for every one."),
        ("*-5 * * * *", "the minute is '*'; it is 0 to 59, or * for every one."),
    ],
)  # fmt: skip
def test_what_github_refuses_is_refused_with_the_reason(cron: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # the whole message is compared
        times(cron)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("cron", "minutes"),
    [
        ("0 0 * * *", 60),
        ("* * * * *", 1),
        ("*/5 * * * *", 5),
        ("*/7 * * * *", 7),
        ("0,3,30 9 * * *", 3),
        ("10-12 * * * *", 1),
        ("58/30 * * * *", 60),
    ],
)
def test_the_shortest_time_between_two_runs_is_known(cron: str, minutes: int) -> None:
    assert shortest_gap(times(cron)) == minutes


def takes(cron: str) -> bool:
    try:
        times(cron)
    except ValueError:
        return False
    return True


def refused_by_github(crons: list[str], program: Path, folder: Path) -> set[str]:
    """Those of `crons` that GitHub's own parser refuses."""
    file = folder / "crons.yml"
    lines = [f"    - cron: {json.dumps(cron)}" for cron in crons]
    jobs = "jobs:\n  j:\n    runs-on: x\n    steps:\n      - run: 'true'\n"
    file.write_text("\n".join(["on:", "  schedule:", *lines, jobs]))
    done = subprocess.run([program, file], capture_output=True, text=True, check=False)
    return {crons[one["line"] - 3] for one in json.loads(done.stdout)}


numbers = st.integers(0, 61).map(str) | st.integers(0, 9).map("0{}".format)
words = st.sampled_from(
    ["*", "jan", "DEC", "Mar", "sun", "SAT", "Tue", "?", "L", "15W", "1#2", "", "JULY", "-1"]
)
values = st.one_of(numbers, numbers, words)
spans = st.one_of(values, st.builds("{}-{}".format, values, values), st.just("*"))
steps = st.one_of(spans, spans, st.builds("{}/{}".format, spans, values))
parts = st.one_of(steps, steps, st.lists(steps, min_size=1, max_size=3).map(",".join))
simple = st.tuples(*[st.sampled_from(few) for few in (
    ["*", "0", "*/15", "5-59/7", "7,8,59", "60"],
    ["*", "0", "23", "9-17", "*/4", "24"],
    ["*", "1", "31", "1-7", "*/2", "0"],
    ["*", "1", "12", "JAN-MAR", "feb,nov", "*/3", "13"],
    ["*", "0", "6", "MON-FRI", "sat,SUN", "1-5/2", "7"],
)])  # fmt: skip
crons = st.one_of(
    simple.map(" ".join),
    simple.map("  ".join),
    st.tuples(simple, st.integers(0, 4), parts).map(
        lambda it: " ".join([*it[0][: it[1]], it[2], *it[0][it[1] + 1 :]]).strip()
    ),
    st.lists(parts, min_size=4, max_size=6).map(lambda several: " ".join(several).strip()),
)


# To make a failing example smaller would start a program hundreds of times.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(some=st.lists(crons, min_size=30, max_size=400, unique=True))
def test_github_s_own_parser_takes_what_we_take(
    some: list[str], programs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    refused = refused_by_github(some, programs("github-parser"), tmp_path_factory.mktemp("crons"))

    assert refused ^ {one for one in some if not takes(one)} == set()


DIFFERENCES = {
    " 0 1 * *": "its first field is empty, which JavaScript's Number takes for 0",
    "0 1 1 * ": "its last field is empty, which JavaScript's Number takes for 0",
    "0 0 * * 5.0": "a number as JavaScript writes it, which no cron has",
    "0 0 * * 0x5": "a number as JavaScript writes it, which no cron has",
    "1e1 0 * * *": "a number as JavaScript writes it, which no cron has",
    "+5 0 * * *": "a number as JavaScript writes it, which no cron has",
}
"""What GitHub's TypeScript takes and we do not, with the reason."""


def test_only_what_javascript_takes_for_a_number_is_taken_there_and_not_here(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    assert refused_by_github(list(DIFFERENCES), programs("github-parser"), tmp_path) == set()
    assert not any(takes(one) for one in DIFFERENCES)
