"""Expressions made at random from a seed, over a few series that promtool can be given."""

from random import Random

SERIES = {
    **{
        f'x{{job="{job}",pod="{pod}",code="{code}"}}': f"{job_number + 1}+{code_number + 1}x20"
        for job_number, (job, pod) in enumerate((("a", "1"), ("a", "2"), ("b", "3")))
        for code_number, code in enumerate(("200", "500"))
    },
    'y{job="a",pod="1"}': "7x20",
    'y{job="b",pod="3",code="200"}': "9x20",
    'target_info{job="a",instance="i",version="v1"}': "1x20",
    'z{job="a",instance="i"}': "3x20",
    'build{job="a",version="v1"}': "1x20",
    'build{job="b",version="v2"}': "1x20",
    'h_bucket{job="a",le="1"}': "0+1x20",
    'h_bucket{job="a",le="+Inf"}': "0+2x20",
}
"""What promtool is given: labels that are missing here and there, an info metric, a histogram."""

_SELECTORS = [
    "x", "y", "z", "build", 'x{code="500"}', 'x{code=~"5.."}', 'y{code=""}', 'x{pod!="1"}', "h_bucket",
    '{job="a",version=~".+"}', 'x{job="a",job=~"a|b"}', "nothing", 'nothing{job="a",pod=~"x"}',
]  # fmt: skip
_LABELS = ["job", "pod", "code", "version", "le", "instance", "new"]
_AGGREGATIONS = ["sum", "max", "count", "group", "topk(2, {})", "bottomk(1, {})", 'count_values("new", {})',
                 "quantile(0.5, {})", "stddev", "limitk(1, {})"]  # fmt: skip
_CALLS = ["abs({})", "ceil({})", "-({})", "clamp_max({}, 5)", "sort({})", "timestamp({})", "absent({})",
          "scalar({}) + vector(1)", "vector(scalar({}))", 'label_replace({}, "new", "$1", "job", "(.*)")',
          'label_replace({}, "job", "", "job", ".*")', 'label_join({}, "new", "-", "job", "pod")',
          "histogram_quantile(0.9, {})", "avg_over_time(({})[5m:1m])", "rate(({})[5m:1m])", "hour({})",
          "last_over_time(({})[5m:1m])", "absent_over_time(({})[5m:1m])", "sgn({})",
          "round({}, 2)"]  # fmt: skip
_RANGED = [
    "rate",
    "increase",
    "max_over_time",
    "last_over_time",
    "absent_over_time",
    "count_over_time",
    "deriv",
]
_OPERATORS = ["+", "-", "*", "/", ">", "<=", "==", "== bool", "and", "or", "unless"]


def expression(random: Random, depth: int = 3) -> str:
    """An expression of a vector; Prometheus may still refuse it when it matches many with many."""
    if depth == 0 or random.random() < 0.1:
        selector = random.choice(_SELECTORS)
        return selector if random.random() < 0.6 else f"{random.choice(_RANGED)}({selector}[5m])"
    kind = random.choice(["aggregation", "aggregation", "call", "binary", "binary", "number", "info"])
    inner = expression(random, depth - 1)
    if kind == "aggregation":
        return _aggregated(random, inner)
    if kind == "call":
        return random.choice(_CALLS).format(inner)
    if kind == "number":
        number = random.choice(["2", "scalar(y)", "1 + 1", "time()"])
        operator = random.choice(["*", "/", ">", "<", "== bool", "-"])
        return f"({inner}) {operator} {number}" if random.random() < 0.5 else f"{number} {operator} ({inner})"
    if kind == "info":
        return f"info({random.choice(['z', 'rate(z[5m])', inner])})"
    return _binary(random, inner, expression(random, depth - 1))


def _aggregated(random: Random, inner: str) -> str:
    operator = random.choice(_AGGREGATIONS)
    labels = ", ".join(random.sample(_LABELS, random.randint(0, 3)))
    grouping = random.choice(["", f" by ({labels})", f" without ({labels})"])
    if "{" not in operator:
        return f"{operator}{grouping}({inner})"
    name, _, arguments = operator.partition("(")
    return f"{name}{grouping}({arguments.format(inner)}"


def _binary(random: Random, left: str, right: str) -> str:
    operator = random.choice(_OPERATORS)
    labels = ", ".join(random.sample(_LABELS, random.randint(0, 3)))
    matching = random.choice(["", "", f" on ({labels})", f" ignoring ({labels})"])
    if matching and operator not in ("and", "or", "unless"):
        more = ", ".join(
            label for label in random.sample(_LABELS, random.randint(0, 2)) if label not in labels
        )
        matching += random.choice(["", f" group_left ({more})", f" group_right ({more})"])
    return f"({left}) {operator}{matching} ({right})"


def expressions(seed: int, count: int) -> list[str]:
    """So many different expressions, the same for the same seed."""
    random, found = Random(seed), dict[str, None]()
    while len(found) < count:
        found[expression(random, random.randint(1, 4))] = None
    return list(found)
