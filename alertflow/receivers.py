"""Where alerts are read, for `from alertflow.receivers import Slack`."""

from alertflow.model import Email, MicrosoftTeams, Other, PagerDuty, Receiver, Slack, Webhook

__all__ = ["Email", "MicrosoftTeams", "Other", "PagerDuty", "Receiver", "Slack", "Webhook"]
