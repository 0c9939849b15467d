"""Where alerts are read, for `from alertflow.receivers import Slack`."""

from alertflow.model import Email, PagerDuty, Receiver, Slack, Webhook

__all__ = ["Email", "PagerDuty", "Receiver", "Slack", "Webhook"]
