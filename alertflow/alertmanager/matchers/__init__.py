"""Matchers: one condition on one label, as routes, inhibitions and silences use them, and how they are read.

Source: https://prometheus.io/docs/alerting/latest/configuration/#matcher.
"""

from alertflow.alertmanager.matchers.matcher import Matcher, all_match, matcher
from alertflow.alertmanager.matchers.parts import Operator
from alertflow.alertmanager.matchers.reading import Reading, reading

__all__ = ["Matcher", "Operator", "Reading", "all_match", "matcher", "reading"]
