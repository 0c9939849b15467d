"""Routes many alerts that fire at once, and prints the seconds of processor time that this takes.

`python -m tests.bench.routing COUNT CONFIG RULES` takes the alerts from a rule file, as many as there are or
fewer.
"""

from __future__ import annotations

import gc
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def main(count: int, config_file: str, rule_file: str) -> None:
    """Asks of each alert who is told at noon, while all of them fire."""
    gc.disable()  # as alertflow's command line does
    from alertflow.alertmanager import Config
    from alertflow.prometheus import AlertingRule, RuleFile

    config = Config.parse(Path(config_file).read_text("utf-8"), config_file)
    rules = [
        rule
        for group in RuleFile.parse(Path(rule_file).read_text("utf-8"), rule_file).groups
        for rule in group.rules
    ]
    alerts = [
        {"alertname": rule.alert, **rule.labels, "instance": f"host-{number}:9100"}
        for number, rule in enumerate(rules[:count])
        if isinstance(rule, AlertingRule)
    ]
    before = time.process_time()
    routed = config.route_all(alerts, AT, firing=alerts)
    took = time.process_time() - before
    told = sum(bool(one.notifications) and not one.inhibited_by for one in routed)
    print(f"{len(alerts)} alerts, {told} of them told")
    print(took)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
