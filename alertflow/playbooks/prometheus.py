"""Prometheus: what its HTTP API says of an error budget, failing endpoints, memory and alerts."""

from __future__ import annotations

from pydantic import Field

from alertflow.declared import DeclarationError, Declared, caller
from alertflow.duration import Duration
from alertflow.model.command import Command, Secret
from alertflow.playbooks.spans import whole_seconds, with_room

_ASK = r"""
needs_tool curl jq
[ -n "${PROMETHEUS_URL:-}" ] || skip "the secret PROMETHEUS_URL is not set"
authorization() { [ -z "${PROMETHEUS_TOKEN:-}" ] || printf 'Authorization: Bearer %s\n' "$PROMETHEUS_TOKEN"; }
# ask EXPR: its value now, as a JSON array of {metric, value}. Skips where Prometheus cannot be asked, and
# fails for what it calls an error. https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries
ask() {
  local body
  body=$(curl --silent --show-error --globoff --proto '=http,https' --max-time 30 --retry 2 --get \
    --header @<(authorization) --data-urlencode "query=$1" --url "${PROMETHEUS_URL%/}/api/v1/query") ||
    skip "Prometheus cannot be reached"
  case $(jq -r '.status' <<<"$body" 2>/dev/null || true) in
    success) ;;
    error) jq -r '"Prometheus: \(.errorType): \(.error)"' <<<"$body" >&2 && return 1 ;;
    *)
      printf '%.300s\n' "$body" >&2
      skip "what answers there is not Prometheus, or it refuses the token"
      ;;
  esac
  jq -c 'def number: if test("NaN|Inf") then null else tonumber end;
    .data | if .resultType == "vector" then .result
      elif .resultType == "scalar" then [{metric: {}, value: .result}]
      else error("the expression is a \(.resultType), and an instant vector is needed") end
    | map({metric, value: (.value[1] | number)})' <<<"$body"
}
# table: what `ask` printed, a line for each series, the greatest first.
table() {
  jq -r 'def labels: to_entries | map("\(.key)=\(.value | @json)") | join(", ");
    if length == 0 then "no series" else sort_by(-(.value // 0))[] | "\(.value)\t{\(.metric | labels)}" end'
}
""".lstrip()

_QUERY = (
    _ASK
    + r"""
printf '%s\n' "$EXPR"
ask "$EXPR" | table
"""
)

_BURN_RATE = (
    _ASK
    + r"""
burn=()
for window in 5m 1h 6h "$PERIOD"; do
  rate=$(ask "${RATIO//\$window/"$window"}" | jq '.[0].value')
  printf 'burn rate over %s: %s\n' "$window" "$rate"
  burn+=("$rate")
done
verdict=$(printf '%s\n' "${burn[@]}" | jq -rs --arg period "$PERIOD" '
  def shown: if . == null then "unknown" else . * 100 | round / 100 end;
  . as [$now, $hour, $quarter, $all]
  | "burn rate \($hour | shown) over 1h, \($quarter | shown) over 6h, \($all | shown) over \($period): "
    + if $hour == null then "no data for the last hour"
      elif $hour < 1 and ($now // 0) < 1 then "it is within the budget now; what was lost was lost before"
      elif $hour >= 3 * ($quarter // $hour) or $hour >= 3 * ($all // $hour) then
        "a spike; if a recent deployment caused it, roll that back"
      else "gradual; add capacity or mend the cause" end
    + if $all == null then "" else "; \($all * 100 | round) % of the budget of \($period) is spent" end')
conclude "$verdict"
"""
)

_TOP = (
    _ASK
    + r"""
found=$(ask "topk($LIMIT, ($EXPR) > 0)")
table <<<"$found"
verdict=$(jq -r 'def name: .metric | to_entries | map(.value) | join(" ");
  if length == 0 then "no endpoint fails" else sort_by(-(.value // 0))[:3]
    | "failing most: " + (map("\(name) (\(.value * 1000 | round / 1000))") | join(", ")) end' <<<"$found")
conclude "$verdict"
"""
)

_MEMORY_TREND = (
    _ASK
    + r"""
third=$((OVER / 3))
growth="3600 * deriv(($EXPR)[${OVER}s:60s]) / ($EXPR)"
found=$(ask "$growth")
table <<<"$found"
# Steady: least in the last third of the time, it is still more than it ever was in the first.
leaks=$(ask "($growth > 0.05) and min_over_time(($EXPR)[${third}s:60s])
  > max_over_time(($EXPR)[${third}s:60s] offset $((OVER - third))s)")
verdict=$(printf '%s\n%s\n' "$found" "$leaks" | jq -rs '. as [$all, $leaks]
  | def most: map(.value // 0) | max * 100 | round;
  if ($all | length) == 0 then "memory: no data"
  elif ($leaks | length) == 0 then "memory: no steady growth (\($all | most) % an hour), a leak is not likely"
  else "memory: it grows steadily, by \($leaks | most) % an hour: a leak is likely" end')
conclude "$verdict"
"""
)

