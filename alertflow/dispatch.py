"""How an alert reaches GitHub, for `from alertflow.dispatch import Direct`."""

from alertflow.model import Bridge, Direct, Dispatch

__all__ = ["Bridge", "Direct", "Dispatch"]
