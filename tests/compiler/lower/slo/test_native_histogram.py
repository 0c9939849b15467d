"""An objective on a native histogram, which only the new promtool can feed in."""

from collections.abc import Callable
from pathlib import Path

from alertflow.prometheus import ExpectedSample, InputSeries, PromqlExprTest, TestFile, UnitTest
from alertflow.slo import Latency, Slo
from alertflow.yaml import dump
from tests.compiler.lower.slo.written import written_rules
from tests.prometheus.promtool import Promtool

SHOP = Slo(
    "latency",
    service="shop",
    objective=0.9,
    indicator=Latency(histogram="d_seconds", within="2s", native=True),
)
OWN = '{service="shop",slo="latency"}'


def test_what_took_longer_is_counted_and_a_quiet_time_counts_for_nothing(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    """Schema 0 has the bounds 1, 2 and 4: of four requests a minute, one takes longer than two seconds."""
    busy = "{{schema:0 count:0 sum:0}}+{{schema:0 count:4 sum:7 buckets:[1 2 1]}}x30"
    idle = "{{schema:0 count:120 sum:210 buckets:[30 60 30]}}x60"
    expected: dict[tuple[str, str], list[float]] = {
        ("30m", f"slo:sli_error:ratio_rate5m{OWN}"): [0.25],
        ("30m", f"slo:requests:rate5m{OWN} * 60"): [4],
        ("60m", f"slo:sli_error:ratio_rate5m{OWN}"): [],
        ("60m", f"slo:errors:rate5m{OWN}"): [0],
        ("60m", f"slo:sli_error:ratio_rate1h{OWN}"): [0.25],
        ("85m", f"slo:period_error:ratio{OWN}"): [0.25],
    }
    asked = [
        PromqlExprTest(
            expr=f"round(sum({expr}), 0.0001)",
            eval_time=at,
            exp_samples=[ExpectedSample("{}", value) for value in values],
        )
        for (at, expr), values in expected.items()
    ]
    test = UnitTest(
        interval="1m", input_series=[InputSeries("d_seconds", f"{busy} {idle}")], promql_expr_tests=asked
    )
    rules = written_rules(tmp_path, SHOP)
    file = TestFile(
        rule_files=[str(path) for path in rules],
        group_eval_order=["slo/shop/latency", "shop"],
        tests=[test],
    )
    path = tmp_path / "native_test.yml"
    path.write_text(dump(file.to_data()), encoding="utf-8")
    Promtool(programs("promtool-new"))("test", "rules", path)