_UNTIL_QUIET = (
    _ASK
    + r"""
deadline=$((SECONDS + TIMEOUT))
while :; do
  left=$(ask "$EXPR")
  count=$(jq length <<<"$left")
  printf 'after %s s: %s series\n' "$SECONDS" "$count"
  if ((count == 0)); then
    conclude "$WHAT: quiet after $SECONDS s"
    exit 0
  fi
  if ((SECONDS >= deadline)); then
    table <<<"$left"
    conclude "$WHAT: not quiet after $SECONDS s"
    exit 1
  fi
  sleep "$EVERY"
done
"""
)


class Server(Declared):
    """A Prometheus server that the runner can reach.

    Its address is `url` or, left out, the GitHub secret `PROMETHEUS_URL`; `token` is a secret with a bearer
    token, where it wants one. A server that cannot be reached skips the command with a warning:
    what is asked here is never a reason for a red run. PromQL is passed as it is, by the environment.
    """

    url: str = Field(default="", kw_only=False, pattern=r"^(https?://[^\s/]+\S*)?$")
    token: Secret | None = None

    def query(self, expr: str, title: str, *, name: str = "query") -> Command:
        """Prints the value of `expr`, one line for each series. Changes nothing."""
        return self._command(name, title, _QUERY, EXPR=expr)

    def burn_rate(self, *, errors: str, total: str, objective: float, period: str = "30d") -> Command:
        """Prints how fast the error budget burns over 5m, 1h, 6h and `period`; concludes why.

        `errors` and `total` are rates with `$window` for their range: `rate(http_requests_total[$window])`.
        `objective` is the share that must succeed, such as 0.999. A burn rate of 1 spends the budget in
        exactly `period`. It concludes "a spike" if the last hour burns at least 3 times as fast as the last
        6 hours or the period; "within the budget now" below 1 in the last hour and 5 minutes; else "gradual".
        """
        if not 0 < objective < 1:
            raise DeclarationError(
                f"burn_rate(objective={objective}): it lies between 0 and 1: 0.999.", caller()
            )
        for argument, expr in (("errors", errors), ("total", total)):
            if "$window" not in expr:
                raise DeclarationError(
                    f"burn_rate({argument}=…): it must hold $window: rate({expr[:20]}…[$window]).", caller()
                )
        whole_seconds("period", period)
        return self._command(
            "burn-rate",
            "Burn rate of the error budget",
            _BURN_RATE,
            RATIO=f"((sum({errors}) or vector(0)) / sum({total})) / {1 - objective:.10g}",
            PERIOD=period,
        )

    def top_failing_endpoints(self, expr: str, *, limit: int = 10) -> Command:
        """Prints the `limit` series of `expr` with the greatest values; concludes the first three.

        `expr` is errors by endpoint: `sum by (path) (rate(http_requests_total{status=~"5.."}[5m]))`.
        """
        return self._command(
            "top-failing-endpoints", "Endpoints that fail most", _TOP, EXPR=expr, LIMIT=str(limit)
        )

    def memory_trend(self, expr: str, *, over: str = "1h") -> Command:
        """Prints how much of itself `expr`, an amount of memory, grows by in an hour; concludes on a leak.

        A leak is likely where it grew by more than 5 % an hour, and was in all of the last third of `over`
        above its maximum in the first third: steadily, not up and down.
        """
        return self._command(
            "memory-trend",
            "Trend of the memory",
            _MEMORY_TREND,
            EXPR=expr,
            OVER=str(whole_seconds("over", over)),
        )

    def until_quiet(
        self, expr: str, *, what: str = "the condition", timeout: str = "10m", every: str = "15s"
    ) -> Command:
        """Asks `every` so often until `expr` has no series; fails when it still has after `timeout`.

        To verify that something helped. A series that is not scraped any more is quiet, too.
        """
        return self._command(
            "until-quiet",
            f"Wait until {what} is over",
            _UNTIL_QUIET,
            timeout=with_room("timeout", timeout),
            EXPR=expr,
            WHAT=what,
            TIMEOUT=str(whole_seconds("timeout", timeout)),
            EVERY=str(whole_seconds("every", every)),
        )

    def resolved(self, alertname: str, *, timeout: str = "10m", every: str = "15s") -> Command:
        """Waits until no alert of that name fires any more: see `until_quiet`."""
        name = alertname.replace("\\", r"\\").replace('"', r"\"")
        return self.until_quiet(
            f'ALERTS{{alertname="{name}", alertstate="firing"}}', what=alertname, timeout=timeout, every=every
        )

    def _command(
        self, name: str, title: str, script: str, *, timeout: Duration = "4m", **env: str
    ) -> Command:
        if self.url:
            env["PROMETHEUS_URL"] = self.url
        needed = [] if self.url else [Secret("PROMETHEUS_URL")]
        if self.token is not None:
            needed.append(Secret(self.token.name, env="PROMETHEUS_TOKEN"))
        return Command(
            name,
            title=title,
            script=script,
            env=env,
            system="prometheus",
            target="prometheus",
            secrets=needed,
            timeout=timeout,
        )
