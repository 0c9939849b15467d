"""When an alert must fire and when not, for `from alertflow.testing import fires_when, quiet_when`."""

from alertflow.model.alert_tests import (
    AlertTest,
    Growth,
    fires_when,
    per_hour,
    per_minute,
    per_second,
    quiet_when,
)

__all__ = ["AlertTest", "Growth", "fires_when", "per_hour", "per_minute", "per_second", "quiet_when"]
