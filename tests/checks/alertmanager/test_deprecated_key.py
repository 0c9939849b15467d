"""Keys that Alertmanager has given up, and the same without them."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from alertflow.alertmanager import Config
from tests.checks.making import found_in, mended

ID = "alertmanager/deprecated-key"

CONFIG = r"""
    route:
      receiver: all
      routes:
        - match:
            severity: critical   # wakes somebody
            team: "a b"
          match_re:
            service: ^(foo|b\.r)$
          receiver: pager
        - {receiver: pager, match_re: {area: 'x,y|z'}}
        - receiver: pager
          matchers: [zone="1"]
          match: {kept: as it is}
    inhibit_rules:
      - source_match: {severity: critical}
        target_match_re:
          severity: warning|info
        equal: [service]
    mute_time_intervals:   # nobody looks
      - name: nights
        time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]
    receivers: [{name: all}, {name: pager}]
    """

MENDED = r"""
    route:
      receiver: all
      routes:
        - matchers:
            - severity="critical"   # wakes somebody
            - team="a b"
            - service=~"^(foo|b\\.r)$"
          receiver: pager
        - {receiver: pager, matchers: ['area=~"x,y|z"']}
        - receiver: pager
          matchers: [zone="1"]
          match: {kept: as it is}
    inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers:
          - severity=~"warning|info"
        equal: [service]
    time_intervals:   # nobody looks
      - name: nights
        time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]
    receivers: [{name: all}, {name: pager}]
    """


def test_they_are_mentioned_once_for_each_file() -> None:
    matchers, intervals = found_in(CONFIG, ID)
    assert matchers == (
        "file.yml:5:7 info: match and match_re and source_match and target_match_re in 5 places of file.yml: "
        "deprecated since Alertmanager 0.22."
    )
    assert intervals == (
        "file.yml:21:3 info: mute_time_intervals at the top of file.yml is deprecated since "
        "Alertmanager 0.24."
    )


def test_they_are_written_anew_and_the_comments_stay() -> None:
    assert mended(CONFIG) == dedent(MENDED)


def test_the_meaning_stays() -> None:
    before, after = (
        Config.parse(mended(one), "a.yml") if one is MENDED else Config.parse(dedent(one), "a.yml")
        for one in (CONFIG, MENDED)
    )
    for old, new in zip(before.tree.every(), after.tree.every(), strict=True):
        assert sorted(map(str, old.route.every_matcher)) == sorted(map(str, new.route.every_matcher))


@pytest.mark.parametrize("program", ["amtool-old", "amtool-new"])
def test_amtool_takes_it(programs: Callable[[str], Path], program: str, tmp_path: Path) -> None:
    file = tmp_path / "alertmanager.yml"
    file.write_text(mended(CONFIG), "utf-8")
    run = subprocess.run(
        [programs(program), "check-config", file], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_where_two_blocks_do_not_follow_each_other_a_person_mends_it() -> None:
    text = """
route:
  receiver: a
  routes:
    - match:
        a: b
      receiver: a
      match_re:
        c: d
receivers: [{name: a}]
"""
    assert found_in(text, ID)
    assert mended(text) == text
