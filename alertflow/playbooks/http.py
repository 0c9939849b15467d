"""HTTP: whether an endpoint answers. By curl alone."""

from __future__ import annotations

from pydantic import Field

from alertflow.declared import Declared
from alertflow.model.command import Command
from alertflow.playbooks.spans import whole_seconds, with_room

_HEALTH = r"""
needs_tool curl
# ask: one request; sets `code`, 000 when there was no answer, and fails unless it is one of 200 to 299.
ask() {
  local answer
  answer=$(curl --silent --show-error --globoff --proto '=http,https' --max-time 10 --output /dev/null \
    --write-out '%{http_code} %{time_total}' --url "$URL") || true
  read -r code took <<<"${answer:-000 0}"
  printf '%s: HTTP %s after %s s\n' "$URL" "$code" "$took"
  [[ $code == 2?? ]]
}
deadline=$((SECONDS + TIMEOUT))
until ask; do
  if ((SECONDS >= deadline)); then
    conclude "$URL is not healthy: $([ "$code" = 000 ] && printf 'no answer' || printf 'HTTP %s' "$code")"
    exit 1
  fi
  sleep "$EVERY"
done
conclude "$URL is healthy: HTTP $code after $took s"
"""


class Endpoint(Declared):
    """An address that answers 200 to 299 when all is well: `Endpoint("https://example.org/healthz")`.

    Redirects are not followed: where the health of a service is asked, one is not an answer.
    """

    url: str = Field(kw_only=False, pattern=r"^https?://[^\s/]+\S*$")

    def health(self, *, timeout: str = "30s", every: str = "5s") -> Command:
        """Asks `every` so often until the endpoint is healthy; fails when it is not after `timeout`.

        Prints status and time of each request; concludes the last one. Changes nothing.
        """
        return Command(
            "health",
            title=f"{self.url} is healthy",
            script=_HEALTH.lstrip(),
            env={
                "URL": self.url,
                "TIMEOUT": str(whole_seconds("timeout", timeout)),
                "EVERY": str(whole_seconds("every", every)),
            },
            system="http",
            target=self.url,
            timeout=with_room("timeout", timeout),
        )
